//! What servers and members tell the bot, from Discord to the store and back: each flow as somebody
//! who may manage the server, and as somebody who may not.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use certguide::reload::Live;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::bot::{Bot, config, is_private, page, title};
use crate::fake_discord::interactions::{self, CHANNEL, GUILD, MEMBER, MODERATOR, PERSON, Pressed};
use crate::fake_discord::{FakeDiscord, messages};
use crate::folder::Folder;
use crate::shipped;

/// Another server with the bot.
const ELSEWHERE: u64 = GUILD + 1;

/// Somebody at a server.
#[derive(Clone, Copy)]
struct Speaker {
    person: u64,
    permissions: u64,
    guild: u64,
}

const ADA: Speaker = Speaker { person: PERSON, permissions: MODERATOR, guild: GUILD };
const BOB: Speaker = Speaker { person: PERSON + 1, permissions: MEMBER, guild: GUILD };
const EVE: Speaker = Speaker { person: PERSON + 2, permissions: MODERATOR, guild: ELSEWHERE };

/// Discord takes no answer later than this.
const TIME_TO_ANSWER: Duration = Duration::from_secs(4);

const TRIES: usize = 20;

/// A bot over what ships, which servers may add to.
async fn started(more: &str) -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = over(&fake, more, &Arc::new(Live::new(None, shipped::today)));
    fake.logins(1).await;
    (fake, bot)
}

fn over(fake: &FakeDiscord, more: &str, live: &Arc<Live>) -> Bot {
    Bot::start_over(config(fake, more), Arc::clone(live))
}

impl Speaker {
    /// The same interaction by them, there.
    fn says(self, interaction: Value) -> Value {
        let mut said = interactions::by(interaction, self.person, self.permissions);
        let guild = json!(self.guild.to_string());
        said["guild_id"] = guild.clone();
        said["authorizing_integration_owners"] = json!({ "0": guild });
        said
    }

    /// The answer; asked for again, as people do, where none comes in time: without optimization
    /// and beside other tests, what takes milliseconds may take seconds.
    async fn answer(self, fake: &FakeDiscord, interaction: Value) -> Value {
        let mut said = self.says(interaction);
        for _ in 0..TRIES {
            fake.interact(said.clone());
            if let Ok(answer) = timeout(TIME_TO_ANSWER, fake.callback(&said)).await {
                return answer;
            }
            let id = interactions::snowflake();
            said["id"] = json!(id.to_string());
            said["token"] = json!(format!("again-{id}"));
        }
        panic!("no answer in time, {TRIES} times: {said:#}");
    }

    async fn calls(self, fake: &FakeDiscord, name: &str, options: &[(&str, Value)]) -> Value {
        self.answer(fake, interactions::command(name, options)).await
    }

    async fn asks(self, fake: &FakeDiscord, question: &str) -> Value {
        self.calls(fake, "ask", &[("question", json!(question))]).await
    }

    async fn presses(self, fake: &FakeDiscord, custom_id: &str) -> Value {
        self.answer(fake, interactions::press(custom_id, Pressed::OnPrivateMessage)).await
    }

    /// Sends a form that was shown, with these values.
    async fn sends(self, fake: &FakeDiscord, shown: &Value, given: &[(&str, Value)]) -> Value {
        assert_eq!(shown["type"], json!(9), "{shown:#}");
        self.answer(fake, interactions::sent(&shown["data"], given)).await
    }
}

fn words(answer: &Value) -> &str {
    answer["data"]["embeds"][0]["description"].as_str().unwrap_or_default()
}

