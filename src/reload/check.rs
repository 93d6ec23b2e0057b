//! Files read and checked aside.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::change::Prints;
use super::{Report, Serving};
use crate::files::{self, FilesError};
use crate::knowledge::diagnostic::{self, Style};
use crate::knowledge::source::SourceFile;
use crate::knowledge::{self, Date};
use crate::service::Service;

/// What reading them gave.
pub(super) type Read = Result<Vec<SourceFile>, FilesError>;

/// Which files there are, or why they cannot be read.
pub(super) type Glimpse = Result<Prints, String>;

/// What came of a look at the files.
#[derive(Debug)]
pub(super) struct Checked {
    /// What they are.
    pub(super) seen: Glimpse,
    /// `None`: there are errors.
    pub(super) sound: Option<Sound>,
    /// Takes it that the service will be the one that answers.
    pub(super) report: Report,
}

/// Files without errors, and what answers from them.
#[derive(Debug)]
pub(super) struct Sound {
    pub(super) service: Arc<Service>,
    pub(super) packs: Arc<[SourceFile]>,
}

pub(super) fn read(folder: &Path) -> Read {
    files::read(folder)
}

/// What was seen in what was read.
pub(super) fn glimpse(read: &Read) -> Glimpse {
    match read {
        Ok(files) => Ok(Prints::of(files)),
        Err(error) => Err(error.to_string()),
    }
}

/// Checks what was read of a place, and makes a service of it if there are no errors.
pub(super) fn check(place: &str, read: &Read, today: fn() -> Date) -> Checked {
    let seen = glimpse(read);
    let unreadable = |error: &FilesError| (None, failed(place, &error.to_string()));
    // The next version of a file mends it, if it is one that makes us fail.
    let checked = || read.as_ref().map_or_else(unreadable, |files| checked(place, files, today));
    let (sound, report) = catch_unwind(AssertUnwindSafe(checked)).unwrap_or_else(|_| {
        tracing::error!(place, "checking the knowledge panicked");
        (None, failed(place, "certguide failed to read it, by a fault of its own"))
    });
    Checked { seen, sound, report }
}

fn checked(place: &str, files: &[SourceFile], today: fn() -> Date) -> (Option<Sound>, Report) {
    let (knowledge, found) = knowledge::load(files, today());
    let mut drawn = found.render(files, Style::Plain);
    let certifications = knowledge.iter().len();
    let mut errors = found.errors();
    if certifications == 0 {
        errors = errors.max(1);
        drawn.push_str(&error(&diagnostic::nothing_in(place)));
    }
    let report = report(place, drawn, (certifications, errors, found.warnings()));
    let sound = (errors == 0)
        .then(|| Sound { service: Arc::new(Service::new(knowledge, today)), packs: files.into() });
    (sound, report)
}

/// A report on a place where all is well.
pub(super) fn sound_report(place: &str, certifications: usize) -> Report {
    report(place, String::new(), (certifications, 0, 0))
}

/// A report on a place of which nothing was read.
fn failed(place: &str, why: &str) -> Report {
    report(place, error(why), (0, 1, 0))
}

/// With the numbers of certifications, errors and warnings.
fn report(place: &str, diagnostics: String, numbers: (usize, usize, usize)) -> Report {
    let (certifications, errors, warnings) = numbers;
    Report {
        place: place.to_owned(),
        errors,
        warnings,
        diagnostics,
        summary: diagnostic::summary(place, certifications, errors, warnings),
        serving: Serving::Current,
        change: None,
    }
}

fn error(what: &str) -> String {
    format!("error: {what}\n")
}
