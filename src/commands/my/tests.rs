//! What members tell of themselves, and what starts from it, over the knowledge that ships.

use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use expect_test::{Expect, expect};

use crate::answer::{Answer, Block, Inline, Line, Target};
use crate::call::Call;
use crate::commands::{Asker, Context, Effect, Request, Server, bind, run};
use crate::files;
use crate::guild::{Aim, Change, Feature, Holding, PersonId};
use crate::knowledge::{CertificationId, Date, Knowledge, load};
use crate::matching::Index;

fn shipped() -> &'static (Knowledge, Index) {
    static SHIPPED: OnceLock<(Knowledge, Index)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (knowledge, _) = load(&files::embedded(), today());
        let index = Index::new(&knowledge);
        (knowledge, index)
    })
}

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

/// Somebody who holds and wants this.
fn member(held: &[&str], wanted: &[&str]) -> Context {
    let of = |ids: &[&str], aim| -> Vec<Holding> {
        let since = Date::constant(2026, 5, 3);
        let holding =
            |id: &&str| Holding { certification: CertificationId::parse(id).unwrap(), aim, since };
        ids.iter().map(holding).collect()
    };
    let mut holdings = of(held, Aim::Held);
    holdings.extend(of(wanted, Aim::Wanted));
    holdings.sort();
    let asker = Asker { person: Some(PersonId(42)), ..Asker::default() };
    Context { asker, holdings, ..Context::default() }
}

fn turned_off(mut context: Context) -> Context {
    let mut server = Server::default();
    server.settings.features.remove(&Feature::My);
    context.server = Arc::new(server);
    context
}

fn check(context: &Context, line: &str, expected: &Expect) {
    expected.assert_eq(&said(context, line));
}

/// The answer in short, its buttons, and what it asks to be done; of a refusal the words.
fn said(context: &Context, line: &str) -> String {
    let (knowledge, index) = shipped();
    let call = Call::parse(line).unwrap();
    let done = bind(knowledge, &call).and_then(|(command, call)| {
        run(command, &Request { knowledge, index, call: &call, today: today(), context })
    });
    match done {
        Ok(done) => {
            assert!(done.answer.is_personal || context.holdings.is_empty(), "{line}");
            let mut text = shown(&done.answer);
            for effect in done.effects {
                let _ = match effect {
                    Effect::Keep(Change::Hold { holding: it, .. }) => {
                        let (id, aim) = (&it.certification, it.aim.as_str());
                        writeln!(text, "+ {id} {aim} {}", it.since)
                    }
                    Effect::Keep(Change::Drop { certification, .. }) => {
                        writeln!(text, "- {certification}")
                    }
                    Effect::Keep(Change::Forget { .. }) => writeln!(text, "- all"),
                    other => writeln!(text, "{other:?}"),
                };
            }
            text
        }
        Err(refusal) => format!("refused: {}", shown(&refusal.answer(knowledge, &call))),
    }
}

/// Title, words without lists of certifications, buttons, file.
fn shown(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.title);
    for block in &answer.body {
        let _ = match block {
            Block::Text(line) => writeln!(text, "  {}", plain(line)),
            Block::Fact { label, lines } => writeln!(text, "  {label}: {} lines", lines.len()),
            Block::List { heading, items } | Block::Steps(items) => {
                let heading = match block {
                    Block::List { .. } => heading.as_str(),
                    _ => "",
                };
                let _ = writeln!(text, "  {heading}:");
                items.iter().try_for_each(|it| writeln!(text, "    {}", plain(it)))
            }
        };
    }
    for action in &answer.actions {
        if let Target::Call(call) = &action.target {
            let _ = writeln!(text, "[{}] {call}", action.label);
        }
    }
    if let Some(file) = &answer.file {
        let _ = write!(text, "{}:\n{}", file.name, file.text);
    }
    text
}

fn plain(line: &Line) -> String {
    let words = line.0.iter().map(|it| match it {
        Inline::Text(words) | Inline::Strong(words) | Inline::Quoted(words) => words.as_str(),
        Inline::Link { label, .. } => label.as_str(),
    });
    words.collect()
}

#[test]
fn several_are_kept_at_once_and_what_was_wanted_becomes_held() {
    check(&member(&["pcat"], &["pcap"]), "my add pcep, pcap and pcat", &expect![""]);
    check(&member(&[], &[]), "my add pcpp1 as:wanted", &expect![""]);
    check(&member(&["pcep"], &[]), "my add pcep", &expect![""]);
}

