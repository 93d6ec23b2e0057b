//! What holds of every question, whatever it asks.

use std::fs;
use std::sync::{LazyLock, Mutex, OnceLock};

use certguide::answer::{Answer, Block, Inline, Target};
use certguide::matching::Decision;
use certguide::question::{Plan, Read, Understanding, understand};
use certguide::render;
use certguide::service::Outcome;
use proptest::prelude::*;

use super::judge::Row;
use super::{ask, judge, own_rows};
use crate::shipped;

/// Words that somebody may ask with, names of ours, and what is in the way of reading them.
fn pieces() -> &'static [String] {
    static PIECES: OnceLock<Vec<String>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let concepts = fs::read_to_string("src/question/concepts.txt").unwrap();
        let lines = concepts.lines().filter(|it| !it.starts_with('#'));
        let words = lines.filter_map(|it| it.split_once(':')).flat_map(|it| it.1.split(' '));
        let mut pieces: Vec<String> = words.map(|it| it.replace(['_', '*'], " ")).collect();
        for it in shipped::knowledge().iter() {
            // As often as they are among real words, or nearly no text would have one.
            let codes = it.exam_versions().map(|it| it.code.clone());
            let names = [it.name.clone(), it.label().to_owned(), it.label().to_lowercase()];
            for name in names.into_iter().chain(codes) {
                pieces.extend(std::iter::repeat_n(name, 10));
            }
        }
        for it in [
            "?",
            "!",
            ",",
            ".",
            "\n",
            "🐍",
            "👩‍💻",
            "\u{200b}",
            "\u{202e}",
            "e\u{301}",
            "ß",
            "ﬁ",
            "認定",
            "שלום",
            "Ⅱ",
            "\u{e000}",
            "\u{f8ff}",
            "31-",
            "02",
            "c++",
            "pcpp",
            "aws",
            "/",
            "not",
            "or",
        ] {
            pieces.extend(std::iter::repeat_n(it.to_owned(), 20));
        }
        pieces
    })
}

fn texts() -> impl Strategy<Value = String> {
    let piece = || prop::sample::select(pieces());
    prop_oneof![
        4 => prop::collection::vec(piece(), 0..24).prop_map(|it| it.join(" ")),
        1 => prop::collection::vec(piece(), 0..24).prop_map(|it| it.concat()),
        1 => prop::collection::vec(piece(), 600..1200).prop_map(|it| it.join(" ")),
        2 => any::<String>(),
        1 => "\\PC{0,6000}",
    ]
    .prop_map(|it| it.chars().take(6000).collect())
}

proptest! {
    #[test]
    fn any_text_is_replied_to(text in texts()) {
        let reply = ask(&text);
        prop_assert_ne!(reply.outcome, Outcome::Failed);
        prop_assert_eq!(&ask(&text), &reply, "the same again");
        let _ = render::message(&reply.answer, reply.visibility);
        shipped::service().explain(&text);
    }
}

/// Of all rows every second, a thousand, which leaves the machine to others.
fn some_rows() -> impl Iterator<Item = Row> {
    own_rows("train").into_iter().step_by(2)
}

/// Asks each question of the rows as it is and as `changed`; those with another reply, a line each.
fn changed_by(changed: impl Fn(&str) -> String) -> Vec<String> {
    static PLAIN: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
        let texts = some_rows().map(|it| it.text);
        texts.map(|it| (it.clone(), read(&it))).collect()
    });
    // One after the other: tests beside these count milliseconds.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap();
    let mut offences = Vec::new();
    for (text, one) in PLAIN.iter() {
        let text = changed(text);
        let other = read(&text);
        if *one != other {
            offences.push(format!("{text}: {}, without: {}", new(&other, one), new(one, &other)));
        }
    }
    offences
}

/// The outcome and all lines of the answer.
fn read(text: &str) -> Vec<String> {
    let reply = ask(text);
    let outcome = reply.outcome.as_str().to_owned();
    std::iter::once(outcome).chain(words(&reply.answer).lines().map(str::to_owned)).collect()
}

/// The first line that the other has not.
fn new<'a>(lines: &'a [String], others: &[String]) -> &'a str {
    lines.iter().find(|it| !others.contains(it)).map_or("the same lines", |it| it)
}

/// All of an answer in lower case, and what its buttons do: what it repeats of a question has the
/// case of the question.
fn words(answer: &Answer) -> String {
    let shown = render::text(&Answer { actions: Vec::new(), ..answer.clone() }, usize::MAX);
    let shown = anstream::adapter::strip_str(&shown).to_string();
    let buttons = answer.actions.iter().map(|it| match &it.target {
        Target::Call(call) => format!("{}: {call}", it.label),
        Target::Link(url) => format!("{}: {url}", it.label),
    });
    let buttons = buttons.collect::<Vec<_>>().join("\n");
    format!("{shown}\n{buttons}").to_lowercase()
}

