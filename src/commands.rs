//! The commands, and everything any of them needs to know.
//!
//! To add one: write `src/commands/<name>.rs` with a `COMMAND`, then add its `mod` line and its
//! line in [`COMMANDS`]. Help, autocomplete, registration with Discord and the terminal all read
//! the list.

use crate::answer::Answer;
use crate::call::Call;
use crate::knowledge::{Date, Knowledge};
use crate::matching::{Index, Match};

/// Every command, in the order help lists them.
pub static COMMANDS: &[&Command] = &[];

/// One command: what it is called, what it takes, and what it does.
#[derive(Debug)]
pub struct Command {
    /// As typed after the slash: 1 to 32 lowercase letters or `-`.
    pub name: &'static str,
    /// One line for the command list, at most 100 characters.
    pub summary: &'static str,
    /// What it takes, required ones first. `private`, which every command takes, is not listed.
    pub options: &'static [CommandOption],
    /// Calls shown in help. Each is run by the tests and must be answered.
    pub examples: &'static [&'static str],
    /// Computes the reply. Pure: the same request always gives the same result.
    pub run: fn(&Request<'_>) -> Result<Answer, Refusal>,
}

/// One thing a command takes.
#[derive(Debug)]
pub struct CommandOption {
    /// 1 to 32 lowercase letters or `-`.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub summary: &'static str,
    /// What may be given.
    pub kind: OptionKind,
    /// Whether the call needs it.
    pub is_required: bool,
}

/// What may be given for an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// Any words, matched against certifications, with autocomplete.
    Certification,
    /// Any words, matched against topics, with autocomplete.
    Topic,
    /// Name of a track, with autocomplete.
    Track,
    /// Name of a level, with autocomplete.
    Level,
    /// Name of an issuer, with autocomplete.
    Issuer,
    /// Whether it can be booked, with autocomplete.
    Status,
    /// Name of a command, with autocomplete.
    Command,
    /// A whole number from 1.
    Page,
}

/// The option that every command takes besides its own: whether only the asker sees the answer.
pub const PRIVATE: &str = "private";

/// Everything a command may look at. No clock, no disk, no network.
#[derive(Debug)]
pub struct Request<'a> {
    /// What we know.
    pub knowledge: &'a Knowledge,
    /// How to find it by name.
    pub index: &'a Index,
    /// What was asked, every value under its option's name.
    pub call: &'a Call,
    /// The day it is.
    pub today: Date,
}

/// Why a command did not do what was asked: facts, worded by [`Refusal::answer`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing that we know is meant.
    NoMatch {
        /// As typed.
        query: String,
        /// The nearest, best first.
        nearest: Vec<Match>,
    },
}
