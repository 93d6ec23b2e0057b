//! Messages that mention the bot, and those to it alone, against the fake Discord, which holds each
//! reply to Discord's schema and limits and fails if it would ping anybody.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bot::{Bot, SERVICE, config, free_address, is_alive, metric};
use crate::discord_endpoint::wordy;
use crate::fake_discord::interactions::{self, Pressed};
use crate::fake_discord::messages::{self, mention};
use crate::fake_discord::{APPLICATION, FakeDiscord, Met, posts_path};

/// A fake and a bot with `discord.mentions` that is connected to it.
async fn listening() -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = start(&fake);
    fake.logins(1).await;
    (fake, bot)
}

fn start(fake: &FakeDiscord) -> Bot {
    Bot::start_with(config(fake, "mentions = true\n"), Arc::clone(&SERVICE))
}

/// A message in a server that mentions the bot before these words.
fn asking(words: &str) -> Value {
    messages::in_server(&format!("{} {words}", mention()))
}

/// The same by somebody else, in another channel.
fn asking_as(number: u64, words: &str) -> Value {
    messages::by(asking(words), 7_000 + number, 8_000 + number)
}

fn title(reply: &Value) -> &str {
    reply["embeds"][0]["title"].as_str().unwrap_or_default()
}

/// Everything before it is through, and this many replies were tried.
async fn assert_tries(fake: &FakeDiscord, count: usize) {
    is_alive(fake).await;
    let posts = fake.requests().into_iter().filter(|it| it.path.ends_with("/messages"));
    assert_eq!(posts.count(), count);
}

#[tokio::test]
async fn g10_g11_for_mentions_it_asks_for_messages_and_for_no_privileged_intent() {
    let (fake, bot) = listening().await;
    let login = fake.logins(1).await.remove(0);
    assert_eq!(login.data["intents"], json!(1 << 9 | 1 << 12));
    bot.stop().await;
}

#[tokio::test]
async fn unless_it_is_turned_on_no_message_is_received_or_answered() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake);
    assert_eq!(fake.logins(1).await[0].data["intents"], json!(0));
    is_alive(&fake).await;
    // Whatever Discord sends.
    fake.say(asking("pcap"));
    fake.dispatch("MESSAGE_CREATE", asking("pcap"));
    fake.dispatch("MESSAGE_CREATE", messages::direct("pcap"));
    assert_tries(&fake, 0).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_message_that_mentions_it_gets_a_reply_with_the_same_card_and_buttons() {
    let (fake, bot) = listening().await;
    let question = interactions::command("cert", &[("certification", json!("pcap"))]);
    is_alive(&fake).await;
    fake.interact(question.clone());
    let card = fake.callback(&question).await["data"].clone();
    for words in ["<@1234567890123456789> pcap", "<@!1234567890123456789>, /cert pcap"] {
        let message = messages::in_server(words);
        fake.say(message.clone());
        let reply = fake.reply(&message).await;
        assert_eq!(reply["embeds"], card["embeds"]);
        assert_eq!(reply["components"], card["components"]);
        assert_eq!(reply["message_reference"]["fail_if_not_exists"], json!(false));
        assert_eq!(reply["allowed_mentions"], json!({ "parse": [], "replied_user": false }));
    }
    let button = card["components"][0]["components"][0]["custom_id"].as_str().unwrap();
    let press = interactions::press(button, Pressed::OnPublicMessage);
    fake.interact(press.clone());
    assert_eq!(fake.callback(&press).await["type"], json!(4));
    let posts = fake.requests().into_iter().filter(|it| it.path.ends_with("/messages"));
    for post in posts {
        assert!(post.authorization.is_some_and(|it| it.starts_with("Bot ")));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_message_to_it_alone_needs_no_mention() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let message = messages::direct("pcap");
    fake.say(message.clone());
    assert!(title(&fake.reply(&message).await).starts_with("PCAP"));
    bot.stop().await;
}

#[tokio::test]
async fn a_mention_without_a_question_gets_what_can_be_asked() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let question = interactions::command("help", &[]);
    // Discord does not say what somebody who mentions us may do.
    let question = interactions::by(question, interactions::PERSON, interactions::MEMBER);
    fake.interact(question.clone());
    let help = fake.callback(&question).await["data"]["embeds"].clone();
    for words in ["", "?", "<:smile:12> <@99>"] {
        let message = asking(words);
        fake.say(message.clone());
        assert_eq!(fake.reply(&message).await["embeds"], help);
    }
    bot.stop().await;
}

/// Whether a channel takes files is not known, and one that does not refuses the whole message.
#[tokio::test]
async fn m2_what_does_not_fit_goes_along_as_a_file_where_files_are_taken_for_sure() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start_with(config(&fake, "mentions = true\n"), wordy());
    fake.logins(1).await;
    is_alive(&fake).await;
    let words = "/cert pcap view:exam";
    let (direct, in_server) = (messages::by(messages::direct(words), 1, 2), asking(words));
    fake.say(direct.clone());
    fake.say(in_server.clone());
    let (alone, public) = (fake.reply(&direct).await, fake.reply(&in_server).await);
    assert_eq!(alone["embeds"], public["embeds"]);
    assert_eq!(public.get("attachments"), None);
    let post = fake.requested("POST", &posts_path(&direct), 1).await.remove(0);
    assert_eq!(alone["attachments"][0]["filename"], post.files[0].0);
    bot.stop().await;
}

