//! Amounts with their units, so that no number stands alone.

use std::fmt;

/// A day, without a time or a place.
pub use jiff::civil::Date;

/// A whole number of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(pub u32);

/// A whole number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(pub u32);

/// A whole number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months(pub u32);

/// A share, in tenths of a percent, from 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u32);

/// An amount of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// In hundredths of the currency, whatever its own smallest coin is.
    pub hundredths: u64,
    /// ISO 4217, three capital letters, e.g. `USD`.
    pub currency: String,
}

/// When somebody last looked: a day, or only its month where no day was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckedOn {
    /// The day, or the first of the month.
    first: Date,
    /// Whether the day is known.
    has_day: bool,
}

/// After so many days a fact wants another look. A year: issuers revise prices and exams about
/// yearly.
const STALE_AFTER_DAYS: i32 = 365;

impl CheckedOn {
    /// A known day.
    pub fn day(day: Date) -> Self {
        Self { first: day, has_day: true }
    }

    /// A month, `1` to `12`; `None` if there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self { first: Date::new(year, month, 1).ok()?, has_day: false })
    }

    /// The first day that it may mean.
    pub fn earliest(self) -> Date {
        self.first
    }

    /// Whether it was more than a year before `today`. A month counts from its last day.
    pub fn is_stale(self, today: Date) -> bool {
        let last = if self.has_day { self.first } else { self.first.last_of_month() };
        (today - last).get_days() > STALE_AFTER_DAYS
    }

    /// Whether all of it lies after `today`.
    pub fn is_future(self, today: Date) -> bool {
        self.first > today
    }
}

/// As people write it in a sentence: `30 September 2026` or `September 2026`.
impl fmt::Display for CheckedOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_day {
            return f.write_str(&day_in_words(self.first));
        }
        write!(f, "{} {}", month_name(self.first), self.first.year())
    }
}

/// A day as people write it in a sentence: `30 September 2026`.
pub fn day_in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

fn month_name(day: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[usize::from(day.month().unsigned_abs()) - 1]
}

/// `40 min`.
impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} min", self.0)
    }
}

/// `15 days`, `1 day`.
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        counted(f, self.0, "day")
    }
}

/// In years where it comes out even: `5 years`, `18 months`.
impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 0 && self.0.is_multiple_of(12) {
            return counted(f, self.0 / 12, "year");
        }
        counted(f, self.0, "month")
    }
}

/// `70 %`, `12.5 %`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{} %", self.0 / 10),
            tenths => write!(f, "{}.{tenths} %", self.0 / 10),
        }
    }
}

/// `USD 295`, `USD 76.70`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hundredths % 100 {
            0 => write!(f, "{} {}", self.currency, self.hundredths / 100),
            rest => write!(f, "{} {}.{rest:02}", self.currency, self.hundredths / 100),
        }
    }
}

fn counted(f: &mut fmt::Formatter<'_>, count: u32, unit: &str) -> fmt::Result {
    let plural = if count == 1 { "" } else { "s" };
    write!(f, "{count} {unit}{plural}")
}
