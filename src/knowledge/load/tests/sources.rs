//! Where facts are from and how old they are.

use super::*;

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

        "#]],
    );
    check_one(&retired("state = \"retired\"\nreplaced_by = []"), expect![[""]]);
}
