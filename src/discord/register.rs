//! Our commands as Discord lists them, and bringing its list up to date.
//!
//! A list is replaced as a whole, and only if it differs: Discord counts new commands, 200 a day.
//! What an application has besides slash commands is left as it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ApplicationId, GuildId};
use tokio::sync::mpsc;

use super::application;
use super::rest::{Failure, Rest};
use crate::commands::{COMMANDS, Command, CommandOption, OptionKind, PRIVATE, Surface};
use crate::config::Discord;
use crate::state::StateFolder;

/// The longest text we take for an option, in characters: longer ones name nothing.
const TEXT_MAX: u16 = 200;

/// A slash command, with exactly the fields that we decide.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SlashCommand {
    #[serde(rename = "type", default = "slash")]
    kind: u8,
    name: String,
    description: String,
    #[serde(default)]
    options: Vec<SlashOption>,
    #[serde(default)]
    nsfw: bool,
    /// Where it can be used; only Discord's list for all guilds has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contexts: Option<Vec<u8>>,
    /// How it can be installed; only Discord's list for all guilds has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    integration_types: Option<Vec<u8>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SlashOption {
    #[serde(rename = "type")]
    kind: u8,
    name: String,
    description: String,
    #[serde(default)]
    required: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    autocomplete: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min_value: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<SlashChoice>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SlashChoice {
    name: String,
    value: String,
}

/// A list of commands that Discord keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Everywhere,
    Guild(u64),
}

/// A list of a guild's own is for trying a bot out. One that is in this many guilds has left that
/// behind, and asking for each list at every start would take its time.
const TRIED_GUILDS_MAX: usize = 25;

/// Brings every list that the settings name up to date, and empties those of the other scope,
/// since a command in both would show twice: the one for all guilds if there are guilds in the
/// settings, else those of the guilds that the bot is in.
///
/// With guilds in the settings, one that was there once and is no more keeps its list.
pub(super) async fn run(
    http: &Rest,
    settings: &Discord,
    _state: &StateFolder,
    _listed: mpsc::Receiver<u64>,
) {
    let application = match application(http, settings).await {
        Ok(application) => application,
        Err(failure) => {
            tracing::error!("commands are not registered: application id: {}", failure.message);
            return;
        }
    };
    for guild in &settings.guilds {
        update(http, application, Scope::Guild(*guild), COMMANDS).await;
    }
    let everywhere: &[&Command] = if settings.guilds.is_empty() { COMMANDS } else { &[] };
    update(http, application, Scope::Everywhere, everywhere).await;
    if settings.guilds.is_empty() {
        empty_guilds(http, application).await;
    }
}

/// Empties the lists of guilds, where there are few of them.
async fn empty_guilds(http: &Rest, application: ApplicationId) {
    #[derive(Deserialize)]
    struct Guild {
        id: GuildId,
    }
    let limit = vec![("limit", (TRIED_GUILDS_MAX + 1).to_string())];
    let request = Request::new(Route::UserMeGuilds, LightMethod::Get).params(Some(limit));
    let guilds = match http.persistently::<Vec<Guild>>(request).await {
        Ok(guilds) if guilds.len() <= TRIED_GUILDS_MAX => guilds,
        Ok(_) => return,
        Err(failure) => {
            tracing::warn!("cannot tell which servers the bot is in: {}", failure.message);
            return;
        }
    };
    for guild in guilds {
        let scope = Scope::Guild(guild.id.get());
        match update_or_fail(http, application, scope, &[]).await {
            Ok(true) => {
                tracing::info!(scope = scope.to_string(), "a list of commands of its own emptied");
            }
            Ok(false) => {}
            Err(failure) => {
                let scope = scope.to_string();
                tracing::warn!(scope, "cannot look at its commands: {}", failure.message);
            }
        }
    }
}

async fn application(http: &Rest, settings: &Discord) -> Result<ApplicationId, Failure> {
    match settings.application_id {
        Some(id) => Ok(ApplicationId::new(id)),
        None => Ok(application::current(http).await?.id),
    }
}

async fn update(http: &Rest, application: ApplicationId, scope: Scope, commands: &[&Command]) {
    let result = update_or_fail(http, application, scope, commands).await;
    let scope = scope.to_string();
    match result {
        Ok(true) => tracing::info!(scope, commands = commands.len(), "commands registered"),
        Ok(false) => tracing::info!(scope, commands = commands.len(), "commands up to date"),
        Err(failure) if failure.status == Some(403) => tracing::error!(
            scope,
            "commands are not registered: the bot is not in this server, or was invited without \
             the scope `applications.commands`"
        ),
        Err(failure) => {
            tracing::error!(scope, "commands are not registered: {}", failure.message);
        }
    }
}

