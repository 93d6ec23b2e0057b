//! What small catalogues give for a query.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};

use super::{Availability, Decision, Entry, Index, Match, Name, NameKind, Standing};
use crate::knowledge::{CertificationId, Words};

/// One certification a line: id, issuer and subject, then names. Names in capitals with or without
/// digits are short names, those after `=` are exam codes, those after `~` are shared with others.
const CATALOGUE: &str = "
pcpp1 | Python Institute, python | PCPP1 | Certified Professional Python Programmer Level 1 | =PCPP-32-101 | ~PCPP
pcpp2 | Python Institute, python | PCPP2 | Certified Professional Python Programmer Level 2 | =PCPP-32-201 | ~PCPP
pcap | Python Institute, python | PCAP | Certified Associate Python Programmer | =PCAP-31-0x
pcat | Python Institute, python | PCAT | Certified Associate Tester with Python
security-plus | CompTIA, comptia | Security+ | CompTIA Security+
psm-1 | Scrum.org, scrum | PSM I | Professional Scrum Master I
psm-2 | Scrum.org, scrum | PSM II | Professional Scrum Master II
ccsa | Check Point, check point | CCSA | Certified Security Administrator
mile2-csa | Mile2, mile2 | C)CSA | Certified Cybersecurity Analyst
cism | ISACA, isaca | CIS M | Certified Manager
cism-2 | Other, other | CISM | Certified Information Security Manager
az-104 | Microsoft, azure | =AZ-104 | Azure Administrator Associate
az-900 | Microsoft, azure | =AZ-900 | Azure Fundamentals
cka | CNCF, kubernetes | CKA | Certified Kubernetes Administrator
";

fn entries() -> Vec<Entry> {
    let lines = CATALOGUE.lines().filter(|it| !it.is_empty());
    lines.zip(0..).map(|(line, step)| entry(line, step)).collect()
}

fn entry(line: &str, step: u32) -> Entry {
    let parts: Vec<&str> = line.split(" | ").collect();
    let [id, issuer, names @ ..] = parts.as_slice() else { panic!("{line}") };
    let (issuer, subject) = issuer.split_once(", ").unwrap();
    Entry {
        id: CertificationId::parse(id).unwrap(),
        names: names.iter().zip(0..).map(|(text, place)| name(text, place)).collect(),
        issuer: vec![issuer.to_owned()],
        subjects: vec![subject.to_owned()],
        level: Vec::new(),
        track: Vec::new(),
        standing: Standing { step, ..Standing::default() },
    }
}

fn name(text: &str, place: usize) -> Name {
    let (kind, text) = match (text.strip_prefix('='), text.strip_prefix('~')) {
        (Some(text), _) => (NameKind::ExamCode, text),
        (_, Some(text)) => (NameKind::FamilyName, text),
        _ if place == 0 => (NameKind::ShortName, text),
        _ => (NameKind::Name, text),
    };
    Name { kind, text: text.to_owned() }
}

fn words() -> Words {
    let all = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
    Words {
        filler: all(&["certified", "exam", "in", "with", "for", "the", "certificación"]),
        common: all(&["how", "sort", "list"]),
        synonyms: vec![
            all(&["tester", "testing", "quality assurance"]),
            all(&["programmer", "programming"]),
        ],
        topics: Vec::new(),
        elsewhere: Vec::new(),
        homonyms: Vec::new(),
    }
}

pub(super) fn index() -> Index {
    Index::from_entries(entries(), &words())
}

fn shown(matches: &[Match]) -> String {
    let each = |it: &Match| format!("{} ({})", it.id, it.because);
    matches.iter().map(each).collect::<Vec<_>>().join(", ")
}

fn decided(index: &Index, query: &str) -> String {
    match index.decide(query) {
        Decision::Sure(found) => format!("sure: {}", shown(&[found])),
        Decision::Unsure(matches) => format!("unsure: {}", shown(&matches)),
        Decision::Unknown(nearest) => format!("unknown: {}", shown(&nearest)).trim_end().to_owned(),
    }
}

