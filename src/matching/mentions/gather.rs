//! From names in a row to what a message names: each once, and what is unclear only where no name
//! beside it makes it clear.

use std::ops::Range;

use super::{Mention, Mentions, Message, UnclearMention};
use crate::matching::fold::{is_unseen, joined};
use crate::matching::{Decision, Match};

/// A name in a message.
pub(in crate::matching) struct Found {
    pub(in crate::matching) pieces: Range<usize>,
    /// From the first of the pieces that say what it is.
    start: usize,
    pub(in crate::matching) decision: Decision,
}

impl Message<'_> {
    pub(super) fn mentions(&self) -> Mentions {
        let all = self.found();
        let kept = self.are_ours(&all);
        let found: Vec<Found> =
            all.into_iter().zip(kept).filter(|(_, is_ours)| *is_ours).map(|(it, _)| it).collect();
        let mut mentions = Mentions::default();
        for (number, it) in found.iter().enumerate() {
            let words = || unmarked(self.words(&(it.start..it.pieces.end)));
            match &it.decision {
                Decision::Sure(named) => {
                    if mentions.named.iter().all(|it| it.found.id != named.id) {
                        mentions.named.push(Mention { found: named.clone(), words: words() });
                    }
                }
                Decision::Unsure(candidates) if !is_made_clear(&found, number) => {
                    let is_known = |it: &UnclearMention| are_same(&it.candidates, candidates);
                    if !mentions.unclear.iter().any(is_known) {
                        let candidates = candidates.clone();
                        mentions.unclear.push(UnclearMention { words: words(), candidates });
                    }
                }
                Decision::Unsure(_) | Decision::Unknown(_) => {}
            }
        }
        let named = &mentions.named;
        let is_named = |candidate: &Match| named.iter().any(|it| it.found.id == candidate.id);
        mentions.unclear.retain(|it| !it.candidates.iter().all(is_named));
        mentions
    }

    /// Every name, in order, the longest where one is within another.
    pub(in crate::matching) fn found(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut first = 0;
        while first < self.pieces.len() {
            let Some((mut pieces, decision)) = self.name_at(first) else {
                first += 1;
                continue;
            };
            let (name, start) = (pieces.clone(), pieces.start);
            found.push(Found { pieces: pieces.clone(), start, decision });
            while let Some((next, decision)) = self.next_number(&name, pieces.end) {
                found.push(Found { pieces: next.clone(), start, decision });
                pieces = next;
            }
            first = pieces.end;
        }
        found
    }

    /// The pieces with nothing between them.
    pub(super) fn key(&self, range: &Range<usize>) -> String {
        self.pieces.get(range.clone()).map(joined).unwrap_or_default()
    }

    /// A row of pieces as written.
    pub(in crate::matching) fn words(&self, range: &Range<usize>) -> &str {
        let pieces = self.pieces.get(range.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return "" };
        self.text.get(first.place.start..last.place.end).unwrap_or_default()
    }
}

/// Whether one of those that may be meant is named right beside it: `Certified Professional in
/// Python Programming (PCPP1)`.
fn is_made_clear(found: &[Found], number: usize) -> bool {
    let it = &found[number];
    let before = number.checked_sub(1).and_then(|it| found.get(it));
    let beside = [before, found.get(number + 1)].into_iter().flatten();
    let mut touching = beside
        .filter(|other| other.pieces.end == it.pieces.start || other.pieces.start == it.pieces.end);
    touching.any(|other| {
        let Decision::Sure(named) = &other.decision else { return false };
        it.decision.matches().iter().any(|it| it.id == named.id)
    })
}

/// Without the marks of Discord's markdown and what nobody sees, and with the bracket closed that a
/// name may end in: `**PCAP**-31-03` names by `PCAP-31-03`.
fn unmarked(words: &str) -> String {
    let mut words: String = words
        .chars()
        .filter(|it| !matches!(it, '*' | '`' | '|' | '~') && !is_unseen(*it))
        .collect();
    if words.contains('(') && !words.contains(')') {
        words.push(')');
    }
    words
}

fn are_same(one: &[Match], other: &[Match]) -> bool {
    one.len() == other.len() && one.iter().all(|it| other.iter().any(|other| other.id == it.id))
}
