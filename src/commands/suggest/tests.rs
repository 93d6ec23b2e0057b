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
    expect![[r#"
        ( ) Price: From USD 295 (September 2026); with a retake from USD 345; with a retake and a practice test from U…
        ( ) Discounts: Completing Python Essentials 2 with its final test, at Cisco Networking Academy or Edube, gives a h…
        (x) Exam time: 65 min + 10 for agreement and tutorial
        ( ) Questions: 40 questions
        ( ) Pass mark: 70 %
        ( ) Valid: 5 years (certificates earned now); some pages still say for life
        ( ) Retake: 15 days after a failed attempt; other texts say 14 days, 7 days or 48 hours
        ( ) Languages: English, Spanish, Japanese
        ( ) Where: Pearson VUE test centre, Pearson VUE OnVUE online, OpenEDG TestNow
        ( ) Before it: Required: nothing; recommended: PCEP or knowing Python at PCEP level; some texts list PCEP or equiv…
        ( ) Covers: Modules and packages, exceptions and their hierarchies, strings and encoding, object-oriented progr…
        ( ) Level: Associate, step 2 of the General-purpose programming track
        ( ) Status: Can be booked
        ( ) Shows: Practical programming skills and problem-solving abilities
        ( ) Badge: There is a digital badge, shown on the syllabus page. The exams whose syllabus pages were seen have…
        ( ) Booking: Can be booked; sat at Pearson VUE test centre, Pearson VUE OnVUE online, OpenEDG TestNow
        ( ) On the exam day: A test centre of Pearson VUE, where PCAP and PCPP1 are offered, wants to see two IDs. OnVUE checks …
    "#]].assert_eq(&shown.concat());
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
    expect![[r#"
        Correction {
            certification: CertificationId(
                "pcap",
            ),
            name: "PCAP: Certified Associate Python Programmer",
            fact: "price",
            said: "From USD 295 (September 2026); with a retake from USD 345; with a retake and a practice test from USD 359; practice test alone from USD 49",
            sources: [
                "https://github.com/cterpening/certification-study-library/blob/main/guides/PCAP-31-03-python-certified-associate-python-programmer.md",
                "https://www.isecprep.com/2025/04/04/pcap-certification-exam-format-everything-you-need-to-know/",
                "https://www.atmicnetworks.com/exam/certified-associate-in-python-programming-pcap/",
            ],
            checked_on: "September 2026",
            text: "It costs more.",
            source: "its page",
        }
    "#]].assert_eq(&format!("{:#?}\n", correction(line)));
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
    expect![[r#"
        Thank you: [Text(Line([Text("What you wrote goes to the channel where those who look after this server read such things, beside what I say now and where I have it from. Your name does not.")]))]
        Thank you: [Text(Line([Text("What you wrote goes to whoever runs this bot, beside what I say now and where I have it from. Your name does not.")]))]
        That is a lot at once: [Text(Line([Text("I did not pass that on: I take a few suggestions in ten minutes from each person, and some more in an hour from a server. Please send it again later.")]))]
        I could not pass that on: [Text(Line([Text("It reached nobody, and I did not keep it. Please send it again later.")]))]
    "#]].assert_eq(&(all.join("\n") + "\n"));
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