/// One line for each query.
#[expect(clippy::needless_pass_by_value, reason = "`expect![]` reads best passed by value")]
fn check(queries: &[&str], expected: Expect) {
    let index = index();
    let lines = queries.iter().map(|it| format!("{it} -> {}\n", decided(&index, it)));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_code_is_found_however_it_is_put_together() {
    check(
        &["PCPP2", "pcpp 2", "PCPP-II", "pcppii", "pcap3103", "PCAP-31-0x", "az104", "PCPP-32-2"],
        expect![[r#"
            PCPP2 -> sure: pcpp2 (exact code)
            pcpp 2 -> sure: pcpp2 (same code, written differently)
            PCPP-II -> sure: pcpp2 (same code, written differently)
            pcppii -> sure: pcpp2 (same code, written differently)
            pcap3103 -> sure: pcap (same code, written differently)
            PCAP-31-0x -> sure: pcap (exact code)
            az104 -> sure: az-104 (same code, written differently)
            PCPP-32-2 -> sure: pcpp2 (code within the text)
        "#]],
    );
}

#[test]
fn a_number_that_no_certification_has_is_offered_its_family() {
    check(
        &["pcpp", "pcpp3", "PCPP-32-301", "az-105", "PSM 3", "pcap 7"],
        expect![[r#"
            pcpp -> unsure: pcpp1 (shared name), pcpp2 (shared name)
            pcpp3 -> unsure: pcpp1 (same letters, other number), pcpp2 (same letters, other number)
            PCPP-32-301 -> unsure: pcpp1 (same letters, other number), pcpp2 (same letters, other number)
            az-105 -> unsure: az-104 (same letters, other number), az-900 (same letters, other number)
            PSM 3 -> unsure: psm-1 (same letters, other number), psm-2 (same letters, other number)
            pcap 7 -> unsure: pcap (same letters, other number)
        "#]],
    );
}

#[test]
fn signs_tell_names_apart() {
    check(
        &["C)CSA", "CCSA", "security+", "security plus", "Security"],
        expect![[r#"
        C)CSA -> sure: mile2-csa (exact code)
        CCSA -> sure: ccsa (exact code)
        security+ -> sure: security-plus (exact code)
        security plus -> sure: security-plus (same code, written differently)
        Security -> unsure: ccsa (some words of a name), cism-2 (some words of a name), security-plus (beginning of a name)
    "#]],
    );
}

#[test]
fn what_two_go_by_is_asked_back_unless_one_is_spelled_just_so() {
    check(
        &["CISM", "CIS M", "cis-m", "c ism"],
        expect![[r#"
        CISM -> sure: cism-2 (exact code)
        CIS M -> sure: cism (exact code)
        cis-m -> sure: cism (exact code)
        c ism -> unsure: cism (same code, written differently), cism-2 (same code, written differently)
    "#]],
    );
}

#[test]
fn roman_numerals_are_numbers() {
    check(
        &["PSM 1", "psm ii", "Professional Scrum Master 2", "PSM1"],
        expect![[r#"
        PSM 1 -> sure: psm-1 (exact code)
        psm ii -> sure: psm-2 (exact code)
        Professional Scrum Master 2 -> sure: psm-2 (exact name)
        PSM1 -> sure: psm-1 (same code, written differently)
    "#]],
    );
}

#[test]
fn words_around_a_code_do_no_harm_unless_they_are_strange() {
    check(
        &[
            "Python Institute PCAP exam",
            "certificación PCAP",
            "PCAP 2024",
            "Python 3 PCAP",
            "pcapexam",
            "pcap wireshark",
            "PCAP-31-03 wireshark",
            "PCAP – Certified Associate Tester with Python",
            "PCAP or PCAT",
        ],
        expect![[r#"
            Python Institute PCAP exam -> sure: pcap (code within the text)
            certificación PCAP -> sure: pcap (code within the text)
            PCAP 2024 -> sure: pcap (code within the text)
            Python 3 PCAP -> sure: pcap (code within the text)
            pcapexam -> sure: pcap (code within the text)
            pcap wireshark -> unsure: pcap (code within the text)
            PCAP-31-03 wireshark -> sure: pcap (code within the text)
            PCAP – Certified Associate Tester with Python -> unsure: pcap (code within the text), pcat (all words of a name)
            PCAP or PCAT -> unsure: pcap (code within the text), pcat (code within the text)
        "#]],
    );
}

#[test]
fn the_words_of_a_name_are_enough_in_any_order() {
    check(
        &[
            "associate python programmer",
            "Python quality assurance associate",
            "associate programmer",
            "professional python programmer level 2",
            "professional python programmer",
            "kubernetes",
            "how sort list in python",
        ],
        expect![[r#"
            associate python programmer -> sure: pcap (all words of a name)
            Python quality assurance associate -> sure: pcat (all words of a name)
            associate programmer -> unsure: pcap (all words of a name)
            professional python programmer level 2 -> sure: pcpp2 (all words of a name)
            professional python programmer -> unsure: pcpp1 (some words of a name), pcpp2 (some words of a name)
            kubernetes -> unsure: cka (same subject)
            how sort list in python -> unknown: pcpp1 (same subject), pcpp2 (same subject), pcap (same subject), pcat (same subject)
        "#]],
    );
}

#[test]
fn a_misspelt_name_is_answered_and_a_misspelt_code_only_offered() {
    check(
        &[
            "certified assocaite python programmer",
            "certified associate pythin programer",
            "certified associate ython programmer",
            "certified associateprogrammer with python",
            "certified associate java programmer",
            "pacp",
            "pccat",
            "kca",
            "zzzz",
        ],
        expect![[r#"
            certified assocaite python programmer -> sure: pcap (misspelt name)
            certified associate pythin programer -> sure: pcap (misspelt name)
            certified associate ython programmer -> unsure: pcap (misspelt name)
            certified associateprogrammer with python -> sure: pcap (all words of a name)
            certified associate java programmer -> unknown:
            pacp -> unsure: pcap (misspelt code)
            pccat -> unsure: pcat (misspelt code)
            kca -> unknown:
            zzzz -> unknown:
        "#]],
    );
}

#[test]
fn a_filler_a_letter_away_from_a_telling_word_leaves_a_doubt() {
    let mut words = words();
    words.filler.push("teste".to_owned());
    let index = Index::from_entries(entries(), &words);
    let queries = ["associate programmer with python", "teste associate programmer with python"];
    let lines = queries.iter().map(|it| format!("{it} -> {}\n", decided(&index, it)));
    expect![[r#"
        associate programmer with python -> sure: pcap (all words of a name)
        teste associate programmer with python -> unsure: pcap (all words of a name)
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn completion_puts_what_is_exact_first_and_what_is_retired_last() {
    let mut entries = entries();
    entries[0].standing.availability = Availability::Retired;
    let index = Index::from_entries(entries, &words());
    let typed = ["", "pcpp", "pcpp2", "PCAP-3", "associate", "python prog", "programmer ass", "zz"];
    let lines = typed.iter().map(|it| format!("{it} -> {}\n", shown(&index.complete(it, 4))));
    expect![[r#"
         -> pcpp2 (where one begins), pcap (where one begins), pcat (where one begins), security-plus (where one begins)
        pcpp -> pcpp2 (beginning of a name), pcpp1 (beginning of a name)
        pcpp2 -> pcpp2 (exact code)
        PCAP-3 -> pcap (beginning of a name)
        associate -> pcap (beginning of a name), pcat (beginning of a name), az-104 (beginning of a name)
        python prog -> pcpp2 (beginning of a name), pcap (beginning of a name), pcpp1 (beginning of a name)
        programmer ass -> pcap (some words of a name)
        zz -> 
    "#]].assert_eq(&lines.collect::<String>());
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    let index = Index::from_entries([], &Words::default());
    assert_eq!(index.decide("pcap"), Decision::Unknown(Vec::new()));
    assert_eq!(index.complete("", 5), []);
}
