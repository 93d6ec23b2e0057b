//! Requirements that go round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::CertificationFile;
use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::reader::Table;
use crate::knowledge::source::Span;
use crate::knowledge::{CertificationId, Knowledge, Need};

/// What each certification asks for.
type Edges = BTreeMap<CertificationId, Vec<CertificationId>>;

/// Reports each circle once and takes the step that closes it out of the knowledge.
pub(super) fn break_up(
    knowledge: &mut Knowledge,
    files: &[CertificationFile],
    diagnostics: &mut Diagnostics,
) {
    let edges = edges(knowledge);
    let files: BTreeMap<&CertificationId, &CertificationFile> =
        files.iter().map(|it| (&it.id, it)).collect();
    for cycle in cycles(&edges) {
        let mut steps: Vec<(Span, String)> = cycle
            .windows(2)
            .filter_map(|pair| match pair {
                [from, to] => {
                    Some((place(files.get(from)?, to)?, format!("`{from}` asks for `{to}`")))
                }
                _ => None,
            })
            .collect();
        // The step that is taken out comes first.
        if let Some(last) = steps.pop() {
            steps.insert(0, last);
        }
        diagnostics.requirement_cycle(steps, &cycle);
        if let [.., from, to] = cycle.as_slice() {
            drop_step(knowledge, from, to);
        }
    }
}

fn edges(knowledge: &Knowledge) -> Edges {
    let mut edges = Edges::new();
    for certification in knowledge.iter() {
        let rules = certification.requirements.iter().flat_map(|it| &it.value.rules);
        let needs: BTreeSet<_> = rules.flat_map(|it| it.need.certifications()).cloned().collect();
        edges.insert(certification.id.clone(), needs.into_iter().collect());
    }
    edges
}

/// Every circle that a walk in order of ids runs into, from an id back to the same. Without their
/// last steps there is no circle left.
fn cycles(edges: &Edges) -> Vec<Vec<&CertificationId>> {
    let mut cycles = Vec::new();
    let mut done = BTreeSet::new();
    for start in edges.keys() {
        // Each id on the way, with how many of its steps were taken. A list of our own rather
        // than a function that calls itself: the way may be as long as there are files.
        let mut path: Vec<(&CertificationId, usize)> = vec![(start, 0)];
        while let Some((id, taken)) = path.last_mut() {
            let next = edges.get(*id).and_then(|it| it.get(*taken));
            *taken += 1;
            let Some(next) = next.filter(|_| !done.contains(*id)) else {
                done.extend(path.pop().map(|(id, _)| id));
                continue;
            };
            match path.iter().position(|(id, _)| *id == next) {
                Some(first) => {
                    let ids = path.iter().skip(first).map(|(id, _)| *id);
                    cycles.push(ids.chain([next]).collect());
                }
                None => path.push((next, 0)),
            }
        }
    }
    cycles
}

/// Where the file asks for the certification.
fn place(file: &CertificationFile, id: &CertificationId) -> Option<Span> {
    let requirements = file.table.as_ref()?.table("requirements")?;
    let places = requirements.all().into_iter().flat_map(Table::own_ids);
    let mut spans: Vec<&Span> =
        places.filter(|(_, it, _)| *it == id).map(|(_, _, span)| span).collect();
    spans.sort_by_key(|it| it.bytes.start);
    spans.first().map(|it| Clone::clone(*it))
}

fn drop_step(knowledge: &mut Knowledge, from: &CertificationId, to: &CertificationId) {
    let certification = knowledge.certifications.get_mut(from);
    let Some(requirements) = certification.and_then(|it| it.requirements.as_mut()) else { return };
    let rules = std::mem::take(&mut requirements.value.rules);
    requirements.value.rules = rules
        .into_iter()
        .filter_map(|mut rule| {
            rule.need = without(rule.need, &|it| it == to)?;
            Some(rule)
        })
        .collect();
}

/// The tree without the certifications that `is_dropped`; `None` if nothing is left of it.
pub(super) fn without(need: Need, is_dropped: &dyn Fn(&CertificationId) -> bool) -> Option<Need> {
    let list = |needs: Vec<Need>| -> Option<Vec<Need>> {
        let left: Vec<Need> = needs.into_iter().filter_map(|it| without(it, is_dropped)).collect();
        (!left.is_empty()).then_some(left)
    };
    Some(match need {
        Need::AllOf(needs) => Need::AllOf(list(needs)?),
        Need::AnyOf(needs) => Need::AnyOf(list(needs)?),
        Need::NOf(count, needs) => {
            let left = list(needs)?;
            Need::NOf(count.min(u32::try_from(left.len()).unwrap_or(count)), left)
        }
        Need::Certification(id, _) if is_dropped(&id) => return None,
        leaf => leaf,
    })
}
