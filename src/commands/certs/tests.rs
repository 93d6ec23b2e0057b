//! The list over two issuers that share names of levels and tracks.

use crate::call::Call;
use crate::commands::{Context, Request, bind, run};
use crate::knowledge::diagnostic::Style;
use crate::knowledge::source::SourceFile;
use crate::knowledge::{Date, load};
use crate::matching::Index;

const FACTS: &str = "sources = [\"page\"]\nchecked_on = 2026-09-01\nconfidence = \"high\"\n";
const SOURCES: &str = "[source_urls]\npage = \"https://example.org\"\n";

fn issuer(id: &str, level: &str) -> SourceFile {
    let text = format!(
        "name = \"{id}\"\nshort_name = \"{id}\"\nurl = \"https://example.org\"\n{FACTS}{SOURCES}\
         [[level]]\nid = \"{level}\"\nname = \"Associate\"\n\
         [[level]]\nid = \"expert\"\nname = \"Expert\"\n\
         [[track]]\nid = \"{id}-data\"\nname = \"Data\"\n"
    );
    SourceFile { path: format!("{id}/issuer.toml"), text }
}

fn certification(issuer: &str, id: &str, level: &str) -> SourceFile {
    let text = format!(
        "name = \"Certified {id}\"\nsummary = \"One.\"\nlevel = \"{level}\"\n\
         track = \"{issuer}-data\"\n{FACTS}[status]\nstate = \"active\"\n{FACTS}{SOURCES}"
    );
    SourceFile { path: format!("{issuer}/certifications/{id}.toml"), text }
}

/// The title of the answer, or of the refusal with its buttons.
fn title(line: &str) -> String {
    let today = Date::constant(2026, 11, 23);
    let files = [
        issuer("alpha", "associate"),
        issuer("gamma", "assoc"),
        certification("alpha", "one", "associate"),
        certification("alpha", "two", "expert"),
        certification("gamma", "three", "assoc"),
    ];
    let (knowledge, diagnostics) = load(&files, today);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&files, Style::Plain));
    let index = Index::new(&knowledge);
    let (command, call) = bind(&knowledge, &Call::parse(line).unwrap()).unwrap();
    let request = Request {
        knowledge: &knowledge,
        index: &index,
        call: &call,
        today,
        context: &Context::default(),
    };
    match run(command, &request) {
        Ok(done) => done.answer.title,
        Err(refusal) => {
            let answer = refusal.answer(&knowledge, &call);
            let labels: Vec<&str> = answer.actions.iter().map(|it| it.label.as_str()).collect();
            format!("{} {}", answer.title, labels.join(", "))
        }
    }
}

#[test]
fn a_name_that_issuers_share_means_each_ones_own() {
    assert_eq!(title("/certs level:associate"), "2 certifications");
    assert_eq!(title("/certs level:associate issuer:gamma"), "1 certification");
    assert_eq!(title("/certs level:assoc issuer:alpha"), "1 certification");
    assert_eq!(title("/certs level:expert issuer:gamma"), "0 certifications");
    assert_eq!(title("/certs track:data issuer:alpha"), "Data: 2 certifications");
    assert_eq!(title("/certs associate data gamma"), "Data: 1 certification");
}

#[test]
fn a_name_that_issuers_share_is_offered_once() {
    assert_eq!(title("/certs level:wizard"), "Which level do you mean? Associate, Expert");
}
