//! What a refusal is to the person who asked.

use super::Refusal;
use crate::question::NotOurs;

/// What kind of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// It asks something that the person can answer.
    AskedBack,
    /// It is no question that we take, as it stands.
    Declined,
    /// It is a question, and we do not know.
    NotKnown,
}

impl Refusal {
    /// What kind of refusal it is.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::UnknownCommand { .. }
            | Self::NotACall(_)
            | Self::UnknownOption { .. }
            | Self::TooMany { .. }
            | Self::Unplaced { .. }
            | Self::NotShown { .. }
            | Self::NotOurs(_)
            | Self::NotHere { .. }
            | Self::NotAllowed { .. }
            | Self::Off(_)
            | Self::StoreDown
            | Self::Rejected { .. }
            | Self::Faulty { .. } => RefusalKind::Declined,
            Self::NothingNamed { unclear } if !unclear.is_empty() => RefusalKind::AskedBack,
            Self::NoMatch { .. }
            | Self::NothingNamed { .. }
            | Self::NoTopic { .. }
            | Self::NotKnown(_)
            | Self::NoNote { .. } => RefusalKind::NotKnown,
            Self::Missing { .. }
            | Self::NothingKept { .. }
            | Self::UnknownValue { .. }
            | Self::UnsureValue { .. }
            | Self::NoSuchPage { .. }
            | Self::Unsure { .. }
            | Self::WhichOne { .. }
            | Self::NoWish { .. } => RefusalKind::AskedBack,
        }
    }

    /// Whether it shows something that we do not hold and might.
    pub fn is_gap(&self) -> bool {
        match self {
            Self::NotOurs(NotOurs::Elsewhere(names)) => !names.is_empty(),
            _ => self.kind() == RefusalKind::NotKnown,
        }
    }
}
