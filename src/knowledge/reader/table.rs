//! A table whose keys are known and whose values are of the kind that its shape says.

use std::collections::BTreeMap;

use crate::knowledge::shape::{Choice, Shape};
use crate::knowledge::source::Span;
use crate::knowledge::{CertificationId, CheckedOn, Date};

/// What is sound of a table, with the place of everything.
#[derive(Debug, Clone)]
pub(in crate::knowledge) struct Table {
    span: Span,
    shape: &'static Shape,
    by_key: BTreeMap<&'static str, Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    key_span: Span,
    value: Placed<Value>,
}

/// A value and where it is written.
#[derive(Debug, Clone)]
pub(in crate::knowledge) struct Placed<T> {
    pub(in crate::knowledge) value: T,
    pub(in crate::knowledge) span: Span,
}

/// What a key holds.
#[derive(Debug, Clone)]
pub(in crate::knowledge) enum Value {
    Text(String),
    Texts(Vec<Placed<String>>),
    SourceNames(Vec<Placed<String>>),
    /// Each name with its address.
    Urls(Vec<(Placed<String>, String)>),
    Certification(CertificationId),
    Certifications(Vec<Placed<CertificationId>>),
    Day(Date),
    Seen(CheckedOn),
    Number(u32),
    /// Of an amount of money.
    Hundredths(u64),
    /// Of a percent.
    Tenths(u32),
    Flag(bool),
    Word(&'static str),
    Table(Table),
    Tables(Vec<Table>),
    /// Each under an id.
    Entries(Vec<(Placed<CertificationId>, Table)>),
}

/// A getter for the values of one kind.
macro_rules! getter {
    ($(#[$doc:meta])* $name:ident, $variant:ident -> $type:ty) => {
        $(#[$doc])*
        pub(in crate::knowledge) fn $name(&self, key: &str) -> Option<$type> {
            match &self.value(key)?.value {
                Value::$variant(value) => Some(value.clone()),
                _ => None,
            }
        }
    };
}

impl Table {
    pub(super) fn new(span: Span, shape: &'static Shape) -> Self {
        Self { span, shape, by_key: BTreeMap::new() }
    }

    pub(super) fn insert(&mut self, name: &'static str, key_span: Span, value: Placed<Value>) {
        self.by_key.insert(name, Entry { key_span, value });
    }

    pub(super) fn remove(&mut self, names: &[&str]) {
        self.by_key.retain(|name, _| !names.contains(name));
    }

    pub(in crate::knowledge) fn shape(&self) -> &'static Shape {
        self.shape
    }

    /// Its heading or its opening brace to its closing one; the start of the file for a file.
    pub(in crate::knowledge) fn span(&self) -> &Span {
        &self.span
    }

    /// Where the key is written.
    pub(in crate::knowledge) fn key_span(&self, key: &str) -> Option<&Span> {
        Some(&self.entry(key)?.key_span)
    }

    /// Where the value is written.
    pub(in crate::knowledge) fn value_span(&self, key: &str) -> Option<&Span> {
        Some(&self.entry(key)?.value.span)
    }

    getter!(day, Day -> Date);
    getter!(seen, Seen -> CheckedOn);
    getter!(number, Number -> u32);
    getter!(hundredths, Hundredths -> u64);
    getter!(tenths, Tenths -> u32);
    getter!(text, Text -> String);
    getter!(certification, Certification -> CertificationId);

    /// Whether the flag is set; `false` if it is absent.
    pub(in crate::knowledge) fn is_set(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Placed { value: Value::Flag(true), .. }))
    }

    /// What the word under `key` stands for.
    pub(in crate::knowledge) fn word<T: Copy>(&self, key: &str, choice: &Choice<T>) -> Option<T> {
        match self.value(key)?.value {
            Value::Word(word) => choice.value(word),
            _ => None,
        }
    }

