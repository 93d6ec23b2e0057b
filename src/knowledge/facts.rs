//! What is known of a certification, group by group: exams, prices, validity, syllabus, links.

use super::{CertificationId, CheckedOn, Date, Days, Minutes, Money, Months, Percent, Provenance};

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

/// Where everything that an issuer does for all its certifications stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssuerLinks {
    /// The map of its certifications.
    pub certifications: Option<String>,
    /// The rules that hold for all or most exams.
    pub policies: Option<String>,
    /// Where exams and vouchers are bought.
    pub store: Option<String>,
    /// Where a certificate is checked.
    pub verification: Option<String>,
    /// Where candidates see their results and vouchers.
    pub account: Option<String>,
    /// What else matters.
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
