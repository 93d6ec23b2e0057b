//! Rules as words.

use std::fmt::Write;

use super::joined;
use crate::graph;
use crate::knowledge::{
    AppliesTo, Certification, Confidence, Date, HeldState, Kind, Knowledge, Need, Requirement,
    Strength,
};

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

/// `required`, `recommended`, `usual`.
pub fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "required",
        Strength::Recommended => "recommended",
        Strength::UsualPath => "usual",
    }
}

fn rule(knowledge: &Knowledge, certification: &Certification, rule: &Requirement) -> String {
    let mut out = need(knowledge, &rule.need);
    let is_binding =
        rule.strength == Strength::Required && certification.kind == Kind::Certification;
    if is_binding {
        out.push_str(match rule.applies_to {
            AppliesTo::Exam => " (to sit the exam)",
            AppliesTo::Credential => " (to be granted it)",
        });
    }
    if let Some(note) = &rule.note {
        let _ = write!(out, " ({})", aside(note));
    }
    out
}

/// A sentence as it stands between brackets: without its capital and its full stop.
fn aside(note: &str) -> String {
    let note = note.trim_end_matches('.');
    let mut characters = note.chars();
    match (characters.next(), characters.next()) {
        // Two capitals are a name, which keeps them.
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(note.chars().skip(1)).collect()
        }
        _ => note.to_owned(),
    }
}

/// A need as one phrase: `PCAP or the same knowledge`, `any 1 of A, B and C`.
fn need(knowledge: &Knowledge, tree: &Need) -> String {
    let mut out = phrase(knowledge, tree, false);
    if is_together(tree) {
        out.push_str(", all valid at the same time");
    }
    out
}

fn phrase(knowledge: &Knowledge, tree: &Need, is_inner: bool) -> String {
    let parts = |needs: &[Need]| -> Vec<String> {
        needs.iter().map(|it| phrase(knowledge, it, true)).collect()
    };
    let (text, is_branch) = match tree {
        Need::AllOf(needs) => (joined(&parts(needs), "and"), needs.len() > 1),
        Need::AnyOf(needs) => (joined(&parts(needs), "or"), needs.len() > 1),
        Need::NOf(count, needs) => {
            (format!("any {count} of {}", joined(&parts(needs), "and")), true)
        }
        Need::Certification(id, state) => {
            let label = knowledge.get(id).map_or(id.as_str(), Certification::label);
            let state = match state {
                HeldState::Passed | HeldState::ActiveTogether => "",
                HeldState::Active => " (still valid)",
            };
            (format!("{label}{state}"), false)
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

fn is_together(tree: &Need) -> bool {
    match tree {
        Need::AllOf(needs) | Need::AnyOf(needs) | Need::NOf(_, needs) => {
            needs.iter().any(is_together)
        }
        Need::Certification(_, state) => *state == HeldState::ActiveTogether,
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => false,
    }
}
