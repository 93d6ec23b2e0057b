//! A server's own layer on top of the packs.

use super::*;
use crate::knowledge::{House, HouseNote};

/// Packs as the layers of these tests found them.
const PACKS: &str = r#"
//- words.toml
elsewhere = { en = ["az-900"] }
filler = { en = ["exam", "the"] }
common = { en = ["snake"] }
//- pi/issuer.toml
$ISSUER
//- pi/certifications/pcap.toml
name = "Certified Associate"
short_name = "PCAP"
aliases = ["Python Associate"]
family_names = ["PCxP"]
$SOUND
//- pi/certifications/pcep.toml
name = "Certified Entry"
short_name = "PCEP"
$SOUND
[[exam]]
$SOURCE
[[exam.version]]
code = "PCEP-30-02"
state = "current"
"#;

fn house(text: &str) -> SourceFile {
    let text = text.replace("$SOURCE\n", SOURCE);
    SourceFile { path: "house.toml".to_owned(), text }
}

/// An entry with this id and these lines on top.
fn entry(id: &str, lines: &str) -> String {
    format!(
        "[certification.{id}]\n{lines}\nsummary = \"Ours.\"\n{SOURCE}\
         [certification.{id}.source_urls]\npage = \"https://example.org\"\n\
         [certification.{id}.status]\nstate = \"active\"\n{SOURCE}"
    )
}

/// Loads a layer over packs and compares the problems of the layer as they are drawn.
#[track_caller]
fn check_house(packs: &str, text: &str, expected: Expect) -> Knowledge {
    let mut files = files(packs);
    let house = house(text);
    let (knowledge, diagnostics) = load_with_house(&files, &house, today());
    let place = files.len();
    files.push(house);
    expected.assert_eq(&diagnostics.of_file(place).render(&files, Style::Plain));
    knowledge
}

#[test]
fn a_sound_layer_adds_names_notes_and_entries_and_hides() {
    let text = r#"
[[alias]]
name = "snake exam 1"
certification = "pcep"
[[note]]
certification = "pcep"
text = "Study group on Tuesdays at 18:00 in #study"
url = "https://example.org/group"
[[hidden]]
certification = "pcap"
"#
    .to_owned()
        + &entry("our-exam", "name = \"Our Exam\"");
    let knowledge = check_house(PACKS, &text, expect![[""]]);
    assert_eq!(knowledge.get(&id("pcep")).unwrap().aliases, ["snake exam 1"]);
    let notes = knowledge.house_notes(&id("pcep"));
    let text = "Study group on Tuesdays at 18:00 in #study".to_owned();
    assert_eq!(notes, [HouseNote { text, url: Some("https://example.org/group".to_owned()) }]);
    assert!(knowledge.is_hidden(&id("pcap")) && knowledge.shown(&id("pcap")).is_none());
    assert!(knowledge.is_of_house(&id("our-exam")));
    let shown: Vec<&str> = knowledge.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(shown, ["our-exam", "pcep"]);
    assert_eq!(knowledge.all().count(), 3);
    assert_eq!(knowledge.issuers().len(), 2);
}

#[test]
fn what_a_file_says_can_be_written_and_read_again() {
    let text = "[[hidden]]\ncertification = \"pcap\"\n".to_owned()
        + &entry("our-exam", "name = \"Our Exam\"\nstep = 2");
    let (read, problems) = House::read(&house(&text), today());
    assert!(problems.is_empty());
    expect![[r#"
        [certification.our-exam]
        name = "Our Exam"
        step = 2
        summary = "Ours."
        sources = ["page"]
        checked_on = 2026-09-30
        confidence = "high"
        [certification.our-exam.source_urls]
        page = "https://example.org"
        [certification.our-exam.status]
        state = "active"
        sources = ["page"]
        checked_on = 2026-09-30
        confidence = "high"
    "#]]
    .assert_eq(&read.entries[0].1);
    let texts: Vec<String> = read.additions().map(|(_, text)| text).collect();
    assert_eq!(House::read(&house(&texts.join("\n")), today()).0, read);
}

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
    let notes: String = (0..6)
        .map(|it| format!("[[note]]\ncertification = \"pcep\"\ntext = \"Note {it}\"\n"))
        .collect();
    check_house(
        PACKS,
        &notes,
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
    let many: String = (0..502)
        .map(|it| format!("[[alias]]\nname = \"name {it}\"\ncertification = \"pcep\"\n"))
        .collect();
    let knowledge = check_house(
        PACKS,
        &many,
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

#[test]
fn a_pack_cannot_have_the_servers_own_issuer() {
    check(
        "//- this-server/issuer.toml\n$ISSUER",
        expect![[r#"
        error[invalid-id]: `this-server` stands for a server, which is the issuer of what it adds
         --> this-server/issuer.toml:1:1
          |
        1 | name = "Python Institute"
          | ^
          |
          = hint: rename the folder

    "#]],
    );
}

#[test]
fn all_of_an_issuer_can_be_hidden_and_the_issuer_goes_with_it() {
    let (mut knowledge, _) = load(&files(PACKS), today());
    knowledge.hide(|it| it.id == id("pcap"));
    assert_eq!((knowledge.iter().len(), knowledge.issuers().len()), (1, 1));
    let pi = IssuerId::parse("pi").unwrap();
    knowledge.hide(|it| it.issuer == pi);
    assert_eq!((knowledge.iter().len(), knowledge.issuers().len()), (0, 0));
    assert_eq!(knowledge.issuer(&pi).unwrap().short_name, "Python Institute");
    assert_eq!(knowledge.all().count(), 2);
}
