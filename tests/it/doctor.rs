//! `certguide doctor` against a fake Discord: everything fine, and each thing that can be wrong.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use certguide::checkup::{self, Finding, Level};
use certguide::config::{Config, Shards, Token};
use certguide::discord::doctor;
use expect_test::{Expect, expect};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::bot::{Bot, SERVICE, config, free_address, is_alive, page, signing_key};
use crate::fake_discord::{FakeDiscord, Limits, Met, Mood, TOKEN, commands_path};
use crate::shipped;

/// What is printed, with what differs between two runs masked.
async fn printed(fake: &FakeDiscord, config: &Config) -> (String, Level) {
    let settings = Finding::fine("settings", "test.toml and the environment");
    let mut out = Vec::new();
    let level = doctor::print(settings, Some(config), shipped::today(), &mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap();
    for secret in TOKEN.split('.').skip(1) {
        assert!(!text.contains(secret), "{text}");
    }
    (masked(fake, &text), level)
}

fn masked(fake: &FakeDiscord, text: &str) -> String {
    let mut masked = String::new();
    let revision = shipped::knowledge().revision().to_string();
    let known = format!("{} certifications", shipped::knowledge().iter().len());
    let mut text = text
        .replace(&fake.api_base(), "https://discord.com")
        .replace(&fake.gateway(), "wss://gateway.discord.gg")
        .replace(&fake.folder().display().to_string(), "state")
        .replace(&revision, "REVISION")
        .replace(&known, "N certifications");
    // What the system says is the same everywhere, its numbers are not.
    for number in [20, 49, 61, 99, 111] {
        text = text.replace(&format!(" (os error {number})"), "");
    }
    for line in text.split_inclusive('\n') {
        match line.strip_suffix(" ms\n").and_then(|it| it.rsplit_once(' ')) {
            Some((line, _)) => masked.extend([line, " N ms\n"]),
            None => masked.push_str(line),
        }
    }
    masked
}

/// Checks the lines that are not fine, and what to do about them.
async fn check(fake: &FakeDiscord, config: &Config, level: Level, expect: Expect) {
    let (text, worst) = printed(fake, config).await;
    let mut lines = String::new();
    let mut is_fine = true;
    for line in text.lines().take_while(|it| !it.is_empty()) {
        if !line.starts_with(' ') {
            is_fine = line.starts_with("ok ");
        }
        if !is_fine {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    expect.assert_eq(&lines);
    assert_eq!(worst, level, "{text}");
}

/// A fake whose list is as the bot would write it.
async fn registered() -> FakeDiscord {
    let fake = FakeDiscord::start().await;
    register(&fake, "").await;
    fake
}

async fn register(fake: &FakeDiscord, more: &str) {
    use certguide::discord::register::{Mode, print};
    print(&config(fake, more), Mode::Write, &mut Vec::new()).await.unwrap();
}

#[tokio::test]
async fn where_everything_is_fine_it_says_so_and_how_to_invite_the_bot() {
    let fake = registered().await;
    let requests = fake.requests().len();
    let (text, level) = printed(&fake, &config(&fake, "")).await;
    expect![[r#"
        ok    settings: test.toml and the environment
        ok    knowledge: knowledge: N certifications, revision REVISION, 0 errors, 0 warnings
        ok    state folder: state can be written and read
        ok    http.listen: off, so nobody can ask how the bot is
        ok    Discord: https://discord.com answers after N ms
        ok    clock: goes as Discord's
        ok    token: Discord accepts it, as that of `certguide`
        ok    application id: 1234567890123456789, as Discord says
        ok    public key: none; the transport `gateway` needs none
        ok    endpoint URL: none, as the transport `gateway` needs it
        ok    commands: up to date: all servers
        ok    doubles: no command is in two lists
        ok    mentions: off, so no messages are received
        ok    gateway: wss://gateway.discord.gg says hello after N ms
        ok    logins: 999 of 1000 left, all again in 4 h
        ok    shards: 1, as Discord recommends

        0 failures, 0 warnings

        to add it to a server that you manage:
          https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0
        to add it to your own account, and ask everywhere (if `User Install` is ticked on the page `Installation` of the application):
          https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&integration_type=1
    "#]].assert_eq(&text);
    assert_eq!(level, Level::Fine);
    assert!(fake.requests()[requests..].iter().all(|it| it.method == "GET"));
    assert!(fake.logins(0).await.is_empty());
}

#[tokio::test]
async fn the_endpoint_has_everything_that_it_needs() {
    let fake = registered().await;
    let (_, key) = signing_key();
    let more = format!("transport = \"http\"\npublic_key = \"{key}\"");
    let mut settings = config(&fake, &more);
    settings.http.listen = Some(free_address());
    let url = "https://certguide.example/interactions";
    fake.set_application("interactions_endpoint_url", json!(url));
    fake.set_application("verify_key", json!(key));
    let (text, level) = printed(&fake, &settings).await;
    let address = settings.http.listen.unwrap().to_string();
    expect![[r#"
        ok    settings: test.toml and the environment
        ok    knowledge: knowledge: N certifications, revision REVISION, 0 errors, 0 warnings
        ok    state folder: state can be written and read
        ok    http.listen: 127.0.0.1:8080 is free
        ok    Discord: https://discord.com answers after N ms
        ok    clock: goes as Discord's
        ok    token: Discord accepts it, as that of `certguide`
        ok    application id: 1234567890123456789, as Discord says
        ok    public key: that of the application
        ok    endpoint URL: https://certguide.example/interactions
        ok    commands: up to date: all servers
        ok    doubles: no command is in two lists
        ok    mentions: off, so no messages are received
        skip  gateway: the transport `http` does without

        0 failures, 0 warnings

        to add it to a server that you manage:
          https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0
        to add it to your own account, and ask everywhere (if `User Install` is ticked on the page `Installation` of the application):
          https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&integration_type=1
    "#]].assert_eq(&text.replace(&address, "127.0.0.1:8080"));
    assert_eq!(level, Level::Fine);

    fake.set_application("interactions_endpoint_url", json!(null));
    fake.set_application("verify_key", json!("00".repeat(32)));
    settings.http.listen = None;
    check(&fake, &settings, Level::Fault, expect![[r#"
        fail  http.listen: the transport `http` needs an address to listen at
              set `http.listen` (CERTGUIDE_HTTP__LISTEN), such as 127.0.0.1:8080, and lead Discord's requests there
        fail  public key: not that of the application, so no request would be answered
              copy it anew from the page `General Information` of the application to `discord.public_key` (DISCORD_PUBLIC_KEY)
        fail  endpoint URL: none, so Discord sends nothing by the transport `http`
              start the bot; then set `Interactions Endpoint URL`, on the page `General Information` of the application, to the address that leads with HTTPS to /interactions at `http.listen`
        skip  gateway: the transport `http` does without
    "#]]).await;
    settings.discord.public_key = None;
    settings.discord.token = None;
    check(&fake, &settings, Level::Fault, expect![[r#"
        fail  http.listen: the transport `http` needs an address to listen at
              set `http.listen` (CERTGUIDE_HTTP__LISTEN), such as 127.0.0.1:8080, and lead Discord's requests there
        warn  token: none, so commands are not registered
              the transport `http` answers without one; set DISCORD_TOKEN where `certguide register` runs
        skip  application id: only with a token that Discord accepts
        fail  public key: no public key
              the transport `http` needs `discord.public_key` (DISCORD_PUBLIC_KEY), from the page `General Information` of the application
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        skip  gateway: the transport `http` does without
    "#]]).await;
}

#[tokio::test]
async fn the_transports_exclude_each_other() {
    let fake = registered().await;
    fake.set_application("interactions_endpoint_url", json!("https://certguide.example"));
    fake.set_application("verify_key", json!("00".repeat(32)));
    let (_, key) = signing_key();
    let settings = config(&fake, &format!("public_key = \"{key}\""));
    check(&fake, &settings, Level::Fault, expect![[r#"
        warn  public key: not that of the application; the transport `gateway` needs none
              copy it anew from the page `General Information` of the application to `discord.public_key` (DISCORD_PUBLIC_KEY)
        fail  endpoint URL: Discord sends what is asked to https://certguide.example, and nothing over the gateway
              clear `Interactions Endpoint URL` on the page `General Information` of the application, or set `discord.transport` to `http`
    "#]]).await;
}

#[tokio::test]
async fn without_a_token_everything_that_needs_none_is_looked_at() {
    let fake = registered().await;
    let mut settings = config(&fake, "application_id = 77");
    settings.discord.token = None;
    let requests = fake.requests().len();
    let (text, level) = printed(&fake, &settings).await;
    expect![[r#"
        ok    settings: test.toml and the environment
        ok    knowledge: knowledge: N certifications, revision REVISION, 0 errors, 0 warnings
        ok    state folder: state can be written and read
        ok    http.listen: off, so nobody can ask how the bot is
        ok    Discord: https://discord.com answers after N ms
        ok    clock: goes as Discord's
        fail  token: no bot token
              create an application at https://discord.com/developers/applications, take the token from its page `Bot`, and set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or `discord.token`; `certguide ask` answers in this terminal and needs none
        skip  application id: 77, not compared: only with a token that Discord accepts
        ok    public key: none; the transport `gateway` needs none
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        ok    mentions: off, so no messages are received
        ok    gateway: wss://gateway.discord.gg says hello after N ms
        skip  logins: only with a token that Discord accepts

        1 failure, 0 warnings

        to add it to a server that you manage:
          https://discord.com/oauth2/authorize?client_id=77&scope=applications.commands&permissions=0
        to add it to your own account, and ask everywhere (if `User Install` is ticked on the page `Installation` of the application):
          https://discord.com/oauth2/authorize?client_id=77&scope=applications.commands&integration_type=1
    "#]].assert_eq(&text);
    assert_eq!(level, Level::Fault);
    assert!(fake.requests()[requests..].iter().all(|it| it.authorization.is_none()));
}

#[tokio::test]
async fn a_token_that_discord_refuses_is_shown_to_it_once() {
    let fake = registered().await;
    let mut settings = config(&fake, "");
    settings.discord.token = Some(Token::parse("a.wrong.one").unwrap());
    let requests = fake.requests().len();
    check(&fake, &settings, Level::Fault, expect![[r#"
        fail  token: Discord refuses the token
              take a new one from https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN
        skip  application id: only with a token that Discord accepts
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        skip  logins: only with a token that Discord accepts
    "#]]).await;
    let shown = fake.requests().split_off(requests);
    assert_eq!(shown.iter().filter(|it| it.authorization.is_some()).count(), 1);
}

#[tokio::test]
async fn an_application_id_of_another_is_a_failure() {
    let fake = registered().await;
    check(
        &fake,
        &config(&fake, "application_id = 77"),
        Level::Fault,
        expect![[r#"
        fail  application id: 77, but the token is that of 1234567890123456789
              mend `discord.application_id` (DISCORD_APPLICATION_ID), or leave it out
    "#]],
    )
    .await;
    let settings = config(&fake, "application_id = 1234567890123456789");
    assert_eq!(printed(&fake, &settings).await.1, Level::Fine);
}

#[tokio::test]
async fn lists_that_differ_and_commands_that_show_twice_are_warnings() {
    let fake = registered().await;
    let path = commands_path(None);
    let mut list = fake.commands(&path);
    list.retain(|it| it["name"] != "help");
    list.push(json!({ "id": "7", "type": 1, "name": "old", "description": "Old" }));
    fake.set_commands(&path, list.clone());
    list.retain(|it| it["name"] == "cert" || it["name"] == "find");
    fake.set_commands(&commands_path(Some(77)), list);
    check(
        &fake,
        &config(&fake, ""),
        Level::Warning,
        expect![[r#"
        warn  commands: not up to date: all servers: + /help; - /old
              `certguide register` brings it up to date now, `certguide run` when it starts
        warn  commands: not up to date: server 77: - /cert; - /find
              `certguide register` brings it up to date now, `certguide run` when it starts
        warn  doubles: /cert and 1 more show twice in server 77
              `certguide register` brings it up to date now, `certguide run` when it starts
    "#]],
    )
    .await;
    check(
        &fake,
        &config(&fake, "register = false"),
        Level::Warning,
        expect![[r#"
        warn  commands: not up to date: all servers: + /help; - /old
              `certguide register` brings it up to date now
        warn  commands: not up to date: server 77: - /cert; - /find
              `certguide register` brings it up to date now
        warn  doubles: /cert and 1 more show twice in server 77
              `certguide register` brings it up to date now
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_guild_without_the_bot_is_a_failure_with_a_link() {
    let fake = registered().await;
    register(&fake, "guilds = [77]").await;
    fake.refuse_list(&commands_path(Some(78)), 403);
    check(&fake, &config(&fake, "guilds = [77, 78]"), Level::Fault, expect![[r#"
        fail  commands: server 78: the bot is not in this server, or was invited without the scope `applications.commands`
              open https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands&permissions=0&guild_id=78
        skip  doubles: every list has to be seen for that
    "#]]).await;
}

#[tokio::test]
async fn few_logins_and_few_shards_are_told() {
    let fake = registered().await;
    let limits = Limits { shards: 4, remaining: 7, ..Limits::default() };
    fake.set_limits(limits);
    let mut settings = config(&fake, "");
    settings.discord.shards = Shards::Some { range: 0..1, total: 2 };
    check(&fake, &settings, Level::Warning, expect![[r#"
        warn  logins: 7 of 1000 left, all again in 4 h
              something logs in again and again: look into the log of the bot, and for another program with the same token
        warn  shards: 1 shard of 2 here; Discord recommends 4
              give `discord.shards` a total of 4 in every process, or set it to `all` and run one
    "#]]).await;
    fake.set_limits(Limits { remaining: 0, ..limits });
    settings.discord.shards = Shards::All;
    check(&fake, &settings, Level::Fault, expect![[r#"
        fail  logins: 0 of 1000 left, all again in 4 h
              wait for that; something logs in again and again: look into the log of the bot, and for another program with the same token
    "#]]).await;
}

#[tokio::test]
async fn a_gateway_that_is_out_of_reach_is_a_failure() {
    let fake = registered().await;
    fake.meet_connections(&[Mood::Drops]);
    let (text, level) = printed(&fake, &config(&fake, "")).await;
    assert!(text.contains("\nfail  gateway: wss://gateway.discord.gg: "), "{text}");
    assert_eq!(level, Level::Fault);
}

#[tokio::test]
async fn a_gateway_that_says_nothing_is_not_waited_for_without_end() {
    let fake = registered().await;
    fake.meet_connections(&[Mood::SaysNoHello]);
    check(
        &fake,
        &config(&fake, ""),
        Level::Fault,
        expect![[r#"
        fail  gateway: wss://gateway.discord.gg: no answer within 10 s
              may this machine open WebSockets there? A proxy or a firewall may be in the way
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_list_that_does_not_come_is_not_waited_for_without_end() {
    let fake = registered().await;
    fake.meet_looks(&[Met::Silence]);
    check(
        &fake,
        &config(&fake, ""),
        Level::Fault,
        expect![[r#"
        fail  commands: no answer within 10 s
              see `certguide register --dry-run`, which waits longer
        skip  doubles: every list has to be seen for that
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_discord_in_trouble_is_a_failure_and_costs_no_other_check() {
    let fake = registered().await;
    fake.meet_addresses(&[Met::Status(503), Met::Status(500)]);
    check(
        &fake,
        &config(&fake, ""),
        Level::Fault,
        expect![[r#"
            fail  Discord: https://discord.com: Discord has trouble of its own: HTTP 503, code 0
                  try again in a minute
            skip  clock: Discord has to answer for that
            skip  gateway: Discord has to answer for that
            fail  logins: Discord has trouble of its own: HTTP 500, code 0
                  try again in a minute
        "#]],
    )
    .await;
}

#[tokio::test]
async fn the_token_is_not_shown_to_what_answers_as_discord_does_not() {
    let fake = registered().await;
    fake.meet_addresses(&[Met::Status(404)]);
    let requests = fake.requests().len();
    check(&fake, &config(&fake, ""), Level::Fault, expect![[r#"
        fail  Discord: no sound answer from https://discord.com: HTTP 404, code 0
              is this machine online, may it connect there, and is no proxy in between? `discord.api_base` says where Discord's API is
        skip  clock: Discord has to answer for that
        skip  token: Discord has to answer for that
        skip  application id: only with a token that Discord accepts
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        skip  gateway: Discord has to answer for that
        skip  logins: only with a token that Discord accepts
    "#]]).await;
    assert_eq!(fake.requests().len(), requests + 1);
}

#[tokio::test]
async fn a_discord_out_of_reach_is_not_asked_again_and_again() {
    let fake = registered().await;
    let mut settings = config(&fake, "");
    // Nobody listens at a port that was free a moment ago.
    settings.discord.api_base = format!("http://{}", free_address());
    let base = settings.discord.api_base.clone();
    let (text, level) = printed(&fake, &settings).await;
    expect![[r#"
        ok    settings: test.toml and the environment
        ok    knowledge: knowledge: N certifications, revision REVISION, 0 errors, 0 warnings
        ok    state folder: state can be written and read
        ok    http.listen: off, so nobody can ask how the bot is
        fail  Discord: no sound answer from https://discord.com: Connection refused
              is this machine online, may it connect there, and is no proxy in between? `discord.api_base` says where Discord's API is
        skip  clock: Discord has to answer for that
        skip  token: Discord has to answer for that
        skip  application id: only with a token that Discord accepts
        ok    public key: none; the transport `gateway` needs none
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        ok    mentions: off, so no messages are received
        skip  gateway: Discord has to answer for that
        skip  logins: only with a token that Discord accepts

        1 failure, 0 warnings

        no link to invite it: the application's id is not known; set DISCORD_TOKEN or DISCORD_APPLICATION_ID, and mend what fails
    "#]].assert_eq(&text.replace(&base, "https://discord.com"));
    assert_eq!(level, Level::Fault);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told() {
    let fake = registered().await;
    fake.set_date("Sun, 06 Nov 1994 08:49:37 GMT");
    let (text, level) = printed(&fake, &config(&fake, "")).await;
    assert_eq!(level, Level::Fault);
    assert!(
        text.contains("\nfail  clock: ") && text.contains(" days ahead of Discord's\n"),
        "{text}"
    );
    fake.set_date("");
    check(
        &fake,
        &config(&fake, ""),
        Level::Fine,
        expect![[r#"
        skip  clock: Discord does not say what time it has
    "#]],
    )
    .await;
}

#[tokio::test]
async fn who_is_at_the_address_of_the_pages_is_told() {
    let fake = registered().await;
    let mut settings = config(&fake, "");
    let address = free_address();
    settings.http.listen = Some(address);
    let line = |text: &str| {
        let text = text.replace(&address.to_string(), "127.0.0.1:8080");
        let lines: Vec<&str> = text.lines().skip_while(|it| !it.contains("http.listen")).collect();
        format!("{}\n{}\n", lines[0], lines[1])
    };
    let bot = Bot::start_with(settings.clone(), Arc::clone(&SERVICE));
    fake.logins(1).await;
    is_alive(&fake).await;
    expect![[r#"
        ok    http.listen: a certguide answers at 127.0.0.1:8080, and it is ready
        ok    Discord: https://discord.com answers after N ms
    "#]]
    .assert_eq(&line(&printed(&fake, &settings).await.0));
    fake.meet_connections(&[Mood::LetsNobodyIn, Mood::LetsNobodyIn]);
    fake.cut();
    while page(address, "/readyz").await.contains("200 OK") {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    expect![[r#"
        warn  http.listen: a certguide answers at 127.0.0.1:8080, and it is not ready: not connected to Discord: 0 of 1 shards
              if that lasts, its log says why
    "#]].assert_eq(&line(&printed(&fake, &settings).await.0));
    bot.stop().await;

    let listener = TcpListener::bind(address).await.unwrap();
    let stranger = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 64];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nready\n").await;
        }
    });
    expect![[r#"
        fail  http.listen: another program listens at 127.0.0.1:8080
              choose another port, such as CERTGUIDE_HTTP__LISTEN=127.0.0.1:8081
    "#]]
    .assert_eq(&line(&printed(&fake, &settings).await.0));
    stranger.abort();
    settings.http.listen = Some("203.0.113.1:8080".parse().unwrap());
    expect![[r#"
        fail  http.listen: cannot listen at 203.0.113.1:8080: Cannot assign requested address
              choose another port, such as CERTGUIDE_HTTP__LISTEN=127.0.0.1:8081
    "#]]
    .assert_eq(&line(&printed(&fake, &settings).await.0));
}

#[tokio::test]
async fn a_state_folder_that_cannot_be_written_is_a_warning() {
    let fake = registered().await;
    let mut settings = config(&fake, "");
    settings.state.dir = Path::new("Cargo.toml").join("state");
    check(&fake, &settings, Level::Warning, expect![[r#"
        warn  state folder: Cargo.toml/state: Not a directory
              without it, what is asked while the bot starts anew is lost: set `state.dir` (CERTGUIDE_STATE__DIR) to a folder that it may write to
    "#]]).await;
}

#[test]
fn knowledge_is_counted_and_its_problems_too() {
    let check = |dir: &Path, expect: Expect| {
        let finding = checkup::knowledge(Some(dir), shipped::today()).to_string();
        expect.assert_eq(&finding.replace(&dir.display().to_string(), "here"));
    };
    let dir = std::env::temp_dir().join(format!("certguide-doctor-{}", std::process::id()));
    check(
        &dir,
        expect![[r#"
        fail  knowledge: there is no folder `here`; hint: name the folder that holds `words.toml` and one folder for each issuer
    "#]],
    );
    std::fs::create_dir_all(&dir).unwrap();
    check(
        &dir,
        expect![[r#"
        fail  knowledge: here: 0 certifications, revision e3b0c44298fc, 0 errors, 0 warnings
              `knowledge.dir` names the folder to read
    "#]],
    );
    std::fs::create_dir_all(dir.join("pi")).unwrap();
    std::fs::write(dir.join("pi").join("issuer.toml"), "name = 7\n").unwrap();
    check(
        &dir,
        expect![[r#"
        fail  knowledge: here: 0 certifications, revision c544d9efd400, 7 errors, 0 warnings
              `certguide check` says where, and what to do
    "#]],
    );
    std::fs::remove_dir_all(&dir).unwrap();
}

#[tokio::test]
async fn settings_that_do_not_read_leave_as_much_as_can_be_looked_at() {
    let path = std::env::temp_dir().join(format!("certguide-doctor-{}.toml", std::process::id()));
    std::fs::write(&path, "[discord]\ntransport = \"pigeon\"\n").unwrap();
    let (settings, config) = checkup::settings(Some(&path));
    let mut out = Vec::new();
    let level = doctor::print(settings, config.as_ref(), shipped::today(), &mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap().replace(&path.display().to_string(), "here.toml");
    expect![[r#"
        fail  settings: `discord.transport`: expected `gateway` or `http`, found `pigeon`
               --> here.toml:2:13
                |
              2 | transport = "pigeon"
                |             ^^^^^^^^
                |
                = hint: change it here, or set `CERTGUIDE_DISCORD__TRANSPORT`, which takes precedence
        skip  everything else: it depends on the settings

        1 failure, 0 warnings

        no link to invite it: the application's id is not known; set DISCORD_TOKEN or DISCORD_APPLICATION_ID, and mend what fails
    "#]].assert_eq(&text);
    assert_eq!((level, config), (Level::Fault, None));
    std::fs::remove_file(&path).unwrap();
}

/// The real program, with a token that is none in its environment.
#[tokio::test]
async fn the_program_exits_with_1_if_anything_fails() {
    let fake = registered().await;
    let run = |token: &'static str| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_certguide"));
        program.arg("doctor").current_dir(std::env::temp_dir()).env_clear();
        program.env("DISCORD_TOKEN", token).env("CERTGUIDE_DISCORD__API_BASE", fake.api_base());
        program.env("CERTGUIDE_HTTP__LISTEN", "off").env("CERTGUIDE_STATE__DIR", fake.folder());
        tokio::task::spawn_blocking(move || program.output().unwrap())
    };
    let ended = run(TOKEN).await.unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stdout));
    let ended = run("123456789012345678901234567890").await.unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let text = String::from_utf8(ended.stdout).unwrap();
    let lines: Vec<&str> = text.lines().filter(|it| !it.starts_with("ok")).collect();
    expect![[r#"
        fail  settings: `discord.token`: expected a bot token, three parts with dots between; this looks like an id: take the token from the page `Bot` of the application
               --> environment variable `DISCORD_TOKEN`
        skip  token: the settings have to read first
        skip  application id: only with a token that Discord accepts
        skip  endpoint URL: only with a token that Discord accepts
        skip  commands: only with a token that Discord accepts
        skip  logins: only with a token that Discord accepts

        1 failure, 0 warnings

        no link to invite it: the application's id is not known; set DISCORD_TOKEN or DISCORD_APPLICATION_ID, and mend what fails"#]].assert_eq(&lines.join("\n"));
}

#[tokio::test]
async fn for_mentions_it_says_what_the_bot_may_not_do_and_invites_it_with_that() {
    let fake = registered().await;
    let more = "mentions = true\n";
    check(
        &fake,
        &config(&fake, more),
        Level::Warning,
        expect![[r#"
        warn  mentions: on, but it is a member of no server, so it sees only direct messages
              invite it anew with the link below, or give its role what is missing
    "#]],
    )
    .await;
    fake.set_commands(&commands_path(Some(77)), Vec::new());
    fake.set_permissions(1 << 10 | 1 << 14 | 1 << 38);
    check(
        &fake,
        &config(&fake, more),
        Level::Warning,
        expect![[r#"
        warn  mentions: on; in 1 of 1 server it lacks Send Messages, Read Message History
              invite it anew with the link below, or give its role what is missing
    "#]],
    )
    .await;
    fake.set_permissions(1 << 3);
    let (text, level) = printed(&fake, &config(&fake, more)).await;
    let lines = text.lines().filter(|it| it.contains("mentions") || it.contains("permissions="));
    expect![[r#"
        ok    mentions: on; it may reply in 1 server, if the channel allows it
          https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=bot+applications.commands&permissions=274877991936"#]].assert_eq(&lines.collect::<Vec<_>>().join("\n"));
    assert_eq!(level, Level::Fine);
}
