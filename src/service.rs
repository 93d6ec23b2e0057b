//! One call from start to finish: the only place where the clock is read and a panic is caught.

use crate::answer::Answer;
use crate::call::Call;
use crate::knowledge::{Date, Knowledge};

/// Answers calls from any door. Cheap to share behind an `Arc`; all methods take `&self`.
#[derive(Debug)]
pub struct Service {}

/// What a door should show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What kind of reply it is.
    pub outcome: Outcome,
    /// What to say.
    pub answer: Answer,
    /// Who should see it.
    pub visibility: Visibility,
}

/// What kind of reply it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked is answered.
    Answered,
    /// It may mean several things; the reply asks which.
    AskedBack,
    /// It is not something that we answer.
    Declined,
    /// We do not know.
    NotKnown,
    /// A fault of ours; the reply apologises.
    Failed,
}

/// Who sees a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone in the channel.
    Everyone,
    /// Only the person who asked.
    OnlyAsker,
}

/// One line of an autocomplete list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What the person reads: 1 to 100 characters.
    pub label: String,
    /// What is sent when it is chosen: 1 to 100 characters.
    pub value: String,
}

impl Service {
    /// A service over `knowledge`; `today` is asked at each call.
    pub fn new(_knowledge: Knowledge, _today: fn() -> Date) -> Self {
        Self {}
    }

    /// Answers one call. Always replies, also to a call of an unknown command; a panic becomes an
    /// apology and a log line.
    pub fn respond(&self, _call: &Call) -> Reply {
        Reply {
            outcome: Outcome::NotKnown,
            answer: Answer::default(),
            visibility: Visibility::Everyone,
        }
    }

    /// At most 25 ways to go on from what was `typed` into `option` of `command`, best first.
    /// Empty for a command or an option that does not exist.
    pub fn suggest(&self, _command: &str, _option: &str, _typed: &str) -> Vec<Suggestion> {
        Vec::new()
    }
}
