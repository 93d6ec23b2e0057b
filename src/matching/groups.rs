//! Words that place a certification without naming it: levels, tracks, issuers and their
//! subjects; and names that are nobody's here.

use std::collections::HashMap;
use std::ops::Range;

use strsim::osa_distance;

use super::MESSAGE_CHARACTERS;
use super::fold::{Kind, Piece, fold_long};
use crate::knowledge::{IssuerId, Knowledge};

/// All words that place a certification, folded once.
#[derive(Debug, Default)]
pub struct Groups {
    /// By words with single blanks between.
    phrases: HashMap<String, Vec<Group>>,
    /// Phrases of one word that are long enough to be known with a letter wrong.
    long: Vec<String>,
    words_max: usize,
}

/// What some words stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// A level, by its id.
    Level(IssuerId, String),
    /// A track, by its id.
    Track(IssuerId, String),
    /// An issuer, by one of its names.
    Issuer(IssuerId),
    /// What all certifications of an issuer are about.
    Subject(IssuerId),
    /// An issuer or a certification that is not in the knowledge.
    Elsewhere,
}

/// Words in a text that place a certification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupInText {
    /// Their bytes in the text.
    pub place: Range<usize>,
    /// As written.
    pub words: String,
    /// What they stand for; several where issuers share a word.
    pub groups: Vec<Group>,
    /// Whether they stand for it only if a slip of the finger is put right.
    pub is_misspelt: bool,
}

// A shorter word is too easily another one.
const LETTERS_MIN: usize = 6;

impl Groups {
    /// The names of all levels, tracks, issuers and subjects with what means the same.
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut groups = Self::default();
        let synonyms = &knowledge.words().synonyms;
        for issuer in knowledge.issuers() {
            let id = || issuer.id.clone();
            for it in &issuer.levels {
                let group = Group::Level(id(), it.id.clone());
                groups.learn(synonyms, [&it.name, &it.id].into_iter().chain(&it.aliases), &group);
            }
            for it in &issuer.tracks {
                let group = Group::Track(id(), it.id.clone());
                groups.learn(synonyms, [&it.name, &it.id].into_iter(), &group);
                // What means the same as another word for it may be far from it: `analytics` and
                // `analyst` are one to a name, and an analyst may be one of anything.
                groups.learn(&[], it.aliases.iter(), &group);
            }
            let names = [&issuer.name, &issuer.short_name].into_iter().chain(&issuer.aliases);
            groups.learn(&[], names, &Group::Issuer(id()));
            groups.learn(&[], issuer.subjects.iter(), &Group::Subject(id()));
        }
        groups.learn(&[], knowledge.words().elsewhere.iter(), &Group::Elsewhere);
        let is_long = |it: &&String| !it.contains(' ') && it.chars().count() >= LETTERS_MIN;
        groups.long = groups.phrases.keys().filter(is_long).cloned().collect();
        groups.long.sort();
        groups
    }

    fn learn<'a>(
        &mut self,
        synonyms: &[Vec<String>],
        names: impl Iterator<Item = &'a String>,
        group: &Group,
    ) {
        for name in names {
            let phrase = phrase(&fold_long(name, MESSAGE_CHARACTERS));
            let same = synonyms.iter().filter(|it| {
                it.iter().any(|it| self::phrase(&fold_long(it, MESSAGE_CHARACTERS)) == phrase)
            });
            let same: Vec<String> =
                same.flatten().map(|it| self::phrase(&fold_long(it, MESSAGE_CHARACTERS))).collect();
            for phrase in std::iter::once(phrase).chain(same) {
                self.words_max = self.words_max.max(phrase.split(' ').count());
                let owners = self.phrases.entry(phrase).or_default();
                if !owners.contains(group) {
                    owners.push(group.clone());
                }
            }
        }
    }

    /// The words in `text` that place a certification, in order, the longest where one is within
    /// another.
    pub fn spotted(&self, text: &str) -> Vec<GroupInText> {
        let pieces = fold_long(text, MESSAGE_CHARACTERS);
        let mut spotted = Vec::new();
        let mut first = 0;
        while first < pieces.len() {
            let longest = (1..=self.words_max).rev().find_map(|length| {
                let row = pieces.get(first..first + length)?;
                // A phrase begins and ends with a word: `c` is not in `pc`.
                let is_whole = row.first().is_some_and(|it| it.starts_word)
                    && pieces
                        .get(first + length)
                        .is_none_or(|it| it.starts_word || it.kind == Kind::Unspaced);
                let groups = self.phrases.get(&phrase(row)).filter(|_| is_whole);
                let spelled = groups.map(|it| (length, row, it, false));
                spelled.or_else(|| self.misspelt(row).map(|it| (length, row, it, true)))
            });
            let Some((length, row, groups, is_misspelt)) = longest else {
                first += 1;
                continue;
            };
            let start = row.first().map_or(0, |it| it.place.start);
            let place = start..row.last().map_or(start, |it| it.place.end);
            let words = text.get(place.clone()).unwrap_or_default().to_owned();
            spotted.push(GroupInText { place, words, groups: groups.clone(), is_misspelt });
            first += length;
        }
        spotted
    }

    /// Whether a word, as it is compared, is the name of an issuer or a certification that we do not
    /// know.
    pub(super) fn is_elsewhere(&self, word: &str) -> bool {
        self.phrases.get(word).is_some_and(|it| it.contains(&Group::Elsewhere))
    }

    /// What one long word stands for that has a letter wrong, if that is clear.
    fn misspelt(&self, row: &[Piece]) -> Option<&Vec<Group>> {
        let [only] = row else { return None };
        let letters = only.text.chars().count();
        if letters < LETTERS_MIN || !only.text.chars().all(char::is_alphabetic) {
            return None;
        }
        let is_near = |it: &&String| {
            it.chars().count().abs_diff(letters) <= 1
                && it.chars().next() == only.text.chars().next()
                && osa_distance(it, &only.text) == 1
        };
        let mut near = self.long.iter().filter(is_near).filter_map(|it| self.phrases.get(it));
        let found = near.next()?;
        // A name that is not ours is known as written, or not at all.
        let is_clear = near.all(|it| it == found) && !found.contains(&Group::Elsewhere);
        is_clear.then_some(found)
    }
}

fn phrase(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces.iter().map(|it| it.text.as_str()).collect();
    words.join(" ")
}
