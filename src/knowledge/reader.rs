//! From a TOML table to a [`Table`] of known keys, by its shape.
//!
//! Everything that the shape asks for is checked here, once. What is wrong is reported and left
//! out; what remains is of the kind that the shape says.

mod scalar;
mod table;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use table::{Placed, Table, Value};

use super::diagnostic::Diagnostics;
use super::shape::{ALIAS_MAX, DEPTH_MAX, Key, Kind, NEED, Rule, Shape, WORD_MAX};
use super::source::Span;
use super::{CertificationId, Date};

/// Reads tables of one file.
pub(super) struct Reader<'a> {
    file: usize,
    today: Date,
    root: &'static Shape,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// A reader for the file with this index, whose top level has the shape `root`.
    pub(super) fn new(
        file: usize,
        today: Date,
        root: &'static Shape,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self { file, today, root, diagnostics }
    }

    /// What is sound of the whole file.
    pub(super) fn read(&mut self, table: &DeTable<'_>) -> Table {
        let start = Span { file: self.file, bytes: 0..0 };
        self.table(start, table, self.root, 0)
    }

    fn table(
        &mut self,
        span: Span,
        table: &DeTable<'_>,
        shape: &'static Shape,
        depth: usize,
    ) -> Table {
        let mut read = Table::new(span, shape);
        for (name, value) in table {
            let key_span = self.span(name);
            let Some(key) = shape.key(name.get_ref()) else {
                self.diagnostics.unknown_key(key_span, shape, self.root, name.get_ref());
                continue;
            };
            if let Some(value) = self.value(key, value, depth) {
                read.insert(key.name, key_span, value);
            }
        }
        for key in shape.keys.iter().filter(|it| it.is_required) {
            if !table.contains_key(key.name) {
                self.diagnostics.missing_key(read.span().clone(), shape, key);
            }
        }
        for rule in shape.rules {
            self.check(rule, table, &mut read);
        }
        read
    }

    fn value(
        &mut self,
        key: &'static Key,
        value: &Spanned<DeValue<'_>>,
        depth: usize,
    ) -> Option<Placed<Value>> {
        let span = self.span(value);
        let read = match (key.kind, value.get_ref()) {
            (Kind::Table(shape), DeValue::Table(table)) => {
                Value::Table(self.table(span.clone(), table, shape, depth))
            }
            (Kind::Tables(shape), DeValue::Array(items)) => {
                Value::Tables(self.tables(key, &span, items, shape, depth)?)
            }
            (Kind::Needs, DeValue::Array(items)) => {
                Value::Tables(self.tables(key, &span, items, &NEED, depth)?)
            }
            (Kind::Entries(shape), DeValue::Table(table)) => {
                Value::Entries(self.entries(key, table, shape, depth))
            }
            (Kind::Urls, DeValue::Table(table)) => Value::Urls(self.urls(table)),
            (Kind::WordLists, DeValue::Table(table)) => Value::Texts(self.word_lists(key, table)),
            (Kind::Texts { longest, least }, DeValue::Array(items)) => {
                let texts =
                    self.each(items, |reader, it| reader.text(key.name, it, longest, key.kind));
                self.require(key, &span, items.len(), least)?;
                Value::Texts(texts)
            }
            (Kind::SourceNames, DeValue::Array(items)) => {
                let names =
                    self.each(items, |reader, it| reader.text(key.name, it, ALIAS_MAX, key.kind));
                self.require(key, &span, items.len(), 1)?;
                Value::SourceNames(names)
            }
            (Kind::Certifications, DeValue::Array(items)) => {
                Value::Certifications(self.each(items, |reader, it| reader.id(key, it)))
            }
            _ => return self.scalar(key, value),
        };
        Some(Placed { value: read, span })
    }

    fn tables(
        &mut self,
        key: &Key,
        span: &Span,
        items: &[Spanned<DeValue<'_>>],
        shape: &'static Shape,
        depth: usize,
    ) -> Option<Vec<Table>> {
        if depth >= DEPTH_MAX {
            self.diagnostics.too_deep(span.clone(), DEPTH_MAX);
            return None;
        }
        let tables = self.each(items, |reader, item| {
            let DeValue::Table(table) = item.get_ref() else {
                reader.wrong_type(key.name, key.kind, item);
                return None;
            };
            Some(reader.table(reader.span(item), table, shape, depth + 1))
        });
        self.require(key, span, items.len(), 1)?;
        Some(tables)
    }

    /// Tables under ids. What is wrong with one is said in terms of its own headings.
    fn entries(
        &mut self,
        key: &Key,
        table: &DeTable<'_>,
        shape: &'static Shape,
        depth: usize,
    ) -> Vec<(Placed<CertificationId>, Table)> {
        let mut entries = Vec::new();
        for (name, value) in table {
            let span = self.span(name);
            let Some(id) = CertificationId::parse(name.get_ref()) else {
                self.diagnostics.not_an_entry(span, name.get_ref());
                continue;
            };
            let DeValue::Table(entry) = value.get_ref() else {
                self.wrong_type(&format!("{}.{id}", key.name), key.kind, value);
                continue;
            };
            let before = self.diagnostics.iter().len();
            let root = std::mem::replace(&mut self.root, shape);
            let read = self.table(span.clone(), entry, shape, depth);
            self.root = root;
            self.diagnostics.are_of_entry(before, &id);
            entries.push((Placed { value: id, span }, read));
        }
        entries
    }

    fn urls(&mut self, table: &DeTable<'_>) -> Vec<(Placed<String>, String)> {
        let mut urls = Vec::new();
        for (name, value) in table {
            if let Some(url) = self.url(name.get_ref(), value) {
                let name = Placed { value: name.get_ref().to_string(), span: self.span(name) };
                urls.push((name, url));
            }
        }
        urls
    }

    fn word_lists(&mut self, key: &Key, table: &DeTable<'_>) -> Vec<Placed<String>> {
        let mut words = Vec::new();
        for (language, value) in table {
            let kind = Kind::Texts { longest: WORD_MAX, least: 0 };
            let DeValue::Array(items) = value.get_ref() else {
                self.wrong_type(&format!("{}.{}", key.name, language.get_ref()), kind, value);
                continue;
            };
            let name = language.get_ref();
            words.extend(self.each(items, |reader, it| reader.text(name, it, WORD_MAX, kind)));
        }
        words
    }

    /// What is sound of a list.
    fn each<T>(
        &mut self,
        items: &[Spanned<DeValue<'_>>],
        mut read: impl FnMut(&mut Self, &Spanned<DeValue<'_>>) -> Option<T>,
    ) -> Vec<T> {
        items.iter().filter_map(|it| read(self, it)).collect()
    }

    /// Reports a list of fewer than `least`, which then counts for nothing.
    fn require(&mut self, key: &Key, span: &Span, length: usize, least: usize) -> Option<()> {
        if length < least {
            self.diagnostics.too_few(span.clone(), key, least);
            return None;
        }
        Some(())
    }

    fn check(&mut self, rule: &Rule, table: &DeTable<'_>, read: &mut Table) {
        let spans = |names: &[&str]| -> Vec<Span> {
            let keys = table.keys().filter(|it| names.contains(&it.get_ref().as_ref()));
            let mut spans: Vec<Span> = keys.map(|it| self.span(it)).collect();
            spans.sort_by_key(|it| it.bytes.start);
            spans
        };
        match rule {
            Rule::ExactlyOne(names) => match spans(names) {
                found if found.len() == 1 => {}
                found if found.is_empty() => {
                    let place = vec![read.span().clone()];
                    self.diagnostics.not_exactly_one(place, read.shape(), names);
                }
                found => {
                    self.diagnostics.not_exactly_one(found, read.shape(), names);
                    read.remove(names);
                }
            },
            Rule::AtMostOne(names) => {
                let found = spans(names);
                if found.len() > 1 {
                    self.diagnostics.not_both(found, names);
                    read.remove(names);
                }
            }
            Rule::Needs(first, second) => {
                if let (Some(span), []) = (spans(&[first]).pop(), spans(&[second]).as_slice()) {
                    self.diagnostics.needs_other(span, first, second);
                }
            }
        }
    }

    fn wrong_type(&mut self, name: &str, kind: Kind, value: &Spanned<DeValue<'_>>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(true) => "`true`",
            DeValue::Boolean(false) => "`false`",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span(value);
        self.diagnostics.wrong_type(span, name, kind, found);
    }

    fn span<T>(&self, value: &Spanned<T>) -> Span {
        Span { file: self.file, bytes: value.span() }
    }
}
