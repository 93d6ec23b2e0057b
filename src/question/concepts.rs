//! Words that mean the same to a question, whatever the language: `price`, `precio`, `kostet`.
//!
//! The model learns from sentences what a concept says about a question; here stands only which
//! words belong to it, so that a word that no sentence has still counts.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::features::is_unspaced;
use crate::matching::near::{Neighbours, slip};

/// Number of a concept.
pub type Concept = u8;

static CONCEPTS: LazyLock<Concepts> =
    LazyLock::new(|| Concepts::read(include_str!("concepts.txt")));

/// The concepts in this program.
pub fn concepts() -> &'static Concepts {
    &CONCEPTS
}

/// All words of all concepts.
#[derive(Debug, Default)]
pub struct Concepts {
    names: Vec<&'static str>,
    words: HashMap<&'static str, Vec<Concept>>,
    /// Words joined by `_`.
    phrases: HashMap<&'static str, Vec<Concept>>,
    /// Words that are long enough to be known with a letter wrong.
    long: Vec<&'static str>,
    neighbours: Neighbours,
}

// Below, a word with a letter wrong is too often another word.
const LETTERS_MIN: usize = 5;

// `認定試験` are two words of two.
const UNSPACED_LETTERS_MAX: usize = 4;

// `vale_la_pena`.
const PHRASE_WORDS_MAX: usize = 3;

impl Concepts {
    fn read(text: &'static str) -> Self {
        let mut read = Self::default();
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            let Some((name, words)) = line.split_once(':') else { continue };
            let number = read.names.iter().position(|it| *it == name).unwrap_or_else(|| {
                read.names.push(name);
                read.names.len() - 1
            });
            let concept = Concept::try_from(number).unwrap_or(Concept::MAX);
            for word in words.split_whitespace() {
                let map = if word.contains('_') { &mut read.phrases } else { &mut read.words };
                let owners = map.entry(word).or_default();
                if !owners.contains(&concept) {
                    owners.push(concept);
                }
            }
        }
        read.long =
            read.words.keys().filter(|it| it.chars().count() >= LETTERS_MIN).copied().collect();
        read.long.sort_unstable();
        let numbered = read.long.iter().zip(0..).map(|(word, number)| (number, *word));
        read.neighbours = Neighbours::new(numbered, LETTERS_MIN - 1, usize::MAX);
        read
    }

    /// What a concept is called.
    pub fn name(&self, concept: Concept) -> &'static str {
        self.names.get(usize::from(concept)).copied().unwrap_or_default()
    }

    /// The concepts of each of `words`, which are folded; those of a phrase belong to its first.
    pub fn of(&self, words: &[String]) -> Vec<Vec<Concept>> {
        let of_word = |(number, word): (usize, &String)| {
            let mut found = self.words.get(word.as_str()).cloned().unwrap_or_default();
            for length in 2..=PHRASE_WORDS_MAX {
                let Some(row) = words.get(number..number + length) else { break };
                found.extend(self.phrases.get(row.join("_").as_str()).into_iter().flatten());
            }
            if found.is_empty() {
                found = self.misspelt(word);
            }
            if word.chars().all(is_unspaced) {
                found.extend(self.within(word));
            }
            found
        };
        words.iter().enumerate().map(of_word).collect()
    }

    /// Whether one of `words`, which are folded, belongs to the concept of this name as it is
    /// written: `there` is no misspelt `these`.
    pub fn are_spelled(&self, name: &str, words: &[String]) -> bool {
        let is_of = |it: &String| {
            let owners = self.words.get(it.as_str()).into_iter().flatten();
            owners.into_iter().any(|it| self.name(*it) == name)
        };
        words.iter().any(is_of)
    }

    /// The concepts of words within a row of letters that has no blanks between its words.
    fn within(&self, row: &str) -> Vec<Concept> {
        let letters: Vec<char> = row.chars().collect();
        let mut found = Vec::new();
        for length in 1..=UNSPACED_LETTERS_MAX {
            for part in letters.windows(length) {
                let part: String = part.iter().collect();
                found.extend(self.words.get(part.as_str()).into_iter().flatten());
            }
        }
        found
    }

    /// The concepts of the words that are one slip away, if they agree.
    fn misspelt(&self, typed: &str) -> Vec<Concept> {
        if typed.chars().count() < LETTERS_MIN {
            return Vec::new();
        }
        let near = self.neighbours.candidates(typed, 1);
        let mut near: Vec<_> = near
            .iter()
            .filter_map(|it| self.long.get(*it as usize))
            .filter_map(|it| Some((slip(typed, it)?, *it)))
            .filter(|(slip, _)| slip.errors() == 1 && slip.keeps_first_letter())
            .collect();
        near.sort_unstable();
        let best = near.first().and_then(|(_, it)| self.words.get(it));
        best.cloned().unwrap_or_default()
    }
}