#[test]
fn asking_nicely_changes_nothing() {
    let mut offences = Vec::new();
    for nice in ["please", "pls", "Please,"] {
        offences.extend(changed_by(|it| format!("{nice} {it}")));
    }
    for nice in ["please", "pls", "pls!"] {
        offences.extend(changed_by(|it| format!("{it} {nice}")));
    }
    assert!(offences.is_empty(), "{}: {offences:#?}", offences.len());
}

#[test]
fn a_trailing_emoji_changes_nothing() {
    let mut offences = Vec::new();
    for emoji in ["🙏", " 🐍", " 👩‍💻", "😅😅", " ❤️"] {
        offences.extend(changed_by(|it| format!("{it}{emoji}")));
    }
    assert!(offences.is_empty(), "{}: {offences:#?}", offences.len());
}

#[test]
fn case_changes_nothing() {
    let mut offences = changed_by(str::to_uppercase);
    offences.extend(changed_by(str::to_lowercase));
    offences.extend(changed_by(first_in_capitals));
    assert!(offences.is_empty(), "{}: {offences:#?}", offences.len());
}

/// `How Much Is Pcap`, as a phone may write it.
fn first_in_capitals(text: &str) -> String {
    let mut is_first = true;
    let capital = |it: char| {
        let shown = if is_first { it.to_uppercase().collect() } else { it.to_string() };
        is_first = it == ' ';
        shown
    };
    text.chars().map(capital).collect()
}

const TWINS: [&str; 2] = ["pcpp1", "pcpp2"];

fn understood(text: &str) -> Understanding {
    let service = shipped::service();
    understand(service.knowledge(), service.index(), shipped::today(), text)
}

/// Questions with one name, spelled out, in which one of the twins can stand in its place.
fn of_one() -> Vec<[String; 2]> {
    let rows = own_rows("train").into_iter().filter_map(|row| {
        let reading = understood(&row.text).reading;
        let [named] = &reading.named[..] else { return None };
        let is_only = reading.unclear.is_empty() && reading.elsewhere.is_empty();
        let is_spelled = named.read == Read::Spelled
            && matches!(shipped::service().index().decide(&named.words), Decision::Sure(_));
        // The number of an exam names one of them, and what follows one does not follow the other.
        let is_code = named.words.contains('-') || row.text.contains("32-10");
        let is_of_next = row.text.contains("one after");
        (is_only && is_spelled && !is_code && !is_of_next)
            .then(|| TWINS.map(|it| row.text.replace(&named.words, it)))
    });
    rows.filter(|[one, other]| one != other).collect()
}

/// A plan with each of the twins in the place of the other.
fn swapped(plan: &Plan) -> String {
    let [one, other] = TWINS;
    format!("{plan:?}").replace(one, "\0").replace(other, one).replace('\0', other)
}

#[test]
fn one_name_in_the_place_of_its_twin_changes_nothing_else() {
    let all = of_one();
    assert!(all.len() > 60, "{}", all.len());
    let mut offences = Vec::new();
    for [one, other] in all {
        let (plan, of_other) = (understood(&one).plan, understood(&other).plan);
        // One of them cannot be booked, which is what a question after booking is told first.
        let is_told_apart = |it: &Plan| {
            let Plan::Calls(calls) = it else { return false };
            calls.iter().any(|it| it.argument("fact") == Some("booking"))
        };
        if is_told_apart(&plan) || is_told_apart(&of_other) {
            continue;
        }
        if swapped(&plan) != format!("{of_other:?}") {
            offences.push(format!("{one}: {plan:?}; {other}: {of_other:?}"));
        }
    }
    assert!(offences.is_empty(), "{}: {offences:#?}", offences.len());
}

#[test]
fn an_answer_about_one_is_not_headed_by_its_twin() {
    let mut offences = Vec::new();
    for texts in of_one() {
        for (text, twin) in texts.iter().zip(TWINS.iter().rev()) {
            let reply = ask(text);
            let title = &reply.answer.title;
            // `After PCPP1: PCPP2` is about the first, and says the second of it.
            let head = title.split(": ").next().unwrap_or_default();
            if reply.outcome == Outcome::Answered && judge::names(head, twin) {
                offences.push(format!("{text}: {}", reply.answer.title));
            }
        }
    }
    assert!(offences.is_empty(), "{}: {offences:#?}", offences.len());
}

/// What is repeated of a question stands there as what somebody typed, and as nothing else.
#[test]
fn words_of_a_question_are_only_quoted() {
    let odd = "zorblax";
    for row in some_rows() {
        let answer = ask(&format!("{odd} {} {odd}", row.text)).answer;
        let texts = answer.body.iter().flat_map(|it| match it {
            Block::Text(line) => vec![line],
            Block::Fact { lines, .. } => lines.iter().collect(),
            Block::List { items, .. } | Block::Steps(items) => items.iter().collect(),
            Block::Code(_) => Vec::new(),
        });
        for part in texts.flat_map(|it| &it.0) {
            let (Inline::Text(words) | Inline::Strong(words)) = part else { continue };
            assert!(!words.contains(odd), "{}: {words}", row.text);
        }
        assert!(!answer.title.contains(odd), "{}: {}", row.text, answer.title);
    }
}
