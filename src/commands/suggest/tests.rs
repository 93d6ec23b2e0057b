//! What members say is wrong, over the knowledge that ships.

use std::sync::{Arc, OnceLock};

use expect_test::expect;

use super::{Told, report, told};
use crate::answer::{Answer, Entry, Target};
use crate::call::Call;
use crate::commands::{Asker, Context, Done, Effect, Refusal, Request, Server, bind, run};
use crate::files;
use crate::guild::{Correction, Feature, PersonId};
use crate::knowledge::{Date, Knowledge, load};
use crate::matching::Index;

fn shipped() -> &'static (Knowledge, Index) {
    static SHIPPED: OnceLock<(Knowledge, Index)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (knowledge, _) = load(&files::embedded(), Date::constant(2026, 11, 23));
        let index = Index::new(&knowledge);
        (knowledge, index)
    })
}

fn member() -> Context {
    let asker = Asker { person: Some(PersonId(42)), ..Asker::default() };
    Context { asker, ..Context::default() }
}

fn done(context: &Context, line: &str) -> Result<Done, Refusal> {
    let (knowledge, index) = shipped();
    let (command, call) = bind(knowledge, &Call::parse(line).unwrap())?;
    let today = Date::constant(2026, 11, 23);
    run(command, &Request { knowledge, index, call: &call, today, context })
}

fn correction(line: &str) -> Correction {
    match done(&member(), line).unwrap().effects.as_slice() {
        [Effect::Tell(correction)] => correction.clone(),
        other => panic!("{other:?}"),
    }
}

/// The call of the button that suggests a fix.
fn button(context: &Context, line: &str) -> Option<String> {
    let answer = done(context, line).unwrap().answer;
    let action = answer.actions.into_iter().find(|it| it.label == "Suggest a fix")?;
    match action.target {
        Target::Call(call) => Some(call.to_string()),
        Target::Link(_) => None,
    }
}

#[test]
fn cards_and_facts_have_the_button_where_there_is_somebody_to_write_for() {
    for (line, call) in [
        ("cert pcap", "suggest certification:pcap"),
        ("cert pcap view:sources", "suggest certification:pcap"),
        ("fact price pcap", "suggest certification:pcap fact:price"),
        ("ask what does pcap cost", "suggest certification:pcap fact:price"),
    ] {
        assert_eq!(button(&member(), line).as_deref(), Some(call), "{line}");
        assert_eq!(button(&Context::default(), line), None, "{line}");
    }
    let mut server = Server::default();
    server.settings.features.remove(&Feature::Suggestions);
    let off = Context { server: Arc::new(server), ..member() };
    assert_eq!(button(&off, "cert pcap"), None);
    assert!(matches!(done(&off, "suggest pcap"), Err(Refusal::Off(Feature::Suggestions))));
    assert!(matches!(
        done(&Context::default(), "suggest pcap"),
        Err(Refusal::NotHere { command }) if command.name == "suggest"
    ));
}

#[test]
fn the_form_has_every_fact_as_it_is_said_now_and_the_one_that_was_looked_at_chosen() {
    let done = done(&member(), "suggest certification:pcap fact:duration").unwrap();
    assert!(done.effects.is_empty());
    let form = done.answer.form.unwrap();
    assert_eq!(form.title, "Suggest a fix: PCAP");
    assert_eq!(form.call.to_string(), "suggest certification:pcap");
    let Entry::Choice { choices, most: 1 } = &form.fields[0].entry else { panic!("{form:?}") };
    let shown: Vec<String> = choices
        .iter()
        .map(|it| {
            let mark = if it.is_chosen { "(x)" } else { "( )" };
            format!("{mark} {}: {}\n", it.label, it.detail)
        })
        .collect();
    expect![""].assert_eq(&shown.concat());
    for it in choices {
        assert!(!it.value.contains(',') && it.label.chars().count() <= 100);
        assert!((1..=100).contains(&it.detail.chars().count()), "{it:?}");
    }
    for field in &form.fields {
        assert!(field.label.chars().count() <= 45 && field.hint.chars().count() <= 100);
    }
}

#[test]
fn every_certification_has_a_form_within_its_limits() {
    let (knowledge, _) = shipped();
    for it in knowledge.iter() {
        let done = done(&member(), &format!("suggest certification:{}", it.id)).unwrap();
        let form = done.answer.form.unwrap();
        assert!(form.title.chars().count() <= 45, "{}", form.title);
        assert!(form.call.to_string().len() <= 100, "{}", form.call);
        let Entry::Choice { choices, .. } = &form.fields[0].entry else { panic!("{form:?}") };
        assert!((1..=25).contains(&choices.len()));
        assert!(choices.iter().all(|it| (1..=100).contains(&it.detail.chars().count())));
    }
}

#[test]
fn what_was_typed_without_a_fact_is_not_lost() {
    let done = done(&member(), "suggest pcap text:\"It costs more.\"").unwrap();
    let form = done.answer.form.unwrap();
    let Entry::Text { value, .. } = &form.fields[1].entry else { panic!("{form:?}") };
    assert_eq!(value, "It costs more.");
}

#[test]
fn a_correction_says_what_is_said_now_and_from_where() {
    let line = "suggest certification:pcap fact:price text:\"It costs more.\" source:\"its page\"";
    expect![""].assert_eq(&format!("{:#?}\n", correction(line)));
    let long = format!("suggest certification:pcap fact:price text:\"{}\"", "ä".repeat(5_000));
    assert_eq!(correction(&long).text.chars().count(), 1_000);
    let of_notes = correction("suggest certification:pcap fact:discount text:x");
    assert!(!of_notes.said.is_empty() && !of_notes.sources.is_empty(), "{of_notes:?}");
    assert!(of_notes.said.chars().count() <= 700);
}

fn words(answer: &Answer) -> String {
    format!("{}: {:?}", answer.title, answer.body)
}

#[test]
fn the_thanks_say_where_it_goes() {
    let line = "suggest certification:pcap fact:price text:x";
    let mut server = Server::default();
    let to_operator = done(&member(), line).unwrap().answer;
    assert_eq!(words(&to_operator), words(&told(Told::ToOperator)));
    server.settings.report_channel = Some(5);
    let context = Context { server: Arc::new(server), ..member() };
    let in_channel = done(&context, line).unwrap().answer;
    assert_eq!(words(&in_channel), words(&told(Told::InChannel)));
    let all = [Told::InChannel, Told::ToOperator, Told::TooMany, Told::Failed];
    let all: Vec<String> = all.iter().map(|it| words(&told(*it))).collect();
    expect![""].assert_eq(&(all.join("\n") + "\n"));
}

#[test]
fn a_report_takes_what_was_written_line_by_line_and_no_more_than_a_dozen() {
    let mut correction = correction("suggest certification:pcap fact:price text:x");
    correction.text = "one\n\n two\nthree".to_owned();
    let lines = |correction: &Correction| {
        let shown = format!("{:?}", report(correction).body);
        let (_, shown) = shown.split_once("Suggested").unwrap();
        shown.matches("Line(").count()
    };
    assert_eq!(lines(&correction), 3);
    correction.text = "x\n".repeat(500);
    assert_eq!(lines(&correction), 12);
}
