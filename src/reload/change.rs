//! How knowledge differs from what it was.

use std::collections::BTreeMap;
use std::fmt;

use crate::knowledge::source::SourceFile;
use crate::knowledge::{Certification, CertificationId, Knowledge, Revision};

/// How knowledge differs from what it was. Displays as `+1 −0 ~2`, in certifications.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Files that are new, gone, or have another text, by path.
    pub files: Vec<String>,
    /// Certifications that are new, by id.
    pub added: Vec<CertificationId>,
    /// Certifications that are gone, by id.
    pub removed: Vec<CertificationId>,
    /// Certifications of which anything differs, by id.
    pub changed: Vec<CertificationId>,
}

/// Stands for some files: the revision of each by its path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prints(BTreeMap<String, Revision>);

impl Prints {
    pub(super) fn of(files: &[SourceFile]) -> Self {
        let print = |it: &SourceFile| (it.path.clone(), Revision::of(std::slice::from_ref(it)));
        Self(files.iter().map(print).collect())
    }
}

impl Change {
    /// From the first of each pair to the second.
    pub(super) fn between(files: (&Prints, &Prints), known: (&Knowledge, &Knowledge)) -> Self {
        let (before, after) = known;
        let ids = |it: &Certification| it.id.clone();
        Self {
            files: changed_files(files.0, files.1),
            added: after.iter().filter(|it| before.get(&it.id).is_none()).map(ids).collect(),
            removed: before.iter().filter(|it| after.get(&it.id).is_none()).map(ids).collect(),
            changed: after
                .iter()
                .filter(|it| before.get(&it.id).is_some_and(|other| other != *it))
                .map(ids)
                .collect(),
        }
    }
}

fn changed_files(before: &Prints, after: &Prints) -> Vec<String> {
    let mut paths: Vec<&String> = before.0.keys().chain(after.0.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().filter(|it| before.0.get(*it) != after.0.get(*it)).cloned().collect()
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, removed, changed, .. } = self;
        write!(f, "+{} −{} ~{}", added.len(), removed.len(), changed.len())
    }
}
