//! Every setting there is, once: errors, the environment and the example file are read off it.

/// One setting.
#[derive(Debug)]
pub struct Key {
    /// Section and name in the file, e.g. `discord.api_base`.
    pub name: &'static str,
    /// What it is when nobody sets it, as the environment would give it. Empty: not set.
    pub default: &'static str,
    /// A second environment variable, which other programs use for the same thing.
    pub alias: Option<&'static str>,
    /// What it is for, on one line.
    pub summary: &'static str,
    /// Whether the file holds a list; the environment separates its items by commas.
    pub is_list: bool,
    /// Whether its value must never be shown.
    pub is_secret: bool,
}

const PLAIN: Key =
    Key { name: "", default: "", alias: None, summary: "", is_list: false, is_secret: false };

/// Every setting, in the order of the example file.
pub static KEYS: &[Key] = &[
    Key {
        name: "discord.token",
        alias: Some("DISCORD_TOKEN"),
        summary: "the bot's token",
        is_secret: true,
        ..PLAIN
    },
    Key {
        name: "discord.token_file",
        alias: Some("DISCORD_TOKEN_FILE"),
        summary: "path of a file that holds the token and nothing else",
        ..PLAIN
    },
    Key {
        name: "discord.application_id",
        alias: Some("DISCORD_APPLICATION_ID"),
        summary: "the application's id; asked of Discord if it is not given",
        ..PLAIN
    },
    Key {
        name: "discord.public_key",
        alias: Some("DISCORD_PUBLIC_KEY"),
        summary: "the application's public key, 64 hexadecimal digits",
        ..PLAIN
    },
    Key {
        name: "discord.transport",
        default: "gateway",
        summary: "how interactions arrive",
        ..PLAIN
    },
    Key {
        name: "discord.api_base",
        default: "https://discord.com",
        summary: "where Discord's API is, without `/api/v10`",
        ..PLAIN
    },
    Key {
        name: "discord.guilds",
        summary: "ids of the servers that get the commands; none: every server",
        is_list: true,
        ..PLAIN
    },
    Key {
        name: "discord.register",
        default: "true",
        summary: "whether `run` brings Discord's list of commands up to date",
        ..PLAIN
    },
    Key {
        name: "discord.mentions",
        default: "false",
        summary: "whether messages that mention the bot are answered",
        ..PLAIN
    },
    Key {
        name: "discord.shards",
        default: "all",
        summary: "which connections to the gateway this process keeps, such as `0..4/16`",
        ..PLAIN
    },
    Key {
        name: "discord.operators",
        summary: "ids of people who may reload the knowledge; none: whoever may manage a server",
        is_list: true,
        ..PLAIN
    },
    Key {
        name: "knowledge.dir",
        summary: "folder of the knowledge; not given: `knowledge`, else the copy in the program",
        ..PLAIN
    },
    Key {
        name: "roadmap.theme",
        default: "dark",
        summary: "colours of pictures, `light` or `dark`",
        ..PLAIN
    },
    Key {
        name: "limits.person",
        default: "20/10s",
        summary: "calls that a person may make at once, and in how long they come back, or `off`",
        ..PLAIN
    },
    Key {
        name: "limits.server",
        default: "300/10s",
        summary: "the same for all people of a server together",
        ..PLAIN
    },
    Key { name: "log.level", default: "info", summary: "how much is logged", ..PLAIN },
    Key { name: "log.format", default: "human", summary: "how a log line looks", ..PLAIN },
    Key {
        name: "http.listen",
        default: "127.0.0.1:8080",
        summary: "address and port of health, metrics and the interactions endpoint, or `off`",
        ..PLAIN
    },
    Key {
        name: "state.dir",
        default: "state",
        alias: Some("STATE_DIRECTORY"),
        summary: "folder of what is kept between two runs",
        ..PLAIN
    },
    Key {
        name: "store.url",
        summary: "where servers' settings and the like are kept; not given: a file in `state.dir`",
        is_secret: true,
        ..PLAIN
    },
];

impl Key {
    /// The environment variable that sets it, e.g. `CERTGUIDE_DISCORD__API_BASE`.
    pub fn variable(&self) -> String {
        format!("CERTGUIDE_{}", self.name.to_uppercase().replace('.', "__"))
    }

    /// The section it stands in, e.g. `discord`.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or("", |(section, _)| section)
    }
}

/// The key called `name`.
pub(super) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|it| it.name == name)
}

/// The one of `names` that `typed` was probably meant to be.
pub(super) fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the length: one slip in three letters, three in nine.
    let limit = typed.chars().count().div_ceil(3);
    names
        .map(|name| (strsim::damerau_levenshtein(typed, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
