//! Whole conversations: typed lines and what comes back, as on a terminal of 100 columns.
//!
//! Each file under `tests/data/transcripts` holds lines that begin with `>>> ` and, after each,
//! the reply. `UPDATE_EXPECT=1` writes the replies anew. Those under `models` are held over the
//! packs of other issuers in `tests/data/knowledge`, those under `invented` over the pack beside them,
//! for shapes of rules that no pack of true facts has; the rest over what ships.
//!
//! Those under `server` take place on a server that remembers what is done to it, one for each
//! file. Lines that begin with `=== ` say who speaks from there on and what happens besides; `⏎` in
//! what is typed is the end of a line, as a file has it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use certguide::files;
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::load;
use certguide::render;
use certguide::service::{Reply, Service};
use expect_test::expect_file;

use crate::server::{self, InMemory};
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

#[test]
fn conversations_on_a_server_go_as_written() {
    let folder = Path::new("tests/data/transcripts/server");
    let mut seen = 0;
    for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let written = fs::read_to_string(&path).unwrap();
        let mut server = InMemory::new(server::moderator(), "knowledge");
        let mut spoken = String::new();
        for line in written.lines() {
            if let Some(stage) = line.strip_prefix("=== ") {
                set_stage(&mut server, stage);
                writeln!(spoken, "=== {stage}\n").unwrap();
            } else if let Some(typed) = line.strip_prefix(">>> ") {
                let call = Service::read(&typed.replace('⏎', "\n"));
                let reply = server.respond(&call.unwrap());
                server::check_form(&reply.answer);
                write!(spoken, "{}", said(typed, &reply)).unwrap();
                seen += 1;
            }
        }
        expect_file![path.canonicalize().unwrap()].assert_eq(&spoken);
    }
    assert!(seen > 10, "{seen} lines");
}

/// What stands behind `===`: who speaks, or what happened.
fn set_stage(server: &mut InMemory, stage: &str) {
    match stage {
        "a moderator" => server.asker = server::moderator(),
        "an operator" => server.asker = server::operator(),
        "a member" => server.asker = server::member(),
        "a direct message" => server.asker = server::alone(),
        "the files have errors" => server.reloads(false),
        stage => {
            let (key, rest) = stage.split_once(' ').expect("a key, a count and a question");
            let (count, text) = rest.split_once(' ').expect("a count and a question");
            server.ask_in_vain(key, text, count.parse().expect("a count"));
        }
    }
}

/// What was typed and what came back.
fn said(typed: &str, reply: &Reply) -> String {
    let shown = anstream::adapter::strip_str(&render::text(&reply.answer, 100)).to_string();
    format!(">>> {typed}\n[{}]\n{shown}\n", reply.outcome.as_str())
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
            spoken.push_str(&said(typed, &reply));
            seen += 1;
        }
        expect_file![path.canonicalize().unwrap()].assert_eq(&spoken);
    }
    seen
}
