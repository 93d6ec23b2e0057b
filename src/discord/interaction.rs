//! From an interaction as Discord sends it to what is asked of us.

use serde_json::Value;
use serenity::model::application::{
    CommandData, CommandDataOptionValue, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, Interaction,
};
use serenity::model::channel::MessageFlags;

use crate::answer::Visibility;
use crate::call::Call;
use crate::commands::COMMANDS;

/// Where the answer to an interaction goes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The interaction's id.
    pub(super) id: u64,
    /// Lets anybody answer it for 15 minutes.
    pub(super) token: String,
}

/// What is asked of us.
#[derive(Debug, PartialEq, Eq)]
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
    /// Something that a button or a form of ours never says, so it is from another version.
    Outdated,
    /// Nothing.
    Nothing,
}

/// An interaction that does not read as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// Its type's number, if it has one.
    pub(super) kind: Option<u64>,
    /// What is wrong with it, without any value in it.
    pub(super) problem: String,
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

/// Reads the data of an `INTERACTION_CREATE`.
pub(super) fn read(mut data: Value) -> Result<(Address, Ask), Unreadable> {
    mend_autocomplete(&mut data);
    let kind = data.get("type").and_then(Value::as_u64);
    let answer = answerable(kind, &data);
    let interaction: Interaction = serde_json::from_value(data).map_err(|error| Unreadable {
        kind,
        problem: without_values(&error),
        answer,
    })?;
    let address = Address { id: interaction.id().get(), token: interaction.token().to_owned() };
    Ok((address, ask(&interaction)))
}

fn ask(interaction: &Interaction) -> Ask {
    match interaction {
        Interaction::Command(it) => Ask::Reply(call(&it.data), Visibility::Everyone),
        Interaction::Autocomplete(it) => suggestions(it),
        Interaction::Component(it) => press(it),
        Interaction::Modal(_) => Ask::Outdated,
        _ => Ask::Nothing,
    }
}

fn call(data: &CommandData) -> Call {
    let mut call = Call::new(data.name.clone());
    for option in &data.options {
        let value = match &option.value {
            CommandDataOptionValue::String(it) => it.clone(),
            CommandDataOptionValue::Integer(it) => it.to_string(),
            CommandDataOptionValue::Boolean(it) => it.to_string(),
            // We register no other kinds.
            _ => continue,
        };
        call = call.with(option.name.clone(), value);
    }
    call
}

fn suggestions(interaction: &CommandInteraction) -> Ask {
    let Some(focused) = interaction.data.autocomplete() else { return Ask::Outdated };
    Ask::Suggestions {
        command: interaction.data.name.clone(),
        option: focused.name.to_owned(),
        typed: focused.value.to_owned(),
    }
}

/// A button carries the text of a call.
fn press(interaction: &ComponentInteraction) -> Ask {
    let is_button = matches!(interaction.data.kind, ComponentInteractionDataKind::Button);
    let call = Call::parse(&interaction.data.custom_id)
        .ok()
        .filter(|it| is_button && COMMANDS.iter().any(|command| command.name == it.command));
    let Some(call) = call else { return Ask::Outdated };
    let flags = interaction.message.flags.unwrap_or_default();
    let visibility = if flags.contains(MessageFlags::EPHEMERAL) {
        Visibility::OnlyAsker
    } else {
        Visibility::Everyone
    };
    Ask::Reply(call, visibility)
}

/// Leaves only the focused option of an autocomplete request, as a text. The others may be half
/// filled in, and the focused one may have no value yet; serenity refuses both.
fn mend_autocomplete(data: &mut Value) {
    const AUTOCOMPLETE: u64 = 4;
    const TEXT: u64 = 3;
    if data.get("type").and_then(Value::as_u64) != Some(AUTOCOMPLETE) {
        return;
    }
    let Some(Value::Array(options)) = data.pointer_mut("/data/options") else { return };
    options.retain(|it| it.get("focused").and_then(Value::as_bool) == Some(true));
    for option in options.iter_mut().filter_map(Value::as_object_mut) {
        let typed = match option.get("value") {
            Some(Value::String(it)) => it.clone(),
            None | Some(Value::Null) => String::new(),
            Some(other) => other.to_string(),
        };
        option.insert("value".to_owned(), typed.into());
        option.insert("type".to_owned(), TEXT.into());
    }
}

/// What Discord takes in answer to an interaction of this type.
fn answerable(kind: Option<u64>, data: &Value) -> Answerable {
    let id = data.get("id").and_then(Value::as_str).and_then(|it| it.parse().ok());
    let token = data.get("token").and_then(Value::as_str);
    let (Some(id), Some(token)) = (id, token) else { return Answerable::Nothing };
    let address = Address { id, token: token.to_owned() };
    match kind {
        // A command, a component, a form.
        Some(2 | 3 | 5) => Answerable::Message(address),
        Some(4) => Answerable::Suggestions(address),
        _ => Answerable::Nothing,
    }
}

/// The name of a missing field helps; any other message may quote what a person typed.
fn without_values(error: &serde_json::Error) -> String {
    let message = error.to_string();
    if message.starts_with("missing field") || message == "Unknown interaction type" {
        return message;
    }
    "a field is not of the kind that we know".to_owned()
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("id", &self.id).finish_non_exhaustive()
    }
}
