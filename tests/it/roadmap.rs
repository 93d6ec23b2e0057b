//! Roadmaps: what they show, how large they are, and that they say the same in words.

use std::fmt::Write;
use std::path::Path;

use certguide::answer::{Answer, Roadmap, Standing, StopState};
use certguide::call::Call;
use certguide::files;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Knowledge, load};
use certguide::render::{self, roadmap};
use certguide::service::{Outcome, Service};
use expect_test::expect_file;
use roadmap::Theme;
use sha2::{Digest, Sha256};

use crate::shipped;

fn asked(service: &Service, line: &str) -> Answer {
    let reply = service.respond(&Call::parse(line).unwrap());
    assert_eq!(reply.outcome, Outcome::Answered, "{line}");
    reply.answer
}

fn picture(service: &Service, line: &str) -> Roadmap {
    *asked(service, line).picture.unwrap_or_else(|| panic!("`{line}` has no picture"))
}

/// Every picture of what ships that one or two options ask for.
fn lines() -> Vec<String> {
    let tracks = shipped::knowledge().issuers().flat_map(|it| &it.tracks);
    let mut lines = vec!["roadmap".to_owned()];
    lines.extend(tracks.map(|it| format!("roadmap track:{}", it.id)));
    for it in shipped::knowledge().iter() {
        lines.push(format!("roadmap to:{}", it.id));
        lines.push(format!("roadmap from:{}", it.id));
        lines.push(format!("roadmap to:{} from:pcep", it.id));
    }
    lines
}

#[test]
fn the_words_say_all_that_a_picture_shows() {
    for line in lines() {
        let answer = asked(shipped::service(), &line);
        let shown = anstream::adapter::strip_str(&render::text(&answer, usize::MAX)).to_string();
        let picture = answer.picture.unwrap();
        assert!(!picture.stops.is_empty(), "{line}");
        // As the alternative text of a file, which Discord limits.
        let length = picture.words.encode_utf16().count();
        assert!(length <= 1024, "`{line}`: {length}");
        for (place, stop) in picture.stops.iter().enumerate() {
            for words in [&shown, &picture.words] {
                assert!(words.contains(&stop.code), "`{line}` lacks {}: {words}", stop.code);
                for said in picture.said(place) {
                    assert!(words.contains(&said), "`{line}` lacks `{said}`: {words}");
                }
            }
        }
    }
}

#[test]
fn a_way_begins_where_somebody_is_and_ends_at_the_goal() {
    let picture = picture(shipped::service(), "roadmap to:pcpp2 from:pcep");
    let shown: Vec<(&str, Standing, StopState)> =
        picture.stops.iter().map(|it| (it.code.as_str(), it.standing, it.state)).collect();
    assert_eq!(
        shown,
        [
            ("PCEP", Standing::Held, StopState::Bookable),
            ("PCAP", Standing::Plain, StopState::Bookable),
            ("PCPP1", Standing::Plain, StopState::Bookable),
            ("PCPP2", Standing::Goal, StopState::Planned),
        ]
    );
    // What a chain says is not said again.
    let arrows: Vec<(usize, usize)> = picture.arrows.iter().map(|it| (it.from, it.to)).collect();
    assert_eq!(arrows, [(0, 1), (1, 2), (2, 3)]);
}

