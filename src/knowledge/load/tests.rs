//! Problems, each as it is drawn.

use expect_test::{Expect, expect};

use super::*;
use crate::knowledge::diagnostic::Style;

/// The day on which the fixtures are loaded.
fn today() -> Date {
    jiff::civil::date(2026, 11, 23)
}

fn files(fixture: &str) -> Vec<SourceFile> {
    fixture
        .split("//- ")
        .skip(1)
        .filter_map(|part| part.split_once('\n'))
        .map(|(path, text)| SourceFile { path: path.trim().to_owned(), text: text.to_owned() })
        .collect()
}

const PCAP: &str = include_str!("../../../knowledge/python-institute/certifications/pcap.toml");
const ISSUER: &str = include_str!("../../../knowledge/python-institute/issuer.toml");

#[test]
fn scratch() {
    let files = files(&format!(
        "//- python-institute/issuer.toml\n{ISSUER}//- python-institute/certifications/pcap.toml\n{PCAP}"
    ));
    let (knowledge, diagnostics) = load(&files, today());
    println!("{}\n{knowledge:#?}", diagnostics.render(&files, Style::Plain));
    let _: Expect = expect![[""]];
}
