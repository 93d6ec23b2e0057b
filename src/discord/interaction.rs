//! From an interaction as Discord sends it to what is asked of us.
//!
//! Only what we need is read: whatever Discord adds elsewhere, to a channel or a member, must not
//! cost anybody an answer. Shapes are those of interactions/receiving-and-responding in Discord's
//! documentation.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::answer::Visibility;
use crate::call::Call;
use crate::commands::{COMMANDS, Command, Surface};

/// Where the answer to an interaction goes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The interaction's id.
    pub(super) id: u64,
    /// Lets anybody answer it for 15 minutes.
    pub(super) token: String,
}

/// An interaction that reads as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) address: Address,
    pub(super) ask: Ask,
    /// What the place it comes from lets us do.
    pub(super) place: Place,
    /// The guild whose own list of commands it is from; `None`: the list for all guilds.
    pub(super) listed_by: Option<u64>,
}

/// What is asked of us.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    /// A reply to a call. Nobody may see it who could not see the call.
    Reply(Call, Visibility),
    /// Ways to go on from what was typed into an option.
    Suggestions {
        /// The command's name.
        command: String,
        /// The option's name.
        option: String,
        /// Empty if nothing is typed yet.
        typed: String,
    },
    /// Whether anybody is here.
    Ping,
    /// Something that a button or a form of ours never says, so it is from another version.
    Outdated,
    /// Nothing that we know of.
    Nothing,
}

/// What the place it comes from lets us do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// Whether embeds show in public messages. They always do to the asker alone.
    pub(super) shows_embeds: bool,
    /// Whether files may be sent.
    pub(super) takes_files: bool,
}

/// An interaction that does not read as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// Its type's number, if it has one.
    pub(super) kind: Option<u64>,
    /// What is wrong with it, without any value in it.
    pub(super) problem: &'static str,
    /// What may be answered all the same.
    pub(super) answer: Answerable,
}

/// What may be answered to something that does not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answerable {
    /// A message.
    Message(Address),
    /// A list of suggestions.
    Suggestions(Address),
    /// Nothing: it carries no address, or we do not know what its type takes.
    Nothing,
}

/// "Interaction Type".
const PING: u64 = 1;
const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const FORM: u64 = 5;

/// "Application Command Types": what a right click on a message offers.
const MESSAGE_COMMAND: u64 = 3;

/// "Component Types" in components/reference.
const BUTTON: u64 = 2;

/// "Message Flags" in resources/message.
const EPHEMERAL: u64 = 1 << 6;

/// "Bitwise Permission Flags" in topics/permissions.
const EMBED_LINKS: u64 = 1 << 14;
const ATTACH_FILES: u64 = 1 << 15;

/// An interaction as it stands, as far as we read it.
#[derive(Deserialize)]
pub(super) struct Interaction<'a> {
    id: Cow<'a, str>,
    token: Cow<'a, str>,
    r#type: u64,
    /// A bit set, as digits.
    #[serde(default)]
    app_permissions: Option<Cow<'a, str>>,
    /// The one whose button was pressed.
    #[serde(default)]
    message: Option<Pressed>,
    #[serde(borrow, default)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize)]
struct Pressed {
    #[serde(default)]
    flags: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data<'a> {
    /// Of the command.
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    /// Of the command.
    r#type: Option<u64>,
    guild_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    options: Vec<Given<'a>>,
    #[serde(borrow)]
    custom_id: Option<Cow<'a, str>>,
    component_type: Option<u64>,
    target_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    resolved: Option<Resolved<'a>>,
}

#[derive(Deserialize)]
struct Given<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    /// While it is being typed it may be missing, or of another type than the option's.
    #[serde(default)]
    value: Value,
    #[serde(default)]
    focused: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Resolved<'a> {
    #[serde(borrow)]
    messages: BTreeMap<Cow<'a, str>, Text>,
}

/// The words of a message; anything else that it shows is no text of its author's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Text {
    content: String,
    embeds: Vec<EmbedText>,
    message_snapshots: Vec<Forwarded>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct EmbedText {
    title: Option<String>,
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Forwarded {
    message: Box<Text>,
}

/// Reads an interaction: the `d` of an `INTERACTION_CREATE`, or a request's body.
pub(super) fn read(json: &str) -> Result<Asked, Unreadable> {
    let interaction: Option<Interaction<'_>> = serde_json::from_str(json).ok();
    interaction.and_then(Interaction::asked).ok_or_else(|| unreadable(json))
}

impl Interaction<'_> {
    /// What it asks; `None`: it carries no address that can be answered.
    pub(super) fn asked(self) -> Option<Asked> {
        let data = self.data.unwrap_or_default();
        let ask = match self.r#type {
            PING => Ask::Ping,
            COMMAND => Ask::Reply(call(&data), Visibility::Everyone),
            AUTOCOMPLETE => suggestions(&data),
            COMPONENT => press(&data, self.message.as_ref()),
            FORM => Ask::Outdated,
            _ => Ask::Nothing,
        };
        Some(Asked {
            address: address(&self.id, &self.token)?,
            ask,
            place: Place::of(self.app_permissions.as_deref()),
            listed_by: data.guild_id.and_then(|it| it.parse().ok()),
        })
    }
}

