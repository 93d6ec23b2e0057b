//! Dates, links and texts that cannot be.

use super::*;

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
