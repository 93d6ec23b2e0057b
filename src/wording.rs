//! Facts as words: the one place where a price, a rule or a date becomes part of a sentence.

use std::fmt::Write;

mod effort;
mod facts;
mod need;

use crate::answer::Line;
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{
    Certification, CheckedOn, Confidence, Date, FactGroup, Knowledge, Provenance, State,
};

pub use effort::{Cost, Effort, Sat, effort};
pub use facts::{
    exam, exam_length, level_and_track, note_topic, pass_mark, prices, questions, renewals, retake,
    validity,
};
pub use need::{Taken, before, beside, equivalent, link, required, requirements};

/// Short name and name: `PCAP: Certified Associate Python Programmer`.
pub fn title(certification: &Certification) -> String {
    match &certification.short_name {
        Some(short) => format!("{short}: {}", certification.name),
        None => certification.name.clone(),
    }
}

/// A line of a list: short name, name, and the issuer where there are several.
pub fn name_line(knowledge: &Knowledge, certification: &Certification) -> Line {
    let issuer = knowledge.issuer(&certification.issuer).filter(|_| knowledge.issuers().len() > 1);
    let issuer = issuer.map_or(String::new(), |it| format!(" ({})", it.short_name));
    match &certification.short_name {
        Some(short) => {
            Line::default().strong(short).then(format!(", {}{issuer}", certification.name))
        }
        None => Line::default().strong(&certification.name).then(issuer),
    }
}

/// Whether it can be booked, as the end of a sentence about it.
pub fn state(state: State) -> String {
    match state {
        State::Planned(None) => "planned, cannot be booked yet".to_owned(),
        State::Planned(Some(day)) => {
            format!("planned, can be booked from {}", day_in_words(day))
        }
        State::Beta => "on trial, may not be open to everyone".to_owned(),
        State::Active => "can be booked".to_owned(),
        State::RetiringOn(day) => format!("can be booked until {}", day_in_words(day)),
        State::Retired(None) => "retired, can no longer be taken".to_owned(),
        State::Retired(Some(day)) => format!("retired on {}", day_in_words(day)),
        State::Unverified => "unverified, named by one source only".to_owned(),
    }
}

/// A word for a state that a reader must know of wherever the name stands; none for what can simply
/// be booked.
pub fn mark(state: State) -> Option<&'static str> {
    match state {
        State::Planned(_) => Some("planned"),
        State::Beta => Some("on trial"),
        State::Retired(_) => Some("retired"),
        State::Unverified => Some("unverified"),
        State::Active | State::RetiringOn(_) => None,
    }
}

/// `a`, `a and b`, `a, b and c`, with another word for `and`.
pub fn joined<T: AsRef<str>>(parts: &[T], word: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// `text` with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// What a reader must know before trusting a fact: that sources disagree, that it rests on little,
/// that it is old. The rest of the fact's own line; empty where nothing is the matter.
pub fn caveats(
    certification: &Certification,
    group: FactGroup,
    provenance: &Provenance,
    today: Date,
) -> String {
    let mut out = String::new();
    for conflict in certification.conflicts_about(group).filter(|it| !it.in_short.is_empty()) {
        out.push_str("; ");
        out.push_str(&conflict.in_short);
    }
    if provenance.confidence == Confidence::Low {
        out.push_str(" (unconfirmed)");
    }
    if provenance.checked_on.is_stale(today) {
        let _ = write!(out, " (last checked in {})", provenance.checked_on);
    }
    out
}

/// As of when and from where: the oldest look and up to two sites. Empty without provenances.
pub fn footer<'a>(provenances: impl IntoIterator<Item = &'a Provenance>) -> String {
    let mut oldest: Option<CheckedOn> = None;
    let mut sites: Vec<&str> = Vec::new();
    for provenance in provenances {
        oldest = Some(oldest.map_or(provenance.checked_on, |it| it.min(provenance.checked_on)));
        for site in provenance.sources.iter().filter_map(|it| site(it)) {
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
    }
    let Some(oldest) = oldest else {
        return String::new();
    };
    let from = match sites.as_slice() {
        [] => String::new(),
        [first] => format!(", from {first}"),
        [first, second] => format!(", from {first} and {second}"),
        [first, rest @ ..] => format!(", from {first} and {} other sites", rest.len()),
    };
    format!("As of {oldest}{from}")
}

/// Two of [`footer`]'s lines as one: of two with the same date the one that names more sites.
pub fn both_footers(one: &str, other: &str) -> String {
    let date = |it: &str| it.split_once(", from ").map(|(date, _)| date.to_owned());
    match (one, other) {
        ("", it) | (it, "") => it.to_owned(),
        _ if date(one) == date(other) => {
            let are_more = other.contains(" other sites") && !one.contains(" other sites");
            if are_more { other } else { one }.to_owned()
        }
        _ => format!("{one}; {}", other.replacen("As of", "as of", 1)),
    }
}

/// The host of an address, without `www.`.
fn site(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
