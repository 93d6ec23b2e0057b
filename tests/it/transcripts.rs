//! Whole conversations: typed lines and what comes back, as on a terminal of 100 columns.
//!
//! Each file under `tests/data/transcripts` holds lines that begin with `>>> ` and, after each,
//! the reply. `UPDATE_EXPECT=1` writes the replies anew.

use std::fmt::Write;
use std::fs;

use certguide::render;
use certguide::service::Service;
use expect_test::expect_file;

use crate::shipped;

#[test]
fn conversations_go_as_written() {
    let mut seen = 0;
    for entry in fs::read_dir("tests/data/transcripts").unwrap() {
        let path = entry.unwrap().path();
        let written = fs::read_to_string(&path).unwrap();
        let mut spoken = String::new();
        for typed in written.lines().filter_map(|it| it.strip_prefix(">>> ")) {
            let reply = match Service::read(typed) {
                Ok(call) => shipped::service().respond(&call),
                Err(refusal) => shipped::service().refuse(&refusal),
            };
            let shown = anstream::adapter::strip_str(&render::text(&reply.answer, 100)).to_string();
            let outcome = reply.outcome.as_str();
            writeln!(spoken, ">>> {typed}\n[{outcome}]\n{shown}").unwrap();
            seen += 1;
        }
        expect_file![path.canonicalize().unwrap()].assert_eq(&spoken);
    }
    assert!(seen > 10, "{seen} lines");
}
