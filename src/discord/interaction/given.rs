//! A command as somebody fills it in: its name, which may have several words, and its options.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Ask, Asking, Data, Upload, menu};
use crate::answer::Visibility;
use crate::call::Call;

/// "Application Command Option Type" in interactions/application-commands.
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;
const FILE: u64 = 11;

/// "Application Command Interaction Data Option Structure".
#[derive(Deserialize)]
pub(super) struct Given<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(default)]
    r#type: Option<u64>,
    /// While it is being typed it may be missing, or of another type than the option's.
    #[serde(default)]
    value: Value,
    /// Of a subcommand or a group of them.
    #[serde(borrow, default)]
    options: Vec<Given<'a>>,
    #[serde(default)]
    focused: bool,
}

/// What Discord tells of what is named by its id.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Resolved<'a> {
    #[serde(borrow)]
    pub(super) messages: BTreeMap<Cow<'a, str>, menu::Text>,
    #[serde(borrow)]
    attachments: BTreeMap<Cow<'a, str>, Attachment>,
}

/// "Attachment Structure" in resources/message.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Attachment {
    filename: String,
    size: u64,
    url: String,
}

/// A command that is sent: typed after a slash, or chosen in the menu of a message.
pub(super) fn command(data: &Data<'_>) -> Asking {
    let call = menu::call(data).unwrap_or_else(|| call(data));
    let upload = upload(data);
    Asking { call, seen_by: Visibility::Everyone, upload, takes_form: true }
}

/// A file is not among the arguments: what Discord gives for it names it and holds nothing.
fn call(data: &Data<'_>) -> Call {
    let (words, options) = filled_in(data);
    let mut call = Call::new(data.name.as_deref().unwrap_or_default());
    call.text = words.join(" ");
    for option in options.iter().filter(|it| it.r#type != Some(FILE)) {
        call = call.with(option.name.as_ref(), typed(&option.value));
    }
    call
}

/// The one file that is given. No command takes two.
fn upload(data: &Data<'_>) -> Option<Upload> {
    let (_, options) = filled_in(data);
    let option = options.iter().find(|it| it.r#type == Some(FILE))?;
    let file = data.resolved.as_ref()?.attachments.get(option.value.as_str()?)?;
    Some(Upload {
        option: option.name.to_string(),
        name: file.filename.clone(),
        size: file.size,
        url: file.url.clone(),
    })
}

/// What is being typed.
pub(super) fn suggestions(data: &Data<'_>) -> Ask {
    let (words, options) = filled_in(data);
    let (Some(command), Some(focused)) = (&data.name, options.iter().find(|it| it.focused)) else {
        return Ask::Outdated;
    };
    let name: Vec<&str> = [command.as_ref()].into_iter().chain(words).collect();
    Ask::Suggestions {
        command: name.join(" "),
        option: focused.name.to_string(),
        typed: typed(&focused.value),
    }
}

/// The words of the command's name after the first, and the options that are given: those of the
/// subcommand, where it has some.
fn filled_in<'d, 'a>(data: &'d Data<'a>) -> (Vec<&'d str>, &'d [Given<'a>]) {
    let mut words = Vec::new();
    let mut options = data.options.as_slice();
    while let [only] = options
        && matches!(only.r#type, Some(SUBCOMMAND | GROUP))
    {
        words.push(only.name.as_ref());
        options = &only.options;
    }
    (words, options)
}

/// A value as it would be typed.
fn typed(value: &Value) -> String {
    match value {
        Value::String(it) => it.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
