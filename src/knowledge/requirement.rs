//! What must or should come before a certification: a tree for each rule.

use super::{CertificationId, Date};

/// All rules of one certification.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Requirements {
    /// In the issuer's order. Empty: nothing is asked for.
    pub rules: Vec<Requirement>,
    /// What else matters, e.g. that no degree is asked for.
    pub note: Option<String>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// How binding it is.
    pub strength: Strength,
    /// What it stands before.
    pub applies_to: AppliesTo,
    /// What is asked for.
    pub need: Need,
    /// First day of the rule.
    pub from: Option<Date>,
    /// Last day of the rule.
    pub until: Option<Date>,
    /// What else matters.
    pub note: Option<String>,
}

/// How binding a rule is. Never mixed in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Refused without it.
    Required,
    /// The issuer says that it helps.
    Recommended,
    /// The usual order, on maps and in lists; nobody at the issuer says so.
    UsualPath,
}

/// What a rule stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppliesTo {
    /// Sitting the exam.
    Exam,
    /// Being granted the certification.
    Credential,
}

/// What is asked for: a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Every one of these. Not empty.
    AllOf(Vec<Need>),
    /// One of these. Not empty.
    AnyOf(Vec<Need>),
    /// At least so many of these: from 1 to their number.
    NOf(u32, Vec<Need>),
    /// A certification, in a state.
    Certification(CertificationId, HeldState),
    /// An exam passed, by its code, whether or not it led to a certification.
    Exam(String),
    /// Experience or skill, in words, with years where the issuer counts them.
    Experience {
        /// E.g. `hands-on Python at that level`.
        what: String,
        /// Whole years, if any are asked for.
        years: Option<u32>,
    },
    /// Belonging to a body, or being endorsed by one, in words.
    Membership(String),
}

/// In what state a certification counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldState {
    /// Passed once, also when it has expired since.
    Passed,
    /// Not expired on the day.
    Active,
    /// Not expired, together with all others of the rule, on one and the same day.
    ActiveTogether,
}

impl Requirement {
    /// Whether the rule holds on `day`. Its first and last day count.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|it| it <= day) && self.until.is_none_or(|it| day <= it)
    }
}

impl Need {
    /// Every certification named in the tree, in order, with repetitions.
    pub fn certifications(&self) -> Vec<&CertificationId> {
        match self {
            Self::AllOf(needs) | Self::AnyOf(needs) | Self::NOf(_, needs) => {
                needs.iter().flat_map(Self::certifications).collect()
            }
            Self::Certification(id, _) => vec![id],
            Self::Exam(_) | Self::Experience { .. } | Self::Membership(_) => Vec::new(),
        }
    }
}
