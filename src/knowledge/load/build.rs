//! From checked tables to the model. Reports nothing: what is missing here was reported where it
//! was read.

mod groups;

use std::collections::{BTreeMap, BTreeSet};

use super::cycles::without;
use super::{CertificationFile, Pack, names};
use crate::knowledge::reader::Table;
use crate::knowledge::shape::{APPLIES_TO, CONFIDENCE, DECLARED, HELD, KIND, STRENGTH};
use crate::knowledge::{
    AppliesTo, Certification, CertificationId, Conflict, HeldState, Homonym, Issuer, IssuerId,
    Kind, Knowledge, Level, Need, Provenance, Requirement, Requirements, Sourced, Status,
    TopicWords, Track, Words,
};

/// The addresses of a file by name.
type Urls<'a> = BTreeMap<&'a str, &'a str>;

/// All that is sound, without the ids of what is not.
pub(super) fn knowledge(pack: &Pack) -> Knowledge {
    let mut knowledge = Knowledge {
        words: pack.words.as_ref().map(words).unwrap_or_default(),
        ..Knowledge::default()
    };
    for (id, file) in &pack.issuers {
        if let Some(issuer) = file.table.as_ref().and_then(|it| issuer(id, it)) {
            knowledge.issuers.insert(id.clone(), issuer);
        }
    }
    for file in &pack.certifications {
        if let Some(issuer) = knowledge.issuers.get(&file.issuer)
            && let Some(certification) = certification(file, issuer)
        {
            knowledge.certifications.insert(file.id.clone(), certification);
        }
    }
    // A name that the knowledge holds wins over what was written when it did not.
    let names = names::of_all(pack);
    knowledge.words.elsewhere.retain(|it| !names.contains(&names::folded(it)));
    let known: BTreeSet<CertificationId> = knowledge.certifications.keys().cloned().collect();
    for certification in knowledge.certifications.values_mut() {
        keep_known(certification, &known);
    }
    knowledge
}

fn words(table: &Table) -> Words {
    Words {
        filler: table.texts("filler"),
        common: table.texts("common"),
        // One that is too short was reported.
        synonyms: table
            .tables("synonym")
            .iter()
            .map(|it| it.texts("words"))
            .filter(|it| it.len() > 1)
            .collect(),
        topics: table
            .tables("topic")
            .iter()
            .map(|it| TopicWords { words: it.texts("words"), part_of: it.texts("part_of") })
            .filter(|it| !it.words.is_empty())
            .collect(),
        elsewhere: table.texts("elsewhere"),
        homonyms: table.tables("homonym").iter().filter_map(homonym).collect(),
    }
}

fn homonym(table: &Table) -> Option<Homonym> {
    Some(Homonym {
        name: table.text("name")?,
        beside: table.texts("beside"),
        around: table.texts("around"),
    })
}

fn issuer(id: &IssuerId, table: &Table) -> Option<Issuer> {
    let named = |key: &str| table.tables(key).iter().filter_map(named).collect::<Vec<_>>();
    let urls = &urls(table);
    Some(Issuer {
        id: id.clone(),
        name: table.text("name")?,
        short_name: table.text("short_name")?,
        aliases: table.texts("aliases"),
        subjects: table.texts("subjects"),
        tracks: named("track")
            .into_iter()
            .map(|(id, name, aliases)| Track { id, name, aliases })
            .collect(),
        levels: named("level")
            .into_iter()
            .map(|(id, name, aliases)| Level { id, name, aliases })
            .collect(),
        url: table.text("url")?,
        provenance: provenance(table, urls)?,
        links: group(table, "links", urls, groups::issuer_links),
        notes: groups(table, "note", urls, groups::note),
        conflicts: conflicts(table, urls),
    })
}

/// Id, name and aliases of a track or a level.
fn named(table: &Table) -> Option<(String, String, Vec<String>)> {
    Some((table.text("id")?, table.text("name")?, table.texts("aliases")))
}

pub(super) fn certification(file: &CertificationFile, issuer: &Issuer) -> Option<Certification> {
    let table = file.table.as_ref()?;
    let urls = &urls(table);
    let track = table.text("track").filter(|id| issuer.tracks.iter().any(|it| it.id == *id));
    let level = table.text("level").filter(|id| issuer.levels.iter().any(|it| it.id == *id));
    Some(Certification {
        id: file.id.clone(),
        issuer: issuer.id.clone(),
        short_name: table.text("short_name"),
        name: table.text("name")?,
        former_names: table.texts("former_names"),
        aliases: table.texts("aliases"),
        family_names: table.texts("family_names"),
        kind: table.word("kind", &KIND).unwrap_or(Kind::Certification),
        track,
        level,
        step: table.number("step"),
        summary: table.text("summary")?,
        audience: table.texts("audience"),
        topics: table.texts("topics"),
        demonstrates: table.texts("demonstrates"),
        provenance: provenance(table, urls)?,
        status: group(table, "status", urls, status)?,
        requirements: group(table, "requirements", urls, |it| Some(requirements(it))),
        exams: groups(table, "exam", urls, groups::exam),
        prices: group(table, "prices", urls, groups::prices),
        validity: group(table, "validity", urls, groups::validity),
        renewals: groups(table, "renewal", urls, groups::renewal),
        retake: group(table, "retake", urls, groups::retake),
        syllabus: group(table, "syllabus", urls, groups::syllabus),
        next: group(table, "next", urls, groups::next),
        links: group(table, "links", urls, groups::links),
        notes: groups(table, "note", urls, groups::note),
        conflicts: conflicts(table, urls),
    })
}

