//! What stands in the box of a stop.

use super::font::{self, Weight};
use super::plan::Shape;
use super::scene::{Look, Rect, Tone, Words};
use crate::answer::{Roadmap, Stop};

/// Between the edge of a box and what stands in it.
pub(super) const PADDING: i32 = 12;

/// Around a code that stands alone.
const NARROW_PADDING: i32 = 6;

/// Sizes of letters, in pixels.
const CODE: i32 = 18;
const TEXT: i32 = 16;
const MARK: i32 = 12;

/// A box holds its widest word, but one that is longer than this is broken.
const LONGEST_WORD: i32 = 220;

/// What stands in a box, from the top: a line each.
#[derive(Debug)]
pub(super) struct Card {
    lines: Vec<Row>,
    is_centred: bool,
    pub(super) height: i32,
}

#[derive(Debug)]
struct Row {
    text: String,
    size: i32,
    weight: Weight,
    tone: Tone,
    /// What stands at the right end of the same line; mostly empty.
    aside: String,
}

impl Card {
    /// What stands in a box of this width.
    pub(super) fn new(roadmap: &Roadmap, stop: &Stop, shape: Shape, width: i32) -> Self {
        let lines = match shape {
            Shape::Names => full(stop, String::new(), width - 2 * PADDING),
            Shape::Ladder => full(stop, caption(roadmap, stop), width - 2 * PADDING),
            Shape::Codes | Shape::Sections => brief(stop, width - 2 * NARROW_PADDING),
        };
        let is_centred = matches!(shape, Shape::Codes | Shape::Sections);
        let text: i32 = lines.iter().map(|it| leading(it.size)).sum();
        let around = if is_centred { 2 * NARROW_PADDING } else { 2 * PADDING - 2 };
        Self { lines, is_centred, height: text + around }
    }

    /// The words at their places in `rect`, in the middle of its height.
    pub(super) fn words(&self, rect: Rect) -> Vec<Words> {
        let text: i32 = self.lines.iter().map(|it| leading(it.size)).sum();
        let mut y = rect.y + (rect.height - text) / 2;
        let mut words = Vec::new();
        for it in &self.lines {
            let width = font::width(&it.text, it.size, it.weight);
            let x =
                if self.is_centred { rect.x + (rect.width - width) / 2 } else { rect.x + PADDING };
            // Letters stand in the middle of their line: capitals are 0.73 em high.
            let baseline = y + i32::midpoint(leading(it.size), it.size * 73 / 100);
            let (size, weight, tone) = (it.size, it.weight, it.tone);
            words.push(Words { text: it.text.clone(), x, y: baseline, size, weight, tone });
            if !it.aside.is_empty() {
                let width = font::width(&it.aside, TEXT, Weight::Regular);
                words.push(Words {
                    text: it.aside.clone(),
                    x: rect.right() - PADDING - width,
                    y: baseline,
                    size: TEXT,
                    weight: Weight::Regular,
                    tone: Tone::Faint,
                });
            }
            y += leading(it.size);
        }
        words
    }
}

/// What the outline of its box says.
pub(super) fn look(stop: &Stop) -> Look {
    Look { state: stop.state, is_earned: stop.is_earned, standing: stop.standing }
}

/// The narrowest box for a stop.
pub(super) fn least_width(stop: &Stop, shape: Shape) -> i32 {
    match shape {
        // Narrower ones break every name into many lines.
        Shape::Names | Shape::Ladder => 184,
        Shape::Codes | Shape::Sections => {
            let code = font::widest_word(&font::drawn(&stop.code), CODE, Weight::SemiBold);
            let marks = stop.marks();
            let marks = marks.iter().map(|it| font::widest_word(it, MARK, Weight::Regular)).max();
            code.max(marks.unwrap_or(0)).min(LONGEST_WORD) + 2 * NARROW_PADDING
        }
    }
}

fn full(stop: &Stop, caption: String, room: i32) -> Vec<Row> {
    let (code, name) = (font::drawn(&stop.code), font::drawn(&stop.name));
    let mut rows = wrapped(&code, CODE, Weight::SemiBold, Tone::Ink, room);
    let beside = |row: &Row| {
        font::width(&row.text, CODE, Weight::SemiBold)
            + font::width(&caption, TEXT, Weight::Regular)
            + 2 * PADDING
    };
    if !caption.is_empty() {
        match rows.as_mut_slice() {
            [only] if beside(only) <= room => only.aside = caption,
            _ => rows.extend(wrapped(&caption, TEXT, Weight::Regular, Tone::Faint, room)),
        }
    }
    if name != code {
        rows.extend(wrapped(&name, TEXT, Weight::Regular, Tone::Ink, room));
    }
    let marks = stop.marks().join(" · ");
    if !marks.is_empty() {
        rows.extend(wrapped(&capitalised(&marks), TEXT, Weight::SemiBold, Tone::Ink, room));
    }
    let note = capitalised(&font::drawn(&stop.note));
    rows.extend(wrapped(&note, TEXT, Weight::Regular, Tone::Faint, room));
    rows
}

fn brief(stop: &Stop, room: i32) -> Vec<Row> {
    let mut rows = wrapped(&font::drawn(&stop.code), CODE, Weight::SemiBold, Tone::Ink, room);
    for mark in stop.marks() {
        rows.extend(wrapped(mark, MARK, Weight::Regular, Tone::Ink, room));
    }
    rows
}

fn wrapped(text: &str, size: i32, weight: Weight, tone: Tone, room: i32) -> Vec<Row> {
    let lines = font::wrap(text, size, weight, room).into_iter();
    lines.map(|text| Row { text, size, weight, tone, aside: String::new() }).collect()
}

/// Level and lane, where the picture has several.
fn caption(roadmap: &Roadmap, stop: &Stop) -> String {
    let name = |names: &[String], place: usize| {
        names.get(place).map(|it| font::drawn(it)).filter(|it| !it.is_empty())
    };
    let lane = name(&roadmap.lanes, stop.lane).filter(|_| roadmap.lanes.len() > 1);
    let column = name(&roadmap.columns, stop.column);
    [column, lane].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// From one line to the next.
pub(super) fn leading(size: i32) -> i32 {
    size * 5 / 4
}
