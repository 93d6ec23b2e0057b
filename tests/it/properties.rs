//! What must hold for any input at all.

use std::collections::BTreeSet;
use std::fmt::Write;

use certguide::answer::{Action, Answer, Block, Inline, Line, Target, Visibility};
use certguide::call::Call;
use certguide::graph;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{CertificationId, Knowledge, Need, Strength, load};
use certguide::render;
use certguide::render::limits::{self, Utf16Units};
use certguide::service::Service;
use proptest::prelude::*;

use crate::shipped;

proptest! {
    #[test]
    fn a_call_is_read_back_as_it_was_written(call in calls()) {
        prop_assert_eq!(Call::parse(&call.to_string()), Ok(call));
    }

    #[test]
    fn any_line_is_a_call_or_a_refusal(line in ".{0,80}") {
        let _ = Call::parse(&line);
    }

    #[test]
    fn any_line_is_replied_to_within_the_limits(line in ".{0,300}", slash in any::<bool>()) {
        let line = if slash { format!("/{line}") } else { line };
        let reply = match Service::read(&line) {
            Ok(call) => shipped::service().respond(&call),
            Err(refusal) => shipped::service().refuse(&refusal),
        };
        prop_assert_ne!(reply.outcome.as_str(), "failed");
        within_limits(&reply.answer)?;
    }

    #[test]
    fn any_words_for_any_option_are_replied_to(
        command in prop::sample::select(certguide::commands::COMMANDS),
        value in ".{0,60}",
    ) {
        for option in command.options {
            let mut call = Call::new(command.name).with(option.name, value.as_str());
            call.text = "pcap pcep".to_owned();
            prop_assert_ne!(shipped::service().respond(&call).outcome.as_str(), "failed");
            let offered = shipped::service().suggest(command.name, option.name, &value).unwrap();
            prop_assert!(offered.len() <= limits::CHOICES);
            for it in &offered {
                prop_assert!(!it.label.is_empty() && !it.value.is_empty());
                prop_assert!(Utf16Units::of(&it.value) <= limits::CHOICE);
            }
        }
    }

    #[test]
    fn any_answer_fits_discord(answer in answers()) {
        within_limits(&answer)?;
    }

    #[test]
    fn a7_no_words_of_an_answer_act_as_markup(words in "[*_~`|<>@#\\[\\]()\\-a-z ]{1,60}") {
        let answer = Answer { body: vec![Block::text(&words)], ..Answer::default() };
        let message = serde_json::to_value(render::message(&answer, Visibility::Everyone)).unwrap();
        let shown = message["embeds"][0]["description"].as_str().unwrap_or("").to_owned();
        // Without its backslashes it is the text; with them, every mark is behind one.
        let mut characters = shown.chars();
        while let Some(character) = characters.next() {
            if character == '\\' {
                characters.next();
                continue;
            }
            prop_assert!(!"*_~`|<>[]".contains(character), "{shown}");
        }
    }

    #[test]
    fn text_for_a_terminal_never_holds_what_a_terminal_obeys(words in "\\PC*|[\u{0}-\u{1f}\u{1b}\\[0-9;mA-Z]{0,40}") {
        let line = Line::text(&words).quoted(&words).strong(&words).link(&words, &words);
        let answer = Answer { title: words, body: vec![Block::Text(line)], ..Answer::default() };
        let shown = anstream::adapter::strip_str(&render::text(&answer, 80)).to_string();
        prop_assert!(shown.chars().all(|it| it == '\n' || !it.is_control()), "{shown:?}");
    }

    #[test]
    fn whatever_comes_first_is_taken_first(knowledge in knowledge(), held in held()) {
        let held = held_of(&knowledge, &held);
        for goal in knowledge.iter() {
            let had = graph::settled(&knowledge, &held, shipped::today());
            let mut taken = had.clone();
            for step in graph::path(&knowledge, &held, goal, shipped::today()) {
                let id = &step.certification.id;
                for rule in graph::rules(step.certification, shipped::today()) {
                    // What is only advised may lie behind what is held.
                    let is_binding = rule.strength == Strength::Required || held.is_empty();
                    prop_assert!(!is_binding || is_met(&rule.need, &taken), "{:?} after {id}", rule.need);
                }
                prop_assert!(taken.insert(id.clone()), "{id} comes twice");
            }
            prop_assert!(taken.contains(&goal.id));
        }
    }

    #[test]
    fn a_path_ends_at_its_goal_and_is_empty_only_where_that_is_certain(
        knowledge in knowledge(),
        held in held(),
    ) {
        let held = held_of(&knowledge, &held);
        let had = graph::settled(&knowledge, &held, shipped::today());
        prop_assert!(had.is_superset(&held));
        for id in had.difference(&held) {
            // With all the others, something that is settled could still not be had.
            let others = knowledge.iter().map(|it| it.id.clone()).filter(|it| it != id).collect();
            let is_needed = had.iter().filter_map(|it| knowledge.get(it)).any(|it| {
                graph::rules(it, shipped::today())
                    .any(|it| it.strength == Strength::Required && !is_met(&it.need, &others))
            });
            prop_assert!(is_needed, "{id} is not settled by {held:?}");
        }
        for goal in knowledge.iter() {
            let path = graph::path(&knowledge, &held, goal, shipped::today());
            prop_assert_eq!(path.is_empty(), had.contains(&goal.id));
            let Some((last, before)) = path.split_last() else { continue };
            prop_assert_eq!((&last.certification.id, last.link), (&goal.id, None));
            let all = graph::before(&knowledge, goal, shipped::today());
            for step in before {
                let known = all.iter().find(|it| it.certification.id == step.certification.id);
                // A choice leaves out chains, so what is left may be weaker, never stronger.
                prop_assert!(known.unwrap().link <= step.link.unwrap());
            }
        }
    }
}

