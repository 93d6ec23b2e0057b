//! From an interaction as Discord sends it to what is asked of us.
//!
//! Only what we need is read: whatever Discord adds elsewhere, to a channel or a member, must not
//! cost anybody an answer. Shapes are those of interactions/receiving-and-responding in Discord's
//! documentation.

mod asker;
mod given;
mod menu;
mod sent;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use self::given::{Given, Resolved};
use crate::answer::Visibility;
use crate::call::Call;
use crate::commands::{self, Asker};
use crate::service::known_name;

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
    /// Who asks and where. Never an operator: Discord does not know who runs us.
    pub(super) asker: Asker,
    /// What the place it comes from lets us do.
    pub(super) place: Place,
    /// The guild whose own list of commands it is from; `None`: the list for all guilds.
    pub(super) listed_by: Option<u64>,
}

/// What is asked of us.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    /// A reply to a call.
    Reply(Asking),
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

/// A call, and how it may be answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Asking {
    pub(super) call: Call,
    /// Nobody may see the reply who could not see the call.
    pub(super) seen_by: Visibility,
    /// The file that one of its options is: the call does not give that option yet.
    pub(super) upload: Option<Upload>,
    /// Whether a form may take the place of a message. Discord shows none after a form.
    pub(super) takes_form: bool,
}

/// A file that somebody gives for an option, as Discord tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Upload {
    /// The option that it is given for.
    pub(super) option: String,
    /// As its owner calls it.
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    /// Where it can be had for some hours.
    pub(super) url: String,
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
    #[serde(default)]
    guild_id: Option<Cow<'a, str>>,
    /// Who asks on a server.
    #[serde(borrow, default)]
    member: Option<&'a RawValue>,
    /// Who asks elsewhere.
    #[serde(borrow, default)]
    user: Option<&'a RawValue>,
    #[serde(borrow, default)]
    authorizing_integration_owners: Option<&'a RawValue>,
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
    /// Of a form that was sent.
    components: Value,
}

/// Reads an interaction: the `d` of an `INTERACTION_CREATE`, or a request's body.
pub(super) fn read(json: &str) -> Result<Asked, Unreadable> {
    let interaction: Option<Interaction<'_>> = serde_json::from_str(json).ok();
    interaction.and_then(Interaction::asked).ok_or_else(|| unreadable(json))
}

impl Interaction<'_> {
    /// What it asks; `None`: it carries no address that can be answered.
    pub(super) fn asked(self) -> Option<Asked> {
        let asker = self.asker();
        let seen_by = self.message.as_ref().map_or(Visibility::Everyone, Pressed::seen_by);
        let data = self.data.unwrap_or_default();
        let ask = match self.r#type {
            PING => Ask::Ping,
            COMMAND => Ask::Reply(given::command(&data)),
            AUTOCOMPLETE => given::suggestions(&data),
            COMPONENT => press(&data, seen_by),
            FORM => sent::form(&data, seen_by),
            _ => Ask::Nothing,
        };
        Some(Asked {
            address: address(&self.id, &self.token)?,
            ask,
            asker,
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

/// A button carries the text of a call.
fn press(data: &Data<'_>, seen_by: Visibility) -> Ask {
    match carried(data) {
        Some(call) if data.component_type == Some(BUTTON) => {
            Ask::Reply(Asking { call, seen_by, upload: None, takes_form: true })
        }
        _ => Ask::Outdated,
    }
}

/// The call that a button or a form of ours carries; `None`: it is from another version.
fn carried(data: &Data<'_>) -> Option<Call> {
    let call = Call::parse(data.custom_id.as_deref()?).ok()?;
    commands::named(&call).is_some().then_some(call)
}

impl Pressed {
    /// Who could see it, and so may see what comes of it.
    fn seen_by(&self) -> Visibility {
        let is_private = self.flags.unwrap_or_default() & EPHEMERAL != 0;
        if is_private { Visibility::OnlyAsker } else { Visibility::Everyone }
    }
}

impl Unreadable {
    /// Where an answer goes, if there can be one.
    pub(super) fn address(&self) -> Option<&Address> {
        match &self.answer {
            Answerable::Message(address) | Answerable::Suggestions(address) => Some(address),
            Answerable::Nothing => None,
        }
    }
}

impl Ask {
    /// Name of the command that it is of, for logs and figures; `unknown` where it is none of ours,
    /// `none` where it is of none.
    pub(super) fn command(&self) -> &'static str {
        match self {
            Self::Reply(asking) => known_name(&asking.call),
            Self::Suggestions { command, .. } => {
                commands::find(command).map_or("unknown", |it| it.name)
            }
            Self::Ping | Self::Outdated | Self::Nothing => "none",
        }
    }

    /// The length of everything in it that a person may have typed, in bytes.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Reply(asking) => asking.length(),
            Self::Suggestions { command, option, typed } => {
                command.len() + option.len() + typed.len()
            }
            Self::Ping | Self::Outdated | Self::Nothing => 0,
        }
    }
}

impl Asking {
    fn length(&self) -> usize {
        let Self { call, upload, .. } = self;
        call.length() + upload.as_ref().map_or(0, |it| it.name.len() + it.url.len())
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

#[cfg(test)]
mod tests;
