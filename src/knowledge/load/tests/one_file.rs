//! Problems that one file has by itself.

use super::*;

#[test]
fn every_slip_in_the_toml_is_shown_not_only_the_first() {
    check_one(
        "name = \"資格\" oops\nsummary = Shows that.\n[status\nstate = \"active\"\n",
        expect![[r#"
            error[invalid-toml]: the line goes on where its value is over
             --> pi/certifications/pcap.toml:1:13
              |
            1 | name = "資格" oops
              |               ^
              |
              = hint: remove the rest of the line, or put a comma between the items of a list

            error[invalid-toml]: text must stand in double quotes
             --> pi/certifications/pcap.toml:2:11
              |
            2 | summary = Shows that.
              |           ^^^^^^^^^^^
              |
              = hint: write it like `name = "PCAP"`; dates, numbers, true and false need no quotes

            error[invalid-toml]: the file cannot be read: unclosed table, expected `]`
             --> pi/certifications/pcap.toml:3:8
              |
            3 | [status
              |        ^
              |
              = hint: each line is `key = value`, with text in double quotes and lists in square brackets: `name = "PCAP"`, `aliases = ["a", "b"]`

            3 errors
        "#]],
    );
}

#[test]
fn a_key_written_twice_is_shown() {
    check_one(
        "name = \"PCAP\"\nname = \"PCAP\"\n$SOUND",
        expect![[r#"
            error[invalid-toml]: this key stands twice in the same part of the file
             --> pi/certifications/pcap.toml:2:1
              |
            2 | name = "PCAP"
              | ^^^^
              |
              = hint: remove one of the two; where there are several exams or notes, each begins with its own heading in double brackets, such as [[exam]]

            1 error
        "#]],
    );
}

#[test]
fn a_misspelt_key_is_found_and_the_right_one_suggested() {
    check_one(
        "name = \"PCAP\"\naliasses = [\"associate\"]\n$SOUND",
        expect![[r#"
        error[unknown-key]: this file has no key named `aliasses`
         --> pi/certifications/pcap.toml:2:1
          |
        2 | aliasses = ["associate"]
          | ^^^^^^^^
          |
          = hint: did you mean `aliases`?

        1 error
    "#]],
    );
}

#[test]
fn a_key_that_belongs_to_the_top_is_sent_there() {
    check_one(
        "name = \"PCAP\"\n$SOUND\ntopics = [\"modules\"]\n",
        expect![[r#"
        error[unknown-key]: [status] has no key named `topics`
          --> pi/certifications/pcap.toml:14:1
           |
        14 | topics = ["modules"]
           | ^^^^^^
           |
           = hint: `topics` belongs to the top of the file: move it above the first [heading]

        1 error
    "#]],
    );
}

#[test]
fn a_key_that_resembles_none_shows_them_all() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[retake]\nafter = 15\n$SOURCE\n",
        expect![[r#"
        error[unknown-key]: [retake] has no key named `after`
          --> pi/certifications/pcap.toml:15:1
           |
        15 | after = 15
           | ^^^^^
           |
           = hint: remove it, or use one of `wait_days`, `note`, `sources`, `checked_on` or `confidence`

        1 error
    "#]],
    );
}

#[test]
fn missing_keys_are_shown_with_what_they_are_for() {
    check_one(
        "kind = \"certification\"\n",
        expect![[r#"
            error[missing-key]: this file has no `name`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add `name = "…"` above the first [heading]: full name as the issuer prints it today

            error[missing-key]: this file has no `summary`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add `summary = "…"` above the first [heading]: what it is, in one or two sentences

            error[missing-key]: this file has no `sources`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add `sources = ["page"]` above the first [heading]: where this is from: names of addresses in [source_urls], the best first

            error[missing-key]: this file has no `checked_on`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add `checked_on = 2026-09-30` above the first [heading]: when somebody last looked: a day, or its month in quotes

            error[missing-key]: this file has no `confidence`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add `confidence = "high"` above the first [heading]: how far to trust it; high is the issuer's own page or two independent sources that agree

            error[missing-key]: this file has no `source_urls`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add a part [source_urls]: the addresses that facts of this file are from, each under a short name

            error[missing-key]: this file has no `status`
             --> pi/certifications/pcap.toml:1:1
              |
            1 | kind = "certification"
              | ^
              |
              = hint: add a part [status]: whether it can be taken

            7 errors
        "#]],
    );
}

#[test]
fn a_group_of_facts_without_source_or_date_is_refused() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[retake]\nwait_days = 15\n",
        expect![[r#"
            error[missing-key]: [retake] has no `sources`
              --> pi/certifications/pcap.toml:14:1
               |
            14 | [retake]
               | ^^^^^^^^
               |
               = hint: add `sources = ["page"]`: where this is from: names of addresses in [source_urls], the best first

            error[missing-key]: [retake] has no `checked_on`
              --> pi/certifications/pcap.toml:14:1
               |
            14 | [retake]
               | ^^^^^^^^
               |
               = hint: add `checked_on = 2026-09-30`: when somebody last looked: a day, or its month in quotes

            error[missing-key]: [retake] has no `confidence`
              --> pi/certifications/pcap.toml:14:1
               |
            14 | [retake]
               | ^^^^^^^^
               |
               = hint: add `confidence = "high"`: how far to trust it; high is the issuer's own page or two independent sources that agree

            3 errors
        "#]],
    );
}

#[test]
fn values_of_the_wrong_type_are_shown_with_the_right_one() {
    check_one(
        r#"name = 7
aliases = "associate"
topics = ["modules", 8]
step = "2"
$SOUND
[next]
main = "pcpp1"
$SOURCE
[[exam]]
minutes = 65.5
$SOURCE
[syllabus]
is_outdated = "no"
updated_on = "2022-03-07"
$SOURCE
[links]
courses = ["Python Essentials"]
$SOURCE
"#,
        expect![[r#"
            error[wrong-type]: `name` must be text in quotes, found a whole number
             --> pi/certifications/pcap.toml:1:8
              |
            1 | name = 7
              |        ^ this is a whole number
              |
              = hint: write it like `name = "…"`

            error[wrong-type]: `aliases` must be a list of texts, found text
             --> pi/certifications/pcap.toml:2:11
              |
            2 | aliases = "associate"
              |           ^^^^^^^^^^^ this is text
              |
              = hint: write it like `aliases = ["…", "…"]`

            error[wrong-type]: `topics` must be a list of texts, found a whole number
             --> pi/certifications/pcap.toml:3:22
              |
            3 | topics = ["modules", 8]
              |                      ^ this is a whole number
              |
              = hint: write it like `topics = ["…", "…"]`

            error[wrong-type]: `step` must be a whole number from 1 to 99, found text
             --> pi/certifications/pcap.toml:4:8
              |
            4 | step = "2"
              |        ^^^ this is text
              |
              = hint: write it like `step = 2`

            error[wrong-type]: `main` must be a list of ids of certifications, found text
              --> pi/certifications/pcap.toml:18:8
               |
            18 | main = "pcpp1"
               |        ^^^^^^^ this is text
               |
               = hint: write it like `main = ["pcap"]`

            error[wrong-type]: `minutes` must be a whole number from 1 to 10000, found a number
              --> pi/certifications/pcap.toml:23:11
               |
            23 | minutes = 65.5
               |           ^^^^ this is a number
               |
               = hint: write it like `minutes = 60`

            error[wrong-type]: `is_outdated` must be true or false, without quotes, found text
              --> pi/certifications/pcap.toml:28:15
               |
            28 | is_outdated = "no"
               |               ^^^^ this is text
               |
               = hint: write it like `is_outdated = true`

            error[wrong-type]: `updated_on` must be a day without quotes, found text
              --> pi/certifications/pcap.toml:29:14
               |
            29 | updated_on = "2022-03-07"
               |              ^^^^^^^^^^^^ this is text
               |
               = hint: write it like `updated_on = 2026-09-30`

            error[wrong-type]: `courses` must be a list of tables in braces, found text
              --> pi/certifications/pcap.toml:34:12
               |
            34 | courses = ["Python Essentials"]
               |            ^^^^^^^^^^^^^^^^^^^ this is text
               |
               = hint: write it like `courses = [{ title = …, url = … }]`

            9 errors
        "#]],
    );
}

#[test]
fn a_part_that_is_not_a_table_is_shown() {
    check_one(
        "name = \"PCAP\"\nretake = 15\n$SOUND\n[exam]\nminutes = 65\n$SOURCE\n",
        expect![[r#"
            error[wrong-type]: `retake` must be a table under the heading [retake], found a whole number
             --> pi/certifications/pcap.toml:2:10
              |
            2 | retake = 15
              |          ^^ this is a whole number
              |
              = hint: write [retake] on a line of its own, and what belongs to it below

            error[wrong-type]: `exam` must be tables under the heading [[exam]], found a table
              --> pi/certifications/pcap.toml:15:1
               |
            15 | [exam]
               | ^^^^^^ this is a table
               |
               = hint: write [[exam]] on a line of its own, and what belongs to it below

            2 errors
        "#]],
    );
}

#[test]
fn a_word_that_the_format_does_not_have_is_shown_with_the_nearest() {
    check_one(
        "name = \"PCAP\"\nkind = \"earned-title\"\n$SOUND\n[[note]]\nabout = \"money\"\ntext = \"Students pay half.\"\n$SOURCE\n",
        expect![[r#"
            error[unknown-word]: `kind` must be `certification` or `earned_title`, found `earned-title`
             --> pi/certifications/pcap.toml:2:8
              |
            2 | kind = "earned-title"
              |        ^^^^^^^^^^^^^^
              |
              = hint: did you mean `earned_title`?

            error[unknown-word]: `about` must be `discount`, `badge`, `credit`, `name` or `other`, found `money`
              --> pi/certifications/pcap.toml:16:9
               |
            16 | about = "money"
               |         ^^^^^^^
               |
               = hint: choose one of them: what it is about

            2 errors
        "#]],
    );
}

#[test]
fn numbers_out_of_bounds_are_shown() {
    check_one(
        r#"name = "PCAP"
step = 0
$SOUND
[[exam]]
pass_percent = 70.25
minutes = -65
items_least = 50
items_most = 40
$SOURCE
[prices]
$SOURCE
[[prices.price]]
amount = 295.999
currency = "usd"
covers = "exam"
"#,
        expect![[r#"
            error[out-of-bounds]: `step` must be a whole number from 1 to 99, found `0`
             --> pi/certifications/pcap.toml:2:8
              |
            2 | step = 0
              |        ^
              |
              = hint: write it like `step = 2`: its place in the track, from 1

            error[out-of-bounds]: `pass_percent` must be a number from 0 to 100 with at most one decimal, found `70.25`
              --> pi/certifications/pcap.toml:16:16
               |
            16 | pass_percent = 70.25
               |                ^^^^^
               |
               = hint: write it like `pass_percent = 12.5`: the mark that passes, as a share

            error[out-of-bounds]: `minutes` must be a whole number from 1 to 10000, found `-65`
              --> pi/certifications/pcap.toml:17:11
               |
            17 | minutes = -65
               |           ^^^
               |
               = hint: write it like `minutes = 60`: time for the questions

            error[out-of-bounds]: `items_most` must not be smaller than `items_least`
              --> pi/certifications/pcap.toml:19:14
               |
            18 | items_least = 50
               |               --
            19 | items_most = 40
               |              ^^
               |
               = hint: swap them, or write `items` if it is one number

            error[out-of-bounds]: `amount` must be an amount, not negative, with at most two decimals, found `295.999`
              --> pi/certifications/pcap.toml:28:10
               |
            28 | amount = 295.999
               |          ^^^^^^^
               |
               = hint: write it like `amount = 76.70`: how much

            error[out-of-bounds]: `currency` must be a currency as three capital letters in quotes, found `usd`
              --> pi/certifications/pcap.toml:29:12
               |
            29 | currency = "usd"
               |            ^^^^^
               |
               = hint: write it like `currency = "USD"`: ISO 4217, three capital letters

            6 errors
        "#]],
    );
}

#[test]
fn dates_that_cannot_be_are_shown() {
    check_one(
        r#"name = "PCAP"
$SOUND
[syllabus]
updated_on = 2027-01-01
sources = ["page"]
checked_on = "2026-12"
confidence = "high"
[retake]
sources = ["page"]
checked_on = "September 2026"
confidence = "high"
"#,
        expect![[r#"
            error[future-date]: `updated_on` must not lie ahead, found 1 January 2027
              --> pi/certifications/pcap.toml:15:14
               |
            15 | updated_on = 2027-01-01
               |              ^^^^^^^^^^
               |
               = hint: mend the day: when the issuer last changed it

            error[future-date]: `checked_on` must not lie ahead, found December 2026
              --> pi/certifications/pcap.toml:17:14
               |
            17 | checked_on = "2026-12"
               |              ^^^^^^^^^
               |
               = hint: mend the day: when somebody last looked: a day, or its month in quotes

            error[out-of-bounds]: `checked_on` must be a day without quotes, or a month in quotes such as `"2026-09"`, found `September 2026`
              --> pi/certifications/pcap.toml:21:14
               |
            21 | checked_on = "September 2026"
               |              ^^^^^^^^^^^^^^^^
               |
               = hint: write it like `checked_on = 2026-09-30`: when somebody last looked: a day, or its month in quotes

            3 errors
        "#]],
    );
}

#[test]
fn a_month_is_in_the_future_only_once_it_has_not_begun() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[retake]\nsources = [\"page\"]\nchecked_on = \"2026-11\"\nconfidence = \"high\"\n",
        expect![[""]],
    );
}

#[test]
fn a_last_day_before_the_first_is_shown() {
    check_one(
        r#"name = "PCAP"
summary = "Shows that."
$SOURCE
[source_urls]
page = "https://pythoninstitute.org"
[status]
state = "active"
available_from = 2027-03-01
retires_on = 2027-01-31
$SOURCE
[[exam]]
$SOURCE
[[exam.version]]
code = "PCAP-31-03"
state = "current"
from = 2022-06-01
until = 2021-06-01
"#,
        expect![[r#"
            error[dates-out-of-order]: `available_from` must not lie after `retires_on`
              --> pi/certifications/pcap.toml:10:18
               |
            10 | available_from = 2027-03-01
               |                  ^^^^^^^^^^ it begins
            11 | retires_on = 2027-01-31
               |              ---------- it is over
               |
               = hint: look up both days, and mend the wrong one

            error[dates-out-of-order]: `from` must not lie after `until`
              --> pi/certifications/pcap.toml:22:8
               |
            22 | from = 2022-06-01
               |        ^^^^^^^^^^ it begins
            23 | until = 2021-06-01
               |         ---------- it is over
               |
               = hint: look up both days, and mend the wrong one

            2 errors
        "#]],
    );
}

#[test]
fn bad_links_are_shown() {
    check_one(
        &format!(
            r#"name = "PCAP"
$SOUND
[links]
official = "pythoninstitute.org/pcap"
syllabus = "https://python institute.org"
policies = "https:///policies"
verification = "https://verify.openedg.org/{}"
$SOURCE
"#,
            "x".repeat(500)
        ),
        expect![[r#"
            error[bad-link]: this address must begin with `https://` or `http://`
              --> pi/certifications/pcap.toml:15:12
               |
            15 | official = "pythoninstitute.org/pcap"
               |            ^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`

            error[bad-link]: this address must have no blanks, quotes or angle brackets in it
              --> pi/certifications/pcap.toml:16:12
               |
            16 | syllabus = "https://python institute.org"
               |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`

            error[bad-link]: this address must name a site, such as `pythoninstitute.org`, after the `//`
              --> pi/certifications/pcap.toml:17:12
               |
            17 | policies = "https:///policies"
               |            ^^^^^^^^^^^^^^^^^^^
               |
               = hint: copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`

            error[bad-link]: this address must have at most 512 characters, found 527
              --> pi/certifications/pcap.toml:18:16
               |
            18 | ... = "https://verify.openedg.org/xxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
               |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: look for a shorter address of the page, or Discord would refuse the button

            4 errors
        "#]],
    );
}

#[test]
fn texts_that_would_not_fit_discord_are_shown() {
    check_one(
        &format!(
            "name = \"PCAP\"\nshort_name = \"{}\"\naliases = [\" \"]\ntopics = [\"\"\"modules\nand packages\"\"\"]\n$SOUND",
            "🐍".repeat(21)
        ),
        expect![[r#"
            error[unfit-text]: `short_name` must have at most 40 characters, found 42
             --> pi/certifications/pcap.toml:2:14
              |
            2 | short_name = "🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍"
              |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: shorten it by 2 characters, or Discord would refuse it

            error[unfit-text]: `aliases` must say something, found only blanks
             --> pi/certifications/pcap.toml:3:12
              |
            3 | aliases = [" "]
              |            ^^^
              |
              = hint: write the text, or remove it

            error[unfit-text]: `topics` must be one line, found a line break or a hidden character
             --> pi/certifications/pcap.toml:4:11
              |
            4 | topics = ["""modules
              |           ^^^^^^^^^^
              |
              = hint: write the text anew on one line, without tabs

            3 errors
        "#]],
    );
}

#[test]
fn lists_that_say_too_little_are_shown() {
    check_one(
        r#"name = "PCAP"
$SOUND
[[conflict]]
about = "validity"
question = "how long it lasts"
claims = ["5 years"]
believed = "5 years"
because = "nothing else is said"
$SOURCE
[retake]
wait_days = 15
sources = []
checked_on = 2026-09-30
confidence = "high"
"#,
        expect![[r#"
            error[too-few]: `claims` must list at least 2 values
              --> pi/certifications/pcap.toml:17:10
               |
            17 | claims = ["5 years"]
               |          ^^^^^^^^^^^
               |
               = hint: add what is missing, or remove the line: what the sources say, the one we believe first, at least two

            error[too-few]: `sources` must list at least 1 value
              --> pi/certifications/pcap.toml:25:11
               |
            25 | sources = []
               |           ^^
               |
               = hint: add what is missing, or remove the line: where this is from: names of addresses in [source_urls], the best first

            2 errors
        "#]],
    );
}

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

            1 error
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

            1 error
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

            1 error
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

            6 errors
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

            1 error
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

            2 errors
        "#]],
    );
}

#[test]
fn a_source_that_has_no_address_is_shown_and_one_that_nobody_names() {
    check_one(
        r#"name = "PCAP"
summary = "Shows that."
$SOURCE
[source_urls]
page = "https://pythoninstitute.org"
guide = "https://example.org/guide"
[status]
state = "active"
sources = ["pages", "syllabus"]
checked_on = 2026-09-30
confidence = "high"
"#,
        expect![[r#"
            warning[unused-source]: no fact of this file is from `guide`
             --> pi/certifications/pcap.toml:8:1
              |
            8 | guide = "https://example.org/guide"
              | ^^^^^
              |
              = hint: name it in the `sources` of what it says, or remove `guide`

            error[unknown-source]: [source_urls] has no address named `pages`
              --> pi/certifications/pcap.toml:11:12
               |
            11 | sources = ["pages", "syllabus"]
               |            ^^^^^^^
               |
               = hint: did you mean `page`?

            error[unknown-source]: [source_urls] has no address named `syllabus`
              --> pi/certifications/pcap.toml:11:21
               |
            11 | sources = ["pages", "syllabus"]
               |                     ^^^^^^^^^^
               |
               = hint: add `syllabus = "https://…"` under [source_urls]

            2 errors, 1 warning
        "#]],
    );
}

#[test]
fn facts_not_checked_for_a_year_are_a_warning() {
    check_one(
        "name = \"PCAP\"\n$SOUND\n[retake]\nsources = [\"page\"]\nchecked_on = 2025-11-01\nconfidence = \"high\"\n[next]\nsources = [\"page\"]\nchecked_on = \"2025-10\"\nconfidence = \"high\"\n",
        expect![[r#"
            warning[stale]: 2 groups of facts in this file were not checked for a year
              --> pi/certifications/pcap.toml:16:14
               |
            16 | checked_on = 2025-11-01
               |              ^^^^^^^^^^ more than a year ago
               |
               = hint: look at the sources again, mend what has changed, and set `checked_on` to that day

            1 warning
        "#]],
    );
}

#[test]
fn a_retired_one_says_what_takes_its_place() {
    let retired = |line: &str| {
        format!(
            "name = \"PCAP\"\nsummary = \"Shows that.\"\n$SOURCE\n[source_urls]\npage = \"https://pythoninstitute.org\"\n[status]\n{line}\n$SOURCE\n"
        )
    };
    check_one(
        &retired("state = \"retired\""),
        expect![[r#"
        warning[no-successor]: it is retired, and nothing says what takes its place
         --> pi/certifications/pcap.toml:9:9
          |
        9 | state = "retired"
          |         ^^^^^^^^^
          |
          = hint: add `replaced_by = ["…"]` to [status], or `replaced_by = []` if nothing does

        1 warning
    "#]],
    );
    check_one(
        &retired("state = \"active\"\nretires_on = 2026-10-31"),
        expect![[r#"
        warning[no-successor]: it is retired, and nothing says what takes its place
          --> pi/certifications/pcap.toml:10:14
           |
        10 | retires_on = 2026-10-31
           |              ^^^^^^^^^^
           |
           = hint: add `replaced_by = ["…"]` to [status], or `replaced_by = []` if nothing does

        1 warning
    "#]],
    );
    check_one(&retired("state = \"retired\"\nreplaced_by = []"), expect![[""]]);
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

            1 error
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

            1 error
        "#]],
    );
}

#[test]
fn a_problem_is_also_an_object_for_machines() {
    let files = files(
        "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcap.toml\nname = \"資格\"\naliasses = []\n$SOUND",
    );
    let (_, diagnostics) = load(&files, today());
    let json = serde_json::to_string_pretty(&diagnostics.json(&files)).unwrap();
    expect![[r#"
        [
          {
            "severity": "error",
            "code": "unknown-key",
            "message": "this file has no key named `aliasses`",
            "hint": "did you mean `aliases`?",
            "path": "pi/certifications/pcap.toml",
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 9,
            "also": []
          }
        ]"#]]
    .assert_eq(&json);
}

#[test]
fn colour_is_only_in_the_coloured_style() {
    let files = files("//- readme.toml\n");
    let (_, diagnostics) = load(&files, today());
    assert!(!diagnostics.render(&files, Style::Plain).contains('\u{1b}'));
    assert!(diagnostics.render(&files, Style::Colour).contains('\u{1b}'));
}
