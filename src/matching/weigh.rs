//! How well a certification fits the words of a query.

use std::cmp::Reverse;

use super::Index;
use super::build::Indexed;
use super::entry::{NameKind, Standing};
use super::near::Slip;
use super::reading::Reading;
use super::vocabulary::WordId;

/// How well one certification fits.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) entry: u32,
    /// How many words and numbers of the query describe it.
    pub(super) matched: usize,
    /// Whether all of them do.
    pub(super) is_complete: bool,
    /// Whether the words are those of one of its names, no more and no fewer.
    pub(super) equal: Option<Equal>,
    /// Which of its level and its track are named.
    pub(super) place: Place,
    /// Whether it has every number in the query.
    pub(super) has_digits: bool,
    /// Slips in the words that fit.
    slips: usize,
    standing: Standing,
}

/// How far a query places a certification among its issuer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It names its level, and by another word its track.
    LevelAndTrack,
    /// It names its level.
    Level,
    /// It names no level of its own.
    Other,
}

/// A name that has just the words of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Equal {
    pub(super) kind: NameKind,
    /// Whether it says what it is about, so that a query must do so too.
    pub(super) has_context: bool,
}

/// Certifications that fit, best first, and whether there may be more.
#[derive(Debug, Default)]
pub(super) struct Fits {
    pub(super) list: Vec<Fit>,
    pub(super) is_cut: bool,
}

// Words that so many certifications share tell little; looking at the first ones keeps the time
// of a look-up from growing with the catalogue. A set of words that is a whole name is found
// without this.
const WALKED_MAX: usize = 512;
const COMPLETE_MAX: usize = 48;

// Of those that have only some of the words, enough to fill a list of five.
const PER_WORD_MAX: usize = 48;
const WORDS_MAX: usize = 4;

/// The certifications that have words of the query, best first; ties by standing, then id.
pub(super) fn fits(index: &Index, reading: &Reading) -> Fits {
    let (candidates, is_cut) = candidates(index, reading);
    let mut list: Vec<Fit> = candidates
        .into_iter()
        .map(|it| fit(index, reading, it))
        .filter(|it| it.matched > 0)
        .collect();
    list.sort_by_key(|it| {
        let is_unequal = it.equal.is_none();
        let unmatched = Reverse(it.matched);
        let rank = (is_unequal, unmatched, it.place == Place::Other, !it.has_digits);
        (rank, it.slips, it.standing, it.entry)
    });
    Fits { list, is_cut }
}

fn candidates(index: &Index, reading: &Reading) -> (Vec<u32>, bool) {
    let mut found: Vec<u32> = Vec::new();
    if let Some(bag) = reading.bag(index) {
        found.extend(
            index.bags.get(bag.as_slice()).into_iter().flatten().map(|it| it.0).take(PER_WORD_MAX),
        );
    }
    let digits = reading.digits.iter().filter_map(|it| index.vocabulary.word(it)?.content());
    let mut lists: Vec<Vec<&[u32]>> = reading
        .words
        .iter()
        .map(|it| it.options.iter().map(|word| index.vocabulary.entries(*word)).collect())
        .chain(digits.map(|it| vec![index.vocabulary.entries(it)]))
        .collect();
    lists.sort_by_key(|it| it.iter().map(|it| it.len()).sum::<usize>());
    let mut is_cut = false;
    if let Some((rarest, others)) = lists.split_first() {
        let has_all = |entry: &u32| {
            others.iter().all(|it| it.iter().any(|it| it.binary_search(entry).is_ok()))
        };
        let count: usize = rarest.iter().map(|it| it.len()).sum();
        let walked = rarest.iter().flat_map(|it| it.iter()).take(WALKED_MAX);
        let complete: Vec<u32> =
            walked.filter(|it| has_all(it)).copied().take(COMPLETE_MAX).collect();
        is_cut = count > WALKED_MAX || complete.len() == COMPLETE_MAX;
        found.extend(complete);
    }
    for list in lists.iter().take(WORDS_MAX) {
        found.extend(list.iter().flat_map(|it| it.iter()).take(PER_WORD_MAX));
    }
    found.sort_unstable();
    found.dedup();
    (found, is_cut)
}

fn has(words: &[WordId], word: WordId) -> bool {
    words.binary_search(&word).is_ok()
}

/// How well `entry` fits.
pub(super) fn fit(index: &Index, reading: &Reading, entry: u32) -> Fit {
    let indexed = index.entry(entry);
    let mut bag: Vec<WordId> = Vec::new();
    let mut slips = 0;
    for typed in &reading.words {
        let Some(word) = typed.options.iter().find(|it| has(&indexed.words, **it)) else {
            continue;
        };
        bag.push(*word);
        slips += typed.slip.map_or(0, Slip::errors);
    }
    let mut has_digits = true;
    for digits in &reading.digits {
        let word = index.vocabulary.word(digits).and_then(|it| it.content());
        match word.filter(|it| has(&indexed.words, *it)) {
            Some(word) => bag.push(word),
            None => has_digits &= is_own(indexed, digits),
        }
    }
    let count = reading.words.len() + reading.digits.len();
    let matched = bag.len();
    let is_complete = matched == count;
    bag.sort_unstable();
    bag.dedup();
    let names = indexed.names.iter().filter(|it| is_complete && it.content == bag);
    let equal = names
        .min_by_key(|it| (it.kind == NameKind::FamilyName, it.has_context))
        .map(|it| Equal { kind: it.kind, has_context: it.has_context });
    let has_level = bag.iter().any(|it| indexed.level.contains(it));
    let has_track = bag.iter().any(|it| indexed.track.contains(it) && !indexed.level.contains(it));
    Fit {
        entry,
        matched,
        is_complete,
        equal,
        place: match (has_level, has_track) {
            (true, true) => Place::LevelAndTrack,
            (true, false) => Place::Level,
            (false, _) => Place::Other,
        },
        has_digits,
        slips,
        standing: indexed.standing,
    }
}

/// Whether a run of digits stands in a name or code of the certification; `x` is any digit.
pub(super) fn is_own(entry: &Indexed, digits: &str) -> bool {
    entry.digits.iter().any(|it| is_same_number(it, digits))
}

/// Whether all digits in a query are those of the certification: each run is, or all of them run
/// together are those of an exam.
pub(super) fn has_all_digits(entry: &Indexed, digits: &[String]) -> bool {
    if digits.iter().all(|it| is_own(entry, it)) {
        return true;
    }
    let typed = digits.concat();
    entry.exam_digits.iter().any(|it| is_same_number(it, &typed))
}

fn is_same_number(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one
            .chars()
            .zip(other.chars())
            .all(|(one, other)| one == other || one == 'x' || other == 'x')
}
