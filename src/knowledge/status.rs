//! Whether a certification can be taken, worked out from dates where there are dates.

use super::{CertificationId, Date, ExamVersion, VersionState};

/// What is known of a certification's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// As last seen.
    pub declared: DeclaredState,
    /// First day it can be taken.
    pub available_from: Option<Date>,
    /// Last day it can be taken.
    pub retires_on: Option<Date>,
    /// What takes its place; several where it was split.
    pub replaced_by: Vec<CertificationId>,
    /// What else matters.
    pub note: Option<String>,
}

/// Where a certification stands, as last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclaredState {
    /// Announced, cannot be booked.
    Planned,
    /// Can be booked on trial, or in few places.
    Beta,
    /// Can be booked.
    Active,
    /// Can no longer be taken.
    Retired,
    /// Named by one source only; may not exist.
    Unverified,
}

/// Where a certification stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Announced, cannot be booked; with the first day if it is known.
    Planned(Option<Date>),
    /// Can be booked on trial, or in few places.
    Beta,
    /// Can be booked.
    Active,
    /// Can be booked until the day, which counts.
    RetiringOn(Date),
    /// Can no longer be taken; with the last day if it is known.
    Retired(Option<Date>),
    /// Named by one source only; may not exist.
    Unverified,
}

impl Status {
    /// Where it stands on `today`. A date outranks what was declared: a planned one whose first
    /// day has come is active, an active one whose last day is over is retired.
    pub fn on(&self, today: Date) -> State {
        if let Some(last) = self.retires_on {
            if last < today {
                return State::Retired(Some(last));
            }
            if self.has_begun(today) {
                return State::RetiringOn(last);
            }
        }
        match self.declared {
            DeclaredState::Retired => State::Retired(self.retires_on),
            DeclaredState::Unverified => State::Unverified,
            _ if !self.has_begun(today) => State::Planned(self.available_from),
            DeclaredState::Beta => State::Beta,
            DeclaredState::Planned | DeclaredState::Active => State::Active,
        }
    }

    fn has_begun(&self, today: Date) -> bool {
        match (self.available_from, self.declared) {
            (Some(first), _) => first <= today,
            (None, declared) => {
                matches!(declared, DeclaredState::Beta | DeclaredState::Active)
            }
        }
    }
}

impl ExamVersion {
    /// Where it stands on `today`. As for a certification, a date outranks what was last seen.
    pub fn on(&self, today: Date) -> VersionState {
        if self.until.is_some_and(|last| last < today) {
            return VersionState::Retired;
        }
        match (self.from, self.state) {
            (_, VersionState::Retired) => VersionState::Retired,
            (Some(first), _) if first > today => VersionState::Announced,
            (Some(_), VersionState::Announced) => VersionState::Current,
            (_, seen) => seen,
        }
    }
}

impl State {
    /// Whether somebody can book it on that day.
    pub fn is_bookable(self) -> bool {
        matches!(self, Self::Beta | Self::Active | Self::RetiringOn(_))
    }
}
