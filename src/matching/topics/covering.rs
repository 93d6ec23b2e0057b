//! Which certifications cover what is wanted, and which of them best.

use std::collections::BTreeSet;

use super::Wanted;
use super::lexicon::{AS_TYPED, Closeness, Phrase};
use super::phrases::{WHOM_IT_IS_FOR, phrases_of, taught};
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

/// A match with what it is ranked by.
pub(super) struct Found<'a> {
    /// Places in what is wanted.
    words: BTreeSet<usize>,
    weight: u32,
    topic: TopicMatch<'a>,
}

/// What is found of all that is wanted.
pub(super) fn best(mut found: Vec<Found<'_>>, wanted: Vec<Wanted>) -> Covering<'_> {
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

/// Which of the wanted words a certification covers, how prominently, and where; `None` if no
/// topic is among them. `folded`: each of its phrases.
pub(super) fn covers<'a>(
    knowledge: &'a Knowledge,
    certification: &'a Certification,
    folded: &[Phrase],
    wanted: &[Wanted],
) -> Option<Found<'a>> {
    let (mut covered, mut in_audience) = (BTreeSet::new(), BTreeSet::new());
    let mut weight = 0;
    let mut phrases: Vec<(u32, &str)> = Vec::new();
    for ((prominence, phrase), tokens) in phrases_of(knowledge, certification).zip(folded) {
        let hits: Vec<(usize, Closeness)> = (0..wanted.len())
            .filter(|it| !wanted[*it].is_subject)
            .filter_map(|it| Some((it, closeness(tokens, &wanted[it])?)))
            .collect();
        // `management` counts in `subprocess management`, not for somebody who manages projects.
        let is_alone = hits.len() == 1 && wanted.len() > 1 && prominence > WHOM_IT_IS_FOR;
        if hits.is_empty() || (is_alone && hits.iter().all(|(it, _)| !wanted[*it].is_topic)) {
            continue;
        }
        let here = prominence * hits.iter().map(|(_, closeness)| closeness).sum::<u32>();
        weight += here;
        // `OOP` says nothing beside `object-oriented programming (OOP)`.
        let is_told = |it: &&str| it.to_lowercase().contains(&phrase.to_lowercase());
        if !phrases.iter().any(|(_, it)| is_told(it)) {
            phrases.push((here, phrase));
        }
        let words = if prominence > WHOM_IT_IS_FOR { &mut covered } else { &mut in_audience };
        words.extend(hits.into_iter().map(|(it, _)| it));
    }
    // Data for engineers is no data engineering.
    let is_covered = !covered.is_empty();
    let mut covered = if is_covered { covered } else { in_audience };
    if covered.is_empty() {
        return None;
    }
    covered.extend(subjects(knowledge, certification, wanted));
    phrases.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let mut phrases: Vec<&str> = phrases.into_iter().map(|(_, it)| it).collect();
    // What it teaches says more than for whom it is or what its track is called.
    let is_taught = |phrase: &&str| taught(certification).any(|(_, it)| it == *phrase);
    let is_name = |phrase: &&str| *phrase == certification.name;
    if phrases.iter().any(is_taught) {
        phrases.retain(|it| is_taught(it) || is_name(it));
    } else if is_covered {
        phrases.retain(|it| certification.audience.iter().all(|whom| whom != it));
    }
    let topic = TopicMatch { certification, phrases, is_covered };
    Some(Found { words: covered, weight, topic })
}

/// How near the phrase is to what was typed; `None` if it says nothing of it.
fn closeness(phrase: &Phrase, wanted: &Wanted) -> Option<Closeness> {
    if phrase.holds(&wanted.phrase) {
        return Some(AS_TYPED);
    }
    wanted.synonyms.iter().find(|(it, _)| phrase.holds(it)).map(|(_, closeness)| *closeness)
}

/// The wanted words that are what all certifications of its issuer are about.
fn subjects<'w>(
    knowledge: &Knowledge,
    certification: &Certification,
    wanted: &'w [Wanted],
) -> impl Iterator<Item = usize> + 'w {
    let issuer = knowledge.issuer(&certification.issuer);
    let subjects: Vec<Phrase> =
        issuer.into_iter().flat_map(|it| &it.subjects).map(|it| Phrase::new(it)).collect();
    let is_ours = move |it: &Wanted| it.is_subject && subjects.contains(&it.phrase);
    wanted.iter().enumerate().filter(move |(_, it)| is_ours(it)).map(|(place, _)| place)
}
