//! Every fault of the gateway, the line and the disk that we can think of: the bot comes back, or
//! says why it cannot, and answers what it was asked in between. The letters and numbers are rows of
//! the table "Discord's rules" in ARCHITECTURE.md.

use std::sync::Arc;
use std::time::{Duration, Instant};

use certguide::config::Shards;
use serde_json::json;

use crate::bot::{
    Bot, SERVICE, certification, config, connected, is_alive, metric, metrics_sum, page, title,
    within_reason,
};
use crate::fake_discord::gateway::HEARTBEAT_INTERVAL;
use crate::fake_discord::{FakeDiscord, Limits, Login, Met, Mood};

/// Asks something right after a fault, and waits for the answer.
async fn is_answered_after(fake: &FakeDiscord, fault: impl FnOnce(&FakeDiscord)) {
    fault(fake);
    let question = certification("pcpp1");
    fake.interact(question.clone());
    let answer = within_reason(fake.callback(&question)).await;
    assert!(title(&answer).contains("PCPP1"), "{answer:#}");
}

fn names(logins: &[Login]) -> Vec<&'static str> {
    logins.iter().map(|it| it.name).collect()
}

#[tokio::test]
async fn g1_g2_g6_g7_every_end_that_leaves_a_session_is_followed_by_a_resume_at_its_address() {
    type Fault = fn(&FakeDiscord);
    let faults: [(&str, Fault); 13] = [
        ("cut", FakeDiscord::cut),
        ("closed without a code", |it| it.close(None)),
        ("closed with 1000", |it| it.close(Some(1000))),
        ("closed with 1001", |it| it.close(Some(1001))),
        ("closed with 4000", |it| it.close(Some(4000))),
        ("closed with 4001", |it| it.close(Some(4001))),
        ("closed with 4002", |it| it.close(Some(4002))),
        ("closed with 4003", |it| it.close(Some(4003))),
        ("closed with 4005", |it| it.close(Some(4005))),
        ("closed with 4008", |it| it.close(Some(4008))),
        ("closed with a code of next year", |it| it.close(Some(4999))),
        ("opcode 7", FakeDiscord::move_connection),
        ("opcode 9, resumable", FakeDiscord::ask_to_resume),
    ];
    for (fault, break_connection) in faults {
        let (fake, bot) = connected().await;
        is_alive(&fake).await;
        is_answered_after(&fake, break_connection).await;
        let logins = fake.logins(2).await;
        assert_eq!(names(&logins), ["IDENTIFY", "RESUME"], "{fault}");
        assert!(logins[1].path.starts_with("/resume"), "{fault}: {}", logins[1].path);
        bot.stop().await;
    }
}

