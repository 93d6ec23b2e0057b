//! A layer on top of the packs, which it never changes: what says otherwise is left out.

use std::collections::BTreeSet;

use super::taken::Names;
use super::{Alias, Layer, Note, entries};
use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::house::{self, AdditionId};
use crate::knowledge::load::{Pack, names};
use crate::knowledge::reader::Placed;
use crate::knowledge::{CertificationId, Knowledge};

/// Puts a layer on top of the packs, and reports what of it contradicts them.
pub(in crate::knowledge::load) fn apply(
    layer: Layer,
    pack: &Pack,
    knowledge: &mut Knowledge,
    found: &mut Diagnostics,
) {
    let mut taken = Names::of(pack);
    entries::apply(layer.entries, pack, &mut taken, knowledge, found);
    for it in &layer.aliases {
        alias(it, &taken, knowledge, found);
    }
    for it in layer.notes {
        note(it, knowledge, found);
    }
    for it in &layer.hidden {
        is_there(it, house::hidden(&it.value), knowledge, found);
    }
    // A name that is known counts, not what was written when it was not.
    let own = |id: &CertificationId| knowledge.house.own.contains(id);
    let names = knowledge.certifications.values().filter(|it| own(&it.id));
    let names: BTreeSet<String> = names
        .flat_map(|it| {
            let codes = it.exam_versions().map(|it| &it.code);
            let names = [&it.name].into_iter().chain(&it.short_name);
            names.chain(&it.aliases).chain(&it.former_names).chain(&it.family_names).chain(codes)
        })
        .map(|it| names::folded(it))
        .collect();
    knowledge.words.elsewhere.retain(|it| !names.contains(&names::folded(it)));
    let hidden: BTreeSet<&CertificationId> = layer.hidden.iter().map(|it| &it.value).collect();
    knowledge.hide(|it| hidden.contains(&it.id));
}

fn alias(it: &Alias, taken: &Names, knowledge: &mut Knowledge, found: &mut Diagnostics) {
    let (name, span) = (&it.name.value, &it.name.span);
    let addition = house::alias(name);
    if !is_there(&it.id, addition.clone(), knowledge, found) {
        return;
    }
    let is_own = knowledge.house.own.contains(&it.id.value);
    match taken.get(name) {
        Some(taken) if taken.id.as_ref() == Some(&it.id.value) => {
            return found.alias_is_known(span.clone(), name, taken, addition);
        }
        Some(taken) => return found.alias_is_taken(span.clone(), name, taken, addition),
        None if taken.is_speech(name) => {
            return found.alias_is_speech(span.clone(), name, addition);
        }
        None if !is_own && taken.is_elsewhere(name) => {
            return found.alias_is_elsewhere(span.clone(), name, addition);
        }
        None => {}
    }
    if let Some(certification) = knowledge.certifications.get_mut(&it.id.value) {
        certification.aliases.push(name.clone());
        knowledge.house.aliases.entry(it.id.value.clone()).or_default().push(name.clone());
    }
}

fn note(it: Note, knowledge: &mut Knowledge, found: &mut Diagnostics) {
    if is_there(&it.id, house::note(&it.id.value, &it.note), knowledge, found) {
        knowledge.house.notes.entry(it.id.value).or_default().push(it.note);
    }
}

/// Whether there is such a certification; reports it if there is none.
fn is_there(
    id: &Placed<CertificationId>,
    addition: AdditionId,
    knowledge: &Knowledge,
    found: &mut Diagnostics,
) -> bool {
    let is_there = knowledge.certifications.contains_key(&id.value);
    if !is_there {
        let known = knowledge.certifications.keys();
        found.certification_is_gone(id.span.clone(), &id.value, known, addition);
    }
    is_there
}