/// Whether something had to be changed.
async fn update_or_fail(
    http: &Rest,
    application: ApplicationId,
    scope: Scope,
    commands: &[&Command],
) -> Result<bool, Failure> {
    let request = |method| Request::new(scope.route(application), method);
    let there: Vec<Value> = http.persistently(request(LightMethod::Get)).await?;
    let Some(list) = replacement(there, commands, scope) else { return Ok(false) };
    let body = Value::from(list).to_string().into_bytes();
    http.persistently::<Value>(request(LightMethod::Put).body(Some(body))).await?;
    Ok(true)
}

/// The list that should be there, if it is another than what is `there`.
fn replacement(there: Vec<Value>, commands: &[&Command], scope: Scope) -> Option<Vec<Value>> {
    let commands = commands.iter().filter(|it| it.surface == Surface::Slash);
    let wanted: Vec<SlashCommand> = commands.map(|it| scope.command(it)).collect();
    let (slash_commands, others): (Vec<Value>, Vec<Value>) =
        there.into_iter().partition(|it| it.get("type").is_none_or(|it| *it == slash()));
    let is_there = |wanted: &SlashCommand| {
        slash_commands
            .iter()
            .filter_map(|it| serde_json::from_value(it.clone()).ok())
            .any(|it| scope.comparable(it) == *wanted)
    };
    if slash_commands.len() == wanted.len() && wanted.iter().all(is_there) {
        return None;
    }
    let wanted = wanted.iter().filter_map(|it| serde_json::to_value(it).ok());
    Some(wanted.chain(others).collect())
}

impl Scope {
    fn route(self, application_id: ApplicationId) -> Route<'static> {
        match self {
            Self::Everywhere => Route::Commands { application_id },
            Self::Guild(guild) => {
                Route::GuildCommands { application_id, guild_id: GuildId::new(guild) }
            }
        }
    }

    fn command(self, command: &Command) -> SlashCommand {
        let private = SlashOption {
            description: "Show the answer to me alone".to_owned(),
            ..SlashOption::plain(BOOLEAN, PRIVATE)
        };
        SlashCommand {
            kind: slash(),
            name: command.name.to_owned(),
            description: command.summary.to_owned(),
            options: command.options.iter().map(option).chain([private]).collect(),
            nsfw: false,
            // In servers, in direct messages with the bot, in other direct messages.
            contexts: self.if_everywhere(&[0, 1, 2]),
            // By a server, by a person.
            integration_types: self.if_everywhere(&[0, 1]),
        }
    }

    /// The same command without what does not count in this list, in one order.
    fn comparable(self, command: SlashCommand) -> SlashCommand {
        let sorted = |list: Option<Vec<u8>>| {
            let mut list = list.filter(|_| self == Self::Everywhere)?;
            list.sort_unstable();
            Some(list)
        };
        SlashCommand {
            contexts: sorted(command.contexts),
            integration_types: sorted(command.integration_types),
            ..command
        }
    }

    fn if_everywhere(self, list: &[u8]) -> Option<Vec<u8>> {
        (self == Self::Everywhere).then(|| list.to_vec())
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Everywhere => f.write_str("all servers"),
            Self::Guild(guild) => write!(f, "server {guild}"),
        }
    }
}

const TEXT: u8 = 3;
const INTEGER: u8 = 4;
const BOOLEAN: u8 = 5;

impl SlashOption {
    /// An optional option without limits.
    fn plain(kind: u8, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            description: String::new(),
            required: false,
            autocomplete: false,
            max_length: None,
            min_value: None,
            choices: Vec::new(),
        }
    }
}

fn option(option: &CommandOption) -> SlashOption {
    let described = SlashOption {
        description: option.summary.to_owned(),
        required: option.is_required,
        ..SlashOption::plain(TEXT, option.name)
    };
    match option.kind {
        OptionKind::Page => SlashOption { kind: INTEGER, min_value: Some(1), ..described },
        OptionKind::Choice(words) => SlashOption { choices: choices(words), ..described },
        OptionKind::Message => described,
        OptionKind::Certification
        | OptionKind::Topic
        | OptionKind::Track
        | OptionKind::Level
        | OptionKind::Issuer
        | OptionKind::Command => {
            SlashOption { autocomplete: true, max_length: Some(TEXT_MAX), ..described }
        }
    }
}

fn choices(words: &[&str]) -> Vec<SlashChoice> {
    let choice = |word: &&str| SlashChoice { name: (*word).to_owned(), value: (*word).to_owned() };
    words.iter().map(choice).collect()
}

/// The type of a command that is typed after a slash.
fn slash() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(it: &bool) -> bool {
    !it
}

#[cfg(test)]
mod tests;
