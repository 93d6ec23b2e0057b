//! Our commands as Discord keeps them in a list, and the lists that it keeps.

mod option;

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use serenity::http::Route;
use serenity::model::id::{ApplicationId, GuildId};

use self::option::ListedOption;
use crate::commands::{self, Command, Surface};

/// "Application Command Types" in interactions/application-commands: one that is typed after a
/// slash, and one in the menu of a message.
const SLASH: u64 = 1;
const MESSAGE_MENU: u64 = 3;

/// `MANAGE_GUILD` of "Bitwise Permission Flags" in topics/permissions, as the bit set that it is:
/// who has it sees such a command, until a server says otherwise in its settings. Whether they may
/// use it is asked again at each call.
const MANAGE_GUILD: &str = "32";

/// "Interaction Context Types" in interactions/receiving-and-responding: in servers, in direct
/// messages with the bot, in other direct messages.
const IN_SERVERS: &[u8] = &[0];
const ANYWHERE: &[u8] = &[0, 1, 2];

/// "Application Integration Types" in resources/application: by a server, by a person.
const BY_SERVERS: &[u8] = &[0];
const BY_ANYBODY: &[u8] = &[0, 1];

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

/// A command of ours, or several whose names begin with the same word, with exactly the fields
/// that we decide.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    #[serde(rename = "type")]
    kind: u64,
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<ListedOption>,
    nsfw: bool,
    /// What somebody needs to be shown it.
    #[serde(skip_serializing_if = "Option::is_none")]
    default_member_permissions: Option<&'static str>,
    /// Where it can be used; only the list for all guilds has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contexts: Option<&'static [u8]>,
    /// How it can be installed; only the list for all guilds has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_types: Option<&'static [u8]>,
}

/// Our commands as they belong in a list. Those that share their first word are one with
/// subcommands there, in the place of the first of them.
pub(super) fn listed(commands: &[&Command], scope: Scope) -> Vec<Listed> {
    let mut all: Vec<Listed> = Vec::new();
    for command in commands {
        match (command.surface, command.name.split_once(' ')) {
            (Surface::Button, _) => {}
            (Surface::Message(name), _) => all.push(Listed::menu(name, scope)),
            (Surface::Slash, None) => all.push(Listed::slash(command, scope)),
            (Surface::Slash, Some((parent, _))) => {
                let is_there = |it: &Listed| it.kind == SLASH && it.name == parent;
                match all.iter().position(is_there).and_then(|place| all.get_mut(place)) {
                    Some(listed) => listed.add(command),
                    None => all.push(Listed::parent(parent, commands, command, scope)),
                }
            }
        }
    }
    all
}

impl Listed {
    pub(super) fn label(&self) -> Label {
        Label { kind: self.kind, name: self.name.clone() }
    }

    fn slash(command: &Command, scope: Scope) -> Self {
        Self {
            description: command.summary.to_owned(),
            options: option::all(command),
            ..Self::plain(SLASH, command.name, scope).for_moderators(command.is_for_moderators())
        }
    }

    /// What stands for all commands of this first word, with the first of them.
    fn parent(name: &str, commands: &[&Command], first: &Command, scope: Scope) -> Self {
        let is_below =
            |it: &&&Command| it.name.split_once(' ').is_some_and(|(first, _)| first == name);
        let are_for_moderators = commands.iter().filter(is_below).all(|it| it.is_for_moderators());
        let mut parent = Self {
            description: commands::group_summary(name).unwrap_or(first.summary).to_owned(),
            ..Self::plain(SLASH, name, scope).for_moderators(are_for_moderators)
        };
        parent.add(first);
        parent
    }

    /// One more command of this first word.
    fn add(&mut self, command: &Command) {
        option::add(&mut self.options, command);
    }

    /// The same, shown to those who may manage a server, and where there is one that has us.
    fn for_moderators(mut self, is_for_them: bool) -> Self {
        if is_for_them {
            self.default_member_permissions = Some(MANAGE_GUILD);
            self.contexts = self.contexts.map(|_| IN_SERVERS);
            self.integration_types = self.integration_types.map(|_| BY_SERVERS);
        }
        self
    }

    /// One in a menu takes nothing but what it is called on, and Discord wants its description
    /// empty.
    fn menu(name: &str, scope: Scope) -> Self {
        Self::plain(MESSAGE_MENU, name, scope)
    }

    fn plain(kind: u64, name: &str, scope: Scope) -> Self {
        let is_everywhere = scope == Scope::Everywhere;
        Self {
            kind,
            name: name.to_owned(),
            description: String::new(),
            options: Vec::new(),
            nsfw: false,
            default_member_permissions: None,
            contexts: is_everywhere.then_some(ANYWHERE),
            integration_types: is_everywhere.then_some(BY_ANYBODY),
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
