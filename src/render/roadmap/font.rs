//! The font of roadmaps: how wide words are, where they break, and their outlines.

use std::fmt::Write;
use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};
use unicode_normalization::UnicodeNormalization;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// For names and notes.
    Regular,
    /// For what stands out.
    SemiBold,
}

static REGULAR: LazyLock<Option<Face<'static>>> =
    LazyLock::new(|| Face::parse(include_bytes!("font/Inter-Regular.otf"), 0).ok());
static SEMI_BOLD: LazyLock<Option<Face<'static>>> =
    LazyLock::new(|| Face::parse(include_bytes!("font/Inter-SemiBold.otf"), 0).ok());

fn face(weight: Weight) -> Option<&'static Face<'static>> {
    match weight {
        Weight::Regular => REGULAR.as_ref(),
        Weight::SemiBold => SEMI_BOLD.as_ref(),
    }
}

/// Words as they are drawn: on one line, with letters and marks as one sign where there is one.
pub(super) fn drawn(words: &str) -> String {
    let words: String = crate::render::plain_words(words).nfc().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The width of `words` in pixels, rounded up.
pub(super) fn width(words: &str, size: i32, weight: Weight) -> i32 {
    let Some(face) = face(weight) else { return 0 };
    let units: i64 = words.chars().map(|it| i64::from(advance(face, it))).sum();
    let em = i64::from(face.units_per_em().max(1));
    i32::try_from((units * i64::from(size) + em - 1) / em).unwrap_or(i32::MAX / 4)
}

/// How far the next character is. One that the font does not have takes a whole em: no font makes
/// many wider.
fn advance(face: &Face<'_>, character: char) -> u16 {
    match face.glyph_index(character) {
        Some(glyph) => face.glyph_hor_advance(glyph).unwrap_or(0),
        None => face.units_per_em(),
    }
}

/// `words` as lines no wider than `most` pixels. Breaks at blanks; within a word only where it is
/// wider than a line, and there behind a hyphen if it has one.
pub(super) fn wrap(words: &str, size: i32, weight: Weight, most: i32) -> Vec<String> {
    let fits = |text: &str| width(text, size, weight) <= most;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split(' ').filter(|it| !it.is_empty()) {
        let parts: Vec<&str> =
            if fits(word) { vec![word] } else { word.split_inclusive('-').collect() };
        for (number, part) in parts.into_iter().enumerate() {
            let blank = if number == 0 && !line.is_empty() { " " } else { "" };
            let longer = format!("{line}{blank}{part}");
            if fits(&longer) {
                line = longer;
                continue;
            }
            lines.extend(Some(std::mem::take(&mut line)).filter(|it| !it.is_empty()));
            for character in part.chars() {
                line.push(character);
                if !fits(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(character);
                }
            }
        }
    }
    lines.extend(Some(line).filter(|it| !it.is_empty()));
    lines
}

/// The width of the widest word.
pub(super) fn widest_word(words: &str, size: i32, weight: Weight) -> i32 {
    words.split(' ').map(|it| width(it, size, weight)).max().unwrap_or(0)
}

/// The outlines of `words` as the data of a path, with the baseline beginning at a point. What the
/// font does not have becomes an empty box.
pub(super) fn outlines(words: &str, size: i32, weight: Weight, x: i32, y: i32) -> String {
    let Some(face) = face(weight) else { return String::new() };
    let scale = f64::from(size) / f64::from(face.units_per_em().max(1));
    let mut pen = Pen { x: f64::from(x), y: f64::from(y), scale, path: String::new() };
    for character in words.chars() {
        let glyph = face.glyph_index(character).unwrap_or(GlyphId(0));
        face.outline_glyph(glyph, &mut pen);
        pen.x += f64::from(advance(face, character)) * scale;
    }
    pen.path
}

struct Pen {
    x: f64,
    y: f64,
    scale: f64,
    path: String,
}

impl Pen {
    /// The font's y goes up, a picture's down.
    fn add(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (x, y) in points {
            let (x, y) = (self.x + f64::from(*x) * self.scale, self.y - f64::from(*y) * self.scale);
            // Hundredths of a pixel: nobody sees less.
            let _ = write!(self.path, "{x:.2} {y:.2} ");
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
