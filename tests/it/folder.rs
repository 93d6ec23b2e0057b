//! A knowledge folder of a test's own, small enough to be read in no time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A folder that goes with the test. It holds one issuer and one certification, `one`.
pub(crate) struct Folder(PathBuf);

/// Where facts are from, in these files.
const GROUP: &str = "sources = [\"page\"]\nchecked_on = \"2026-11\"\nconfidence = \"high\"\n";

impl Folder {
    /// One of this name, which no other test has.
    pub(crate) fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("folder-{name}"));
        let _ = fs::remove_dir_all(&path);
        let folder = Self(path);
        folder.fill();
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// What a new one holds.
    pub(crate) fn fill(&self) {
        fs::create_dir_all(self.0.join("example/certifications")).unwrap();
        let issuer = format!(
            "name = \"Example Institute\"\nshort_name = \"Example\"\nurl = \"https://example.org/\"\n\
             {GROUP}[source_urls]\npage = \"https://example.org/\"\n"
        );
        self.write("example/issuer.toml", &issuer);
        self.certify("one", "First of all");
    }

    /// Saves a certification.
    pub(crate) fn certify(&self, id: &str, summary: &str) {
        self.write(&Self::file(id), &Self::certification(id, summary));
    }

    /// The path of a certification's file.
    pub(crate) fn file(id: &str) -> String {
        format!("example/certifications/{id}.toml")
    }

    /// The text of a certification's file.
    pub(crate) fn certification(id: &str, summary: &str) -> String {
        format!(
            "name = \"Certified {id}\"\nsummary = \"{summary}.\"\naudience = [\"anybody\"]\n\
             topics = [\"things\"]\n{GROUP}[source_urls]\npage = \"https://example.org/\"\n\
             [status]\nstate = \"active\"\n{GROUP}"
        )
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.0.join(path)).unwrap();
    }

    /// The same text with the folder's path as `<folder>`.
    pub(crate) fn shown(&self, text: &str) -> String {
        text.replace(&self.0.display().to_string(), "<folder>")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Waits until it holds.
pub(crate) fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{what}: not within a minute");
}
