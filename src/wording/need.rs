//! Rules as words.

use std::fmt::Write;

mod beside;

use super::joined;
use crate::graph;
use crate::knowledge::{
    AppliesTo, Certification, Confidence, Date, HeldState, Kind, Knowledge, Need, Requirement,
    Strength,
};

pub use beside::{Taken, beside};

/// What the rules of one strength ask for, as one phrase each; empty where there are none.
pub fn requirements(
    knowledge: &Knowledge,
    certification: &Certification,
    wanted: Strength,
    today: Date,
) -> Vec<String> {
    graph::rules(certification, today)
        .filter(|it| it.strength == wanted)
        .map(|it| rule(knowledge, certification, it))
        .collect()
}

/// What comes before a certification, in one phrase: what is required, then what helps. `None`
/// where nothing is known.
pub fn before(knowledge: &Knowledge, certification: &Certification, today: Date) -> Option<String> {
    let of = |strength| requirements(knowledge, certification, strength, today).join("; ");
    let mut words = format!("required: {}", required(knowledge, certification, today)?);
    for (label, strength) in
        [("recommended", Strength::Recommended), ("usual", Strength::UsualPath)]
    {
        let asked = of(strength);
        if !asked.is_empty() {
            let _ = write!(words, "; {label}: {asked}");
        }
    }
    Some(words)
}

/// What is required, or how sure it is that nothing is. `None` where nothing is known.
pub fn required(
    knowledge: &Knowledge,
    certification: &Certification,
    today: Date,
) -> Option<String> {
    let known = certification.requirements.as_ref()?;
    let asked = requirements(knowledge, certification, Strength::Required, today).join("; ");
    Some(match (asked.as_str(), known.provenance.confidence) {
        // A weak source that names no condition is no proof that there is none.
        ("", Confidence::Low) => "nothing that is known".to_owned(),
        ("", _) => "nothing".to_owned(),
        (asked, _) => asked.to_owned(),
    })
}

/// How one certification is tied to another that comes after it: `required`, `recommended, one of
/// several ways`.
pub fn link(link: graph::Link) -> String {
    let strength = strength(link.strength);
    match (link.way, link.strength) {
        (graph::Way::OneOfSeveral, Strength::Required) => "one of several ways".to_owned(),
        (graph::Way::OneOfSeveral, _) => format!("{strength}, one of several ways"),
        (graph::Way::OrElse, Strength::Required) => "required, or an equivalent".to_owned(),
        // There is always a way around advice.
        (graph::Way::Only | graph::Way::OrElse, _) => strength.to_owned(),
    }
}

/// `required`, `recommended`, `usual`.
fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "required",
        Strength::Recommended => "recommended",
        Strength::UsualPath => "usual",
    }
}

