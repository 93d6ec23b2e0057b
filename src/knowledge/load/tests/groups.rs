//! What parts of one file say of one another.

use super::*;

#[test]
fn validity_is_exactly_one_of_four() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[validity]\nmonths = 60\nlifetime = true\n$SOURCE\n",
        expect![[r#"
            error[not-exactly-one]: [validity] must have exactly one of `months`, `lifetime`, `until_first_member_expires` or `unknown`, found several
              --> pi/certifications/pcap.toml:15:1
               |
            15 | months = 60
               | ^^^^^^
            16 | lifetime = true
               | --------
               |
               = hint: keep the one that fits, and remove the others

        "#]],
    );
    check_one(
        "name = \"PCAP\"\n$SOUND\n[validity]\nnote = \"Nobody says\"\n$SOURCE\n",
        expect![[r#"
            error[not-exactly-one]: [validity] must have exactly one of `months`, `lifetime`, `until_first_member_expires` or `unknown`, found none
              --> pi/certifications/pcap.toml:14:1
               |
            14 | [validity]
               | ^^^^^^^^^^
               |
               = hint: add the one that fits

        "#]],
    );
    check_one(
        "name = \"PCAP\"\n$SOUND\n[validity]\nlifetime = false\n$SOURCE\n",
        expect![[r#"
            error[wrong-type]: `lifetime` must be true, without quotes, found `false`
              --> pi/certifications/pcap.toml:15:12
               |
            15 | lifetime = false
               |            ^^^^^ this is `false`
               |
               = hint: write it like `lifetime = true`

        "#]],
    );
}

#[test]
fn a_rule_asks_for_exactly_one_thing() {
    check_one(
        r#"name = "PCAP"
$SOUND
[requirements]
$SOURCE
[[requirements.rule]]
strength = "required"
[[requirements.rule]]
strength = "required"
n_of = 2
[[requirements.rule]]
strength = "required"
n_of = 3
of = [{ exam = "A" }, { exam = "B", years = 2 }]
[[requirements.rule]]
strength = "required"
any_of = [{ exam = "A", membership = "a body" }, {}]
"#,
        expect![[r#"
            error[not-exactly-one]: [[requirements.rule]] must have exactly one of `all_of`, `any_of`, `n_of`, `certification`, `exam`, `experience` or `membership`, found none
              --> pi/certifications/pcap.toml:18:1
               |
            18 | [[requirements.rule]]
               | ^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add the one that fits

            error[missing-key]: `n_of` says nothing without `of`
              --> pi/certifications/pcap.toml:22:1
               |
            22 | n_of = 2
               | ^^^^
               |
               = hint: add `of` beside it, or remove `n_of`

            error[out-of-bounds]: `n_of` must be at most 2, the number of things under `of`, found 3
              --> pi/certifications/pcap.toml:25:8
               |
            25 | n_of = 3
               |        ^
               |
               = hint: lower it, or add what is missing under `of`

            error[missing-key]: `years` says nothing without `experience`
              --> pi/certifications/pcap.toml:26:37
               |
            26 | of = [{ exam = "A" }, { exam = "B", years = 2 }]
               |                                     ^^^^^
               |
               = hint: add `experience` beside it, or remove `years`

            error[not-exactly-one]: { … } must have exactly one of `all_of`, `any_of`, `n_of`, `certification`, `exam`, `experience` or `membership`, found several
              --> pi/certifications/pcap.toml:29:13
               |
            29 | any_of = [{ exam = "A", membership = "a body" }, {}]
               |             ^^^^        ----------
               |
               = hint: keep the one that fits, and remove the others

            error[not-exactly-one]: { … } must have exactly one of `all_of`, `any_of`, `n_of`, `certification`, `exam`, `experience` or `membership`, found none
              --> pi/certifications/pcap.toml:29:50
               |
            29 | any_of = [{ exam = "A", membership = "a body" }, {}]
               |                                                  ^^
               |
               = hint: add the one that fits

        "#]],
    );
}

#[test]
fn choices_within_choices_end_somewhere() {
    let deep = format!("{}{{ exam = \"A\" }}{}", "{ any_of = [".repeat(12), "] }".repeat(12));
    check_one(
        &format!(
            "name = \"PCAP\"\n$SOUND\n[requirements]\n$SOURCE\n[[requirements.rule]]\nstrength = \"required\"\nall_of = [{deep}]\n"
        ),
        expect![[r#"
            error[too-deep]: choices lie within choices more than 8 deep
              --> pi/certifications/pcap.toml:20:94
               |
            20 | ... = [{ any_of = [{ any_of = [{ any_of = [{ any_of = [{ any_of = [{ exam = "A" }] }] }] }] }] }] }]...
               |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: split the rule into several [[requirements.rule]]

        "#]],
    );
}

#[test]
fn a_number_of_questions_is_one_number_or_a_range() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[[exam]]\nitems = 40\nitems_least = 30\n$SOURCE\n",
        expect![[r#"
            error[not-exactly-one]: at most one of `items` or `items_least` can stand here
              --> pi/certifications/pcap.toml:15:1
               |
            15 | items = 40
               | ^^^^^
            16 | items_least = 30
               | -----------
               |
               = hint: keep the one that fits, and remove the other

            error[missing-key]: `items_least` says nothing without `items_most`
              --> pi/certifications/pcap.toml:16:1
               |
            16 | items_least = 30
               | ^^^^^^^^^^^
               |
               = hint: add `items_most` beside it, or remove `items_least`

        "#]],
    );
}

#[test]
fn an_earned_title_has_no_exam() {
    check_one(
        "name = \"PCAP\"\nkind = \"earned_title\"\n$SOUND\n[[exam]]\nminutes = 65\n$SOURCE\n",
        expect![[r#"
            error[title-with-exam]: an earned title has no exam of its own
              --> pi/certifications/pcap.toml:15:1
               |
             2 | kind = "earned_title"
               |        -------------- granted without one
            ...
            15 | [[exam]]
               | ^^^^^^^^ an exam of its own
               |
               = hint: remove the exam, or write `kind = "certification"`

        "#]],
    );
}

#[test]
fn a_price_names_an_exam_of_the_certification() {
    check_one(
        r#"name = "PCAP"
$SOUND
[[exam]]
$SOURCE
[[exam.version]]
code = "PCAP-31-03"
state = "current"
[prices]
$SOURCE
[[prices.price]]
amount = 295
currency = "USD"
covers = "exam"
exam = "PCAP-31-02"
"#,
        expect![[r#"
            error[unknown-exam]: no exam of this certification has the code `PCAP-31-02`
              --> pi/certifications/pcap.toml:29:8
               |
            29 | exam = "PCAP-31-02"
               |        ^^^^^^^^^^^^
               |
               = hint: did you mean `PCAP-31-03`?

        "#]],
    );
}
