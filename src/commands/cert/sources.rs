//! Where everything we say about a certification is from, and where sources disagree.

use super::view;
use crate::answer::{Answer, Block, Line};
use crate::knowledge::{Certification, Confidence, Conflict, Provenance};
use crate::wording;

pub(super) fn answer(certification: &Certification) -> Answer {
    let groups = groups(certification);
    let mut body: Vec<Block> = Vec::new();
    if !certification.conflicts.is_empty() {
        let items = certification.conflicts.iter().map(conflict).collect();
        body.push(Block::List { heading: "Where sources disagree".to_owned(), items });
    }
    for (words, confidence) in [
        ("High confidence", Confidence::High),
        ("Medium confidence", Confidence::Medium),
        ("Low confidence", Confidence::Low),
    ] {
        let trusted = groups.iter().filter(|(_, it)| it.confidence == confidence);
        let names: Vec<String> =
            trusted.map(|(name, it)| format!("{name} ({})", it.checked_on)).collect();
        if !names.is_empty() {
            body.push(Block::fact(words, names.join(", ")));
        }
    }
    let mut sources: Vec<&str> = Vec::new();
    for source in groups.iter().flat_map(|(_, it)| &it.sources) {
        if !sources.contains(&source.as_str()) {
            sources.push(source);
        }
    }
    let items = sources.iter().map(|it| Line::default().link(shortened(it), *it)).collect();
    body.push(Block::List { heading: "Sources".to_owned(), items });
    view(certification, "Sources", body, wording::footer(groups.iter().map(|(_, it)| *it)))
}

fn conflict(conflict: &Conflict) -> Line {
    let claims = conflict.claims.join("; ");
    Line::default()
        .strong(wording::capitalised(&conflict.question))
        .then(format!(": {claims}. We go by: {}, because {}.", conflict.believed, conflict.because))
}

/// Every group of facts that is known, by the name that people would give it.
fn groups(it: &Certification) -> Vec<(&'static str, &Provenance)> {
    let mut groups = vec![("About", &it.provenance), ("Status", &it.status.provenance)];
    groups.extend(it.requirements.iter().map(|it| ("Requirements", &it.provenance)));
    groups.extend(it.exams.iter().map(|it| ("Exam", &it.provenance)));
    groups.extend(it.prices.iter().map(|it| ("Price", &it.provenance)));
    groups.extend(it.validity.iter().map(|it| ("Validity", &it.provenance)));
    groups.extend(it.renewals.iter().map(|it| ("Renewal", &it.provenance)));
    groups.extend(it.retake.iter().map(|it| ("Retake", &it.provenance)));
    groups.extend(it.syllabus.iter().map(|it| ("Syllabus", &it.provenance)));
    groups.extend(it.next.iter().map(|it| ("What next", &it.provenance)));
    groups.extend(it.links.iter().map(|it| ("Links", &it.provenance)));
    groups
}

/// An address as people read it: without its scheme, and not longer than a line of a phone.
fn shortened(url: &str) -> String {
    const MOST: usize = 60;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if rest.chars().count() <= MOST {
        return rest.to_owned();
    }
    rest.chars().take(MOST - 1).chain(['…']).collect()
}