/// Whether what is `taken` is enough, by the meaning of a tree.
fn is_met(need: &Need, taken: &BTreeSet<CertificationId>) -> bool {
    let met = |needs: &[Need]| needs.iter().filter(|it| is_met(it, taken)).count();
    match need {
        Need::AllOf(needs) => met(needs) == needs.len(),
        Need::AnyOf(needs) => met(needs) > 0,
        Need::NOf(count, needs) => met(needs) >= usize::try_from(*count).unwrap(),
        Need::Certification(id, _) => taken.contains(id),
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => true,
    }
}

/// Which of the certifications are held, by number.
fn held() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..8_usize, 0..3)
}

fn held_of(knowledge: &Knowledge, numbers: &[usize]) -> BTreeSet<CertificationId> {
    let ids: Vec<_> = knowledge.iter().map(|it| it.id.clone()).collect();
    numbers.iter().map(|it| ids[it % ids.len()].clone()).collect()
}

fn within_limits(answer: &Answer) -> Result<(), TestCaseError> {
    let message = serde_json::to_value(render::message(answer, Visibility::OnlyAsker)).unwrap();
    prop_assert_eq!(&message["flags"], 64);
    prop_assert_eq!(&message["allowed_mentions"]["parse"], &serde_json::json!([]));
    let embed = &message["embeds"][0];
    let length = |it: &serde_json::Value| Utf16Units::of(it.as_str().unwrap_or(""));
    prop_assert!(length(&embed["title"]) <= limits::TITLE);
    prop_assert!(length(&embed["description"]) <= limits::DESCRIPTION);
    prop_assert!(length(&embed["footer"]["text"]) <= limits::FOOTER);
    let sum = length(&embed["title"]).0
        + length(&embed["description"]).0
        + length(&embed["footer"]["text"]).0;
    prop_assert!(sum <= limits::EMBEDS.0);
    let none = Vec::new();
    let rows = message["components"].as_array().unwrap_or(&none);
    prop_assert!(rows.len() <= limits::ROWS);
    let mut ids = BTreeSet::new();
    for button in rows.iter().flat_map(|it| it["components"].as_array().unwrap()) {
        prop_assert!((1..=limits::BUTTON_LABEL.0).contains(&length(&button["label"]).0));
        match button["custom_id"].as_str() {
            Some(id) => {
                prop_assert!((1..=limits::CUSTOM_ID.0).contains(&Utf16Units::of(id).0));
                prop_assert!(ids.insert(id.to_owned()), "{id} twice");
                prop_assert!(Call::parse(id).is_ok());
            }
            None => prop_assert!((1..=limits::BUTTON_URL.0).contains(&length(&button["url"]).0)),
        }
    }
    Ok(())
}

