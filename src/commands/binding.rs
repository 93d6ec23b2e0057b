//! From a call as typed to a call whose every value stands under an option of its command.

use super::{COMMANDS, Command, OptionKind, PRIVATE, Refusal};
use crate::call::Call;

/// No value is longer: the longest name of a certification fits several times, and nothing that is
/// typed can make work without bound.
const VALUE_CHARACTERS: usize = 200;

/// What people put between two names.
const SEPARATORS: &[&str] = &[" vs. ", " vs ", " versus ", " and ", " or ", ",", ";", " / "];

/// The command that `call` names, and the call with all values under the names of its options.
///
/// Words that stand under no option go to the first option that is still free; where several
/// options of the same kind are needed they are shared out. Blank values count as not given;
/// values are cut at 200 characters. [`PRIVATE`] is left out: it is for the doors.
pub fn bind(call: &Call) -> Result<(&'static Command, Call), Refusal> {
    let command = super::find(&call.command)
        .ok_or_else(|| Refusal::UnknownCommand { given: call.command.clone() })?;
    let mut bound = Call::new(command.name);
    for (name, value) in &call.arguments {
        if name == PRIVATE {
            continue;
        }
        let Some(option) = command.options.iter().find(|it| it.name == name) else {
            return Err(Refusal::UnknownOption { command, given: name.clone() });
        };
        let value = bounded(value);
        if !value.is_empty() && bound.argument(option.name).is_none() {
            bound = bound.with(option.name, value);
        }
    }
    for (option, value) in shared_out(command, &bound, &call.text) {
        bound = bound.with(option, value);
    }
    for option in command.options.iter().filter(|it| it.is_required) {
        if bound.argument(option.name).is_none() {
            return Err(Refusal::Missing { option: option.name });
        }
    }
    Ok((command, bound))
}

/// The command whose name is nearest to `given`, if one is near.
pub(super) fn nearest_command(given: &str) -> Option<&'static Command> {
    let given = given.to_lowercase();
    let distance = |it: &&&Command| strsim::osa_distance(&given, it.name);
    let is_part = |it: &&&Command| it.name.split('-').any(|word| word == given);
    // A third of the length: one slip in three letters, two in six.
    let is_near = |it: &&&Command| is_part(it) || distance(it) <= given.chars().count() / 3;
    COMMANDS.iter().filter(is_near).min_by_key(distance).copied()
}

fn shared_out(command: &'static Command, bound: &Call, text: &str) -> Vec<(&'static str, String)> {
    let text = bounded(text);
    if text.is_empty() {
        return Vec::new();
    }
    let free: Vec<_> =
        command.options.iter().filter(|it| bound.argument(it.name).is_none()).collect();
    let Some(first) = free.first() else {
        return Vec::new();
    };
    let same_kind: Vec<_> = free.iter().filter(|it| it.kind == first.kind).collect();
    let needed = same_kind.iter().filter(|it| it.is_required).count();
    if needed < 2 || first.kind != OptionKind::Certification {
        return vec![(first.name, text)];
    }
    let names = same_kind.iter().map(|it| it.name);
    names.zip(parts(&text, same_kind.len())).collect()
}

/// `text` split where people put something between two names; where they put nothing, at blanks
/// if that gives two or up to `most` words.
fn parts(text: &str, most: usize) -> Vec<String> {
    let mut parts = vec![text.to_owned()];
    for separator in SEPARATORS {
        parts = parts.iter().flat_map(|it| it.split(separator)).map(bounded).collect();
    }
    parts.retain(|it| !it.is_empty());
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if parts.len() == 1 && (2..=most).contains(&words.len()) {
        return words;
    }
    parts
}

fn bounded(text: &str) -> String {
    text.trim().chars().take(VALUE_CHARACTERS).collect::<String>().trim_end().to_owned()
}
