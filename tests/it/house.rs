//! A server's own layer over what ships: what it makes the bot say, and what becomes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use certguide::answer::{Answer, Visibility};
use certguide::guild::{Addition, AdditionKind, additions, house_file};
use certguide::knowledge::house::{ADDITIONS_MAX, PATH};
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{CertificationId, House, IssuerId, Knowledge, load_with_house};
use certguide::matching::{Decision, Index};
use certguide::render;
use certguide::service::Service;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::knowledge::json;
use crate::shipped;

const ENTRY: &str = r#"
short_name = "SNEK"
name = "Snake Handling Basics"
summary = "Shows that you can hold a snake."
topics = ["herpetology"]
sources = ["page"]
checked_on = 2026-09-30
confidence = "high"

[source_urls]
page = "https://example.org/snek"

[status]
state = "active"
sources = ["page"]
checked_on = 2026-09-30
confidence = "high"

[requirements]
sources = ["page"]
checked_on = 2026-09-30
confidence = "high"

[[requirements.rule]]
strength = "required"
any_of = [{ certification = "pcep" }, { experience = "own snakes", years = 2 }]

[prices]
sources = ["page"]
checked_on = 2026-09-30
confidence = "high"

[[prices.price]]
amount = 12.50
currency = "EUR"
covers = "exam"
"#;

fn id(text: &str) -> CertificationId {
    CertificationId::parse(text).unwrap()
}

fn house(text: &str) -> SourceFile {
    SourceFile { path: PATH.to_owned(), text: text.to_owned() }
}

/// What ships with these additions on top, which are all sound.
fn with(additions: &[Addition]) -> Knowledge {
    let (knowledge, problems) =
        load_with_house(&shipped::files(), &house_file(additions), shipped::today());
    let of_house = problems.of_file(shipped::files().len());
    let messages: Vec<&str> = of_house.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, [] as [&str; 0]);
    knowledge
}

fn service(additions: &[Addition]) -> Service {
    Service::new(with(additions), shipped::today)
}

fn answer(service: &Service, typed: &str) -> Answer {
    service.respond(&Service::read(typed).unwrap()).answer
}

fn said(service: &Service, typed: &str) -> String {
    anstream::adapter::strip_str(&render::text(&answer(service, typed), 100)).to_string()
}

#[track_caller]
fn check(service: &Service, typed: &str, expected: Expect) {
    expected.assert_eq(&said(service, typed));
}

#[test]
fn an_alias_is_understood_wherever_the_certifications_own_names_are() {
    let plain = shipped::service();
    let service = service(&[
        Addition::alias("snake exam", &id("pcep")),
        Addition::alias("Schlangenprüfung 2", &id("pcap")),
    ]);
    assert_eq!(said(&service, "/cert snake exam"), said(plain, "/cert pcep"));
    for (ours, theirs) in [
        ("what does the snake exam cost", "what does pcep cost"),
        ("what does the SNAKE EXAM cost?", "what does PCEP cost?"),
        ("passed schlangenprufung 2, what next", "passed pcap, what next"),
        ("do i need the snake exam before pcap?", "do i need pcep before pcap?"),
        ("/compare snake exam vs pcap", "/compare pcep vs pcap"),
        ("/path to:pcpp1 from:snake-exam", "/path to:pcpp1 from:pcep"),
    ] {
        assert_eq!(said(&service, ours), said(plain, theirs), "{ours}");
    }
    assert!(said(&service, "/explain \"took the snake exam today\"").contains("PCEP"));
    let offered = service.suggest("cert", "certification", "snake").unwrap();
    assert_eq!(offered[0].value, "pcep");
}

