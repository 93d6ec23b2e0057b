//! The part that a certification plays in a question, by the words around its name.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::model::features::{ELSEWHERE, NAME, words};

/// The part that a certification plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is what the question is about.
    Meant,
    /// The person has it, or is about to.
    Held,
    /// The person wants to get there.
    Wanted,
    /// The person does not want it, or wants to do without it.
    Excluded,
}

// Words right before a name, none more than this many away. `i passed my pcap`.
const BEFORE: usize = 4;
const BEHIND: usize = 2;

/// Words for parts, by their name in `roles.txt`.
static WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<_, HashSet<_>> = HashMap::new();
    let lines = include_str!("roles.txt").lines().filter(|it| !it.starts_with('#'));
    for (name, line) in lines.filter_map(|it| it.split_once(": ")) {
        words.entry(name).or_default().extend(line.split_whitespace());
    }
    words
});

/// Whether a word is one of those of a name in `roles.txt`.
pub(super) fn speaks(name: &str, word: &str) -> bool {
    WORDS.get(name).is_some_and(|it| it.contains(word))
}

/// The role of each name in a text with stand-ins, in order, of those that we know and of those
/// that we do not.
pub(super) struct Roles {
    pub(super) ours: Vec<Role>,
    pub(super) elsewhere: Vec<Role>,
}

impl Roles {
    /// Of the names in a text with stand-ins. What one sentence says of a name says nothing of those
    /// in the next.
    pub(super) fn of(masked: &str) -> Self {
        let mut found = Self { ours: Vec::new(), elsewhere: Vec::new() };
        for words in masked.split(SENTENCE_ENDS).map(words) {
            let names = words.iter().filter(|it| it.starts_with([NAME, ELSEWHERE]));
            for (name, role) in names.zip(roles(&words)) {
                let of =
                    if name.starts_with(NAME) { &mut found.ours } else { &mut found.elsewhere };
                of.push(role);
            }
        }
        found
    }
}

/// What ends a sentence.
pub(super) const SENTENCE_ENDS: [char; 6] = ['.', '!', '?', ':', ';', '\n'];

/// The role of each name, in order; `words` are the folded words of one sentence.
fn roles(words: &[String]) -> Vec<Role> {
    let is_name = |it: &&String| it.starts_with([NAME, ELSEWHERE]);
    let places = words.iter().enumerate().filter(|(_, it)| is_name(it)).map(|(place, _)| place);
    let mut roles: Vec<Role> = Vec::new();
    let mut last: Option<usize> = None;
    for place in places {
        let start = last.map_or(0, |it| it + 1).max(place.saturating_sub(BEFORE));
        let before = words.get(start..place).unwrap_or_default();
        let behind =
            words.get(place + 1..(place + 1 + BEHIND).min(words.len())).unwrap_or_default();
        let role = match (last, roles.last()) {
            // `pcap and pcpp1` are one thing.
            (Some(last), Some(role))
                if is_joint(words.get(last + 1..place).unwrap_or_default()) =>
            {
                *role
            }
            // `passed pcep in june and pcap last week`: what goes for one goes for the next.
            (Some(_), Some(Role::Held))
                if role(before, behind) == Role::Meant && goes_on(before) =>
            {
                Role::Held
            }
            _ => role(before, behind),
        };
        roles.push(role);
        last = Some(place);
    }
    roles
}

/// Whether words rule out what comes after them.
pub(super) fn is_excluded(before: &[String]) -> bool {
    before.iter().rev().take(3).any(|it| speaks("excluded", it))
}

/// Words that join what comes after them to what was said before.
const AND: &[&str] = &["and", "y", "e", "und", "i", "et", "n"];

fn goes_on(before: &[String]) -> bool {
    before.last().is_some_and(|it| AND.contains(&it.as_str()))
}

/// Whether words between two names make one list of them.
pub(super) fn is_joint(between: &[String]) -> bool {
    let words = ["and", "y", "e", "und", "i", "et", "or", "o", "ou", "oder", "lub", "n", "nor"];
    match between {
        [] => true,
        [only] => words.contains(&only.as_str()),
        _ => false,
    }
}

fn role(before: &[String], behind: &[String]) -> Role {
    // The nearest word decides: `have pcep, want pcap`.
    for (distance, word) in before.iter().rev().enumerate() {
        let word = word.as_str();
        let is_near = distance < 3;
        // `passei no pced`: Portuguese for `in the`.
        let next = before.iter().rev().nth(distance + 1);
        if word == "no" && next.is_some_and(|it| speaks("held", it)) {
            continue;
        }
        if speaks("excluded", word) && is_near {
            return Role::Excluded;
        }
        if speaks("held", word) {
            return Role::Held;
        }
        if speaks("wanted", word) && is_near {
            return Role::Wanted;
        }
    }
    let is_held = behind.iter().any(|it| speaks("held_behind", it));
    if is_held { Role::Held } else { Role::Meant }
}
