//! Messages as people write them in chats, and what they name. Longer than other files, for most of
//! it is one table, which is read and changed as one.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};

use super::MESSAGE_CHARACTERS;
use crate::files;
use crate::knowledge::{Date, load};
use crate::matching::{Index, Match, tests};

fn shipped() -> Index {
    let (knowledge, _) = load(&files::embedded(), Date::constant(2026, 11, 23));
    Index::new(&knowledge)
}

/// What a message names, each with the words for it: ``pcap `PCAP-31-03`, pcpp1 or pcpp2 `PCPP` ``.
fn named(index: &Index, message: &str) -> String {
    let mentions = index.mentions(message);
    let ids = |all: &[Match]| all.iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
    let named = mentions.named.iter().map(|it| format!("{} `{}`", it.found.id, it.words));
    let unclear = mentions.unclear.iter();
    let unclear = unclear.map(|it| format!("{} `{}`", ids(&it.candidates).join(" or "), it.words));
    named.chain(unclear).collect::<Vec<_>>().join(", ")
}

/// Two lines for each message.
fn check_over(index: &Index, messages: &[&str], expected: &Expect) {
    let shown = |it: &&str| match named(index, it) {
        none if none.is_empty() => format!("{it:?}\n  nothing\n"),
        named => format!("{it:?}\n  {named}\n"),
    };
    expected.assert_eq(&messages.iter().map(shown).collect::<String>());
}

fn check(messages: &[&str], expected: &Expect) {
    check_over(&shipped(), messages, expected);
}

