//! Every word that topics are made of, and which of them mean the same.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::phrases::{parts, phrases_of, taught};
use super::stem::stem;
use super::text::{placed_words, words};
use crate::knowledge::{Certification, Knowledge, Words};
use crate::matching::near::{Neighbours, budget, slip};

/// A shorter word is as often another one as a misspelt one.
const MISSPELT_MIN: usize = 5;

/// How near what is found is to what was typed: the more, the nearer.
pub(super) type Closeness = u32;

pub(super) const AS_TYPED: Closeness = 4;
const THE_SAME: Closeness = 3;
/// `SQL`, for somebody who looks for databases.
const A_PART: Closeness = 2;
/// `object-oriented programming`, for somebody who looks for inheritance.
const THE_WHOLE: Closeness = 1;

/// Words that follow one another, as they are compared.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(super) struct Phrase(Vec<String>);

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands, in bytes.
    pub(super) place: Range<usize>,
    /// Whether it is read as the word that it is a slip away from.
    pub(super) is_misspelt: bool,
    /// As typed, but for case and accents.
    word: String,
    stem: String,
}

/// The longest known phrase that a text goes on with, or a single word.
pub(super) struct Known {
    /// How many words it has, at least one.
    pub(super) length: usize,
    /// All that mean the same or nearly so, with how near each is; empty for a word that is in no
    /// group.
    pub(super) synonyms: Vec<(Phrase, Closeness)>,
    /// Whether it is a topic without other words beside it.
    pub(super) is_topic: bool,
}

#[derive(Debug, Default)]
pub(super) struct Lexicon {
    filler: BTreeSet<String>,
    groups: Vec<Group>,
    /// Phrases of groups and topics by the first of their words, the longest first.
    entries: HashMap<String, Vec<Entry>>,
    /// Stems of all words that some phrase holds.
    stems: HashSet<String>,
    /// What is no topic alone: filler, plain speech, what is elsewhere, and what all certifications
    /// of an issuer are about.
    plain: BTreeSet<String>,
    /// Words of what is elsewhere, which are typed right.
    others: HashSet<String>,
    /// All words that some phrase holds, and which of them lie a slip away from a typed one.
    written: Vec<String>,
    neighbours: Neighbours,
}

/// Phrases that mean the same.
#[derive(Debug)]
struct Group {
    phrases: Vec<Phrase>,
    /// Phrases of what they are part of.
    wholes: Vec<Phrase>,
}

#[derive(Debug)]
struct Entry {
    phrase: Phrase,
    /// Places in the groups.
    groups: Vec<usize>,
    /// Whether some certification covers it, and it is a topic alone.
    is_topic: bool,
}

impl Phrase {
    pub(super) fn new(text: &str) -> Self {
        Self(words(text).iter().map(|it| stem(it)).collect())
    }

    pub(super) fn of(words: &[Token]) -> Self {
        Self(words.iter().map(|it| it.stem.clone()).collect())
    }

    /// Whether the words of `part` follow one another in it.
    pub(super) fn holds(&self, part: &Self) -> bool {
        !part.0.is_empty() && self.0.windows(part.0.len()).any(|it| it == part.0)
    }

    fn begins(&self, tokens: &[Token]) -> bool {
        tokens.len() >= self.0.len()
            && self.0.iter().zip(tokens).all(|(it, token)| *it == token.stem)
    }
}

