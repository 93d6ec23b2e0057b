//! What holds for any text and any order.

use proptest::prelude::*;

use super::*;

/// Lines that mean something, sound and not, in any order.
fn line() -> impl Strategy<Value = String> {
    let lines = [
        "name = \"PCAP\"",
        "name = \"資格\"",
        "aliases = [\"a\", \"A\", 7]",
        "summary = \"Shows that.\"",
        "sources = [\"page\"]",
        "checked_on = 2026-09-30",
        "checked_on = \"2026-99\"",
        "confidence = \"high\"",
        "[source_urls]",
        "page = \"https://pythoninstitute.org\"",
        "[status]",
        "state = \"active\"",
        "[requirements]",
        "[[requirements.rule]]",
        "strength = \"required\"",
        "any_of = [{ certification = \"a\" }, { n_of = 9, of = [{ exam = \"x\" }] }]",
        "certification = \"b\"",
        "[[exam]]",
        "[[exam.version]]",
        "code = \"X-1\"",
        "from = 2026-02-30",
        "amount = 1e400",
        "step = 0xFFFFFFFFFFFFFFFFFF",
        "[[track]]",
        "id = \"general\"",
        "[filler]",
        "en = [\"the\"]",
        "\"\"\"",
        "\t\u{202e}é\r",
    ];
    prop_oneof![4 => prop::sample::select(lines.to_vec()).prop_map(str::to_owned), 1 => ".{0,40}"]
}

fn file() -> impl Strategy<Value = SourceFile> {
    let paths = vec![
        "words.toml",
        "pi/issuer.toml",
        "pi/certifications/a.toml",
        "pi/certifications/b.toml",
        "zend/certifications/a.toml",
        "zend/issuer.toml",
        "x/y/z.toml",
    ];
    let path =
        prop_oneof![9 => prop::sample::select(paths).prop_map(str::to_owned), 1 => ".{0,20}"];
    let text = prop::collection::vec(line(), 0..30).prop_map(|lines| lines.join("\n"));
    (path, text).prop_map(|(path, text)| SourceFile { path, text })
}

proptest! {
    #[test]
    fn any_text_at_all_loads_and_renders(files in prop::collection::vec(file(), 0..5)) {
        let (_, diagnostics) = load(&files, today());
        let drawn = diagnostics.render(&files, Style::Plain);
        prop_assert_eq!(drawn.is_empty(), diagnostics.is_empty());
        prop_assert_eq!(diagnostics.json(&files).len(), diagnostics.iter().len());
        diagnostics.render(&files, Style::Colour);
    }

    #[test]
    fn the_order_of_files_makes_no_difference(
        files in prop::collection::vec(file(), 0..5),
        turn in 0_usize..5,
    ) {
        let mut turned = files.clone();
        turned.reverse();
        let places = turned.len().max(1);
        turned.rotate_left(turn % places);
        let (knowledge, diagnostics) = load(&files, today());
        let (again, also) = load(&turned, today());
        prop_assert_eq!(knowledge, again);
        prop_assert_eq!(
            diagnostics.render(&files, Style::Plain),
            also.render(&turned, Style::Plain)
        );
    }

    #[test]
    fn any_single_change_to_a_sound_file_loads(at in 0_usize..2000, character in any::<char>()) {
        let text: String = files("//- x\nname = \"PCAP\"\n$SOUND")
            .remove(0)
            .text
            .chars()
            .enumerate()
            .map(|(place, it)| if place == at { character } else { it })
            .collect();
        let path = "pi/certifications/pcap.toml".to_owned();
        let mut all = files("//- pi/issuer.toml\n$ISSUER");
        all.push(SourceFile { path, text });
        let (_, diagnostics) = load(&all, today());
        diagnostics.render(&all, Style::Plain);
    }
}
