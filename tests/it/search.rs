//! How well people are understood: labelled rows, other issuers' names, and laws of every index.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use certguide::files;
use certguide::knowledge::{Date, Knowledge, load};
use certguide::matching::{Decision, Index};
use cpu_time::ThreadTime;
use proptest::prelude::*;
use serde_json::Value;

use crate::shipped;

/// Rows of what people typed.
pub(crate) const DATA: &str = "tests/data/search";

fn knowledge() -> Knowledge {
    let files = files::read(Path::new("knowledge")).unwrap();
    let (knowledge, diagnostics) = load(&files, Date::constant(2026, 11, 23));
    assert!(!diagnostics.has_errors());
    knowledge
}

/// What people typed, and what they meant by it.
pub(crate) struct Row {
    pub(crate) query: String,
    /// Empty where none of ours is meant.
    pub(crate) right: Vec<String>,
}

/// The rows of a file of [`DATA`].
pub(crate) fn rows(name: &str) -> Vec<Row> {
    rows_of(&Path::new(DATA).join(format!("{name}.jsonl")))
}

fn rows_of(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|it| row(&serde_json::from_str(it).unwrap())).collect()
}

fn row(value: &Value) -> Row {
    let texts = |value: &Value| match value {
        Value::String(id) => vec![id.clone()],
        Value::Array(ids) => ids.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
        _ => Vec::new(),
    };
    let accepted = texts(&value["accept"]);
    Row {
        query: value["query"].as_str().unwrap().to_owned(),
        right: if accepted.is_empty() { texts(&value["expected"]) } else { accepted },
    }
}

#[derive(Debug, Default)]
struct Score {
    rows: u64,
    right: u64,
    right_or_first: u64,
    /// Answers to what was not asked.
    wrong: Vec<String>,
    missed: Vec<String>,
}

fn score(index: &Index, rows: &[Row]) -> Score {
    let mut score = Score::default();
    for row in rows {
        let is_right = |id: &str| row.right.iter().any(|it| it == id);
        let decision = index.decide(&row.query);
        let first = decision.matches().first().map(|it| it.id.as_str().to_owned());
        let is_first_right = first.is_some_and(|it| is_right(&it));
        if matches!(decision, Decision::Sure(_)) && !is_first_right {
            score.wrong.push(format!("{}: {decision:?}", row.query));
        }
        if row.right.is_empty() {
            continue;
        }
        score.rows += 1;
        match decision {
            Decision::Sure(_) if is_first_right => {
                score.right += 1;
                score.right_or_first += 1;
            }
            Decision::Unsure(_) if is_first_right => score.right_or_first += 1,
            _ => score.missed.push(row.query.clone()),
        }
    }
    score
}

/// Nothing wrong, and not worse than `ratchet.json` says it once was.
fn check(name: &str) {
    let score = score(&Index::new(&knowledge()), &rows(name));
    let ratchet = fs::read_to_string(Path::new(DATA).join("ratchet.json")).unwrap();
    let ratchet: Value = serde_json::from_str(&ratchet).unwrap();
    let least = |what: &str| ratchet[name][what].as_u64().unwrap();
    eprintln!(
        "{name}: {} of {} right, {} right or offered first; missed {:?}",
        score.right, score.rows, score.right_or_first, score.missed
    );
    assert!(score.wrong.is_empty(), "{:#?}", score.wrong);
    assert!(score.right >= least("right"), "raise ratchet.json, never lower it: {score:?}");
    assert!(score.right_or_first >= least("right_or_first"), "{score:?}");
}

#[test]
fn rows_that_the_search_was_tuned_with_are_understood() {
    check("tuned");
}

#[test]
fn rows_that_were_set_aside_are_understood() {
    check("held");
}

/// Written by somebody who had not seen the program. The first time, 258 of
/// 262 were right or offered first.
#[test]
fn rows_of_somebody_else_are_understood() {
    check("fresh");
}

