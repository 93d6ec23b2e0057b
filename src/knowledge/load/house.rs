//! A server's own layer: read from its file, and put on top of the packs.

mod apply;
mod entries;
mod taken;

use std::collections::BTreeMap;

use super::{CertificationFile, table};
use crate::knowledge::diagnostic::{Diagnostics, Taken};
use crate::knowledge::house::{self, ADDITIONS_MAX, BYTES_MAX, HouseNote, NOTES_MAX};
use crate::knowledge::reader::{Placed, Table};
use crate::knowledge::shape::HOUSE;
use crate::knowledge::source::{SourceFile, Span};
use crate::knowledge::{CertificationId, Date, IssuerId};

pub(super) use apply::apply;
pub(in crate::knowledge) use taken::key;

/// What a house file says, as far as it is sound in itself.
#[derive(Debug, Default)]
pub(in crate::knowledge) struct Layer {
    pub(in crate::knowledge) aliases: Vec<Alias>,
    pub(in crate::knowledge) notes: Vec<Note>,
    pub(in crate::knowledge) hidden: Vec<Placed<CertificationId>>,
    /// Each begins at its id, in the order of ids.
    pub(in crate::knowledge) entries: Vec<CertificationFile>,
}

#[derive(Debug)]
pub(in crate::knowledge) struct Alias {
    pub(in crate::knowledge) name: Placed<String>,
    pub(in crate::knowledge) id: Placed<CertificationId>,
}

#[derive(Debug)]
pub(in crate::knowledge) struct Note {
    pub(in crate::knowledge) id: Placed<CertificationId>,
    pub(in crate::knowledge) note: HouseNote,
    /// The whole of it.
    span: Span,
}

/// Reads a house file with this index, and reports all that is wrong with it in itself.
pub(in crate::knowledge) fn read(
    index: usize,
    file: &SourceFile,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Layer {
    if file.text.len() > BYTES_MAX {
        diagnostics.house_is_too_large(Span { file: index, bytes: 0..0 }, file.text.len());
        return Layer::default();
    }
    let Some(table) = table(index, file, &HOUSE, today, diagnostics) else {
        return Layer::default();
    };
    let mut layer = layer(&table);
    layer.keep_most(diagnostics);
    layer.check_aliases(diagnostics);
    layer.check_notes(diagnostics);
    layer.check_hidden(diagnostics);
    entries::check(&mut layer.entries, today, diagnostics);
    layer.check_names(diagnostics);
    layer
}

fn layer(table: &Table) -> Layer {
    let alias = |it: &Table| {
        let (name, span) = it.placed_text("name")?;
        let name = Placed { value: name.to_owned(), span: span.clone() };
        Some(Alias { name, id: it.placed_id("certification")? })
    };
    let note = |it: &Table| {
        let note = HouseNote { text: it.text("text")?, url: it.text("url") };
        Some(Note { id: it.placed_id("certification")?, note, span: it.span().clone() })
    };
    let entry = |(id, table): &(Placed<CertificationId>, Table)| CertificationFile {
        id: id.value.clone(),
        issuer: table
            .text("issuer")
            .and_then(|it| IssuerId::parse(&it))
            .unwrap_or_else(IssuerId::of_house),
        start: id.span.clone(),
        table: Some(table.clone()),
    };
    Layer {
        aliases: table.tables("alias").iter().filter_map(alias).collect(),
        notes: table.tables("note").iter().filter_map(note).collect(),
        hidden: table
            .tables("hidden")
            .iter()
            .filter_map(|it| it.placed_id("certification"))
            .collect(),
        entries: table.entries("certification").iter().map(entry).collect(),
    }
}

impl Layer {
    /// Leaves out what is too much, in the order of the file.
    fn keep_most(&mut self, diagnostics: &mut Diagnostics) {
        let aliases = self.aliases.iter().map(|it| &it.name.span);
        let notes = self.notes.iter().map(|it| &it.span);
        let hidden = self.hidden.iter().map(|it| &it.span);
        let entries = self.entries.iter().map(|it| &it.start);
        let mut spans: Vec<&Span> = aliases.chain(notes).chain(hidden).chain(entries).collect();
        spans.sort_by_key(|it| it.bytes.start);
        let Some(first) = spans.get(ADDITIONS_MAX).map(|it| Span::clone(it)) else { return };
        diagnostics.too_many_additions(first.clone(), spans.len());
        let is_kept = |it: &Span| it.bytes.start < first.bytes.start;
        self.aliases.retain(|it| is_kept(&it.name.span));
        self.notes.retain(|it| is_kept(&it.span));
        self.hidden.retain(|it| is_kept(&it.span));
        self.entries.retain(|it| is_kept(&it.start));
    }

    /// A name is something that can be looked up, and stands once.
    fn check_aliases(&mut self, diagnostics: &mut Diagnostics) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        self.aliases.retain(|it| {
            let (name, span) = (&it.name.value, &it.name.span);
            let key = key(name);
            if !key.contains(char::is_alphanumeric) {
                diagnostics.alias_without_letters(span.clone(), name);
                return false;
            }
            if let Some(first) = seen.get(&key) {
                diagnostics.alias_twice(span.clone(), first.clone(), name);
                return false;
            }
            seen.insert(key, span.clone());
            true
        });
    }

    /// No alias is the name of an entry beside it, whatever the packs have.
    fn check_names(&mut self, diagnostics: &mut Diagnostics) {
        let names = self.entries.iter().flat_map(|entry| {
            let own = taken::own(entry).into_iter();
            own.map(|(what, text, span)| (key(text), taken::of(what, entry, span)))
        });
        let names: BTreeMap<String, Taken> = names.collect();
        self.aliases.retain(|it| {
            let taken = names.get(&key(&it.name.value));
            if let Some(taken) = taken {
                diagnostics.alias_is_of_entry(it.name.span.clone(), &it.name.value, taken);
            }
            taken.is_none()
        });
    }

    /// None stands twice, and there are not too many on one certification.
    fn check_notes(&mut self, diagnostics: &mut Diagnostics) {
        let mut seen = BTreeMap::new();
        let mut counts: BTreeMap<CertificationId, usize> = BTreeMap::new();
        self.notes.retain(|it| {
            if let Some(first) = seen.get(&house::note(&it.id.value, &it.note)) {
                diagnostics.addition_twice("note", it.span.clone(), Clone::clone(first));
                return false;
            }
            seen.insert(house::note(&it.id.value, &it.note), it.span.clone());
            let count = counts.entry(it.id.value.clone()).or_default();
            *count += 1;
            if *count > NOTES_MAX {
                diagnostics.too_many_notes(it.span.clone(), it.id.value.as_str());
            }
            *count <= NOTES_MAX
        });
    }

    fn check_hidden(&mut self, diagnostics: &mut Diagnostics) {
        let mut seen: BTreeMap<CertificationId, Span> = BTreeMap::new();
        self.hidden.retain(|it| {
            if let Some(first) = seen.get(&it.value) {
                diagnostics.addition_twice("certification", it.span.clone(), first.clone());
                return false;
            }
            seen.insert(it.value.clone(), it.span.clone());
            true
        });
    }
}
