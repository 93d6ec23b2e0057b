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

mod ways;

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
            Block::Fact { label, lines } => {
                let lines: Vec<String> = lines.iter().map(plain).collect();
                writeln!(text, "  {label}: {}", lines.join(" / "))
            }
            Block::List { heading, items } => write_list(&mut text, heading, items),
            Block::Steps(items) => write_list(&mut text, "Steps", items),
            Block::Code(code) => writeln!(text, "  {code}"),
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

fn write_list(text: &mut String, heading: &str, items: &[Line]) -> std::fmt::Result {
    writeln!(text, "  {heading}:")?;
    items.iter().try_for_each(|it| writeln!(text, "    {}", plain(it)))
}

fn plain(line: &Line) -> String {
    let words = line.0.iter().map(|it| match it {
        Inline::Text(words) | Inline::Strong(words) | Inline::Quoted(words) => words.clone(),
        Inline::Link { label, .. } => label.clone(),
        Inline::Channel(id) => format!("channel {id}"),
    });
    words.collect()
}

#[test]
fn several_are_kept_at_once_and_what_was_wanted_becomes_held() {
    check(
        &member(&["pcat"], &["pcap"]),
        "my add pcep, pcap and pcat",
        &expect![[r#"
        You hold PCEP and PCAP
          PCAP: you wanted it; now I keep it as held.
          PCAT: I keep it as held since 3 May 2026.
          /next-after, /path and /roadmap start from what I keep for you. Only you see it, and /my forget deletes it.
        [What comes next] next-after
        [What I keep for you] my list
        + pcep held 2026-11-23
        + pcap held 2026-11-23
    "#]],
    );
    check(
        &member(&[], &[]),
        "my add pcpp1 as:wanted",
        &expect![[r#"
        You want PCPP1
          /next-after, /path and /roadmap start from what I keep for you. Only you see it, and /my forget deletes it.
        [The way to PCPP1] path to:pcpp1
        [What I keep for you] my list
        + pcpp1 wanted 2026-11-23
    "#]],
    );
    check(
        &member(&["pcep"], &[]),
        "my add pcep",
        &expect![[r#"
        You hold PCEP already
          PCEP: I keep it as held since 3 May 2026.
          /next-after, /path and /roadmap start from what I keep for you. Only you see it, and /my forget deletes it.
        [What comes next] next-after
        [What I keep for you] my list
    "#]],
    );
}

#[test]
fn what_cannot_be_kept_is_refused() {
    check(
        &Context::default(),
        "my add pcep",
        &expect![[r#"
        refused: /my add does not work here
          I keep things for people on Discord alone. Ask me there.
        [What can I ask?] help
    "#]],
    );
    check(
        &turned_off(member(&[], &[])),
        "my add pcep",
        &expect![[r#"
        refused: That is turned off here
          Those who look after this server have turned it off: /my: members keep what they hold and want.
        [What can I ask?] help
    "#]],
    );
    let unread = Context { is_incomplete: true, ..member(&[], &[]) };
    check(
        &unread,
        "my add pcep",
        &expect![[r#"
        refused: I cannot do that right now
          I cannot reach the place where I keep things. Everything else works meanwhile; please try again in a minute.
        [What can I ask?] help
    "#]],
    );
    let ids: Vec<String> = (0..100).map(|it| format!("old-{it}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    check(
        &member(&ids, &[]),
        "my add pcep",
        &expect![[r#"
        refused: That is more than I keep
          I keep at most 100 for each person, and keep 100 for you. Take some out with /my remove first.
    "#]],
    );
    // One that is kept already is no more than there was.
    assert!(said(&member(&ids[1..], &["pcep"]), "my add pcep").contains("+ pcep held"));
}

#[test]
fn what_is_kept_is_listed_also_where_it_is_turned_off() {
    let context = member(&["pcep", "pcap", "gone"], &["pcpp2"]);
    check(
        &context,
        "my list",
        &expect![[r#"
        What I keep for you
          You hold:
            PCEP, Certified Entry-Level Python Programmer: since 3 May 2026
            PCAP, Certified Associate Python Programmer: since 3 May 2026
          You want:
            PCPP2, Certified Professional Python Programmer Level 2: since 3 May 2026; planned, cannot be booked yet
          Kept, but not among what I know any more:
            gone: held since 3 May 2026
        [What comes next] next-after
        [The way to PCPP2] path to:pcpp2
        [As a picture] roadmap
        [As a file] my export
        [Delete all of it] my forget
    "#]],
    );
    let off = said(&turned_off(context), "my list");
    assert!(off.contains("turned /my off") && !off.contains("next-after"), "{off}");
    check(
        &member(&[], &[]),
        "my list",
        &expect![[r#"
        I keep nothing about you
          Tell me with /my add what you hold, such as /my add pcep, or what you want, such as /my add pcpp1 as:wanted. Then /next-after, /path and /roadmap start from there.
        [How /my add works] help command:"my add"
    "#]],
    );
}

#[test]
fn the_file_is_toml_and_holds_all_of_it() {
    let context = turned_off(member(&["pcep", "gone"], &["pcpp2"]));
    check(
        &context,
        "my export",
        &expect![[r#"
        What I keep for you, as a file
          All that I keep for you is in the file: which certification, whether you hold or want it, and since when I know.
        [What I keep for you] my list
        [Delete all of it] my forget
        my-certifications.toml:
        # What is kept for you, on 23 November 2026.

        [[holding]]
        certification = "gone"
        aim = "held"
        since = 2026-05-03

        [[holding]]
        certification = "pcep"
        aim = "held"
        since = 2026-05-03

        [[holding]]
        certification = "pcpp2"
        aim = "wanted"
        since = 2026-05-03
    "#]],
    );
    let (_, file) = said(&context, "my export")
        .split_once(".toml:\n")
        .map_or_else(|| panic!("no file"), |(before, file)| (before.to_owned(), file.to_owned()));
    let read: toml::Table = toml::from_str(&file).unwrap();
    assert_eq!(read["holding"].as_array().unwrap().len(), 3);
}

#[test]
fn one_is_taken_out_also_if_nobody_knows_it_any_more() {
    let context = member(&["pcep", "gone"], &[]);
    check(
        &context,
        "my remove pcep and pcap",
        &expect![[r#"
        Taken out
          Deleted: PCEP.
          Not among what I keep for you: PCAP.
        [What I keep for you] my list
        - pcep
    "#]],
    );
    check(
        &turned_off(context),
        "my remove gone",
        &expect![[r#"
        Taken out
          Deleted: gone.
        [What I keep for you] my list
        - gone
    "#]],
    );
}

#[test]
fn all_is_forgotten_after_one_question_and_said_to_be() {
    let context = turned_off(member(&["pcep", "pcap", "gone"], &["pcpp2"]));
    check(
        &context,
        "my forget",
        &expect![[r#"
            Delete everything that I keep for you?
              Held: PCEP and PCAP; one that I do not know any more
              Wanted: PCPP2
              If you delete it, nobody can bring it back.
            [Delete all of it] my forget sure:true
            [What I keep for you] my list
        "#]],
    );
    check(
        &context,
        "my forget sure:true",
        &expect![[r#"
            Everything that I kept for you is deleted
              Held: PCEP and PCAP; one that I do not know any more
              Wanted: PCPP2
              Nothing of it is left.
            [How /my add works] help command:"my add"
            - all
        "#]],
    );
    check(
        &member(&[], &[]),
        "my forget",
        &expect![[r#"
        I keep nothing about you
          There is nothing to delete.
        [How /my add works] help command:"my add"
    "#]],
    );
    assert!(said(&context, "my forget sure:no").contains("refused"));
    assert!(!said(&context, "my forget sure:false").contains("- all"));
}
