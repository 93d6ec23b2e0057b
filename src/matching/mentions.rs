//! Which certifications a whole message names: only what is certain, since nobody was asked.
//!
//! A query is about a certification, a message may be about anything. So a name counts where it is
//! written out, and nothing that is near one: no slips, no words of a name in another order, no
//! level with a track. What goes by a name that is ours and could be another's, or a number, or a
//! file, does not count either.

mod gather;
mod homonyms;
mod speech;
#[cfg(test)]
mod tests;
mod window;

use std::cell::OnceCell;
use std::collections::HashSet;

pub(super) use self::homonyms::Homonyms;
use self::speech::{Manner, manners};
use super::fold::{Kind, Piece, fold_long};
use super::{Index, Match};

/// So many characters of a message are read: the longest that Discord takes has no more.
pub const MESSAGE_CHARACTERS: usize = 4_000;

/// What a message names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Mentions {
    /// Certifications that it names for certain, each once, in order of first mention.
    pub named: Vec<Mention>,
    /// Names that several certifications go by, each once, in order of first mention. Not those
    /// whose certifications are all named besides.
    pub unclear: Vec<UnclearMention>,
}

/// A certification, and the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Which certification, and why we think so.
    pub found: Match,
    /// As written, where it is first named.
    pub words: String,
}

/// Words that name several certifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclearMention {
    /// As written, where they first stand.
    pub words: String,
    /// Which may be meant, best first, two to five.
    pub candidates: Vec<Match>,
}

pub(super) fn mentions(index: &Index, text: &str) -> Mentions {
    Message::new(index, text).mentions()
}

/// A message taken apart.
pub(super) struct Message<'a> {
    index: &'a Index,
    text: &'a str,
    pub(super) pieces: Vec<Piece>,
    /// How each piece is said.
    pub(super) manners: Vec<Manner>,
    /// Numbers of the issuers whose name or subject is in it, once somebody asks.
    issuers: OnceCell<HashSet<u32>>,
}

impl<'a> Message<'a> {
    pub(super) fn new(index: &'a Index, text: &'a str) -> Self {
        let end =
            text.char_indices().nth(MESSAGE_CHARACTERS).map_or(text.len(), |(place, _)| place);
        let text = text.get(..end).unwrap_or(text);
        let pieces = fold_long(text, MESSAGE_CHARACTERS);
        let manners = manners(index, text, &pieces);
        let mut message = Self { index, text, pieces, manners, issuers: OnceCell::new() };
        message.read_first_numerals();
        message
    }

    /// Makes a number of the first of two: `PCPP I and PCPP II`, `PCPP I or II`. A lone `I` is a
    /// person speaking.
    fn read_first_numerals(&mut self) {
        for number in 1..self.pieces.len() {
            let Some([stem, piece, _, next, last @ ..]) = self.pieces.get(number - 1..) else {
                break;
            };
            let is_numeral =
                self.text.get(piece.place.clone()) == Some("I") && !piece.starts_phrase;
            let is_roman = |it: &Piece| {
                it.kind == Kind::Digits
                    && self.text.get(it.place.clone()).is_some_and(|it| it.starts_with('I'))
            };
            let goes_on =
                is_roman(next) || next.text == stem.text && last.first().is_some_and(is_roman);
            if is_numeral && goes_on {
                "1".clone_into(&mut self.pieces[number].text);
                self.pieces[number].kind = Kind::Digits;
            }
        }
    }

    /// What stands between a piece and the one before it.
    pub(super) fn gap(&self, number: usize) -> &'a str {
        let before = number.checked_sub(1).and_then(|it| self.pieces.get(it));
        let start = before.map_or(0, |it| it.place.end);
        let end = self.pieces.get(number).map_or(self.text.len(), |it| it.place.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a piece is the first one of a sentence or a line.
    fn starts_sentence(&self, number: usize) -> bool {
        self.pieces.get(number).is_none_or(|it| it.starts_phrase)
            && self.gap(number).contains(['.', '!', '?', '\n', '…', '。', '！', '？'])
    }
}
