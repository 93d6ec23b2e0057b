//! What the arrows and boxes of a picture mean, under it; only of what is in it.

use std::collections::BTreeSet;

use super::card;
use super::font::{self, Weight};
use super::scene::{Look, Rect, Sample, Scene, Stroke, Tone, Words};
use crate::answer::{ArrowStrength, Standing, StopState};

const TEXT: i32 = 15;
const LINE: i32 = 26;

/// The width of a sample, and from one item to the next.
const SAMPLE: i32 = 34;
const GAP: i32 = 18;

/// Draws the legend from `x` on, and moves `y` below it.
pub(super) fn draw(scene: &mut Scene, x: i32, y: &mut i32) {
    let items: Vec<(Kind, &str)> = items(scene);
    if items.is_empty() {
        return;
    }
    let (mut at, end) = (x, scene.width - x);
    let mut top = *y;
    for (kind, text) in items {
        let width = SAMPLE + 8 + font::width(text, TEXT, Weight::Regular);
        if at > x && at + width > end {
            at = x;
            top += LINE;
        }
        let middle = top + LINE / 2;
        scene.samples.push(match kind {
            Kind::Arrow(stroke) => Sample::Arrow(vec![(at, middle), (at + SAMPLE, middle)], stroke),
            Kind::Box(look) => {
                let rect = Rect { x: at + 3, y: middle - 8, width: SAMPLE - 6, height: 16 };
                Sample::Box(rect, look)
            }
        });
        let baseline = top + i32::midpoint(LINE, TEXT * 73 / 100);
        scene.words.push(Words {
            text: text.to_owned(),
            x: at + SAMPLE + 8,
            y: baseline,
            size: TEXT,
            weight: Weight::Regular,
            tone: Tone::Faint,
        });
        at += width + GAP;
    }
    *y = top + LINE + card::leading(TEXT) / 4;
}

enum Kind {
    Arrow(Stroke),
    Box(Look),
}

fn items(scene: &Scene) -> Vec<(Kind, &'static str)> {
    let mut items = Vec::new();
    let strokes: BTreeSet<Stroke> = scene.arrows.iter().flatten().map(|it| it.stroke).collect();
    for (strength, text, several) in [
        (ArrowStrength::Required, "required", "required, or another way"),
        (ArrowStrength::Recommended, "recommended", "recommended, or another way"),
        (ArrowStrength::Usual, "usual next step", "usual, or another way"),
    ] {
        for (is_one_of_several, text) in [(false, text), (true, several)] {
            let stroke = Stroke { strength, is_one_of_several };
            if strokes.contains(&stroke) {
                items.push((Kind::Arrow(stroke), text));
            }
        }
    }
    let looks: Vec<Look> = scene.boxes.iter().map(|it| it.look).collect();
    let plain = Look { state: StopState::Bookable, is_earned: false, standing: Standing::Plain };
    for (state, text) in [
        (StopState::OnTrial, "on trial"),
        (StopState::Planned, "planned"),
        (StopState::Retired, "retired"),
        (StopState::Unverified, "unverified"),
    ] {
        if looks.iter().any(|it| it.state == state) {
            items.push((Kind::Box(Look { state, ..plain }), text));
        }
    }
    if looks.iter().any(|it| it.is_earned) {
        items.push((Kind::Box(Look { is_earned: true, ..plain }), "earned title"));
    }
    for (standing, text) in [(Standing::Held, "you are here"), (Standing::Goal, "goal")] {
        if looks.iter().any(|it| it.standing == standing) {
            items.push((Kind::Box(Look { standing, ..plain }), text));
        }
    }
    items
}