#[test]
fn spellings_from_outside_are_understood() {
    let path = Path::new("../shared/eval/spellings.jsonl");
    if !path.exists() {
        shipped::skipped("spellings from outside are not looked up", path);
        return;
    }
    let score = score(&Index::new(&knowledge()), &rows_of(path));
    assert!(score.wrong.is_empty(), "{:#?}", score.wrong);
    assert!(score.right_or_first * 100 >= score.rows * 98, "{score:?}");
}

#[test]
fn names_of_other_issuers_are_never_answered() {
    let index = Index::new(&knowledge());
    let names = fs::read_to_string(Path::new(DATA).join("other_issuers.txt")).unwrap();
    let answered: Vec<String> = names
        .lines()
        .filter(|it| !it.is_empty())
        .filter(|it| matches!(index.decide(it), Decision::Sure(_)))
        .map(str::to_owned)
        .collect();
    assert_eq!(answered, Vec::<String>::new());
}

/// Every text that names a certification alone, and its id.
pub(crate) fn own_names(knowledge: &Knowledge) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for certification in knowledge.iter() {
        let shared: BTreeSet<&String> = certification.family_names.iter().collect();
        let texts = std::iter::once(&certification.name)
            .chain(&certification.short_name)
            .chain(&certification.former_names)
            .chain(&certification.aliases)
            .chain(certification.exam_versions().map(|it| &it.code));
        let own = texts.filter(|it| !shared.contains(it));
        names.extend(own.map(|it| (it.clone(), certification.id.to_string())));
        names.push((certification.id.to_string(), certification.id.to_string()));
    }
    names
}

fn answered(index: &Index, query: &str) -> Option<String> {
    match index.decide(query) {
        Decision::Sure(found) => Some(found.id.to_string()),
        _ => None,
    }
}

#[test]
fn every_name_finds_its_own_certification() {
    let knowledge = knowledge();
    let index = Index::new(&knowledge);
    for (name, id) in own_names(&knowledge) {
        let blanks = name.replace('-', " ");
        let spellings =
            [name.clone(), name.to_lowercase(), name.to_uppercase(), blanks, format!("  {name}™ ")];
        for spelling in spellings {
            assert_eq!(answered(&index, &spelling).as_deref(), Some(&*id), "{spelling}");
        }
        let first = index.complete(&name, 25).first().map(|it| it.id.to_string());
        assert_eq!(first.as_deref(), Some(&*id), "completing {name}");
    }
}

#[test]
fn a_shared_name_is_always_asked_back() {
    let knowledge = knowledge();
    let index = Index::new(&knowledge);
    for certification in knowledge.iter() {
        for name in &certification.family_names {
            let Decision::Unsure(candidates) = index.decide(name) else { panic!("{name}") };
            assert!(candidates.iter().any(|it| it.id == certification.id), "{name}");
        }
    }
}

#[test]
fn one_slip_in_a_short_name_never_answers_with_another() {
    let knowledge = knowledge();
    let index = Index::new(&knowledge);
    let names: BTreeSet<String> =
        own_names(&knowledge).into_iter().map(|it| it.0.to_lowercase()).collect();
    for certification in knowledge.iter() {
        let Some(short_name) = &certification.short_name else { continue };
        for slip in slips(&short_name.to_lowercase()) {
            let found = answered(&index, &slip);
            let is_own = found.as_deref() == Some(certification.id.as_str());
            // A slip may hit another's very name; nobody can tell then. `pcppi` is one for `pcpp1`.
            let roman = slip.strip_suffix('i').map(|it| format!("{it}1")).unwrap_or_default();
            let is_a_name = names.contains(&slip) || names.contains(&roman);
            assert!(found.is_none() || is_own || is_a_name, "{slip}: {found:?}");
        }
    }
}

/// All texts one letter left out, too many, swapped or wrong away.
pub(crate) fn slips(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut slips = Vec::new();
    let mut add = |letters: Vec<char>| slips.push(letters.into_iter().collect());
    for place in 0..letters.len() {
        let mut without = letters.clone();
        without.remove(place);
        add(without);
        if place > 0 {
            let mut swapped = letters.clone();
            swapped.swap(place - 1, place);
            add(swapped);
        }
        for letter in ('a'..='z').chain('0'..='9') {
            let mut wrong = letters.clone();
            wrong[place] = letter;
            add(wrong);
            let mut more = letters.clone();
            more.insert(place, letter);
            add(more);
        }
    }
    slips
}