impl Lexicon {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let all = knowledge.words();
        let folded = |texts: &[String]| texts.iter().flat_map(|it| words(it)).collect();
        let subjects: Vec<&str> =
            knowledge.issuers().flat_map(|it| &it.subjects).map(String::as_str).collect();
        let taught: Vec<Phrase> = knowledge
            .iter()
            .flat_map(|it| taught(it).map(|(_, it)| it).chain(track_names(knowledge, it)))
            .map(Phrase::new)
            .collect();
        let mut lexicon = Self {
            filler: folded(&all.filler),
            plain: plain(knowledge, &subjects),
            others: all.elsewhere.iter().flat_map(|it| words(it)).collect(),
            ..Self::default()
        };
        let levels = level_names(knowledge);
        let mut written: Vec<&str> = subjects.clone();
        for (texts, wholes) in groups(all) {
            let group = Group {
                phrases: texts.iter().map(|it| Phrase::new(it)).collect(),
                wholes: wholes.iter().map(|it| Phrase::new(it)).collect(),
            };
            let is_taught = |it: &Phrase| taught.iter().any(|phrase| phrase.holds(it));
            let is_covered = group.phrases.iter().chain(&group.wholes).any(is_taught)
                && !group.phrases.iter().any(|it| levels.contains(it));
            for text in texts {
                let is_topic = is_covered && !lexicon.plain.contains(&words(text).join(" "));
                lexicon.add(text, Some(lexicon.groups.len()), is_topic);
            }
            lexicon.groups.push(group);
            written.extend(texts.iter().map(String::as_str));
        }
        for text in knowledge.iter().flat_map(taught_parts) {
            let text = &lexicon.without_plain_ends(text);
            let is_topic = !levels.contains(&Phrase::new(text));
            lexicon.add(text, None, is_topic);
        }
        let texts = knowledge.iter().flat_map(|it| phrases_of(knowledge, it)).map(|(_, it)| it);
        lexicon.learn(texts.chain(written));
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|it| std::cmp::Reverse(it.phrase.0.len()));
        }
        lexicon
    }

    /// The words of `text`. One that no phrase holds is read as the nearest that some phrase does,
    /// if one is near.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let words = placed_words(text).into_iter();
        words
            .map(|(place, word)| {
                let stem_typed = stem(&word);
                let meant = if self.stems.contains(&stem_typed) { None } else { self.meant(&word) };
                Token {
                    place,
                    is_misspelt: meant.is_some(),
                    stem: meant.map_or(stem_typed, stem),
                    word,
                }
            })
            .collect()
    }

    pub(super) fn is_filler(&self, token: &Token) -> bool {
        self.filler.contains(&token.word)
    }

    /// What `tokens` begin with, of which there is at least one.
    pub(super) fn longest(&self, tokens: &[Token]) -> Known {
        let mut known = Known { length: 1, synonyms: Vec::new(), is_topic: false };
        let mut fitting = self.fitting(tokens).filter(|it| !it.groups.is_empty());
        if let Some(entry) = fitting.next() {
            known.length = entry.phrase.0.len();
            known.synonyms = self.synonyms(&entry.groups);
        }
        known.is_topic = self.topic(tokens).is_some_and(|it| it >= known.length);
        known
    }

    /// How many words the longest topic has that `tokens` begin with.
    pub(super) fn topic(&self, tokens: &[Token]) -> Option<usize> {
        let entry = self.fitting(tokens).find(|it| it.is_topic)?;
        // `tests` is filler, `testing` a topic: what counts is how it was typed.
        let length = entry.phrase.0.len();
        let is_plain = tokens.first().is_some_and(|it| self.plain.contains(&it.word));
        (length > 1 || !is_plain).then_some(length)
    }

    /// What is as good as a phrase of these groups, the nearest first.
    fn synonyms(&self, groups: &[usize]) -> Vec<(Phrase, Closeness)> {
        let own: Vec<&Group> = groups.iter().filter_map(|it| self.groups.get(*it)).collect();
        let same: Vec<&Phrase> = own.iter().flat_map(|it| &it.phrases).collect();
        let wholes: Vec<&Phrase> = own.iter().flat_map(|it| &it.wholes).collect();
        let is_part = |it: &&Group| it.wholes.iter().any(|whole| same.contains(&whole));
        let is_whole = |it: &&Group| it.phrases.iter().any(|phrase| wholes.contains(&phrase));
        let parts = self.groups.iter().filter(is_part).flat_map(|it| &it.phrases);
        let in_wholes = self.groups.iter().filter(is_whole).flat_map(|it| &it.phrases);
        let near = |closeness| move |it: &Phrase| (it.clone(), closeness);
        same.iter()
            .copied()
            .map(near(THE_SAME))
            .chain(parts.map(near(A_PART)))
            .chain(wholes.iter().copied().chain(in_wholes).map(near(THE_WHOLE)))
            .collect()
    }

    fn fitting<'l>(&'l self, tokens: &'l [Token]) -> impl Iterator<Item = &'l Entry> {
        let entries = tokens.first().and_then(|it| self.entries.get(&it.stem));
        entries.into_iter().flatten().filter(|it| it.phrase.begins(tokens))
    }

    /// `sockets` of `python sockets`.
    fn without_plain_ends(&self, text: &str) -> String {
        let words = words(text);
        let is_plain = |it: &String| self.plain.contains(it);
        let first = words.iter().position(|it| !is_plain(it)).unwrap_or(words.len());
        let last = words.iter().rposition(|it| !is_plain(it)).map_or(first, |it| it + 1);
        words.get(first..last).unwrap_or_default().join(" ")
    }

    fn add(&mut self, text: &str, group: Option<usize>, is_topic: bool) {
        let phrase = Phrase::new(text);
        // `scikitlearn` is `scikit-learn`.
        let joined = Phrase(vec![stem(&words(text).concat())]);
        let is_long = phrase.0.len() > 1;
        self.add_phrase(phrase, group, is_topic);
        if is_long {
            self.add_phrase(joined, group, is_topic);
        }
    }

    fn add_phrase(&mut self, phrase: Phrase, group: Option<usize>, is_topic: bool) {
        let Some(first) = phrase.0.first() else { return };
        let entries = self.entries.entry(first.clone()).or_default();
        let place = entries.iter().position(|it| it.phrase == phrase).unwrap_or(entries.len());
        if place == entries.len() {
            self.stems.extend(phrase.0.iter().cloned());
            entries.push(Entry { phrase, groups: Vec::new(), is_topic: false });
        }
        if let Some(entry) = entries.get_mut(place) {
            entry.is_topic |= is_topic;
            entry.groups.extend(group.filter(|it| !entry.groups.contains(it)));
        }
    }

    /// Takes in every word, so that what is typed can be held against it.
    fn learn<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let all: BTreeSet<String> = texts.flat_map(words).collect();
        self.stems.extend(all.iter().map(|it| stem(it)));
        self.written = all.into_iter().collect();
        let numbered = self.written.iter().enumerate();
        let numbered =
            numbered.filter_map(|(number, it)| Some((u32::try_from(number).ok()?, it.as_str())));
        self.neighbours = Neighbours::new(numbered, MISSPELT_MIN, 9);
    }

    /// The word that `typed` is a slip away from. The first letter is the one that people get
    /// right.
    fn meant(&self, typed: &str) -> Option<&str> {
        let letters = typed.chars().count();
        let is_word = self.plain.contains(typed) || self.others.contains(typed);
        if letters < MISSPELT_MIN || is_word || typed.chars().any(|it| it.is_ascii_digit()) {
            return None;
        }
        let errors = budget(letters);
        let near = self.neighbours.candidates(typed, errors).into_iter();
        near.filter_map(|it| self.written.get(usize::try_from(it).ok()?))
            .filter_map(|it| Some((slip(typed, it)?, it)))
            .filter(|(slip, _)| slip.errors() <= errors)
            .filter(|(slip, _)| slip.keeps_first_letter() || slip.is_swap())
            .min()
            .map(|(_, it)| it.as_str())
    }
}

