//! From a topic that a person typed to the certifications that cover it.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::knowledge::{Certification, CertificationId, Knowledge};

/// Everything that a topic is compared with, folded once so that finding is cheap.
#[derive(Debug, Default)]
pub struct Topics {
    /// Words that mean nothing here.
    filler: BTreeSet<String>,
    /// Phrases that mean the same, each as words.
    groups: Vec<Vec<Vec<String>>>,
    /// What all certifications of an issuer are about.
    subjects: Vec<Vec<String>>,
    /// The words of each phrase of each certification, in the order of [`phrases_of`].
    phrases: BTreeMap<CertificationId, Vec<Vec<String>>>,
}

/// A certification that covers a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicMatch<'a> {
    /// Which one.
    pub certification: &'a Certification,
    /// Where the topic was found, best first, as the knowledge words it.
    pub phrases: Vec<&'a str>,
    /// Whether it is among what the certification covers, rather than whom it is for.
    pub is_covered: bool,
}

/// What was found for a topic.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Covering<'a> {
    /// Best first; ties in order of id.
    pub matches: Vec<TopicMatch<'a>>,
    /// What was looked for, as typed and in that order, without words that mean nothing here.
    pub wanted: Vec<String>,
    /// Those of them that any match has.
    pub found: Vec<String>,
    /// Whether every match has all that was found.
    pub is_together: bool,
}

impl Topics {
    /// Folds every phrase in `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Self {
        let subjects: Vec<Vec<String>> =
            knowledge.issuers().flat_map(|it| &it.subjects).map(|it| words(it)).collect();
        let synonyms = knowledge.words().synonyms.iter();
        Self {
            filler: knowledge.words().filler.iter().flat_map(|it| words(it)).collect(),
            groups: synonyms
                .map(|group| group.iter().map(|it| words(it)).collect())
                .chain(subjects.iter().map(|it| vec![it.clone()]))
                .collect(),
            subjects,
            phrases: knowledge
                .iter()
                .map(|it| {
                    let phrases = phrases_of(knowledge, it).map(|(_, phrase)| words(phrase));
                    (it.id.clone(), phrases.collect())
                })
                .collect(),
        }
    }

    /// The certifications in which every word of `query` is found; if there are none, those in
    /// which most are, at least half. Words that mean nothing here (`the`, `exam`) do not count
    /// unless there are no others. Neither is the subject of an issuer a topic beside others:
    /// `python sockets` asks for sockets, of an issuer whose subject is Python where there is one.
    ///
    /// `knowledge` is what the topics are from.
    pub fn covering<'a>(&self, knowledge: &'a Knowledge, query: &str) -> Covering<'a> {
        let wanted = self.wanted(query);
        let found = knowledge.iter().filter_map(|it| {
            let phrases = self.phrases.get(&it.id)?;
            covers(knowledge, it, phrases, &wanted)
        });
        best(found.collect(), wanted)
    }

    /// Each word of the query with all that mean the same.
    fn wanted(&self, query: &str) -> Vec<Wanted> {
        let typed = typed_words(query);
        let meant: Vec<&(String, String)> =
            typed.iter().filter(|(_, word)| !self.filler.contains(word)).collect();
        let meant = if meant.is_empty() { typed.iter().collect() } else { meant };
        let folded: Vec<String> = meant.iter().map(|(_, word)| word.clone()).collect();
        let mut wanted = Vec::new();
        let mut next = 0;
        while let Some(rest) = folded.get(next..).filter(|it| !it.is_empty()) {
            // The longest phrase of a group that the query goes on with, else the word alone.
            let group = self
                .groups
                .iter()
                .flat_map(|group| group.iter().map(move |phrase| (phrase, group)))
                .filter(|(phrase, _)| !phrase.is_empty() && begins_with(rest, phrase))
                .max_by_key(|(phrase, _)| phrase.len());
            let length = group.map_or(1, |(phrase, _)| phrase.len());
            let phrase: Vec<String> = rest.iter().take(length).cloned().collect();
            let mut typed: Vec<&str> =
                meant.iter().skip(next).take(length).map(|(typed, _)| typed.as_str()).collect();
            typed.dedup();
            wanted.push(Wanted {
                typed: typed.join(" "),
                is_subject: self.subjects.contains(&phrase),
                meanings: group.map_or_else(|| vec![phrase], |(_, group)| group.clone()),
            });
            next += length;
        }
        if wanted.iter().all(|it| it.is_subject) {
            for it in &mut wanted {
                it.is_subject = false;
            }
        }
        wanted
    }
}

/// What is found of all that is wanted.
fn best(mut found: Vec<Found<'_>>, wanted: Vec<Wanted>) -> Covering<'_> {
    // Whom it is for is no topic of it: that counts only where nothing covers what was asked.
    let is_covered = found.iter().any(|it| it.topic.is_covered);
    found.retain(|it| it.topic.is_covered == is_covered);
    let most = found.iter().map(|it| it.words.len()).max().unwrap_or(0);
    // Half of the words: with two of four, the other two may be how people talk; with one of
    // three, it is another topic.
    if most * 2 < wanted.len() {
        found.clear();
    }
    found.retain(|it| it.words.len() == most);
    // Stable: the knowledge comes in order of id.
    found.sort_by_key(|it| std::cmp::Reverse(it.weight));
    let any: BTreeSet<usize> = found.iter().flat_map(|it| &it.words).copied().collect();
    Covering {
        is_together: any.len() == most,
        found: any.iter().map(|it| wanted[*it].typed.clone()).collect(),
        wanted: wanted.into_iter().map(|it| it.typed).collect(),
        matches: found.into_iter().map(|it| it.topic).collect(),
    }
}

/// A word or phrase that is looked for.
struct Wanted {
    typed: String,
    /// Itself and all that mean the same, each as words.
    meanings: Vec<Vec<String>>,
    /// Whether it is what all certifications of an issuer are about, with other words beside it.
    is_subject: bool,
}

/// A match with what it is ranked by.
struct Found<'a> {
    /// Places in what is wanted.
    words: BTreeSet<usize>,
    weight: u32,
    topic: TopicMatch<'a>,
}

