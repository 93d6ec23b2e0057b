//! Typed lines and the calls they are bound to, over the knowledge in the program.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};

use super::bind;
use crate::call::Call;
use crate::commands::Refusal;
use crate::files;
use crate::knowledge::{Date, load};

/// One line for each typed line: the call, or what is wrong with it.
fn check(lines: &[&str], expected: &Expect) {
    let (knowledge, _) = load(&files::embedded(), Date::constant(2026, 11, 23));
    let shown = lines.iter().map(|line| match bind(&knowledge, &Call::parse(line).unwrap()) {
        Ok((_, call)) => format!("{line} -> {call}\n"),
        Err(Refusal::TooMany { given, .. }) => format!("{line} -> too many: {given:?}\n"),
        Err(Refusal::Unplaced { words, understood, .. }) => {
            format!("{line} -> no place for `{words}` in {understood}\n")
        }
        Err(Refusal::Missing { option }) => format!("{line} -> no {option}\n"),
        Err(other) => format!("{line} -> {other:?}\n"),
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn names_to_compare_are_split_whatever_stands_between_them() {
    check(
        &[
            "/compare PCEP VS PCAP",
            "/compare pcep vs. pcap",
            "/compare pcep & pcap",
            "/compare pcep&pcap",
            "/compare pcep with pcap",
            "/compare pcep/pcap",
            "/compare pcep + pcap",
            "/compare pcep, pcap and pcat",
            "/compare pcep vs pcap vs pcet",
            "/compare pcep y pcap",
            "/compare pcep und pcap oder pcat",
            "/compare PCPP 1 PCPP 2",
            "/compare pcep pcapp",
            "/compare https://pythoninstitute.org/pcap and pcep",
        ],
        &expect![[r#"
            /compare PCEP VS PCAP -> compare first:PCEP second:PCAP
            /compare pcep vs. pcap -> compare first:pcep second:pcap
            /compare pcep & pcap -> compare first:pcep second:pcap
            /compare pcep&pcap -> compare first:pcep second:pcap
            /compare pcep with pcap -> compare first:pcep second:pcap
            /compare pcep/pcap -> compare first:pcep second:pcap
            /compare pcep + pcap -> compare first:pcep second:pcap
            /compare pcep, pcap and pcat -> compare first:pcep second:pcap third:pcat
            /compare pcep vs pcap vs pcet -> compare first:pcep second:pcap third:pcet
            /compare pcep y pcap -> compare first:pcep second:pcap
            /compare pcep und pcap oder pcat -> compare first:pcep second:pcap third:pcat
            /compare PCPP 1 PCPP 2 -> compare first:"PCPP 1" second:"PCPP 2"
            /compare pcep pcapp -> compare first:pcep second:pcapp
            /compare https://pythoninstitute.org/pcap and pcep -> compare first:"https://pythoninstitute.org/pcap" second:pcep
        "#]],
    );
}

#[test]
fn a_name_that_holds_a_separator_stays_whole() {
    check(
        &[
            "/compare Certified Associate Tester with Python vs pcap",
            "/compare pcap certified associate tester with python",
            "/compare pcap with certified associate tester with python",
            "/compare entry level tester with python, pcap",
            "/compare certified associate tester with python",
            "/compare associate python programmer",
            "/compare pcepp pcapp",
            "/compare pcepp pcap pcatt",
        ],
        &expect![[r#"
            /compare Certified Associate Tester with Python vs pcap -> compare first:"Certified Associate Tester with Python" second:pcap
            /compare pcap certified associate tester with python -> compare first:pcap second:"certified associate tester with python"
            /compare pcap with certified associate tester with python -> compare first:pcap second:"certified associate tester with python"
            /compare entry level tester with python, pcap -> compare first:"entry level tester with python" second:pcap
            /compare certified associate tester with python -> no second
            /compare associate python programmer -> no second
            /compare pcepp pcapp -> compare first:pcepp second:pcapp
            /compare pcepp pcap pcatt -> compare first:pcepp second:pcap third:pcatt
        "#]],
    );
}

#[test]
fn more_than_a_command_takes_is_never_dropped() {
    check(
        &[
            "/compare pcep pcap pcat pcad",
            "/compare a, b, c, d",
            "/compare first:pcep second:pcap third:pcat pcad",
            "/cert pcap certification:pcep",
            "/find pandas topic:django",
            "/path pcep pcap pcpp1",
            "/path to pcep to pcap",
            "/path pcap from:pcep to:pcpp1",
        ],
        &expect![[r#"
            /compare pcep pcap pcat pcad -> too many: ["pcep", "pcap", "pcat", "pcad"]
            /compare a, b, c, d -> too many: ["a", "b", "c", "d"]
            /compare first:pcep second:pcap third:pcat pcad -> too many: ["pcep", "pcap", "pcat", "pcad"]
            /cert pcap certification:pcep -> too many: ["pcep", "pcap"]
            /find pandas topic:django -> too many: ["django", "pandas"]
            /path pcep pcap pcpp1 -> too many: ["pcep", "pcap", "pcpp1"]
            /path to pcep to pcap -> too many: ["pcep", "pcap"]
            /path pcap from:pcep to:pcpp1 -> too many: ["pcpp1", "pcep", "pcap"]
        "#]],
    );
}

#[test]
fn a_path_is_read_as_people_say_it() {
    check(
        &[
            "/path pcpp2",
            "/path pcpp2 from pcep",
            "/path from pcep to pcpp2",
            "/path From PCEP To PCPP2",
            "/path pcap to pcpp2",
            "/path pcap -> pcpp2",
            "/path to pcpp2",
            "/path from pcep",
            "/path pcap pcpp1",
            "/path pcap, pcpp1",
            "/path to:pcpp1 pcep",
            "/path to:pcpp1 from pcep",
            "/path how do I get from pcep to pcpp2",
            "/path the way to pcpp2",
            "/path certified tester",
            "/path certified associate tester with python",
        ],
        &expect![[r#"
            /path pcpp2 -> path to:pcpp2
            /path pcpp2 from pcep -> path to:pcpp2 from:pcep
            /path from pcep to pcpp2 -> path from:pcep to:pcpp2
            /path From PCEP To PCPP2 -> path from:PCEP to:PCPP2
            /path pcap to pcpp2 -> path from:pcap to:pcpp2
            /path pcap -> pcpp2 -> path from:pcap to:pcpp2
            /path to pcpp2 -> path to:pcpp2
            /path from pcep -> path from:pcep
            /path pcap pcpp1 -> path from:pcap to:pcpp1
            /path pcap, pcpp1 -> path from:pcap to:pcpp1
            /path to:pcpp1 pcep -> path to:pcpp1 from:pcep
            /path to:pcpp1 from pcep -> path to:pcpp1 from:pcep
            /path how do I get from pcep to pcpp2 -> path from:pcep to:pcpp2
            /path the way to pcpp2 -> path to:pcpp2
            /path certified tester -> path to:"certified tester"
            /path certified associate tester with python -> path to:"certified associate tester with python"
        "#]],
    );
}

#[test]
fn free_words_of_a_list_go_to_the_option_that_knows_them() {
    check(
        &[
            "/certs retired",
            "/certs associate",
            "/certs testing bookable",
            "/certs Entry Level, data science",
            "/certs 2",
            "/certs page 2",
            "/certs openedg python institute",
            "/certs prof",
            "/certs in",
            "/certs testing security",
            "/certs cheap testing",
            "/certs track",
            "/certs level:entry testing",
        ],
        &expect![[r#"
            /certs retired -> certs status:retired
            /certs associate -> certs level:associate
            /certs testing bookable -> certs track:testing status:bookable
            /certs Entry Level, data science -> certs level:"Entry Level" track:"data science"
            /certs 2 -> certs page:2
            /certs page 2 -> certs page:2
            /certs openedg python institute -> certs issuer:"openedg python institute"
            /certs prof -> certs level:prof
            /certs in -> no place for `in` in certs
            /certs testing security -> no place for `security` in certs track:testing
            /certs cheap testing -> no place for `cheap` in certs track:testing
            /certs track -> no place for `track` in certs
            /certs level:entry testing -> certs level:entry track:testing
        "#]],
    );
}

#[test]
fn the_last_of_two_values_counts_and_blanks_do_not() {
    check(
        &[
            "/cert certification:pcep certification:pcap",
            "/cert certification:pcep certification:\" \"",
            "/cert private:true pcap",
            "/CERT pcap",
            "/Next-After pcap",
            "/cert",
        ],
        &expect![[r#"
            /cert certification:pcep certification:pcap -> cert certification:pcap
            /cert certification:pcep certification:" " -> cert certification:pcep
            /cert private:true pcap -> cert certification:pcap
            /CERT pcap -> cert certification:pcap
            /Next-After pcap -> next-after certification:pcap
            /cert -> no certification
        "#]],
    );
}
