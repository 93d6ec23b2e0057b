//! A server's own layer on top of the packs.

mod conflicts;
mod faults;

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
