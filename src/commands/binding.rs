//! From a call as typed to a call whose every value stands under an option of its command.

mod split;
#[cfg(test)]
mod tests;

use self::split::{Labelled, Part, Text};
use super::values::{Named, named, values};
use super::{COMMANDS, Command, CommandOption, OptionKind, PRIVATE, Refusal};
use crate::call::Call;
use crate::knowledge::Knowledge;

/// People say where they are before where they want to go, whatever the order of the options.
const SPOKEN_ORDER: &[&str] = &["from", "to"];

/// Options that no free words go to: of three names nobody could tell which one is this.
const BY_NAME_ONLY: &[&str] = &["also"];

/// Shorter beginnings of a name are as often another word: `in` is not `infosec`.
const BEGINNING_CHARACTERS: usize = 4;

/// The command that `call` names, and the call with all values under the names of its options.
///
/// Words that stand under no option go to the first option of the command that is still free, or
/// to several where they name several certifications; a command that needs nothing takes them as
/// values of whatever options know them. What has no place is a refusal. Blank values count as not
/// given, except where that [says something](OptionKind::is_said_by_nothing); of two values for one option the last counts, and values
/// are cut at what their option takes.
/// [`PRIVATE`] is left out: it is for the doors.
pub fn bind(knowledge: &Knowledge, call: &Call) -> Result<(&'static Command, Call), Refusal> {
    let (command, text) = super::named(call)
        .ok_or_else(|| Refusal::UnknownCommand { given: call.command.clone() })?;
    let mut bound = command.call();
    for (name, value) in call.arguments.iter().filter(|(name, _)| name != PRIVATE) {
        let Some(option) = command.options.iter().find(|it| it.name == name) else {
            return Err(Refusal::UnknownOption { command, given: name.clone() });
        };
        let value = bounded(value, option.kind);
        if !value.is_empty() || option.kind.is_said_by_nothing() {
            bound = bound.replacing(option.name, value);
        }
    }
    let text = bounded(text, command.options.first().map_or(OptionKind::Topic, |it| it.kind));
    if !text.is_empty() {
        bound = with_text(knowledge, command, bound, &text)?;
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

/// `bound` with a place for each word of `text`.
fn with_text(
    knowledge: &Knowledge,
    command: &'static Command,
    bound: Call,
    text: &str,
) -> Result<Call, Refusal> {
    match command.options {
        [first, ..] if first.kind == OptionKind::Certification => {
            with_certifications(knowledge, command, bound, text)
        }
        [first, ..] if first.is_required && matches!(first.kind, OptionKind::Choice(_)) => {
            with_choice(knowledge, command, bound, text)
        }
        [first, rest @ ..] if first.is_required || rest.is_empty() => {
            match bound.argument(first.name) {
                None => Ok(bound.with(first.name, text)),
                // All of it is one message, which no refusal gives back.
                Some(given) if first.kind == OptionKind::Message => {
                    let message = bounded(&format!("{given}\n{text}"), first.kind);
                    Ok(bound.replacing(first.name, message))
                }
                Some(given) => Err(Refusal::TooMany {
                    command,
                    kind: first.kind,
                    given: vec![given.to_owned(), text.to_owned()],
                }),
            }
        }
        _ => with_values(knowledge, command, bound, text),
    }
}

/// The first words as the choice that a command begins with, as far as they are one; the rest are
/// certifications.
fn with_choice(
    knowledge: &Knowledge,
    command: &'static Command,
    bound: Call,
    text: &str,
) -> Result<Call, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let choice = command.options.first().filter(|it| bound.argument(it.name).is_none());
    let Some(choice) = choice else { return with_certifications(knowledge, command, bound, text) };
    let taken = (1..=words.len()).rev().find(|length| {
        let stretch = words.get(..*length).unwrap_or_default();
        takes(knowledge, choice, &stretch.join(" "))
    });
    let (chosen, rest) = words.split_at(taken.unwrap_or(words.len()));
    let bound = bound.with(choice.name, chosen.join(" "));
    if rest.is_empty() {
        return Ok(bound);
    }
    with_certifications(knowledge, command, bound, &rest.join(" "))
}

/// Shares `text` out among the certifications that the command takes. Free words never go to an
/// option of another kind.
fn with_certifications(
    knowledge: &Knowledge,
    command: &'static Command,
    mut bound: Call,
    text: &str,
) -> Result<Call, Refusal> {
    let kind = OptionKind::Certification;
    let options: Vec<&CommandOption> =
        command.options.iter().filter(|it| it.kind == kind).collect();
    let names: Vec<&str> = options.iter().map(|it| it.name).collect();
    let is_free = |it: &&&CommandOption| {
        bound.argument(it.name).is_none() && !BY_NAME_ONLY.contains(&it.name)
    };
    let free: Vec<&CommandOption> = options.iter().filter(is_free).copied().collect();
    let placed = if names.len() == 1 {
        vec![Labelled { option: None, text: text.to_owned() }]
    } else {
        let text = Text::new(knowledge, text);
        let labelled = text.labelled(knowledge, &names);
        if labelled.is_empty() { parts(&text, &free) } else { labelled }
    };
    let is_named = |name: &str| placed.iter().any(|it| it.option == Some(name));
    let mut left: Vec<&str> = free.iter().map(|it| it.name).filter(|it| !is_named(it)).collect();
    if placed.len() > 1 {
        left.sort_by_key(|it| SPOKEN_ORDER.iter().position(|name| name == it));
    }
    let before: Vec<String> =
        names.iter().filter_map(|it| bound.argument(it)).map(str::to_owned).collect();
    let mut left = left.into_iter();
    for it in &placed {
        let option = it.option.or_else(|| left.next());
        let Some(option) = option.filter(|it| bound.argument(it).is_none()) else {
            let given = before.into_iter().chain(placed.into_iter().map(|it| it.text)).collect();
            return Err(Refusal::TooMany { command, kind, given });
        };
        bound = bound.with(option, &*it.text);
    }
    Ok(bound)
}

/// The certifications that `text` names. Where only one is needed, it is taken apart only if every
/// part is a name that we know.
fn parts(text: &Text<'_>, free: &[&CommandOption]) -> Vec<Labelled> {
    let is_several_needed = free.iter().filter(|it| it.is_required).count() > 1;
    let are_names = |parts: &[Part<'_>]| parts.iter().all(|it| it.is_name);
    let (separated, units) = (text.parts(), text.units());
    let is_separated = separated.len() > 1 && (is_several_needed || are_names(&separated));
    // Two words are two names, however misspelt. Three may be one name: `associate python tester`.
    let is_few =
        units.len() == 2 || (units.len() <= free.len() && units.iter().any(|it| it.is_name));
    let is_row = separated.len() == 1 && (are_names(&units) || (is_several_needed && is_few));
    let parts = if is_separated {
        separated
    } else if is_row {
        units
    } else {
        vec![text.whole()]
    };
    parts.iter().map(|it| Labelled { option: None, text: it.text.to_owned() }).collect()
}

/// Finds the option that knows each stretch of `text`, the longest stretch first.
fn with_values(
    knowledge: &Knowledge,
    command: &'static Command,
    mut bound: Call,
    text: &str,
) -> Result<Call, Refusal> {
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || it == ',')
        .filter(|it| !it.is_empty())
        .collect();
    let mut unplaced: Vec<&str> = Vec::new();
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest {
        let longest = (1..=rest.len()).rev().find_map(|length| {
            let stretch = rest.get(..length)?.join(" ");
            let free = command.options.iter().filter(|it| bound.argument(it.name).is_none());
            let option = { free }.find(|it| takes(knowledge, it, &stretch))?;
            Some((option, stretch, length))
        });
        if let Some((option, stretch, length)) = longest {
            bound = bound.with(option.name, stretch);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            unplaced.push(first);
            rest = after;
        }
    }
    // `page 2`, `entry level`: the name of the option beside its value.
    unplaced.retain(|it| bound.argument(&it.to_lowercase()).is_none());
    if unplaced.is_empty() {
        return Ok(bound);
    }
    Err(Refusal::Unplaced { command, words: unplaced.join(" "), understood: Box::new(bound) })
}

fn takes(knowledge: &Knowledge, option: &CommandOption, typed: &str) -> bool {
    if option.kind == OptionKind::Page {
        return typed.parse::<usize>().is_ok_and(|it| it > 0);
    }
    let known = values(knowledge, option.kind);
    match named(typed, &known) {
        Named::Wholly(_) => true,
        Named::ByBeginning(_) => typed.chars().count() >= BEGINNING_CHARACTERS,
        Named::Maybe(_) | Named::No => false,
    }
}

fn bounded(text: &str, kind: OptionKind) -> String {
    text.trim().chars().take(kind.characters_max()).collect::<String>().trim_end().to_owned()
}
