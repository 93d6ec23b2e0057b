//! Whole conversations: typed lines and what comes back, as on a terminal of 100 columns.
//!
//! Each file under `tests/data/transcripts` holds lines that begin with `>>> ` and, after each,
//! the reply. `UPDATE_EXPECT=1` writes the replies anew. Those under `models` are held over the
//! packs of other issuers in `tests/data/knowledge`, those under `invented` over the pack beside them,
//! for shapes of rules that no pack of true facts has; the rest over what ships.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use certguide::files;
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::load;
use certguide::render;
use certguide::service::Service;
use expect_test::expect_file;

use crate::shipped;

#[test]
fn conversations_go_as_written() {
    let seen = hold("tests/data/transcripts", shipped::service());
    assert!(seen > 10, "{seen} lines");
}

#[test]
fn conversations_over_other_issuers_go_as_written() {
    let seen = hold("tests/data/transcripts/models", &service_over("tests/data/knowledge"));
    assert!(seen > 10, "{seen} lines");
}

#[test]
fn conversations_over_an_invented_issuer_go_as_written() {
    let folder = "tests/data/transcripts/invented";
    let seen = hold(folder, &service_over(&format!("{folder}/knowledge")));
    assert!(seen > 10, "{seen} lines");
}

fn service_over(folder: &str) -> Service {
    let files = files::read(Path::new(folder)).unwrap();
    let (knowledge, diagnostics) = load(&files, shipped::today());
    assert_eq!(diagnostics.render(&files, Style::Plain), "");
    Service::new(knowledge, shipped::today)
}

/// Says every line of every file in `folder` to `service`; returns how many there were.
fn hold(folder: &str, service: &Service) -> usize {
    let mut seen = 0;
    let paths = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    for path in paths.filter(|it| it.is_file()) {
        let written = fs::read_to_string(&path).unwrap();
        let mut spoken = String::new();
        for typed in written.lines().filter_map(|it| it.strip_prefix(">>> ")) {
            let reply = match Service::read(typed) {
                Ok(call) => service.respond(&call),
                Err(refusal) => service.refuse(&refusal),
            };
            let shown = anstream::adapter::strip_str(&render::text(&reply.answer, 100)).to_string();
            let outcome = reply.outcome.as_str();
            writeln!(spoken, ">>> {typed}\n[{outcome}]\n{shown}").unwrap();
            seen += 1;
        }
        expect_file![path.canonicalize().unwrap()].assert_eq(&spoken);
    }
    seen
}
