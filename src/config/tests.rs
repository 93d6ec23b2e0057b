//! Each wrong setting, as the person who made it sees it.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
#![allow(clippy::needless_pass_by_value, reason = "`expect![]` reads best passed by value")]

use expect_test::{Expect, expect};

use super::*;

const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB";

fn file(text: &str) -> Result<Config, ConfigError> {
    load(Some(File { path: "certguide.toml", text }), [])
}

fn environment(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    load(None, variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

fn check(result: Result<Config, ConfigError>, error: Expect) {
    error.assert_eq(&result.map_or_else(|it| it.to_string(), |it| format!("no error: {it:?}")));
}

#[test]
fn nothing_set_is_the_defaults() {
    let config = environment(&[]).unwrap();
    assert_eq!(config.discord.token, None);
    assert_eq!(config.discord.api_base, "https://discord.com");
    assert_eq!(config.discord.transport, Transport::Gateway);
    assert!(config.discord.guilds.is_empty());
    assert!(config.discord.register);
    assert!(!config.discord.mentions);
    assert_eq!(config.log, Log { level: Level::Info, format: LogFormat::Human });
    assert_eq!(config.http.listen, Some("127.0.0.1:8080".parse().unwrap()));
    assert_eq!(config.discord.shards, Shards::All);
    assert_eq!(config.state.dir, std::path::Path::new("state"));
    assert_eq!(config.knowledge.dir, None);
}

#[test]
fn every_value_of_the_file_arrives() {
    let config = file(
        "[discord]\napplication_id = 12\nguilds = [1, \"2\"]\nregister = false\n\
         api_base = \"http://127.0.0.1:9/\"\n[knowledge]\ndir = \"facts\"\n\
         [log]\nlevel = \"debug\"\nformat = \"json\"\n[http]\nlisten = \"127.0.0.1:9090\"\n",
    )
    .unwrap();
    assert_eq!(config.discord.application_id, Some(12));
    assert_eq!(config.discord.guilds, [1, 2]);
    assert!(!config.discord.register);
    assert_eq!(config.discord.api_base, "http://127.0.0.1:9");
    assert_eq!(config.knowledge.dir, Some(PathBuf::from("facts")));
    assert_eq!(config.log, Log { level: Level::Debug, format: LogFormat::Json });
    assert_eq!(config.http.listen, Some("127.0.0.1:9090".parse().unwrap()));
}

#[test]
fn the_environment_outranks_the_file() {
    let text = "[discord]\napi_base = \"https://file.example\"\nguilds = [1]\n";
    let variables = [
        ("CERTGUIDE_DISCORD__API_BASE".to_owned(), "https://variable.example".to_owned()),
        ("CERTGUIDE_DISCORD__GUILDS".to_owned(), "2, 3".to_owned()),
    ];
    let config = load(Some(File { path: "certguide.toml", text }), variables).unwrap();
    assert_eq!(config.discord.api_base, "https://variable.example");
    assert_eq!(config.discord.guilds, [2, 3]);
}

#[test]
fn our_own_variable_outranks_the_usual_one() {
    let config =
        environment(&[("DISCORD_APPLICATION_ID", "1"), ("CERTGUIDE_DISCORD__APPLICATION_ID", "2")])
            .unwrap();
    assert_eq!(config.discord.application_id, Some(2));
}

#[test]
fn an_empty_variable_is_not_set() {
    let config = environment(&[("DISCORD_TOKEN", ""), ("CERTGUIDE_LOG__LEVEL", " ")]).unwrap();
    assert_eq!(config.discord.token, None);
    assert_eq!(config.log.level, Level::Info);
}

#[test]
fn variables_of_others_are_left_alone() {
    let others = [
        ("DISCORD_SOMETHING", "1"),
        ("PATH", "/bin"),
        ("CERTGUIDE_SERVICE_HOST", "10.0.0.1"),
        ("CERTGUIDE_PORT_80_TCP", "tcp://10.0.0.1:80"),
    ];
    assert_eq!(environment(&others), environment(&[]));
}

#[test]
fn a_token_file_in_the_environment_outranks_a_token_in_the_file() {
    let text = format!("[discord]\ntoken = \"{TOKEN}\"\n");
    let variables = [("DISCORD_TOKEN_FILE".to_owned(), "/run/secrets/token".to_owned())];
    let config = load(Some(File { path: "certguide.toml", text: &text }), variables).unwrap();
    assert_eq!(config.discord.token, None);
    assert_eq!(config.discord.token_file, Some(PathBuf::from("/run/secrets/token")));
}

#[test]
fn a_token_is_never_shown() {
    let config = environment(&[("DISCORD_TOKEN", TOKEN)]).unwrap();
    let token = config.discord.token.clone().unwrap();
    assert_eq!(token.reveal(), TOKEN);
    let shown = format!("{config:?} {config:#?} {token} {token:?}");
    assert!(!TOKEN.split('.').any(|part| shown.contains(part)), "{shown}");
}

#[test]
fn no_error_shows_a_token() {
    let quoted = [
        format!("[discord]\ntokne = \"{TOKEN}\"\n"),
        format!("[discord]\ntoken = \"Bot {TOKEN}\"\n"),
        format!("[discord]\ntoken = \"{TOKEN}\n"),
        format!("[discord]\ntoken = [\"{TOKEN}\"]\n"),
        format!("[discord]\ntoken = \"\"\"\n{TOKEN}\" \"\"\"\n"),
        format!("discord_token = \"{TOKEN}\"\n"),
        format!("[discord]\npublic_key = \"{TOKEN}\"\n"),
        format!("[{TOKEN}]\n"),
        format!("[discord]\napplication_id = \"{TOKEN}\"\n"),
    ];
    for text in quoted {
        let error = file(&text).unwrap_err().to_string();
        assert!(!TOKEN.split('.').any(|part| error.contains(part)), "{text}\n{error}");
    }
    let names =
        ["DISCORD_TOKEN", "DISCORD_PUBLIC_KEY", "CERTGUIDE_DISCORD_TOKEN", "CERTGUIDE_LOG__LEVEL"];
    for name in names {
        let error = environment(&[(name, &format!("Bot {TOKEN}"))]).unwrap_err().to_string();
        assert!(!TOKEN.split('.').any(|part| error.contains(part)), "{name}\n{error}");
    }
}

#[test]
fn a_wrong_value_in_the_file_is_drawn() {
    check(
        file("[discord]\n\ntransport = \"pigeon\"\n"),
        expect![[r#"
            `discord.transport`: expected `gateway` or `http`, found `pigeon`
             --> certguide.toml:3:13
              |
            3 | transport = "pigeon"
              |             ^^^^^^^^
              |
              = hint: change it here, or set `CERTGUIDE_DISCORD__TRANSPORT`, which takes precedence"#]],
    );
}

#[test]
fn a_wrong_value_in_the_environment_names_the_variable() {
    check(
        environment(&[("CERTGUIDE_HTTP__LISTEN", "8080")]),
        expect![[r#"
        `http.listen`: expected an address and a port, such as `127.0.0.1:8080`, or `off`, found `8080`
         --> environment variable `CERTGUIDE_HTTP__LISTEN`"#]],
    );
}

#[test]
fn a_misspelt_key_is_drawn_and_the_right_one_suggested() {
    check(
        file("[discord]\napi_bse = \"https://discord.com\"\n"),
        expect![[r#"
        unknown setting `discord.api_bse`
         --> certguide.toml:2:1
          |
        2 | api_bse = "https://discord.com"
          | ^^^^^^^
          |
          = hint: did you mean `discord.api_base`?"#]],
    );
}

#[test]
fn a_key_like_no_other_gets_the_list() {
    check(
        file("[log]\ncolour = true\n"),
        expect![[r#"
        unknown setting `log.colour`
         --> certguide.toml:2:1
          |
        2 | colour = true
          | ^^^^^^
          |
          = hint: there are `log.level`, `log.format`"#]],
    );
}

#[test]
fn a_misspelt_section_is_drawn_and_the_right_one_suggested() {
    check(
        file("[dicsord]\ntransport = \"gateway\"\n"),
        expect![[r#"
        unknown setting `dicsord`
         --> certguide.toml:1:2
          |
        1 | [dicsord]
          |  ^^^^^^^
          |
          = hint: did you mean `[discord]`?"#]],
    );
}

#[test]
fn a_key_outside_its_section_is_told_where_to_go() {
    check(
        file("guilds = [1]\n"),
        expect![[r#"
        unknown setting `guilds`
         --> certguide.toml:1:1
          |
        1 | guilds = [1]
          | ^^^^^^
          |
          = hint: put it under `[discord]`"#]],
    );
}

#[test]
fn a_misspelt_variable_is_named_and_the_right_one_suggested() {
    check(
        environment(&[("CERTGUIDE_DISCORD_GUILDS", "1")]),
        expect![[r#"
        no setting has this name
         --> environment variable `CERTGUIDE_DISCORD_GUILDS`
          = hint: did you mean `CERTGUIDE_DISCORD__GUILDS`?"#]],
    );
}

#[test]
fn a_variable_like_no_other_is_named() {
    check(
        environment(&[("CERTGUIDE_COLOUR", "1")]),
        expect![[r#"
        no setting has this name
         --> environment variable `CERTGUIDE_COLOUR`
          = hint: all of them stand in config.example.toml"#]],
    );
}

#[test]
fn a_fault_in_the_file_itself_is_drawn() {
    check(
        file("[discord]\nguilds = [1, 2\nregister = true\n"),
        expect![[r#"
        not TOML: missing comma between array elements, expected `,`
         --> certguide.toml:3:1
          |
        3 | register = true
          | ^"#]],
    );
}

#[test]
fn a_value_of_another_type_is_drawn() {
    check(
        file("[discord]\nguilds = 5\n"),
        expect![[r#"
        `discord.guilds`: expected a list, such as `[1, 2]`
         --> certguide.toml:2:10
          |
        2 | guilds = 5
          |          ^
          |
          = hint: change it here, or set `CERTGUIDE_DISCORD__GUILDS`, which takes precedence"#]],
    );
    check(
        file("[log]\nlevel = [\"info\"]\n"),
        expect![[r#"
        `log.level`: expected a text, found an array
         --> certguide.toml:2:9
          |
        2 | level = ["info"]
          |         ^^^^^^^^
          |
          = hint: change it here, or set `CERTGUIDE_LOG__LEVEL`, which takes precedence"#]],
    );
}

#[test]
fn a_guild_that_is_no_id_is_drawn() {
    check(
        file("[discord]\nguilds = [1, \"my server\"]\n"),
        expect![[r#"
        `discord.guilds`: expected an id such as `1234567890123456789`, found `my server`
         --> certguide.toml:2:10
          |
        2 | guilds = [1, "my server"]
          |          ^^^^^^^^^^^^^^^^
          |
          = hint: change it here, or set `CERTGUIDE_DISCORD__GUILDS`, which takes precedence"#]],
    );
}

#[test]
fn shards_are_all_or_a_range_of_a_number() {
    let shards = |text| environment(&[("CERTGUIDE_DISCORD__SHARDS", text)]);
    assert_eq!(shards("4..8/16").unwrap().discord.shards, Shards::Some { range: 4..8, total: 16 });
    check(
        shards("4"),
        expect![[r#"
            `discord.shards`: expected `all`, or some of a number of shards, such as `0..4/16`, found `4`
             --> environment variable `CERTGUIDE_DISCORD__SHARDS`"#]],
    );
    check(
        shards("4..4/16"),
        expect![[r#"
            `discord.shards`: there is no shard in `4..4/16`: the end is not part of the range
             --> environment variable `CERTGUIDE_DISCORD__SHARDS`"#]],
    );
    check(
        shards("0..4/3"),
        expect![[r#"
            `discord.shards`: of 3 shards there are none up to 4 in `0..4/3`
             --> environment variable `CERTGUIDE_DISCORD__SHARDS`"#]],
    );
}

#[test]
fn nothing_is_served_where_that_is_switched_off() {
    let config = environment(&[("CERTGUIDE_HTTP__LISTEN", "off")]).unwrap();
    assert_eq!(config.http.listen, None);
}

#[test]
fn an_api_base_with_a_path_is_refused() {
    check(
        environment(&[("CERTGUIDE_DISCORD__API_BASE", "https://discord.com/api/v10")]),
        expect![[r#"
            `discord.api_base`: expected scheme and host alone, such as `https://discord.com`, found `https://discord.com/api/v10`
             --> environment variable `CERTGUIDE_DISCORD__API_BASE`"#]],
    );
}

#[test]
fn what_is_often_pasted_instead_of_a_token_is_recognised() {
    let pasted = [
        &format!("Bot {TOKEN}"),
        "1234567890123456789",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "'quoted'",
        "changeme",
    ];
    let problems: Vec<String> = pasted.iter().map(|it| Token::parse(it).unwrap_err()).collect();
    expect![[r#"
        expected a bot token, three parts with dots between; leave out the `Bot ` before it
        expected a bot token, three parts with dots between; this looks like an id: take the token from the page `Bot` of the application
        expected a bot token, three parts with dots between; this looks like the public key: take the token from the page `Bot` of the application
        expected a bot token, three parts with dots between; this looks like the client secret: take the token from the page `Bot` of the application
        expected a bot token, three parts with dots between; leave out the quotes around it
        expected a bot token, three parts with dots between; take it from https://discord.com/developers/applications, page `Bot`, `Reset Token`"#]].assert_eq(&problems.join("\n"));
}

#[test]
fn a_token_and_a_token_file_at_the_same_place_are_one_too_many() {
    check(
        file(&format!("[discord]\ntoken = \"{TOKEN}\"\ntoken_file = \"token\"\n")),
        expect![[r#"
            `discord.token_file`: `discord.token` is given as well; keep one of the two
             --> certguide.toml:3:14
              |
            3 | token_file = "token"
              |              ^^^^^^^
              |
              = hint: change it here, or set `CERTGUIDE_DISCORD__TOKEN_FILE`, which takes precedence"#]],
    );
}

#[test]
fn mentions_come_over_the_gateway_alone() {
    assert!(environment(&[("CERTGUIDE_DISCORD__MENTIONS", "true")]).unwrap().discord.mentions);
    check(
        file("[discord]\ntransport = \"http\"\nmentions = true\n"),
        expect![[r#"
        `discord.mentions`: messages come over the gateway alone: with `discord.transport` as `http` there are no mentions to answer
         --> certguide.toml:3:12
          |
        3 | mentions = true
          |            ^^^^
          |
          = hint: change it here, or set `CERTGUIDE_DISCORD__MENTIONS`, which takes precedence"#]],
    );
    assert!(file("[discord]\ntransport = \"http\"\nmentions = false\n").is_ok());
}

#[test]
fn the_store_is_a_file_beside_the_rest_unless_somebody_says_otherwise() {
    let place = |text| environment(&[("CERTGUIDE_STORE__URL", text)]).unwrap().store.place;
    assert_eq!(place(""), StorePlace::File("state/certguide.db".into()));
    assert_eq!(place("memory:"), StorePlace::Memory);
    assert_eq!(place("sqlite:kept/here.db"), StorePlace::File("kept/here.db".into()));
    assert_eq!(place("sqlite:///kept/here.db"), StorePlace::File("/kept/here.db".into()));
    assert!(matches!(place("postgresql://host/database"), StorePlace::Postgres(_)));
    let elsewhere = environment(&[("STATE_DIRECTORY", "/var/lib/certguide")]).unwrap();
    assert_eq!(elsewhere.store.place, StorePlace::File("/var/lib/certguide/certguide.db".into()));
    check(
        environment(&[("CERTGUIDE_STORE__URL", "sqlite::memory:")]),
        expect![[r#"
            `store.url`: expected `memory:` for a store in memory
             --> environment variable `CERTGUIDE_STORE__URL`"#]],
    );
}

#[test]
fn an_address_with_a_password_is_never_shown() {
    check(
        file("[store]\nurl = \"mysql://certguide:hunter2@db/certguide\"\n"),
        expect![[r#"
            `store.url`: expected `memory:`, `sqlite:PATH`, or an address such as `postgres://host:5432/database`
             --> certguide.toml:2:7
              |
            2 | url = "**************************************"
              |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: change it here, or set `CERTGUIDE_STORE__URL`, which takes precedence"#]],
    );
    // Nor where it is in the wrong place.
    check(
        file("[discord]\napi_base = \"postgres://certguide:hunter2@db/certguide\"\n"),
        expect![[r#"
            `discord.api_base`: expected scheme and host alone, such as `https://discord.com`, found `postgres://******************************`
             --> certguide.toml:2:12
              |
            2 | api_base = "postgres://******************************"
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: change it here, or set `CERTGUIDE_DISCORD__API_BASE`, which takes precedence"#]],
    );
    let config = environment(&[("CERTGUIDE_STORE__URL", "postgres://a:hunter2@db/certguide")]);
    assert!(!format!("{config:?}").contains("hunter2"));
}
