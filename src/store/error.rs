//! Why a store did not do what was asked, in words for whoever runs the bot.

use std::fmt;

/// Why the store did not do what was asked: the words are for a log, and hold nothing that
/// somebody typed and no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// What went wrong, where, and what to do about it.
    pub message: String,
    /// Whether the same may go well later.
    pub is_temporary: bool,
}

impl StoreError {
    /// What may go well later.
    pub(super) fn temporary(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_temporary: true }
    }

    /// What goes wrong each time, until somebody does something about it.
    pub(super) fn lasting(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_temporary: false }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {}
