//! Short names that stand for something else too, and the words that say so.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Message;
use super::gather::Found;
use super::speech::Manner;
use crate::knowledge::Words;
use crate::matching::Decision;
use crate::matching::fold::{Piece, fold, joined};

// `packet capture` has two pieces, `path computation element` three.
const PIECES_MAX: usize = 3;

// What ours are, and captures, protocols and pharmacists are not.
const OURS: &[&str] = &["python", "cert", "certification", "certificate", "exam"];

// A longer sentence is not read to its end by those who look up queries.
const SENTENCE_MAX: usize = 200;

/// By short name as it is compared.
#[derive(Debug, Default)]
pub(in crate::matching) struct Homonyms(HashMap<Box<str>, Homonym>);

#[derive(Debug, Default)]
pub(in crate::matching) struct Homonym {
    beside: HashSet<Box<str>>,
    around: HashSet<Box<str>>,
}

impl Homonyms {
    pub(in crate::matching) fn new(words: &Words) -> Self {
        let phrases = |texts: &[String]| -> Vec<Box<str>> {
            texts.iter().map(|it| phrase(&fold(it)).into()).collect()
        };
        let mut homonyms: HashMap<Box<str>, Homonym> = HashMap::new();
        for it in &words.homonyms {
            // Somebody may have written down another sense of a name in a place of its own.
            let homonym = homonyms.entry(joined(&fold(&it.name)).into()).or_default();
            homonym.beside.extend(phrases(&it.beside));
            homonym.around.extend(phrases(&it.around));
        }
        Self(homonyms)
    }
}

impl Message<'_> {
    /// Whether a word right beside the name in `window` says that it stands for something else.
    pub(super) fn is_beside_a_homonym(&self, window: &Range<usize>) -> bool {
        let Some(homonym) = self.homonym(window) else { return false };
        let before = (1..=PIECES_MAX).filter_map(|it| window.start.checked_sub(it));
        let before = before.map(|it| it..window.start);
        let after = (1..=PIECES_MAX).map(|it| window.end..window.end + it);
        before.chain(after).any(|it| {
            let both = it.start.min(window.start)..it.end.max(window.end);
            homonym.beside.contains(self.phrase(&it).as_str()) && self.is_within_sentence(&both)
        })
    }

    /// Whether each of `found` is a name of ours: not where the message speaks of something else
    /// that goes by its name. If it does, a name counts in a sentence that is understood as one
    /// about ours: one that would be answered if it were a query, or that names another besides.
    pub(in crate::matching) fn are_ours(&self, found: &[Found]) -> Vec<bool> {
        // Pieces that speak of something else, by name.
        let mut signs: HashMap<String, Vec<usize>> = HashMap::new();
        let mut verdicts: HashMap<(String, usize), bool> = HashMap::new();
        let is_ours = |it: &Found| {
            let Some(homonym) = self.homonym(&it.pieces) else { return true };
            let key = self.key(&it.pieces);
            let signs = signs.entry(key.clone()).or_insert_with(|| self.signs(homonym, &key));
            if signs.is_empty() || self.is_said_to_be_ours(&it.pieces) {
                return true;
            }
            let sentence = self.sentence(&it.pieces);
            let names_another =
                |it: &Found| sentence.contains(&it.pieces.start) && self.key(&it.pieces) != key;
            *verdicts.entry((key.clone(), sentence.start)).or_insert_with(|| {
                !signs.iter().any(|it| sentence.contains(it))
                    && (found.iter().any(names_another) || self.is_answered(&sentence))
            })
        };
        found.iter().map(is_ours).collect()
    }

    /// Whether somebody says which one they mean: `PCAP the certification`, `PCAT the python one`.
    fn is_said_to_be_ours(&self, window: &Range<usize>) -> bool {
        let Some([the, what]) = self.pieces.get(window.end..window.end + 2) else { return false };
        the.text == "the" && OURS.contains(&what.text.as_str())
    }

    /// Whether the message has words that say that the short name `name`, as it is compared, would
    /// stand for something else in it.
    pub(in crate::matching) fn speaks_of_another(&self, name: &str) -> bool {
        let homonym = self.index.homonyms.0.get(name);
        homonym.is_some_and(|it| !self.signs(it, name).is_empty())
    }

    pub(in crate::matching) fn homonym(&self, window: &Range<usize>) -> Option<&Homonym> {
        // No short name has more pieces.
        (window.len() <= PIECES_MAX)
            .then(|| self.index.homonyms.0.get(self.key(window).as_str()))?
    }

    /// The pieces that say that the name `key` stands for something else: those that begin a phrase
    /// for that, and the names of files.
    fn signs(&self, homonym: &Homonym, key: &str) -> Vec<usize> {
        let is_phrase = |range: Range<usize>| homonym.around.contains(self.phrase(&range).as_str());
        let is_sign = |(number, piece): &(usize, &Piece)| {
            self.manners.get(*number) == Some(&Manner::Code) && piece.text == key
                || (1..=PIECES_MAX).any(|it| is_phrase(*number..number + it))
        };
        self.pieces.iter().enumerate().filter(is_sign).map(|(number, _)| number).collect()
    }

    fn phrase(&self, range: &Range<usize>) -> String {
        self.pieces.get(range.clone()).map(phrase).unwrap_or_default()
    }

    fn is_answered(&self, sentence: &Range<usize>) -> bool {
        let text = self.words(sentence);
        text.chars().count() <= SENTENCE_MAX && matches!(self.index.decide(text), Decision::Sure(_))
    }

    /// The pieces of the sentence that a name stands in.
    fn sentence(&self, window: &Range<usize>) -> Range<usize> {
        let start = (1..=window.start).rev().find(|it| self.starts_sentence(*it));
        let end = (window.end..self.pieces.len()).find(|it| self.starts_sentence(*it));
        start.unwrap_or(0)..end.unwrap_or(self.pieces.len())
    }

    fn is_within_sentence(&self, range: &Range<usize>) -> bool {
        !(range.start + 1..range.end).any(|it| self.starts_sentence(it))
    }
}

/// Pieces with a blank between any two: `n pcap` is no `npcap`.
fn phrase(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces.iter().map(|it| it.text.as_str()).collect();
    words.join(" ")
}
