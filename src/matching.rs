//! From what a person typed to the certification they probably meant, and how sure that is.

pub mod topics;

use std::fmt;

use crate::knowledge::{CertificationId, Knowledge};

/// Every name of every certification, folded once so that looking up is cheap.
#[derive(Debug, Default)]
pub struct Index {}

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
    /// Folds every name in `knowledge`.
    pub fn new(_knowledge: &Knowledge) -> Self {
        Self {}
    }

    /// What `query` means.
    pub fn decide(&self, _query: &str) -> Decision {
        Decision::Unknown(Vec::new())
    }

    /// The best `limit` matches for a query that may still be growing, best first; ties in order
    /// of id. Empty input gives the first `limit` in the order a newcomer wants them.
    pub fn complete(&self, _typed: &str, _limit: usize) -> Vec<Match> {
        Vec::new()
    }
}

/// As `certguide match` prints it, e.g. `exact code`.
impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ExactCode => "exact code",
        })
    }
}