/// Words that mean the same, and what they are part of.
fn groups(words: &Words) -> impl Iterator<Item = (&[String], &[String])> {
    let synonyms = words.synonyms.iter().map(|it| (it.as_slice(), &[][..]));
    synonyms.chain(words.topics.iter().map(|it| (it.words.as_slice(), it.part_of.as_slice())))
}

/// What is no topic alone, as it is typed.
fn plain(knowledge: &Knowledge, subjects: &[&str]) -> BTreeSet<String> {
    let all = knowledge.words();
    let texts = all.filler.iter().chain(&all.common).chain(&all.elsewhere).map(String::as_str);
    texts.chain(subjects.iter().copied()).map(|it| words(it).join(" ")).collect()
}

fn level_names(knowledge: &Knowledge) -> HashSet<Phrase> {
    let levels = knowledge.issuers().flat_map(|it| &it.levels);
    levels
        .flat_map(|it| std::iter::once(&it.name).chain(&it.aliases))
        .map(|it| Phrase::new(it))
        .collect()
}

fn track_names<'a>(
    knowledge: &'a Knowledge,
    certification: &Certification,
) -> impl Iterator<Item = &'a str> {
    let track = knowledge.track(certification);
    let names = track.into_iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
    names.map(String::as_str)
}

fn taught_parts(certification: &Certification) -> impl Iterator<Item = &str> {
    taught(certification).flat_map(|(_, it)| parts(it))
}
