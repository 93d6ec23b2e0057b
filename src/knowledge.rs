//! What we know: certifications, who issues them, and how they connect.
//!
//! A [`Knowledge`] value has passed every check in [`load()`], so the rest of the program may rely
//! on it: every id it mentions exists, and requirements have no cycles.

pub mod diagnostic;
mod facts;
pub mod house;
pub mod load;
mod note;
pub mod quantity;
mod reader;
pub mod requirement;
mod revision;
pub mod schema;
mod shape;
pub mod source;
mod status;

use std::collections::BTreeMap;
use std::fmt;

pub use facts::{
    Conflict, Covers, Exam, ExamRole, ExamVersion, FactGroup, IssuerLinks, ItemCount, Lasts, Links,
    Next, Price, Prices, Renewal, RenewalMethod, Resource, Retake, Section, Syllabus, Validity,
    VersionState,
};
use house::Additions;
pub use house::{AdditionKind, House, HouseNote};
pub use load::{load, load_with_house};
pub use note::{Note, NoteTopic};
pub use quantity::{CheckedOn, Date, Days, Minutes, Money, Months, Percent};
pub use requirement::{AppliesTo, HeldState, Need, Requirement, Requirements, Strength};
pub use revision::Revision;
pub use status::{DeclaredState, State, Status};

/// Everything we know, indexed by id and immutable once loaded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Knowledge {
    /// Who issues certifications, by id, but for those of which nothing is shown.
    pub(in crate::knowledge) issuers: BTreeMap<IssuerId, Issuer>,
    /// Those that are shown. Invariant: every certification id mentioned anywhere is a key of this
    /// map or of `hidden`, and every issuer, track and level mentioned exists.
    pub(in crate::knowledge) certifications: BTreeMap<CertificationId, Certification>,
    /// Certifications that nobody is led to.
    pub(in crate::knowledge) hidden: BTreeMap<CertificationId, Certification>,
    /// Issuers of which nothing is shown, because all that they have is hidden.
    pub(in crate::knowledge) hidden_issuers: BTreeMap<IssuerId, Issuer>,
    /// What a server adds.
    pub(in crate::knowledge) house: Additions,
    /// The words that people type around names.
    pub(in crate::knowledge) words: Words,
    /// Of the files that all of it is from.
    pub(in crate::knowledge) revision: Revision,
}

/// Who issues certifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Name of its folder, e.g. `python-institute`.
    pub id: IssuerId,
    /// Full name, e.g. `OpenEDG Python Institute`.
    pub name: String,
    /// Name on cards and in lists, e.g. `Python Institute`.
    pub short_name: String,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// What all its certifications are about, as people type it, e.g. `python`. Such a word alone
    /// names none of them.
    pub subjects: Vec<String>,
    /// Tracks, in the order a list shows them.
    pub tracks: Vec<Track>,
    /// Levels, easiest first. The issuer's own words: levels of two issuers do not compare.
    pub levels: Vec<Level>,
    /// Its website.
    pub url: String,
    /// Where names, tracks, levels and website are from.
    pub provenance: Provenance,
    /// Where everything that holds for all of it stands.
    pub links: Option<Sourced<IssuerLinks>>,
    /// What holds for all or several of its certifications, such as vouchers and the exam day. What
    /// a certification says itself goes before it.
    pub notes: Vec<Sourced<Note>>,
    /// Statements of sources that disagree, kept.
    pub conflicts: Vec<Conflict>,
}

/// A line of certifications that build on one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Unique for the issuer, e.g. `testing`.
    pub id: String,
    /// E.g. `Testing`.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
}

/// A rung of the issuer's ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Unique for the issuer, e.g. `entry`.
    pub id: String,
    /// E.g. `Entry level`.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
}

/// One certification, as a person would describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certification {
    /// The file stem, e.g. `pcap`: unique over all issuers, stable across renames, never an exam
    /// code.
    pub id: CertificationId,
    /// Who issues it.
    pub issuer: IssuerId,
    /// What it is called for short, e.g. `PCAP`, if it has a short form.
    pub short_name: Option<String>,
    /// Full name as the issuer prints it today.
    pub name: String,
    /// Names it had before.
    pub former_names: Vec<String>,
    /// What else people type for it. Short name, names and exam codes need not be repeated here.
    pub aliases: Vec<String>,
    /// Names that several certifications share, such as `PCPP`: they never answer alone, they are
    /// a question back.
    pub family_names: Vec<String>,
    /// Whether there is an exam behind it.
    pub kind: Kind,
    /// Id of a track of the issuer.
    pub track: Option<String>,
    /// Id of a level of the issuer.
    pub level: Option<String>,
    /// Place in its track, from 1.
    pub step: Option<u32>,
    /// What it is, in one or two sentences.
    pub summary: String,
    /// Who takes it, a phrase each.
    pub audience: Vec<String>,
    /// What it covers, a phrase each.
    pub topics: Vec<String>,
    /// What holding it shows, a phrase each.
    pub demonstrates: Vec<String>,
    /// Where names, track, level, summary, audience, topics and `demonstrates` are from.
    pub provenance: Provenance,
    /// Whether it can be taken.
    pub status: Sourced<Status>,
    /// What must or should come first. `None`: not known; known and empty: nothing.
    pub requirements: Option<Sourced<Requirements>>,
    /// Its exams, in the issuer's order. Empty for an earned title, or when not known.
    pub exams: Vec<Sourced<Exam>>,
    /// What it costs. `None`: not known.
    pub prices: Option<Sourced<Prices>>,
    /// How long it lasts. `None`: nothing was found out.
    pub validity: Option<Sourced<Validity>>,
    /// How it is kept from expiring.
    pub renewals: Vec<Sourced<Renewal>>,
    /// When a failed exam may be sat again.
    pub retake: Option<Sourced<Retake>>,
    /// What the exam asks, with weights.
    pub syllabus: Option<Sourced<Syllabus>>,
    /// What is taken after it.
    pub next: Option<Sourced<Next>>,
    /// Where to read, learn, practise and verify.
    pub links: Option<Sourced<Links>>,
    /// What else is worth saying of it, such as discounts and badges.
    pub notes: Vec<Sourced<Note>>,
    /// Statements of sources that disagree, kept.
    pub conflicts: Vec<Conflict>,
}

