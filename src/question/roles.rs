//! The part that a certification plays in a question, by the words around its name.

use super::model::features::NAME;

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

const HELD: &[&str] = &[
    "passed",
    "pased",
    "have",
    "has",
    "got",
    "gotten",
    "finished",
    "done",
    "did",
    "completed",
    "earned",
    "cleared",
    "hold",
    "holding",
    "own",
    "after",
    "since",
    "past",
    "aced",
    "nailed",
    "obtained",
    "ive",
    "aprobe",
    "tengo",
    "saque",
    "pase",
    "termine",
    "despues",
    "tras",
    "tenho",
    "passei",
    "tirei",
    "terminei",
    "fiz",
    "depois",
    "habe",
    "hab",
    "nach",
    "geschafft",
    "bestanden",
    "mam",
    "zdalem",
    "zdalam",
    "zrobilem",
    "zrobilam",
    "po",
    "zdane",
    "ai",
    "obtenu",
    "reussi",
    "apres",
    "склав",
    "склала",
    "сдал",
    "сдала",
    "маю",
    "после",
    "fatto",
    "preso",
    "dopo",
    "heb",
    "na",
];

const HELD_BEHIND: &[&str] = &[
    "done",
    "passed",
    "finished",
    "bestanden",
    "geschafft",
    "hab",
    "completed",
    "cleared",
    "aprobada",
    "aprobado",
    "zdany",
    "zdane",
    "mam",
    "obtenu",
    "feito",
    "holder",
];

const WANTED: &[&str] = &[
    "to", "before", "until", "til", "till", "towards", "toward", "reach", "become", "want",
    "wanna", "antes", "hasta", "para", "quiero", "ate", "quero", "bis", "zum", "zur", "vor",
    "will", "fur", "przed", "do", "chce", "avant", "vers", "veux", "pour",
];

const EXCLUDED: &[&str] = &[
    "not",
    "no",
    "without",
    "except",
    "besides",
    "skip",
    "skipping",
    "instead",
    "dont",
    "avoid",
    "minus",
    "sin",
    "menos",
    "excepto",
    "saltar",
    "saltarme",
    "sem",
    "pular",
    "ohne",
    "statt",
    "ausser",
    "nicht",
    "uberspringen",
    "bez",
    "oprocz",
    "pominac",
    "nie",
    "sans",
    "sauf",
    "sauter",
    "w/o",
    "wo",
];

/// The role of each name in a text with stand-ins, in order; `words` are its folded words.
pub(super) fn roles(words: &[String]) -> Vec<Role> {
    let is_name = |it: &&String| it.starts_with(NAME);
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
            (Some(last), Some(role)) if is_listed(words.get(last + 1..place)) => *role,
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
    before.iter().rev().take(3).any(|it| EXCLUDED.contains(&it.as_str()))
}

/// Words that join what comes after them to what was said before.
const AND: &[&str] = &["and", "y", "e", "und", "i", "et", "n"];

fn goes_on(before: &[String]) -> bool {
    before.last().is_some_and(|it| AND.contains(&it.as_str()))
}

fn is_listed(between: Option<&[String]>) -> bool {
    let words = ["and", "y", "e", "und", "i", "et", "or", "o", "ou", "oder", "lub"];
    matches!(between, Some([only]) if words.contains(&only.as_str()))
}

fn role(before: &[String], behind: &[String]) -> Role {
    // The nearest word decides: `have pcep, want pcap`.
    for (distance, word) in before.iter().rev().enumerate() {
        let word = word.as_str();
        let is_near = distance < 3;
        if EXCLUDED.contains(&word) && is_near {
            return Role::Excluded;
        }
        if HELD.contains(&word) {
            return Role::Held;
        }
        if WANTED.contains(&word) && is_near {
            return Role::Wanted;
        }
    }
    let is_held = behind.iter().any(|it| HELD_BEHIND.contains(&it.as_str()));
    if is_held { Role::Held } else { Role::Meant }
}
