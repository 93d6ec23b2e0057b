//! Names that two certifications own, and names that are no use.

use std::collections::{BTreeMap, BTreeSet};

use super::Pack;
use crate::knowledge::CertificationId;
use crate::knowledge::diagnostic::{Diagnostics, OwnedName};
use crate::knowledge::reader::{Placed, Table};

const SHORT_NAME: &str = "short name";
const EXAM_CODE: &str = "exam code";

/// A name, and for an exam code whom the exam is shared with.
pub(super) struct Owned<'a> {
    pub(super) name: OwnedName<'a>,
    shared_with: &'a [Placed<CertificationId>],
}

pub(super) fn check(pack: &Pack, diagnostics: &mut Diagnostics) {
    let mut owned: BTreeMap<String, Vec<Owned<'_>>> = BTreeMap::new();
    for file in &pack.certifications {
        let Some(table) = &file.table else { continue };
        let id = OwnedName {
            id: &file.id,
            what: "id",
            text: file.id.as_str(),
            span: file.start.clone(),
        };
        let names = proper_names(&file.id, table)
            .into_iter()
            .chain(codes(&file.id, table))
            .chain([Owned { name: id, shared_with: &[] }]);
        for it in names {
            owned.entry(folded(it.name.text)).or_default().push(it);
        }
    }
    // A text of hyphens alone folds to nothing.
    owned.remove("");
    for owners in owned.values() {
        check_owners(owners, diagnostics);
    }
    check_elsewhere(pack, diagnostics);
    let common = common_words(pack);
    for file in &pack.certifications {
        let Some(table) = &file.table else { continue };
        check_families(&file.id, table, &owned, diagnostics);
        check_aliases(table, &common, diagnostics);
    }
}

/// Names of certifications and issuers, as [`folded`] gives them.
pub(super) fn of_all(pack: &Pack) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in &pack.certifications {
        names.insert(folded(file.id.as_str()));
        let Some(table) = &file.table else { continue };
        let owned = proper_names(&file.id, table).into_iter().chain(codes(&file.id, table));
        names.extend(owned.map(|it| folded(it.name.text)));
        names.extend(table.texts("family_names").iter().map(|it| folded(it)));
    }
    for table in pack.issuers.values().filter_map(|it| it.table.as_ref()) {
        let single = ["name", "short_name"].into_iter().filter_map(|key| table.text(key));
        let listed = ["aliases", "subjects"].into_iter().flat_map(|key| table.texts(key));
        names.extend(single.chain(listed).map(|it| folded(&it)));
    }
    names
}

/// Warns of names that stand under `[elsewhere]` twice, or are not elsewhere any more.
fn check_elsewhere(pack: &Pack, diagnostics: &mut Diagnostics) {
    let Some(words) = &pack.words else { return };
    let names = of_all(pack);
    let mut seen = BTreeMap::new();
    for word in words.placed_texts("elsewhere") {
        if names.contains(&folded(&word.value)) {
            diagnostics.known_elsewhere(word.span.clone(), &word.value);
        }
        // `red hat` and `redhat` are two that people type.
        if let Some(first) = seen.insert(word.value.to_lowercase(), &word.span) {
            diagnostics.repeated_elsewhere(word.span.clone(), first.clone(), &word.value);
        }
    }
}

/// Reports each pair of certifications that own the same name, once.
fn check_owners(owners: &[Owned<'_>], diagnostics: &mut Diagnostics) {
    // One for each certification, which may repeat itself. The exam code counts where there is
    // one: it may be shared.
    let mut by_id: BTreeMap<&CertificationId, &Owned<'_>> = BTreeMap::new();
    for owner in owners {
        let first = by_id.entry(owner.name.id).or_insert(owner);
        if owner.name.what == EXAM_CODE && first.name.what != EXAM_CODE {
            *first = owner;
        }
    }
    let owners: Vec<_> = by_id.into_values().collect();
    for (number, second) in owners.iter().enumerate() {
        for first in owners.iter().take(number).filter(|it| !are_one_exam(it, second)) {
            diagnostics.shared_name(&second.name, &first.name);
        }
    }
}

/// Whether each lists the other as sharing the exam with this code.
fn are_one_exam(first: &Owned<'_>, second: &Owned<'_>) -> bool {
    let lists = |it: &Owned<'_>, other: &Owned<'_>| {
        it.shared_with.iter().any(|id| id.value == *other.name.id)
    };
    lists(first, second) && lists(second, first)
}

fn check_families(
    id: &CertificationId,
    table: &Table,
    owned: &BTreeMap<String, Vec<Owned<'_>>>,
    diagnostics: &mut Diagnostics,
) {
    for family in table.placed_texts("family_names") {
        let owners = owned.get(&folded(&family.value)).map_or(&[][..], Vec::as_slice);
        let taken = owners.iter().find(|it| it.name.id != id && it.name.what == SHORT_NAME);
        if let Some(owner) = taken {
            let family = OwnedName {
                id,
                what: "family name",
                text: &family.value,
                span: family.span.clone(),
            };
            diagnostics.family_name_is_taken(&family, &owner.name);
        }
    }
}

fn common_words(pack: &Pack) -> BTreeSet<String> {
    let words = pack
        .words
        .iter()
        .flat_map(|it| it.placed_texts("filler").iter().chain(it.placed_texts("common")));
    words.map(|it| folded(&it.value)).collect()
}

fn check_aliases(table: &Table, common: &BTreeSet<String>, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for alias in table.placed_texts("aliases") {
        let key = folded(&alias.value);
        if common.contains(&key) {
            diagnostics.common_alias(alias.span.clone(), &alias.value);
        }
        if let Some(first) = seen.insert(key, &alias.span) {
            diagnostics.repeated_alias(alias.span.clone(), first.clone(), &alias.value);
        }
    }
}

pub(super) fn proper_names<'a>(id: &'a CertificationId, table: &'a Table) -> Vec<Owned<'a>> {
    let single = [("short_name", SHORT_NAME), ("name", "name")]
        .into_iter()
        .filter_map(|(key, what)| Some((what, table.placed_text(key)?)));
    let listed = [("former_names", "former name"), ("aliases", "alias")].into_iter().flat_map(
        |(key, what)| {
            table.placed_texts(key).iter().map(move |it| (what, (it.value.as_str(), &it.span)))
        },
    );
    single
        .chain(listed)
        .map(|(what, (text, span))| Owned {
            name: OwnedName { id, what, text, span: span.clone() },
            shared_with: &[],
        })
        .collect()
}

pub(super) fn codes<'a>(id: &'a CertificationId, table: &'a Table) -> Vec<Owned<'a>> {
    let mut codes = Vec::new();
    for exam in table.tables("exam") {
        for (text, span) in exam.tables("version").iter().filter_map(|it| it.placed_text("code")) {
            codes.push(Owned {
                name: OwnedName { id, what: EXAM_CODE, text, span: span.clone() },
                shared_with: exam.placed_ids("shared_with"),
            });
        }
    }
    codes
}

/// The text as far as capitals, blanks and hyphens make no difference.
pub(super) fn folded(text: &str) -> String {
    let is_hyphen = |it: char| matches!(it, '-' | '_' | '\u{2010}'..='\u{2015}');
    text.chars()
        .filter(|it| !it.is_whitespace() && !is_hyphen(*it))
        .flat_map(char::to_lowercase)
        .collect()
}
