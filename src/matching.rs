//! From what a person typed to the certification they probably meant, and how sure that is.
//!
//! Codes lie one letter apart (`PCAP`, `PCAT`, `PCAD`), so no similarity is ever an answer. What a
//! query has in common with a certification is a reason, reasons have ranks, and a weaker reason
//! never outranks a stronger one. Only reasons that leave no other reading answer; the rest is
//! offered.

mod build;
mod complete;
mod decide;
mod entry;
mod fold;
pub mod groups;
mod mentions;
mod names;
pub(crate) mod near;
mod reading;
#[cfg(test)]
mod tests;
pub mod topics;
mod vocabulary;
mod weigh;

use std::collections::HashMap;
use std::fmt;

use self::build::{Indexed, Owner, Spelled};
pub use self::entry::{Availability, Entry, Name, NameKind, Standing};
use self::groups::Groups;
use self::mentions::Homonyms;
pub use self::mentions::{MESSAGE_CHARACTERS, Mention, Mentions, UnclearMention};
pub use self::names::{NameInText, NameSense};
use self::near::Neighbours;
use self::topics::Topics;
use self::vocabulary::{Sense, Vocabulary};
use crate::knowledge::{CertificationId, Knowledge, Words};

/// Words that people put between two names, in the languages our members write.
pub const SEPARATORS: &[&str] = &[
    "vs", "versus", "and", "or", "y", "o", "e", "ou", "und", "oder", "et", "oraz", "lub", ",", ";",
    "/", "&", "|", "+",
];

/// Every name of every certification, folded once so that looking up is cheap.
#[derive(Debug, Default)]
pub struct Index {
    /// Ordered by id, so that results do not depend on the order of files.
    entries: Vec<Indexed>,
    /// Names without anything between their parts (`pcap3103`), and who goes by them.
    keys: HashMap<Box<str>, Vec<Owner>>,
    /// Bytes of the longest of them, and the most pieces that a name has: no more of a message is
    /// looked up at once.
    longest_key: usize,
    most_pieces: usize,
    /// Digits of exam codes (`3103`) and whose they are.
    numbers: HashMap<Box<str>, Vec<u32>>,
    /// Letters of codes (`pcpp`) and whose they are.
    stems: Vec<(Box<str>, Vec<u32>)>,
    /// Places in `stems`.
    stem_numbers: HashMap<Box<str>, u32>,
    stem_neighbours: Neighbours,
    vocabulary: Vocabulary,
    homonyms: Homonyms,
    /// Sets of words that make up a name: entry and place in its names.
    bags: HashMap<Box<[u32]>, Vec<(u32, u32)>>,
    /// Names with blanks between their words.
    spelled: Vec<Spelled>,
    /// Each place in `spelled` where a word begins, ordered by what follows.
    prefixes: Vec<(u32, u16)>,
    /// All entries as a newcomer should see them.
    by_standing: Vec<u32>,
    /// What they cover. Empty where the index is from entries alone.
    topics: Topics,
    /// Levels, tracks and issuers. Empty where the index is from entries alone.
    groups: Groups,
}

/// One certification that a query may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which certification.
    pub id: CertificationId,
    /// Why we think so.
    pub because: Because,
}

/// Why a query may mean a certification, strongest first: a weaker reason never outranks a
/// stronger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// Its short name or an exam code.
    ExactCode,
    /// Its name, a former one or another that it goes by.
    ExactName,
    /// Its short name or an exam code but for blanks, hyphens, or roman numerals.
    SameCode,
    /// One of its names but for blanks and hyphens.
    SameName,
    /// A code of its own among other words.
    CodeInText,
    /// All words of one of its names, in whatever order, and no others.
    WordsOfName,
    /// Words for its level and its track, which no other certification has together.
    LevelAndTrack,
    /// The beginning of one of its names.
    Prefix,
    /// All words of one of its names, some of them misspelt.
    MisspeltName,
    /// A name that it shares with others.
    SharedName,
    /// The letters of its code with a number that it does not have.
    OtherNumber,
    /// The number of one of its exams.
    ExamNumber,
    /// A code one or two letters away from its own.
    MisspeltCode,
    /// Some of its words.
    SomeWords,
    /// What all of its issuer's certifications are about, or its issuer.
    Subject,
    /// Nothing was asked for; a newcomer begins here.
    Standing,
}

