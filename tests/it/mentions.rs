//! What messages name: laws of every name, and rows of what people typed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use certguide::matching::{Index, MESSAGE_CHARACTERS};
use cpu_time::ThreadTime;
use proptest::prelude::*;

use crate::search::{DATA, own_names, rows, slips, texts};
use crate::shipped;

fn index() -> &'static Index {
    shipped::service().index()
}

fn named(message: &str) -> BTreeSet<String> {
    index().mentions(message).named.iter().map(|it| it.found.id.to_string()).collect()
}

/// A message around a name, with the name in the middle of a sentence, at its end, in brackets.
fn messages(name: &str) -> [String; 4] {
    [
        format!("so I finally passed {name}, wohoo"),
        format!("next stop {name}. Wish me luck"),
        format!("**{name}**: anybody?"),
        format!("my certificates ({name})\nand a dog"),
    ]
}

#[test]
fn every_name_that_is_spelled_out_is_found_in_a_message() {
    for certification in shipped::knowledge().iter() {
        let names = std::iter::once(&certification.name)
            .chain(&certification.short_name)
            .chain(&certification.former_names)
            .chain(certification.exam_versions().map(|it| &it.code));
        for name in names {
            for message in messages(name) {
                let found = named(&message);
                assert_eq!(Vec::from_iter(found), [certification.id.to_string()], "{message}");
            }
        }
    }
}

#[test]
fn no_name_of_ours_names_another() {
    for (name, id) in own_names(shipped::knowledge()) {
        for message in messages(&name) {
            let found = named(&message);
            assert!(found.iter().all(|it| *it == id), "{message}: {found:?}");
        }
    }
}

#[test]
fn a_slip_names_nothing_but_what_is_so_called() {
    let names: BTreeSet<String> =
        own_names(shipped::knowledge()).into_iter().map(|it| it.0.to_lowercase()).collect();
    for certification in shipped::knowledge().iter() {
        let Some(short_name) = &certification.short_name else { continue };
        for slip in slips(&short_name.to_lowercase()) {
            let roman = slip.strip_suffix('i').map(|it| format!("{it}1")).unwrap_or_default();
            let own = format!("{}-", certification.id);
            if names.contains(&slip) || names.contains(&roman) || own.starts_with(&slip) {
                continue;
            }
            assert_eq!(named(&format!("I passed {slip} yesterday")), BTreeSet::new(), "{slip}");
        }
    }
}

#[test]
fn names_of_other_issuers_name_nothing() {
    let names = fs::read_to_string(Path::new(DATA).join("other_issuers.txt")).unwrap();
    for name in names.lines().filter(|it| !it.is_empty()) {
        let mentions = index().mentions(&format!("passed {name} yesterday"));
        assert!(mentions.named.is_empty() && mentions.unclear.is_empty(), "{name}: {mentions:?}");
    }
}

#[test]
fn what_people_typed_names_nothing_else() {
    // Names of two, which no query means, and a name that a message does mean.
    let several = ["PCAP vs PCEP", "pcep or pcap", "PCAD/PCED", "PCAP 5"];
    for row in ["tuned", "held", "fresh"].iter().flat_map(|it| rows(it)) {
        let found = named(&row.query);
        let is_right = found.iter().all(|it| row.right.contains(it));
        assert!(is_right || several.contains(&&*row.query), "{}: {found:?}", row.query);
    }
}

proptest! {
    #[test]
    fn any_message_is_read_and_read_the_same_again(text in texts()) {
        let mentions = index().mentions(&text);
        prop_assert_eq!(&mentions, &index().mentions(&text));
        let ids: BTreeSet<_> = mentions.named.iter().map(|it| &it.found.id).collect();
        prop_assert_eq!(ids.len(), mentions.named.len());
        let words = mentions.named.iter().map(|it| &it.words);
        for words in words.chain(mentions.unclear.iter().map(|it| &it.words)) {
            prop_assert!((1..=MESSAGE_CHARACTERS).contains(&words.chars().count()));
        }
        for it in &mentions.unclear {
            prop_assert!((2..=5).contains(&it.candidates.len()));
        }
    }
}

#[test]
fn walls_of_anything_are_read_at_once() {
    let walls = [
        "pcap ",
        "pcap. wireshark. ",
        "pcep x. ",
        "`",
        "`` ` ",
        "<@",
        "+",
        "a+",
        "_",
        ":a:",
        "PCPP ",
        "certified ",
        "certified associate ",
        "(",
        "ﷺ",
        "認定",
        "🐍",
        "e\u{301}",
        "\u{200b}",
        "/",
        "1 ",
    ];
    for wall in walls {
        let text: String = wall.chars().cycle().take(6_000).collect();
        let begun = ThreadTime::now();
        index().mentions(&text);
        // The time of this thread alone, whatever else the machine does: far above what it takes
        // without optimization, far below what it would take unbounded.
        assert!(begun.elapsed().as_millis() < 500, "{wall}: {:?}", begun.elapsed());
    }
}
