//! How a form asks for a certification.

use crate::answer::{Choice, Entry, Field};
use crate::commands::{Request, certs};
use crate::knowledge::Certification;
use crate::wording;

/// A list in a form offers so many.
pub(super) const MOST: usize = 25;

/// What is shown for a choice, in characters.
const LABEL_CHARACTERS: usize = 100;

/// The field for a certification: a list where all fit, else words. `given` is what was typed
/// before.
pub(super) fn field(request: &Request<'_>, option: &'static str, given: Option<&str>) -> Field {
    let chosen = given.and_then(|it| request.sure(it));
    let mut all: Vec<&Certification> = request.knowledge.iter().collect();
    let entry = if (1..=MOST).contains(&all.len()) {
        all.sort_by_cached_key(|it| certs::place(request, it));
        let choices = all.into_iter().map(|it| choice(it, chosen.as_ref() == Some(&it.id)));
        Entry::Choice { choices: choices.collect(), most: 1 }
    } else {
        text(given.unwrap_or_default(), 200)
    };
    Field {
        option,
        label: "Which certification".to_owned(),
        hint: match entry {
            Entry::Text { .. } => "A short name, an exam code or part of a name".to_owned(),
            _ => String::new(),
        },
        is_required: true,
        entry,
    }
}

/// As many as a list offers, those first that these words may mean, and whether that is all.
pub(super) fn likeliest(request: &Request<'_>, words: &str) -> (Vec<Choice>, bool) {
    let decided = request.index.decide(words);
    let mentioned = request.index.mentions(words);
    let by_name = mentioned.named.into_iter().map(|it| it.found.id);
    let near = decided.matches().iter().map(|it| it.id.clone());
    let completed = words.split_whitespace().flat_map(|it| request.index.complete(it, 5));
    let first = by_name.chain(near).chain(completed.map(|it| it.id));
    let mut rest: Vec<&Certification> = request.knowledge.iter().collect();
    let is_all = rest.len() <= MOST;
    rest.sort_by_cached_key(|it| certs::place(request, it));
    let mut shown: Vec<&Certification> = Vec::new();
    for it in first.filter_map(|it| request.knowledge.shown(&it)).chain(rest) {
        if shown.len() < MOST && shown.iter().all(|other| other.id != it.id) {
            shown.push(it);
        }
    }
    (shown.into_iter().map(|it| choice(it, false)).collect(), is_all)
}

fn choice(it: &Certification, is_chosen: bool) -> Choice {
    Choice {
        value: it.id.to_string(),
        label: shortened(&wording::title(it), LABEL_CHARACTERS),
        detail: String::new(),
        is_chosen,
    }
}

/// A line to type in.
pub(super) fn text(value: &str, longest: u16) -> Entry {
    Entry::Text { value: shortened(value, usize::from(longest)), longest, is_long: false }
}

/// The same with room for several lines.
pub(super) fn long_text(value: &str, longest: u16) -> Entry {
    Entry::Text { value: shortened(value, usize::from(longest)), longest, is_long: true }
}

/// The first words that are no longer, in characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