#[test]
fn what_cannot_be_kept_is_refused() {
    check(&Context::default(), "my add pcep", &expect![""]);
    check(&turned_off(member(&[], &[])), "my add pcep", &expect![""]);
    let unread = Context { is_incomplete: true, ..member(&[], &[]) };
    check(&unread, "my add pcep", &expect![""]);
    let ids: Vec<String> = (0..100).map(|it| format!("old-{it}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    check(&member(&ids, &[]), "my add pcep", &expect![""]);
    // One that is kept already is no more than there was.
    assert!(said(&member(&ids[1..], &["pcep"]), "my add pcep").contains("+ pcep held"));
}

#[test]
fn what_is_kept_is_listed_also_where_it_is_turned_off() {
    let context = member(&["pcep", "pcap", "gone"], &["pcpp2"]);
    check(&context, "my list", &expect![""]);
    let off = said(&turned_off(context), "my list");
    assert!(off.contains("turned /my off") && !off.contains("next-after"), "{off}");
    check(&member(&[], &[]), "my list", &expect![""]);
}

#[test]
fn the_file_is_toml_and_holds_all_of_it() {
    let context = turned_off(member(&["pcep", "gone"], &["pcpp2"]));
    check(&context, "my export", &expect![""]);
    let (_, file) = said(&context, "my export")
        .split_once(".toml:\n")
        .map_or_else(|| panic!("no file"), |(before, file)| (before.to_owned(), file.to_owned()));
    let read: toml::Table = toml::from_str(&file).unwrap();
    assert_eq!(read["holding"].as_array().unwrap().len(), 3);
}

#[test]
fn one_is_taken_out_also_if_nobody_knows_it_any_more() {
    let context = member(&["pcep", "gone"], &[]);
    check(&context, "my remove pcep and pcap", &expect![""]);
    check(&turned_off(context), "my remove gone", &expect![""]);
}

#[test]
fn all_is_forgotten_after_one_question_and_said_to_be() {
    let context = turned_off(member(&["pcep", "pcap", "gone"], &["pcpp2"]));
    check(&context, "my forget", &expect![""]);
    check(&context, "my forget sure:true", &expect![""]);
    check(&member(&[], &[]), "my forget", &expect![""]);
    assert!(said(&context, "my forget sure:no").contains("refused"));
    assert!(!said(&context, "my forget sure:false").contains("- all"));
}

#[test]
fn what_comes_next_starts_from_all_that_is_held() {
    check(&member(&["pcep", "pcap"], &[]), "next-after", &expect![""]);
    check(&member(&["pcep"], &[]), "next-after without:pcap", &expect![""]);
    check(&member(&[], &["pcap"]), "next-after", &expect![""]);
    check(&Context::default(), "next-after", &expect![""]);
    check(&turned_off(member(&["pcep"], &[])), "next-after", &expect![""]);
}

#[test]
fn a_way_starts_from_what_is_held_and_leads_to_what_is_wanted() {
    check(&member(&["pcep", "pcap"], &["pcpp2"]), "path", &expect![""]);
    check(&member(&["pcep"], &["pcpp2", "pcat"]), "path", &expect![""]);
    check(&member(&["pcat"], &[]), "path pcap", &expect![""]);
    check(&member(&["pcpp1"], &[]), "path pcpp1", &expect![""]);
    check(&member(&["pcep"], &[]), "path", &expect![""]);
    check(&member(&[], &["pcap"]), "path", &expect![""]);
}

#[test]
fn a_call_that_says_everything_is_answered_as_for_anybody() {
    let context = member(&["pcep", "pcap"], &["pcpp2"]);
    for line in [
        "next-after pcep",
        "path to:pcpp1 from:pcep",
        "path from pcep to pcpp1",
        "path to:pcpp2 from:pcpp1 also:pcat",
        "roadmap to:pcpp1 from:pcep",
        "roadmap from:pcap",
    ] {
        let (knowledge, index) = shipped();
        let (command, call) = bind(knowledge, &Call::parse(line).unwrap()).unwrap();
        let answer = |context| {
            let request = Request { knowledge, index, call: &call, today: today(), context };
            run(command, &request).unwrap().answer
        };
        assert_eq!(answer(&context), answer(&Context::default()), "{line}");
    }
}

#[test]
fn from_nothing_is_from_the_beginning() {
    let context = member(&["pcep", "pcap"], &["pcpp2"]);
    let title = |line| {
        let (knowledge, index) = shipped();
        let (command, call) = bind(knowledge, &Call::parse(line).unwrap()).unwrap();
        let request = Request { knowledge, index, call: &call, today: today(), context: &context };
        let answer = run(command, &request).unwrap().answer;
        assert!(!answer.is_personal, "{line}");
        answer.title
    };
    assert_eq!(title("path pcpp1 from:nothing"), "The way to PCPP1");
    assert_eq!(title("path from nothing to pcpp1"), "The way to PCPP1");
    assert_eq!(title("roadmap to:pcpp1 from:nothing"), "The way to PCPP1");
    assert_eq!(title("roadmap from:nothing"), "All certifications");
    assert_eq!(title("roadmap track:testing"), "The Testing track");
}

#[test]
fn a_picture_shows_the_way_from_what_is_held_to_what_is_wanted() {
    check(&member(&["pcep", "pcat"], &["pcpp1"]), "roadmap", &expect![""]);
    check(&member(&["pcep"], &["pcpp1", "pcat"]), "roadmap", &expect![""]);
    check(&member(&["pcpp1", "pcat"], &[]), "roadmap", &expect![""]);
    check(&member(&[], &["pcap"]), "roadmap", &expect![""]);
    let nothing = said(&member(&[], &[]), "roadmap");
    assert_eq!(nothing, said(&Context::default(), "roadmap"));
}
