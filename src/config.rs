//! File and environment to settings. The only reader of the environment.
//!
//! [`load`] is a function of what was read; [`read`] reads it. A value in the environment
//! outranks the same in the file, and that outranks the default.
#![expect(clippy::disallowed_methods, reason = "the one place that reads file and environment")]

mod error;
mod keys;
mod limits;
mod secret;
mod store;
mod values;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use error::{ConfigError, File};
pub use keys::{KEYS, Key};
pub use limits::{Limits, Rate};
pub use secret::{SecretUrl, Token, public_key};
pub use store::{Store, StorePlace};
use values::{Origin, Values};

/// Where the file is looked for when no path is given; it need not be there.
pub const DEFAULT_PATH: &str = "certguide.toml";

/// Every setting, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The Discord door.
    pub discord: Discord,
    /// What is known.
    pub knowledge: Knowledge,
    /// Pictures.
    pub roadmap: Roadmap,
    /// How much may be asked.
    pub limits: Limits,
    /// What is logged.
    pub log: Log,
    /// The pages and the endpoint that others ask.
    pub http: Http,
    /// What is kept between two runs.
    pub state: State,
    /// What servers and members have told us.
    pub store: Store,
}

/// Settings of the Discord door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// The bot's token. `None`: only the terminal door works.
    pub token: Option<Token>,
    /// File that holds the token. [`read`] has read it into `token`.
    pub token_file: Option<PathBuf>,
    /// `None`: asked of Discord.
    pub application_id: Option<u64>,
    /// Ed25519 key with which Discord signs what it sends over HTTP.
    pub public_key: Option<[u8; 32]>,
    /// How interactions arrive.
    pub transport: Transport,
    /// Scheme and host, without a final slash, e.g. `https://discord.com`.
    pub api_base: String,
    /// The guilds that get the commands. Empty: every guild.
    pub guilds: Vec<u64>,
    /// Whether `run` brings Discord's list of commands up to date.
    pub register: bool,
    /// Whether messages that mention the bot, and those to it alone, are answered. Only where
    /// [`Self::transport`] is the gateway.
    pub mentions: bool,
    /// Which connections to the gateway this process keeps.
    pub shards: Shards,
    /// People who run the bot. Empty: whoever may manage a server.
    pub operators: Vec<u64>,
}

/// How interactions arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Over a WebSocket that the bot opens.
    Gateway,
    /// In requests that Discord makes and signs.
    Http,
}

/// Which connections to the gateway a process keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shards {
    /// All, as many as Discord recommends.
    All,
    /// These, where other processes keep the rest.
    Some {
        /// Numbers from 0; not empty.
        range: std::ops::Range<u32>,
        /// How many there are in all processes together; at least the end of the range.
        total: u32,
    },
}

/// Settings of the knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knowledge {
    /// Folder to read. `None`: `knowledge`, else the copy built into the program.
    pub dir: Option<PathBuf>,
}

/// Settings of roadmaps as pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roadmap {
    /// In which colours.
    pub theme: Theme,
}

/// Colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

/// Settings of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// The most that is logged.
    pub level: Level,
    /// How a line looks.
    pub format: LogFormat,
}

/// The most that is logged, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Off,
    /// What needs somebody.
    Error,
    /// What may soon need somebody.
    Warn,
    /// Starts, stops, connections.
    Info,
    /// One line for each interaction.
    Debug,
    /// Everything.
    Trace,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For eyes.
    Human,
    /// One JSON object a line.
    Json,
}

/// Settings of what is served over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// Where it is served. `None`: nowhere.
    pub listen: Option<SocketAddr>,
}

/// Settings of what is kept between two runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Folder for it; made when something is to be kept.
    pub dir: PathBuf,
}

/// The settings that file and environment give. Does not open [`Discord::token_file`].
pub fn load(
    file: Option<File<'_>>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let values = Values::collect(file, environment)?;
    let (token, token_file) = token(&values)?;
    let transport = values.required("discord.transport", transport)?;
    let state = State { dir: values.required("state.dir", |it| Ok(PathBuf::from(it)))? };
    let place = values.optional("store.url", StorePlace::parse)?;
    let place = place.unwrap_or_else(|| StorePlace::in_folder(&state.dir));
    Ok(Config {
        discord: Discord {
            token,
            token_file,
            application_id: values.optional("discord.application_id", snowflake)?,
            public_key: values.optional("discord.public_key", public_key)?,
            transport,
            api_base: values.required("discord.api_base", api_base)?,
            guilds: values.optional("discord.guilds", snowflakes)?.unwrap_or_default(),
            register: values.required("discord.register", boolean)?,
            mentions: values.required("discord.mentions", |it| mentions(it, transport))?,
            shards: values.required("discord.shards", shards)?,
            operators: values.optional("discord.operators", snowflakes)?.unwrap_or_default(),
        },
        knowledge: Knowledge { dir: values.optional("knowledge.dir", |it| Ok(PathBuf::from(it)))? },
        roadmap: Roadmap { theme: values.required("roadmap.theme", theme)? },
        limits: Limits {
            person: values.required("limits.person", limits::rate)?,
            server: values.required("limits.server", limits::rate)?,
        },
        log: Log {
            level: values.required("log.level", level)?,
            format: values.required("log.format", log_format)?,
        },
        http: Http { listen: values.required("http.listen", address)? },
        state,
        store: Store { place },
    })
}

/// Whether what is read is for a program that goes online.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// It needs the bot's token.
    Needed,
    /// It needs none: variables with the token are not looked at, its file is not opened, and so
    /// nothing that is wrong with them stands in the way.
    LeftAlone,
}

