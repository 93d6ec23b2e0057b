//! What commands that share their first words have in common.

use super::{Audience, Command};

/// First words that several commands share, and one line for each, at most 100 characters.
pub static GROUPS: &[(&str, &str)] = &[
    ("certguide", "What holds on this server, for those who may manage it"),
    ("certguide alias", "What else a certification is called on this server"),
    ("certguide entry", "Certifications that only this server has"),
    ("certguide note", "What this server adds to a certification: a line, a link"),
    ("my", "The certifications that you hold and want"),
];

/// The line for first words that commands share; `None`: there is none for them.
pub fn group_summary(words: &str) -> Option<&'static str> {
    GROUPS.iter().find(|(name, _)| *name == words).map(|(_, summary)| *summary)
}

impl Command {
    /// Whether it is for people who look after a server, and for nobody else.
    pub fn is_for_moderators(&self) -> bool {
        matches!(self.audience, Audience::Moderators | Audience::Operators)
    }
}
