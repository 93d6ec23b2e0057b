//! Where the packs say otherwise.

#![allow(clippy::too_many_lines, reason = "most lines are problems as they are drawn")]

use super::*;

#[test]
fn an_alias_that_is_a_name_already_is_a_conflict_and_the_name_counts() {
    let alias =
        |name: &str, id: &str| format!("[[alias]]\nname = \"{name}\"\ncertification = \"{id}\"\n");
    let text = [
        ("Python  associate", "pcep"),
        ("PCÉP", "pcep"),
        ("PCEP 30 02", "pcap"),
        ("pcxp", "pcap"),
        ("general", "pcap"),
        ("python-institute", "pcap"),
        ("the snake", "pcap"),
        ("AZ-900", "pcap"),
        ("good one", "pcap"),
    ];
    let text: String = text.iter().map(|(name, id)| alias(name, id)).collect();
    let knowledge = check_house(
        PACKS,
        &text,
        expect![[r#"
        warning[name-taken]: `Python  associate` is taken: alias of `pcap`
         --> house.toml:2:8
          |
        2 | name = "Python  associate"
          |        ^^^^^^^^^^^^^^^^^^^
          |
         ::: pi/certifications/pcap.toml:3:12
          |
        3 | aliases = ["Python Associate"]
          |            ------------------ alias of `pcap`
          |
          = hint: choose another alias, or remove it: the name that was there counts

        warning[name-known]: `PCÉP` is a name of that certification without this alias
         --> house.toml:5:8
          |
        5 | name = "PCÉP"
          |        ^^^^^^
          |
         ::: pi/certifications/pcep.toml:1:1
          |
        1 | name = "Certified Entry"
          | - id of `pcep`
          |
          = hint: remove it: nothing is lost

        warning[name-taken]: `PCEP 30 02` is taken: exam code of `pcep`
          --> house.toml:8:8
           |
         8 | name = "PCEP 30 02"
           |        ^^^^^^^^^^^^
           |
          ::: pi/certifications/pcep.toml:20:8
           |
        20 | code = "PCEP-30-02"
           |        ------------ exam code of `pcep`
           |
           = hint: choose another alias, or remove it: the name that was there counts

        warning[name-taken]: `pcxp` is taken: a name that several share
          --> house.toml:11:8
           |
        11 | name = "pcxp"
           |        ^^^^^^
           |
          ::: pi/certifications/pcap.toml:4:17
           |
         4 | family_names = ["PCxP"]
           |                 ------ a name that several share
           |
           = hint: choose another alias, or remove it: the name that was there counts

        warning[name-taken]: `general` is taken: track of the issuer `pi`
          --> house.toml:14:8
           |
        14 | name = "general"
           |        ^^^^^^^^^
           |
          ::: pi/issuer.toml:11:8
           |
        11 | name = "General"
           |        --------- track of the issuer `pi`
           |
           = hint: choose another alias, or remove it: the name that was there counts

        warning[name-taken]: `python-institute` is taken: name of the issuer `pi`
          --> house.toml:17:8
           |
        17 | name = "python-institute"
           |        ^^^^^^^^^^^^^^^^^^
           |
          ::: pi/issuer.toml:1:8
           |
         1 | name = "Python Institute"
           |        ------------------ name of the issuer `pi`
           |
           = hint: choose another alias, or remove it: the name that was there counts

        warning[common-alias]: the alias `the snake` is plain speech
          --> house.toml:20:8
           |
        20 | name = "the snake"
           |        ^^^^^^^^^^^
           |
           = hint: say more, or remove it: it would answer sentences that are not about it

        warning[name-taken]: `AZ-900` is the name of something that is not in this knowledge
          --> house.toml:23:8
           |
        23 | name = "AZ-900"
           |        ^^^^^^^^
           |
           = hint: choose another alias, or remove it: who asks for that is told that it is not here

    "#]],
    );
    assert_eq!(knowledge.house_aliases(&id("pcap")), ["good one"]);
    assert_eq!(knowledge.get(&id("pcep")).unwrap().aliases, [] as [&str; 0]);
    assert_eq!(knowledge.words().elsewhere, ["az-900"]);
}

#[test]
fn what_is_said_of_a_certification_that_is_gone_is_a_conflict() {
    let text = r#"
[[alias]]
name = "snake exam 1"
certification = "pcepp"
[[note]]
certification = "gone"
text = "On Tuesdays"
[[note]]
certification = "pcep"
text = "On Mondays"
[[hidden]]
certification = "pcat"
"#;
    let knowledge = check_house(
        PACKS,
        text,
        expect![[r#"
            warning[certification-gone]: no certification has the id `pcepp`
             --> house.toml:4:17
              |
            4 | certification = "pcepp"
              |                 ^^^^^^^
              |
              = hint: it may have another id now: name that one, or remove this; the nearest there is is `pcep`

            warning[certification-gone]: no certification has the id `gone`
             --> house.toml:6:17
              |
            6 | certification = "gone"
              |                 ^^^^^^
              |
              = hint: it may have another id now: name that one, or remove this

            warning[certification-gone]: no certification has the id `pcat`
              --> house.toml:12:17
               |
            12 | certification = "pcat"
               |                 ^^^^^^
               |
               = hint: it may have another id now: name that one, or remove this; the nearest there is is `pcap`

        "#]],
    );
    assert_eq!(knowledge.house_notes(&id("pcep")).len(), 1);
    let (_, problems) = load_with_house(&files(PACKS), &house(text), today());
    assert!(!problems.has_errors());
    let conflicts: Vec<String> = problems
        .conflicts()
        .map(|(it, problem)| format!("{} {}: {}", it.kind.as_str(), it.key, problem.message))
        .collect();
    expect![[r#"
        alias snakeexam1: no certification has the id `pcepp`
        note gone:a076ce6d042b: no certification has the id `gone`
        hidden pcat: no certification has the id `pcat`"#]]
    .assert_eq(&conflicts.join("\n"));
}

#[test]
fn an_entry_that_a_pack_has_now_is_a_conflict_and_the_packs_counts() {
    let text = entry("pcap", "name = \"Not the packs\"")
        + &entry("ours", "name = \"certified entry\"")
        + &entry("python-associate", "name = \"Another\"")
        + &entry("kept", "name = \"Kept\"\naliases = [\"PCEP\", \"the exam\", \"kept one\"]");
    let knowledge = check_house(
        PACKS,
        &text,
        expect![[r#"
            warning[entry-in-pack]: a pack has a certification with the id `pcap`
             --> house.toml:1:16
              |
            1 | [certification.pcap]
              |                ^^^^
              |
             ::: pi/certifications/pcap.toml:1:1
              |
            1 | name = "Certified Associate"
              | - in the pack
              |
              = hint: remove this entry if it is the same, or give it another id: the pack's counts

            warning[entry-in-pack]: `certified entry` is taken: name of `pcep`
              --> house.toml:15:8
               |
            15 | name = "certified entry"
               |        ^^^^^^^^^^^^^^^^^
               |
              ::: pi/certifications/pcep.toml:1:8
               |
             1 | name = "Certified Entry"
               |        ----------------- name of `pcep`
               |
               = hint: remove this entry if it is the same, or name it otherwise: it is left out

            warning[entry-in-pack]: `python-associate` is taken: alias of `pcap`
              --> house.toml:27:16
               |
            27 | [certification.python-associate]
               |                ^^^^^^^^^^^^^^^^
               |
              ::: pi/certifications/pcap.toml:3:12
               |
             3 | aliases = ["Python Associate"]
               |            ------------------ alias of `pcap`
               |
               = hint: remove this entry if it is the same, or name it otherwise: it is left out

            warning[name-taken]: `PCEP` is taken: id of `pcep`
              --> house.toml:42:12
               |
            42 | aliases = ["PCEP", "the exam", "kept one"]
               |            ^^^^^^
               |
              ::: pi/certifications/pcep.toml:1:1
               |
             1 | name = "Certified Entry"
               | - id of `pcep`
               |
               = hint: remove the alias: the name that was there counts

            warning[common-alias]: the alias `the exam` is plain speech
              --> house.toml:42:20
               |
            42 | aliases = ["PCEP", "the exam", "kept one"]
               |                    ^^^^^^^^^^
               |
               = hint: say more: it would answer sentences that are not about it, so it is left out

        "#]],
    );
    assert_eq!(knowledge.get(&id("pcap")).unwrap().name, "Certified Associate");
    assert_eq!(knowledge.get(&id("kept")).unwrap().aliases, ["kept one"]);
    assert_eq!(knowledge.iter().len(), 3);
}

#[test]
fn an_entry_that_asks_for_what_is_gone_has_no_requirements_that_are_known() {
    let text = entry("ours", "issuer = \"zend\"\ntrack = \"web\"\nname = \"Ours\"")
        + "[certification.ours.requirements]\n"
        + SOURCE
        + "[[certification.ours.requirements.rule]]\nstrength = \"required\"\nall_of = \
           [{ certification = \"pcep\" }, { certification = \"pcat\" }]\n\
           [certification.ours.next]\nmain = [\"pcap\", \"pcad\"]\n"
        + SOURCE;
    let knowledge = check_house(
        PACKS,
        &text,
        expect![[r#"
            warning[issuer-gone]: no pack has an issuer with the id `zend`
             --> house.toml:2:10
              |
            2 | issuer = "zend"
              |          ^^^^^^
              |
              = hint: remove the line: the server itself is its issuer

            warning[issuer-gone]: its issuer has no track with the id `web`
             --> house.toml:3:9
              |
            3 | track = "web"
              |         ^^^^^
              |
              = hint: remove the line: it is left out

            warning[certification-gone]: no certification has the id `pcat`, so what comes before it counts as not known
              --> house.toml:22:57
               |
            22 | all_of = [{ certification = "pcep" }, { certification = "pcat" }]
               |                                                         ^^^^^^
               |
               = hint: name what takes its place, or remove the id here; the nearest there is is `pcap`

            warning[certification-gone]: no certification has the id `pcad`
              --> house.toml:24:17
               |
            24 | main = ["pcap", "pcad"]
               |                 ^^^^^^
               |
               = hint: name what takes its place, or remove the id here; the nearest there is is `pcap`

        "#]],
    );
    let ours = knowledge.get(&id("ours")).unwrap();
    assert_eq!(ours.requirements, None);
    assert_eq!(ours.next.as_ref().unwrap().value.main, [id("pcap")]);
    assert_eq!(ours.issuer, IssuerId::of_house());
}
