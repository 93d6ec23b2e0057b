//! Registration against a fake Discord: by hand and at the start, and that no command is ever in
//! two lists.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use certguide::commands::{COMMANDS, Surface};
use certguide::discord::register::{self, Mode};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::bot::{Bot, SERVICE, certification, config, is_alive, within_reason};
use crate::fake_discord::{APPLICATION, FakeDiscord, Met, commands_path};

/// The guild that the fake's interactions come from.
const ASKING: u64 = 290_926_798_626_357_999;

/// What `certguide register` prints, and what it ends with.
async fn printed(fake: &FakeDiscord, settings: &str, mode: Mode) -> String {
    let mut out = Vec::new();
    let result = register::print(&config(fake, settings), mode, &mut out).await;
    let mut text = String::from_utf8(out).unwrap();
    if let Err(error) = result {
        let _ = writeln!(text, "error: {error:#}");
    }
    // So that one more command does not change every test.
    let ours = register::commands_as_sent();
    for sign in ["+", "-"] {
        let each = |it: &Value| match (it["type"].as_u64(), it["name"].as_str()) {
            (Some(1), Some(name)) => format!("  {sign} /{name}\n"),
            (_, name) => format!("  {sign} `{}` in the menu\n", name.unwrap_or_default()),
        };
        let all: String = ours.iter().map(each).collect();
        text = text.replace(&all, &format!("  {sign} each of ours\n"));
    }
    text.replace(&format!("{} commands", ours.len()), "all commands")
}

async fn check(fake: &FakeDiscord, settings: &str, mode: Mode, expect: Expect) {
    expect.assert_eq(&printed(fake, settings, mode).await);
}

fn puts(fake: &FakeDiscord) -> Vec<String> {
    let puts = fake.requests().into_iter().filter(|it| it.method == "PUT");
    puts.map(|it| it.path).collect()
}

fn names(commands: &[Value]) -> Vec<&str> {
    commands.iter().filter_map(|it| it["name"].as_str()).collect()
}

/// Puts the bot into so many guilds that it does not look at the list of each.
fn join_many_guilds(fake: &FakeDiscord) {
    for guild in 1000..1026 {
        fake.set_commands(&commands_path(Some(guild)), Vec::new());
    }
}

fn theirs() -> Value {
    json!({ "id": "9", "type": 1, "name": "theirs", "description": "Of another program" })
}

