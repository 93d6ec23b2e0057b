//! Problems that show when several files are seen together.

use super::*;

#[test]
fn a_file_in_the_wrong_place_is_shown() {
    check(
        "//- pcap.toml\nname = \"PCAP\"\n",
        expect![[r#"
            error[misplaced-file]: this is not a place for a knowledge file
             --> pcap.toml:1:1
              |
            1 | name = "PCAP"
              | ^
              |
              = hint: a certification is `<issuer>/certifications/<id>.toml`, its issuer `<issuer>/issuer.toml`, and words are `words.toml`

        "#]],
    );
}

#[test]
fn a_name_that_cannot_be_an_id_is_shown() {
    check(
        "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/PCAP 31.toml\nname = \"PCAP\"\n$SOUND//- Other One/issuer.toml\n$ISSUER",
        expect![[r#"
            error[invalid-id]: the name of this folder, `Other One`, cannot be an id
             --> Other One/issuer.toml:1:1
              |
            1 | name = "Python Institute"
              | ^
              |
              = hint: rename the folder: 1 to 40 lowercase letters, digits and hyphens, such as `pcap`

            error[invalid-id]: the name of this file, `PCAP 31`, cannot be an id
             --> pi/certifications/PCAP 31.toml:1:1
              |
            1 | name = "PCAP"
              | ^
              |
              = hint: rename the file: 1 to 40 lowercase letters, digits and hyphens, such as `pcap`

        "#]],
    );
}

#[test]
fn a_certification_without_its_issuer_is_shown() {
    check(
        "//- pi/certifications/pcap.toml\nname = \"PCAP\"\n$SOUND",
        expect![[r#"
            error[missing-issuer]: there is no `pi/issuer.toml` beside this certification
             --> pi/certifications/pcap.toml:1:1
              |
            1 | name = "PCAP"
              | ^
              |
              = hint: write `pi/issuer.toml`, or move this file to its issuer's folder

        "#]],
    );
}

#[test]
fn an_id_used_twice_is_shown_in_both_places() {
    check(
        r#"
//- pi/issuer.toml
$ISSUER
//- pi/certifications/pcap.toml
name = "PCAP"
$SOUND
//- zend/issuer.toml
$ISSUER
//- zend/certifications/pcap.toml
name = "Other"
$SOUND
"#,
        expect![[r#"
            error[id-used-twice]: two certifications have the id `pcap`
             --> zend/certifications/pcap.toml:1:1
              |
            1 | name = "Other"
              | ^ used again here
              |
             ::: pi/certifications/pcap.toml:1:1
              |
            1 | name = "PCAP"
              | - used here
              |
              = hint: give one of them another id; an id is unique over all issuers

        "#]],
    );
}

#[test]
fn a_track_or_level_that_does_not_exist_is_shown_with_the_nearest() {
    check_one(
        "name = \"PCAP\"\ntrack = \"genral\"\nlevel = \"expert\"\n$SOUND",
        expect![[r#"
            error[unknown-id]: the issuer has no track with the id `genral`
             --> pi/certifications/pcap.toml:2:9
              |
            2 | track = "genral"
              |         ^^^^^^^^
              |
              = hint: did you mean `general`?

            error[unknown-id]: the issuer has no level with the id `expert`
             --> pi/certifications/pcap.toml:3:9
              |
            3 | level = "expert"
              |         ^^^^^^^^
              |
              = hint: add it to issuer.toml as a [[level]]

        "#]],
    );
}

#[test]
fn a_track_written_twice_is_shown() {
    check(
        "//- pi/issuer.toml\n$ISSUER[[track]]\nid = \"general\"\nname = \"Again\"\n",
        expect![[r#"
            error[id-used-twice]: two tracks have the id `general`
              --> pi/issuer.toml:16:6
               |
            10 | id = "general"
               |      --------- used here
            ...
            16 | id = "general"
               |      ^^^^^^^^^ used again here
               |
               = hint: give one of them another id; an id is unique over all issuers

        "#]],
    );
}

#[test]
fn an_id_that_does_not_exist_is_shown_with_the_nearest() {
    check(
        r#"
//- pi/issuer.toml
$ISSUER
//- pi/certifications/pcap.toml
name = "PCAP"
$SOUND
[next]
main = ["pcpp-1"]
alternatives = ["quite-another", "Not An Id"]
$SOURCE
//- pi/certifications/pcpp1.toml
name = "PCPP1"
$SOUND
"#,
        expect![[r#"
            error[unknown-id]: no certification has the id `pcpp-1`
              --> pi/certifications/pcap.toml:15:9
               |
            15 | main = ["pcpp-1"]
               |         ^^^^^^^^
               |
               = hint: did you mean `pcpp1`?

            error[unknown-id]: no certification has the id `quite-another`
              --> pi/certifications/pcap.toml:16:17
               |
            16 | alternatives = ["quite-another", "Not An Id"]
               |                 ^^^^^^^^^^^^^^^
               |
               = hint: add a file `quite-another.toml` for it, or remove the id here

            error[invalid-id]: `Not An Id` cannot be the id of a certification
              --> pi/certifications/pcap.toml:16:34
               |
            16 | alternatives = ["quite-another", "Not An Id"]
               |                                  ^^^^^^^^^^^
               |
               = hint: an id is the name of its file without `.toml`, such as `pcap`

        "#]],
    );
}

#[test]
fn an_id_of_a_file_with_problems_is_no_second_problem() {
    check(
        "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcap.toml\nname = \n//- pi/certifications/pcpp1.toml\nname = \"PCPP1\"\n$SOUND\n[next]\nmain = [\"pcap\"]\n$SOURCE\n",
        expect![[r#"
            error[invalid-toml]: text must stand in double quotes
             --> pi/certifications/pcap.toml:1:8
              |
            1 | name = 
              |        ^
              |
              = hint: write it like `name = "PCAP"`; dates, numbers, true and false need no quotes

        "#]],
    );
}

#[test]
fn what_asks_for_itself_is_shown() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[requirements]\n$SOURCE\n[[requirements.rule]]\nstrength = \"required\"\ncertification = \"pcap\"\n",
        expect![[r#"
            error[points-at-itself]: `pcap` names itself under `certification`
              --> pi/certifications/pcap.toml:20:17
               |
            20 | certification = "pcap"
               |                 ^^^^^^ this is the certification of this file
               |
               = hint: name the other certification that is meant, or remove it here

        "#]],
    );
}

const CIRCLE: &str = r#"
//- pi/issuer.toml
$ISSUER
//- pi/certifications/a.toml
name = "Name A"
$SOUND
[requirements]
$SOURCE
[[requirements.rule]]
strength = "required"
certification = "b"
//- pi/certifications/b.toml
name = "Name B"
$SOUND
[requirements]
$SOURCE
[[requirements.rule]]
strength = "recommended"
any_of = [{ certification = "c" }, { experience = "some" }]
//- pi/certifications/c.toml
name = "Name C"
$SOUND
[requirements]
$SOURCE
[[requirements.rule]]
strength = "usual_path"
certification = "a"
"#;

#[test]
fn a_circle_of_requirements_is_drawn() {
    check(
        CIRCLE,
        expect![[r#"
            error[requirement-cycle]: requirements go round in a circle: a -> b -> c -> a
              --> pi/certifications/c.toml:20:17
               |
            20 | certification = "a"
               |                 ^^^ `c` asks for `a`
               |
              ::: pi/certifications/a.toml:20:17
               |
            20 | certification = "b"
               |                 --- `a` asks for `b`
               |
              ::: pi/certifications/b.toml:20:29
               |
            20 | any_of = [{ certification = "c" }, { experience = "some" }]
               |                             --- `b` asks for `c`
               |
               = hint: nobody could begin: remove the step that is not asked for

        "#]],
    );
}

#[test]
fn the_step_that_closes_a_circle_is_left_out_and_nothing_else() {
    let (knowledge, diagnostics) = load(&files(CIRCLE), today());
    assert_eq!(diagnostics.errors(), 1);
    let rules =
        |it: &str| &knowledge.get(&id(it)).unwrap().requirements.as_ref().unwrap().value.rules;
    assert_eq!(rules("a").len(), 1);
    assert_eq!(rules("b").len(), 1);
    assert_eq!(rules("c").len(), 0);
}
