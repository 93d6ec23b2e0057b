//! Every problem, as it is drawn.
//!
//! In the fixtures `$SOURCE` stands for the three keys of a sound group of facts, `$SOUND` for the
//! rest of a sound certification after its name, and `$ISSUER` for a sound issuer.

#![allow(
    clippy::needless_pass_by_value,
    clippy::needless_raw_string_hashes,
    reason = "`expect![]` reads best passed by value, and writes its own hashes"
)]

mod across;
mod groups;
mod house;
mod names;
mod notes;
mod properties;
mod sources;
mod syntax;
mod texts;
mod values;

use expect_test::{Expect, expect};

use super::*;
use crate::knowledge::diagnostic::Style;

const SOURCE: &str = "sources = [\"page\"]\nchecked_on = 2026-09-30\nconfidence = \"high\"\n";

const ISSUER: &str = r#"name = "Python Institute"
short_name = "Python Institute"
url = "https://pythoninstitute.org"
$SOURCE
[source_urls]
page = "https://pythoninstitute.org"
[[track]]
id = "general"
name = "General"
[[level]]
id = "entry"
name = "Entry"
"#;

const SOUND: &str = r#"summary = "Shows that."
$SOURCE
[source_urls]
page = "https://pythoninstitute.org"
[status]
state = "active"
$SOURCE
"#;

/// The day on which the fixtures are loaded.
fn today() -> Date {
    jiff::civil::date(2026, 11, 23)
}

/// Files written as `//- path` followed by their text.
fn files(fixture: &str) -> Vec<SourceFile> {
    let fixture = fixture.replace("$ISSUER", ISSUER).replace("$SOUND", SOUND);
    let fixture = fixture.replace("$SOURCE\n", SOURCE);
    fixture
        .split("//- ")
        .skip(1)
        .filter_map(|part| part.split_once('\n'))
        .map(|(path, text)| SourceFile { path: path.trim().to_owned(), text: text.to_owned() })
        .collect()
}

/// Loads the files and compares the problems as they are drawn.
#[track_caller]
fn check(fixture: &str, expected: Expect) {
    let files = files(fixture);
    let (_, diagnostics) = load(&files, today());
    expected.assert_eq(&diagnostics.render(&files, Style::Plain));
}

/// The same for one certification, `pi/certifications/pcap.toml`, of a sound issuer.
#[track_caller]
fn check_one(text: &str, expected: Expect) {
    check(
        &format!("//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcap.toml\n{text}"),
        expected,
    );
}

fn id(text: &str) -> CertificationId {
    CertificationId::parse(text).unwrap()
}

#[test]
fn a_sound_file_has_no_problems() {
    check_one("name = \"PCAP\"\n$SOUND", expect![[""]]);
}
