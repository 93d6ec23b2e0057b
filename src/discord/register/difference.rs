//! What a list of commands has and what it should have, compared field by field. Pure.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::list::{Label, Listed};

/// What should be in a list, as far as it is for us to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Our commands, and no other slash command.
    Ours,
    /// None of our commands.
    NoneOfOurs,
}

/// How a list has to change. Displays on one line.
#[derive(Debug, Default, PartialEq)]
pub(in crate::discord) struct Difference {
    changes: Vec<Change>,
    /// Those of our commands that are in the list, as they should be or not.
    pub(in crate::discord) ours_there: BTreeSet<Label>,
    /// The whole list as it should be.
    pub(super) list: Vec<Value>,
}

/// How one command has to change. Displays as a line of a difference.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    Added(Label),
    /// With the fields that differ, such as `options.topic.max_length`.
    Changed(Label, Vec<String>),
    Removed(Label),
}

/// The fields of an option that say what may be given for it, but for what stands below it;
/// "Application Command Option Structure".
const OPTION_FIELDS: &[&str] = &[
    "type",
    "description",
    "required",
    "autocomplete",
    "choices",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
];

/// Compares what is `there` with `ours`. Commands that are not for us to say stay as they are: in
/// menus, and in a list that is not to hold ours, whatever somebody else has put there.
pub(super) fn compare(there: Vec<Value>, ours: &[Listed], content: Content) -> Difference {
    let our_labels: BTreeSet<Label> = ours.iter().map(Listed::label).collect();
    let mut difference = Difference::default();
    if content == Content::Ours {
        for command in ours {
            let label = command.label();
            let wanted = serde_json::to_value(command).unwrap_or_default();
            match there.iter().find(|it| Label::of(it) == label) {
                None => difference.changes.push(Change::Added(label)),
                Some(there) => {
                    let fields = differing_fields(there, &wanted);
                    if !fields.is_empty() {
                        difference.changes.push(Change::Changed(label, fields));
                    }
                }
            }
            difference.list.push(wanted);
        }
    }
    for command in there {
        let label = Label::of(&command);
        let is_ours = our_labels.contains(&label);
        if is_ours {
            difference.ours_there.insert(label.clone());
        }
        match content {
            Content::Ours if is_ours => {}
            Content::Ours if label.is_slash() => difference.changes.push(Change::Removed(label)),
            Content::NoneOfOurs if is_ours => difference.changes.push(Change::Removed(label)),
            Content::Ours | Content::NoneOfOurs => difference.list.push(command),
        }
    }
    difference
}

impl Difference {
    /// Whether the list is as it should be.
    pub(in crate::discord) fn is_none(&self) -> bool {
        self.changes.is_empty()
    }

    /// A line for each command that has to change.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.changes.iter().map(ToString::to_string)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.lines().collect();
        f.write_str(&lines.join("; "))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(label) => write!(f, "+ {label}"),
            Self::Changed(label, fields) => write!(f, "~ {label}: {}", fields.join(", ")),
            Self::Removed(label) => write!(f, "- {label}"),
        }
    }
}

/// The fields in which a command differs from what it should be. Only those that we decide: a
/// translation is for whoever made it, and so is whom a command is shown to, where we do not say.
fn differing_fields(there: &Value, wanted: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    for field in ["description", "nsfw"] {
        if !is_same(&there[field], &wanted[field]) {
            fields.push(field.to_owned());
        }
    }
    fields.extend(differing_options("options", &there["options"], &wanted["options"]));
    let permissions = &wanted[PERMISSIONS];
    if !permissions.is_null() && digits(&there[PERMISSIONS]) != digits(permissions) {
        fields.push(PERMISSIONS.to_owned());
    }
    for field in ["contexts", "integration_types"] {
        // Where we do not send it, what Discord has put there means nothing.
        if !wanted[field].is_null() && sorted(&there[field]) != sorted(&wanted[field]) {
            fields.push(field.to_owned());
        }
    }
    fields
}

const PERMISSIONS: &str = "default_member_permissions";

/// A bit set, which Discord's pages have as a text and its OpenAPI document as a number.
fn digits(bits: &Value) -> String {
    bits.as_str().map_or_else(|| bits.to_string(), str::to_owned)
}

/// The fields in which the options at a place differ, and those of the subcommands among them.
fn differing_options(place: &str, there: &Value, wanted: &Value) -> Vec<String> {
    let (there, wanted) = (items(there), items(wanted));
    let by_name = |options: &[Value], name: &Value| {
        options.iter().find(|it| it["name"] == *name).cloned().unwrap_or_default()
    };
    let path = |it: &Value| format!("{place}.{}", it["name"].as_str().unwrap_or_default());
    let mut fields = Vec::new();
    for wanted in wanted {
        let (there, path) = (by_name(there, &wanted["name"]), path(wanted));
        if there.is_null() {
            fields.push(path);
            continue;
        }
        for field in OPTION_FIELDS.iter().filter(|it| !is_same(&there[**it], &wanted[**it])) {
            fields.push(format!("{path}.{field}"));
        }
        fields.extend(differing_options(&path, &there["options"], &wanted["options"]));
    }
    let gone = there.iter().filter(|it| by_name(wanted, &it["name"]).is_null());
    fields.extend(gone.map(path));
    let names =
        |options: &[Value]| -> Vec<Value> { options.iter().map(|it| it["name"].clone()).collect() };
    if fields.is_empty() && names(there) != names(wanted) {
        fields.push(format!("order of {place}"));
    }
    fields
}

/// Whether two values mean the same: Discord leaves out some that say nothing, writes `null` for
/// others, and adds to each choice that it has no translation.
fn is_same(there: &Value, wanted: &Value) -> bool {
    let says_nothing = |it: &Value| matches!(it, Value::Null | Value::Bool(false)) || is_empty(it);
    if says_nothing(there) || says_nothing(wanted) {
        return says_nothing(there) && says_nothing(wanted);
    }
    let said = |it: &Value| match it {
        Value::Object(choice) => [choice.get("name").cloned(), choice.get("value").cloned()],
        other => [Some(other.clone()), None],
    };
    let all = |it: &Value| -> Vec<_> { items(it).iter().map(said).collect() };
    match there {
        Value::Array(_) => all(there) == all(wanted),
        _ => there == wanted,
    }
}

fn is_empty(it: &Value) -> bool {
    it.as_array().is_some_and(Vec::is_empty)
}

/// Numbers in one order: Discord gives these lists back in another.
fn sorted(list: &Value) -> Vec<u64> {
    let mut numbers: Vec<u64> = items(list).iter().filter_map(Value::as_u64).collect();
    numbers.sort_unstable();
    numbers
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