/// Our `/cert`, as an older version of us may have written it.
fn our_old_one() -> Value {
    json!({ "id": "8", "type": 1, "name": "cert", "description": "Old" })
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_written_and_writes_nothing() {
    let fake = FakeDiscord::start().await;
    check(
        &fake,
        "",
        Mode::DryRun,
        expect![[r#"
            all servers: all commands, would be written
              + each of ours
        "#]],
    )
    .await;
    check(
        &fake,
        "guilds = [77]",
        Mode::DryRun,
        expect![[r#"
            server 77: all commands, would be written
              + each of ours
            all servers: no commands, up to date
        "#]],
    )
    .await;
    assert_eq!(puts(&fake), [""; 0]);
    assert!(!fake.folder().exists());
}

#[tokio::test]
async fn what_differs_is_named_and_written_and_then_nothing_differs() {
    let fake = FakeDiscord::start().await;
    let path = commands_path(None);
    printed(&fake, "", Mode::Write).await;
    let mut list = fake.commands(&path);
    list.retain(|it| it["name"] != "help");
    let find = list.iter_mut().find(|it| it["name"] == "find").unwrap();
    find["description"] = json!("Old");
    find["options"][0]["max_length"] = json!(100);
    list.push(json!({ "id": "7", "type": 1, "name": "old", "description": "Old" }));
    list.push(json!({ "id": "6", "type": 3, "name": "Of others" }));
    fake.set_commands(&path, list);
    check(
        &fake,
        "",
        Mode::DryRun,
        expect![[r#"
            all servers: all commands, would be written
              ~ /find: description, options.topic.max_length
              + /help
              - /old
        "#]],
    )
    .await;
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, written
              ~ /find: description, options.topic.max_length
              + /help
              - /old
        "#]],
    )
    .await;
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, up to date
        "#]],
    )
    .await;
    assert_eq!(puts(&fake).len(), 2);
    assert!(names(&fake.commands(&path)).contains(&"Of others"));
}

#[tokio::test]
async fn our_commands_move_between_the_lists_and_those_of_others_stay() {
    let fake = FakeDiscord::start().await;
    fake.set_commands(&commands_path(None), vec![theirs()]);
    fake.set_commands(&commands_path(Some(78)), vec![theirs(), our_old_one()]);
    printed(&fake, "guilds = [77]", Mode::Write).await;
    assert_eq!(names(&fake.commands(&commands_path(None))), ["theirs"]);
    assert_eq!(names(&fake.commands(&commands_path(Some(78)))), ["theirs"]);
    assert!(names(&fake.commands(&commands_path(Some(77)))).contains(&"cert"));
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, written
              + each of ours
              - /theirs
            server 77: no commands, written
              - each of ours
        "#]],
    )
    .await;
    assert!(names(&fake.commands(&commands_path(Some(77)))).is_empty());
}

#[tokio::test]
async fn a_guild_that_is_taken_out_of_the_settings_is_remembered() {
    let fake = FakeDiscord::start().await;
    join_many_guilds(&fake);
    let bot = Bot::start_with(config(&fake, "guilds = [77, 78]"), Arc::clone(&SERVICE));
    fake.requested("PUT", &commands_path(Some(78)), 1).await;
    bot.stop().await;

    let bot = Bot::start_with(config(&fake, "guilds = [78]"), Arc::clone(&SERVICE));
    let puts = fake.requested("PUT", &commands_path(Some(77)), 2).await;
    assert_eq!(puts[1].body, Some(json!([])));
    // The bot writes down what it has done when Discord has answered, not when it was asked.
    let kept = fake.folder().join("commands.json");
    within_reason(async {
        let guilds = || -> Value {
            let text = std::fs::read_to_string(&kept).unwrap_or_default();
            let kept: Value = serde_json::from_str(&text).unwrap_or_default();
            kept[APPLICATION.to_string()].clone()
        };
        while guilds().as_array().is_some_and(|it| it.contains(&json!(77))) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    bot.stop().await;
    assert!(!fake.commands(&commands_path(Some(78))).is_empty());

    printed(&fake, "guilds = [78]", Mode::Write).await;
    assert_eq!(fake.requested("GET", &commands_path(Some(77)), 2).await.len(), 2);
}

#[tokio::test]
async fn a_guild_that_cannot_be_emptied_now_is_emptied_next_time() {
    let fake = FakeDiscord::start().await;
    join_many_guilds(&fake);
    printed(&fake, "guilds = [77]", Mode::Write).await;
    fake.refuse_list(&commands_path(Some(77)), 400);
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, written
              + each of ours
            server 77: failed
            error: server 77: Discord refuses it: HTTP 400, code 0
        "#]],
    )
    .await;
    fake.refuse_list(&commands_path(Some(77)), 0);
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, up to date
            server 77: no commands, written
              - each of ours
        "#]],
    )
    .await;
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, up to date
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_guild_that_the_bot_has_left_is_forgotten_without_a_word() {
    let fake = FakeDiscord::start().await;
    join_many_guilds(&fake);
    printed(&fake, "guilds = [77]", Mode::Write).await;
    fake.refuse_list(&commands_path(Some(77)), 403);
    let looks = || fake.requests().iter().filter(|it| it.path.contains("guilds/77/")).count();
    let before = looks();
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, written
              + each of ours
        "#]],
    )
    .await;
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, up to date
        "#]],
    )
    .await;
    assert_eq!(looks(), before + 1);
}

#[tokio::test]
async fn the_guilds_of_another_application_are_not_ours_to_look_at() {
    let fake = FakeDiscord::start().await;
    join_many_guilds(&fake);
    std::fs::create_dir_all(fake.folder()).unwrap();
    let file = fake.folder().join("commands.json");
    std::fs::write(&file, r#"{"99":[77,0]}"#).unwrap();
    printed(&fake, "guilds = [78]", Mode::Write).await;
    assert!(!fake.requests().iter().any(|it| it.path.contains("guilds/77/")));
    let kept = std::fs::read_to_string(&file).unwrap();
    assert_eq!(kept, format!(r#"{{"99":[0,77],"{APPLICATION}":[78]}}"#));
}

#[tokio::test]
async fn a_state_folder_that_is_of_no_use_costs_nothing_else() {
    let fake = FakeDiscord::start().await;
    std::fs::create_dir_all(fake.folder()).unwrap();
    std::fs::write(fake.folder().join("commands.json"), "{").unwrap();
    check(
        &fake,
        "guilds = [77]",
        Mode::Write,
        expect![[r#"
            server 77: all commands, written
              + each of ours
            all servers: no commands, up to date
        "#]],
    )
    .await;
    // A file where the folder should be.
    std::fs::remove_dir_all(fake.folder()).unwrap();
    std::fs::write(fake.folder(), "").unwrap();
    check(
        &fake,
        "",
        Mode::Write,
        expect![[r#"
            all servers: all commands, written
              + each of ours
            server 77: no commands, written
              - each of ours
        "#]],
    )
    .await;
    std::fs::remove_file(fake.folder()).unwrap();
}

#[tokio::test]
async fn a_guild_whose_own_list_is_asked_from_is_looked_at_once() {
    let fake = FakeDiscord::start().await;
    join_many_guilds(&fake);
    let path = commands_path(Some(ASKING));
    fake.set_commands(&path, vec![theirs(), our_old_one()]);
    let bot = Bot::start(&fake);
    fake.logins(1).await;
    let question = certification("pcap");
    fake.interact(question.clone());
    fake.callback(&question).await;
    fake.requested("PUT", &path, 1).await;
    assert_eq!(names(&fake.commands(&path)), ["theirs"]);
    is_alive(&fake).await;
    is_alive(&fake).await;
    bot.stop().await;
    let looks = fake.requests().into_iter().filter(|it| it.path == path);
    assert_eq!(looks.map(|it| it.method).collect::<Vec<_>>(), ["GET", "PUT"]);
}

#[tokio::test]
async fn a_configured_guild_keeps_its_list_when_something_is_asked_from_it() {
    let fake = FakeDiscord::start().await;
    let path = commands_path(Some(ASKING));
    let settings = config(&fake, &format!("guilds = [\"{ASKING}\"]"));
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    fake.logins(1).await;
    fake.requested("PUT", &path, 1).await;
    is_alive(&fake).await;
    is_alive(&fake).await;
    bot.stop().await;
    let looks = fake.requests().into_iter().filter(|it| it.path == path);
    assert_eq!(looks.map(|it| it.method).collect::<Vec<_>>(), ["GET", "PUT"]);
}

#[tokio::test]
async fn each_failure_is_one_sentence_with_what_to_do() {
    let fake = FakeDiscord::start().await;
    fake.meet_looks(&[Met::Status(403)]);
    check(&fake, "guilds = [77, 78]", Mode::DryRun, expect![[r#"
        server 77: failed
        server 78: all commands, would be written
          + each of ours
        all servers: no commands, up to date
        error: server 77: the bot is not in this server, or was invited without the scope `applications.commands`; hint: open https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0&guild_id=77
    "#]]).await;
    fake.meet_looks(&[Met::Status(404), Met::Status(403), Met::Status(400)]);
    check(&fake, "guilds = [77, 78]", Mode::DryRun, expect![[r#"
        server 77: failed
        server 78: failed
        all servers: failed
        error: server 77: the bot is not in this server, or was invited without the scope `applications.commands`; hint: open https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0&guild_id=77
        error: server 78: the bot is not in this server, or was invited without the scope `applications.commands`; hint: open https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0&guild_id=78
        error: all servers: Discord refuses it: HTTP 400, code 0
    "#]]).await;
    fake.meet_looks(&[Met::Status(403)]);
    check(
        &fake,
        "",
        Mode::DryRun,
        expect![[r#"
        all servers: failed
        error: all servers: `discord.application_id` is not that of the application of this token
    "#]],
    )
    .await;
    fake.meet_looks(&[Met::Status(401)]);
    let looks = fake.requests().len();
    let id = format!("application_id = \"{APPLICATION}\"\nguilds = [77, 78]");
    check(&fake, &id, Mode::Write, expect![[r#"
        server 77: failed
        error: Discord refuses the token: take a new one from https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN
    "#]]).await;
    assert_eq!(fake.requests().len(), looks + 1);
    assert_eq!(puts(&fake), [""; 0]);
}

#[tokio::test]
async fn without_a_token_or_with_a_wrong_one_it_says_where_to_get_one() {
    let fake = FakeDiscord::start().await;
    let mut settings = config(&fake, "");
    let error = |result: anyhow::Result<()>| format!("{:#}\n", result.unwrap_err());
    settings.discord.token = Some(certguide::config::Token::parse("a.wrong.one").unwrap());
    let refused = register::print(&settings, Mode::Write, &mut Vec::new()).await;
    expect![[r#"
        Discord refuses the token: take a new one from https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN
    "#]].assert_eq(&error(refused));
    settings.discord.token = None;
    let missing = register::print(&settings, Mode::Write, &mut Vec::new()).await;
    expect![[r#"
        no bot token: create an application at https://discord.com/developers/applications, take the token from its page `Bot`, and set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or `discord.token`; `certguide ask` answers in this terminal and needs none
    "#]].assert_eq(&error(missing));
}

#[tokio::test]
async fn c1_c2_c3_c4_c12_all_commands_are_taken_and_differ_no_more() {
    let fake = FakeDiscord::start().await;
    // What breaks a rule of Discord's fails the test when the fake goes.
    printed(&fake, "", Mode::Write).await;
    check(&fake, "", Mode::Write, expect!["all servers: all commands, up to date\n"]).await;
    printed(&fake, "guilds = [77]", Mode::Write).await;
    let again = printed(&fake, "guilds = [77]", Mode::DryRun).await;
    assert!(again.starts_with("server 77: all commands, up to date\n"), "{again}");
}

#[test]
fn c12_every_command_for_moderators_is_shown_to_them_alone() {
    let all = register::commands_as_sent();
    for command in COMMANDS.iter().filter(|it| it.surface == Surface::Slash) {
        let first = command.name.split(' ').next().unwrap();
        let listed = all.iter().find(|it| it["name"] == first && it["type"] == 1).unwrap();
        let is_for_moderators = listed["default_member_permissions"] == "32";
        assert_eq!(is_for_moderators, command.is_for_moderators(), "{}", command.name);
    }
}
