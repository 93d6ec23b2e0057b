//! What is wrong with the knowledge files, said so that it can be mended.
//!
//! Code that finds a problem calls one method of [`Diagnostics`] with what it has at hand. How the
//! problem is worded is decided in `problems.rs`, how it is drawn in `draw.rs`, and nowhere else.

mod draw;
mod problems;

pub use draw::Style;
use draw::counted;
pub(in crate::knowledge) use problems::{LinkFault, OwnedName, Taken, TextFault};

use super::house::{AdditionId, House};
use super::source::{SourceFile, Span};

/// Problems found, in order of file and place once loading is over.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Its stable name in lowercase with hyphens, e.g. `unknown-key`.
    pub code: &'static str,
    /// What is wrong: lowercase, no final full stop.
    pub message: String,
    /// Where it is, then what else to look at. Not empty.
    pub places: Vec<Place>,
    /// What to do about it.
    pub hint: String,
    /// What of a server's layer says otherwise than the packs do now, if that is the problem.
    pub conflict: Option<AdditionId>,
}

/// A stretch of text that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// What is to be seen there; empty where the message says it.
    pub label: String,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// What it is about was left out.
    Error,
    /// Worth a look; nothing was left out.
    Warning,
}

/// One line for what is known of a place, and how many problems there are.
pub fn summary(place: &str, certifications: usize, errors: usize, warnings: usize) -> String {
    format!(
        "{place}: {}, {}, {}",
        counted(certifications, "certification"),
        counted(errors, "error"),
        counted(warnings, "warning")
    )
}

/// The same for a house file.
pub fn house_summary(place: &str, house: &House, errors: usize, warnings: usize) -> String {
    let aliases = match house.aliases.len() {
        1 => "1 alias".to_owned(),
        count => format!("{count} aliases"),
    };
    let entries = match house.entries.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    format!(
        "{place}: {aliases}, {}, {} hidden, {entries}; {}, {}",
        counted(house.notes.len(), "note"),
        house.hidden.len(),
        counted(errors, "error"),
        counted(warnings, "warning")
    )
}

/// Said of a place without a certification: it is as likely the wrong one.
pub fn nothing_in(place: &str) -> String {
    format!(
        "there is no certification in {place}; hint: name the folder that holds `words.toml` and \
         one folder for each issuer"
    )
}

impl Diagnostics {
    /// Whether nothing was found, not even a warning.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether anything was left out.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Number of warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// All of them, by file and place.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// What of a server's layer says otherwise than the packs do now, each with its problem.
    pub fn conflicts(&self) -> impl Iterator<Item = (&AdditionId, &Diagnostic)> {
        self.iter().filter_map(|it| Some((it.conflict.as_ref()?, it)))
    }

    /// Those alone whose first place is in the file with this index.
    #[must_use]
    pub fn of_file(&self, file: usize) -> Self {
        let is_in = |it: &&Diagnostic| it.places.first().is_some_and(|it| it.span.file == file);
        Self { found: self.found.iter().filter(is_in).cloned().collect() }
    }

    fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|it| it.severity == severity).count()
    }

    /// Puts them in order of file and place. Those of one place stay in the order they were found
    /// in, which is the same for any order of files.
    pub(super) fn sort(&mut self, files: &[&SourceFile]) {
        // By text as well, since two files of one path could be given; once, since texts are long.
        let mut order: Vec<usize> = (0..files.len()).collect();
        order.sort_by_key(|it| (&files[*it].path, &files[*it].text));
        let mut rank = vec![0; files.len()];
        for (place, file) in order.into_iter().enumerate() {
            rank[file] = place;
        }
        self.found.sort_by_key(|it| {
            let span = it.places.first().map(|place| &place.span);
            let rank = span.and_then(|span| rank.get(span.file));
            (rank.copied(), span.map_or(0, |span| span.bytes.start))
        });
    }
}