/// The id of the button whose label begins so.
fn button(answer: &Value, label: &str) -> String {
    let rows = answer["data"]["components"].as_array().expect("buttons").iter();
    let mut buttons = rows.flat_map(|it| it["components"].as_array().unwrap());
    let found = buttons.find(|it| it["label"].as_str().unwrap().starts_with(label));
    found.unwrap_or_else(|| panic!("{label}: {answer:#}"))["custom_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_name_that_a_server_adds_is_known_there_at_once_and_nowhere_else_also_after_a_restart() {
    let (fake, bot) = started("").await;
    assert!(!title(&BOB.asks(&fake, "snake exam").await).contains("PCEP"));
    let refused = BOB.calls(&fake, "certguide alias add", &[]).await;
    assert!(is_private(&refused));
    assert!(title(&refused).contains("not for you"), "{refused:#}");

    let form = ADA.calls(&fake, "certguide alias add", &[]).await;
    let given = [("name", json!("snake exam")), ("certification", json!(["pcep"]))];
    let done = ADA.sends(&fake, &form, &given).await;
    assert!(is_private(&done), "{done:#}");
    assert!(words(&done).contains("snake exam"), "{done:#}");
    // What a form asks for is of no use to somebody who may not.
    let refused = BOB.sends(&fake, &form, &given).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");

    for question in ["snake exam", "what comes after the snake exam?"] {
        let answer = BOB.asks(&fake, question).await;
        assert!(title(&answer).contains("PCEP"), "{answer:#}");
        let elsewhere = EVE.asks(&fake, question).await;
        assert!(!title(&elsewhere).contains("PCEP"), "{elsewhere:#}");
    }
    bot.stop().await;

    let bot = over(&fake, "", &Arc::new(Live::new(None, shipped::today)));
    fake.logins(2).await;
    let answer = BOB.asks(&fake, "snake exam").await;
    assert!(title(&answer).contains("PCEP"), "{answer:#}");
    bot.stop().await;
}

#[tokio::test]
async fn settings_hold_for_their_server_alone() {
    let (fake, bot) = started("").await;
    let card = [("certification", json!("pcap"))];
    assert!(!is_private(&BOB.calls(&fake, "cert", &card).await));
    let shown = ADA.calls(&fake, "certguide settings", &[]).await;
    let form = ADA.presses(&fake, &button(&shown, "Change")).await;
    let form_by_bob = BOB.presses(&fake, &button(&shown, "Change")).await;
    assert!(title(&form_by_bob).contains("not for you"), "{form_by_bob:#}");
    let changed = ADA.sends(&fake, &form, &[("answers", json!(["private"]))]).await;
    assert!(is_private(&changed), "{changed:#}");

    let private = BOB.calls(&fake, "cert", &card).await;
    assert!(is_private(&private), "{private:#}");
    // Whoever wants to show something can.
    let public = [("certification", json!("pcap")), ("private", json!(false))];
    assert!(!is_private(&BOB.calls(&fake, "cert", &public).await));
    assert!(!is_private(&EVE.calls(&fake, "cert", &card).await));
    bot.stop().await;
}

#[tokio::test]
async fn a_pack_that_is_off_and_what_is_hidden_is_shown_on_no_list_there() {
    let (fake, bot) = started("").await;
    ADA.calls(&fake, "certguide hide", &[("certification", json!("pcet"))]).await;
    let list = BOB.calls(&fake, "certs", &[]).await;
    assert!(!words(&list).contains("PCET"), "{list:#}");
    let elsewhere = EVE.calls(&fake, "certs", &[]).await;
    assert!(words(&elsewhere).contains("PCET"), "{elsewhere:#}");
    let gone = BOB.calls(&fake, "cert", &[("certification", json!("pcet"))]).await;
    assert!(!title(&gone).contains("PCET: "), "{gone:#}");
    bot.stop().await;
}

#[tokio::test]
async fn what_three_people_ask_in_vain_is_listed_and_becomes_a_name() {
    let (fake, bot) = started("").await;
    let person = |number: u64| Speaker { person: PERSON + 10 + number, ..BOB };
    for number in 0..3 {
        person(number).calls(&fake, "cert", &[("certification", json!("wonderbadge"))]).await;
    }
    for number in 0..2 {
        person(number).calls(&fake, "cert", &[("certification", json!("rarebadge"))]).await;
    }
    let refused = BOB.calls(&fake, "certguide unanswered", &[]).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");
    let list = listed(&fake, "wonderbadge").await;
    assert!(!words(&list).contains("rarebadge"), "two people are too few: {list:#}");

    let form = ADA.presses(&fake, &button(&list, "1: it means")).await;
    let given = [("name", json!("wonder badge")), ("certification", json!(["pcap"]))];
    let done = ADA.sends(&fake, &form, &given).await;
    assert!(words(&done).contains("wonder badge"), "{done:#}");
    let answer = BOB.asks(&fake, "wonder badge").await;
    assert!(title(&answer).contains("PCAP"), "{answer:#}");
    let list = ADA.calls(&fake, "certguide unanswered", &[]).await;
    assert!(!words(&list).contains("wonderbadge"), "{list:#}");
    bot.stop().await;
}

/// The list of what was asked in vain, once it has this: it is written beside the answers.
async fn listed(fake: &FakeDiscord, text: &str) -> Value {
    for _ in 0..200 {
        let list = ADA.calls(fake, "certguide unanswered", &[]).await;
        if words(&list).contains(text) {
            return list;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("`{text}` is never listed");
}

#[tokio::test]
async fn knowledge_is_reloaded_and_with_errors_the_old_goes_on() {
    let folder = Folder::new("reloaded-by-command");
    let live = Arc::new(Live::new(Some(folder.path()), shipped::today));
    let fake = FakeDiscord::start().await;
    let bot = over(&fake, "", &live);
    fake.logins(1).await;
    let refused = BOB.calls(&fake, "certguide reload", &[]).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");

    folder.certify("two", "Second");
    ADA.calls(&fake, "certguide reload", &[]).await;
    let two = [("certification", json!("two"))];
    let known = BOB.calls(&fake, "cert", &two).await;
    assert!(words(&known).contains("Second"), "{known:#}");

    folder.write(&Folder::file("two"), "name = ");
    let told = ADA.calls(&fake, "certguide reload", &[]).await;
    assert!(told.to_string().contains("two.toml"), "{told:#}");
    let known = BOB.calls(&fake, "cert", &two).await;
    assert!(words(&known).contains("Second"), "{known:#}");
    bot.stop().await;
}

/// The real program: what is saved is answered from, and SIGHUP has it look at once and go on.
#[cfg(unix)]
#[tokio::test]
async fn the_program_answers_from_what_is_saved_and_goes_on_after_sighup() {
    let folder = Folder::new("told-to-reload");
    let fake = FakeDiscord::start().await;
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_certguide"))
        .arg("run")
        .current_dir(std::env::temp_dir())
        .env_clear()
        .env("DISCORD_TOKEN", crate::fake_discord::TOKEN)
        .env("CERTGUIDE_DISCORD__API_BASE", fake.api_base())
        .env("CERTGUIDE_KNOWLEDGE__DIR", folder.path())
        .env("CERTGUIDE_HTTP__LISTEN", "off")
        .env("CERTGUIDE_LIMITS__PERSON", "off")
        .env("CERTGUIDE_STATE__DIR", fake.folder())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    fake.logins(1).await;
    let signal = |name: &str| {
        let id = child.id().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    };
    let summary = async |id: &str| {
        words(&BOB.calls(&fake, "cert", &[("certification", json!(id))]).await).to_owned()
    };
    folder.write(&Folder::file("one"), "name = ");
    signal("-HUP");
    assert!(summary("one").await.contains("First of all"), "the old one goes on");
    folder.certify("one", "Another first");
    folder.certify("two", "Second");
    signal("-HUP");
    while !summary("two").await.contains("Second") {
        sleep(Duration::from_millis(50)).await;
    }
    assert!(summary("one").await.contains("Another first"));

    signal("-TERM");
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output());
    let ended = crate::bot::within_reason(ended).await.unwrap().unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{log}");
    for said in ["told to reload the knowledge", "knowledge reloaded"] {
        assert!(log.contains(said), "{said}: {log}");
    }
}

#[tokio::test]
async fn with_operators_named_they_alone_may_reload() {
    let (fake, bot) = started(&format!("operators = [{}]\n", EVE.person)).await;
    let refused = ADA.calls(&fake, "certguide reload", &[]).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");
    let done = EVE.calls(&fake, "certguide reload", &[]).await;
    assert!(!title(&done).contains("not for you"), "{done:#}");
    // Not where they may not manage the server either.
    let member = Speaker { permissions: MEMBER, ..EVE };
    let refused = member.calls(&fake, "certguide reload", &[]).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");
    bot.stop().await;
}

#[tokio::test]
async fn status_says_how_the_program_is_doing() {
    let (fake, bot) = started("").await;
    BOB.calls(&fake, "cert", &[("certification", json!("pcap"))]).await;
    let refused = BOB.calls(&fake, "certguide status", &[]).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");
    let status = ADA.calls(&fake, "certguide status", &[]).await;
    for said in [env!("CARGO_PKG_VERSION"), "ready", "SQLite", "19"] {
        assert!(status.to_string().contains(said), "{said}: {status:#}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn what_a_member_keeps_is_theirs_alone_and_gone_at_once_when_they_say_so() {
    let (fake, bot) = started("").await;
    let added = BOB.calls(&fake, "my add", &[("certification", json!("pcep"))]).await;
    assert!(is_private(&added), "{added:#}");
    let next = BOB.calls(&fake, "next-after", &[]).await;
    assert!(is_private(&next), "{next:#}");
    assert!(words(&next).contains("PCAP"), "{next:#}");
    // The same on every server, and for nobody else.
    let there = Speaker { guild: ELSEWHERE, ..BOB };
    assert!(words(&there.calls(&fake, "my list", &[]).await).contains("PCEP"));
    assert!(!words(&ADA.calls(&fake, "my list", &[]).await).contains("PCEP"));
    BOB.calls(&fake, "my forget", &[("sure", json!("true"))]).await;
    let list = BOB.calls(&fake, "my list", &[]).await;
    assert!(!words(&list).contains("PCEP"), "{list:#}");
    bot.stop().await;
}

#[tokio::test]
async fn a_correction_goes_to_the_channel_that_the_server_has_chosen_and_pings_nobody() {
    let (fake, bot) = started("").await;
    let text = "It costs **nothing** @everyone <@1>";
    // Without a channel it is for whoever runs the bot.
    assert!(title(&suggest(&fake, BOB, text).await).contains("Thank you"));
    let kept = std::fs::read_to_string(fake.folder().join("corrections.toml")).unwrap();
    assert!(kept.contains("pcap") && kept.contains("@everyone"), "{kept}");
    assert!(!kept.contains(&BOB.person.to_string()), "{kept}");

    ADA.calls(&fake, "certguide settings", &[("reports", json!(CHANNEL.to_string()))]).await;
    assert!(words(&suggest(&fake, BOB, text).await).contains("channel"));
    let path = format!("/api/v10/channels/{CHANNEL}/messages");
    let told = fake.requested("POST", &path, 1).await.remove(0).body.unwrap();
    assert_eq!(told["allowed_mentions"]["parse"], json!([]));
    let said = told.to_string();
    assert!(
        said.contains("PCAP") && said.contains("USD 295") && said.contains("It costs"),
        "{said}"
    );
    assert!(!said.contains(&BOB.person.to_string()), "{said}");

    // A channel of another server is not spoken in.
    EVE.calls(&fake, "certguide settings", &[("reports", json!(CHANNEL.to_string()))]).await;
    suggest(&fake, EVE, "From elsewhere").await;
    assert_eq!(fake.requested("POST", &path, 1).await.len(), 1);
    let kept = std::fs::read_to_string(fake.folder().join("corrections.toml")).unwrap();
    assert!(kept.contains("From elsewhere"), "{kept}");

    // Three in ten minutes are what one person may send.
    suggest(&fake, BOB, text).await;
    assert!(title(&suggest(&fake, BOB, text).await).contains("a lot at once"));
    bot.stop().await;
}

/// Sends the form that stands behind the button of a card.
async fn suggest(fake: &FakeDiscord, who: Speaker, text: &str) -> Value {
    let card = who.calls(fake, "cert", &[("certification", json!("pcap"))]).await;
    let form = who.presses(fake, &button(&card, "Suggest a fix")).await;
    who.sends(fake, &form, &[("fact", json!(["price"])), ("text", json!(text))]).await
}

#[tokio::test]
async fn who_asks_too_much_is_asked_to_wait_and_nobody_else_is() {
    let fake = FakeDiscord::start().await;
    let mut settings = config(&fake, "");
    settings.limits.person =
        Some(certguide::config::Rate { calls: 3, window: Duration::from_mins(10) });
    let live = Arc::new(Live::new(None, shipped::today));
    let bot = Bot::start_over(settings, live);
    fake.logins(1).await;
    let card = [("certification", json!("pcap"))];
    for _ in 0..3 {
        assert!(title(&BOB.calls(&fake, "cert", &card).await).contains("PCAP"));
    }
    let wait = BOB.calls(&fake, "cert", &card).await;
    assert!(is_private(&wait) && title(&wait).contains("One moment"), "{wait:#}");
    assert!(title(&ADA.calls(&fake, "cert", &card).await).contains("PCAP"));
    bot.stop().await;
}

#[tokio::test]
async fn a_store_that_is_gone_costs_no_answer_and_what_cannot_be_kept_is_said() {
    let fake = FakeDiscord::start().await;
    let listen = crate::bot::free_address();
    let mut settings = config(&fake, "");
    settings.http.listen = Some(listen);
    settings.store.place =
        certguide::config::StorePlace::parse("postgres://nobody@127.0.0.1:1/nothing").unwrap();
    let bot = Bot::start_over(settings, Arc::new(Live::new(None, shipped::today)));
    fake.logins(1).await;
    let card = [("certification", json!("pcap"))];
    assert!(title(&BOB.calls(&fake, "cert", &card).await).contains("PCAP"));
    let given = [("name", json!("snake exam")), ("certification", json!("pcep"))];
    let told = ADA.calls(&fake, "certguide alias add", &given).await;
    assert!(told.to_string().contains("cannot reach the place where I keep things"), "{told:#}");
    let figures = page(listen, "/metrics").await;
    assert!(!figures.contains("certguide_store_failures_total 0\n"), "{figures}");
    bot.stop().await;
}

#[tokio::test]
async fn mentions_are_answered_where_a_server_wants_that_and_show_nothing_of_anybody() {
    let (fake, bot) = started("mentions = true\n").await;
    let there = |words: &str| {
        let mut message = messages::in_server(&format!("{} {words}", messages::mention()));
        message["guild_id"] = json!(GUILD.to_string());
        messages::by(message, BOB.person, 7_000)
    };
    BOB.calls(&fake, "my add", &[("certification", json!("pcep"))]).await;
    let said = there("/my list");
    fake.say(said.clone());
    assert!(!fake.reply(&said).await.to_string().contains("Certified Entry-Level Python"));
    ADA.calls(&fake, "certguide settings", &[("features", json!("pictures"))]).await;
    let said = there("pcap");
    fake.say(said.clone());
    // What comes later is not answered before it.
    let direct = messages::direct("pcap");
    fake.say(direct.clone());
    fake.reply(&direct).await;
    assert_eq!(fake.replies(&said, 1).await.len(), 1, "only the first");
    bot.stop().await;
}

#[tokio::test]
async fn what_one_server_exports_gives_the_same_answers_on_another() {
    let (fake, bot) = started("").await;
    let ids = ["pcep", "pcap", "pcpp1", "pcet", "pcat", "pced", "pcad", "pces", "pcei", "pcea"];
    let mut house = String::new();
    for number in 0..160 {
        let id = ids[number % ids.len()];
        let name = format!("house name {number}x");
        write!(house, "[[alias]]\nname = \"{name}\"\ncertification = \"{id}\"\n\n").unwrap();
    }
    for number in 0..40 {
        let id = ids[number % ids.len()];
        let text = format!("Note {number}: *bold* <@1>");
        write!(house, "[[note]]\ncertification = \"{id}\"\ntext = \"{text}\"\n\n").unwrap();
    }
    let file = fake.keep_file("house.toml", house.as_bytes());
    let import = |file: &Value| {
        interactions::with_file(interactions::command("certguide import", &[]), "file", file)
    };
    let refused = BOB.answer(&fake, import(&file)).await;
    assert!(title(&refused).contains("not for you"), "{refused:#}");
    ADA.answer(&fake, import(&file)).await;
    let exported = exported(&fake, ADA).await;
    assert_eq!(exported.matches("[[alias]]").count(), 160);
    assert_eq!(exported.matches("[[note]]").count(), 40);
    let file = fake.keep_file("house.toml", exported.as_bytes());
    EVE.answer(&fake, import(&file)).await;
    assert_eq!(self::exported(&fake, EVE).await, exported);

    for number in (0..160).step_by(7) {
        let question = format!("house name {number}x");
        let here = BOB.asks(&fake, &question).await;
        let there = Speaker { guild: ELSEWHERE, ..BOB }.asks(&fake, &question).await;
        assert_eq!(here, there, "{question}");
        assert!(words(&here).contains("Note "), "{here:#}");
    }
    bot.stop().await;
}

/// What a server has added, as the file that it is given.
async fn exported(fake: &FakeDiscord, whose: Speaker) -> String {
    whose.calls(fake, "certguide export", &[]).await;
    let files = fake.requests().into_iter().rev().find_map(|mut it| it.files.pop());
    String::from_utf8(files.expect("a file").1).unwrap()
}
