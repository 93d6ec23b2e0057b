//! What is wrong with a layer in itself.

#![allow(clippy::too_many_lines, reason = "most lines are problems as they are drawn")]

use super::*;

#[test]
fn what_is_wrong_in_itself_is_an_error_and_the_rest_applies() {
    let text = r#"
[[alias]]
name = "snake one"
certification = "pcep"
[[alias]]
name = "Snake-One"
certification = "pcap"
[[alias]]
name = "🐍"
certification = "pcep"
[[alias]]
name = "our exam"
certification = "pcep"
[[alias]]
certification = "PCEP"
[[note]]
certification = "pcep"
text = "On Tuesdays"
url = "javascript:alert(1)"
[[note]]
certification = "pcep"
text = "On Tuesdays"
[[hidden]]
certification = "pcap"
[[hidden]]
certification = "pcap"
[[hide]]
certification = "pcap"
"#
    .to_owned()
        + &entry("our-exam", "name = \"Our Exam\"\nnmae = \"x\"")
        + &entry("other", "name = \"Other\"\naliases = [\"OUR EXAM\"]")
        + "[certification.broken]\nname = \"Broken\"\n[certification.broken.status]\n\
           summary = \"x\"\n[certification.Bad]\n";
    let knowledge = check_house(
        PACKS,
        &text,
        expect![[r#"
            error[repeated-alias]: the alias `Snake-One` stands in this file twice
             --> house.toml:6:8
              |
            3 | name = "snake one"
              |        ----------- the same
            ...
            6 | name = "Snake-One"
              |        ^^^^^^^^^^^
              |
              = hint: remove one: capitals, blanks and hyphens make no difference

            error[unfit-text]: the alias `🐍` has neither a letter nor a digit
             --> house.toml:9:8
              |
            9 | name = "🐍"
              |        ^^^^
              |
              = hint: write what people type: signs alone are not looked up

            error[shared-name]: `our exam` is a name of an entry in this file: name of `our-exam`
              --> house.toml:12:8
               |
            12 | name = "our exam"
               |        ^^^^^^^^^^
            ...
            30 | name = "Our Exam"
               |        ---------- name of `our-exam`
               |
               = hint: choose another alias, or remove it

            error[missing-key]: [[alias]] has no `name`
              --> house.toml:14:1
               |
            14 | [[alias]]
               | ^^^^^^^^^
               |
               = hint: add `name = "…"`: what people here type for it

            error[invalid-id]: `PCEP` cannot be the id of a certification
              --> house.toml:15:17
               |
            15 | certification = "PCEP"
               |                 ^^^^^^
               |
               = hint: did you mean `pcep`?

            error[bad-link]: this address must begin with `https://` or `http://`
              --> house.toml:19:7
               |
            19 | url = "javascript:alert(1)"
               |       ^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`

            error[repeated]: this note stands in this file twice
              --> house.toml:20:1
               |
            16 | [[note]]
               | -------- the same
            ...
            20 | [[note]]
               | ^^^^^^^^
               |
               = hint: remove one

            error[repeated]: this certification is hidden twice
              --> house.toml:26:17
               |
            24 | certification = "pcap"
               |                 ------ the same
            25 | [[hidden]]
            26 | certification = "pcap"
               |                 ^^^^^^
               |
               = hint: remove one

            error[unknown-key]: this file has no key named `hide`
              --> house.toml:27:3
               |
            27 | [[hide]]
               |   ^^^^
               |
               = hint: remove it, or use one of `alias`, `note`, `hidden` or `certification`

            error[unknown-key]: this entry has no key named `nmae`
              --> house.toml:31:1
               |
            31 | nmae = "x"
               | ^^^^
               |
               = hint: did you mean `name`?

            error[shared-name]: `OUR EXAM` names both `our-exam` and `other`
              --> house.toml:45:12
               |
            29 | [certification.our-exam]
               |                -------- id of `our-exam`
            ...
            45 | aliases = ["OUR EXAM"]
               |            ^^^^^^^^^^ alias of `other`
               |
               = hint: keep it where people mean it, or list it under `family_names` in both if they may mean either

            error[missing-key]: this entry has no `summary`
              --> house.toml:57:16
               |
            57 | [certification.broken]
               |                ^^^^^^
               |
               = hint: add `summary = "…"` right below [certification.broken]: what it is, in one or two sentences

            error[missing-key]: this entry has no `sources`
              --> house.toml:57:16
               |
            57 | [certification.broken]
               |                ^^^^^^
               |
               = hint: add `sources = ["page"]` right below [certification.broken]: where this is from: names of addresses in [certification.broken.source_urls], the best first

            error[missing-key]: this entry has no `checked_on`
              --> house.toml:57:16
               |
            57 | [certification.broken]
               |                ^^^^^^
               |
               = hint: add `checked_on = 2026-09-30` right below [certification.broken]: when somebody last looked: a day, or its month in quotes

            error[missing-key]: this entry has no `confidence`
              --> house.toml:57:16
               |
            57 | [certification.broken]
               |                ^^^^^^
               |
               = hint: add `confidence = "high"` right below [certification.broken]: how far to trust it; high is the issuer's own page or two independent sources that agree

            error[missing-key]: this entry has no `source_urls`
              --> house.toml:57:16
               |
            57 | [certification.broken]
               |                ^^^^^^
               |
               = hint: add a part [certification.broken.source_urls]: the addresses that facts of this entry are from, each under a short name

            error[missing-key]: [certification.broken.status] has no `state`
              --> house.toml:59:1
               |
            59 | [certification.broken.status]
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add `state = "planned"`: where it stands, as last seen

            error[missing-key]: [certification.broken.status] has no `sources`
              --> house.toml:59:1
               |
            59 | [certification.broken.status]
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add `sources = ["page"]`: where this is from: names of addresses in [certification.broken.source_urls], the best first

            error[missing-key]: [certification.broken.status] has no `checked_on`
              --> house.toml:59:1
               |
            59 | [certification.broken.status]
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add `checked_on = 2026-09-30`: when somebody last looked: a day, or its month in quotes

            error[missing-key]: [certification.broken.status] has no `confidence`
              --> house.toml:59:1
               |
            59 | [certification.broken.status]
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add `confidence = "high"`: how far to trust it; high is the issuer's own page or two independent sources that agree

            error[unknown-key]: [certification.broken.status] has no key named `summary`
              --> house.toml:60:1
               |
            60 | summary = "x"
               | ^^^^^^^
               |
               = hint: `summary` belongs to the top of the entry: move it right below [certification.broken]

            error[invalid-id]: `Bad` cannot be the id of a certification
              --> house.toml:61:16
               |
            61 | [certification.Bad]
               |                ^^^
               |
               = hint: did you mean `bad`?

        "#]],
    );
    assert_eq!(knowledge.house_aliases(&id("pcep")), ["snake one"]);
    assert!(knowledge.is_of_house(&id("our-exam")));
}

#[test]
fn own_entries_that_ask_for_each_other_go_in_a_circle() {
    let asks = |one: &str, other: &str| {
        entry(one, &format!("name = \"{one} name\""))
            + &format!("[certification.{one}.requirements]\n")
            + SOURCE
            + &format!(
                "[[certification.{one}.requirements.rule]]\nstrength = \"required\"\n\
                 certification = \"{other}\"\n"
            )
    };
    check_house(
        PACKS,
        &(asks("one-x", "two-x") + &asks("two-x", "one-x")),
        expect![[r#"
        error[requirement-cycle]: requirements go round in a circle: one-x -> two-x -> one-x
          --> house.toml:40:17
           |
        20 | certification = "two-x"
           |                 ------- `one-x` asks for `two-x`
        ...
        40 | certification = "one-x"
           |                 ^^^^^^^ `two-x` asks for `one-x`
           |
           = hint: nobody could begin: remove the step that is not asked for

    "#]],
    );
}

#[test]
fn a_layer_has_its_bounds() {
    let notes: Vec<String> = (0..6)
        .map(|it| format!("[[note]]\ncertification = \"pcep\"\ntext = \"Note {it}\"\n"))
        .collect();
    check_house(
        PACKS,
        &notes.concat(),
        expect![[r#"
        error[too-many]: `pcep` must have at most 5 notes
          --> house.toml:16:1
           |
        16 | [[note]]
           | ^^^^^^^^
           |
           = hint: remove this one, or say it in another

    "#]],
    );
    let long = format!("[[note]]\ncertification = \"pcep\"\ntext = \"{}\"\n", "x".repeat(301));
    check_house(
        PACKS,
        &long,
        expect![[r#"
        error[unfit-text]: `text` must have at most 300 characters, found 301
         --> house.toml:3:8
          |
        3 | ... = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: shorten it by 1 character, or Discord would refuse it

    "#]],
    );
    let many: Vec<String> = (0..502)
        .map(|it| format!("[[alias]]\nname = \"name {it}\"\ncertification = \"pcep\"\n"))
        .collect();
    let knowledge = check_house(
        PACKS,
        &many.concat(),
        expect![[r#"
        error[too-many]: this file must add at most 500 things, found 502
            --> house.toml:1502:8
             |
        1502 | name = "name 500"
             |        ^^^^^^^^^^ from here on
             |
             = hint: remove 2 things

    "#]],
    );
    assert_eq!(knowledge.house_aliases(&id("pcep")).len(), 500);
    let large = "#".repeat(256 * 1024 + 1);
    let (read, problems) = House::read(&house(&large), today());
    assert!(read.is_empty());
    let messages: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["this file must have at most 262144 bytes, found 262145"]);
}
