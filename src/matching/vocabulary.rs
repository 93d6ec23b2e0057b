//! Every word of every name and what it tells: which certifications, which issuer, or nothing.

use std::collections::HashMap;

use super::fold::{Kind, Piece, fold, joined};
use super::near::{Neighbours, Slip, budget, slip};
use crate::knowledge::Words;

/// Number of a word in the vocabulary.
pub(super) type WordId = u32;

/// What a word or phrase tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing: `exam`, `the`.
    Filler,
    /// Nothing, but it belongs to speech and not to names: `how`, `next`.
    Common,
    /// The issuer or its subject; the issuers' numbers.
    Context(Vec<u32>),
    /// Something about the certification. The word stands for all its synonyms.
    Content(WordId),
}

impl Sense {
    /// The word that tells something about a certification, if it does.
    pub(super) fn content(&self) -> Option<WordId> {
        match self {
            Self::Content(word) => Some(*word),
            _ => None,
        }
    }
}

/// A word of the vocabulary that somebody may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) text: Box<str>,
    pub(super) sense: Sense,
    pub(super) slip: Slip,
}

#[derive(Debug, Clone)]
struct Word {
    text: Box<str>,
    sense: Sense,
    /// Whose names and descriptions hold it, in order. Kept with the word that stands for all.
    entries: Vec<u32>,
    /// Issuers of those.
    issuers: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Phrase {
    /// What follows the first piece.
    rest: Vec<Box<str>>,
    sense: Sense,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, WordId>,
    words: Vec<Word>,
    /// By first piece; the longest first.
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    neighbours: Neighbours,
}

// A shorter word would be found inside any other: `entrylevel` is two words, `pypcap` is none.
const RUN_TOGETHER_MIN: usize = 4;

// In words of four letters only swapped ones are taken for a slip.
const SWAPPED_ONLY_MAX: usize = 4;

impl Vocabulary {
    pub(super) fn new(words: &Words) -> Self {
        let mut vocabulary = Self::default();
        // Whoever is learnt first keeps its sense: a filler that is also a common word is a filler.
        for text in &words.filler {
            vocabulary.learn(text, &Sense::Filler);
        }
        for group in &words.synonyms {
            vocabulary.learn_synonyms(group);
        }
        vocabulary
    }

    /// Words of plain speech, to be learnt when all names have been: a word of a name stays one.
    pub(super) fn learn_common(&mut self, words: &Words) {
        for text in &words.common {
            self.learn(text, &Sense::Common);
        }
    }

    /// A name or subject of an issuer.
    pub(super) fn learn_context(&mut self, text: &str, issuer: u32) {
        let pieces = fold(text);
        if let [piece] = pieces.as_slice()
            && let Some(&id) = self.numbers.get(piece.text.as_str())
            && let Sense::Context(issuers) = &mut self.words[id as usize].sense
        {
            if !issuers.contains(&issuer) {
                issuers.push(issuer);
            }
            return;
        }
        self.learn(text, &Sense::Context(vec![issuer]));
    }

    fn learn_synonyms(&mut self, group: &[String]) {
        let known =
            group.iter().find_map(|it| match self.numbers.get(joined(&fold(it)).as_str()) {
                Some(&id) => match self.words[id as usize].sense {
                    Sense::Content(meant) => Some(meant),
                    _ => None,
                },
                None => None,
            });
        let Some(first) = group.first() else { return };
        let meant = known.unwrap_or_else(|| self.intern(&joined(&fold(first))));
        for text in group {
            self.learn(text, &Sense::Content(meant));
        }
    }

    fn learn(&mut self, text: &str, sense: &Sense) {
        let pieces = fold(text);
        let Some((first, rest)) = pieces.split_first() else { return };
        if rest.is_empty() {
            self.learn_word(&first.text, sense.clone());
            return;
        }
        let rest: Vec<Box<str>> = rest.iter().map(|it| it.text.as_str().into()).collect();
        let phrases = self.phrases.entry(first.text.as_str().into()).or_default();
        if phrases.iter().any(|it| it.rest == rest) {
            return;
        }
        phrases.push(Phrase { rest, sense: sense.clone() });
        phrases.sort_by_key(|it| std::cmp::Reverse(it.rest.len()));
        // So that `dataanalyst` is read as well.
        self.learn_word(&joined(&pieces), sense.clone());
    }

    fn learn_word(&mut self, text: &str, sense: Sense) {
        if self.numbers.contains_key(text) {
            return;
        }
        let id = self.intern(text);
        self.words[id as usize].sense = sense;
    }

    /// The number of a word, which is new content unless it is known.
    fn intern(&mut self, text: &str) -> WordId {
        if let Some(&id) = self.numbers.get(text) {
            return id;
        }
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        self.numbers.insert(text.into(), id);
        let sense = Sense::Content(id);
        self.words.push(Word {
            text: text.into(),
            sense,
            entries: Vec::new(),
            issuers: Vec::new(),
        });
        id
    }