#[test]
fn somebody_tells_of_a_certification() {
    check(
        &[
            "Just passed PCEP today!! 🎉 PCAP next or straight to PCPP1?",
            "pcap next?",
            "anyone has a voucher for pcep-30-02 ?",
            "pcep n pcap look the same to me",
            "got PCPP2 in 2027? is it even out",
            "My PCAP's badge says PCAP-31-03, hers PCAP-31-0x",
            "PCAP 40 questions in 65 min, scored 88 %",
            "hello @everyone, how do I sort a list in python?",
        ],
        &expect![[r#"
            "Just passed PCEP today!! 🎉 PCAP next or straight to PCPP1?"
              pcep `PCEP`, pcap `PCAP`, pcpp1 `PCPP1`
            "pcap next?"
              pcap `pcap`
            "anyone has a voucher for pcep-30-02 ?"
              pcep `pcep-30-02`
            "pcep n pcap look the same to me"
              pcep `pcep`, pcap `pcap`
            "got PCPP2 in 2027? is it even out"
              pcpp2 `PCPP2`
            "My PCAP's badge says PCAP-31-03, hers PCAP-31-0x"
              pcap `PCAP`
            "PCAP 40 questions in 65 min, scored 88 %"
              pcap `PCAP`
            "hello @everyone, how do I sort a list in python?"
              nothing
        "#]],
    );
}

#[test]
fn other_languages_are_read_too() {
    check(
        &[
            "Acabo de aprobar el PCEP, ¿ahora PCAP o PCAT?",
            "Ich habe die PCAP-Prüfung bestanden, PCPP1 kommt als Nächstes",
            "zdałem PCEP i PCAP, teraz PCPP",
            "J'ai la clé : d'abord PCEP, puis le PCAP",
            "Passei na PCEP ontem, alguém já fez a PCES?",
            "PCAPの試験に合格しました！次はPCPP1",
            "PCAP를 땄어요, PCEP도요",
            "склав PCEP, що далі?",
            "PCEP'ten sonra PCAP'ı aldım",
        ],
        &expect![[r#"
            "Acabo de aprobar el PCEP, ¿ahora PCAP o PCAT?"
              pcep `PCEP`, pcap `PCAP`, pcat `PCAT`
            "Ich habe die PCAP-Prüfung bestanden, PCPP1 kommt als Nächstes"
              pcap `PCAP`, pcpp1 `PCPP1`
            "zdałem PCEP i PCAP, teraz PCPP"
              pcep `PCEP`, pcap `PCAP`, pcpp1 or pcpp2 `PCPP`
            "J'ai la clé : d'abord PCEP, puis le PCAP"
              pcep `PCEP`, pcap `PCAP`
            "Passei na PCEP ontem, alguém já fez a PCES?"
              pcep `PCEP`, pces `PCES`
            "PCAPの試験に合格しました！次はPCPP1"
              pcap `PCAP`, pcpp1 `PCPP1`
            "PCAP를 땄어요, PCEP도요"
              pcap `PCAP`, pcep `PCEP`
            "склав PCEP, що далі?"
              pcep `PCEP`
            "PCEP'ten sonra PCAP'ı aldım"
              pcep `PCEP`, pcap `PCAP`
        "#]],
    );
}

#[test]
fn names_in_full_count_in_any_case_and_with_any_hyphen() {
    check(
        &[
            "The Certified Entry Level Python Programmer cert",
            "I am a certified associate in python programming",
            "OpenEDG Python Institute: Certified Associate Tester with Python",
            "Certified Professional in Python Programming 2",
            "Certified Professional Python Programmer (Level 1)",
            "#CertifiedAssociatePythonProgrammer #PCEP",
            "PCAP™ \u{2013} Certified Associate Python Programmer (Exam PCAP-31-0x)",
        ],
        &expect![[r##"
            "The Certified Entry Level Python Programmer cert"
              pcep `Certified Entry Level Python Programmer`
            "I am a certified associate in python programming"
              pcap `certified associate in python programming`
            "OpenEDG Python Institute: Certified Associate Tester with Python"
              pcat `Certified Associate Tester with Python`
            "Certified Professional in Python Programming 2"
              pcpp2 `Certified Professional in Python Programming 2`
            "Certified Professional Python Programmer (Level 1)"
              pcpp1 `Certified Professional Python Programmer (Level 1)`
            "#CertifiedAssociatePythonProgrammer #PCEP"
              pcap `CertifiedAssociatePythonProgrammer`, pcep `PCEP`
            "PCAP™ – Certified Associate Python Programmer (Exam PCAP-31-0x)"
              pcap `PCAP`
        "##]],
    );
}

#[test]
fn a_slip_or_half_a_name_is_nothing() {
    check(
        &[
            "Certified Associate Python Programer",
            "pcepp, pacp, pcpa, PCAPP",
            "associate python programmer",
            "entry level data certification with python",
            "I'm a Python expert looking for a python tester, entry-level Python jobs only",
            "C++ Certified Associate Programmer",
            "is 31-03 tougher than 30-02?",
            "the python institute has good certs",
        ],
        &expect![[r#"
            "Certified Associate Python Programer"
              nothing
            "pcepp, pacp, pcpa, PCAPP"
              nothing
            "associate python programmer"
              nothing
            "entry level data certification with python"
              nothing
            "I'm a Python expert looking for a python tester, entry-level Python jobs only"
              nothing
            "C++ Certified Associate Programmer"
              nothing
            "is 31-03 tougher than 30-02?"
              nothing
            "the python institute has good certs"
              nothing
        "#]],
    );
}

#[test]
fn a_name_of_several_is_unclear() {
    check(
        &[
            "is PCPP worth it?",
            "Certified Professional in Python Programming",
            "PCPP exam, pcpp exam, PCPP!",
            "Certified Professional in Python Programming (PCPP1)",
            "PCPP: first PCPP1, then PCPP2",
            "got PCPP1, what other PCPP is there?",
            "pcpp3 when? PCPP-3? PCPP-32-999?",
        ],
        &expect![[r#"
            "is PCPP worth it?"
              pcpp1 or pcpp2 `PCPP`
            "Certified Professional in Python Programming"
              pcpp1 or pcpp2 `Certified Professional in Python Programming`
            "PCPP exam, pcpp exam, PCPP!"
              pcpp1 or pcpp2 `PCPP`
            "Certified Professional in Python Programming (PCPP1)"
              pcpp1 `PCPP1`
            "PCPP: first PCPP1, then PCPP2"
              pcpp1 `PCPP1`, pcpp2 `PCPP2`
            "got PCPP1, what other PCPP is there?"
              pcpp1 `PCPP1`, pcpp1 or pcpp2 `PCPP`
            "pcpp3 when? PCPP-3? PCPP-32-999?"
              nothing
        "#]],
    );
}

#[test]
fn a_number_is_part_of_a_name_only_if_it_cannot_be_anything_else() {
    check(
        &[
            "took my PCPP 2 weeks ago",
            "I did PCPP. 2 weeks ago",
            "the PCPP 2-day course",
            "PCPP\n1. register\n2. pay",
            "PCPP \u{2014} 2 of us passed",
            "PCPP 2 is not out, PCPP 1 is",
            "I passed PCPP I think",
            "PCPP I, then maybe PCPP II",
            "PCPP I or II?",
            "PCPP I and PCPP II both",
            "PCPP1/2 are hard",
            "difference between PCPP 1 and 2?",
            "passed PCPP1 and 2 days later PCAP",
            "PCPP level 1 done, now PCPP Level two",
            "PCPP-1 PCPP_2 PCPP1️⃣",
            "PCAP7 PCAP-99 PCAP-31-99",
        ],
        &expect![[r#"
            "took my PCPP 2 weeks ago"
              pcpp1 or pcpp2 `PCPP`
            "I did PCPP. 2 weeks ago"
              pcpp1 or pcpp2 `PCPP`
            "the PCPP 2-day course"
              pcpp1 or pcpp2 `PCPP`
            "PCPP\n1. register\n2. pay"
              pcpp1 or pcpp2 `PCPP`
            "PCPP — 2 of us passed"
              pcpp1 or pcpp2 `PCPP`
            "PCPP 2 is not out, PCPP 1 is"
              pcpp2 `PCPP 2`, pcpp1 `PCPP 1`
            "I passed PCPP I think"
              pcpp1 or pcpp2 `PCPP`
            "PCPP I, then maybe PCPP II"
              pcpp1 `PCPP I`, pcpp2 `PCPP II`
            "PCPP I or II?"
              pcpp1 `PCPP I`, pcpp2 `PCPP I or II`
            "PCPP I and PCPP II both"
              pcpp1 `PCPP I`, pcpp2 `PCPP II`
            "PCPP1/2 are hard"
              pcpp1 `PCPP1`, pcpp2 `PCPP1/2`
            "difference between PCPP 1 and 2?"
              pcpp1 `PCPP 1`, pcpp2 `PCPP 1 and 2`
            "passed PCPP1 and 2 days later PCAP"
              pcpp1 `PCPP1`, pcap `PCAP`
            "PCPP level 1 done, now PCPP Level two"
              pcpp1 `PCPP level 1`, pcpp2 `PCPP Level two`
            "PCPP-1 PCPP_2 PCPP1\u{fe0f}\u{20e3}"
              pcpp1 `PCPP-1`, pcpp2 `PCPP_2`
            "PCAP7 PCAP-99 PCAP-31-99"
              nothing
        "#]],
    );
}

#[test]
fn what_stands_between_names_does_no_harm() {
    check(
        &[
            "PCEP -> PCAP -> PCPP1 -> PCPP2",
            "PCEP→PCAT",
            "pcep/pcap/pcat",
            "PCEP,PCAP;PCAT|PCAD",
            "pcep+pcap",
            "PCEP: $59, PCAP=$295, PCAT ($195)",
            "- PCEP\n- PCAP\n* PCPP1",
            "1. PCEP 2. PCAP",
            "PCEP...PCAP.Then PCPP1",
            "> PCEP is easy\nno, **PCAP**-31-03 is. ||PCAT|| ~~PCAD~~ _PCED_",
            "\u{202e}PCEP\u{202c} P\u{200b}CAP 𝐏𝐂𝐄𝐃 ＰＣＥＴ",
        ],
        &expect![[r#"
            "PCEP -> PCAP -> PCPP1 -> PCPP2"
              pcep `PCEP`, pcap `PCAP`, pcpp1 `PCPP1`, pcpp2 `PCPP2`
            "PCEP→PCAT"
              pcep `PCEP`, pcat `PCAT`
            "pcep/pcap/pcat"
              pcep `pcep`, pcap `pcap`, pcat `pcat`
            "PCEP,PCAP;PCAT|PCAD"
              pcep `PCEP`, pcap `PCAP`, pcat `PCAT`, pcad `PCAD`
            "pcep+pcap"
              pcep `pcep`, pcap `pcap`
            "PCEP: $59, PCAP=$295, PCAT ($195)"
              pcep `PCEP`, pcap `PCAP`, pcat `PCAT`
            "- PCEP\n- PCAP\n* PCPP1"
              pcep `PCEP`, pcap `PCAP`, pcpp1 `PCPP1`
            "1. PCEP 2. PCAP"
              pcep `PCEP`, pcap `PCAP`
            "PCEP...PCAP.Then PCPP1"
              pcep `PCEP`, pcap `PCAP`, pcpp1 `PCPP1`
            "> PCEP is easy\nno, **PCAP**-31-03 is. ||PCAT|| ~~PCAD~~ _PCED_"
              pcep `PCEP`, pcap `PCAP-31-03`, pcat `PCAT`, pcad `PCAD`, pced `PCED`
            "\u{202e}PCEP\u{202c} P\u{200b}CAP 𝐏𝐂𝐄𝐃 ＰＣＥＴ"
              pcep `PCEP`, pcap `PCAP`, pced `𝐏𝐂𝐄𝐃`, pcet `ＰＣＥＴ`
        "#]],
    );
}

#[test]
fn addresses_mentions_and_emoji_name_nothing() {
    check(
        &[
            "see https://pythoninstitute.org/pcap and pythoninstitute.org/pcep",
            "[PCAP](https://pythoninstitute.org/pcep) (https://example.org/pcat)",
            "<@123> <#456> <:pcap:789> <a:pcep:1> :pcat: </cert:42> <https://example.org/pced>",
            "@pcap #pcep mail pcat@example.org",
            "$PCAP ${PCEP} --pcat /pcad C:\\pced ./pces",
        ],
        &expect![[r#"
            "see https://pythoninstitute.org/pcap and pythoninstitute.org/pcep"
              nothing
            "[PCAP](https://pythoninstitute.org/pcep) (https://example.org/pcat)"
              pcap `PCAP`
            "<@123> <#456> <:pcap:789> <a:pcep:1> :pcat: </cert:42> <https://example.org/pced>"
              nothing
            "@pcap #pcep mail pcat@example.org"
              pcep `pcep`
            "$PCAP ${PCEP} --pcat /pcad C:\\pced ./pces"
              nothing
        "#]],
    );
}

#[test]
fn code_names_nothing_unless_it_is_a_list() {
    check(
        &[
            "```py\nimport PCAP\npcap.open('x')\n```",
            "```\nPCEP  USD 59\nPCAP  USD 295\n```",
            "```\nfor packet in pcap:\n```",
            "`pcap` or `PCAP-31-03`?",
            "PCAP_ERRBUF_SIZE and pcap_open_live and my.pcap.reader",
            "pcap('x'), pcap=3, pcap::open",
            "docs/pcap/readme.md and notes-pcep.pdf",
            "an open ` and PCEP",
            "pcpp2 < pcpp1 <3",
        ],
        &expect![[r#"
            "```py\nimport PCAP\npcap.open('x')\n```"
              nothing
            "```\nPCEP  USD 59\nPCAP  USD 295\n```"
              pcep `PCEP`, pcap `PCAP`
            "```\nfor packet in pcap:\n```"
              nothing
            "`pcap` or `PCAP-31-03`?"
              pcap `PCAP-31-03`
            "PCAP_ERRBUF_SIZE and pcap_open_live and my.pcap.reader"
              nothing
            "pcap('x'), pcap=3, pcap::open"
              nothing
            "docs/pcap/readme.md and notes-pcep.pdf"
              nothing
            "an open ` and PCEP"
              pcep `PCEP`
            "pcpp2 < pcpp1 <3"
              pcpp2 `pcpp2`, pcpp1 `pcpp1`
        "#]],
    );
}

#[test]
fn what_goes_by_the_same_name_is_not_ours() {
    check(
        &[
            "Can you open this pcap file in wireshark?",
            "Open it in wireshark. The pcap is attached",
            "tcpdump -w capture.pcap, then send me the pcap please",
            "Ist die PCAP-Datei kaputt?",
            "PCAP (Packet Capture) tool",
            "PCEP protocol, RFC 5440",
            "the PCC talks PCEP to the PCE",
            "libpcap, WinPcap, pypcap and pcapng",
            "PCAPs, PCAs and PCEs",
            "my pc as a server, PC ad blocker, P-CAD",
            "PCAT was the pharmacy admission test",
        ],
        &expect![[r#"
            "Can you open this pcap file in wireshark?"
              nothing
            "Open it in wireshark. The pcap is attached"
              nothing
            "tcpdump -w capture.pcap, then send me the pcap please"
              nothing
            "Ist die PCAP-Datei kaputt?"
              nothing
            "PCAP (Packet Capture) tool"
              nothing
            "PCEP protocol, RFC 5440"
              nothing
            "the PCC talks PCEP to the PCE"
              nothing
            "libpcap, WinPcap, pypcap and pcapng"
              nothing
            "PCAPs, PCAs and PCEs"
              nothing
            "my pc as a server, PC ad blocker, P-CAD"
              nothing
            "PCAT was the pharmacy admission test"
              nothing
        "#]],
    );
}

#[test]
fn what_is_ours_stays_ours_beside_it() {
    check(
        &[
            "Passed PCAP! Now I learn wireshark",
            "PCEP and PCAP done. Next: network traffic with scapy",
            "PCAP-31-03 and a pcap file",
            "is PCAP open book? any PCAP sample questions?",
            "study packet for PCAP",
        ],
        &expect![[r#"
            "Passed PCAP! Now I learn wireshark"
              pcap `PCAP`
            "PCEP and PCAP done. Next: network traffic with scapy"
              pcep `PCEP`, pcap `PCAP`
            "PCAP-31-03 and a pcap file"
              pcap `PCAP-31-03`
            "is PCAP open book? any PCAP sample questions?"
              pcap `PCAP`
            "study packet for PCAP"
              pcap `PCAP`
        "#]],
    );
}

#[test]
fn codes_of_other_issuers_are_held_to_the_same() {
    check_over(
        &tests::index(),
        &[
            "passed security+ and C)CSA, CCSA next",
            "Sec Plus? Security plus!",
            "az-104 then AZ 900, not AZ-105",
            "I passed PSM I think",
            "PSM I. Then PSM II",
            "CIS M or CISM?",
            "cka? le clé, la cka",
            "security is hard, azure fundamentals too",
            "Azure Fundamentals",
        ],
        &expect![[r#"
            "passed security+ and C)CSA, CCSA next"
              security-plus `security+`, mile2-csa `C)CSA`, ccsa `CCSA`
            "Sec Plus? Security plus!"
              security-plus `Security plus`
            "az-104 then AZ 900, not AZ-105"
              az-104 `az-104`, az-900 `AZ 900`
            "I passed PSM I think"
              nothing
            "PSM I. Then PSM II"
              psm-1 `PSM I`, psm-2 `PSM II`
            "CIS M or CISM?"
              cism `CIS M`, cism-2 `CISM`
            "cka? le clé, la cka"
              cka `cka`
            "security is hard, azure fundamentals too"
              nothing
            "Azure Fundamentals"
              az-900 `Azure Fundamentals`
        "#]],
    );
}

#[test]
fn an_index_of_nothing_names_nothing() {
    let index = Index::from_entries([], &crate::knowledge::Words::default());
    assert_eq!(named(&index, "PCAP and PCEP"), "");
}

#[test]
fn the_first_4_000_characters_are_read() {
    let index = shipped();
    let long = format!("{}PCAP PCEP", "x ".repeat(MESSAGE_CHARACTERS / 2 - 2));
    assert_eq!(named(&index, &long), "pcap `PCAP`");
}