/// Reads the file at `path`, or [`DEFAULT_PATH`] if that is there, the environment, and the file
/// that holds the token.
pub fn read(path: Option<&Path>, secrets: Secrets) -> Result<Config, ConfigError> {
    let (shown, text) = match path {
        Some(path) => (path.display().to_string(), Some(contents(path)?)),
        None if Path::new(DEFAULT_PATH).exists() => {
            (DEFAULT_PATH.to_owned(), Some(contents(Path::new(DEFAULT_PATH))?))
        }
        None => (DEFAULT_PATH.to_owned(), None),
    };
    // A variable that is not UTF-8 cannot be one of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| secrets == Secrets::Needed || !is_about_token(name));
    let file = text.as_deref().map(|text| File { path: &shown, text });
    let mut config = load(file, environment)?;
    if let Some(path) = &config.discord.token_file
        && secrets == Secrets::Needed
    {
        config.discord.token = Some(token_in(path)?);
    }
    Ok(config)
}

fn is_about_token(variable: &str) -> bool {
    let keys = KEYS.iter().filter(|it| matches!(it.name, "discord.token" | "discord.token_file"));
    keys.into_iter().any(|it| it.variable() == variable || it.alias == Some(variable))
}

fn contents(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError::plain(format!("cannot read `{}`: {error}", path.display())))
}

fn token_in(path: &Path) -> Result<Token, ConfigError> {
    let Some(key) = keys::key("discord.token_file") else {
        return Err(ConfigError::plain("there is no setting `discord.token_file`"));
    };
    let wrong =
        |problem: &str| ConfigError::in_value_file(&path.display().to_string(), key, problem);
    let text = std::fs::read_to_string(path)
        .map_err(|error| wrong(&format!("cannot read the token: {error}")))?;
    Token::parse(text.trim()).map_err(|problem| wrong(&problem))
}

/// The token, or the file that holds it: of the two, the one given at the stronger place.
fn token(values: &Values<'_>) -> Result<(Option<Token>, Option<PathBuf>), ConfigError> {
    let rank = |name: &str| match values.origin(name) {
        None | Some(Origin::Default) => 0,
        Some(Origin::File(..)) => 1,
        Some(Origin::Variable(_)) => 2,
    };
    let (direct, by_file) = (rank("discord.token"), rank("discord.token_file"));
    if let Some(origin) = values.origin("discord.token_file")
        && direct == by_file
    {
        let problem = "`discord.token` is given as well; keep one of the two";
        return Err(values.wrong("discord.token_file", origin, problem));
    }
    if by_file > direct {
        return Ok((None, values.optional("discord.token_file", |it| Ok(PathBuf::from(it)))?));
    }
    Ok((values.optional("discord.token", Token::parse)?, None))
}

fn snowflake(text: &str) -> Result<u64, String> {
    let digits: String = text.chars().filter(|it| *it != '_').collect();
    match digits.parse::<u64>() {
        Ok(id) if id > 0 => Ok(id),
        _ => Err(format!("expected an id such as `1234567890123456789`, found `{text}`")),
    }
}

fn snowflakes(text: &str) -> Result<Vec<u64>, String> {
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(snowflake).collect()
}

fn transport(text: &str) -> Result<Transport, String> {
    match text {
        "gateway" => Ok(Transport::Gateway),
        "http" => Ok(Transport::Http),
        other => Err(format!("expected `gateway` or `http`, found `{other}`")),
    }
}

fn api_base(text: &str) -> Result<String, String> {
    let base = text.trim_end_matches('/');
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(base.to_owned())
        }
        _ => Err(format!(
            "expected scheme and host alone, such as `https://discord.com`, found `{text}`"
        )),
    }
}

fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(format!("expected `true` or `false`, found `{other}`")),
    }
}

fn mentions(text: &str, transport: Transport) -> Result<bool, String> {
    match (boolean(text)?, transport) {
        (true, Transport::Http) => Err("messages come over the gateway alone: with \
             `discord.transport` as `http` there are no mentions to answer"
            .to_owned()),
        (mentions, _) => Ok(mentions),
    }
}

fn theme(text: &str) -> Result<Theme, String> {
    match text {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        other => Err(format!("expected `light` or `dark`, found `{other}`")),
    }
}

fn level(text: &str) -> Result<Level, String> {
    match text {
        "off" => Ok(Level::Off),
        "error" => Ok(Level::Error),
        "warn" => Ok(Level::Warn),
        "info" => Ok(Level::Info),
        "debug" => Ok(Level::Debug),
        "trace" => Ok(Level::Trace),
        other => Err(format!(
            "expected `off`, `error`, `warn`, `info`, `debug` or `trace`, found `{other}`"
        )),
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "human" => Ok(LogFormat::Human),
        "json" => Ok(LogFormat::Json),
        other => Err(format!("expected `human` or `json`, found `{other}`")),
    }
}

fn address(text: &str) -> Result<Option<SocketAddr>, String> {
    if text == "off" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        format!(
            "expected an address and a port, such as `127.0.0.1:8080`, or `off`, found `{text}`"
        )
    })
}

fn shards(text: &str) -> Result<Shards, String> {
    if text == "all" {
        return Ok(Shards::All);
    }
    let wrong = || {
        format!("expected `all`, or some of a number of shards, such as `0..4/16`, found `{text}`")
    };
    let (range, total) = text.split_once('/').ok_or_else(wrong)?;
    let (start, end) = range.split_once("..").ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| wrong());
    let (range, total) = (number(start)?..number(end)?, number(total)?);
    if range.is_empty() {
        return Err(format!("there is no shard in `{text}`: the end is not part of the range"));
    }
    if range.end > total {
        return Err(format!("of {total} shards there are none up to {} in `{text}`", range.end));
    }
    Ok(Shards::Some { range, total })
}