#[test]
fn a_card_shows_the_servers_notes_apart_from_what_has_sources() {
    let service = service(&[
        Addition::note(&id("pcet"), "Study group on Tuesdays in #study", None),
        Addition::note(&id("pcet"), "Sign up *here*", Some("https://example.org/group")),
    ]);
    check(
        &service,
        "/cert pcet",
        expect![[r#"
        PCET: Certified Entry-Level Tester with Python
        https://pythoninstitute.org/pcet

        The first step of the testing track: it shows that you know how software is tested and can do simple
        testing with Python, from test types and coverage to assertions and debugging.

        Level         Entry level, step 1 of the Testing track
        Status        Can be booked
        For           Testing beginners who know basic Python; students heading for quality assurance;
                      junior developers
        Before it     Required: nothing; recommended: basic Python, at PCEP level; some testing knowledge,
                      or ISTQB Foundation level
        Exam          PCET-30-01, 45 min, 35 questions, pass at 75 %
        Price         From USD 69 (September 2026); with a retake from USD 86
        Valid         7 years (PCET-30-01)
        Covers        Testing concepts, test levels and types, test documents, test doubles, static and
                      dynamic testing, coverage, refactoring, and 3 more
        Next          PCAT; also PCAP

        On this server
        * Sign up *here* <https://example.org/group>
        * Study group on Tuesdays in #study

        > What next          /next-after certification:pcet
        > What before        /prereqs certification:pcet
        > Compare with PCAT  /compare first:pcet second:pcat
        > Exam and syllabus  /cert certification:pcet view:exam
        > Study material     /cert certification:pcet view:study
        > Sources            /cert certification:pcet view:sources

        As of September 2026, from github.com and 4 other sites; notes by this server
    "#]],
    );
    let plain = said(shipped::service(), "/cert pcet");
    assert!(!plain.contains("On this server"));
}

#[test]
fn what_a_moderator_typed_is_no_markup() {
    let service = service(&[Addition::note(
        &id("pcep"),
        "@everyone **[click](https://evil.example)** <@1>",
        Some("https://example.org/a_(b)"),
    )]);
    let message = render::message(&answer(&service, "/cert pcep"), Visibility::Everyone);
    let shown = serde_json::to_string(&message).unwrap();
    assert!(!shown.contains("**[click]"), "{shown}");
    assert!(!shown.contains("(https://evil"), "{shown}");
}

#[test]
fn what_is_hidden_is_led_to_nowhere_and_its_name_is_answered_so() {
    let service = service(&[Addition::hidden(&id("pcap"))]);
    check(
        &service,
        "/cert pcap",
        expect![[r#"
        PCAP is not shown here

        Whoever looks after this server has left it out.

        > What is shown  /certs
    "#]],
    );
    for typed in [
        "/certs",
        "/certs level:associate",
        "/next-after pcep",
        "/recommend level:associate",
        "/find functions",
        "/fact price",
        "/roadmap",
        "/roadmap from:pcep",
        "/cert pcep",
        "/help",
    ] {
        let said = render::text(&answer(&service, typed), 10_000);
        let names =
            |line: &&str| line.split(|it: char| !it.is_alphanumeric()).any(|it| it == "PCAP");
        // What another one asks for is named all the same.
        let is_rule =
            |line: &&str| ["equired", "ecommended", "sual"].iter().any(|it| line.contains(it));
        let named: Vec<&str> = said.lines().filter(names).filter(|it| !is_rule(it)).collect();
        assert_eq!(named, [] as [&str; 0], "{typed}");
    }
    for typed in [
        "what does pcap cost",
        "PCAP-31-03",
        "/cert Certified Associate Python Programmer",
        "/explain \"passed PCAP\"",
        "/compare pcep pcap",
        "/path pcap",
    ] {
        let said = said(&service, typed);
        assert!(said.contains("PCAP is not shown here"), "{typed}\n{said}");
    }
    for typed in ["", "pca", "pcap", "certified a"] {
        let offered = service.suggest("cert", "certification", typed).unwrap();
        assert!(offered.iter().all(|it| it.value != "pcap"), "{typed}");
    }
    // What another one asks for is named all the same, and nothing leads there.
    for typed in ["/prereqs pcpp1", "/cert pcpp1"] {
        let answer = answer(&service, typed);
        assert!(said(&service, typed).contains("PCAP"), "{typed}");
        let buttons: Vec<String> = answer.actions.iter().map(|it| format!("{it:?}")).collect();
        assert!(buttons.iter().all(|it| !it.contains("\"pcap\"")), "{buttons:?}");
    }
}

#[test]
fn a_pack_that_is_off_is_hidden_whole() {
    let mut knowledge = with(&[Addition::certification(&id("snek"), ENTRY).unwrap()]);
    let off = IssuerId::parse("python-institute").unwrap();
    knowledge.hide(|it| it.issuer == off);
    let service = Service::new(knowledge, shipped::today);
    check(
        &service,
        "/certs",
        expect![[r#"
        1 certification

        * SNEK, Snake Handling Basics

        As of 30 September 2026, from example.org
    "#]],
    );
    check(
        &service,
        "what does pcap cost",
        expect![[r#"
        PCAP is not shown here

        Whoever looks after this server has left it out.

        > What is shown  /certs
    "#]],
    );
    check(
        &service,
        "who is the best python certification for testing",
        expect![[r#"
        PCAT is not shown here

        Whoever looks after this server has left it out.

        > What is shown  /certs
    "#]],
    );
}

#[test]
fn an_entry_of_the_servers_own_is_answered_like_any_other_and_says_whose_it_is() {
    let service = service(&[Addition::certification(&id("snek"), ENTRY).unwrap()]);
    check(
        &service,
        "/cert snek",
        expect![[r#"
        SNEK: Snake Handling Basics

        An entry of this server's own.

        Shows that you can hold a snake.

        Issuer        This server
        Status        Can be booked
        Before it     Required: PCEP or 2 years of own snakes
        Price         EUR 12.50 (30 September 2026)
        Covers        Herpetology
        Not known     Its exam and how long it lasts

        > What next          /next-after certification:snek
        > What before        /prereqs certification:snek
        > Compare with PCEP  /compare first:snek second:pcep
        > Sources            /cert certification:snek view:sources

        As of 30 September 2026, from example.org
    "#]],
    );
    check(
        &service,
        "what does snek cost",
        expect![[r#"
            SNEK: Snake Handling Basics

            Price         EUR 12.50 (30 September 2026)

            An entry of this server's own.

            > About SNEK  /cert certification:snek
            > Sources     /cert certification:snek view:sources

            As of 30 September 2026, from example.org
        "#]],
    );
    check(
        &service,
        "/find herpetology",
        expect![[r#"
        Certifications on that topic

        One certification covers `herpetology`.

        * SNEK, Snake Handling Basics (This server): herpetology

        > SNEK  /cert certification:snek

        As of 30 September 2026, from example.org
    "#]],
    );
    check(
        &service,
        "do i need pcep before snake handling basics?",
        expect![[r#"
        Before SNEK

        PCEP is one way to what SNEK requires; there is another.

        Required      PCEP or 2 years of own snakes

        > About SNEK    /cert certification:snek
        > Path to SNEK  /path to:snek
        > About PCEP    /cert certification:pcep

        As of September 2026, from github.com and 2 other sites
    "#]],
    );
    assert!(said(&service, "/next-after pcep").contains("SNEK"));
}

#[test]
fn nothing_that_a_server_calls_its_own_takes_a_name_away() {
    let names = ["pcap", "PCAP", "PCPP1", "PCPP I", "PCEP-30-02", "Certified Associate Tester"];
    let mut tried: Vec<String> = names.map(str::to_owned).to_vec();
    for certification in shipped::knowledge().iter() {
        tried.push(certification.name.clone());
        tried.extend(certification.aliases.iter().cloned());
    }
    // Written otherwise, each is still the same name.
    let spellings = |it: &String| {
        let wide: String = it
            .chars()
            .map(|it| match u32::from(it) {
                code @ 0x21..=0x7e => char::from_u32(code + 0xfee0).unwrap(),
                _ => it,
            })
            .collect();
        [it.to_uppercase(), it.replace(' ', "-"), it.replace('e', "é"), wide]
    };
    let plain = Index::new(shipped::knowledge());
    let all: Vec<String> = tried.iter().flat_map(|it| spellings(it)).collect();
    for certification in ["pcep", "pcad"] {
        let text: String = all
            .iter()
            .take(ADDITIONS_MAX)
            .map(|it| Addition::alias(it, &id(certification)).toml)
            .collect();
        let (knowledge, _) = load_with_house(&shipped::files(), &house(&text), shipped::today());
        let index = Index::new(&knowledge);
        for name in &tried {
            assert_eq!(index.decide(name), plain.decide(name), "{name}");
        }
    }
}

#[test]
fn a_layer_of_two_hundred_additions_is_the_same_elsewhere() {
    let ids: Vec<&CertificationId> = shipped::knowledge().iter().map(|it| &it.id).collect();
    let mut all = Vec::new();
    for (number, id) in ids.iter().cycle().take(97).enumerate() {
        all.push(Addition::alias(&format!("our \"number\" {number} of \\{id}"), id));
        let text = format!("Note {number}: \"quoted\" \\ and ünïcode 🐍 [[x]]");
        if all
            .iter()
            .filter(|it| it.kind == AdditionKind::Note && it.key.starts_with(&format!("{id}:")))
            .count()
            < 5
        {
            all.push(Addition::note(id, &text, Some("https://example.org/?a=%22")));
        }
    }
    all.push(Addition::hidden(&id("pcat")));
    for number in 0.. {
        if all.len() == 200 {
            break;
        }
        let entry = ENTRY.replace("SNEK", &format!("SNEK{number}"));
        let entry = entry.replace("Basics", &format!("Basics Part {number}"));
        all.push(Addition::certification(&id(&format!("snek-{number}")), &entry).unwrap());
    }
    all.sort();
    let file = house_file(&all);
    let (read, problems) = House::read(&file, shipped::today());
    assert!(problems.is_empty());
    let again = additions(&read);
    assert_eq!(again, all);
    assert_eq!(house_file(&again), file);
    all.reverse();
    assert_eq!(house_file(&all), file);
    let (here, there) = (service(&all), service(&again));
    assert_eq!(here.knowledge(), there.knowledge());
    for typed in ["/certs", "/cert pcep", "/cert snek-1", "what does snek1 cost", "/cert pcat"] {
        assert_eq!(said(&here, typed), said(&there, typed));
    }
}

#[test]
fn an_update_of_the_packs_is_reported_and_never_undone_by_a_layer() {
    let layer = [
        Addition::alias("snake exam", &id("pcep")),
        Addition::alias("dragonette", &id("pcap")),
        Addition::note(&id("pcat"), "On Tuesdays", None),
        Addition::hidden(&id("pcat")),
        Addition::certification(&id("snek"), ENTRY).unwrap(),
    ];
    with(&layer);
    let change = |path: &str, from: &str, to: &str| -> Vec<SourceFile> {
        let mut files = shipped::files();
        let file = files.iter_mut().find(|it| it.path.ends_with(path)).unwrap();
        assert!(file.text.contains(from), "{path}");
        file.text = file.text.replace(from, to);
        files
    };
    let reports = |files: &[SourceFile]| -> String {
        let (knowledge, problems) = load_with_house(files, &house_file(&layer), shipped::today());
        let (plain, _) = certguide::knowledge::load(files, shipped::today());
        // Whatever the layer says, what the packs say stands.
        for it in plain.iter() {
            let mut with = knowledge.get(&it.id).unwrap().clone();
            let house = knowledge.house_aliases(&it.id);
            with.aliases.retain(|it| !house.contains(it));
            assert_eq!(&with, it);
        }
        let of_house = problems.of_file(files.len());
        assert!(!of_house.has_errors());
        assert_eq!(of_house.conflicts().count(), of_house.iter().len());
        let line = of_house.conflicts().map(|(it, problem)| {
            format!("{} {}: {}; {}\n", it.kind.as_str(), it.key, problem.message, problem.hint)
        });
        line.collect()
    };
    let without = |gone: &str| -> Vec<SourceFile> {
        let mut files = shipped::files();
        files.retain(|it| !it.path.ends_with(&format!("/{gone}.toml")));
        files
    };
    let renamed = |from: &str, to: &str| -> Vec<SourceFile> {
        let mut files = shipped::files();
        for it in &mut files {
            it.path = it.path.replace(&format!("/{from}.toml"), &format!("/{to}.toml"));
            it.text = it.text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        files
    };
    let mut seen = String::new();
    for (what, files) in [
        (
            "the alias is a name of another",
            change("/pcad.toml", "aliases = [", "aliases = [\"Snake-Exam\", "),
        ),
        (
            "the alias is a name of the same",
            change("/pcep.toml", "aliases = [", "aliases = [\"snake exam\", "),
        ),
        (
            "the alias is plain speech",
            change("words.toml", "[common]\n", "[common]\nxx = [\"dragonette\"]\n"),
        ),
        ("a certification is gone", without("pcat")),
        ("a certification has another id", renamed("pcep", "pcep-30")),
        ("the entry is in a pack", renamed("pcad", "snek")),
        (
            "the entry's name is in a pack",
            change("/pcad.toml", "aliases = [", "aliases = [\"SNEK\", "),
        ),
    ] {
        seen.push_str(&format!("{what}\n{}", reports(&files)));
    }
    expect![[r#"
        the alias is a name of another
        alias snakeexam: `snake exam` is taken: alias of `pcad`; choose another alias, or remove it: the name that was there counts
        the alias is a name of the same
        alias snakeexam: `snake exam` is a name of that certification without this alias; remove it: nothing is lost
        the alias is plain speech
        alias dragonette: the alias `dragonette` is plain speech; say more, or remove it: it would answer sentences that are not about it
        a certification is gone
        note pcat:a076ce6d042b: no certification has the id `pcat`; did you mean `pcaa`?
        hidden pcat: no certification has the id `pcat`; did you mean `pcaa`?
        a certification has another id
        alias snakeexam: no certification has the id `pcep`; did you mean `pcap`?
        certification snek: no certification has the id `pcep`, so what comes before it counts as not known; did you mean `pcap`?
        the entry is in a pack
        certification snek: a pack has a certification with the id `snek`; remove this entry if it is the same, or give it another id: the pack's counts
        the entry's name is in a pack
        certification snek: `snek` is taken: alias of `pcad`; remove this entry if it is the same, or name it otherwise: it is left out
    "#]].assert_eq(&seen);
}

/// Text of one line, as people type it.
fn text(most: usize) -> impl Strategy<Value = String> {
    let any = prop_oneof![
        "[a-zA-Z0-9 '\"\\\\#=\\[\\]{}.,-]{1,40}",
        "[\\PC&&[^\u{200b}-\u{2069}\u{feff}]]{1,40}"
    ];
    any.prop_map(move |it| it.chars().take(most).collect::<String>())
        .prop_filter("says something", |it| it.chars().any(|it| it.is_ascii_alphanumeric()))
}

fn any_addition() -> impl Strategy<Value = Addition> {
    let known = || prop::sample::select(vec!["pcep", "pcap", "pcat"]).prop_map(id);
    let entry = (text(40), "[a-z0-9-]{1,40}").prop_map(|(name, id)| {
        let name = toml::Value::from(name).to_string();
        let text = ENTRY.replace("\"Snake Handling Basics\"", &name);
        Addition::certification(&CertificationId::parse(&id).unwrap(), &text).unwrap()
    });
    prop_oneof![
        (text(40), known()).prop_map(|(name, id)| Addition::alias(&name, &id)),
        (text(40), known()).prop_map(|(text, id)| Addition::note(&id, &text, None)),
        (text(40), known()).prop_map(|(text, id)| Addition::note(
            &id,
            &text,
            Some("https://example.org")
        )),
        known().prop_map(|it| Addition::hidden(&it)),
        entry,
    ]
}

/// As many of them as one file may have: each once, five notes on a certification, and one entry,
/// since all that are made here have one short name.
fn sound(mut all: Vec<Addition>) -> Vec<Addition> {
    all.sort();
    all.dedup_by_key(|it| (it.kind, it.key.clone()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    all.retain(|it| {
        let (of, most) = match it.kind {
            AdditionKind::Note => (it.key.split(':').next().unwrap_or_default(), 5),
            AdditionKind::Certification => ("an entry", 1),
            AdditionKind::Alias | AdditionKind::Hidden => return true,
        };
        let count = counts.entry(of.to_owned()).or_default();
        *count += 1;
        *count <= most
    });
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_additions_are_read_back_from_their_file(all in prop::collection::vec(any_addition(), 0..12)) {
        let all = sound(all);
        let (read, problems) = House::read(&house_file(&all), shipped::today());
        let messages: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
        prop_assert_eq!(messages, [] as [&str; 0]);
        prop_assert_eq!(additions(&read), all);
    }

    #[test]
    fn any_text_at_all_is_a_layer_that_changes_no_pack(lines in prop::collection::vec(line(), 0..12)) {
        let text = lines.join("\n");
        let files = small_pack();
        let (knowledge, problems) = load_with_house(&files, &house(&text), shipped::today());
        let (plain, _) = certguide::knowledge::load(&files, shipped::today());
        for it in plain.iter() {
            let with = knowledge.get(&it.id).unwrap();
            prop_assert_eq!(&with.name, &it.name);
            prop_assert_eq!(&with.requirements, &it.requirements);
        }
        let mut all = files;
        all.push(house(&text));
        let drawn = problems.render(&all, certguide::knowledge::diagnostic::Style::Plain);
        prop_assert_eq!(drawn.is_empty(), problems.is_empty());
        let (read, _) = House::read(&house(&text), shipped::today());
        additions(&read);
        Index::new(&knowledge);
    }
}

/// The issuer and two certifications of what ships.
fn small_pack() -> Vec<SourceFile> {
    let names = ["issuer.toml", "pcep.toml", "pcet.toml"];
    let mut files = shipped::files();
    files.retain(|it| names.iter().any(|name| it.path.ends_with(&format!("/{name}"))));
    files
}

/// Lines that mean something in a house file, sound and not.
fn line() -> impl Strategy<Value = String> {
    let lines = [
        "[[alias]]",
        "[[note]]",
        "[[hidden]]",
        "[certification.ours]",
        "[certification.pcep]",
        "[certification.ours.status]",
        "certification = \"pcep\"",
        "certification = \"ours\"",
        "certification = 7",
        "name = \"PCEP\"",
        "name = \"ours\"",
        "text = \"x\"",
        "url = \"https://example.org\"",
        "url = \"x\"",
        "certification.x.name = \"dotted\"",
        "certification = { y = { name = \"inline\" } }",
        "alias = []",
        "\"\"\"",
    ];
    prop_oneof![4 => prop::sample::select(lines.to_vec()).prop_map(str::to_owned), 1 => ".{0,40}"]
}

#[test]
fn a_name_that_only_hidden_ones_have_means_the_first_of_them() {
    let knowledge = with(&[Addition::hidden(&id("pcpp1")), Addition::hidden(&id("pcpp2"))]);
    let index = Index::new(&knowledge);
    let Decision::Sure(found) = index.decide("pcpp") else { panic!("not sure") };
    assert!(knowledge.is_hidden(&found.id));
    let one = Index::new(&with(&[Addition::hidden(&id("pcpp2"))]));
    let found: Vec<String> =
        one.decide("pcpp").matches().iter().map(|it| it.id.to_string()).collect();
    assert_eq!(found, ["pcpp1"]);
}

/// Runs `certguide overlay check` on a file with this text; what it prints, and its exit code.
fn checked(name: &str, text: &str, options: &[&str]) -> (String, Option<i32>) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    fs::write(&path, text).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_certguide"))
        .args(["overlay", "check"])
        .args(options)
        .arg(&path)
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
    (said.replace(&path.display().to_string(), "house.toml"), out.status.code())
}

#[test]
fn the_program_checks_a_house_file() {
    let sound = house_file(&[
        Addition::alias("snake exam", &id("pcep")),
        Addition::note(&id("pcep"), "On Tuesdays", None),
        Addition::hidden(&id("pcat")),
        Addition::certification(&id("snek"), ENTRY).unwrap(),
    ]);
    let (said, code) = checked("sound", &sound.text, &[]);
    assert_eq!(said, "house.toml: 1 alias, 1 note, 1 hidden, 1 entry; 0 errors, 0 warnings\n");
    assert_eq!(code, Some(0));
    let conflict = Addition::hidden(&id("gone-exam")).toml;
    let (said, code) = checked("conflict", &conflict, &[]);
    expect![[r#"
        warning[certification-gone]: no certification has the id `gone-exam`
         --> house.toml:2:17
          |
        2 | certification = "gone-exam"
          |                 ^^^^^^^^^^^
          |
          = hint: it has another id now, or is gone: name another one, or remove this

        house.toml: 0 aliases, 0 notes, 1 hidden, 0 entries; 0 errors, 1 warning
    "#]]
    .assert_eq(&said);
    assert_eq!(code, Some(0));
    assert_eq!(checked("conflict", &conflict, &["--deny-warnings"]).1, Some(1));
    let (said, code) = checked("wrong", "[[alias]]\nname = \"x y\"\n", &["--json"]);
    expect![[r#"
        {"severity":"error","code":"missing-key","message":"[[alias]] has no `certification`","hint":"add `certification = \"pcap\"`: the id of the certification","path":"house.toml","line":1,"column":1,"end_line":1,"end_column":10,"also":[]}
    "#]].assert_eq(&said);
    assert_eq!(code, Some(1));
}

#[test]
fn the_schema_of_house_files_accepts_what_the_loader_accepts() {
    let schema = certguide::knowledge::schema::house_json_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file = house_file(&[
        Addition::alias("snake exam", &id("pcep")),
        Addition::note(&id("pcep"), "On Tuesdays", Some("https://example.org")),
        Addition::hidden(&id("pcat")),
        Addition::certification(&id("snek"), &format!("issuer = \"python-institute\"\n{ENTRY}"))
            .unwrap(),
    ]);
    let is_valid =
        |text: &str| validator.is_valid(&json(toml::Value::Table(text.parse().unwrap())));
    assert!(is_valid(&file.text));
    for (from, to) in [
        ("name = \"snake exam\"", "nmae = \"snake exam\""),
        ("https://example.org\"\n", "ftp://example.org\"\n"),
        ("certification.snek", "certification.SNEK"),
        ("summary =", "sumary ="),
    ] {
        assert!(file.text.contains(from), "{from}");
        assert!(!is_valid(&file.text.replace(from, to)), "{to}");
    }
}
