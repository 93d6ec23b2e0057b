//! What is said of a fact beyond its value.

use super::Request;
use crate::answer::Line;
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{
    Certification, Exam, FactGroup, Kind, Links, Provenance, Section, VersionState,
};
use crate::wording;

/// A fact with what must be known before trusting it.
pub(in crate::commands) fn trusted(
    request: &Request<'_>,
    it: &Certification,
    words: String,
    group: FactGroup,
    from: &Provenance,
) -> String {
    words + &wording::caveats(it, group, from, request.today)
}

/// The same of every exam, each said once; with the exam's name where they differ.
pub(in crate::commands) fn exams(
    it: &Certification,
    value: impl Fn(&Exam) -> Option<String>,
) -> String {
    if it.kind == Kind::EarnedTitle {
        return "no exam of its own".to_owned();
    }
    let mut values: Vec<(Option<&str>, String)> = Vec::new();
    for exam in it.exams.iter().map(|it| &it.value) {
        if let Some(value) = value(exam)
            && values.iter().all(|(_, known)| *known != value)
        {
            values.push((exam.name.as_deref(), value));
        }
    }
    if let [(_, only)] = values.as_slice() {
        return only.clone();
    }
    let named = values.iter().map(|(name, value)| match name {
        Some(name) => format!("{value} ({name})"),
        None => value.clone(),
    });
    named.collect::<Vec<_>>().join("; ")
}

/// Words in one line, if there are any.
pub(in crate::commands) fn listed(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Each section of the syllabus with its weight.
pub(super) fn syllabus(_: &Request<'_>, it: &Certification) -> Vec<Line> {
    let Some(syllabus) = &it.syllabus else {
        return vec![Line::text("The sections of its syllabus are not known.")];
    };
    let mut lines: Vec<Line> = syllabus.value.sections.iter().map(section).collect();
    if syllabus.value.is_outdated {
        lines.insert(0, Line::text("This is an older syllabus; the exam may ask something else."));
    }
    let page = links(it).and_then(|it| it.syllabus.as_deref());
    lines.extend(page.map(|it| Line::text("The whole of it: ").link("syllabus", it)));
    lines
}

fn section(section: &Section) -> Line {
    match section.weight {
        Some(weight) => Line::text(format!("{}: {weight}", section.title)),
        None => Line::text(&section.title),
    }
}

/// What there is to judge by: nobody has measured how hard an exam is.
pub(super) fn difficulty(request: &Request<'_>, it: &Certification) -> Vec<Line> {
    let mut lines = vec![Line::text(
        "No source that I hold says how many pass, so how hard it is for you I cannot tell.",
    )];
    let audience = it.audience.iter().take(2).cloned().collect::<Vec<_>>().join("; ");
    if !audience.is_empty() {
        lines.push(Line::text(format!("Made for {audience}.")));
    }
    let exam = exams(it, |exam| Some(wording::exam(exam, request.today)));
    if !exam.is_empty() {
        lines.push(Line::text(format!("Exam: {exam}.")));
    }
    if let Some(before) = wording::before(request.knowledge, it, request.today) {
        lines.push(Line::text(format!("Before it: {before}.")));
    }
    lines
}

/// Facts to judge by, and what nobody here knows.
pub(super) fn worth(_: &Request<'_>, it: &Certification) -> Vec<Line> {
    let mut lines = vec![
        Line::text("Whether it pays off in jobs or money no source that I hold says. What it is:"),
        Line::text(&it.summary),
    ];
    let audience = it.audience.iter().take(2).cloned().collect::<Vec<_>>().join("; ");
    if !audience.is_empty() {
        lines.push(Line::text(format!("Made for {audience}.")));
    }
    if let Some(prices) = &it.prices {
        lines.push(Line::text(format!("It costs {}.", wording::prices(prices, 1))));
    }
    lines
}

/// Versions of the exam that are not simply the current one.
pub(super) fn versions(request: &Request<'_>, it: &Certification) -> Vec<Line> {
    let mut lines = Vec::new();
    for version in it.exam_versions() {
        let state = match version.on(request.today) {
            VersionState::Announced => "announced",
            VersionState::Beta => "on trial",
            VersionState::Current => "the one to book",
            VersionState::Retired => "retired",
        };
        let from = version.from.map_or(String::new(), |it| format!(", from {}", day_in_words(it)));
        let until =
            version.until.map_or(String::new(), |it| format!(", until {}", day_in_words(it)));
        let note = version.note.as_ref().map_or(String::new(), |it| format!(", {it}"));
        lines.push(Line::text(format!("{}: {state}{from}{until}{note}.", version.code)));
    }
    lines
}

/// Where a certificate is checked.
pub(super) fn verification(_: &Request<'_>, it: &Certification) -> Vec<Line> {
    let page = links(it).and_then(|it| it.verification.as_deref());
    page.map(|it| Line::text("Certificates are checked at ").link(bare(it), it).then("."))
        .into_iter()
        .collect()
}

/// Whether there is anything to book.
pub(super) fn bookable(request: &Request<'_>, it: &Certification) -> String {
    let state = wording::state(it.status.value.on(request.today));
    let place = exams(it, |exam| listed(&exam.delivery));
    if place.is_empty() { state } else { format!("{state}; sat at {place}") }
}

/// Where the exam is sold, as far as its own links tell.
pub(super) fn store(_: &Request<'_>, it: &Certification) -> Vec<Line> {
    let page = links(it).and_then(|it| it.official.as_deref());
    page.map(|it| Line::text("Its page leads to the shop: ").link(bare(it), it).then("."))
        .into_iter()
        .collect()
}

/// Where the rules of the exam day stand.
pub(super) fn policies(_: &Request<'_>, it: &Certification) -> Vec<Line> {
    let page = links(it).and_then(|it| it.policies.as_deref());
    page.map(|it| Line::text("The official rules: ").link(bare(it), it).then("."))
        .into_iter()
        .collect()
}

fn links(it: &Certification) -> Option<&Links> {
    it.links.as_ref().map(|it| &it.value)
}

/// An address without what everybody knows to type.
pub(super) fn bare(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}