#[test]
fn a_number_that_a_certification_lacks_never_answers_with_it() {
    let knowledge = knowledge();
    let index = Index::new(&knowledge);
    for certification in knowledge.iter() {
        let Some(short_name) = &certification.short_name else { continue };
        for number in 0..1000 {
            for query in [format!("{short_name} {number}"), format!("{short_name}{number}")] {
                let Some(id) = answered(&index, &query) else { continue };
                let names = own_names(&knowledge).into_iter().filter(|it| it.1 == id);
                let has_number = names.flat_map(|it| runs_of_digits(&it.0)).any(|it| it == number);
                assert!(has_number, "{query} answered {id}");
            }
        }
    }
}

/// `32`, `101` and `32101` of `PCPP-32-101`.
fn runs_of_digits(text: &str) -> Vec<u32> {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    let runs = text.split(|it: char| !it.is_ascii_digit()).chain([all.as_str()]);
    runs.filter_map(|it| it.parse().ok()).collect()
}

/// Pieces that queries are made of, so that random texts come near real ones.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "PCAP",
        "pcpp",
        "2",
        "31-03",
        "certified",
        "associate",
        "Python",
        "ﬁ",
        "🐍",
        "👩‍💻",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{202e}",
        "שלום",
        "認定",
        "Ⅱ",
        "+",
        ")",
        "(",
        "-",
        " ",
        "\n",
        "x",
        "ǅ",
        "ß",
    ]);
    let near = prop::collection::vec(pieces, 0..40).prop_map(|it| it.concat());
    prop_oneof![near, "\\PC{0,60}", any::<String>()]
}

proptest! {
    #[test]
    fn any_text_is_read_and_read_the_same_again(text in texts()) {
        let knowledge = knowledge_once();
        let decision = knowledge.1.decide(&text);
        prop_assert!(decision.matches().len() <= 5);
        let ids: BTreeSet<_> = decision.matches().iter().map(|it| &it.id).collect();
        prop_assert_eq!(ids.len(), decision.matches().len());
        prop_assert_eq!(&decision, &knowledge.1.decide(&text));
        let completed = knowledge.1.complete(&text, 25);
        prop_assert!(completed.len() <= 25);
    }
}

proptest! {
    // Each case reads all files anew.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_files_makes_no_difference(text in texts(), turn in 0..19_usize) {
        let mut files = files::read(Path::new("knowledge")).unwrap();
        let count = files.len();
        files.rotate_left(turn % count);
        files.reverse();
        let (knowledge, _) = load(&files, Date::constant(2026, 11, 23));
        let index = Index::new(&knowledge);
        prop_assert_eq!(index.decide(&text), knowledge_once().1.decide(&text));
        prop_assert_eq!(index.complete(&text, 9), knowledge_once().1.complete(&text, 9));
    }
}

fn knowledge_once() -> &'static (Knowledge, Index) {
    static ONCE: std::sync::OnceLock<(Knowledge, Index)> = std::sync::OnceLock::new();
    ONCE.get_or_init(|| {
        let knowledge = knowledge();
        let index = Index::new(&knowledge);
        (knowledge, index)
    })
}

#[test]
fn six_thousand_characters_of_anything_are_read_at_once() {
    let index = &knowledge_once().1;
    let walls = [
        "pcap ",
        "🐍",
        "e\u{301}",
        "\u{200b}",
        "שלום ",
        "abcdefgh ",
        "a",
        "((((",
        "認定",
        "ﷺ",
        "31-",
        "+)",
    ];
    for wall in walls {
        let text: String = wall.chars().cycle().take(6000).collect();
        let begun = ThreadTime::now();
        index.decide(&text);
        index.complete(&text, 25);
        // The time of this thread alone, whatever else the machine does: far above what it takes
        // without optimization, far below what it would take unbounded.
        assert!(begun.elapsed().as_millis() < 500, "{wall}: {:?}", begun.elapsed());
    }
}