    /// What the pieces of a name tell, learning the words that are new.
    pub(super) fn learn_name(&mut self, pieces: &[Piece]) -> Vec<Sense> {
        let mut senses = Vec::new();
        let mut rest = pieces;
        while let Some(first) = rest.first() {
            let (count, sense) =
                self.sense(rest).unwrap_or_else(|| (1, Sense::Content(self.intern(&first.text))));
            senses.push(sense);
            rest = rest.get(count..).unwrap_or_default();
        }
        senses
    }

    /// Notes that a word describes an entry. Entries come in order.
    pub(super) fn note(&mut self, word: WordId, entry: u32, issuer: u32) {
        let word = &mut self.words[word as usize];
        if word.entries.last() != Some(&entry) {
            word.entries.push(entry);
        }
        if let Err(place) = word.issuers.binary_search(&issuer) {
            word.issuers.insert(place, issuer);
        }
    }

    /// To be called when all has been learnt.
    pub(super) fn finish(&mut self) {
        let words = self.words.iter().zip(0..).filter(|(it, _)| {
            !matches!(it.sense, Sense::Common) && it.text.chars().all(char::is_alphabetic)
        });
        // A word of eight may be meant by one of nine letters, whose budget is two.
        self.neighbours = Neighbours::new(words.map(|(it, id)| (id, &*it.text)), 3, 7);
    }

    /// What the beginning of `pieces` tells and how many of them tell it: the longest phrase, else
    /// the first piece alone.
    pub(super) fn sense(&self, pieces: &[Piece]) -> Option<(usize, Sense)> {
        let (first, rest) = pieces.split_first()?;
        if let Some(phrases) = self.phrases.get(first.text.as_str()) {
            let fits = |it: &&Phrase| {
                it.rest.len() <= rest.len()
                    && it.rest.iter().zip(rest).all(|(one, other)| **one == *other.text)
            };
            if let Some(phrase) = phrases.iter().find(fits) {
                return Some((phrase.rest.len() + 1, phrase.sense.clone()));
            }
        }
        self.word(&first.text).map(|it| (1, it))
    }

    /// Whether any phrase begins with a word.
    pub(super) fn begins_phrase(&self, text: &str) -> bool {
        self.phrases.contains_key(text)
    }

    /// What one word tells, if it is known.
    pub(super) fn word(&self, text: &str) -> Option<Sense> {
        self.numbers.get(text).map(|id| self.words[*id as usize].sense.clone())
    }

    /// What two or more known words tell that were written as one, or `None`.
    pub(super) fn run_together(&self, piece: &Piece) -> Option<Vec<Sense>> {
        let least = if piece.kind == Kind::Unspaced { 1 } else { RUN_TOGETHER_MIN };
        let letters: Vec<char> = piece.text.chars().collect();
        // The senses of the letters up to each place, if they can be read at all.
        let mut read: Vec<Option<Vec<Sense>>> = vec![None; letters.len() + 1];
        read[0] = Some(Vec::new());
        for end in least..=letters.len() {
            for start in 0..=end - least {
                let Some(before) = &read[start] else { continue };
                let text: String = letters[start..end].iter().collect();
                if let Some(sense) = self.word(&text) {
                    let mut senses = before.clone();
                    senses.push(sense);
                    read[end] = Some(senses);
                    break;
                }
            }
        }
        read.pop().flatten()
    }

    /// The words that `typed` may be a misspelling of: the nearest ones, all equally near.
    pub(super) fn guesses(&self, typed: &str) -> Vec<Guess> {
        let letters = typed.chars().count();
        let errors = budget(letters);
        let mut nearest: Vec<Guess> = Vec::new();
        for id in self.neighbours.candidates(typed, errors) {
            let word = &self.words[id as usize];
            let Some(slip) = slip(typed, &word.text).filter(|it| it.errors() <= errors) else {
                continue;
            };
            // Any other four letters are too often a code: `CCNA` is not the Polish `cena`.
            if letters <= SWAPPED_ONLY_MAX && !slip.is_swap() {
                continue;
            }
            let guess = Guess { text: word.text.clone(), sense: word.sense.clone(), slip };
            match nearest.first() {
                Some(best) if best.slip.errors() < slip.errors() => continue,
                Some(best) if best.slip.errors() > slip.errors() => nearest.clear(),
                _ => {}
            }
            if !nearest.iter().any(|it| it.sense == guess.sense) {
                nearest.push(guess);
            }
        }
        nearest.sort_by_key(|it| it.slip);
        nearest
    }

    /// How a word is written.
    pub(super) fn text(&self, word: WordId) -> &str {
        self.words.get(word as usize).map_or("", |it| &it.text)
    }

    /// The entries that a word describes, in order.
    pub(super) fn entries(&self, word: WordId) -> &[u32] {
        self.words.get(word as usize).map_or(&[], |it| &it.entries)
    }

    /// Whether a word describes any certification of the issuer.
    pub(super) fn is_of_issuer(&self, word: WordId, issuer: u32) -> bool {
        self.words.get(word as usize).is_some_and(|it| it.issuers.binary_search(&issuer).is_ok())
    }
}