/// What to do about a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It means this one; answer.
    Sure(Match),
    /// It may mean one of these, best first, one to five; ask back.
    Unsure(Vec<Match>),
    /// It means none that we know. The nearest, best first, none to five.
    Unknown(Vec<Match>),
}

impl Index {
    /// Folds every name and every topic in `knowledge`. What is hidden keeps its names, but is
    /// offered nowhere.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut index = Self::from_entries(entry::entries(knowledge), knowledge.words());
        for it in &mut index.entries {
            it.is_hidden = knowledge.is_hidden(&it.id);
        }
        Self { topics: Topics::new(knowledge), groups: Groups::new(knowledge), ..index }
    }

    /// What the certifications cover.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Words that place certifications without naming them.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Whether a word, in lower case, is one of plain speech or says nothing, in any language.
    pub fn is_speech(&self, word: &str) -> bool {
        matches!(self.vocabulary.word(word), Some(Sense::Filler | Sense::Common))
    }

    /// The same from entries in any order, each id once.
    pub fn from_entries(entries: impl IntoIterator<Item = Entry>, words: &Words) -> Self {
        build::index(entries, words)
    }

    /// What `query` means. Reads its first 200 characters.
    pub fn decide(&self, query: &str) -> Decision {
        match decide::decide(self, query) {
            // What is hidden is known by its names, and is not what a description is of.
            Decision::Sure(found)
                if matches!(found.because, Because::LevelAndTrack | Because::Prefix)
                    && self.is_hidden(&found) =>
            {
                Decision::Unknown(Vec::new())
            }
            decision => decision,
        }
    }

    /// What a whole message names, by names that it spells out. Reads its first
    /// [`MESSAGE_CHARACTERS`] characters.
    pub fn mentions(&self, message: &str) -> Mentions {
        let mut mentions = mentions::mentions(self, message);
        for it in &mut mentions.unclear {
            it.candidates.retain(|it| !self.is_hidden(it));
        }
        mentions.unclear.retain(|it| !it.candidates.is_empty());
        mentions
    }

    /// The best `limit` matches for a query that may still be growing, best first; ties in order
    /// of standing, then of id. Empty input gives the first `limit` in the order a newcomer wants
    /// them.
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<Match> {
        complete::complete(self, typed, limit)
    }

    fn entry(&self, number: u32) -> &Indexed {
        // Numbers are only ever handed out for entries that are there.
        &self.entries[number as usize]
    }

    fn is_hidden(&self, found: &Match) -> bool {
        let place = self.entries.binary_search_by(|it| it.id.cmp(&found.id));
        place.is_ok_and(|it| self.entries[it].is_hidden)
    }

    fn found(&self, number: u32, because: Because) -> Match {
        Match { id: self.entry(number).id.clone(), because }
    }
}

impl Decision {
    /// What it may mean, best first, however sure that is.
    pub fn matches(&self) -> &[Match] {
        match self {
            Self::Sure(found) => std::slice::from_ref(found),
            Self::Unsure(matches) | Self::Unknown(matches) => matches,
        }
    }
}

/// As `certguide match` prints it, e.g. `exact code`.
impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ExactCode => "exact code",
            Self::ExactName => "exact name",
            Self::SameCode => "same code, written differently",
            Self::SameName => "same name, written differently",
            Self::CodeInText => "code within the text",
            Self::WordsOfName => "all words of a name",
            Self::LevelAndTrack => "its level and track",
            Self::Prefix => "beginning of a name",
            Self::MisspeltName => "misspelt name",
            Self::SharedName => "shared name",
            Self::OtherNumber => "same letters, other number",
            Self::ExamNumber => "number of an exam",
            Self::MisspeltCode => "misspelt code",
            Self::SomeWords => "some words of a name",
            Self::Subject => "same subject",
            Self::Standing => "where one begins",
        })
    }
}
