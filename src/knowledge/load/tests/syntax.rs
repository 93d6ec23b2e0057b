//! What is no TOML, and keys that are wrong or missing.

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

        "#]],
    );
}
