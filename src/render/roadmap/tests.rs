//! Laws of every picture, whatever it is of.

use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use super::font;
use super::layout::layout;
use super::scene::{Line, Rect, Scene, Words};
use super::{Theme, png, svg};
use crate::answer::{Arrow, ArrowStrength, Roadmap, Standing, Stop, StopState};

const WIDTHS: [u32; 4] = [320, 400, 800, 1200];

/// Names as nobody would write them, and as somebody may.
fn names() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "PCAP",
        " ",
        "Certified ",
        "</text>",
        "<script>",
        "&amp;",
        "\"",
        "'",
        "]]>",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "\u{0}",
        "\u{fffe}",
        "العربية",
        "中文",
        "😀",
        "👩‍👩‍👧‍👦",
        "e\u{301}",
        "W",
        "Professional-",
        "x",
        "\n",
        "\t",
    ]);
    prop::collection::vec(pieces, 1..40)
        .prop_map(|it| it.concat().chars().take(100).collect::<String>())
}

fn stops() -> impl Strategy<Value = Vec<(Stop, bool)>> {
    let state = prop::sample::select(vec![
        StopState::Bookable,
        StopState::OnTrial,
        StopState::Planned,
        StopState::Retired,
        StopState::Unverified,
    ]);
    let standing = prop::sample::select(vec![Standing::Plain, Standing::Held, Standing::Goal]);
    let one = (names(), names(), 0..4_usize, 0..4_usize, state, standing, any::<(bool, bool)>());
    let stop =
        one.prop_map(|(code, name, lane, column, state, standing, (is_earned, has_note))| {
            let short: String = code.chars().take(8).collect();
            let note = if has_note { "recommended after PCAP".to_owned() } else { String::new() };
            let code = if is_earned { code } else { short };
            let id = code.clone();
            (Stop { id, code, name, lane, column, state, is_earned, standing, note }, has_note)
        });
    prop::collection::vec(stop, 1..24)
}

/// Any stops, with arrows from those that come first to those that come after them.
fn roadmaps() -> impl Strategy<Value = Roadmap> {
    let arrows = prop::collection::vec((0..24_usize, 0..24_usize, 0..3_u8, any::<bool>()), 0..24);
    let four = || prop::collection::vec(names(), 4..5);
    (stops(), arrows, four(), four()).prop_map(|(stops, ends, lanes, columns)| {
        let mut stops: Vec<Stop> = stops.into_iter().map(|(it, _)| it).collect();
        stops.sort_by_key(|it| (it.lane, it.column));
        // Lanes and columns are there because something stands in them.
        let used: Vec<usize> = (0..4).filter(|it| stops.iter().any(|of| of.lane == *it)).collect();
        for it in &mut stops {
            it.lane = used.iter().position(|lane| *lane == it.lane).unwrap_or(0);
        }
        let lanes = used.iter().map(|it| lanes[*it].clone()).collect();
        let mut arrows: Vec<Arrow> = Vec::new();
        for (one, other, strength, is_one_of_several) in ends {
            let (one, other) = (one % stops.len(), other % stops.len());
            let (from, to) = (one.min(other), one.max(other));
            let is_new = arrows.iter().all(|it| (it.from, it.to) != (from, to));
            if from != to && is_new {
                let strength = match strength {
                    0 => ArrowStrength::Required,
                    1 => ArrowStrength::Recommended,
                    _ => ArrowStrength::Usual,
                };
                arrows.push(Arrow { from, to, strength, is_one_of_several });
            }
        }
        Roadmap {
            title: columns.concat(),
            lanes,
            columns,
            stops,
            arrows,
            left_out: "There is more.".to_owned(),
            words: "Words.".to_owned(),
        }
    })
}

fn rect_of(words: &Words) -> Rect {
    let width = font::width(&words.text, words.size, words.weight);
    // Letters are no higher, and reach no lower.
    let (above, below) = (words.size * 3 / 4, words.size / 4);
    Rect { x: words.x, y: words.y - above, width, height: above + below }
}