/// A group of facts and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The facts.
    pub value: T,
    /// Where they are from.
    pub provenance: Provenance,
}

/// Where facts are from, when they were looked at, and how far to trust them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// At least one address, best first.
    pub sources: Vec<String>,
    /// When somebody last looked.
    pub checked_on: CheckedOn,
    /// How far to trust it.
    pub confidence: Confidence,
}

/// How far to trust a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// One weak source, or sources that disagree.
    Low,
    /// One good source.
    Medium,
    /// The issuer's page, or two independent sources that agree.
    High,
}

/// Whether there is an exam behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Granted for passing its own exams.
    Certification,
    /// Granted for holding others; no exam of its own.
    EarnedTitle,
}

/// The words that people type around names, by meaning.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    /// Words that say nothing about which certification is meant: articles, `exam`, `certificación`.
    pub filler: Vec<String>,
    /// Words that are common in plain speech. An alias equal to one of them would answer
    /// sentences that are not about it.
    pub common: Vec<String>,
    /// Groups of words that mean the same, each at least two, e.g. `tester`, `testing`, `qa`.
    pub synonyms: Vec<Vec<String>>,
    /// Groups of words that mean the same as a topic.
    pub topics: Vec<TopicWords>,
    /// Certifications, issuers, exam codes and courses that are not in this knowledge, as people
    /// type them. Whatever is a name in the knowledge is not among them.
    pub elsewhere: Vec<String>,
    /// Short names that stand for something else as well.
    pub homonyms: Vec<Homonym>,
}

/// Words that mean the same as a topic. Where somebody looks for a name, they mean nothing.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TopicWords {
    /// At least one, e.g. `inheritance`, `herencia`.
    pub words: Vec<String>,
    /// Topics that it belongs to, e.g. `object-oriented programming`: who covers one of them is
    /// taken to cover it.
    pub part_of: Vec<String>,
}

/// A short name that stands for something else as well, and the words that say so in a message.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Homonym {
    /// The short name, e.g. `PCAP`.
    pub name: String,
    /// Words of one to three parts that say so right before or behind it, e.g. `file`.
    pub beside: Vec<String>,
    /// Words of one to three parts that say so anywhere in the message, e.g. `wireshark`.
    pub around: Vec<String>,
}

/// Identifies a certification: 1 to 40 lowercase ASCII letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificationId(String);

/// Identifies an issuer: 1 to 40 lowercase ASCII letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssuerId(String);

impl Knowledge {
    /// The certification with this id, if there is one, hidden or not: for what has to be named
    /// whatever is shown. Whoever leads somebody there asks [`Self::shown`].
    pub fn get(&self, id: &CertificationId) -> Option<&Certification> {
        self.shown(id).or_else(|| self.hidden.get(id))
    }

    /// The certification with this id, if there is one that is shown.
    pub fn shown(&self, id: &CertificationId) -> Option<&Certification> {
        self.certifications.get(id)
    }

    /// All certifications that are shown, ordered by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Certification> {
        self.certifications.values()
    }

    /// All certifications, those that are shown first, each ordered by id: for what has to
    /// understand every name.
    pub fn all(&self) -> impl Iterator<Item = &Certification> {
        self.iter().chain(self.hidden.values())
    }

    /// The issuer with this id, if there is one.
    pub fn issuer(&self, id: &IssuerId) -> Option<&Issuer> {
        self.issuers.get(id).or_else(|| self.hidden_issuers.get(id))
    }

    /// All issuers, ordered by id, but for those that have certifications and none that is shown.
    pub fn issuers(&self) -> impl ExactSizeIterator<Item = &Issuer> {
        self.issuers.values()
    }

    /// The words that people type around names.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Which knowledge it is. That of nothing, for knowledge that no files were read for.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The track of a certification, if it has one.
    pub fn track(&self, certification: &Certification) -> Option<&Track> {
        let id = certification.track.as_ref()?;
        self.issuer(&certification.issuer)?.tracks.iter().find(|it| it.id == *id)
    }

    /// The level of a certification, if it has one.
    pub fn level(&self, certification: &Certification) -> Option<&Level> {
        let id = certification.level.as_ref()?;
        self.issuer(&certification.issuer)?.levels.iter().find(|it| it.id == *id)
    }
}

impl Certification {
    /// What it is called where room is short: its short name, else its name.
    pub fn label(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }

    /// The exam versions of all its exams, in order.
    pub fn exam_versions(&self) -> impl Iterator<Item = &ExamVersion> {
        self.exams.iter().flat_map(|it| &it.value.versions)
    }

    /// The conflicts about one group of facts, in order.
    pub fn conflicts_about(&self, group: FactGroup) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(move |it| it.about == group)
    }
}

macro_rules! id {
    ($name:ident) => {
        impl $name {
            /// The id, or `None` if `text` is empty, longer than 40 characters, or has any
            /// character other than a lowercase ASCII letter, a digit or `-`.
            pub fn parse(text: &str) -> Option<Self> {
                let is_valid = (1..=40).contains(&text.len())
                    && text.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-'));
                is_valid.then(|| Self(text.to_owned()))
            }

            /// The id as written in the knowledge files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(CertificationId);
id!(IssuerId);
