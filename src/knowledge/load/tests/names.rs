//! Names that two certifications own, names that are no use, and words.

use super::*;

#[test]
fn a_name_owned_by_two_is_shown_in_both_places() {
    check(
        r#"
//- pi/issuer.toml
$ISSUER
//- pi/certifications/pcap.toml
name = "PCAP"
aliases = ["Python Associate"]
$SOUND
//- pi/certifications/pcat.toml
name = "PCAT"
former_names = ["python-associate"]
$SOUND
"#,
        expect![[r#"
            error[shared-name]: `python-associate` names both `pcap` and `pcat`
             --> pi/certifications/pcat.toml:2:17
              |
            2 | former_names = ["python-associate"]
              |                 ^^^^^^^^^^^^^^^^^^ former name of `pcat`
              |
             ::: pi/certifications/pcap.toml:2:12
              |
            2 | aliases = ["Python Associate"]
              |            ------------------ alias of `pcap`
              |
              = hint: keep it where people mean it, or list it under `family_names` in both if they may mean either

        "#]],
    );
}

const SHARED_EXAM: &str = r#"
//- pi/issuer.toml
$ISSUER
//- pi/certifications/ccie.toml
name = "CCIE"
$SOUND
[[exam]]
shared_with = ["ccnp"]
$SOURCE
[[exam.version]]
code = "350-401"
state = "current"
//- pi/certifications/ccnp.toml
name = "CCNP"
$SOUND
[[exam]]
shared_with = ["ccie"]
$SOURCE
[[exam.version]]
code = "350-401"
state = "current"
"#;

#[test]
fn an_exam_code_owned_by_two_is_a_problem_unless_both_say_that_they_share_it() {
    check(SHARED_EXAM, expect![[""]]);
    check(
        &SHARED_EXAM.replace("shared_with = [\"ccie\"]\n", ""),
        expect![[r#"
            error[shared-name]: `350-401` names both `ccie` and `ccnp`
              --> pi/certifications/ccnp.toml:19:8
               |
            19 | code = "350-401"
               |        ^^^^^^^^^ exam code of `ccnp`
               |
              ::: pi/certifications/ccie.toml:20:8
               |
            20 | code = "350-401"
               |        --------- exam code of `ccie`
               |
               = hint: if it is one exam for both, say so in both: `shared_with = ["ccie"]` here and `shared_with = ["ccnp"]` there

        "#]],
    );
}

#[test]
fn family_names_are_shared_on_purpose_but_nobody_has_them_to_itself() {
    let two = |more: &str| {
        format!(
            "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcpp1.toml\nname = \"First\"\nfamily_names = [\"PCPP\"]\n$SOUND//- pi/certifications/pcpp2.toml\nname = \"Second\"\n{more}\n$SOUND"
        )
    };
    check(&two("family_names = [\"PCPP\"]"), expect![[""]]);
    check(
        &two("short_name = \"PCPP\""),
        expect![[r#"
            error[shared-name]: `PCPP` is shared by several, but `pcpp2` has it to itself
             --> pi/certifications/pcpp1.toml:2:17
              |
            2 | family_names = ["PCPP"]
              |                 ^^^^^^ family name of `pcpp1`
              |
             ::: pi/certifications/pcpp2.toml:2:14
              |
            2 | short_name = "PCPP"
              |              ------ short name of `pcpp2`
              |
              = hint: remove it here, or from `pcpp2` and list it there under `family_names`

        "#]],
    );
}

#[test]
fn an_alias_that_says_nothing_is_a_warning() {
    check(
        r#"
//- words.toml
[filler]
en = ["exam"]
[common]
en = ["next"]
//- pi/issuer.toml
$ISSUER
//- pi/certifications/pcap.toml
name = "PCAP"
aliases = ["Next", "exam", "python associate", "Python-Associate"]
$SOUND
"#,
        expect![[r#"
            warning[common-alias]: the alias `Next` is a word of plain speech
             --> pi/certifications/pcap.toml:2:12
              |
            2 | aliases = ["Next", "exam", "python associate", "Python-Associate"]
              |            ^^^^^^
              |
              = hint: remove it, or say more: it would answer sentences that are not about it

            warning[common-alias]: the alias `exam` is a word of plain speech
             --> pi/certifications/pcap.toml:2:20
              |
            2 | aliases = ["Next", "exam", "python associate", "Python-Associate"]
              |                    ^^^^^^
              |
              = hint: remove it, or say more: it would answer sentences that are not about it

            warning[repeated-alias]: the alias `Python-Associate` stands here twice
             --> pi/certifications/pcap.toml:2:48
              |
            2 | aliases = ["Next", "exam", "python associate", "Python-Associate"]
              |                            ------------------  ^^^^^^^^^^^^^^^^^^
              |                            |
              |                            the same
              |
              = hint: remove one: capitals, blanks and hyphens make no difference

        "#]],
    );
}

#[test]
fn words_are_lists_by_language() {
    check(
        "//- words.toml\n[filler]\nen = \"the\"\n[[synonym]]\nwords = [\"tester\"]\n[[synonyms]]\nwords = [\"tester\", \"qa\"]\n",
        expect![[r#"
            error[wrong-type]: `filler.en` must be a list of texts, found text
             --> words.toml:2:6
              |
            2 | en = "the"
              |      ^^^^^ this is text
              |
              = hint: write it like `filler.en = ["…", "…"]`

            error[too-few]: `words` must list at least 2 values
             --> words.toml:4:9
              |
            4 | words = ["tester"]
              |         ^^^^^^^^^^
              |
              = hint: add what is missing, or remove the line: the words, at least two

            error[unknown-key]: this file has no key named `synonyms`
             --> words.toml:5:3
              |
            5 | [[synonyms]]
              |   ^^^^^^^^
              |
              = hint: did you mean `synonym`?

        "#]],
    );
}

#[test]
fn a_homonym_has_a_name() {
    check(
        "//- words.toml\n[[homonym]]\nbeside = [\"file\"]\n[[homonym]]\nname = \"PCAP\"\naround = [\"wireshark\"]\n",
        expect![[r#"
            error[missing-key]: [[homonym]] has no `name`
             --> words.toml:1:1
              |
            1 | [[homonym]]
              | ^^^^^^^^^^^
              |
              = hint: add `name = "…"`: the short name

        "#]],
    );
}

#[test]
fn what_is_elsewhere_is_not_here_and_stands_once() {
    let fixture = r#"
//- words.toml
[elsewhere]
one = ["ccna", "py-cap", "Python"]
two = ["CCNA"]
//- pi/issuer.toml
subjects = ["python"]
$ISSUER
//- pi/certifications/pcap.toml
name = "PCAP"
aliases = ["PyCAP"]
$SOUND
"#;
    check(
        fixture,
        expect![[r#"
        warning[known-elsewhere]: `py-cap` is a name in this knowledge, not elsewhere
         --> words.toml:2:16
          |
        2 | one = ["ccna", "py-cap", "Python"]
          |                ^^^^^^^^
          |
          = hint: remove it here: what is known counts

        warning[known-elsewhere]: `Python` is a name in this knowledge, not elsewhere
         --> words.toml:2:26
          |
        2 | one = ["ccna", "py-cap", "Python"]
          |                          ^^^^^^^^
          |
          = hint: remove it here: what is known counts

        warning[repeated-elsewhere]: `CCNA` stands under [elsewhere] twice
         --> words.toml:3:8
          |
        2 | one = ["ccna", "py-cap", "Python"]
          |        ------ the same
        3 | two = ["CCNA"]
          |        ^^^^^^
          |
          = hint: remove one: capitals make no difference

    "#]],
    );
    let (knowledge, _) = load(&files(fixture), today());
    assert_eq!(knowledge.words().elsewhere, ["ccna", "CCNA"]);
}
