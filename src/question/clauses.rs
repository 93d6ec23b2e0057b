//! A question cut into what it asks: `how long is it and what does it cost` asks twice.

use super::Kind;
use super::concepts::concepts;
use super::model::features::words;
use super::model::{Scores, model};
use super::reading::best;
use super::roles::speaks;

/// A part of a question that asks one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its words, with stand-ins for names.
    pub words: String,
    /// What it asks.
    pub kind: Kind,
    /// How likely that is.
    pub share: f32,
}

// A part of a question counts as a question of its own only where there is little doubt what it
// asks: most parts are stories around one.
const SURE: f32 = 0.5;

// Where the whole is as clear as this, a part that asks another thing needs this much: mostly it is
// the story around the question.
const CLEAR: f32 = 0.85;
const SURE_BESIDE: f32 = 0.75;

// Of two facts in the same words, the less likely one.
const SECOND: f32 = 0.2;

// `and price` asks, `or` alone does not.
const WORDS_MIN: usize = 2;

/// No answer holds more.
const CLAUSES_MAX: usize = 2;

/// Words between two clauses, with the blanks around them.
const JOINTS: &[&str] = &[
    " and ", " & ", " n ", " plus ", " also ", " y ", " e ", " und ", " oraz ", " et ", " sowie ",
    ", ", "; ", "? ", "?", "! ", ". ", "\n", " - ", " + ", " / ",
];

/// What a question asks, the likeliest of all first: one thing, or two that are each certain.
pub(super) fn clauses(masked: &str, shares: &Scores) -> Vec<Clause> {
    if words(masked).is_empty() {
        return Vec::new();
    }
    let (kind, share) = best(shares, |_| true);
    let whole = Clause { words: masked.to_owned(), kind, share };
    let parts: Vec<Clause> = parts(masked)
        .into_iter()
        .filter(|it| words(it).len() >= WORDS_MIN)
        .map(|it| {
            let (kind, share) = best(&model().shares(it), |_| true);
            Clause { words: it.to_owned(), kind, share }
        })
        .filter(|it| {
            let is_beside = it.kind != kind && share > CLEAR;
            it.share >= if is_beside { SURE_BESIDE } else { SURE }
                && stands_alone(it.kind)
                && !is_told(it)
        })
        .collect();
    let mut asked: Vec<Clause> = Vec::new();
    for part in parts {
        if asked.iter().all(|it| it.kind != part.kind) {
            asked.push(part);
        }
    }
    if asked.len() < 2 {
        return with_second(whole, shares);
    }
    asked.sort_by(|one, other| other.share.total_cmp(&one.share));
    asked.truncate(CLAUSES_MAX);
    // In the order in which they were asked.
    asked.sort_by_key(|it| masked.find(&it.words));
    asked
}

/// Whether it tells of an exam that was passed: `passed it at the second try` asks for no rule.
fn is_told(it: &Clause) -> bool {
    it.kind == Kind::Retake && words(&it.words).iter().any(|it| speaks("passed", it))
}

/// The whole, and once more for another fact where its words speak of two.
fn with_second(whole: Clause, shares: &Scores) -> Vec<Clause> {
    let (kind, share) = best(shares, |it| it != whole.kind && is_fact(it));
    let text = whole.words.clone();
    let spoken = words(&whole.words);
    // `what is it with a retake`: the price and the rule.
    if whole.kind == Kind::Retake && concepts().are_spelled("money", &spoken) {
        let price = Clause { kind: Kind::Price, ..whole.clone() };
        return vec![price, whole];
    }
    let is_second = share >= SECOND && is_fact(whole.kind);
    let second = is_second.then_some(Clause { words: text, kind, share });
    std::iter::once(whole).chain(second).collect()
}

/// Kinds that ask for one fact of a certification.
fn is_fact(kind: Kind) -> bool {
    stands_alone(kind) && !matches!(kind, Kind::About | Kind::Next) || kind == Kind::Worth
}

/// Kinds that are asked in one breath with another.
fn stands_alone(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Price
            | Kind::Discount
            | Kind::Duration
            | Kind::Items
            | Kind::PassMark
            | Kind::Validity
            | Kind::Retake
            | Kind::Languages
            | Kind::Delivery
            | Kind::Study
            | Kind::Syllabus
            | Kind::Verify
            | Kind::Level
            | Kind::Prerequisites
            | Kind::Next
            | Kind::Status
            | Kind::Booking
            | Kind::About
    )
}

fn parts(masked: &str) -> Vec<&str> {
    let mut parts = vec![masked];
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|it| it.split(joint)).collect();
    }
    parts.into_iter().map(str::trim).filter(|it| !it.is_empty()).collect()
}