#[tokio::test]
async fn m2_a_picture_goes_to_a_person_alone_and_its_words_everywhere() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let words = "/roadmap testing";
    let (direct, in_server) = (messages::by(messages::direct(words), 1, 2), asking(words));
    fake.say(direct.clone());
    fake.say(in_server.clone());
    let (alone, public) = (fake.reply(&direct).await, fake.reply(&in_server).await);
    assert_eq!(alone["embeds"][0]["description"], public["embeds"][0]["description"]);
    assert_eq!(alone["embeds"][0]["image"]["url"], "attachment://roadmap.png");
    assert_eq!(public["embeds"][0].get("image"), None);
    let post = fake.requested("POST", &posts_path(&direct), 1).await.remove(0);
    assert!(post.files[0].1.starts_with(b"\x89PNG"));
    bot.stop().await;
}

#[tokio::test]
async fn a_refusal_is_a_public_reply_like_any_other() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    for words in ["/zyzzyva", "/cert \"pcap", "/cert pcap private:true", "@everyone zyzzyva"] {
        let message = asking(words);
        fake.say(message.clone());
        let reply = fake.reply(&message).await;
        assert!(!title(&reply).is_empty(), "{reply:#}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn what_is_not_said_to_it_by_a_person_is_left_alone() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let with = |key: &str, value: Value| {
        let mut message = asking("pcap");
        message[key] = value;
        message
    };
    let mut by_system = asking("pcap");
    by_system["author"]["system"] = json!(true);
    // A reply to the bot that pings it, and names it nowhere.
    let mut reply = messages::in_server("thanks, pcap it is");
    reply["type"] = json!(19);
    reply["mentions"] = json!([messages::bot()]);
    let mut everyone = messages::in_server("@everyone pcap");
    everyone["mention_everyone"] = json!(true);
    let mut role = messages::in_server(&format!("<@&{APPLICATION}> pcap"));
    role["mention_roles"] = json!([APPLICATION]);
    let mut direct_by_bot = messages::direct("pcap");
    direct_by_bot["author"] = messages::bot();
    for message in [
        messages::in_server("pcap"),
        messages::in_server("<@99> pcap"),
        with("author", messages::bot()),
        with("webhook_id", json!("12")),
        with("type", json!(21)),
        with("content", json!("")),
        by_system,
        reply,
        everyone,
        role,
        direct_by_bot,
        json!({ "id": "1", "content": mention() }),
        json!(null),
    ] {
        fake.dispatch("MESSAGE_CREATE", message);
    }
    assert_tries(&fake, 0).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_reply_of_somebody_that_names_the_bot_is_answered() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let mut message = asking("pcap");
    message["type"] = json!(19);
    message["referenced_message"] = messages::direct("INTERACTION_CREATE");
    fake.say(message.clone());
    assert!(title(&fake.reply(&message).await).starts_with("PCAP"));
    bot.stop().await;
}

#[tokio::test]
async fn nobody_can_make_it_flood_a_channel_or_several() {
    let fake = FakeDiscord::start().await;
    let address = free_address();
    let mut settings = config(&fake, "mentions = true\n");
    settings.http.listen = Some(address);
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.logins(1).await;
    is_alive(&fake).await;
    let last = asking_as(1000, "pcap");
    for number in 0..20 {
        // Many people in one channel, and one person in many channels.
        fake.say(messages::by(asking("pcap"), 10_000 + number, 1));
        fake.say(messages::by(asking("pcap"), 2, 20_000 + number));
    }
    fake.say(last.clone());
    fake.reply(&last).await;
    assert_tries(&fake, 11).await;
    let dropped = r#"certguide_mentions_total{decision="none",outcome="dropped"}"#;
    assert_eq!(metric(address, dropped).await, 30);
    bot.stop().await;
}

#[tokio::test]
async fn h1_a_channel_that_is_full_is_waited_for_and_no_other() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    fake.meet_posts(&[Met::TooMany(1.0)]);
    let message = asking("pcap");
    let start = Instant::now();
    fake.say(message.clone());
    fake.replies(&message, 1).await;
    let (same, other) = (asking("pcep"), asking_as(1, "pcap"));
    fake.say(same.clone());
    fake.say(other.clone());
    fake.reply(&other).await;
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    fake.reply(&same).await;
    fake.replies(&message, 3).await;
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    bot.stop().await;
    assert_eq!(fake.posted(), 3);
}

