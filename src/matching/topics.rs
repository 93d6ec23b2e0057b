//! From a topic that a person typed to the certifications that cover it.

mod covering;
mod lexicon;
mod phrases;
mod stem;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

pub use self::covering::{Covering, TopicMatch};
use self::lexicon::{Closeness, Lexicon, Phrase, Token};
use self::phrases::phrases_of;
use crate::knowledge::{Certification, CertificationId, Knowledge};

/// Everything that a topic is compared with, folded once so that finding is cheap.
#[derive(Debug, Default)]
pub struct Topics {
    lexicon: Lexicon,
    /// What all certifications of an issuer are about.
    subjects: Vec<Phrase>,
    /// Each phrase of each certification, in the order of [`phrases_of`].
    phrases: BTreeMap<CertificationId, Vec<Phrase>>,
}

/// A stretch of a text that is a topic of some certification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpottedTopic {
    /// Where it stands, in bytes of the text.
    pub place: Range<usize>,
    /// As typed.
    pub words: String,
    /// Whether it is one only if a slip of the finger is put right.
    pub is_misspelt: bool,
}

impl Topics {
    /// Folds every phrase in `knowledge`.
    pub fn new(knowledge: &Knowledge) -> Self {
        let subjects = knowledge.issuers().flat_map(|it| &it.subjects);
        let folded =
            |id| phrases_of(knowledge, id).map(|(_, it)| Phrase::in_knowledge(it)).collect();
        Self {
            lexicon: Lexicon::new(knowledge),
            subjects: subjects.map(|it| Phrase::new(it)).collect(),
            phrases: knowledge.iter().map(|it| (it.id.clone(), folded(it))).collect(),
        }
    }

    /// The certifications in which every word of `query` is found; if there are none, those in
    /// which most are, at least half. Words that mean nothing here (`the`, `exam`) do not count
    /// unless there are no others. Neither is the subject of an issuer a topic beside others:
    /// `python sockets` asks for sockets, of an issuer whose subject is Python where there is one.
    /// A word that no certification and no group of synonyms knows may be misspelt.
    ///
    /// `knowledge` is what the topics are from.
    pub fn covering<'a>(&self, knowledge: &'a Knowledge, query: &str) -> Covering<'a> {
        let wanted = self.wanted(query);
        let found = knowledge.iter().filter_map(|it| {
            let phrases = self.phrases.get(&it.id)?;
            covering::covers(knowledge, it, phrases, &wanted)
        });
        covering::best(found.collect(), wanted)
    }

    /// What `certification` covers of `query`, however many cover more of it.
    pub fn covering_by<'a>(
        &self,
        knowledge: &'a Knowledge,
        certification: &'a Certification,
        query: &str,
    ) -> Covering<'a> {
        let wanted = self.wanted(query);
        let phrases = self.phrases.get(&certification.id);
        let found = phrases.and_then(|it| covering::covers(knowledge, certification, it, &wanted));
        covering::best(found.into_iter().collect(), wanted)
    }

    /// Every stretch of `text` that is a topic of some certification, in order, the longest that
    /// begins where it does. Plain speech (`time`, `exam`), levels and subjects are none alone.
    pub fn spotted(&self, text: &str) -> Vec<SpottedTopic> {
        let tokens = self.lexicon.tokens(text);
        let mut spotted = Vec::new();
        let mut rest = tokens.as_slice();
        while let Some((_, after)) = rest.split_first() {
            let known = self.lexicon.longest(rest).length;
            let Some(length) = self.lexicon.topic(rest).filter(|it| *it >= known) else {
                // `penetration testing` is known, covered by nobody, and no testing.
                rest = rest.get(known..).unwrap_or(after);
                continue;
            };
            let (topic, after) = rest.split_at(length);
            spotted.push(SpottedTopic {
                place: place(topic),
                words: typed(text, topic).to_owned(),
                is_misspelt: topic.iter().any(|it| it.is_misspelt),
            });
            rest = after;
        }
        spotted
    }

    /// Each word of the query with all that mean the same.
    fn wanted(&self, query: &str) -> Vec<Wanted> {
        let tokens = self.lexicon.tokens(query);
        let mut wanted = self.wanted_of(query, &tokens, true);
        if wanted.is_empty() {
            wanted = self.wanted_of(query, &tokens, false);
        }
        if wanted.iter().all(|it| it.is_subject) {
            for it in &mut wanted {
                it.is_subject = false;
                it.is_topic = true;
            }
        }
        wanted
    }

    fn wanted_of(&self, query: &str, tokens: &[Token], without_filler: bool) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        let mut rest = tokens;
        while let Some((first, after)) = rest.split_first() {
            let known = self.lexicon.longest(rest);
            if known.length == 1 && without_filler && self.lexicon.is_filler(first) {
                rest = after;
                continue;
            }
            let (words, after) = rest.split_at(known.length);
            let phrase = Phrase::of(words);
            wanted.push(Wanted {
                typed: typed(query, words).to_owned(),
                is_subject: self.subjects.contains(&phrase),
                phrase,
                synonyms: known.synonyms,
                is_topic: known.is_topic,
            });
            rest = after;
        }
        wanted
    }
}

/// A word or phrase that is looked for.
struct Wanted {
    typed: String,
    phrase: Phrase,
    /// All that mean the same or nearly so.
    synonyms: Vec<(Phrase, Closeness)>,
    /// Whether it is a topic without other words beside it.
    is_topic: bool,
    /// Whether it is what all certifications of an issuer are about, with other words beside it.
    is_subject: bool,
}

/// Where words that follow one another stand.
fn place(words: &[Token]) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.place.start..last.place.end,
        _ => 0..0,
    }
}

fn typed<'t>(text: &'t str, words: &[Token]) -> &'t str {
    text.get(place(words)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
