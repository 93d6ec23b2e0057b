//! Certifications of the server's own.

use std::collections::{BTreeMap, BTreeSet};

use super::taken::{self, Names};
use crate::knowledge::diagnostic::{Diagnostics, OwnedName};
use crate::knowledge::load::references::MAY_BE_ITSELF;
use crate::knowledge::load::{CertificationFile, Pack, build, cycles, sources, within};
use crate::knowledge::reader::Table;
use crate::knowledge::source::Span;
use crate::knowledge::{
    Certification, CertificationId, CheckedOn, Confidence, Date, Issuer, IssuerId, Knowledge,
    Provenance,
};

/// What an entry cannot do without: where it is another's, there is no entry.
const NEEDED: &[&str] = &["id", "name", "short name", "exam code"];

/// Checks each entry by itself, as the file of a certification is, and leaves out those that have a
/// name of another.
pub(super) fn check(entries: &mut Vec<CertificationFile>, today: Date, found: &mut Diagnostics) {
    for entry in &*entries {
        let Some(table) = &entry.table else { continue };
        let before = found.iter().len();
        sources::check(table, today, found);
        within::check(table, today, found);
        let ids = table.all().into_iter().flat_map(Table::own_ids);
        for (key, id, span) in ids.filter(|(key, id, _)| **id == entry.id && *key != MAY_BE_ITSELF)
        {
            found.points_at_itself(span.clone(), key, id.as_str());
        }
        found.are_of_entry(before, &entry.id);
    }
    let names = entries.iter().flat_map(|entry| {
        let own = taken::own(entry).into_iter();
        own.map(|(what, text, span)| OwnedName { id: &entry.id, what, text, span })
    });
    // What there is no entry without goes before what else it may be called.
    let (needed, others): (Vec<_>, Vec<_>) = names.partition(|it| NEEDED.contains(&it.what));
    let mut owners: BTreeMap<String, OwnedName<'_>> = BTreeMap::new();
    let mut left_out = BTreeSet::new();
    for name in needed.into_iter().chain(others) {
        match owners.get(&taken::key(name.text)) {
            Some(first) if first.id != name.id => {
                found.shared_name(&name, first);
                left_out.insert(name.id.clone());
            }
            Some(_) => {}
            None => {
                owners.insert(taken::key(name.text), name);
            }
        }
    }
    entries.retain(|it| !left_out.contains(&it.id));
}

/// Puts the entries on top of the packs. Their names are added to `names`.
pub(super) fn apply(
    mut entries: Vec<CertificationFile>,
    pack: &Pack,
    names: &mut Names,
    knowledge: &mut Knowledge,
    found: &mut Diagnostics,
) {
    let mut lost: BTreeMap<CertificationId, BTreeSet<String>> = BTreeMap::new();
    entries.retain(|it| {
        let names_lost = lost_names(it, pack, names, found);
        let is_kept = names_lost.is_some();
        lost.extend(names_lost.map(|names| (it.id.clone(), names)));
        is_kept
    });
    for entry in &entries {
        names.add(entry);
    }
    let built: Vec<Certification> = entries
        .iter_mut()
        .filter_map(|entry| {
            let issuer = issuer(entry, knowledge, found);
            let mut it = build::certification(entry, &issuer)?;
            let lost = lost.get(&it.id)?;
            for names in [&mut it.aliases, &mut it.former_names, &mut it.family_names] {
                names.retain(|name| !lost.contains(&taken::key(name)));
            }
            knowledge.issuers.entry(issuer.id.clone()).or_insert(issuer);
            Some(it)
        })
        .collect();
    let mut known: BTreeSet<_> = knowledge.certifications.keys().cloned().collect();
    known.extend(built.iter().map(|it| it.id.clone()));
    for (mut it, entry) in built.into_iter().filter_map(|it| {
        let entry = entries.iter().find(|entry| entry.id == it.id)?;
        Some((it, entry))
    }) {
        settle(&mut it, entry, &known, found);
        knowledge.house.own.insert(it.id.clone());
        knowledge.certifications.insert(it.id.clone(), it);
    }
    cycles::break_up(knowledge, &entries, found);
}

