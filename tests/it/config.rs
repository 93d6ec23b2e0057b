//! The example file says everything there is to say about settings, and says it right.

use std::path::Path;

use certguide::config::{self, Config, File, KEYS, Key, Secrets};

fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.example.toml");
    std::fs::read_to_string(path).unwrap()
}

fn load(text: &str) -> Config {
    config::load(Some(File { path: "config.example.toml", text }), []).unwrap()
}

#[test]
fn the_example_file_equals_the_defaults() {
    assert_eq!(load(&example()), config::load(None, []).unwrap());
}

#[test]
fn the_example_file_sets_every_key_in_our_order() {
    let mut section = String::new();
    let mut names = Vec::new();
    for line in example().lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
        } else if let Some((name, _)) = line.split_once(" = ")
            && !line.starts_with('#')
        {
            names.push(format!("{section}.{name}"));
        }
    }
    let known: Vec<&str> = KEYS.iter().map(|it| it.name).collect();
    assert_eq!(names, known);
}

#[test]
fn the_example_file_names_every_variable_and_every_default() {
    let example = example();
    for key in KEYS {
        let names = [key.variable()].into_iter().chain(key.alias.map(str::to_owned));
        let comment = format!("# {}\n", names.collect::<Vec<_>>().join(" or "));
        assert!(example.contains(&comment), "missing: {comment}");
        let name = key.name.split_once('.').unwrap().1;
        let line = format!("\n{name} = {}\n", default(key));
        assert!(example.contains(&line), "missing: {line}");
    }
}

fn default(key: &Key) -> String {
    match (key.is_list, key.default) {
        (true, "") => "[]".to_owned(),
        (false, "true" | "false") => key.default.to_owned(),
        (_, text) => format!("{text:?}"),
    }
}

#[test]
fn every_key_can_be_set_by_its_variable() {
    let values = [
        ("discord.token", "a.b.c"),
        ("discord.application_id", "7"),
        ("discord.public_key", &"ab".repeat(32)),
        ("discord.transport", "http"),
        ("discord.api_base", "http://127.0.0.1:1"),
        ("discord.guilds", "7"),
        ("discord.register", "false"),
        ("discord.mentions", "true"),
        ("knowledge.dir", "facts"),
        ("roadmap.theme", "light"),
        ("log.level", "error"),
        ("log.format", "json"),
        ("discord.shards", "0..4/16"),
        ("discord.operators", "7"),
        ("limits.person", "5/1s"),
        ("limits.server", "off"),
        ("http.listen", "127.0.0.1:1"),
        ("state.dir", "elsewhere"),
        ("store.url", "postgres://certguide:password@db.example.org/certguide"),
    ];
    let defaults = config::load(None, []).unwrap();
    for key in KEYS.iter().filter(|it| it.name != "discord.token_file") {
        let (_, value) = values.iter().find(|(name, _)| *name == key.name).unwrap();
        for name in [key.variable()].into_iter().chain(key.alias.map(str::to_owned)) {
            let config = config::load(None, [(name.clone(), (*value).to_owned())]).unwrap();
            let is_default = *value == key.default;
            assert_eq!(config == defaults, is_default, "{name} = {value}");
        }
    }
}

#[test]
fn a_token_is_read_from_its_file_without_the_blanks_around_it() {
    let folder = std::env::temp_dir().join(format!("certguide-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (token, settings) = (folder.join("token"), folder.join("certguide.toml"));
    std::fs::write(&token, "  first.second.third\n").unwrap();
    std::fs::write(&settings, format!("[discord]\ntoken_file = '{}'\n", token.display())).unwrap();
    let config = config::read(Some(&settings), Secrets::Needed).unwrap();
    assert_eq!(config.discord.token.unwrap().reveal(), "first.second.third");

    std::fs::write(&token, "second.third\n").unwrap();
    // What needs no token is not kept from its work.
    assert!(config::read(Some(&settings), Secrets::LeftAlone).is_ok());
    let error = config::read(Some(&settings), Secrets::Needed).unwrap_err().to_string();
    assert!(error.contains("discord.token_file"), "{error}");
    assert!(error.contains("CERTGUIDE_DISCORD__TOKEN_FILE"), "{error}");
    assert!(!error.contains("second"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_settings_file_that_is_named_and_not_there_is_an_error() {
    let error = config::read(Some(Path::new("nowhere/certguide.toml")), Secrets::Needed)
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("cannot read `nowhere/certguide.toml`: "), "{error}");
}