fn conflicts(table: &Table, urls: &Urls<'_>) -> Vec<Conflict> {
    let tables = table.tables("conflict").iter();
    tables.filter_map(|it| groups::conflict(it, provenance(it, urls)?)).collect()
}

fn urls(table: &Table) -> Urls<'_> {
    table
        .urls("source_urls")
        .iter()
        .map(|(name, url)| (name.value.as_str(), url.as_str()))
        .collect()
}

/// `None` if no source is left, or one of its keys is missing.
fn provenance(table: &Table, urls: &Urls<'_>) -> Option<Provenance> {
    let names = table.placed_texts("sources").iter();
    let sources: Vec<String> =
        names.filter_map(|it| urls.get(it.value.as_str())).map(|it| (*it).to_owned()).collect();
    if sources.is_empty() {
        return None;
    }
    Some(Provenance {
        sources,
        checked_on: table.seen("checked_on")?,
        confidence: table.word("confidence", &CONFIDENCE)?,
    })
}

fn sourced<T>(
    table: &Table,
    urls: &Urls<'_>,
    read: impl Fn(&Table) -> Option<T>,
) -> Option<Sourced<T>> {
    Some(Sourced { value: read(table)?, provenance: provenance(table, urls)? })
}

fn group<T>(
    table: &Table,
    key: &str,
    urls: &Urls<'_>,
    read: impl Fn(&Table) -> Option<T>,
) -> Option<Sourced<T>> {
    sourced(table.table(key)?, urls, read)
}

fn groups<T>(
    table: &Table,
    key: &str,
    urls: &Urls<'_>,
    read: impl Fn(&Table) -> Option<T>,
) -> Vec<Sourced<T>> {
    table.tables(key).iter().filter_map(|it| sourced(it, urls, &read)).collect()
}

fn status(table: &Table) -> Option<Status> {
    Some(Status {
        declared: table.word("state", &DECLARED)?,
        available_from: table.day("available_from"),
        retires_on: table.day("retires_on"),
        replaced_by: table.ids("replaced_by"),
        note: table.text("note"),
    })
}

fn requirements(table: &Table) -> Requirements {
    Requirements {
        rules: table.tables("rule").iter().filter_map(requirement).collect(),
        note: table.text("note"),
    }
}

fn requirement(table: &Table) -> Option<Requirement> {
    Some(Requirement {
        strength: table.word("strength", &STRENGTH)?,
        applies_to: table.word("applies_to", &APPLIES_TO).unwrap_or(AppliesTo::Credential),
        need: need(table)?,
        from: table.day("from"),
        until: table.day("until"),
        note: table.text("note"),
    })
}

/// What is asked for in a rule, or within one.
fn need(table: &Table) -> Option<Need> {
    let list = |key: &str| -> Option<Vec<Need>> {
        let needs: Vec<Need> = table.tables(key).iter().filter_map(need).collect();
        (!needs.is_empty()).then_some(needs)
    };
    if let Some(needs) = list("all_of") {
        return Some(Need::AllOf(needs));
    }
    if let Some(needs) = list("any_of") {
        return Some(Need::AnyOf(needs));
    }
    if let Some(count) = table.number("n_of") {
        let needs = list("of")?;
        return Some(Need::NOf(count.min(u32::try_from(needs.len()).ok()?), needs));
    }
    if let Some(id) = table.certification("certification") {
        let state = table.word("state", &HELD).unwrap_or(HeldState::Passed);
        return Some(Need::Certification(id, state));
    }
    if let Some(code) = table.text("exam") {
        return Some(Need::Exam(code));
    }
    if let Some(what) = table.text("experience") {
        return Some(Need::Experience { what, years: table.number("years") });
    }
    table.text("membership").map(Need::Membership)
}

/// Drops ids that lead nowhere, and requirements on the certification itself.
pub(super) fn keep_known(certification: &mut Certification, known: &BTreeSet<CertificationId>) {
    let id = certification.id.clone();
    let is_other = |it: &CertificationId| known.contains(it) && *it != id;
    if let Some(requirements) = &mut certification.requirements {
        let rules = std::mem::take(&mut requirements.value.rules);
        requirements.value.rules = rules
            .into_iter()
            .filter_map(|mut rule| {
                rule.need = without(rule.need, &|it| !is_other(it))?;
                Some(rule)
            })
            .collect();
    }
    certification.status.value.replaced_by.retain(is_other);
    for exam in &mut certification.exams {
        exam.value.shared_with.retain(is_other);
    }
    for renewal in &mut certification.renewals {
        renewal.value.certifications.retain(|it| known.contains(it));
    }
    if let Some(next) = &mut certification.next {
        next.value.main.retain(is_other);
        next.value.alternatives.retain(is_other);
    }
}