fn calls() -> impl Strategy<Value = Call> {
    let arguments = prop::collection::vec(("[a-z]{1,8}", ".{0,12}"), 0..4);
    ("[a-z]{1,8}|.{0,6}", "[a-zA-Z0-9é:\"\\\\ -]{0,16}", arguments).prop_map(
        |(command, text, arguments)| {
            // Blanks between words are not kept, so a call never holds more than one.
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Call { command, text, arguments }
        },
    )
}

fn answers() -> impl Strategy<Value = Answer> {
    let words = || "\\PC{0,3000}|[a-z\\\\*_`\u{202e}\u{200b}\n ]{0,400}|\u{1f600}{0,2000}";
    let inline = (words(), 0..5_u8).prop_map(|(words, kind)| match kind {
        0 => Inline::Text(words),
        1 => Inline::Strong(words),
        2 => Inline::Quoted(words),
        3 => Inline::Channel(u64::MAX),
        _ => Inline::Link { label: words, url: "https://example.org/a(b)".to_owned() },
    });
    let line = prop::collection::vec(inline, 0..3).prop_map(Line);
    let lines = || prop::collection::vec(line.clone(), 0..6);
    let block = prop_oneof![
        line.clone().prop_map(Block::Text),
        (words(), lines()).prop_map(|(label, lines)| Block::Fact { label, lines }),
        (words(), lines()).prop_map(|(heading, items)| Block::List { heading, items }),
        lines().prop_map(Block::Steps),
        words().prop_map(Block::Code),
    ];
    let target = prop_oneof![
        calls().prop_map(Target::Call),
        "https://example.org/[a-z]{0,600}".prop_map(Target::Link),
    ];
    let action = (words(), target).prop_map(|(label, target)| Action { label, target });
    let actions = prop::collection::vec(action, 0..30);
    (words(), prop::collection::vec(block, 0..8), actions, words()).prop_map(
        |(title, body, actions, footer)| Answer {
            title,
            body,
            actions,
            footer,
            ..Answer::default()
        },
    )
}

/// Up to eight certifications, with requirements chosen at random.
fn knowledge() -> impl Strategy<Value = Knowledge> {
    let edges = prop::collection::vec((0..8_usize, 0..8_usize, 0..3_usize, 0..5_usize), 0..4);
    prop::collection::vec(edges, 1..8).prop_map(|certifications| {
        let group = "sources = [\"page\"]\nchecked_on = \"2026-09\"\nconfidence = \"high\"\n";
        let page = "[source_urls]\npage = \"https://example.org/\"\n";
        let issuer = format!(
            "name = \"Example\"\nshort_name = \"Example\"\nurl = \"https://example.org/\"\n{group}{page}"
        );
        let mut files =
            vec![SourceFile { path: "example/issuer.toml".to_owned(), text: issuer }];
        for (index, edges) in certifications.iter().enumerate() {
            let mut text = format!(
                "name = \"Exam number {index}\"\nsummary = \"One.\"\n{group}{page}\
                 [status]\nstate = \"active\"\n{group}[requirements]\n{group}"
            );
            for (one, other, strength, shape) in edges {
                let strength = ["required", "recommended", "usual_path"][*strength];
                let leaf = |number| format!("{{ certification = \"c{number}\" }}");
                let (one, other) = (leaf(*one), leaf(*other));
                let experience = "{ experience = \"as much\" }";
                let need = match shape {
                    0 => format!("all_of = [{one}]"),
                    1 => format!("all_of = [{one}, {{ any_of = [{experience}, {other}] }}]"),
                    2 => format!("any_of = [{one}, {other}]"),
                    3 => format!("n_of = 1\nof = [{one}, {other}, {experience}]"),
                    _ => format!("any_of = [{{ all_of = [{one}, {other}] }}, {other}]"),
                };
                writeln!(text, "[[requirements.rule]]\nstrength = \"{strength}\"\n{need}").unwrap();
            }
            let path = format!("example/certifications/c{index}.toml");
            files.push(SourceFile { path, text });
        }
        // Cycles and unknown ids are reported and dropped; the rest must hold.
        let (knowledge, _) = load(&files, shipped::today());
        assert_eq!(knowledge.iter().len(), certifications.len());
        knowledge
    })
}