fn address(id: &str, token: &str) -> Option<Address> {
    // The token becomes part of an address; nothing in it may lead elsewhere.
    let is_sound = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '=');
    let is_token = !token.is_empty() && token.chars().all(is_sound);
    Some(Address { id: id.parse().ok()?, token: is_token.then(|| token.to_owned())? })
}

fn call(data: &Data<'_>) -> Call {
    let name = data.name.as_deref().unwrap_or_default();
    if data.r#type == Some(MESSAGE_COMMAND) {
        return explained(name, data);
    }
    let mut call = Call::new(name);
    for option in &data.options {
        call = call.with(option.name.as_ref(), words(&option.value));
    }
    call
}

/// The call for a message command. One that we do not know keeps its name, and is refused with it.
fn explained(name: &str, data: &Data<'_>) -> Call {
    let Some(command) = message_command(name) else {
        return Call::new(name);
    };
    let message = data.target_id.as_ref().and_then(|id| data.resolved.as_ref()?.messages.get(id));
    // A picture has no words.
    let words = message.map(Text::words).unwrap_or_default();
    let option = command.options.first().map_or("", |it| it.name);
    Call::new(command.name).with(option, words)
}

/// The command of this name in the menu of messages.
fn message_command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| matches!(it.surface, Surface::Message(menu) if menu == name)).copied()
}

impl Text {
    fn words(&self) -> String {
        let embeds = self.embeds.iter().flat_map(|it| [&it.title, &it.description]).flatten();
        let forwarded = self.message_snapshots.iter().map(|it| it.message.words());
        let mut words = self.content.clone();
        for more in embeds.cloned().chain(forwarded) {
            words.push('\n');
            words.push_str(&more);
        }
        words
    }
}

/// A value as it would be typed.
fn words(value: &Value) -> String {
    match value {
        Value::String(it) => it.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn suggestions(data: &Data<'_>) -> Ask {
    let (Some(command), Some(focused)) = (&data.name, data.options.iter().find(|it| it.focused))
    else {
        return Ask::Outdated;
    };
    Ask::Suggestions {
        command: command.to_string(),
        option: focused.name.to_string(),
        typed: words(&focused.value),
    }
}

/// A button carries the text of a call.
fn press(data: &Data<'_>, message: Option<&Pressed>) -> Ask {
    let call = Call::parse(data.custom_id.as_deref().unwrap_or_default())
        .ok()
        .filter(|_| data.component_type == Some(BUTTON))
        .filter(|it| COMMANDS.iter().any(|command| command.name == it.command));
    let Some(call) = call else { return Ask::Outdated };
    let flags = message.and_then(|it| it.flags).unwrap_or_default();
    let is_private = flags & EPHEMERAL != 0;
    Ask::Reply(call, if is_private { Visibility::OnlyAsker } else { Visibility::Everyone })
}

impl Ask {
    /// The length of everything in it that a person may have typed, in bytes.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Reply(call, _) => {
                let arguments = call.arguments.iter().map(|(name, value)| name.len() + value.len());
                call.command.len() + call.text.len() + arguments.sum::<usize>()
            }
            Self::Suggestions { command, option, typed } => {
                command.len() + option.len() + typed.len()
            }
            Self::Ping | Self::Outdated | Self::Nothing => 0,
        }
    }
}

impl Place {
    /// By the permissions that Discord says we have there. Where it says nothing, all is allowed:
    /// Discord itself refuses what is not.
    fn of(permissions: Option<&str>) -> Self {
        let bits: Option<u64> = permissions.and_then(|it| it.parse().ok());
        let may = |bit| bits.is_none_or(|it| it & bit != 0);
        Self { shows_embeds: may(EMBED_LINKS), takes_files: may(ATTACH_FILES) }
    }
}

/// What can be said of something that does not read.
fn unreadable(json: &str) -> Unreadable {
    let data: Value = serde_json::from_str(json).unwrap_or_default();
    let text = |key| data.get(key).and_then(Value::as_str);
    let kind = data.get("type").and_then(Value::as_u64);
    let address = text("id").zip(text("token")).and_then(|(id, token)| address(id, token));
    let (problem, answer) = match (address, kind) {
        (None, _) if data.is_null() => ("not JSON", Answerable::Nothing),
        (None, _) => ("no id or no token that can be answered", Answerable::Nothing),
        (Some(address), Some(COMMAND | COMPONENT | FORM)) => {
            (UNKNOWN_SHAPE, Answerable::Message(address))
        }
        (Some(address), Some(AUTOCOMPLETE)) => (UNKNOWN_SHAPE, Answerable::Suggestions(address)),
        (Some(_), _) => (UNKNOWN_SHAPE, Answerable::Nothing),
    };
    Unreadable { kind, problem, answer }
}

/// The library's own words may quote what a person typed.
const UNKNOWN_SHAPE: &str = "a field is missing, or not of the kind that we know";

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address").field("id", &self.id).finish_non_exhaustive()
    }
}
