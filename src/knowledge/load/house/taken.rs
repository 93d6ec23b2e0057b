//! The names that are taken already, and by what.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::knowledge::diagnostic::Taken;
use crate::knowledge::load::{CertificationFile, Pack, names};
use crate::knowledge::reader::Table;
use crate::knowledge::source::Span;

/// Every name in the packs, by its [`key`].
pub(super) struct Names {
    by_key: BTreeMap<String, Taken>,
    /// Words of plain speech, and words that say nothing.
    common: BTreeSet<String>,
    /// Names of what the packs say is not in them.
    elsewhere: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(pack: &Pack) -> Self {
        let mut names =
            Self { by_key: BTreeMap::new(), common: BTreeSet::new(), elsewhere: BTreeSet::new() };
        for file in &pack.certifications {
            names.add(file);
        }
        for (id, table) in pack.issuers.iter().filter_map(|(id, it)| Some((id, it.table.as_ref()?)))
        {
            names.add_issuer(id.as_str(), table);
        }
        if let Some(words) = &pack.words {
            let common = ["filler", "common"].into_iter().flat_map(|it| words.texts(it));
            names.common = common.map(|it| key(&it)).collect();
            names.elsewhere = words.texts("elsewhere").iter().map(|it| key(it)).collect();
        }
        names
    }

    /// Takes the names of a certification that are still free.
    pub(super) fn add(&mut self, file: &CertificationFile) {
        for (what, text, span) in own(file) {
            self.take(text, of(what, file, span));
        }
        for it in file.table.iter().flat_map(|it| it.placed_texts("family_names")) {
            let what = "a name that several share".to_owned();
            self.take(&it.value, Taken { what, id: None, is_family: true, span: it.span.clone() });
        }
    }

    fn add_issuer(&mut self, issuer: &str, table: &Table) {
        let single = ["name", "short_name"].into_iter();
        let single = single.filter_map(|key| table.placed_text(key)).map(|it| (it, "name"));
        let listed = [("aliases", "name"), ("subjects", "subject")].into_iter();
        let listed = listed.flat_map(|(key, what)| placed(table, key).map(move |it| (it, what)));
        let groups = ["track", "level"].into_iter();
        let groups = groups.flat_map(|key| table.tables(key).iter().map(move |it| (it, key)));
        let groups = groups.flat_map(|(table, what)| {
            let names = table.placed_text("name").into_iter().chain(placed(table, "aliases"));
            names.map(move |it| (it, what))
        });
        for ((text, span), what) in single.chain(listed).chain(groups) {
            let what = format!("{what} of the issuer `{issuer}`");
            self.take(text, Taken { what, id: None, is_family: false, span: span.clone() });
        }
    }

    fn take(&mut self, text: &str, taken: Taken) {
        let key = key(text);
        if !key.is_empty() {
            self.by_key.entry(key).or_insert(taken);
        }
    }

    /// What has this name.
    pub(super) fn get(&self, name: &str) -> Option<&Taken> {
        self.by_key.get(&key(name))
    }

    /// Whether the packs say that this is the name of something that they do not hold.
    pub(super) fn is_elsewhere(&self, name: &str) -> bool {
        self.elsewhere.contains(&key(name))
    }

    /// Whether it is a word of plain speech, or made of nothing else.
    pub(super) fn is_speech(&self, name: &str) -> bool {
        let mut words = words(name).into_iter().peekable();
        self.common.contains(&key(name))
            || words.peek().is_some() && words.all(|it| self.common.contains(&it))
    }
}

/// A name of a certification as one that is taken.
pub(super) fn of(what: &str, file: &CertificationFile, span: Span) -> Taken {
    let what = format!("{what} of `{}`", file.id);
    Taken { what, id: Some(file.id.clone()), is_family: false, span }
}

/// The names that a certification has to itself, what each is, and where.
pub(super) fn own(file: &CertificationFile) -> Vec<(&'static str, &str, Span)> {
    let mut all = vec![("id", file.id.as_str(), file.start.clone())];
    if let Some(table) = &file.table {
        let names = names::proper_names(&file.id, table).into_iter();
        let names = names.chain(names::codes(&file.id, table)).map(|it| it.name);
        all.extend(names.map(|it| (it.what, it.text, it.span)));
    }
    all
}

fn placed<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = (&'a str, &'a Span)> {
    table.placed_texts(key).iter().map(|it| (it.value.as_str(), &it.span))
}

/// A name as far as looking up may tell it from others: without capitals, accents and signs, and
/// with numbers as digits. At least as much is the same here as there.
pub(in crate::knowledge) fn key(name: &str) -> String {
    words(name).concat()
}

fn words(name: &str) -> Vec<String> {
    let plain = name.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase);
    // What makes another name of a letter, as in `C++` and `C#`.
    let is_kept = |it: char| it.is_alphanumeric() || matches!(it, '+' | '#');
    let plain: String = plain.map(|it| if is_kept(it) { it } else { ' ' }).collect();
    let number = |word: &str| {
        match word {
            "i" | "one" => "1",
            "ii" | "two" => "2",
            "iii" | "three" => "3",
            "iv" => "4",
            _ => return word.to_owned(),
        }
        .to_owned()
    };
    plain.split_whitespace().map(number).collect()
}