/// The words of `text`, each as typed and as it is compared.
fn typed_words(text: &str) -> Vec<(String, String)> {
    text.split(|it| is_sign(it) && !is_combining_mark(it))
        .flat_map(|typed| words(typed).into_iter().map(|word| (typed.to_owned(), word)))
        .collect()
}

/// Which of the wanted words a certification covers, how prominently, and where; `None` if no
/// topic is among them. `folded`: the words of each of its phrases.
fn covers<'a>(
    knowledge: &'a Knowledge,
    certification: &'a Certification,
    folded: &[Vec<String>],
    wanted: &[Wanted],
) -> Option<Found<'a>> {
    let mut covered = BTreeSet::new();
    let mut is_covered = false;
    let mut weight = 0;
    let mut phrases: Vec<(u32, &str)> = Vec::new();
    for ((prominence, phrase), tokens) in phrases_of(knowledge, certification).zip(folded) {
        let hits: Vec<usize> = (0..wanted.len())
            .filter(|it| !wanted[*it].is_subject)
            .filter(|it| wanted[*it].meanings.iter().any(|synonym| contains(tokens, synonym)))
            .collect();
        if hits.is_empty() {
            continue;
        }
        let count = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        weight += prominence * count;
        // `OOP` says nothing beside `object-oriented programming (OOP)`.
        let is_told = |it: &&str| it.to_lowercase().contains(&phrase.to_lowercase());
        if !phrases.iter().any(|(_, it)| is_told(it)) {
            phrases.push((prominence * count, phrase));
        }
        is_covered |= prominence > WHOM_IT_IS_FOR;
        covered.extend(hits);
    }
    if covered.is_empty() {
        return None;
    }
    let issuer = knowledge.issuer(&certification.issuer);
    let subjects: Vec<Vec<String>> =
        issuer.into_iter().flat_map(|it| &it.subjects).map(|it| words(it)).collect();
    let is_ours = |it: &Wanted| it.is_subject && it.meanings.iter().any(|it| subjects.contains(it));
    covered.extend((0..wanted.len()).filter(|it| is_ours(&wanted[*it])));
    phrases.retain(|(weight, _)| !is_covered || *weight > WHOM_IT_IS_FOR);
    phrases.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let phrases = phrases.into_iter().map(|(_, it)| it).collect();
    let topic = TopicMatch { certification, phrases, is_covered };
    Some(Found { words: covered, weight, topic })
}

/// How prominent an audience is: the least, so that whatever is covered stands above.
const WHOM_IT_IS_FOR: u32 = 1;

/// All phrases that say what a certification is about, with how prominent each is.
fn phrases_of<'a>(
    knowledge: &'a Knowledge,
    certification: &'a Certification,
) -> impl Iterator<Item = (u32, &'a str)> {
    let sections = certification.syllabus.iter().flat_map(|it| &it.value.sections);
    let in_syllabus =
        sections.flat_map(|it| std::iter::once(&it.title).chain(&it.topics)).map(String::as_str);
    let track = knowledge.track(certification);
    let track = track.into_iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
    let topics = certification.topics.iter().map(|it| (4, it.as_str()));
    topics
        .chain(in_syllabus.map(|it| (3, it)))
        .chain(std::iter::once((3, certification.name.as_str())))
        .chain(certification.demonstrates.iter().map(|it| (2, it.as_str())))
        .chain(track.map(|it| (2, it.as_str())))
        .chain(certification.audience.iter().map(|it| (WHOM_IT_IS_FOR, it.as_str())))
}

/// Lower case, without accents, split at everything but letters, digits, `+` and `#`.
fn words(text: &str) -> Vec<String> {
    text.nfkd()
        .filter(|it| !is_combining_mark(*it))
        .collect::<String>()
        .to_lowercase()
        .split(is_sign)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric() && character != '+' && character != '#'
}

fn begins_with(words: &[String], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(a, b)| is_same_word(a, b))
}

fn contains(tokens: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && tokens.windows(phrase.len()).any(|it| begins_with(it, phrase))
}

/// Whether two words differ at most in their ending: `socket` and `sockets`, `network` and
/// `networking`, but not `test` and `tester`.
fn is_same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    if shared < 3 {
        return false;
    }
    let ending = |it: &str| it.chars().skip(shared).collect::<String>();
    let (ending_a, ending_b) = (ending(a), ending(b));
    let is_plural = |it: &str, other: &str| matches!(it, "s" | "es") && other.is_empty();
    if is_plural(&ending_a, &ending_b) || is_plural(&ending_b, &ending_a) {
        return true;
    }
    // Five letters in common: what shares fewer is as often another word (`test`, `text`).
    let is_ending =
        |it: &str| matches!(it, "" | "e" | "s" | "es" | "ed" | "ing" | "ings" | "y" | "ies");
    shared >= 5 && is_ending(&ending_a) && is_ending(&ending_b)
}

#[cfg(test)]
mod tests;