fn is_within(inner: Rect, outer: Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

/// The stretches of an arrow, each as the rectangle that its stroke covers.
fn stretches(line: &Line) -> Vec<Rect> {
    let pairs = line.points.windows(2).filter_map(|it| Some((*it.first()?, *it.last()?)));
    let stretch = |((x1, y1), (x2, y2)): ((i32, i32), (i32, i32))| Rect {
        x: x1.min(x2) - 1,
        y: y1.min(y2) - 1,
        width: (x1 - x2).abs() + 2,
        height: (y1 - y2).abs() + 2,
    };
    pairs.map(stretch).collect()
}

fn check_boxes(scene: &Scene) -> Result<(), TestCaseError> {
    let whole = Rect { x: 0, y: 0, width: scene.width, height: scene.height };
    for (number, it) in scene.boxes.iter().enumerate() {
        prop_assert!(is_within(it.rect, whole), "{:?} in {whole:?}", it.rect);
        for other in &scene.boxes[..number] {
            prop_assert!(!overlap(it.rect, other.rect), "{:?} on {:?}", it.rect, other.rect);
        }
        for words in &it.words {
            prop_assert!(is_within(rect_of(words), it.rect), "{words:?} in {:?}", it.rect);
        }
        let rects: Vec<Rect> = it.words.iter().map(rect_of).collect();
        for (number, one) in rects.iter().enumerate() {
            prop_assert!(rects[..number].iter().all(|it| !overlap(*it, *one)), "{:?}", it.words);
        }
    }
    Ok(())
}

fn check_words(scene: &Scene) -> Result<(), TestCaseError> {
    let whole = Rect { x: 0, y: 0, width: scene.width, height: scene.height };
    let arrows: Vec<Rect> = scene.arrows.iter().flatten().flat_map(stretches).collect();
    for (number, words) in scene.words.iter().enumerate() {
        let rect = rect_of(words);
        prop_assert!(is_within(rect, whole), "{words:?} in {whole:?}");
        prop_assert!(arrows.iter().all(|it| !overlap(*it, rect)), "an arrow on {words:?}");
        prop_assert!(scene.boxes.iter().all(|it| !overlap(it.rect, rect)), "a box on {words:?}");
        for other in &scene.words[..number] {
            prop_assert!(!overlap(rect_of(other), rect), "{other:?} on {words:?}");
        }
    }
    Ok(())
}

fn check_arrows(scene: &Scene) -> Result<(), TestCaseError> {
    let whole = Rect { x: 0, y: 0, width: scene.width, height: scene.height };
    for (number, group) in scene.arrows.iter().enumerate() {
        for line in group {
            let rect =
                |stop: usize| scene.boxes.iter().find(|it| it.stop == stop).map(|it| it.rect);
            let (from, to) = (rect(line.from).unwrap(), rect(line.to).unwrap());
            let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
            let touches = |(x, y): (i32, i32), rect: Rect| {
                (x == rect.x || x == rect.right()) && (rect.y..=rect.bottom()).contains(&y)
                    || (y == rect.y || y == rect.bottom()) && (rect.x..=rect.right()).contains(&x)
            };
            prop_assert!(touches(first, from) && touches(last, to), "{line:?} {from:?} {to:?}");
            for stretch in stretches(line) {
                prop_assert!(is_within(stretch, whole), "{line:?} in {whole:?}");
                for it in &scene.boxes {
                    // Its own boxes it touches with the width of its stroke.
                    let inside = Rect {
                        x: it.rect.x + 1,
                        y: it.rect.y + 1,
                        width: it.rect.width - 2,
                        height: it.rect.height - 2,
                    };
                    prop_assert!(!overlap(stretch, inside), "{line:?} runs through {:?}", it.rect);
                }
            }
            // Lines of other groups cross at right angles only: none lies on another.
            for other in scene.arrows[..number].iter().flatten().flat_map(stretches) {
                for stretch in stretches(line) {
                    let are_level = other.height == 2 && stretch.height == 2;
                    let are_upright = other.width == 2 && stretch.width == 2;
                    let lie = (are_level || are_upright) && overlap(other, stretch);
                    prop_assert!(!lie, "{line:?} lies on {other:?}");
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_lies_on_anything_else_and_all_is_in_the_picture(roadmap in roadmaps()) {
        for width in WIDTHS {
            let scene = layout(&roadmap, i32::try_from(width).unwrap());
            prop_assert_eq!(scene.boxes.len(), roadmap.stops.len());
            check_boxes(&scene)?;
            check_words(&scene)?;
            check_arrows(&scene)?;
        }
    }

    #[test]
    fn no_name_breaks_out_of_the_document(roadmap in roadmaps()) {
        let text = svg(&roadmap, Theme::Light, 800);
        let document = Document::parse(&text).map_err(|it| TestCaseError::fail(it.to_string()))?;
        let names = ["svg", "desc", "rect", "path", "g", "title", "text"];
        for it in document.descendants().filter(roxmltree_element) {
            prop_assert!(names.contains(&it.tag_name().name()), "{:?}", it.tag_name());
            prop_assert!(it.attributes().all(|it| !it.name().starts_with("on")));
        }
        let boxes = document.descendants().filter(|it| it.has_attribute("data-certification"));
        prop_assert_eq!(boxes.count(), roadmap.stops.len());
    }
}

fn roxmltree_element(node: &resvg::usvg::roxmltree::Node<'_, '_>) -> bool {
    node.is_element()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_shown_can_be_drawn(roadmap in roadmaps()) {
        for theme in [Theme::Light, Theme::Dark] {
            let drawn = png(&roadmap, theme, 400, 1);
            prop_assert!(drawn.is_some_and(|it| it.starts_with(b"\x89PNG")));
        }
    }
}
