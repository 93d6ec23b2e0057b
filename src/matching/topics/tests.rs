//! What small knowledge covers.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};

use super::Topics;
use crate::knowledge::diagnostic::Style;
use crate::knowledge::source::SourceFile;
use crate::knowledge::{Date, Knowledge, load};

fn file(path: &str, text: String) -> SourceFile {
    SourceFile { path: path.to_owned(), text }
}

fn issuer(id: &str, subject: &str) -> SourceFile {
    let text = format!(
        "name = \"{id}\"\nshort_name = \"{id}\"\nsubjects = [\"{subject}\"]\n\
         url = \"https://example.org\"\nsources = [\"page\"]\n\
         checked_on = 2026-09-01\nconfidence = \"high\"\n\
         [source_urls]\npage = \"https://example.org\"\n"
    );
    file(&format!("{id}/issuer.toml"), text)
}

fn certification(issuer: &str, id: &str, audience: &str, topics: &str) -> SourceFile {
    let facts = "sources = [\"page\"]\nchecked_on = 2026-09-01\n\
                 confidence = \"high\"\n";
    let text = format!(
        "name = \"Certified {id}\"\nsummary = \"One.\"\naudience = [\"{audience}\"]\n\
         topics = [{topics}]\n{facts}\n[status]\nstate = \"active\"\n{facts}\n\
         [source_urls]\npage = \"https://example.org\"\n"
    );
    file(&format!("{issuer}/certifications/{id}.toml"), text)
}

const WORDS: &str = r#"
[filler]
en = ["a", "and", "in", "the"]
[common]
en = ["rest", "stage"]
[[topic]]
words = ["sockets", "gniazda", "enchufes de red"]
[[topic]]
words = ["tcp"]
part_of = ["gniazda"]
[[topic]]
words = ["pandas"]
[[topic]]
words = ["data frames"]
part_of = ["pandas"]
[[topic]]
words = ["rest"]
part_of = ["django"]
[[topic]]
words = ["quarks", "gluons"]
"#;

fn knowledge() -> Knowledge {
    let words = WORDS.to_owned();
    let files = [
        file("words.toml", words),
        issuer("snakes", "python"),
        issuer("ships", "kubernetes"),
        certification("snakes", "sna", "analysts", "\"python sockets\", \"pandas\""),
        certification("snakes", "snb", "people in finance", "\"Python basics\", \"pytest\""),
        certification("ships", "sha", "operators", "\"Kubernetes networking\", \"Django\""),
    ];
    let (knowledge, diagnostics) = load(&files, Date::constant(2026, 11, 23));
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&files, Style::Plain));
    knowledge
}

fn check(queries: &[&str], expected: &Expect) {
    let knowledge = knowledge();
    let lines = queries.iter().map(|query| {
        let it = Topics::new(&knowledge).covering(&knowledge, query);
        let ids: Vec<&str> = it.matches.iter().map(|it| it.certification.id.as_str()).collect();
        let (found, wanted) = (it.found.join(", "), it.wanted.join(", "));
        let together = if it.is_together { "" } else { ", not together" };
        format!("{query} -> {}: {found} of {wanted}{together}\n", ids.join(" "))
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn what_was_found_and_what_was_not_is_told_apart() {
    check(
        &["Pandas", "quarks and pandas", "the django and pandas", "dns quarks pandas"],
        &expect![[r#"
            Pandas -> sna: Pandas of Pandas
            quarks and pandas -> sna: pandas of quarks, pandas
            the django and pandas -> sha sna: django, pandas of django, pandas, not together
            dns quarks pandas -> :  of dns, quarks, pandas, not together
        "#]],
    );
}

#[test]
fn a_subject_beside_other_words_is_no_topic() {
    check(
        &["python", "python sockets", "cisco python", "kubernetes pandas", "python kubernetes"],
        &expect![[r#"
            python -> sna snb: python of python
            python sockets -> sna: python, sockets of python, sockets
            cisco python -> :  of cisco, python
            kubernetes pandas -> sna: pandas of kubernetes, pandas
            python kubernetes -> sha sna snb: python, kubernetes of python, kubernetes, not together
        "#]],
    );
}

#[test]
fn an_audience_counts_where_nothing_covers_it() {
    check(
        &["finance", "a job in finance"],
        &expect![[r#"
        finance -> snb: finance of finance
        a job in finance -> snb: finance of job, finance
    "#]],
    );
}

#[test]
fn topics_are_spotted_in_a_text_and_plain_speech_is_none() {
    let knowledge = knowledge();
    let topics = Topics::new(&knowledge);
    let texts = [
        "which exam covers pandas and Socket things in python",
        "does sna have pandsa in it?",
        "i work with python all the time",
        "kubernetes networking, please",
        "Django-networking",
    ];
    let lines = texts.iter().map(|text| {
        let spotted = topics.spotted(text);
        let each = spotted.iter().map(|it| {
            assert_eq!(text.get(it.place.clone()), Some(it.words.as_str()));
            format!("[{}{}]", it.words, if it.is_misspelt { ", misspelt" } else { "" })
        });
        format!("{text}: {}\n", each.collect::<String>())
    });
    expect![[r#"
        which exam covers pandas and Socket things in python: [pandas][Socket]
        does sna have pandsa in it?: [pandsa, misspelt]
        i work with python all the time: 
        kubernetes networking, please: [networking]
        Django-networking: [Django][networking]
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn a_topic_is_found_in_other_words_and_in_what_it_is_part_of() {
    check(
        &["gniazda", "enchufes de red", "TCP", "dataframes", "gluons", "sokcets", "pandsa tcp"],
        &expect![[r#"
            gniazda -> sna: gniazda of gniazda
            enchufes de red -> sna: enchufes de red of enchufes de red
            TCP -> sna: TCP of TCP
            dataframes -> sna: dataframes of dataframes
            gluons -> :  of gluons
            sokcets -> sna: sokcets of sokcets
            pandsa tcp -> sna: pandsa, tcp of pandsa, tcp
        "#]],
    );
}

#[test]
fn a_word_in_capitals_is_a_topic_where_others_are_not() {
    let knowledge = knowledge();
    let topics = Topics::new(&knowledge);
    let count = |text: &str| topics.spotted(text).len();
    assert_eq!(count("is REST in it"), 1);
    assert_eq!(count("is rest in it"), 0);
    assert_eq!(count("IS REST IN IT"), 0);
}
