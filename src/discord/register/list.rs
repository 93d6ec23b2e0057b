//! Our commands as Discord keeps them in a list, and the lists that it keeps.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use serenity::http::Route;
use serenity::model::id::{ApplicationId, GuildId};

use crate::commands::{Command, CommandOption, OptionKind, PRIVATE, Surface};

/// The longest text we take for an option, in characters: longer ones name nothing.
const TEXT_MAX: u16 = 200;

/// Nor more of a question (`OptionKind::characters_max`).
const QUESTION_MAX: u16 = 400;

/// "Application Command Types" in interactions/application-commands: one that is typed after a
/// slash, and one in the menu of a message.
const SLASH: u64 = 1;
const MESSAGE_MENU: u64 = 3;

/// "Application Command Option Type".
const TEXT: u8 = 3;
const INTEGER: u8 = 4;
const BOOLEAN: u8 = 5;

/// A list of commands that Discord keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::discord) enum Scope {
    /// For all guilds, and for people who have installed the bot for themselves.
    Everywhere,
    /// A guild's own.
    Guild(u64),
}

/// What tells a command from the others in a list. Displays as people see it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::discord) struct Label {
    kind: u64,
    name: String,
}

/// A command of ours, with exactly the fields that we decide.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    #[serde(rename = "type")]
    kind: u64,
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<ListedOption>,
    nsfw: bool,
    /// Where it can be used; only the list for all guilds has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contexts: Option<Vec<u8>>,
    /// How it can be installed; only the list for all guilds has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_types: Option<Vec<u8>>,
}

#[derive(Debug, Serialize)]
struct ListedOption {
    #[serde(rename = "type")]
    kind: u8,
    name: String,
    description: String,
    required: bool,
    #[serde(skip_serializing_if = "is_false")]
    autocomplete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    name: String,
    value: String,
}

/// Our commands as they belong in a list.
pub(super) fn listed(commands: &[&Command], scope: Scope) -> Vec<Listed> {
    let one = |command: &&Command| match menu_name(command) {
        Some(name) => Listed::menu(name, scope),
        None => Listed::slash(command, scope),
    };
    commands.iter().filter(|it| it.surface != Surface::Button).map(one).collect()
}

/// What a command is called in the menu of a message; `None`: it is typed after a slash.
fn menu_name(command: &Command) -> Option<&str> {
    match command.surface {
        Surface::Slash | Surface::Button => None,
        Surface::Message(name) => Some(name),
    }
}

impl Listed {
    pub(super) fn label(&self) -> Label {
        Label { kind: self.kind, name: self.name.clone() }
    }

    fn slash(command: &Command, scope: Scope) -> Self {
        let private = ListedOption {
            description: "Show the answer to me alone".to_owned(),
            ..ListedOption::plain(BOOLEAN, PRIVATE)
        };
        Self {
            description: command.summary.to_owned(),
            options: command.options.iter().map(option).chain([private]).collect(),
            ..Self::plain(SLASH, command.name, scope)
        }
    }

    /// One in a menu takes nothing but what it is called on, and Discord wants its description
    /// empty.
    fn menu(name: &str, scope: Scope) -> Self {
        Self::plain(MESSAGE_MENU, name, scope)
    }

    fn plain(kind: u64, name: &str, scope: Scope) -> Self {
        let if_everywhere = |list: &[u8]| (scope == Scope::Everywhere).then(|| list.to_vec());
        Self {
            kind,
            name: name.to_owned(),
            description: String::new(),
            options: Vec::new(),
            nsfw: false,
            // In servers, in direct messages with the bot, in other direct messages.
            contexts: if_everywhere(&[0, 1, 2]),
            // By a server, by a person.
            integration_types: if_everywhere(&[0, 1]),
        }
    }
}

impl Label {
    /// That of a command as Discord gives it. One without a type is a slash command.
    pub(super) fn of(command: &Value) -> Self {
        let kind = command.get("type").and_then(Value::as_u64).unwrap_or(SLASH);
        let name = command.get("name").and_then(Value::as_str).unwrap_or_default();
        Self { kind, name: name.to_owned() }
    }

    pub(super) fn is_slash(&self) -> bool {
        self.kind == SLASH
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            SLASH => write!(f, "/{}", self.name),
            _ => write!(f, "`{}` in the menu", self.name),
        }
    }
}

impl Scope {
    pub(super) fn route(self, application_id: ApplicationId) -> Route<'static> {
        match self {
            Self::Everywhere => Route::Commands { application_id },
            Self::Guild(guild) => {
                Route::GuildCommands { application_id, guild_id: GuildId::new(guild) }
            }
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everywhere => f.write_str("all servers"),
            Self::Guild(guild) => write!(f, "server {guild}"),
        }
    }
}

impl ListedOption {
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

fn option(option: &CommandOption) -> ListedOption {
    let described = ListedOption {
        description: option.summary.to_owned(),
        required: option.is_required,
        ..ListedOption::plain(TEXT, option.name)
    };
    match option.kind {
        OptionKind::Page => ListedOption { kind: INTEGER, min_value: Some(1), ..described },
        OptionKind::Choice(words) => ListedOption { choices: choices(words), ..described },
        // Nobody types one: a command that takes it is in a menu, which takes no options.
        OptionKind::Message => described,
        OptionKind::Question => ListedOption { max_length: Some(QUESTION_MAX), ..described },
        OptionKind::Words(most) => ListedOption { max_length: Some(most), ..described },
        OptionKind::Several | OptionKind::Channel | OptionKind::File => described,
        OptionKind::Certification
        | OptionKind::Addition(_)
        | OptionKind::Topic
        | OptionKind::Track
        | OptionKind::Level
        | OptionKind::Issuer
        | OptionKind::Command => {
            ListedOption { autocomplete: true, max_length: Some(TEXT_MAX), ..described }
        }
    }
}

fn choices(words: &[&str]) -> Vec<Choice> {
    let choice = |word: &&str| Choice { name: (*word).to_owned(), value: (*word).to_owned() };
    words.iter().map(choice).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(it: &bool) -> bool {
    !it
}
