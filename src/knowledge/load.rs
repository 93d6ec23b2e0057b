//! From the text of the knowledge files to checked knowledge.

mod build;
mod cycles;
mod house;
mod names;
mod references;
mod sources;
mod within;

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::diagnostic::Diagnostics;
use super::reader::{Reader, Table};
use super::shape::{self, Shape};
use super::source::{SourceFile, Span};
use super::{CertificationId, Date, IssuerId, Knowledge, Revision};

/// Reads every file and reports everything wrong with any of them, as seen on `today`.
///
/// Never fails: what is sound is in the first value, what is not is in the second. The order of
/// `files` makes no difference. Whoever needs all of it must ask [`Diagnostics::has_errors`].
pub fn load(files: &[SourceFile], today: Date) -> (Knowledge, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (mut knowledge, _) = packs(files, today, &mut diagnostics);
    knowledge.revision = Revision::of(files);
    diagnostics.sort(&files.iter().collect::<Vec<_>>());
    (knowledge, diagnostics)
}

/// The same with a server's own layer on top: one more file, which comes last in the list that
/// problems are drawn from.
///
/// The layer never changes what the packs say. What of it is wrong in itself is an error; what says
/// otherwise than the packs do now is a warning, listed by [`Diagnostics::conflicts`]. Either way
/// the rest of it applies. The path of `house` makes no difference.
pub fn load_with_house(
    files: &[SourceFile],
    house: &SourceFile,
    today: Date,
) -> (Knowledge, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (mut knowledge, pack) = packs(files, today, &mut diagnostics);
    let layer = house::read(files.len(), house, today, &mut diagnostics);
    house::apply(layer, &pack, &mut knowledge, &mut diagnostics);
    let all: Vec<&SourceFile> = files.iter().chain([house]).collect();
    diagnostics.sort(&all);
    knowledge.revision = Revision::of_all(all);
    (knowledge, diagnostics)
}

/// What the packs say, and their files as far as they could be read.
fn packs(files: &[SourceFile], today: Date, diagnostics: &mut Diagnostics) -> (Knowledge, Pack) {
    let pack = read(files, today, diagnostics);
    for file in &pack.certifications {
        let Some(table) = &file.table else { continue };
        sources::check(table, today, diagnostics);
        within::check(table, today, diagnostics);
        references::check(file, table, &pack, diagnostics);
    }
    for table in pack.issuers.values().filter_map(|it| it.table.as_ref()) {
        sources::check(table, today, diagnostics);
        within::check_issuer(table, diagnostics);
    }
    names::check(&pack, diagnostics);
    let mut knowledge = build::knowledge(&pack);
    cycles::break_up(&mut knowledge, &pack.certifications, diagnostics);
    (knowledge, pack)
}

/// The files, each in its place, as far as each could be read.
#[derive(Debug, Default)]
struct Pack {
    words: Option<Table>,
    issuers: BTreeMap<IssuerId, IssuerFile>,
    /// By path; no id twice.
    certifications: Vec<CertificationFile>,
    /// Also of files that could not be read, so that naming them is no second problem.
    ids: BTreeSet<CertificationId>,
}

#[derive(Debug)]
struct IssuerFile {
    /// `None` if it is not TOML.
    table: Option<Table>,
}

#[derive(Debug)]
pub(in crate::knowledge) struct CertificationFile {
    pub(in crate::knowledge) id: CertificationId,
    issuer: IssuerId,
    /// The start of the file.
    start: Span,
    /// `None` if it is not TOML.
    table: Option<Table>,
}

/// What a file is, by its path.
enum Role<'a> {
    Words,
    Issuer { folder: &'a str },
    Certification { folder: &'a str, stem: &'a str },
}

impl<'a> Role<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["words.toml"] => Some(Self::Words),
            [folder, "issuer.toml"] => Some(Self::Issuer { folder }),
            [folder, "certifications", name] => {
                Some(Self::Certification { folder, stem: name.strip_suffix(".toml")? })
            }
            _ => None,
        }
    }
}

fn read(files: &[SourceFile], today: Date, diagnostics: &mut Diagnostics) -> Pack {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&index| files.get(index).map(|it| (&it.path, &it.text)));
    let mut pack = Pack::default();
    for index in order {
        if let Some(file) = files.get(index) {
            place(index, file, today, &mut pack, diagnostics);
        }
    }
    pack.certifications.retain(|it| {
        let has_issuer = pack.issuers.contains_key(&it.issuer);
        if !has_issuer {
            diagnostics.missing_issuer(it.start.clone(), it.issuer.as_str());
        }
        has_issuer
    });
    pack
}

/// Reads one file and puts it where its path says.
fn place(
    index: usize,
    file: &SourceFile,
    today: Date,
    pack: &mut Pack,
    diagnostics: &mut Diagnostics,
) {
    let start = Span { file: index, bytes: 0..0 };
    match Role::of(&file.path) {
        None => diagnostics.misplaced_file(start),
        Some(Role::Words) => {
            let table = table(index, file, &shape::WORDS, today, diagnostics);
            pack.words = pack.words.take().or(table);
        }
        Some(Role::Issuer { folder }) => {
            let Some(id) = IssuerId::parse(folder) else {
                return diagnostics.invalid_id(start, "folder", folder);
            };
            if id == IssuerId::of_house() {
                return diagnostics.issuer_is_the_server(start, folder);
            }
            let table = table(index, file, &shape::ISSUER, today, diagnostics);
            pack.issuers.entry(id).or_insert(IssuerFile { table });
        }
        Some(Role::Certification { folder, stem }) => {
            // Its issuer.toml reports a bad folder; without one, that it is missing is said here.
            let Some(issuer) = IssuerId::parse(folder) else {
                return diagnostics.invalid_id(start, "folder", folder);
            };
            let Some(id) = CertificationId::parse(stem) else {
                return diagnostics.invalid_id(start, "file", stem);
            };
            if let Some(first) = pack.certifications.iter().find(|it| it.id == id) {
                return diagnostics.id_used_twice(
                    "certifications",
                    id.as_str(),
                    start,
                    first.start.clone(),
                );
            }
            let table = table(index, file, &shape::CERTIFICATION, today, diagnostics);
            pack.ids.insert(id.clone());
            pack.certifications.push(CertificationFile { id, issuer, start, table });
        }
    }
}

/// What is sound of a file; `None` if it is not TOML, since what follows a slip is a guess.
fn table(
    index: usize,
    file: &SourceFile,
    shape: &'static Shape,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let bytes = error.span().unwrap_or(file.text.len()..file.text.len());
        diagnostics.invalid_toml(Span { file: index, bytes }, error.message());
    }
    if !errors.is_empty() {
        return None;
    }
    Some(Reader::new(index, today, shape, diagnostics).read(table.get_ref()))
}

pub(in crate::knowledge) use house::key as name_key;
pub(in crate::knowledge) use house::read as read_house;

#[cfg(test)]
mod tests;
