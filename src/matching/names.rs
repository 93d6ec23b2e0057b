//! The names in a question: those that are spelled out, those that are misspelt, and those that
//! stand for something else.
//!
//! Stricter than a query, where nothing but a name is expected, and more lenient than a message,
//! where nobody has asked: whoever asks a question waits for an answer, and is told how a misspelt
//! name was read.

use std::ops::Range;

use super::fold::{Kind, Piece};
use super::mentions::Message;
use super::near::{Slip, slip};
use super::vocabulary::Sense;
use super::weigh::has_all_digits;
use super::{Because, Decision, Index, Match};

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameInText {
    /// Its bytes in the text.
    pub place: Range<usize>,
    /// As written.
    pub words: String,
    /// What it stands for.
    pub sense: NameSense,
}

/// What a name in a text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameSense {
    /// This certification.
    Certain(Match),
    /// This certification, with a letter wrong: nothing else that we know is as near.
    Misspelt(Match),
    /// One of these, best first.
    Several(Vec<Match>),
    /// Something else that goes by a name of ours.
    Homonym,
}

// In shorter words every letter counts.
const LETTERS_MIN: usize = 4;

// A tie between two slips is no reason for either; these many steps apart is one.
const CLEARLY_LIKELIER: u8 = 1;

impl Index {
    /// The names in `text`, in order, none within another. Reads its first
    /// [`super::MESSAGE_CHARACTERS`] characters.
    pub fn names(&self, text: &str) -> Vec<NameInText> {
        let message = Message::new(self, text);
        let mut names = message.spelled_out();
        let mut number = 0;
        while number < message.pieces.len() {
            let taken =
                names.iter().find(|it| it.place.contains(&message.pieces[number].place.start));
            let found = if taken.is_some() { None } else { other(self, &message, number) };
            number += found.as_ref().map_or(1, |(pieces, _)| *pieces);
            names.extend(found.map(|(_, name)| name));
        }
        names.sort_by_key(|it| it.place.start);
        for name in &mut names {
            self.offer_shown(&mut name.sense);
        }
        names
    }

    /// Takes what is hidden out of a choice, unless there is nothing else: then it is the first.
    fn offer_shown(&self, sense: &mut NameSense) {
        let NameSense::Several(several) = sense else { return };
        let first = several.first().cloned();
        several.retain(|it| !self.is_hidden(it));
        if let (true, Some(first)) = (several.is_empty(), first) {
            *sense = NameSense::Certain(first);
        }
    }
}

/// A name that begins with a piece and is not spelled out, and how many pieces it has.
fn other(index: &Index, message: &Message<'_>, first: usize) -> Option<(usize, NameInText)> {
    let piece = message.pieces.get(first)?;
    match piece.kind {
        Kind::Digits => exam_number(index, message, first),
        Kind::Letters if message.manners[first].may_name() => code(index, message, first),
        Kind::Letters | Kind::Unspaced => None,
    }
}

/// The number of an exam by itself: `31-03`.
fn exam_number(index: &Index, message: &Message<'_>, first: usize) -> Option<(usize, NameInText)> {
    let [one, two] = message.pieces.get(first..first + 2)? else { return None };
    let is_tied = two.kind == Kind::Digits && message.gap(first + 1) == "-";
    let owners = index.numbers.get(format!("{}{}", one.text, two.text).as_str());
    let owners = owners.filter(|_| is_tied && one.starts_word)?;
    let mut owners = owners.clone();
    owners.sort_by_key(|it| (index.entry(*it).standing, *it));
    owners.dedup();
    let matches: Vec<Match> =
        owners.iter().take(5).map(|it| index.found(*it, Because::ExamNumber)).collect();
    let sense = match matches.as_slice() {
        [only] => NameSense::Certain(only.clone()),
        _ => NameSense::Several(matches),
    };
    Some((2, message.name(first..first + 2, sense)))
}

/// The letters of a code, right or nearly so, with the digits that are tied to them.
fn code(index: &Index, message: &Message<'_>, first: usize) -> Option<(usize, NameInText)> {
    let piece = message.pieces.get(first).filter(|it| it.starts_word)?;
    let digits: Vec<String> = message
        .pieces
        .iter()
        .enumerate()
        .skip(first + 1)
        .take_while(|(number, it)| {
            it.kind == Kind::Digits && matches!(message.gap(*number), "" | "-" | " ")
        })
        .map(|(_, it)| it.text.clone())
        .collect();
    let is_tied = !digits.is_empty() && message.gap(first + 1) != " ";
    if index.stem_numbers.contains_key(piece.text.as_str()) && is_tied {
        // A number that nothing has is no slip; the ones that exist are offered.
        let range = first..first + 1 + digits.len();
        let words = message.words(&range).to_owned();
        let Decision::Unsure(matches) = index.decide(&words) else { return None };
        return Some((range.len(), message.name(range, NameSense::Several(matches))));
    }
    misspelt(index, message, first, piece, &digits)
}

