//! Values of the wrong type, or out of bounds.

use super::*;

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

            error[unknown-word]: `about` must be `voucher`, `discount`, `booking`, `delivery`, `exam_day`, `results`, `retake`, `badge`, `verification`, `course`, `credit`, `name` or `other`, found `money`
              --> pi/certifications/pcap.toml:16:9
               |
            16 | about = "money"
               |         ^^^^^^^
               |
               = hint: choose one of them: what it is about

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

        "#]],
    );
}

#[test]
fn amounts_and_shares_are_read_to_the_last_digit() {
    let amounts = ["0", "295", "76.70", "76.7", "1_650.05", "0.07", "76.700"];
    let price = |it: &&str| {
        format!("[[prices.price]]\namount = {it}\ncurrency = \"USD\"\ncovers = \"exam\"\n")
    };
    let prices = amounts.iter().map(price).collect::<Vec<_>>().concat();
    let files = files(&format!(
        "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcap.toml\nname = \"PCAP\"\n$SOUND\n[[exam]]\npass_percent = 12.5\n$SOURCE\n[prices]\n$SOURCE\n{prices}"
    ));
    let (knowledge, diagnostics) = load(&files, today());
    assert_eq!(diagnostics.render(&files, Style::Plain), "");
    let pcap = knowledge.get(&id("pcap")).unwrap();
    let list = &pcap.prices.as_ref().unwrap().value.list;
    let hundredths: Vec<u64> = list.iter().map(|it| it.amount.hundredths).collect();
    assert_eq!(hundredths, [0, 29_500, 7_670, 7_670, 165_005, 7, 7_670]);
    let exam = &pcap.exams.first().unwrap().value;
    assert_eq!(exam.pass_mark.unwrap().to_string(), "12.5 %");
}

#[test]
fn amounts_that_are_not_plain_are_refused() {
    for amount in ["-1", "0.005", "1e3", "inf", "nan", "0x10", "10000000.01", "1e400"] {
        let files = files(&format!(
            "//- pi/issuer.toml\n$ISSUER\n//- pi/certifications/pcap.toml\nname = \"PCAP\"\n$SOUND\n[prices]\n$SOURCE\n[[prices.price]]\namount = {amount}\ncurrency = \"USD\"\ncovers = \"exam\"\n"
        ));
        let (knowledge, diagnostics) = load(&files, today());
        let codes: Vec<&str> = diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["out-of-bounds"], "{amount}");
        assert_eq!(knowledge.get(&id("pcap")).unwrap().prices, None, "{amount}");
    }
}
