//! What is asked back, and that its buttons can carry it.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::fmt::Write;

use expect_test::{Expect, expect};

use crate::answer::{Block, Inline, Line, Target};
use crate::call::Call;
use crate::commands::{Context, Request, bind, run};
use crate::files;
use crate::knowledge::{Date, load};
use crate::matching::Index;

/// The text of the refusal of `line`, then each button's call.
fn check(line: &str, expected: &Expect) {
    let today = Date::constant(2026, 11, 23);
    let (knowledge, _) = load(&files::embedded(), today);
    let index = Index::new(&knowledge);
    let call = Call::parse(line).unwrap();
    let (refusal, call) = match bind(&knowledge, &call) {
        Err(refusal) => (refusal, call),
        Ok((command, call)) => {
            let request = Request {
                knowledge: &knowledge,
                index: &index,
                call: &call,
                today,
                context: &Context::default(),
            };
            (run(command, &request).unwrap_err(), call)
        }
    };
    let answer = refusal.answer(&knowledge, &call);
    let mut shown = format!("{}\n", answer.title);
    for block in &answer.body {
        if let Block::Text(line) = block {
            writeln!(shown, "{}", plain(line)).unwrap();
        }
    }
    for action in &answer.actions {
        let Target::Call(call) = &action.target else { continue };
        let length = call.to_string().encode_utf16().count();
        assert!(length <= 100, "{length}: {call}");
        writeln!(shown, "> {}: {call}", action.label).unwrap();
    }
    expected.assert_eq(&shown);
}

fn plain(line: &Line) -> String {
    let each = line.0.iter().map(|it| match it {
        Inline::Text(words) | Inline::Strong(words) | Inline::Link { label: words, .. } => {
            words.clone()
        }
        Inline::Quoted(typed) => format!("`{typed}`"),
        Inline::Channel(id) => format!("channel {id}"),
    });
    each.collect()
}

#[test]
fn a_name_that_is_sure_is_an_id_in_the_buttons_of_a_question_about_another() {
    check(
        "/compare first:PCPP second:\"Certified Associate Python Programmer\"",
        &expect![[r#"
            Which one do you mean?
            `PCPP` may be one of these.
            > PCPP1: compare second:pcap first:pcpp1
            > PCPP2: compare second:pcap first:pcpp2
        "#]],
    );
}

#[test]
fn a_button_leaves_out_what_it_cannot_carry() {
    let long = "zyx ".repeat(50);
    check(
        &format!("/compare first:PCPP second:\"{long}\" third:pcep"),
        &expect![[r#"
        Which one do you mean?
        `PCPP` may be one of these.
        > PCPP1: compare first:pcpp1 third:pcep
        > PCPP2: compare first:pcpp2 third:pcep
    "#]],
    );
    check(
        &format!("/crt \"{long}\""),
        &expect![[r#"
        I do not know that command
        There is no command `/crt`. Did you mean /cert?
        > How /cert works: help command:cert
        > What can I ask?: help
    "#]],
    );
}

#[test]
fn a_view_is_asked_for_with_the_certification_as_an_id() {
    let long = format!("{}PCAP-31-03", "the exam ".repeat(20));
    check(
        &format!("/cert certification:\"{long}\" view:price"),
        &expect![[r#"
        Which view do you mean?
        I know no view called `price`. I know card, exam, study and sources.
        > card: cert certification:pcap view:card
        > exam: cert certification:pcap view:exam
        > study: cert certification:pcap view:study
        > sources: cert certification:pcap view:sources
    "#]],
    );
}

#[test]
fn a_beginning_that_fits_several_is_offered_those() {
    check(
        "/certs level:e",
        &expect![[r#"
        Which level do you mean?
        `e` may be Entry level or Expert.
        > Entry level: certs level:"Entry level"
        > Expert: certs level:Expert
    "#]],
    );
}

#[test]
fn a_page_that_is_not_there_leads_to_the_last() {
    check(
        "/certs page:99",
        &expect![[r#"
        There is no such page
        There is no page `99`. There are 2 pages.
        > Page 2: certs page:2
    "#]],
    );
    check(
        "/certs level:entry page:0",
        &expect![[r#"
        There is no such page
        There is no page `0`. There is one page.
        > Page 1: certs level:entry page:1
    "#]],
    );
}

#[test]
fn too_many_names_are_all_given_back() {
    check(
        "/compare a, b, c, d",
        &expect![[r#"
        Too many certifications
        /compare takes at most three certifications. Here are four: `a`, `b`, `c` and `d`.
        > /compare a, b, c: compare "a, b, c"
        > How /compare works: help command:compare
    "#]],
    );
    check(
        "/cert pcap certification:pcep",
        &expect![[r#"
        Too many certifications
        /cert takes one certification. Here are two: `pcep` and `pcap`.
        > pcep: cert certification:pcep
        > pcap: cert certification:pcap
        > How /cert works: help command:cert
    "#]],
    );
}

#[test]
fn words_without_a_place_are_named_with_what_the_command_takes() {
    check(
        "/certs cheap testing",
        &expect![[r#"
        I did not understand all of that
        I do not know what to do with `cheap`. /certs takes track, level, status, issuer and page, each once.
        > Without it: /certs track:testing: certs track:testing
        > How /certs works: help command:certs
    "#]],
    );
}
