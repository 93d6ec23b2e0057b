//! The Discord door against a fake Discord: what goes in is what Discord sends, and each answer is
//! held to Discord's schema and limits by the fake.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certguide::commands::{COMMANDS, Command, Surface};
use certguide::config;
use certguide::discord;
use certguide::service::Service;
use serde_json::{Value, json};

use crate::bot::{
    Bot, SERVICE, certification, config, connected, free_address, is_alive, is_private, title,
    within_reason,
};
use crate::fake_discord::interactions::{self, Pressed};
use crate::fake_discord::messages;
use crate::fake_discord::{APPLICATION, FakeDiscord, Met, Request, TOKEN, commands_path, rules};
use crate::shipped;

#[tokio::test]
async fn a_command_is_answered_once_in_one_callback_without_the_bots_token() {
    let (fake, bot) = connected().await;
    let question = certification("pcpp2");
    fake.interact(question.clone());
    let answer = fake.callback(&question).await;
    assert_eq!(answer["type"], json!(4));
    assert!(title(&answer).contains("PCPP2"), "{answer:#}");
    assert!(!is_private(&answer));
    is_alive(&fake).await;
    assert_eq!(fake.callbacks(&question, 1).await.len(), 1);
    bot.stop().await;
    let callbacks = fake.requests().into_iter().filter(|it| it.path.ends_with("/callback"));
    assert_eq!(callbacks.filter_map(|it| it.authorization).count(), 0);
}

#[tokio::test]
async fn g10_g11_it_logs_in_without_intents_and_beats() {
    let (fake, bot) = connected().await;
    let login = fake.logins(1).await.remove(0);
    assert_eq!(login.name, "IDENTIFY");
    assert_eq!(login.data["intents"], json!(0));
    fake.heartbeats(3).await;
    bot.stop().await;
}

#[tokio::test]
async fn a8_a10_direct_messages_and_own_installs_are_answered_too() {
    let (fake, bot) = connected().await;
    let options = [("certification", json!("pcap"))];
    for question in [
        interactions::command_in_private("cert", &options),
        interactions::command_by_own_install("cert", &options),
    ] {
        fake.interact(question.clone());
        assert!(title(&fake.callback(&question).await).contains("PCAP"));
    }
    bot.stop().await;
}

#[tokio::test]
async fn who_asks_in_private_is_answered_in_private() {
    let (fake, bot) = connected().await;
    let options = [("certification", json!("pcap")), ("private", json!(true))];
    let question = interactions::command("cert", &options);
    fake.interact(question.clone());
    assert!(is_private(&fake.callback(&question).await));
    bot.stop().await;
}

