//! Every word that topics are made of, and which of them mean the same.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::phrases::{parts, phrases_of, taught};
use super::stem::{form, stem};
use super::text::{placed_words, words};
use crate::knowledge::{Certification, Knowledge, Words};
use crate::matching::near::{Neighbours, budget, slip};

/// A shorter word is as often another one as a misspelt one.
const MISSPELT_MIN: usize = 5;

/// Where [`budget`] begins to allow two slips.
const TWO_SLIPS_MIN: usize = 9;

/// How near what is found is to what was typed: the more, the nearer.
pub(super) type Closeness = u32;

pub(super) const AS_TYPED: Closeness = 4;
const THE_SAME: Closeness = 3;
/// `SQL`, for somebody who looks for databases.
const A_PART: Closeness = 2;
/// `object-oriented programming`, for somebody who looks for inheritance.
const THE_WHOLE: Closeness = 1;

/// In a shorter word another letter makes another word, unless it lies beside the right one.
const OTHER_LETTER_MIN: usize = 7;

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
    /// Whether it is in capitals, in a text that is not.
    is_abbreviation: bool,
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
    /// What all certifications of an issuer are about.
    subjects: BTreeSet<String>,
    /// Words of what is elsewhere, which are typed right.
    others: HashSet<String>,
    /// Words that are a topic of their own, in the singular.
    forms: HashSet<String>,
    /// All words of topics, and which of them lie a slip away from a typed one.
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

    /// A phrase of the knowledge, in which nothing goes on across a bracket: `unit testing (plan)`
    /// is no `testing plan`.
    pub(super) fn in_knowledge(text: &str) -> Self {
        let pieces = text.split(['(', ')', ':', ';']).map(|it| Self::new(it).0);
        let pieces: Vec<Vec<String>> = pieces.filter(|it| !it.is_empty()).collect();
        // No word is empty.
        Self(pieces.join(&String::new()))
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
        let mut lexicon = Self {
            filler: all.filler.iter().flat_map(|it| words(it)).collect(),
            subjects: knowledge
                .issuers()
                .flat_map(|it| &it.subjects)
                .map(|it| words(it).join(" "))
                .collect(),
            plain: plain(knowledge),
            others: all.elsewhere.iter().flat_map(|it| words(it)).collect(),
            ..Self::default()
        };
        let levels = level_names(knowledge);
        let mut topics = BTreeSet::new();
        lexicon.learn_groups(knowledge, &levels, &mut topics);
        for text in knowledge.iter().flat_map(taught_parts) {
            let text = lexicon.without_subject(text);
            let is_topic = !levels.contains(&Phrase::new(&text));
            lexicon.add(&text, None, is_topic);
            topics.extend(words(&text));
        }
        let texts = knowledge.iter().flat_map(|it| phrases_of(knowledge, it)).map(|(_, it)| it);
        let subjects = knowledge.issuers().flat_map(|it| &it.subjects).map(String::as_str);
        let known = texts.chain(subjects).flat_map(words);
        lexicon.stems.extend(known.map(|it| stem(&it)));
        lexicon.written = topics.into_iter().collect();
        let numbers = (0..).zip(lexicon.written.iter().map(String::as_str));
        lexicon.neighbours = Neighbours::new(numbers, MISSPELT_MIN, TWO_SLIPS_MIN);
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|it| std::cmp::Reverse(it.phrase.0.len()));
        }
        lexicon
    }

    /// Takes in all groups, and adds the words of those that are topics to `topics`.
    fn learn_groups(
        &mut self,
        knowledge: &Knowledge,
        levels: &HashSet<Phrase>,
        topics: &mut BTreeSet<String>,
    ) {
        let taught: Vec<Phrase> = knowledge
            .iter()
            .flat_map(|it| taught(it).map(|(_, it)| it).chain(track_names(knowledge, it)))
            .map(Phrase::in_knowledge)
            .collect();
        let folded = |texts: &[String]| texts.iter().map(|it| Phrase::new(it)).collect();
        for (texts, wholes) in groups(knowledge.words()) {
            self.groups.push(Group { phrases: folded(texts), wholes: folded(wholes) });
        }
        // Every stretch of every phrase, since there are too many of either to compare all.
        let stretches: HashSet<&[String]> = taught
            .iter()
            .flat_map(|it| (1..=it.0.len()).flat_map(|length| it.0.windows(length)))
            .collect();
        let is_taught = |it: &Phrase| stretches.contains(it.0.as_slice());
        let is_whole_taught = |whole: &Phrase| {
            let mut same = self.groups.iter().filter(|it| it.phrases.contains(whole));
            is_taught(whole) || same.any(|it| it.phrases.iter().any(is_taught))
        };
        let covered: Vec<bool> = self
            .groups
            .iter()
            .map(|it| {
                let is_level = it.phrases.iter().any(|it| levels.contains(it));
                let is_taught = it.phrases.iter().any(is_taught);
                !is_level && (is_taught || it.wholes.iter().any(is_whole_taught))
            })
            .collect();
        for (number, (texts, _)) in groups(knowledge.words()).enumerate() {
            let is_covered = covered.get(number).copied().unwrap_or(false);
            for text in texts {
                self.add(text, Some(number), is_covered);
                if is_covered && !self.plain.contains(&words(text).join(" ")) {
                    topics.extend(words(text));
                }
            }
        }
    }

    /// The words of `text`. One that no phrase holds is read as the nearest that some phrase does,
    /// if one is near.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let words = placed_words(text).into_iter();
        let is_shouted = !text.chars().any(char::is_lowercase);
        words
            .map(|(place, word)| {
                let stem_typed = stem(&word);
                let meant = if self.stems.contains(&stem_typed) { None } else { self.meant(&word) };
                Token {
                    is_abbreviation: !is_shouted && is_in_capitals(text.get(place.clone())),
                    is_misspelt: meant.is_some(),
                    place,
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

    /// How many words the longest topic has that `tokens` begin with. Whether a single word is plain
    /// speech is seen from how it is typed: `tests` and `generate` are, `testing` and `generators`
    /// are topics; `rest` is, `REST` is a topic where not everything is in capitals.
    pub(super) fn topic(&self, tokens: &[Token]) -> Option<usize> {
        let is_plain = |it: &Token| {
            let is_other_form = !it.is_misspelt && !self.forms.contains(&form(&it.word));
            let is_common = self.plain.contains(&it.word) && !it.is_abbreviation;
            self.filler.contains(&it.word) || is_common || is_other_form
        };
        let is_speech = tokens.first().is_none_or(is_plain);
        let mut fitting = self.fitting(tokens).filter(|it| it.is_topic);
        let length = fitting.next()?.phrase.0.len();
        (length > 1 || !is_speech).then_some(length)
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

    /// `sockets` of `python sockets`, where `python` is what all is about.
    fn without_subject(&self, text: &str) -> String {
        let words = words(text);
        let is_plain = |it: &String| self.subjects.contains(it);
        let first = words.iter().position(|it| !is_plain(it)).unwrap_or(words.len());
        let last = words.iter().rposition(|it| !is_plain(it)).map_or(first, |it| it + 1);
        words.get(first..last).unwrap_or_default().join(" ")
    }

    fn add(&mut self, text: &str, group: Option<usize>, is_topic: bool) {
        if is_topic && let [word] = words(text).as_slice() {
            self.forms.insert(form(word));
        }
        let phrase = Phrase::new(text);
        // `scikitlearn` is `scikit-learn`.
        let joined = Phrase(vec![stem(&words(text).concat())]);
        let is_long = phrase.0.len() > 1;
        self.add_phrase(phrase, group, is_topic);
        if is_long {
            self.forms.insert(form(&words(text).concat()));
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
            // `films` and `files` are two words; `nunpy` is none.
            .filter(|(slip, _)| letters >= OTHER_LETTER_MIN || !slip.is_other_letter())
            .min()
            .map(|(_, it)| it.as_str())
    }
}

fn is_in_capitals(typed: Option<&str>) -> bool {
    typed.is_some_and(|it| it.chars().count() > 1 && it.chars().all(char::is_uppercase))
}

/// Words that mean the same, and what they are part of.
fn groups(words: &Words) -> impl Iterator<Item = (&[String], &[String])> {
    let synonyms = words.synonyms.iter().map(|it| (it.as_slice(), &[][..]));
    synonyms.chain(words.topics.iter().map(|it| (it.words.as_slice(), it.part_of.as_slice())))
}

/// What is no topic alone, as it is typed.
fn plain(knowledge: &Knowledge) -> BTreeSet<String> {
    let all = knowledge.words();
    let subjects = knowledge.issuers().flat_map(|it| &it.subjects);
    let texts = all.filler.iter().chain(&all.common).chain(&all.elsewhere).chain(subjects);
    texts.map(|it| words(it).join(" ")).collect()
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