/// The names that the entry loses to the packs; `None` if there is no entry without them.
fn lost_names(
    entry: &CertificationFile,
    pack: &Pack,
    names: &Names,
    found: &mut Diagnostics,
) -> Option<BTreeSet<String>> {
    if let Some(first) = pack.certifications.iter().find(|it| it.id == entry.id) {
        found.entry_is_in_pack(entry.start.clone(), first.start.clone(), &entry.id);
        return None;
    }
    let mut lost = BTreeSet::new();
    let family = entry.table.iter().flat_map(|it| it.placed_texts("family_names"));
    let family = family.map(|it| ("family name", it.value.as_str(), it.span.clone()));
    for (what, text, span) in taken::own(entry).into_iter().chain(family) {
        let is_needed = NEEDED.contains(&what);
        if let Some(taken) = names.get(text) {
            // Several may share a name, also with an entry.
            if what == "family name" && taken.is_family {
                continue;
            }
            found.entry_name_is_taken((&entry.id, what), (text, span), taken, is_needed);
        } else if !matches!(what, "name" | "former name") && names.is_speech(text) {
            found.entry_name_is_speech((&entry.id, what), (text, span), is_needed);
        } else {
            continue;
        }
        if is_needed {
            return None;
        }
        lost.insert(taken::key(text));
    }
    Some(lost)
}

/// The issuer of an entry: the one that it names, if there is one, else the server.
fn issuer(entry: &mut CertificationFile, knowledge: &Knowledge, found: &mut Diagnostics) -> Issuer {
    let known = knowledge.issuers.get(&entry.issuer);
    let Some(table) = &entry.table else { return known.cloned().unwrap_or_else(server) };
    if let (None, Some((issuer, span))) = (known, table.placed_text("issuer"))
        && entry.issuer != IssuerId::of_house()
    {
        let ids = knowledge.issuers.keys().map(IssuerId::as_str);
        found.entry_issuer_is_gone(span.clone(), &entry.id, issuer, ids);
    }
    for what in ["track", "level"] {
        let Some((id, span)) = table.placed_text(what) else { continue };
        let ids: Vec<&str> = match known {
            Some(it) if what == "track" => it.tracks.iter().map(|it| it.id.as_str()).collect(),
            Some(it) => it.levels.iter().map(|it| it.id.as_str()).collect(),
            None => Vec::new(),
        };
        if !ids.contains(&id) {
            found.entry_place_is_gone(span.clone(), &entry.id, (what, id), ids.into_iter());
        }
    }
    known.cloned().unwrap_or_else(server)
}

/// The server as an issuer.
fn server() -> Issuer {
    let provenance = Provenance {
        sources: Vec::new(),
        checked_on: CheckedOn::day(Date::MAX),
        confidence: Confidence::Low,
    };
    Issuer {
        id: IssuerId::of_house(),
        name: "This server".to_owned(),
        short_name: "This server".to_owned(),
        aliases: Vec::new(),
        subjects: Vec::new(),
        tracks: Vec::new(),
        levels: Vec::new(),
        url: String::new(),
        provenance,
        links: None,
        notes: Vec::new(),
        conflicts: Vec::new(),
    }
}

/// Leaves out what names a certification that is gone. Of requirements all: without one of them
/// the others would say something else.
fn settle(
    it: &mut Certification,
    entry: &CertificationFile,
    known: &BTreeSet<CertificationId>,
    found: &mut Diagnostics,
) {
    let Some(table) = &entry.table else { return };
    let is_gone = |id: &CertificationId| *id != it.id && !known.contains(id);
    let requirements = table.table("requirements").map(Table::all).unwrap_or_default();
    let required = requirements.into_iter().flat_map(Table::own_ids).map(|(_, _, span)| span);
    let required: Vec<&Span> = required.collect();
    let mut has_lost_rules = false;
    for (_, id, span) in table.all().into_iter().flat_map(Table::own_ids) {
        if is_gone(id) {
            let is_required = required.contains(&span);
            has_lost_rules |= is_required;
            found.entry_names_what_is_gone(span.clone(), &it.id, id, known.iter(), is_required);
        }
    }
    if has_lost_rules {
        it.requirements = None;
    }
    build::keep_known(it, known);
}
