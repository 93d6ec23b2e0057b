//! What a plain question asks: from the words of a person to calls.
//!
//! Three things are read independently. Names are found by `matching`, which never guesses
//! silently. The kind of question is told by a linear model over words, their pieces and concepts
//! (`model`). What part each name plays is told by the words around it (`roles`). A plan puts the
//! three together (`plan`); it is all plain rules, and [`Understanding::explained`] shows each step.

mod clauses;
pub mod concepts;
mod explain;
mod kind;
pub mod model;
mod plan;
mod reading;
mod roles;

use crate::knowledge::{CertificationId, Date, Knowledge};
use crate::matching::Index;

pub use clauses::Clause;
pub use kind::Kind;
pub use plan::{NotKnown, NotOurs, Plan};
pub use reading::{Read, Reading};
pub use roles::Role;

/// So many characters of a question are read: what is longer is a story.
pub const QUESTION_CHARACTERS: usize = 400;

/// A question, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// What was read out of the words.
    pub reading: Reading,
    /// What follows from it.
    pub plan: Plan,
}

/// A certification in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which one.
    pub id: CertificationId,
    /// As written.
    pub words: String,
    /// How it was read.
    pub read: Read,
    /// The part it plays.
    pub role: Role,
}

/// Reads a question. Any text will do; an empty one is not understood.
pub fn understand(knowledge: &Knowledge, index: &Index, today: Date, text: &str) -> Understanding {
    let reading = Reading::new(knowledge, index, text);
    let plan = plan::plan(knowledge, index, today, &reading);
    Understanding { reading, plan }
}
