//! What we know: certifications, who issues them, and how they connect.
//!
//! A [`Knowledge`] value has passed every check in [`load()`], so the rest of the program may rely
//! on it: every id it mentions exists, and requirements have no cycles.

pub mod diagnostic;
pub mod load;
pub mod quantity;
mod reader;
pub mod requirement;
pub mod schema;
mod shape;
pub mod source;
mod status;

use std::collections::BTreeMap;
use std::fmt;

pub use load::load;
pub use quantity::{CheckedOn, Date, Days, Minutes, Money, Months, Percent};
pub use requirement::{AppliesTo, HeldState, Need, Requirement, Requirements, Strength};
pub use status::{DeclaredState, State, Status};

/// Everything we know, indexed by id and immutable once loaded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Knowledge {
    /// Who issues certifications, by id.
    pub(in crate::knowledge) issuers: BTreeMap<IssuerId, Issuer>,
    /// Invariant: every certification id mentioned anywhere is a key of this map, and every
    /// issuer, track and level mentioned exists.
    pub(in crate::knowledge) certifications: BTreeMap<CertificationId, Certification>,
    /// The words that people type around names.
    pub(in crate::knowledge) words: Words,
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
    /// Where all of this is from.
    pub provenance: Provenance,
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
    /// Anything else worth saying, such as discounts and badges.
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

/// One exam of a certification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exam {
    /// What it is called, where a certification has several.
    pub name: Option<String>,
    /// Its part in the certification.
    pub role: ExamRole,
    /// Its successive versions, newest last.
    pub versions: Vec<ExamVersion>,
    /// Time for the questions.
    pub length: Option<Minutes>,
    /// Time on top, for an agreement or a tutorial.
    pub extra: Option<Minutes>,
    /// Number of questions.
    pub items: Option<ItemCount>,
    /// The mark that passes, as a share.
    pub pass_mark: Option<Percent>,
    /// The mark that passes, where it is not a share, e.g. `700 of 1000`.
    pub pass_score: Option<String>,
    /// Kinds of questions.
    pub item_types: Vec<String>,
    /// Languages it is offered in, in English words.
    pub languages: Vec<String>,
    /// Where and how it is sat.
    pub delivery: Vec<String>,
    /// Whether somebody watches, in words.
    pub proctoring: Option<String>,
    /// Other certifications that the same exam counts for. They list it too, each naming the rest.
    pub shared_with: Vec<CertificationId>,
    /// What else matters.
    pub note: Option<String>,
}

/// A number of questions, which issuers give as one number or as a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemCount {
    /// Fewest.
    pub least: u32,
    /// Most; equal to `least` where it is one number.
    pub most: u32,
}

/// What an exam is to its certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExamRole {
    /// The only one.
    Sole,
    /// One of several that are all needed.
    Part,
    /// Needed, beside a choice of others.
    Core,
    /// One of a choice.
    Concentration,
    /// Hands-on.
    Lab,
}

/// One version of an exam, booked under its own code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamVersion {
    /// As booked, e.g. `PCAP-31-03`; `x` stands for any digit.
    pub code: String,
    /// Whether it can be booked.
    pub state: VersionState,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// What is known of it beyond dates, e.g. `announced for the third quarter of 2026`.
    pub note: Option<String>,
}

/// Where an exam version stands, as last seen. Dates come before it where there are any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Named, cannot be booked.
    Announced,
    /// Can be booked on trial.
    Beta,
    /// Can be booked.
    Current,
    /// Can no longer be booked.
    Retired,
}

/// What a certification costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices {
    /// In the order a reader wants them, the plain exam first. Not empty.
    pub list: Vec<Price>,
    /// What holds for all of them, e.g. that local tax is added.
    pub note: Option<String>,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// How much.
    pub amount: Money,
    /// What it buys.
    pub covers: Covers,
    /// Whether it is a "from" price.
    pub is_least: bool,
    /// Where it holds; `None`: everywhere, as far as known.
    pub region: Option<String>,
    /// Code of the exam it is for, where there are several.
    pub exam: Option<String>,
    /// When it was seen, where that is not when the group was checked.
    pub seen_on: Option<CheckedOn>,
    /// What else matters, e.g. `announced, not on sale yet`.
    pub note: Option<String>,
}

/// What a price buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// One attempt.
    Exam,
    /// One attempt and another after a failure.
    ExamAndRetake,
    /// One attempt and a practice test.
    ExamAndPractice,
    /// One attempt, another after a failure, and a practice test.
    ExamRetakeAndPractice,
    /// A practice test alone.
    Practice,
    /// Keeping it from expiring.
    Renewal,
    /// A fee for each year.
    YearlyFee,
}

/// How long a certification lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity {
    /// The rule.
    pub lasts: Lasts,
    /// For whom or for which exam version the rule holds.
    pub applies_to: Option<String>,
    /// What else matters, e.g. what held earlier.
    pub note: Option<String>,
}

