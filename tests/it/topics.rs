//! Topics in the words of the article, of chats and of other languages, over the shipped
//! knowledge.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use certguide::matching::topics::Topics;
use expect_test::expect;
use serde_json::Value;

use crate::shipped;

const DATA: &str = "tests/data/topics";

/// As many as `/find` shows.
const SHOWN: usize = 5;

fn topics() -> &'static Topics {
    static TOPICS: OnceLock<Topics> = OnceLock::new();
    TOPICS.get_or_init(|| Topics::new(shipped::knowledge()))
}

/// Lines of `left: right`, without comments.
fn lines(name: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(DATA).join(name)).unwrap();
    let lines = text.lines().filter(|it| !it.starts_with('#') && !it.is_empty());
    let pairs = lines.map(|it| it.split_once(':').unwrap());
    pairs.map(|(left, right)| (left.trim().to_owned(), right.trim().to_owned())).collect()
}

/// What covers most of `query`, best first.
fn found(query: &str) -> Vec<String> {
    let covering = topics().covering(shipped::knowledge(), query);
    covering.matches.iter().map(|it| it.certification.id.to_string()).collect()
}

/// The same; nothing where not all of it is claimed to be covered.
fn claimed(query: &str) -> Vec<String> {
    let covering = topics().covering(shipped::knowledge(), query);
    let is_all = covering.found.len() == covering.wanted.len();
    if is_all { found(query) } else { Vec::new() }
}

#[test]
fn every_topic_of_the_article_leads_to_the_certification_that_it_is_named_for() {
    let mut astray = Vec::new();
    for (id, topics) in lines("article.txt") {
        for topic in topics.split('|').map(str::trim) {
            let found = found(topic);
            if !found.iter().take(SHOWN).any(|it| *it == id) {
                astray.push(format!("{topic}: {found:?}, not {id}"));
            }
        }
    }
    assert!(astray.is_empty(), "{astray:#?}");
}

/// The right one first, of all rows, and not fewer than `ratchet.json` says.
fn check(name: &str) {
    let rows = lines(&format!("{name}.txt"));
    let is_right = |(query, right): &&(String, String)| {
        if right.is_empty() {
            return claimed(query).is_empty();
        }
        found(query).first().is_some_and(|first| right.split(' ').any(|it| it == first))
    };
    let missed: Vec<&(String, String)> = rows.iter().filter(|it| !is_right(it)).collect();
    let right = rows.len() - missed.len();
    eprintln!("{name}: {right} of {}; missed {missed:?}", rows.len());
    let ratchet = fs::read_to_string(Path::new(DATA).join("ratchet.json")).unwrap();
    let ratchet: Value = serde_json::from_str(&ratchet).unwrap();
    let least = usize::try_from(ratchet[name].as_u64().unwrap()).unwrap();
    assert!(right >= least, "raise ratchet.json, never lower it: {missed:#?}");
}

#[test]
fn topics_that_the_matching_was_tuned_with_are_found() {
    check("tuned");
}

/// Drawn by lot from the same list, and not looked at while synonyms were written.
#[test]
fn topics_that_were_set_aside_are_found() {
    check("held");
}

#[test]
fn what_nobody_covers_is_claimed_of_none() {
    let rows = lines("tuned.txt").into_iter().chain(lines("held.txt"));
    let nobody: Vec<String> = rows.filter(|(_, right)| right.is_empty()).map(|it| it.0).collect();
    assert!(nobody.len() > 60, "{}", nobody.len());
    let claimed: Vec<&String> = nobody.iter().filter(|it| !claimed(it).is_empty()).collect();
    assert!(claimed.is_empty(), "{claimed:#?}");
}

#[test]
fn one_topic_in_several_languages_leads_to_the_same_place() {
    let same = [
        &["databases", "database", "db", "base de datos", "banco de dados", "Datenbank"][..],
        &["database", "Datenbanken", "baza danych", "bazy danych", "base de données", "databse"],
        &["orm", "sqlalchemy", "object-relational mapping", "ORMs"],
        &["exceptions", "excepciones", "exceções", "Ausnahmen", "wyjątki", "exeptions"],
        &["testing", "Testen", "testowanie", "testeo", "software testing"],
        &["visualization", "visualisation", "visualización", "Visualisierung", "wizualizacja"],
    ];
    for words in same {
        let all: Vec<Vec<String>> = words.iter().map(|it| claimed(it)).collect();
        assert!(all.windows(2).all(|it| it[0].first() == it[1].first()), "{words:?}: {all:?}");
    }
}

#[test]
fn topics_are_spotted_in_plain_sentences() {
    let mut spotted = String::new();
    for text in [
        "which one has sql and unit tests in it",
        "i want to learn machine learing, is there anything for beginners?",
        "does PCAP cover OOP/closures or REST",
        "¿cuál cubre bases de datos y excepciones?",
        "welche Prüfung hat Datenbanken und Schleifen",
        "im a data analyst who knows pandas, numpy nd matplotlip",
        "what covers design patterns, TDD and network programming best",
        "what is the best time to take the exam, and how much work is it",
        "is there a class or a website for python that i can use",
        "how do i get a certificate of completion, and can i change the date",
        "can i take a break, i need some rest between the tests",
        "status of my voucher? production stage stories",
        "I LOVE PYTHON",
        "terms and conditions of the test center",
        "is my certificate valid after the validation date",
        "how hard is the exam for a beginner with no experience",
    ] {
        let topics = topics().spotted(text);
        let each: Vec<String> = topics
            .iter()
            .map(|it| format!("{}{}", it.words, if it.is_misspelt { " (misspelt)" } else { "" }))
            .collect();
        writeln!(spotted, "{text}: {}", each.join(" | ")).unwrap();
    }
    expect![[r#"
        which one has sql and unit tests in it: sql | unit tests
        i want to learn machine learing, is there anything for beginners?: machine learing (misspelt)
        does PCAP cover OOP/closures or REST: OOP | closures | REST
        ¿cuál cubre bases de datos y excepciones?: bases de datos | excepciones
        welche Prüfung hat Datenbanken und Schleifen: Datenbanken | Schleifen
        im a data analyst who knows pandas, numpy nd matplotlip: data analyst | pandas | numpy | matplotlip (misspelt)
        what covers design patterns, TDD and network programming best: design patterns | TDD | network programming
        what is the best time to take the exam, and how much work is it: 
        is there a class or a website for python that i can use: 
        how do i get a certificate of completion, and can i change the date: 
        can i take a break, i need some rest between the tests: 
        status of my voucher? production stage stories: 
        I LOVE PYTHON: 
        terms and conditions of the test center: 
        is my certificate valid after the validation date: 
        how hard is the exam for a beginner with no experience: 
    "#]].assert_eq(&spotted);
}