    /// The text under `key` with its place.
    pub(in crate::knowledge) fn placed_text(&self, key: &str) -> Option<(&str, &Span)> {
        match self.value(key)? {
            Placed { value: Value::Text(text), span } => Some((text, span)),
            _ => None,
        }
    }

    /// The texts under `key` with their places; none if it is absent.
    pub(in crate::knowledge) fn placed_texts(&self, key: &str) -> &[Placed<String>] {
        match self.value(key) {
            Some(Placed { value: Value::Texts(it) | Value::SourceNames(it), .. }) => it,
            _ => &[],
        }
    }

    /// The texts under `key`; none if it is absent.
    pub(in crate::knowledge) fn texts(&self, key: &str) -> Vec<String> {
        self.placed_texts(key).iter().map(|it| it.value.clone()).collect()
    }

    /// The ids under `key` with their places; none if it is absent.
    pub(in crate::knowledge) fn placed_ids(&self, key: &str) -> &[Placed<CertificationId>] {
        match self.value(key) {
            Some(Placed { value: Value::Certifications(it), .. }) => it,
            _ => &[],
        }
    }

    /// The ids under `key`; none if it is absent.
    pub(in crate::knowledge) fn ids(&self, key: &str) -> Vec<CertificationId> {
        self.placed_ids(key).iter().map(|it| it.value.clone()).collect()
    }

    /// The addresses under `key`, each with its name; none if it is absent.
    pub(in crate::knowledge) fn urls(&self, key: &str) -> &[(Placed<String>, String)] {
        match self.value(key) {
            Some(Placed { value: Value::Urls(it), .. }) => it,
            _ => &[],
        }
    }

    /// The table under `key`.
    pub(in crate::knowledge) fn table(&self, key: &str) -> Option<&Table> {
        match self.value(key)? {
            Placed { value: Value::Table(table), .. } => Some(table),
            _ => None,
        }
    }

    /// The tables under `key`; none if it is absent.
    pub(in crate::knowledge) fn tables(&self, key: &str) -> &[Table] {
        match self.value(key) {
            Some(Placed { value: Value::Tables(tables), .. }) => tables,
            _ => &[],
        }
    }

    /// The tables under `key`, each with its id; none if it is absent.
    pub(in crate::knowledge) fn entries(&self, key: &str) -> &[(Placed<CertificationId>, Table)] {
        match self.value(key) {
            Some(Placed { value: Value::Entries(entries), .. }) => entries,
            _ => &[],
        }
    }

    /// The id of a certification under `key` with its place.
    pub(in crate::knowledge) fn placed_id(&self, key: &str) -> Option<Placed<CertificationId>> {
        Some(Placed { value: self.certification(key)?, span: self.value_span(key)?.clone() })
    }

    /// Every id of a certification in this table, not in those within it, with key and place.
    pub(in crate::knowledge) fn own_ids(
        &self,
    ) -> impl Iterator<Item = (&'static str, &CertificationId, &Span)> {
        self.by_key.iter().flat_map(|(&key, entry)| {
            let single = match &entry.value {
                Placed { value: Value::Certification(id), span } => Some((key, id, span)),
                _ => None,
            };
            let listed = self.placed_ids(key).iter().map(move |it| (key, &it.value, &it.span));
            single.into_iter().chain(listed)
        })
    }

    /// This table and all within it.
    pub(in crate::knowledge) fn all(&self) -> Vec<&Table> {
        let mut all = vec![self];
        for entry in self.by_key.values() {
            match &entry.value.value {
                Value::Table(table) => all.extend(table.all()),
                Value::Tables(tables) => all.extend(tables.iter().flat_map(Table::all)),
                Value::Entries(entries) => {
                    all.extend(entries.iter().flat_map(|(_, it)| it.all()));
                }
                _ => {}
            }
        }
        all
    }

    fn value(&self, key: &str) -> Option<&Placed<Value>> {
        Some(&self.entry(key)?.value)
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        debug_assert!(self.shape.key(key).is_some(), "{} has no key {key}", self.shape.name);
        self.by_key.get(key)
    }
}
