//! What a query that is still being typed may become.

use super::build::tail;
use super::entry::{Availability, Standing};
use super::fold::{fold, spaced};
use super::{Because, Index, Match};

// A beginning that more places share is too short to tell anything; of those, the first in the
// order of the alphabet are looked at, so that the first letter costs no more than the fifth.
const LOOKED_AT_MAX: usize = 1_000;

pub(super) fn complete(index: &Index, typed: &str, limit: usize) -> Vec<Match> {
    let text = spaced(&fold(typed));
    if text.is_empty() {
        let shown = index.by_standing.iter().filter(|it| !index.entry(**it).is_hidden);
        let first = shown.take(limit);
        return first.map(|it| index.found(*it, Because::Standing)).collect();
    }
    let decision = index.decide(typed);
    let mut matches: Vec<Match> = Vec::new();
    let mut add = |found: Match| {
        if matches.len() < limit
            && !index.is_hidden(&found)
            && matches.iter().all(|it| it.id != found.id)
        {
            matches.push(found);
        }
    };
    // What is exact comes first, then what it may grow to, then what else it may mean.
    for found in decision.matches().iter().filter(|it| it.because <= Because::CodeInText) {
        add(found.clone());
    }
    for entry in beginning_with(index, &text, limit) {
        add(index.found(entry, Because::Prefix));
    }
    for found in decision.matches() {
        add(found.clone());
    }
    for entry in with_last_word_open(index, typed, limit) {
        add(index.found(entry, Because::SomeWords));
    }
    matches
}

/// Entries that are shown, with a name that goes on from `text`, from its beginning or from one of its words:
/// first what can be booked, then those whose name begins so, then by standing, then by id.
pub(super) fn beginning_with(index: &Index, text: &str, limit: usize) -> Vec<u32> {
    let start = index.prefixes.partition_point(|it| tail(&index.spelled, *it) < text);
    let mut found: Vec<(Availability, bool, Standing, u32)> = Vec::new();
    for place in index.prefixes.iter().skip(start).take(LOOKED_AT_MAX) {
        if !tail(&index.spelled, *place).starts_with(text) {
            break;
        }
        let entry = index.spelled[place.0 as usize].entry;
        if index.entry(entry).is_hidden {
            continue;
        }
        let standing = index.entry(entry).standing;
        found.push((standing.availability, place.1 > 0, standing, entry));
    }
    found.sort_unstable();
    let mut entries: Vec<u32> = Vec::new();
    for (.., entry) in found {
        if entries.len() == limit {
            break;
        }
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries
}

/// Entries that have all words but the last, and a word that begins like the last.
fn with_last_word_open(index: &Index, typed: &str, limit: usize) -> Vec<u32> {
    let pieces = fold(typed);
    let Some((last, before)) = pieces.split_last().filter(|it| !it.1.is_empty()) else {
        return Vec::new();
    };
    let reading = super::reading::Reading::new(index, before);
    let fits = super::weigh::fits(index, &reading);
    let count = reading.words.len() + reading.digits.len();
    let complete = fits.list.iter().filter(|it| it.is_complete && it.matched == count);
    let goes_on = complete.filter(|it| {
        index
            .entry(it.entry)
            .words
            .iter()
            .any(|word| index.vocabulary.text(*word).starts_with(&last.text))
    });
    let shown = goes_on.filter(|it| !index.entry(it.entry).is_hidden);
    shown.take(limit).map(|it| it.entry).collect()
}