/// The rule by which a certification expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lasts {
    /// So long after it is earned.
    For(Months),
    /// It never expires.
    Lifetime,
    /// When the first of the certifications it was granted for expires.
    UntilFirstMemberExpires,
    /// Somebody looked, and could not tell.
    Unknown,
}

/// One way to keep a certification from expiring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// What has to be done.
    pub by: RenewalMethod,
    /// Certifications whose passing does it; empty where none does.
    pub certifications: Vec<CertificationId>,
    /// How long before it expires this opens.
    pub window: Option<Months>,
    /// How much longer it then lasts.
    pub extends: Option<Months>,
    /// What else matters.
    pub note: Option<String>,
}

/// What is done to renew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalMethod {
    /// The same exam again.
    SameExam,
    /// Another certification of the issuer.
    OtherCertification,
    /// An assessment that is not the exam.
    Assessment,
    /// Credits for learning, collected.
    Credits,
    /// A course or learning path.
    Course,
}

/// When a failed exam may be sat again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retake {
    /// Days to wait after a failed attempt; `None`: not known.
    pub wait: Option<Days>,
    /// What else matters.
    pub note: Option<String>,
}

/// What an exam asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syllabus {
    /// Code of the exam version it is for.
    pub exam: Option<String>,
    /// When the issuer last changed it.
    pub updated_on: Option<Date>,
    /// Whether it no longer says what the exam asks.
    pub is_outdated: bool,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What else matters.
    pub note: Option<String>,
}

/// One section of a syllabus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Number of questions.
    pub items: Option<u32>,
    /// Share of the mark.
    pub weight: Option<Percent>,
    /// What it covers, a phrase each; empty where the title says it.
    pub topics: Vec<String>,
}

/// What is taken after a certification, by the issuer's own map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The next step of the same track; several where there is a choice, none at its end.
    pub main: Vec<CertificationId>,
    /// What else opens up.
    pub alternatives: Vec<CertificationId>,
    /// What else matters.
    pub note: Option<String>,
}

/// Where to read, learn, practise and verify.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// The issuer's page on it.
    pub official: Option<String>,
    /// The syllabus as a page.
    pub syllabus: Option<String>,
    /// The syllabus as a document.
    pub syllabus_pdf: Option<String>,
    /// The rules of the exam day.
    pub policies: Option<String>,
    /// Where a certificate is checked.
    pub verification: Option<String>,
    /// Courses, free ones first.
    pub courses: Vec<Resource>,
    /// Practice tests.
    pub practice: Vec<Resource>,
    /// What else matters, e.g. that no official practice test exists.
    pub note: Option<String>,
}

/// Something to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What it is called.
    pub title: String,
    /// Where it is; `None` where only its name is known.
    pub url: Option<String>,
    /// Whether it costs nothing.
    pub is_free: bool,
}

/// Anything else worth saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: NoteTopic,
    /// One or two sentences.
    pub text: String,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteTopic {
    /// Vouchers and reductions.
    Discount,
    /// Badges and how a certificate is verified.
    Badge,
    /// Credit at schools.
    Credit,
    /// Names that mislead, and other meanings of a short name.
    Name,
    /// Anything else.
    Other,
}

/// Sources that disagree, and what we make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The group of facts it is about.
    pub about: FactGroup,
    /// What is in doubt, e.g. `how long it lasts`.
    pub question: String,
    /// What the sources say, the one we believe first. At least two.
    pub claims: Vec<String>,
    /// What we go by.
    pub believed: String,
    /// Why.
    pub because: String,
    /// The rest of the sentence `<fact>; <in_short>` on a card, e.g. `some pages still say
    /// lifetime`. Empty: not worth a line on a card.
    pub in_short: String,
    /// Where the claims are from.
    pub provenance: Provenance,
}

/// The groups of facts, as `conflict.about` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactGroup {
    /// Names, track, level, summary, audience, topics.
    About,
    /// `[status]`.
    Status,
    /// `[requirements]`.
    Requirements,
    /// `[[exam]]`.
    Exam,
    /// `[prices]`.
    Prices,
    /// `[validity]`.
    Validity,
    /// `[retake]`.
    Retake,
    /// `[syllabus]`.
    Syllabus,
    /// `[next]`.
    Next,
    /// `[links]`.
    Links,
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
}

/// Identifies a certification: 1 to 40 lowercase ASCII letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificationId(String);

/// Identifies an issuer: 1 to 40 lowercase ASCII letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssuerId(String);

impl Knowledge {
    /// The certification with this id, if there is one.
    pub fn get(&self, id: &CertificationId) -> Option<&Certification> {
        self.certifications.get(id)
    }

    /// All certifications, ordered by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Certification> {
        self.certifications.values()
    }

    /// The issuer with this id, if there is one.
    pub fn issuer(&self, id: &IssuerId) -> Option<&Issuer> {
        self.issuers.get(id)
    }

    /// All issuers, ordered by id.
    pub fn issuers(&self) -> impl ExactSizeIterator<Item = &Issuer> {
        self.issuers.values()
    }

    /// The words that people type around names.
    pub fn words(&self) -> &Words {
        &self.words
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