#[tokio::test]
async fn h1_what_headers_say_of_the_next_message_is_kept_to() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    fake.meet_posts(&[Met::TakenAsLast(1.5)]);
    let (first, second) = (asking("pcap"), asking("pcep"));
    fake.say(first.clone());
    fake.reply(&first).await;
    let start = Instant::now();
    // Until it has read the response.
    tokio::time::sleep(Duration::from_millis(300)).await;
    fake.say(second.clone());
    fake.reply(&second).await;
    assert!(start.elapsed() >= Duration::from_millis(1_300), "{:?}", start.elapsed());
    bot.stop().await;
}

#[tokio::test]
async fn h1_h2_a_limit_of_everything_holds_up_every_channel() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    fake.meet_posts(&[Met::TooManyInAll(1.0)]);
    let (first, second) = (asking_as(1, "pcap"), asking_as(2, "pcap"));
    fake.say(first.clone());
    fake.reply(&first).await;
    let start = Instant::now();
    tokio::time::sleep(Duration::from_millis(200)).await;
    fake.say(second.clone());
    fake.reply(&second).await;
    assert!(start.elapsed() >= Duration::from_millis(900), "{:?}", start.elapsed());
    bot.stop().await;
}

#[tokio::test]
async fn h3_where_it_may_not_speak_it_tries_once_and_is_silent_for_a_while() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let refusals =
        [(403, 50013), (403, 50001), (400, 160_002), (403, 50007), (404, 10003), (403, 0)];
    for (number, (status, code)) in (1..).zip(refusals) {
        fake.meet_posts(&[Met::Error(status, code)]);
        let first = asking_as(number, "pcap");
        fake.say(first.clone());
        fake.reply(&first).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        fake.say(messages::by(asking("pcep"), 9_000 + number, 8_000 + number));
        fake.say(messages::by(asking("pcep"), 9_100 + number, 8_000 + number));
    }
    assert_tries(&fake, refusals.len()).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_hiccup_costs_one_more_try_and_never_a_second_message() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    for (number, met) in (1..).zip([Met::Status(500), Met::Cut, Met::TakenAndCut]) {
        fake.meet_posts(&[met]);
        let message = asking_as(number, "pcap");
        fake.say(message.clone());
        let tries = fake.replies(&message, 2).await;
        assert_eq!(tries[0], tries[1], "{met:?}");
    }
    bot.stop().await;
    assert_eq!(fake.posted(), 3);
}

#[tokio::test]
async fn a_reply_that_discord_refuses_is_not_tried_again() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    fake.meet_posts(&[Met::Error(400, 50035)]);
    let message = asking("pcap");
    fake.say(message.clone());
    fake.reply(&message).await;
    assert_tries(&fake, 1).await;
    bot.stop().await;
}

#[tokio::test]
async fn what_was_missed_is_answered_once_and_only_if_it_is_not_old() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    let seen = asking_as(1, "pcap");
    fake.say(seen.clone());
    fake.say(seen.clone());
    fake.reply(&seen).await;
    fake.cut();
    let old = messages::ago(asking_as(2, "pcap"), 90);
    let new = messages::ago(asking_as(3, "pcap"), 20);
    fake.say(old.clone());
    fake.say(new.clone());
    fake.logins(2).await;
    fake.reply(&new).await;
    // Once it is back, age no longer counts: a message that Discord sends late is answered.
    let late = messages::ago(asking_as(4, "pcap"), 90);
    is_alive(&fake).await;
    fake.say(late.clone());
    fake.reply(&late).await;
    assert_tries(&fake, 3).await;
    bot.stop().await;
    assert_eq!(fake.logins_so_far(), ["IDENTIFY", "RESUME"]);
}

#[tokio::test]
async fn a_restart_goes_on_with_what_was_missed() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    bot.stop().await;
    let old = messages::ago(asking_as(1, "pcap"), 90);
    let new = asking_as(2, "pcap");
    fake.say(old);
    fake.say(new.clone());
    let bot = start(&fake);
    fake.logins(2).await;
    fake.reply(&new).await;
    assert_tries(&fake, 1).await;
    bot.stop().await;
    assert_eq!(fake.logins_so_far(), ["IDENTIFY", "RESUME"]);
}

/// Discord keeps to what a session was begun for.
#[tokio::test]
async fn a_session_is_not_resumed_with_another_setting() {
    let fake = FakeDiscord::start().await;
    let settings = [("", 0), ("mentions = true\n", 4608), ("", 0)];
    for (login, (more, intents)) in (1..).zip(settings) {
        let bot = Bot::start_with(config(&fake, more), Arc::clone(&SERVICE));
        let login = fake.logins(login).await.pop().unwrap();
        assert_eq!((login.name, &login.data["intents"]), ("IDENTIFY", &json!(intents)));
        is_alive(&fake).await;
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_reply_under_way_is_finished_before_it_stops() {
    let (fake, bot) = listening().await;
    is_alive(&fake).await;
    fake.meet_posts(&[Met::TooMany(1.0)]);
    let message = asking("pcap");
    fake.say(message.clone());
    fake.reply(&message).await;
    bot.stop().await;
    assert_eq!(fake.posted(), 1);
}
