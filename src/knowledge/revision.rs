//! Which knowledge it is: a short name for exactly these files.

use std::fmt;

use sha2::{Digest, Sha256};

use super::source::SourceFile;

/// Stands for the paths and texts of all files, in whatever order they came: the same files have
/// the same revision on every machine, and a changed letter gives another. Displays as 12
/// hexadecimal digits.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Revision([u8; 6]);

impl Revision {
    /// The revision of these files.
    pub fn of(files: &[SourceFile]) -> Self {
        Self::of_all(files.iter().collect())
    }

    /// The same of files that lie in several places.
    pub(super) fn of_all(mut sorted: Vec<&SourceFile>) -> Self {
        sorted.sort_by_key(|it| (&it.path, &it.text));
        let mut hash = Sha256::new();
        for file in sorted {
            // Neither a path nor a text can hold what ends it here.
            for part in [&file.path, &file.text] {
                hash.update(part.as_bytes());
                hash.update([0xff]);
            }
        }
        let mut revision = Self::default();
        revision.0.iter_mut().zip(hash.finalize()).for_each(|(byte, it)| *byte = it);
        revision
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn it_names_the_files_whatever_their_order() {
        let (a, b) = (file("a", "one"), file("b", "two"));
        let revision = Revision::of(&[a.clone(), b.clone()]);
        assert_eq!(revision, Revision::of(&[b.clone(), a]));
        assert_ne!(revision, Revision::of(&[file("a", "oneb"), file("", "two")]));
        assert_eq!(revision.to_string().len(), 12);
    }
}
