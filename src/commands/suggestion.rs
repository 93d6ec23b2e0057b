//! What autocomplete offers while a person types.

use super::values::values;
use super::{Command, CommandOption, Context, OptionKind, certguide, find, help};
use crate::knowledge::{Certification, Date, Knowledge};
use crate::matching::Index;
use crate::wording;

/// One line of an autocomplete list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What the person reads. May be longer than a door shows.
    pub label: String,
    /// What is sent when it is chosen: 1 to 100 characters.
    pub value: String,
}

/// Discord shows so many, and nobody reads more.
pub(super) const MOST: usize = 25;

/// What is longer cannot be sent back by Discord.
pub(super) const VALUE_CHARACTERS: usize = 100;

/// At most 25 ways to go on from what was `typed` into an option, best first; of additions those of
/// the server in the `context`. Empty for a command
/// or an option that does not exist, or that takes no words.
pub fn suggestions(
    knowledge: &Knowledge,
    index: &Index,
    context: &Context,
    today: Date,
    command: &str,
    option: &str,
    typed: &str,
) -> Vec<Suggestion> {
    let Some(option) = find(command).and_then(|it| option_of(it, option)) else {
        return Vec::new();
    };
    match option.kind {
        OptionKind::Certification => index
            .complete(typed, MOST)
            .iter()
            .filter_map(|it| knowledge.get(&it.id))
            .map(|it| Suggestion { label: label(knowledge, it, today), value: it.id.to_string() })
            .collect(),
        OptionKind::Topic => words(typed, knowledge.iter().flat_map(|it| &it.topics)),
        OptionKind::Addition(kind) => certguide::suggestions(knowledge, context, kind, typed),
        OptionKind::Command => words(typed, help::topics(&context.asker)),
        kind => words(typed, values(knowledge, kind).iter().filter_map(|it| it.first())),
    }
}

fn option_of(command: &'static Command, name: &str) -> Option<&'static CommandOption> {
    command.options.iter().find(|it| it.name == name)
}

/// Short name, name and issuer, and whether it can be booked where that is in doubt.
fn label(knowledge: &Knowledge, certification: &Certification, today: Date) -> String {
    let short = certification.short_name.as_ref().map(|it| format!("{it} — "));
    let issuer = knowledge.issuer(&certification.issuer).map(|it| format!(" ({})", it.short_name));
    let mark = wording::mark(certification.status.value.on(today));
    let state = mark.map(|it| format!("{it}: ")).unwrap_or_default();
    let (short, issuer) = (short.unwrap_or_default(), issuer.unwrap_or_default());
    format!("{state}{short}{}{issuer}", certification.name)
}

/// The distinct words that begin with what was typed, then those that hold it; each in the order
/// given.
fn words<T: AsRef<str>>(typed: &str, known: impl Iterator<Item = T>) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    let mut beginning: Vec<String> = Vec::new();
    let mut holding: Vec<String> = Vec::new();
    for word in known {
        let word = word.as_ref();
        let folded = word.to_lowercase();
        let list = if folded.starts_with(&typed) { &mut beginning } else { &mut holding };
        let fits = (1..=VALUE_CHARACTERS).contains(&word.encode_utf16().count());
        if fits && folded.contains(&typed) && !list.iter().any(|it| it == word) {
            list.push(word.to_owned());
        }
    }
    let all = beginning.into_iter().chain(holding).take(MOST);
    all.map(|it| Suggestion { label: it.clone(), value: it }).collect()
}
