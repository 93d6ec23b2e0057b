//! What a plain question can be about.

use std::fmt;

/// What somebody wants to know. Each has a file of example sentences of its name in
/// `src/question/sentences`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What a certification is and whom it is for.
    About,
    /// What comes after one.
    Next,
    /// What must come before one, and whether it may be skipped.
    Prerequisites,
    /// The way to one over several steps.
    Path,
    /// Several against each other.
    Compare,
    /// Which ones cover a topic, a tool or a job.
    Topic,
    /// What it costs.
    Price,
    /// Discounts, coupons, refunds.
    Discount,
    /// How long the exam takes.
    Duration,
    /// Number and kind of its questions.
    Items,
    /// The score that passes.
    PassMark,
    /// How long it lasts, and how it is renewed.
    Validity,
    /// What follows a failed attempt.
    Retake,
    /// Languages of the exam.
    Languages,
    /// Where it is sat and who watches.
    Delivery,
    /// Courses, practice tests, how to prepare.
    Study,
    /// What the exam covers.
    Syllabus,
    /// Badges, and how a certificate is checked.
    Verify,
    /// How hard it is.
    Level,
    /// What it is worth, to employers above all.
    Worth,
    /// Which certifications there are.
    List,
    /// Which one to take.
    Recommend,
    /// Whether it can be booked, and since or from when.
    Status,
    /// How and where to register and pay.
    Booking,
    /// Rules of the exam day, and what comes after it.
    Policy,
    /// What this bot can do.
    Help,
    /// Certifications and issuers that we do not know.
    Elsewhere,
    /// Programming, learning it, and work in it.
    Coding,
    /// Dumps, leaked answers, forged certificates.
    Cheating,
    /// Small talk.
    Chat,
    /// Attempts to make the bot say or do something else.
    Attack,
    /// Another sense of a name of ours.
    Meaning,
}

impl Kind {
    /// Every kind, in the order of the weights.
    pub const ALL: [Self; 32] = [
        Self::About,
        Self::Next,
        Self::Prerequisites,
        Self::Path,
        Self::Compare,
        Self::Topic,
        Self::Price,
        Self::Discount,
        Self::Duration,
        Self::Items,
        Self::PassMark,
        Self::Validity,
        Self::Retake,
        Self::Languages,
        Self::Delivery,
        Self::Study,
        Self::Syllabus,
        Self::Verify,
        Self::Level,
        Self::Worth,
        Self::List,
        Self::Recommend,
        Self::Status,
        Self::Booking,
        Self::Policy,
        Self::Help,
        Self::Elsewhere,
        Self::Coding,
        Self::Cheating,
        Self::Chat,
        Self::Attack,
        Self::Meaning,
    ];

    /// One word, as its file of sentences is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Next => "next",
            Self::Prerequisites => "prerequisites",
            Self::Path => "path",
            Self::Compare => "compare",
            Self::Topic => "topic",
            Self::Price => "price",
            Self::Discount => "discount",
            Self::Duration => "duration",
            Self::Items => "items",
            Self::PassMark => "pass_mark",
            Self::Validity => "validity",
            Self::Retake => "retake",
            Self::Languages => "languages",
            Self::Delivery => "delivery",
            Self::Study => "study",
            Self::Syllabus => "syllabus",
            Self::Verify => "verify",
            Self::Level => "level",
            Self::Worth => "worth",
            Self::List => "list",
            Self::Recommend => "recommend",
            Self::Status => "status",
            Self::Booking => "booking",
            Self::Policy => "policy",
            Self::Help => "help",
            Self::Elsewhere => "elsewhere",
            Self::Coding => "coding",
            Self::Cheating => "cheating",
            Self::Chat => "chat",
            Self::Attack => "attack",
            Self::Meaning => "meaning",
        }
    }

    /// Whether it is about something that we do not answer, whatever is named.
    pub fn is_not_ours(self) -> bool {
        matches!(
            self,
            Self::Elsewhere
                | Self::Coding
                | Self::Cheating
                | Self::Chat
                | Self::Attack
                | Self::Meaning
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