/// What counts in place of a certification, as far as a rule says it. `None` where nothing does.
pub fn equivalent(
    knowledge: &Knowledge,
    certification: &Certification,
    today: Date,
) -> Option<String> {
    let mut sentences: Vec<String> = Vec::new();
    let choices = graph::rules(certification, today)
        .flat_map(|it| choices(&it.need).into_iter().map(|needs| (it.strength, needs)));
    for (strength, needs) in choices {
        let (named, others): (Vec<&Need>, Vec<&Need>) =
            needs.iter().partition(|it| !it.certifications().is_empty());
        let is_open = |it: &&Need| matches!(it, Need::Experience { years: None, .. });
        if named.is_empty() || !others.iter().any(is_open) {
            continue;
        }
        let named: Vec<String> = named.into_iter().map(|it| phrase(knowledge, it, false)).collect();
        let standing = match strength {
            Strength::Required => "One or the other is needed",
            Strength::Recommended => "Both are advice, not conditions",
            Strength::UsualPath => "Both are only usual",
        };
        sentences.push(format!(
            "Experience or knowledge instead of {}; no number of years is named. {standing}.",
            joined(&named, "or")
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What every choice in a tree is among.
fn choices(tree: &Need) -> Vec<&[Need]> {
    match tree {
        Need::AnyOf(needs) => vec![needs],
        Need::AllOf(needs) | Need::NOf(_, needs) => needs.iter().flat_map(choices).collect(),
        _ => Vec::new(),
    }
}

fn rule(knowledge: &Knowledge, certification: &Certification, rule: &Requirement) -> String {
    let mut out = need(knowledge, &rule.need);
    let asides: Vec<String> =
        [stands_before(certification, rule).map(str::to_owned), rule.note.as_deref().map(aside)]
            .into_iter()
            .flatten()
            .collect();
    if !asides.is_empty() {
        let _ = write!(out, " ({})", asides.join(", "));
    }
    out
}

/// What a binding rule stands before, where that must be told.
fn stands_before(certification: &Certification, rule: &Requirement) -> Option<&'static str> {
    let is_binding = |it: &Requirement| it.strength == Strength::Required;
    if !is_binding(rule) || certification.kind == Kind::EarnedTitle {
        return None;
    }
    let all = certification.requirements.iter().flat_map(|it| &it.value.rules);
    let stands_before_exam = |it: &Requirement| it.applies_to == AppliesTo::Exam;
    match rule.applies_to {
        AppliesTo::Exam => Some("to sit the exam"),
        // To be granted it is what rules are about, unless others are about the exam.
        AppliesTo::Credential => {
            all.filter(|it| is_binding(it)).any(stands_before_exam).then_some("to be granted it")
        }
    }
}

/// How sentences begin whose first word is no name.
const OPENINGS: &[&str] = &[
    "A", "All", "An", "Any", "At", "Both", "Each", "For", "If", "In", "It", "No", "Not", "Nothing",
    "One", "Only", "Since", "Some", "The", "These", "This", "Until", "With",
];

/// A sentence as it stands between brackets: without its full stop, and without its capital where
/// that is no part of a name.
fn aside(note: &str) -> String {
    let note = note.trim_end_matches('.');
    let first = note.split(' ').next().unwrap_or_default();
    match note.strip_prefix(first) {
        Some(rest) if OPENINGS.contains(&first) => format!("{}{rest}", first.to_lowercase()),
        _ => note.to_owned(),
    }
}

const TOGETHER: &str = "all valid at the same time";

/// A need as one phrase: `PCAP or the same knowledge`, `any 1 of A, B and C`.
fn need(knowledge: &Knowledge, tree: &Need) -> String {
    let mut out = phrase(knowledge, tree, false);
    if is_together(tree) {
        let _ = write!(out, ", {TOGETHER}");
    }
    out
}

fn phrase(knowledge: &Knowledge, tree: &Need, is_inner: bool) -> String {
    let parts = |needs: &[Need]| -> Vec<String> {
        needs.iter().map(|it| phrase(knowledge, it, true)).collect()
    };
    let (text, is_branch) = match tree {
        Need::AllOf(needs) => (joined(&parts(needs), "and"), needs.len() > 1),
        Need::NOf(count, needs) if are_exams(needs) => {
            let codes = needs.iter().filter_map(exam_code).collect::<Vec<_>>();
            (format!("any {count} of the exams {}", joined(&codes, "and")), false)
        }
        Need::AnyOf(needs) => (joined(&parts(needs), "or"), needs.len() > 1),
        Need::NOf(count, needs) => {
            (format!("any {count} of {}", joined(&parts(needs), "and")), true)
        }
        Need::Certification(id, state) => {
            let label = knowledge.get(id).map_or(id.as_str(), Certification::label);
            let state = match state {
                HeldState::Passed | HeldState::ActiveTogether => "",
                HeldState::Active => "a still valid ",
            };
            (format!("{state}{label}"), false)
        }
        Need::Exam(code) => (format!("exam {code}"), false),
        Need::Experience { what, years: None } | Need::Membership(what) => (what.clone(), false),
        Need::Experience { what, years: Some(1) } => (format!("1 year of {what}"), false),
        Need::Experience { what, years: Some(years) } => {
            (format!("{years} years of {what}"), false)
        }
    };
    if is_inner && is_branch { format!("({text})") } else { text }
}

fn are_exams(needs: &[Need]) -> bool {
    needs.iter().all(|it| exam_code(it).is_some())
}

fn exam_code(tree: &Need) -> Option<&str> {
    match tree {
        Need::Exam(code) => Some(code),
        _ => None,
    }
}

fn is_together(tree: &Need) -> bool {
    match tree {
        Need::AllOf(needs) | Need::AnyOf(needs) | Need::NOf(_, needs) => {
            needs.iter().any(is_together)
        }
        Need::Certification(_, state) => *state == HeldState::ActiveTogether,
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::aside;

    #[test]
    fn a_name_keeps_its_capital_between_brackets() {
        let asides =
            ["It need not be active.", "Pearson checks it.", "AZ-204 was retired", "A year"];
        assert_eq!(
            asides.map(aside),
            ["it need not be active", "Pearson checks it", "AZ-204 was retired", "a year"]
        );
    }
}
