//! The knowledge that ships, and a service over it on a fixed day.

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use certguide::files;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Date, Knowledge, load};
use certguide::service::Service;

/// The day on which all tests take place, so that no answer changes with the calendar.
pub(crate) fn today() -> Date {
    Date::constant(2026, 11, 23)
}

/// The files that ship.
pub(crate) fn files() -> Vec<SourceFile> {
    files::read(Path::new("knowledge")).unwrap()
}

/// What ships, loaded once.
pub(crate) fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| load(&files(), today()).0)
}

/// A service over what ships.
pub(crate) fn service() -> &'static Service {
    static SERVICE: OnceLock<Service> = OnceLock::new();
    SERVICE.get_or_init(|| Service::new(knowledge().clone(), today))
}

/// Says that a check could not be made. The harness keeps what a test that passes prints to itself,
/// but not what is written past it.
pub(crate) fn skipped(what: &str, missing: &Path) {
    let line = format!("skipped: {what}; there is no {}", missing.display());
    writeln!(std::io::stderr(), "{line}").expect("standard error is open");
}

#[test]
fn the_copy_in_the_program_is_the_folder() {
    assert_eq!(files::embedded(), files());
}
