//! What is worth saying beside the groups of facts, of a certification and of an issuer.

use super::*;
use crate::knowledge::{FactGroup, IssuerId, NoteTopic};

const ISSUER_WITH_NOTES: &str = r#"//- pi/issuer.toml
$ISSUER
[links]
store = "https://example.org/store"
verification = "https://example.org/verify"
note = "The account opens after an email."
$SOURCE
[[note]]
about = "exam_day"
asked_as = ["id", "passport", "pasaporte"]
text = "Two papers are looked at."
$SOURCE
[[note]]
about = "voucher"
text = "A voucher is valid for 12 months."
$SOURCE
[[conflict]]
about = "retake"
question = "how long the wait is"
claims = ["15 days", "7 days"]
believed = "15 days"
because = "it is the newer page"
$SOURCE
"#;

#[test]
fn an_issuer_says_what_holds_for_all_its_certifications() {
    check(ISSUER_WITH_NOTES, expect![[""]]);
    let (knowledge, _) = load(&files(ISSUER_WITH_NOTES), today());
    let issuer = knowledge.issuer(&IssuerId::parse("pi").unwrap()).unwrap();
    let links = &issuer.links.as_ref().unwrap().value;
    assert_eq!(links.store.as_deref(), Some("https://example.org/store"));
    assert_eq!(links.verification.as_deref(), Some("https://example.org/verify"));
    assert_eq!(links.note.as_deref(), Some("The account opens after an email."));
    assert_eq!((&links.certifications, &links.policies, &links.account), (&None, &None, &None));
    let [day, voucher] = issuer.notes.as_slice() else { panic!("{:?}", issuer.notes) };
    assert_eq!(day.value.about, NoteTopic::ExamDay);
    assert_eq!(day.value.asked_as, ["id", "passport", "pasaporte"]);
    assert_eq!(day.value.text, "Two papers are looked at.");
    assert_eq!(day.provenance.sources, ["https://pythoninstitute.org"]);
    assert_eq!(voucher.value.about, NoteTopic::Voucher);
    assert!(voucher.value.asked_as.is_empty());
    let [conflict] = issuer.conflicts.as_slice() else { panic!("{:?}", issuer.conflicts) };
    assert_eq!((conflict.about, conflict.claims.len()), (FactGroup::Retake, 2));
}

#[test]
fn a_note_of_an_issuer_is_checked_like_any_other() {
    check(
        r#"//- pi/issuer.toml
$ISSUER
[links]
shop = "https://example.org/store"
policies = "example.org/policies"
$SOURCE
[[note]]
about = "exam-day"
asked_as = [" ", "a phrase by which nobody would ever ask for anything"]
sources = ["nowhere"]
checked_on = 2027-09-30
confidence = "high"
"#,
        expect![[r#"
            error[unknown-key]: [links] has no key named `shop`
              --> pi/issuer.toml:17:1
               |
            17 | shop = "https://example.org/store"
               | ^^^^
               |
               = hint: remove it, or use one of `certifications`, `policies`, `store`, `verification`, `account`, `note`, `sources`, `checked_on` or `confidence`

            error[bad-link]: this address must begin with `https://` or `http://`
              --> pi/issuer.toml:18:12
               |
            18 | policies = "example.org/policies"
               |            ^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`

            error[missing-key]: [[note]] has no `text`
              --> pi/issuer.toml:22:1
               |
            22 | [[note]]
               | ^^^^^^^^
               |
               = hint: add `text = "…"`: one or two sentences

            error[unknown-word]: `about` must be `voucher`, `discount`, `booking`, `delivery`, `exam_day`, `results`, `retake`, `badge`, `verification`, `course`, `credit`, `name` or `other`, found `exam-day`
              --> pi/issuer.toml:23:9
               |
            23 | about = "exam-day"
               |         ^^^^^^^^^^
               |
               = hint: did you mean `exam_day`?

            error[unfit-text]: `asked_as` must say something, found only blanks
              --> pi/issuer.toml:24:13
               |
            24 | asked_as = [" ", "a phrase by which nobody would ever ask for anything"]
               |             ^^^
               |
               = hint: write the text, or remove it

            error[unfit-text]: `asked_as` must have at most 40 characters, found 52
              --> pi/issuer.toml:24:18
               |
            24 | asked_as = [" ", "a phrase by which nobody would ever ask for anything"]
               |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: shorten it by 12 characters, or Discord would refuse it

            error[unknown-source]: [source_urls] has no address named `nowhere`
              --> pi/issuer.toml:25:12
               |
            25 | sources = ["nowhere"]
               |            ^^^^^^^^^
               |
               = hint: add `nowhere = "https://…"` under [source_urls]

            error[future-date]: `checked_on` must not lie ahead, found 30 September 2027
              --> pi/issuer.toml:26:14
               |
            26 | checked_on = 2027-09-30
               |              ^^^^^^^^^^
               |
               = hint: mend the day: when somebody last looked: a day, or its month in quotes

        "#]],
    );
}

#[test]
fn what_people_ask_by_leads_to_one_note() {
    check(
        r#"//- pi/issuer.toml
$ISSUER
[[note]]
about = "exam_day"
asked_as = ["photo  id", "Passport"]
text = "Two papers are looked at."
$SOURCE
//- pi/certifications/pcap.toml
name = "PCAP"
$SOUND
[[note]]
about = "exam_day"
asked_as = ["passport", "id", "id"]
text = "Two papers are looked at."
$SOURCE
[[note]]
about = "other"
asked_as = ["photo id", "photo  id", "passport"]
text = "A photo is taken."
$SOURCE
"#,
        expect![[r#"
            error[asked-twice]: `id` stands in `asked_as` twice in this file
              --> pi/certifications/pcap.toml:16:31
               |
            16 | asked_as = ["passport", "id", "id"]
               |                         ----  ^^^^
               |                         |
               |                         the same
               |
               = hint: keep it once, in the note that answers it best

            error[asked-twice]: `photo  id` stands in `asked_as` twice in this file
              --> pi/certifications/pcap.toml:23:25
               |
            23 | asked_as = ["photo id", "photo  id", "passport"]
               |             ----------  ^^^^^^^^^^^
               |             |
               |             the same
               |
               = hint: keep it once, in the note that answers it best

            error[asked-twice]: `passport` stands in `asked_as` twice in this file
              --> pi/certifications/pcap.toml:23:38
               |
            16 | asked_as = ["passport", "id", "id"]
               |             ---------- the same
            ...
            23 | asked_as = ["photo id", "photo  id", "passport"]
               |                                      ^^^^^^^^^^
               |
               = hint: keep it once, in the note that answers it best

            error[not-lower-case]: what people ask by must be in lower case, found `Passport`
              --> pi/issuer.toml:18:26
               |
            18 | asked_as = ["photo  id", "Passport"]
               |                          ^^^^^^^^^^
               |
               = hint: write `passport`

        "#]],
    );
}
