//! From a topic that a person typed to the certifications that cover it.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::knowledge::{Certification, Knowledge};

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

/// The certifications in which every word of `query` is found, best first; if there are none,
/// those in which most are. Ties in order of id. Words that mean nothing here (`the`, `exam`) do
/// not count unless there are no others.
pub fn covering<'a>(knowledge: &'a Knowledge, query: &str) -> Vec<TopicMatch<'a>> {
    let wanted = wanted(knowledge, query);
    let mut found: Vec<(usize, u32, TopicMatch<'a>)> =
        knowledge.iter().filter_map(|it| covers(knowledge, it, &wanted)).collect();
    // Whom it is for is no topic of it: that counts only where nothing covers what was asked.
    let is_covered = found.iter().any(|(.., it)| it.is_covered);
    found.retain(|(.., it)| it.is_covered == is_covered);
    let most = found.iter().map(|(words, ..)| *words).max().unwrap_or(0);
    // Half of the words: with two of four, the other two may be how people talk; with one of
    // three, it is another topic.
    if most * 2 < wanted.len() {
        return Vec::new();
    }
    found.retain(|(words, ..)| *words == most);
    // Stable: the knowledge comes in order of id.
    found.sort_by_key(|(_, weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(.., it)| it).collect()
}

/// Each word of the query with all that mean the same.
fn wanted(knowledge: &Knowledge, query: &str) -> Vec<Vec<Vec<String>>> {
    let filler: BTreeSet<String> =
        knowledge.words().filler.iter().flat_map(|it| words(it)).collect();
    let typed = words(query);
    let meant: Vec<String> = typed.iter().filter(|it| !filler.contains(*it)).cloned().collect();
    let meant = if meant.is_empty() { typed } else { meant };
    let synonyms: Vec<Vec<Vec<String>>> = knowledge
        .words()
        .synonyms
        .iter()
        .map(|group| group.iter().map(|it| words(it)).collect())
        .collect();
    let mut wanted = Vec::new();
    let mut rest = meant.as_slice();
    while let Some((first, after)) = rest.split_first() {
        // The longest phrase of a group that the query goes on with, else the word alone.
        let group = synonyms
            .iter()
            .flat_map(|group| group.iter().map(move |phrase| (phrase, group)))
            .filter(|(phrase, _)| !phrase.is_empty() && begins_with(rest, phrase))
            .max_by_key(|(phrase, _)| phrase.len());
        match group {
            Some((phrase, group)) => {
                wanted.push(group.clone());
                rest = rest.get(phrase.len()..).unwrap_or_default();
            }
            None => {
                wanted.push(vec![vec![first.clone()]]);
                rest = after;
            }
        }
    }
    wanted
}

/// How many of the wanted words a certification covers, how prominently, and where.
fn covers<'a>(
    knowledge: &'a Knowledge,
    certification: &'a Certification,
    wanted: &[Vec<Vec<String>>],
) -> Option<(usize, u32, TopicMatch<'a>)> {
    let mut covered = BTreeSet::new();
    let mut is_covered = false;
    let mut weight = 0;
    let mut phrases: Vec<(u32, &str)> = Vec::new();
    for (prominence, phrase) in phrases_of(knowledge, certification) {
        let tokens = words(phrase);
        let hits: Vec<usize> = (0..wanted.len())
            .filter(|it| wanted[*it].iter().any(|synonym| contains(&tokens, synonym)))
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
    phrases.retain(|(weight, _)| !is_covered || *weight > WHOM_IT_IS_FOR);
    phrases.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let phrases = phrases.into_iter().map(|(_, it)| it).collect();
    let found = TopicMatch { certification, phrases, is_covered };
    (!covered.is_empty()).then_some((covered.len(), weight, found))
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
        .split(|it: char| !it.is_alphanumeric() && it != '+' && it != '#')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
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
    let ending = |it: &str| it.chars().skip(shared).collect::<String>();
    let (ending_a, ending_b) = (ending(a), ending(b));
    let is_plural = |it: &str, other: &str| matches!(it, "s" | "es") && other.is_empty();
    if shared >= 3 && (is_plural(&ending_a, &ending_b) || is_plural(&ending_b, &ending_a)) {
        return true;
    }
    // Five letters in common: what shares fewer is as often another word (`test`, `text`).
    let is_ending =
        |it: &str| matches!(it, "" | "e" | "s" | "es" | "ed" | "ing" | "ings" | "y" | "ies");
    shared >= 5 && is_ending(&ending_a) && is_ending(&ending_b)
}