#[tokio::test]
async fn g6_g7_a_session_that_is_gone_is_not_asked_for_again() {
    for code in [4007, 4009] {
        let (fake, bot) = connected().await;
        is_alive(&fake).await;
        fake.close(Some(code));
        assert_eq!(names(&fake.logins(2).await), ["IDENTIFY", "IDENTIFY"], "{code}");
        is_alive(&fake).await;
        bot.stop().await;
    }
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.end_session();
    assert_eq!(names(&fake.logins(2).await), ["IDENTIFY", "IDENTIFY"]);
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn g7_a_resume_that_is_refused_becomes_a_login() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.forget_session();
    fake.cut();
    assert_eq!(names(&fake.logins(3).await), ["IDENTIFY", "RESUME", "IDENTIFY"]);
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn g3_a_heartbeat_that_nobody_acknowledges_ends_in_a_resume() {
    let fake = FakeDiscord::start().await;
    fake.meet_connections(&[Mood::AcknowledgesNothing]);
    let bot = Bot::start(&fake);
    let logins = fake.logins(2).await;
    assert_eq!(names(&logins), ["IDENTIFY", "RESUME"]);
    assert!(logins[1].path.starts_with("/resume"));
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn g4_the_first_heartbeat_comes_at_a_random_moment_of_the_first_interval() {
    let mut delays = Vec::new();
    for _ in 0..6 {
        let (fake, bot) = connected().await;
        let start = fake.logins(1).await[0].at;
        fake.heartbeats(1).await;
        delays.push(start.elapsed());
        bot.stop().await;
    }
    // A machine that is busy may be late, never early.
    let interval = Duration::from_millis(HEARTBEAT_INTERVAL);
    assert!(delays.iter().any(|it| *it < interval.mul_f64(0.9)), "{delays:?}");
    let spread = delays.iter().max().unwrap().abs_diff(*delays.iter().min().unwrap());
    assert!(spread > Duration::from_millis(20), "{delays:?}");
}

#[tokio::test]
async fn g3_a_gateway_that_falls_silent_in_the_middle_of_a_frame_is_left_for_another() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    is_answered_after(&fake, FakeDiscord::stall).await;
    assert_eq!(names(&fake.logins(2).await), ["IDENTIFY", "RESUME"]);
    bot.stop().await;
}

#[tokio::test]
async fn a_gateway_that_leads_nowhere_is_given_up_and_the_next_one_serves() {
    let moods = [
        Mood::Drops,
        Mood::SaysNothing,
        Mood::SaysNoHello,
        Mood::WantsNoPauses,
        Mood::LetsNobodyIn,
        Mood::ResumesNowhere,
    ];
    let tries = moods.map(|mood| async move {
        let fake = FakeDiscord::start().await;
        fake.meet_connections(&[mood]);
        let bot = Bot::start(&fake);
        let logins = if mood == Mood::LetsNobodyIn { 2 } else { 1 };
        within_reason(fake.logins(logins)).await;
        is_alive(&fake).await;
        if mood == Mood::ResumesNowhere {
            // Where there is no address to resume at, the general one has to do.
            is_answered_after(&fake, FakeDiscord::cut).await;
            assert!(!fake.logins(2).await[1].path.starts_with("/resume"));
        }
        bot.stop().await;
    });
    futures_util::future::join_all(tries).await;
}

#[tokio::test]
async fn g8_a_gateway_that_drops_everybody_is_not_stormed() {
    for (mood, connections, logins) in
        [(Mood::DropsAfterLogin, 12, 6), (Mood::DropsAfterHello, 20, 0)]
    {
        let fake = FakeDiscord::start().await;
        fake.meet_connections(&[mood; 100]);
        let bot = Bot::start(&fake);
        tokio::time::sleep(Duration::from_secs(25)).await;
        let count = (fake.connections(), fake.logins_so_far().len());
        assert!((3..=connections).contains(&count.0) && count.1 <= logins, "{mood:?}: {count:?}");
        bot.stop().await;
    }
}

#[tokio::test]
async fn g8_sessions_that_are_dropped_again_and_again_are_resumed_ever_more_slowly() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.meet_connections(&[Mood::DropsAfterLogin; 100]);
    fake.cut();
    tokio::time::sleep(Duration::from_secs(15)).await;
    let logins = names(&fake.logins(2).await);
    assert!((3..=9).contains(&logins.len()), "{logins:?}");
    assert_eq!(logins.iter().filter(|it| **it == "IDENTIFY").count(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn a_gateway_that_drops_a_session_and_then_says_nothing_is_given_up() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.meet_connections(&[Mood::SaysNoHello]);
    fake.cut();
    fake.logins(2).await;
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_session_that_can_neither_be_resumed_nor_ends_is_given_up() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.meet_connections(&[Mood::LetsNobodyIn]);
    fake.cut();
    let late = certification("pcpp1");
    fake.interact(late.clone());
    assert_eq!(names(&fake.logins(3).await), ["IDENTIFY", "RESUME", "RESUME"]);
    is_alive(&fake).await;
    bot.stop().await;
    // Half a minute later nobody waits for it any more.
    let path = crate::fake_discord::callback_path(&late);
    assert!(!fake.requests().iter().any(|it| it.path == path));
}

#[tokio::test]
async fn frames_that_are_rubbish_cost_nothing() {
    let (fake, bot) = connected().await;
    let deep = "[".repeat(100_000);
    let rubbish = [
        "not json",
        "{}",
        "[]",
        "\u{0}",
        r#"{"op":77,"d":null}"#,
        r#"{"op":0,"t":"INTERACTION_CREATE","s":null,"d":null}"#,
        r#"{"op":0,"t":"INTERACTION_CREATE","s":2,"d":{"id":"1","token":"../../x","type":2}}"#,
        r#"{"op":0,"s":-1}"#,
        r#"{"op":10,"d":{}}"#,
        deep.as_str(),
    ];
    for frame in rubbish {
        fake.send_raw(frame);
    }
    is_alive(&fake).await;
    bot.stop().await;
    let paths: Vec<String> = fake.requests().into_iter().map(|it| it.path).collect();
    assert!(paths.iter().all(|it| !it.contains("..")), "{paths:?}");
}

#[tokio::test]
async fn a_gateway_that_refuses_connections_for_a_minute_is_waited_for() {
    let (mut fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.close_gateway().await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    fake.open_gateway().await;
    let open = Instant::now();
    let logins = within_reason(fake.logins(2)).await;
    assert_eq!(names(&logins), ["IDENTIFY", "RESUME"]);
    // The longest pause, and what a busy machine adds.
    assert!(open.elapsed() < Duration::from_secs(25), "{:?}", open.elapsed());
    is_alive(&fake).await;
    // The one that is there, the one before, and one that may have come while the gateway closed.
    assert!(fake.connections() <= 3, "{}", fake.connections());
    bot.stop().await;
}

#[tokio::test]
async fn a_gateway_that_has_moved_is_asked_for_anew() {
    let (mut fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.close_gateway().await;
    fake.requested("GET", "/api/v10/gateway/bot", 2).await;
    fake.open_gateway().await;
    within_reason(fake.logins(2)).await;
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_token_that_is_refused_while_the_gateway_is_down_ends_the_program() {
    let (mut fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.meet_addresses(&[Met::Status(401)]);
    fake.close_gateway().await;
    let error = bot.end().await;
    assert!(error.starts_with("Discord refuses the token"), "{error}");
}

#[tokio::test]
async fn g5_codes_that_mean_stop_end_the_program_with_what_to_do() {
    for (code, deed) in [
        (4004, "take a new one"),
        (4010, "set `discord.shards` to `all`"),
        (4011, "set `discord.shards` to `all`"),
        (4012, "update certguide"),
        (4013, "refuses the intents"),
        (4014, "refuses the intents"),
    ] {
        let (fake, bot) = connected().await;
        is_alive(&fake).await;
        fake.close(Some(code));
        let error = bot.end().await;
        assert!(error.contains(deed), "{code}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert_eq!(fake.logins(1).await.len(), 1, "{code}");
    }
}

#[tokio::test]
async fn g8_no_login_is_made_where_none_is_left() {
    let fake = FakeDiscord::start().await;
    fake.set_limits(Limits { remaining: 0, reset_after: 3_000, ..Limits::default() });
    let start = Instant::now();
    let bot = Bot::start(&fake);
    fake.logins(1).await;
    assert!(start.elapsed() >= Duration::from_secs(3), "{:?}", start.elapsed());
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn g8_logins_are_counted_over_connections_and_spaced() {
    let fake = FakeDiscord::start().await;
    let (settings, address) = served(&fake);
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.logins(1).await;
    is_alive(&fake).await;
    assert_eq!(metric(address, "certguide_gateway_identifies_left").await, 998);
    for count in 2..=3 {
        fake.close(Some(4009));
        let logins = fake.logins(count).await;
        // "Rate Limits" of IDENTIFY: max_concurrency in 5 seconds.
        let pause = logins[count - 1].at.duration_since(logins[count - 2].at);
        assert!(pause > Duration::from_millis(4_900), "{pause:?}");
        is_alive(&fake).await;
    }
    assert_eq!(metric(address, "certguide_gateway_identifies_left").await, 996);
    let reconnects = metric(address, "certguide_gateway_reconnects_total{shard=\"0\"}").await;
    assert_eq!(reconnects, 2);
    bot.stop().await;
}

#[tokio::test]
async fn g12_as_many_shards_as_discord_says_log_in_as_many_at_once_as_it_allows() {
    let fake = FakeDiscord::start().await;
    fake.set_limits(Limits { shards: 4, max_concurrency: 2, ..Limits::default() });
    let (settings, address) = served(&fake);
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.logins(2).await;
    let page_then = page(address, "/readyz").await;
    assert!(page_then.contains("of 4 shards"), "{page_then}");
    assert!(page_then.contains("waiting to log in"), "{page_then}");
    let logins = fake.logins(4).await;
    let mut shards: Vec<_> = logins.iter().map(|it| it.data["shard"].clone()).collect();
    shards.sort_by_key(|it| it[0].as_u64());
    assert_eq!(json!(shards), json!([[0, 4], [1, 4], [2, 4], [3, 4]]));
    for three in logins.windows(3) {
        let apart = three[2].at.duration_since(three[0].at);
        assert!(apart > Duration::from_millis(4_900), "{apart:?}");
    }
    for shard in 0..4 {
        let question = certification("pcap");
        fake.interact_with(shard, question.clone());
        fake.callback(&question).await;
    }
    assert!(page(address, "/readyz").await.contains("200 OK"));
    for shard in 0..4 {
        let ready = format!("certguide_gateway_shard_ready{{shard=\"{shard}\"}}");
        assert_eq!(metric(address, &ready).await, 1);
    }
    bot.stop().await;
}

#[tokio::test]
async fn g12_a_range_of_shards_leaves_the_rest_to_others() {
    let fake = FakeDiscord::start().await;
    let mut settings = config(&fake, "");
    settings.discord.shards = Shards::Some { range: 2..4, total: 16 };
    fake.set_limits(Limits { max_concurrency: 16, ..Limits::default() });
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    let logins = fake.logins(2).await;
    let mut shards: Vec<_> = logins.iter().map(|it| it.data["shard"].clone()).collect();
    shards.sort_by_key(|it| it[0].as_u64());
    assert_eq!(json!(shards), json!([[2, 16], [3, 16]]));
    let question = certification("pcap");
    fake.interact_with(3, question.clone());
    fake.callback(&question).await;
    bot.stop().await;
    // The process with the first shard registers the commands.
    assert!(!fake.requests().iter().any(|it| it.path.ends_with("/commands")));
}

#[tokio::test]
async fn one_shard_that_is_turned_away_ends_all_after_their_answers() {
    let fake = FakeDiscord::start().await;
    fake.set_limits(Limits { shards: 2, max_concurrency: 2, ..Limits::default() });
    let bot = Bot::start(&fake);
    fake.logins(2).await;
    for shard in 0..2 {
        let question = certification("pcap");
        fake.interact_with(shard, question.clone());
        fake.callback(&question).await;
    }
    fake.meet_callbacks(&[Met::TooMany(1.0), Met::TooMany(1.0)]);
    let under_way = [certification("pcpp1"), certification("pcpp2")];
    for (shard, question) in (0..).zip(&under_way) {
        fake.interact_with(shard, question.clone());
        fake.callback(question).await;
    }
    fake.close(Some(4004));
    let error = bot.end().await;
    assert!(error.contains("refuses the token"), "{error}");
    for question in &under_way {
        assert_eq!(fake.callbacks(question, 2).await.len(), 2);
    }
}

#[tokio::test]
async fn a_restart_resumes_and_answers_what_came_in_between() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    bot.stop().await;
    // Neither 1000 nor 1001, with which Discord ends the session.
    assert_eq!(fake.goodbyes(), [Some(4000)]);
    let question = certification("pcpp1");
    fake.interact(question.clone());
    let bot = Bot::start(&fake);
    assert!(title(&fake.callback(&question).await).contains("PCPP1"));
    let logins = fake.logins(2).await;
    assert_eq!(names(&logins), ["IDENTIFY", "RESUME"]);
    assert!(logins[1].path.starts_with("/resume"), "{}", logins[1].path);
    is_alive(&fake).await;
    bot.stop().await;
    assert_eq!(fake.callbacks(&question, 1).await.len(), 1);
}

#[tokio::test]
async fn a_restart_after_a_long_outage_resumes_too() {
    let (mut fake, bot) = connected().await;
    is_alive(&fake).await;
    fake.close_gateway().await;
    fake.requested("GET", "/api/v10/gateway/bot", 2).await;
    fake.open_gateway().await;
    // By now at the general address: the host that had the session may have been what was gone.
    within_reason(fake.logins(2)).await;
    is_alive(&fake).await;
    bot.stop().await;
    let bot = Bot::start(&fake);
    assert_eq!(names(&fake.logins(3).await), ["IDENTIFY", "RESUME", "RESUME"]);
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_kept_session_that_discord_refuses_or_nobody_can_read_becomes_a_login() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    bot.stop().await;
    fake.forget_session();
    let bot = Bot::start(&fake);
    assert_eq!(names(&fake.logins(3).await)[1..], ["RESUME", "IDENTIFY"]);
    is_alive(&fake).await;
    bot.stop().await;
    for text in ["", "{", "null", "[1, 2]"] {
        let before = fake.logins(3).await.len();
        std::fs::write(fake.folder().join("session-0-of-1.json"), text).unwrap();
        let bot = Bot::start(&fake);
        let logins = fake.logins(before + 1).await;
        assert_eq!(logins.last().unwrap().name, "IDENTIFY", "{text}");
        is_alive(&fake).await;
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_kept_session_is_used_once() {
    let (fake, bot) = connected().await;
    is_alive(&fake).await;
    bot.stop().await;
    let kept = fake.folder().join("session-0-of-1.json");
    assert!(kept.exists());
    let bot = Bot::start(&fake);
    is_alive(&fake).await;
    assert!(!kept.exists());
    bot.stop().await;
    assert!(kept.exists());
}

#[tokio::test]
async fn a_state_folder_that_cannot_be_used_costs_nothing_but_the_session() {
    let fake = FakeDiscord::start().await;
    // A file where the folder should be.
    std::fs::write(fake.folder(), "").unwrap();
    let bot = Bot::start(&fake);
    fake.logins(1).await;
    is_alive(&fake).await;
    bot.stop().await;
    let bot = Bot::start(&fake);
    assert_eq!(names(&fake.logins(2).await), ["IDENTIFY", "IDENTIFY"]);
    is_alive(&fake).await;
    bot.stop().await;
    std::fs::remove_file(fake.folder()).unwrap();
}

#[tokio::test]
async fn h3_a_discord_that_refuses_everything_is_left_in_peace() {
    let fake = FakeDiscord::start().await;
    let (settings, address) = served(&fake);
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.logins(1).await;
    fake.meet_callbacks(&vec![Met::Status(403); 6_000]);
    let withheld = "certguide_interactions_total{command=\"cert\",decision=\"answered\",\
                    outcome=\"withheld\"}";
    within_reason(async {
        let mut asked = 0;
        while metric(address, withheld).await < 200 {
            // A hundred at a time, so that few are under way when the limit is reached.
            for _ in 0..100 {
                fake.interact(certification("pcap"));
            }
            asked += 100;
            while metrics_sum(address, "certguide_interactions_total{").await < asked {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    })
    .await;
    // Half of Discord's limit, and those that were under way.
    let invalid = metric(address, "certguide_invalid_requests_total").await;
    assert!((5_000..6_000).contains(&invalid), "{invalid}");
    let sent = fake.requests().iter().filter(|it| it.path.ends_with("/callback")).count();
    assert!(sent < 6_000, "{sent}");
    bot.stop().await;
}

/// Settings with pages at a free address.
fn served(fake: &FakeDiscord) -> (certguide::config::Config, std::net::SocketAddr) {
    let mut settings = config(fake, "");
    let address = crate::bot::free_address();
    settings.http.listen = Some(address);
    (settings, address)
}