#[tokio::test]
async fn a3_typing_is_answered_with_suggestions_whatever_is_there_yet() {
    let (fake, bot) = connected().await;
    for typed in [Some(json!("pcp")), Some(json!("")), None, Some(Value::Null), Some(json!(7))] {
        let request = interactions::autocomplete("cert", "certification", typed.clone());
        fake.interact(request.clone());
        let answer = fake.callback(&request).await;
        assert_eq!(answer["type"], json!(8));
        let choices = answer["data"]["choices"].as_array().unwrap();
        assert!(!choices.is_empty() || typed == Some(json!(7)), "{typed:?}: {answer:#}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_button_is_answered_by_a_new_message_as_public_as_its_own() {
    let (fake, bot) = connected().await;
    for (pressed, private) in [(Pressed::OnPublicMessage, false), (Pressed::OnPrivateMessage, true)]
    {
        let press = interactions::press("cert certification:\"pcap\"", pressed);
        fake.interact(press.clone());
        let answer = fake.callback(&press).await;
        assert_eq!(answer["type"], json!(4));
        assert!(title(&answer).contains("PCAP"), "{answer:#}");
        assert_eq!(is_private(&answer), private);
    }
    bot.stop().await;
}

#[tokio::test]
async fn every_button_of_an_answer_can_be_pressed() {
    let (fake, bot) = connected().await;
    let question = certification("pcpp2");
    fake.interact(question.clone());
    let answer = fake.callback(&question).await;
    let rows = answer["data"]["components"].as_array().unwrap();
    let buttons = rows.iter().flat_map(|it| it["components"].as_array().unwrap());
    let ids: Vec<&str> = buttons.filter_map(|it| it["custom_id"].as_str()).collect();
    assert!(!ids.is_empty(), "{answer:#}");
    for id in ids {
        let press = interactions::press(id, Pressed::OnPublicMessage);
        fake.interact(press.clone());
        let answer = fake.callback(&press).await;
        assert!(!title(&answer).contains("no longer"), "{id}: {answer:#}");
    }
    bot.stop().await;
}

/// What the menu of a message is answered with.
async fn explained(fake: &FakeDiscord, message: Value) -> Value {
    let choice = interactions::message_command("Explain certifications", message);
    fake.interact(choice.clone());
    fake.callback(&choice).await
}

#[tokio::test]
async fn a_message_is_explained_whether_its_words_are_typed_embedded_or_forwarded() {
    let (fake, bot) = connected().await;
    let words = "did PCAP last year, pcpp1 next?";
    let mut embedded = interactions::message("");
    embedded["embeds"] = json!([{ "type": "rich", "title": "Plans", "description": words }]);
    let mut forwarded = interactions::message("");
    forwarded["message_snapshots"] = json!([{ "message": { "content": words } }]);
    for message in [interactions::message(words), embedded, forwarded] {
        let answer = explained(&fake, message).await;
        assert_eq!(title(&answer), "2 certifications in that message");
        assert!(!is_private(&answer));
    }
    let one = explained(&fake, interactions::message("pcap!")).await;
    assert!(title(&one).starts_with("PCAP"), "{one:#}");
    bot.stop().await;
}

#[tokio::test]
async fn a_message_that_names_nothing_gets_a_line_in_private_that_repeats_none_of_it() {
    let (fake, bot) = connected().await;
    let mut without = interactions::message_command("Explain certifications", json!({}));
    without["data"]["resolved"] = json!({});
    fake.interact(without.clone());
    let answers = [
        explained(&fake, interactions::message("see you at zyzzyva's at eight")).await,
        explained(&fake, interactions::message("")).await,
        fake.callback(&without).await,
    ];
    for answer in answers {
        assert!(is_private(&answer), "{answer:#}");
        assert!(!answer.to_string().contains("zyzzyva"), "{answer:#}");
    }
    let unknown = interactions::message_command("Not ours", interactions::message("pcap"));
    fake.interact(unknown.clone());
    assert!(is_private(&fake.callback(&unknown).await));
    bot.stop().await;
}

#[tokio::test]
async fn a_button_of_another_version_gets_a_word_in_private() {
    let (fake, bot) = connected().await;
    for id in ["cert \"pcap", "abolished x:\"y\"", "🦀"] {
        let press = interactions::press(id, Pressed::OnPublicMessage);
        fake.interact(press.clone());
        let answer = fake.callback(&press).await;
        assert_eq!(title(&answer), "I no longer know that");
        assert!(is_private(&answer));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_type_of_interaction_that_nobody_knows_yet_is_left_alone() {
    let (fake, bot) = connected().await;
    fake.interact(interactions::of_unknown_type());
    fake.interact(json!({ "type": "a text" }));
    fake.interact(json!(null));
    fake.dispatch("AN_EVENT_OF_NEXT_YEAR", json!({ "a": 1 }));
    is_alive(&fake).await;
    let callbacks = fake.requests().into_iter().filter(|it| it.path.ends_with("/callback"));
    assert_eq!(callbacks.count(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn a_command_that_does_not_read_gets_an_apology_in_private() {
    let (fake, bot) = connected().await;
    let question = interactions::unreadable_command();
    fake.interact(question.clone());
    let answer = fake.callback(&question).await;
    assert_eq!(title(&answer), "Sorry, that went wrong");
    assert!(is_private(&answer));
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_panic_becomes_an_apology_in_private() {
    let fake = FakeDiscord::start().await;
    let service = Service::new(shipped::knowledge().clone(), || panic!("no day today"));
    let bot = Bot::start_with(config(&fake, ""), Arc::new(service));
    fake.logins(1).await;
    for _ in 0..2 {
        let question = certification("pcap");
        fake.interact(question.clone());
        let answer = fake.callback(&question).await;
        assert_eq!(title(&answer), "Sorry, I could not answer that");
        assert!(is_private(&answer));
    }
    bot.stop().await;
}

#[tokio::test]
async fn h1_a1_a_hiccup_of_discords_or_of_the_line_costs_one_more_try() {
    let (fake, bot) = connected().await;
    for met in [Met::Status(500), Met::Status(503), Met::TooMany(0.2), Met::Cut] {
        fake.meet_callbacks(&[met]);
        let question = certification("pcap");
        fake.interact(question.clone());
        let tries = fake.callbacks(&question, 2).await;
        assert_eq!(tries[0], tries[1], "{met:?}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn no_answer_is_tried_more_than_three_times() {
    let (fake, bot) = connected().await;
    fake.meet_callbacks(&[Met::Status(500), Met::Status(502), Met::Status(503)]);
    let question = certification("pcap");
    fake.interact(question.clone());
    fake.callbacks(&question, 3).await;
    is_alive(&fake).await;
    bot.stop().await;
    assert_eq!(fake.callbacks(&question, 3).await.len(), 3);
}

#[tokio::test]
async fn an_answer_that_would_come_too_late_or_is_not_wanted_is_not_tried_again() {
    let (fake, bot) = connected().await;
    let unwanted = [Met::TooMany(30.0), Met::UnknownInteraction, Met::Status(404)];
    let mut questions = Vec::new();
    for met in unwanted {
        fake.meet_callbacks(&[met]);
        let question = certification("pcap");
        fake.interact(question.clone());
        fake.callback(&question).await;
        questions.push(question);
    }
    is_alive(&fake).await;
    bot.stop().await;
    for question in questions {
        assert_eq!(fake.callbacks(&question, 1).await.len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_discord_refuses_is_followed_by_an_apology() {
    let (fake, bot) = connected().await;
    fake.meet_callbacks(&[Met::Status(400)]);
    let question = certification("pcap");
    fake.interact(question.clone());
    let tries = fake.callbacks(&question, 2).await;
    assert_eq!(title(&tries[1]), "Sorry, that went wrong");
    bot.stop().await;
}

#[tokio::test]
async fn a2_an_interaction_that_comes_twice_is_answered_once() {
    let (fake, bot) = connected().await;
    let question = certification("pcap");
    fake.interact(question.clone());
    fake.interact(question.clone());
    fake.callback(&question).await;
    is_alive(&fake).await;
    bot.stop().await;
    assert_eq!(fake.callbacks(&question, 1).await.len(), 1);
}

#[tokio::test]
async fn an_api_that_says_nothing_does_not_hold_up_the_others() {
    let (fake, bot) = connected().await;
    fake.meet_callbacks(&[Met::Silence]);
    let question = certification("pcap");
    fake.interact(question.clone());
    fake.callback(&question).await;
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn a1_whatever_discord_does_an_answer_is_tried_within_the_time() {
    let (fake, bot) = connected().await;
    // It says nothing twice, which costs a try each, then takes the third.
    fake.meet_callbacks(&[Met::Silence, Met::Silence]);
    let question = certification("pcap");
    let start = Instant::now();
    fake.interact(question.clone());
    fake.callbacks(&question, 3).await;
    assert!(start.elapsed() < Duration::from_millis(2_500), "{:?}", start.elapsed());
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn it_comes_back_after_several_bad_connections() {
    let (fake, bot) = connected().await;
    for login in 2..=4 {
        fake.cut();
        fake.logins(login).await;
    }
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn frames_that_do_not_read_do_no_harm() {
    let (fake, bot) = connected().await;
    fake.send_raw("not json");
    fake.send_raw("{}");
    fake.send_raw(r#"{"op":77,"d":null}"#);
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn h3_a_token_that_discord_refuses_ends_the_start_with_a_deed() {
    let fake = FakeDiscord::start().await;
    fake.meet_addresses(&[Met::Status(401)]);
    let error = Bot::start(&fake).end().await;
    assert!(error.starts_with("Discord refuses the token: take a new one"), "{error}");
}

#[tokio::test]
async fn the_start_waits_for_a_discord_that_is_down() {
    let fake = FakeDiscord::start().await;
    fake.meet_addresses(&[Met::Cut, Met::Status(503)]);
    let bot = Bot::start(&fake);
    fake.logins(1).await;
    is_alive(&fake).await;
    bot.stop().await;
}

#[tokio::test]
async fn without_a_token_it_says_where_to_get_one_and_what_needs_none() {
    let config = config::load(None, []).unwrap();
    let error = Bot::start_with(config, Arc::clone(&SERVICE)).end().await;
    assert!(error.contains("https://discord.com/developers/applications"), "{error}");
    assert!(error.contains("DISCORD_TOKEN"), "{error}");
    assert!(error.contains("certguide ask"), "{error}");
}

#[tokio::test]
async fn c9_commands_are_registered_once_and_then_left_alone() {
    let fake = FakeDiscord::start().await;
    let path = commands_path(None);
    let bot = Bot::start(&fake);
    let put = fake.requested("PUT", &path, 1).await.remove(0);
    assert_eq!(put.body.unwrap(), json!(discord::register::commands_as_sent()));
    fake.logins(1).await;
    bot.stop().await;

    let bot = Bot::start(&fake);
    fake.requested("GET", &path, 2).await;
    fake.logins(2).await;
    is_alive(&fake).await;
    bot.stop().await;
    assert_eq!(fake.requested("PUT", &path, 1).await.len(), 1);
}

#[tokio::test]
async fn c10_with_guilds_only_theirs_are_written_and_the_list_for_all_is_emptied_once() {
    let fake = FakeDiscord::start().await;
    let old = json!({ "id": "1", "type": 1, "name": "cert", "description": "Old" });
    let menu = json!({ "id": "2", "type": 2, "name": "Not ours" });
    fake.set_commands(&commands_path(None), vec![old, menu]);
    let settings = config(&fake, "guilds = [77, 78]\n");
    let bot = Bot::start_with(settings.clone(), Arc::clone(&SERVICE));
    let emptied = fake.requested("PUT", &commands_path(None), 1).await.remove(0);
    let left = emptied.body.unwrap();
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert_eq!(left[0]["name"], "Not ours");
    for guild in [77, 78] {
        let put = fake.requested("PUT", &commands_path(Some(guild)), 1).await.remove(0);
        assert!(put.body.unwrap()[0].get("contexts").is_none());
    }
    bot.stop().await;

    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.requested("GET", &commands_path(None), 2).await;
    fake.logins(2).await;
    is_alive(&fake).await;
    bot.stop().await;
    assert_eq!(fake.requests().iter().filter(|it| it.method == "PUT").count(), 3);
}

#[tokio::test]
async fn c10_without_guilds_the_lists_that_they_still_have_are_emptied() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start_with(config(&fake, "guilds = [77]\n"), Arc::clone(&SERVICE));
    fake.requested("PUT", &commands_path(Some(77)), 1).await;
    bot.stop().await;

    let bot = Bot::start(&fake);
    let puts = fake.requested("PUT", &commands_path(Some(77)), 2).await;
    assert_eq!(puts[1].body, Some(json!([])));
    assert!(!fake.commands(&commands_path(None)).is_empty());
    bot.stop().await;
}

#[tokio::test]
async fn a_guild_without_the_bot_does_not_keep_another_from_its_commands() {
    let fake = FakeDiscord::start().await;
    fake.meet_looks(&[Met::Status(403), Met::TooMany(0.1)]);
    let bot = Bot::start_with(config(&fake, "guilds = [77, 78]\n"), Arc::clone(&SERVICE));
    fake.requested("PUT", &commands_path(Some(78)), 1).await;
    bot.stop().await;
    assert_eq!(fake.requested("GET", &commands_path(Some(77)), 1).await.len(), 1);
    assert_eq!(fake.commands(&commands_path(Some(77))).len(), 0);
}

#[tokio::test]
async fn an_application_id_in_the_settings_is_not_asked_for() {
    let fake = FakeDiscord::start().await;
    let settings = config(&fake, &format!("application_id = \"{APPLICATION}\"\n"));
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.requested("PUT", &commands_path(None), 1).await;
    bot.stop().await;
    assert!(!fake.requests().iter().any(|it| it.path.contains("oauth2/applications/@me")));
}

#[tokio::test]
async fn registration_can_be_switched_off() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start_with(config(&fake, "register = false\n"), Arc::clone(&SERVICE));
    fake.logins(1).await;
    is_alive(&fake).await;
    bot.stop().await;
    assert!(!fake.requests().iter().any(|it| it.path.ends_with("/commands")));
}

#[tokio::test]
async fn an_answer_under_way_is_finished_before_it_stops() {
    let (fake, bot) = connected().await;
    fake.meet_callbacks(&[Met::TooMany(1.0)]);
    let question = certification("pcap");
    fake.interact(question.clone());
    fake.callback(&question).await;
    bot.stop().await;
    assert_eq!(fake.callbacks(&question, 2).await.len(), 2);
}

#[tokio::test]
async fn it_stops_at_once_while_discord_is_down() {
    let fake = FakeDiscord::start().await;
    fake.meet_addresses(&[Met::Silence]);
    let bot = Bot::start(&fake);
    fake.requested("GET", "/api/v10/gateway/bot", 1).await;
    bot.stop().await;
}

#[tokio::test]
async fn the_health_page_says_whether_it_is_connected() {
    let fake = FakeDiscord::start().await;
    fake.meet_addresses(&[Met::Status(503)]);
    let address = free_address();
    let mut settings = config(&fake, "");
    settings.http.listen = Some(address);
    assert!(check(address).await.unwrap_err().starts_with("nothing answers at"));
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.requested("GET", "/api/v10/gateway/bot", 1).await;
    assert_eq!(check(address).await.unwrap_err(), "not connected to Discord yet");
    fake.logins(1).await;
    is_alive(&fake).await;
    assert_eq!(check(address).await, Ok(()));
    bot.stop().await;
}

#[test]
fn the_fake_notices_what_discord_would_refuse() {
    let embed = |it: Value| json!({ "type": 4, "data": { "embeds": [it], "allowed_mentions": { "parse": [] } } });
    let button = |it: Value| {
        json!({ "type": 4, "data": { "content": "a", "allowed_mentions": { "parse": [] },
            "components": [{ "type": 1, "components": [it] }] } })
    };
    let choice =
        |name: &str| json!({ "type": 8, "data": { "choices": [{ "name": name, "value": "a" }] } });
    let option =
        |it: Value| json!([{ "type": 1, "name": "a", "description": "a", "options": [it] }]);
    let (callback, list) = ("/api/v10/interactions/1/a/callback", commands_path(None));
    let post = "/api/v10/channels/1/messages";
    let reply = |key: &str, value: Value| {
        let mut reply = json!({ "content": "a", "nonce": "1", "enforce_nonce": true,
            "allowed_mentions": { "parse": [], "replied_user": false },
            "message_reference": { "message_id": "1", "fail_if_not_exists": false } });
        reply[key] = value;
        reply
    };
    let cases: [(&str, &str, Value); 14] = [
        ("M2 title", callback, embed(json!({ "title": "a".repeat(257) }))),
        (
            "M2: 6",
            callback,
            embed(
                json!({ "description": "a".repeat(4090), "footer": { "text": "a".repeat(2000) } }),
            ),
        ),
        ("A6", callback, json!({ "type": 4, "data": { "content": "a" } })),
        (
            "an empty message",
            callback,
            json!({ "type": 4, "data": { "allowed_mentions": { "parse": [] } } }),
        ),
        (
            "M4 custom_id",
            callback,
            button(json!({ "type": 2, "style": 2, "label": "a", "custom_id": "a".repeat(101) })),
        ),
        ("M4: a button", callback, button(json!({ "type": 2, "style": 5, "label": "a" }))),
        ("C5 choice", callback, choice(&"a".repeat(101))),
        ("C5: a choice", callback, choice(" ")),
        ("A6", post, reply("allowed_mentions", json!({ "parse": [] }))),
        ("a message with flags", post, reply("flags", json!(64))),
        ("a reply to nothing", post, reply("message_reference", Value::Null)),
        ("a message that would be there twice", post, reply("enforce_nonce", json!(false))),
        ("C1", &list, json!([{ "type": 1, "name": "Upper", "description": "a" }])),
        ("C7", &list, option(json!({ "type": 3, "name": "a", "description": "a" }))),
    ];
    for (rule, path, body) in cases {
        let request = Request {
            method: "POST".to_owned(),
            path: path.to_owned(),
            authorization: None,
            body: Some(body),
            files: Vec::new(),
        };
        let broken = rules::broken_by(&request);
        assert!(broken.iter().any(|it| it.starts_with(rule)), "{rule}: {broken:?}");
    }
}

async fn check(address: SocketAddr) -> Result<(), String> {
    tokio::task::spawn_blocking(move || discord::health::check(address)).await.unwrap()
}

/// The real program, from its start to SIGTERM, at its most talkative.
#[cfg(unix)]
#[tokio::test]
async fn the_program_stops_at_sigterm_and_its_log_holds_no_secret_and_nobodys_words() {
    let fake = FakeDiscord::start().await;
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_certguide"))
        .arg("run")
        .current_dir(std::env::temp_dir())
        .env_clear()
        .env("DISCORD_TOKEN", TOKEN)
        .env("CERTGUIDE_DISCORD__API_BASE", fake.api_base())
        .env("CERTGUIDE_HTTP__LISTEN", "off")
        .env("CERTGUIDE_STATE__DIR", fake.folder())
        .env("CERTGUIDE_DISCORD__MENTIONS", "true")
        .env("CERTGUIDE_LOG__LEVEL", "trace")
        .env("CERTGUIDE_LOG__FORMAT", "json")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    fake.logins(1).await;
    let question = certification("zyzzyva lapidary");
    fake.meet_callbacks(&[Met::Status(500), Met::Status(400)]);
    fake.interact(question.clone());
    fake.callbacks(&question, 2).await;
    fake.interact(interactions::unreadable_command());
    fake.interact(interactions::autocomplete("cert", "certification", Some(json!("zyzzyva"))));
    fake.meet_posts(&[Met::Status(500), Met::Status(400), Met::Status(403)]);
    for channel in [1, 2, 3] {
        let message = messages::by(messages::direct("zyzzyva lapidary"), 4, channel);
        fake.say(message.clone());
        fake.reply(&message).await;
    }
    is_alive(&fake).await;

    let kill = std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(kill.success());
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output());
    let ended = within_reason(ended).await.unwrap().unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{log}");
    assert!(log.contains("connected to Discord"), "{log}");
    for line in log.lines() {
        serde_json::from_str::<Value>(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
    }
    let token = question["token"].as_str().unwrap();
    for secret in TOKEN.split('.').chain([token, "zyzzyva", "lapidary", "secret words", "mason"]) {
        assert!(!log.contains(secret), "`{secret}` is in the log:\n{log}");
    }
    let answered = log.lines().filter(|it| it.contains("duration_us"));
    assert!(answered.clone().any(|it| it.contains("\"command\":\"cert\"")), "{log}");
}
