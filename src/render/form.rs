//! A form as the JSON of a Discord modal, within Discord's limits.
//!
//! Types and styles are numbers of Discord's components/reference. Nothing in a modal is markdown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::limits::{self, Utf16Units, cut};
use super::plain_words as plain;
use crate::answer::{Choice, Entry, Field, Form};

/// The parts of a Discord modal that we use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Modal {
    /// The text of the call that it completes.
    custom_id: String,
    title: String,
    components: Vec<Label>,
}

/// What is asked for, and the component that takes it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Label {
    r#type: u8,
    label: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    component: Component,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Component {
    Text(TextInput),
    Choice(StringSelect),
    Channel(ChannelSelect),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct TextInput {
    r#type: u8,
    custom_id: &'static str,
    style: u8,
    required: bool,
    max_length: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct StringSelect {
    r#type: u8,
    custom_id: &'static str,
    required: bool,
    min_values: usize,
    max_values: usize,
    options: Vec<SelectOption>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SelectOption {
    label: String,
    value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    default: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ChannelSelect {
    r#type: u8,
    custom_id: &'static str,
    required: bool,
    min_values: usize,
    max_values: usize,
    channel_types: [u8; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    default_values: Option<[Chosen; 1]>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Chosen {
    id: String,
    r#type: &'static str,
}

/// "Component Types".
const STRING_SELECT: u8 = 3;
const TEXT_INPUT: u8 = 4;
const CHANNEL_SELECT: u8 = 8;
const LABEL: u8 = 18;

/// "Text Input Styles".
const ONE_LINE: u8 = 1;
const SEVERAL_LINES: u8 = 2;

/// "Channel Types" in resources/channel: `GUILD_TEXT` and `GUILD_ANNOUNCEMENT`.
const TEXT_CHANNELS: [u8; 2] = [0, 5];

/// The modal for `form`, with words cut where Discord would refuse them. `None`: it cannot be shown
/// whole, since its call does not fit, it has no or too many fields, or one of them cannot be
/// filled in.
pub fn form(form: &Form) -> Option<Modal> {
    let custom_id = form.call.to_string();
    let title = cut(plain(&form.title).trim(), limits::FORM_TITLE);
    let options: BTreeSet<&str> = form.fields.iter().map(|it| it.option).collect();
    let is_sound = Utf16Units::of(&custom_id) <= limits::CUSTOM_ID
        && !title.is_empty()
        && (1..=limits::FORM_FIELDS).contains(&form.fields.len())
        && options.len() == form.fields.len();
    let components = form.fields.iter().map(label).collect::<Option<_>>()?;
    is_sound.then_some(Modal { custom_id, title, components })
}

fn label(field: &Field) -> Option<Label> {
    let label = cut(plain(&field.label).trim(), limits::FORM_LABEL);
    let has_name = !field.option.is_empty() && Utf16Units::of(field.option) <= limits::CUSTOM_ID;
    if label.is_empty() || !has_name {
        return None;
    }
    Some(Label {
        r#type: LABEL,
        label,
        description: cut(plain(&field.hint).trim(), limits::FORM_HINT),
        component: component(field)?,
    })
}

fn component(field: &Field) -> Option<Component> {
    let (custom_id, required) = (field.option, field.is_required);
    let min_values = usize::from(required);
    Some(match &field.entry {
        Entry::Text { value, longest, is_long } => {
            let max_length = usize::from(*longest).clamp(1, limits::FORM_TEXT.0);
            let value = if *is_long { value.clone() } else { plain(value) };
            Component::Text(TextInput {
                r#type: TEXT_INPUT,
                custom_id,
                style: if *is_long { SEVERAL_LINES } else { ONE_LINE },
                required,
                max_length,
                value: cut(&value, Utf16Units(max_length)),
            })
        }
        Entry::Choice { choices, most } => {
            let options = select_options(choices, *most);
            if options.is_empty() {
                return None;
            }
            Component::Choice(StringSelect {
                r#type: STRING_SELECT,
                custom_id,
                required,
                min_values,
                max_values: (*most).clamp(1, options.len()),
                options,
            })
        }
        Entry::Channel { chosen } => Component::Channel(ChannelSelect {
            r#type: CHANNEL_SELECT,
            custom_id,
            required,
            min_values,
            max_values: 1,
            channel_types: TEXT_CHANNELS,
            default_values: chosen.map(|id| [Chosen { id: id.to_string(), r#type: "channel" }]),
        }),
    })
}

/// As many as Discord takes, of which no more are chosen than may be. A value that is cut would be
/// another one, so what has one that does not fit is left out.
fn select_options(choices: &[Choice], most: usize) -> Vec<SelectOption> {
    let mut seen = BTreeSet::new();
    let fits = |it: &&Choice| {
        !it.value.is_empty()
            && Utf16Units::of(&it.value) <= limits::SELECT_OPTION
            && !plain(&it.label).trim().is_empty()
    };
    let mut options: Vec<SelectOption> = choices
        .iter()
        .filter(fits)
        .filter(|it| seen.insert(it.value.as_str()))
        .take(limits::SELECT_OPTIONS)
        .map(|it| SelectOption {
            label: cut(plain(&it.label).trim(), limits::SELECT_OPTION),
            value: it.value.clone(),
            description: cut(plain(&it.detail).trim(), limits::SELECT_OPTION),
            default: it.is_chosen,
        })
        .collect();
    for over in options.iter_mut().filter(|it| it.default).skip(most.max(1)) {
        over.default = false;
    }
    options
}

#[cfg(test)]
mod tests;