#[test]
fn a_picture_is_the_same_to_the_last_byte_and_looks_as_on_file() {
    for (line, name) in [("roadmap to:pcpp2 from:pcep", "way"), ("roadmap", "all")] {
        let picture = picture(shipped::service(), line);
        let mut sums = String::new();
        for (theme, width) in [(Theme::Dark, 400), (Theme::Light, 1200)] {
            let draw = || roadmap::png(&picture, theme, width, 1).unwrap();
            let png = draw();
            assert_eq!(png, draw());
            writeln!(sums, "{theme:?} {width}: {:x}", Sha256::digest(&png)).unwrap();
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/roadmaps");
        let svg = roadmap::svg(&picture, Theme::Dark, 400);
        expect_file![folder.join(format!("{name}.svg"))].assert_eq(&svg);
        // Other processors may round a pixel otherwise.
        if cfg!(target_arch = "x86_64") {
            expect_file![folder.join(format!("{name}.sha256"))].assert_eq(&sums);
        }
    }
}

#[test]
fn no_picture_is_large() {
    for line in lines() {
        let picture = picture(shipped::service(), &line);
        let png = roadmap::png(&picture, Theme::Dark, roadmap::chat_width(&picture), 2).unwrap();
        assert!(png.len() < 300_000, "`{line}`: {} bytes", png.len());
    }
    for line in ["roadmap", "roadmap track:t3", "roadmap to:c199", "roadmap from:c0"] {
        let picture = picture(&many(), line);
        assert!(picture.stops.len() <= 36, "`{line}`: {}", picture.stops.len());
        for width in [400, 800, 1200] {
            let png = roadmap::png(&picture, Theme::Light, width, 1).unwrap();
            assert!(png.len() < 300_000, "`{line}` {width}: {} bytes", png.len());
        }
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let service = many();
    for line in ["roadmap", "roadmap to:c199", "roadmap from:c0"] {
        let answer = asked(&service, line);
        let picture = answer.picture.as_ref().unwrap();
        assert!(!picture.left_out.is_empty(), "{line}");
        assert!(picture.words.contains(&picture.left_out), "{line}");
        let shown = anstream::adapter::strip_str(&render::text(&answer, usize::MAX)).to_string();
        assert!(shown.contains(&picture.left_out), "{line}: {shown}");
    }
    assert_eq!(picture(&service, "roadmap track:t3").left_out, "");
}

#[test]
fn other_issuers_have_pictures_too() {
    let files = files::read(Path::new("tests/data/knowledge")).unwrap();
    let service = Service::new(load(&files, shipped::today()).0, shipped::today);
    let title = picture(&service, "roadmap to:kubestronaut");
    let into: Vec<_> =
        title.arrows.iter().filter(|it| title.stops[it.to].id == "kubestronaut").collect();
    // Each of the five counts, also the one that another of them stands for.
    assert_eq!(into.len(), 5, "{title:#?}");
    let either = picture(&service, "roadmap to:devops-engineer-expert");
    assert!(either.arrows.iter().all(|it| it.is_one_of_several), "{either:#?}");
    assert!(picture(&service, "roadmap").lanes.len() > 4);
}

/// 200 certifications: ten tracks of four levels, each after the one before it, and after one of
/// the track before.
fn many() -> Service {
    let group = "sources = [\"page\"]\nchecked_on = \"2026-09\"\nconfidence = \"high\"\n";
    let page = "[source_urls]\npage = \"https://example.org/\"\n";
    let mut issuer = format!(
        "name = \"Example\"\nshort_name = \"Example\"\nurl = \"https://example.org/\"\n{group}{page}"
    );
    for track in 0..10 {
        writeln!(issuer, "[[track]]\nid = \"t{track}\"\nname = \"Track number {track}\"").unwrap();
    }
    for level in 0..4 {
        writeln!(issuer, "[[level]]\nid = \"l{level}\"\nname = \"Level number {level}\"").unwrap();
    }
    let mut files = vec![SourceFile { path: "example/issuer.toml".to_owned(), text: issuer }];
    for number in 0..200 {
        let (track, level) = (number / 20, number % 20 / 5);
        let mut text = format!(
            "short_name = \"EX{number}\"\nname = \"Certified Example number {number}\"\n\
             kind = \"certification\"\nsummary = \"One.\"\ntrack = \"t{track}\"\n\
             level = \"l{level}\"\nstep = {}\n{group}{page}\
             [status]\nstate = \"active\"\n{group}[requirements]\n{group}",
            number % 20 + 1
        );
        for (before, strength) in [(1, "required"), (20, "recommended")] {
            if let Some(other) = i32::checked_sub(number, before).filter(|it| *it >= 0) {
                writeln!(
                    text,
                    "[[requirements.rule]]\nstrength = \"{strength}\"\ncertification = \"c{other}\""
                )
                .unwrap();
            }
        }
        files.push(SourceFile { path: format!("example/certifications/c{number}.toml"), text });
    }
    let (knowledge, problems): (Knowledge, _) = load(&files, shipped::today());
    assert!(!problems.has_errors());
    Service::new(knowledge, shipped::today)
}
