//! What a server and its members have told us: settings, additions to what is known, own
//! certifications. And the changes that a command may ask for.
//!
//! Nothing here is stored or shown; `store` keeps it, `commands` say it.

mod house;
mod questions;
mod settings;

use crate::knowledge::{CertificationId, Date};

pub use crate::knowledge::house::AdditionKind;
pub use house::{additions, house_file};
pub use questions::{questions_summed, questions_toml};
pub use settings::{Feature, Settings};

/// A Discord server ("guild"), by its id. 0 stands for no server: direct messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuildId(pub u64);

/// A person, by their Discord id. Its `Debug` shows no digits, so that no log can.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u64);

/// Everything that is kept of a server but its unanswered questions.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct GuildRecord {
    /// What was set, as [`Settings::from_rows`] reads it: key and value, by key.
    pub settings: Vec<(String, String)>,
    /// Its own layer over the packs, by kind and key.
    pub additions: Vec<Addition>,
}

/// One thing that a server adds to what is known, or takes away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addition {
    /// Which table of a house file it is.
    pub kind: AdditionKind,
    /// Tells it from others of its kind; 1 to 200 bytes.
    pub key: String,
    /// Itself as a house file has it: one table of TOML with its heading, ending in a line break.
    pub toml: String,
}

/// A certification that a person holds or wants.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// Which. The packs may no longer know it.
    pub certification: CertificationId,
    /// Which of the two.
    pub aim: Aim,
    /// Since when we were told so.
    pub since: Date,
}

/// Whether somebody holds a certification or wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// Holds it.
    Held,
    /// Wants it.
    Wanted,
}

/// A question that was not answered, and how often it was asked. Says nothing of who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// Where it was asked.
    pub guild: GuildId,
    /// Stands for `text` in a button: 12 hexadecimal digits.
    pub key: String,
    /// As it was asked, in lower case and with single blanks; at most 200 characters.
    pub text: String,
    /// What became of it.
    pub end: End,
    /// How often it was asked, from 1.
    pub count: u64,
    /// The first day that it was asked.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// How a question that was not answered ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// We did not know.
    NotKnown,
    /// We asked back, and nobody answered.
    AskedBack,
}

/// A change to what is kept. Made whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sets settings of a server, each a key of [`Settings`]; `None` as the value forgets it.
    Set {
        /// Whose.
        guild: GuildId,
        /// Key and value of each.
        rows: Vec<(String, Option<String>)>,
    },
    /// Adds to a server's own layer. One of the same kind and key is replaced.
    Add {
        /// Whose.
        guild: GuildId,
        /// What.
        addition: Addition,
    },
    /// Takes something out of a server's own layer. Nothing happens if it is not there.
    Remove {
        /// Whose.
        guild: GuildId,
        /// Of which kind.
        kind: AdditionKind,
        /// Which of them.
        key: String,
    },
    /// Puts a whole layer in the place of a server's own one.
    Replace {
        /// Whose.
        guild: GuildId,
        /// All of it.
        additions: Vec<Addition>,
    },
    /// A person holds a certification or wants it.
    Hold {
        /// Who.
        person: PersonId,
        /// What; in place of what was known of this certification.
        holding: Holding,
    },
    /// A person neither holds nor wants it any more.
    Drop {
        /// Who.
        person: PersonId,
        /// Which.
        certification: CertificationId,
    },
    /// Forgets everything about a person.
    Forget {
        /// Whom.
        person: PersonId,
    },
    /// A question was not answered, so many times more.
    Count {
        /// Where, what, how it ended, how often more, and the day as first and last.
        question: Unanswered,
    },
    /// A question is dealt with, and counted from nothing if it comes again.
    Settle {
        /// Where it was asked.
        guild: GuildId,
        /// Which.
        key: String,
    },
    /// A question is not to be listed again, however often it is asked: its text is kept, its
    /// count is not.
    Ignore {
        /// Where it was asked.
        guild: GuildId,
        /// Which.
        key: String,
    },
}

/// A mistake in a fact that a member has told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which certification it is about.
    pub certification: CertificationId,
    /// What that is called, for people.
    pub name: String,
    /// Which fact, as `/fact` names it.
    pub fact: String,
    /// What is said of it now, as text.
    pub said: String,
    /// Where that is from: addresses, best first; may be empty.
    pub sources: Vec<String>,
    /// When somebody last looked there, as text; may be empty.
    pub checked_on: String,
    /// What the member says is right; 1 to 1,000 characters.
    pub text: String,
    /// Where they say that is said, at most 200 characters; may be empty.
    pub source: String,
}

impl GuildId {
    /// Stands for no server: direct messages.
    pub const NONE: Self = Self(0);
}

impl Change {
    /// The server that is answered otherwise after it, if one is.
    pub fn guild_changed(&self) -> Option<GuildId> {
        match self {
            Self::Set { guild, .. }
            | Self::Add { guild, .. }
            | Self::Remove { guild, .. }
            | Self::Replace { guild, .. } => Some(*guild),
            Self::Hold { .. }
            | Self::Drop { .. }
            | Self::Forget { .. }
            | Self::Count { .. }
            | Self::Settle { .. }
            | Self::Ignore { .. } => None,
        }
    }
}

impl Aim {
    /// `held` or `wanted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Wanted => "wanted",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Held, Self::Wanted].into_iter().find(|it| it.as_str() == name)
    }
}

impl End {
    /// `not_known` or `asked_back`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotKnown => "not_known",
            Self::AskedBack => "asked_back",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::NotKnown, Self::AskedBack].into_iter().find(|it| it.as_str() == name)
    }
}

impl std::fmt::Debug for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonId(…)")
    }
}
