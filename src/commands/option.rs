//! What a command takes.

use crate::guild::AdditionKind;
use crate::matching::MESSAGE_CHARACTERS;
use crate::question::QUESTION_CHARACTERS;

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
    /// Name of a command, with autocomplete.
    Command,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number from 1.
    Page,
    /// What somebody wrote, without autocomplete. No button ever carries it.
    Message,
    /// A question, or words to look for, without autocomplete.
    Question,
    /// Words of the asker's own, at most so many characters, without autocomplete.
    Words(u16),
    /// Names with commas between them, in whatever order; given without any, it says none.
    Several,
    /// A text channel of the server, by its id; given without one, it says none.
    Channel,
    /// What is in a file of text.
    File,
    /// What the server has added, of this kind: by its key, or what it is called.
    Addition(AdditionKind),
}

/// No file that somebody sends us is longer, in characters: a whole layer of a server fits.
const FILE_CHARACTERS: usize = 256 << 10;

/// The option that every command takes besides its own: whether only the asker sees the answer.
pub const PRIVATE: &str = "private";

impl OptionKind {
    /// No value is longer, in characters: a name fits several times, and nothing that is typed can
    /// make work without bound.
    pub fn characters_max(self) -> usize {
        match self {
            Self::Message => MESSAGE_CHARACTERS,
            Self::Question => QUESTION_CHARACTERS,
            Self::Words(most) => usize::from(most),
            // All issuers that a form can list, each with the longest id.
            Self::Several => 1_100,
            Self::File => FILE_CHARACTERS,
            _ => 200,
        }
    }

    /// Whether it says something where it is given without words.
    pub fn is_said_by_nothing(self) -> bool {
        matches!(self, Self::Message | Self::Several | Self::Channel)
    }
}