fn misspelt(
    index: &Index,
    message: &Message<'_>,
    first: usize,
    piece: &Piece,
    digits: &[String],
) -> Option<(usize, NameInText)> {
    let letters = piece.text.chars().count() + usize::from(!digits.is_empty());
    let is_known = index.vocabulary.word(&piece.text).is_some()
        || index.groups.is_elsewhere(&piece.text)
        || index.keys.contains_key(piece.text.as_str());
    if letters < LETTERS_MIN || is_known {
        return None;
    }
    let mut near: Vec<(Slip, u32)> = Vec::new();
    let mut has_digits = false;
    for number in index.stem_neighbours.candidates(&piece.text, 1) {
        let (stem, owners) = &index.stems[number as usize];
        let Some(slip) = slip(&piece.text, stem).filter(|it| it.is_one_edit()) else { continue };
        if message.speaks_of_another(stem) {
            continue;
        }
        for owner in owners {
            let entry = index.entry(*owner);
            let is_numbered = !digits.is_empty() && has_all_digits(entry, digits);
            has_digits |= is_numbered;
            if is_numbered || digits.is_empty() || !has_digits {
                near.push((slip, *owner));
            }
        }
    }
    if has_digits {
        near.retain(|(_, owner)| has_all_digits(index.entry(*owner), digits));
    }
    // `perp` is `prep` before it is any code.
    let speech = index.vocabulary.guesses(&piece.text);
    let speech = speech.iter().filter(|it| matches!(it.sense, Sense::Filler | Sense::Common));
    let likeliest = speech.map(|it| it.slip.cost()).min();
    near.retain(|(slip, _)| likeliest.is_none_or(|it| slip.cost() < it));
    near.sort_by_key(|(slip, owner)| (*slip, index.entry(*owner).standing, *owner));
    near.dedup_by_key(|it| it.1);
    let (best, owner) = *near.first()?;
    let is_clear =
        near.get(1).is_none_or(|(next, _)| next.cost() >= best.cost() + CLEARLY_LIKELIER);
    // The first letter is the one that people get right, but for fingers beside the key.
    let is_likely = best.keeps_first_letter() || best.is_key_beside() && near.len() == 1;
    let is_clear = is_clear && is_likely;
    let end = first + 1 + if has_digits { digits.len() } else { 0 };
    let sense = if is_clear {
        NameSense::Misspelt(index.found(owner, Because::MisspeltCode))
    } else {
        let offered = near.iter().take(5);
        NameSense::Several(offered.map(|it| index.found(it.1, Because::MisspeltCode)).collect())
    };
    Some((end - first, message.name(first..end, sense)))
}

impl Message<'_> {
    /// The names that are spelled out, and those that stand for something else.
    fn spelled_out(&self) -> Vec<NameInText> {
        let all = self.found();
        let kept = self.are_ours(&all);
        let mut names: Vec<NameInText> = Vec::new();
        for (found, is_ours) in all.into_iter().zip(kept) {
            let sense = match (is_ours, found.decision) {
                (false, _) => NameSense::Homonym,
                (true, Decision::Sure(found)) => NameSense::Certain(found),
                (true, Decision::Unsure(several)) => NameSense::Several(several),
                (true, Decision::Unknown(_)) => continue,
            };
            names.push(self.name(found.pieces, sense));
        }
        for number in 0..self.pieces.len() {
            let range = number..number + 1;
            let is_taken = |it: &NameInText| it.place.contains(&self.pieces[number].place.start);
            if self.homonym(&range).is_some() && !names.iter().any(is_taken) {
                names.push(self.name(range, NameSense::Homonym));
            }
        }
        names
    }

    fn name(&self, pieces: Range<usize>, sense: NameSense) -> NameInText {
        let row = self.pieces.get(pieces.clone()).unwrap_or_default();
        let start = row.first().map_or(0, |it| it.place.start);
        let end = row.last().map_or(start, |it| it.place.end);
        NameInText { place: start..end, words: self.words(&pieces).to_owned(), sense }
    }
}
