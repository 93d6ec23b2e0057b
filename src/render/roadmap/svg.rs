//! A scene as SVG.
//!
//! Only attributes carry looks, no style sheet, so that a page with a strict policy shows it too.

use std::fmt::{self, Write};

use super::font::{self, Weight};
use super::scene::{Drawn, Line, Look, Rect, Sample, Scene, Stroke, Tone, Words};
use super::theme::{Colour, Palette};
use crate::answer::{ArrowStrength, Roadmap, Standing, StopState};

/// How words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// As text, in whatever font the reader has that is like ours, no wider than in ours.
    Text,
    /// As outlines of our font.
    Outlines,
}

const FONT: &str = "Inter, 'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// The head of an arrow: its length, and half its width.
const HEAD: (i32, i32) = (10, 5);

/// How round the corners of arrows are.
const BEND: i32 = 6;

/// The document.
pub(super) fn svg(roadmap: &Roadmap, scene: &Scene, palette: &Palette, letters: Letters) -> String {
    let (width, height) = (scene.width, scene.height);
    let behind = if scene.bands.is_empty() { palette.ground } else { palette.band };
    let mut pen = Pen { out: String::new(), palette, behind, letters };
    pen.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\" font-family=\"{FONT}\">\n\
         <desc>{}</desc>\n",
        Escaped(&roadmap.title),
        Escaped(&roadmap.words)
    ));
    pen.rect(Rect { x: 0, y: 0, width, height }, 0, palette.ground, "");
    for band in &scene.bands {
        pen.rect(*band, 8, palette.band, "");
    }
    for words in &scene.words {
        pen.words(words);
    }
    for group in &scene.arrows {
        pen.group(group);
    }
    for drawn in &scene.boxes {
        pen.stop(roadmap, drawn);
    }
    for sample in &scene.samples {
        match sample {
            Sample::Arrow(points, stroke) => pen.arrow(points, *stroke, false),
            Sample::Box(rect, look) => pen.outline(*rect, *look, 4),
        }
    }
    pen.out.push_str("</svg>\n");
    pen.out
}

struct Pen<'a> {
    out: String,
    palette: &'a Palette,
    /// What arrows lie on.
    behind: Colour,
    letters: Letters,
}

impl Pen<'_> {
    fn add(&mut self, text: fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(text);
    }

    fn rect(&mut self, rect: Rect, round: i32, fill: Colour, more: &str) {
        let Rect { x, y, width, height } = rect;
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" \
             fill=\"{fill}\"{more}/>\n"
        ));
    }

    fn words(&mut self, words: &Words) {
        let Words { text, x, y, size, weight, tone } = words;
        let fill = match tone {
            Tone::Ink => self.palette.ink,
            Tone::Faint => self.palette.faint,
        };
        if self.letters == Letters::Outlines {
            let path = font::outlines(text, *size, *weight, *x, *y);
            if !path.is_empty() {
                self.add(format_args!("<path fill=\"{fill}\" d=\"{path}\"/>\n"));
            }
            return;
        }
        let weight_number = match weight {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        };
        let width = font::width(text, *size, *weight);
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight_number}\" \
             fill=\"{fill}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
            Escaped(text)
        ));
    }

    /// Arrows that share a trunk, over whatever they cross: a gap in that says that they do not
    /// meet.
    fn group(&mut self, group: &[Line]) {
        for line in group {
            let path = path(&line.points);
            let ground = self.behind;
            self.add(format_args!(
                "<path d=\"{path}\" fill=\"none\" stroke=\"{ground}\" stroke-width=\"6\" \
                 stroke-opacity=\"0.9\"/>\n"
            ));
        }
        for line in group {
            self.arrow(&line.points, line.stroke, line.is_shared_at_end);
        }
    }

    /// Dashes are counted from where arrows are one, so that they lie on one another there.
    fn arrow(&mut self, points: &[(i32, i32)], stroke: Stroke, is_shared_at_end: bool) {
        let [.., before, end] = points else { return };
        let (dx, dy) = ((end.0 - before.0).signum(), (end.1 - before.1).signum());
        let mut line = points.to_vec();
        if let Some(last) = line.last_mut() {
            *last = (end.0 - dx * (HEAD.0 - 1), end.1 - dy * (HEAD.0 - 1));
        }
        if is_shared_at_end {
            line.reverse();
        }
        let (colour, dashes) = match stroke.strength {
            ArrowStrength::Required => (self.palette.required, ""),
            ArrowStrength::Recommended => (self.palette.recommended, " stroke-dasharray=\"7 4\""),
            ArrowStrength::Usual => (self.palette.usual, " stroke-dasharray=\"2 4\""),
        };
        let path = path(&line);
        self.add(format_args!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>\n"
        ));
        let (x, y) = (end.0 - dx * HEAD.0, end.1 - dy * HEAD.0);
        let (across, along) = (dy * HEAD.1, dx * HEAD.1);
        let fill = if stroke.is_one_of_several { self.palette.ground } else { colour };
        self.add(format_args!(
            "<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{fill}\" stroke=\"{colour}\" \
             stroke-width=\"1.5\" stroke-linejoin=\"round\"/>\n",
            end.0 - dx,
            end.1 - dy,
            x + across,
            y + along,
            x - across,
            y - along,
        ));
    }

    fn stop(&mut self, roadmap: &Roadmap, drawn: &Drawn) {
        let Some(stop) = roadmap.stops.get(drawn.stop) else { return };
        let mut label = stop.code.clone();
        if stop.name != stop.code {
            let _ = write!(label, ": {}", stop.name);
        }
        for part in roadmap.said(drawn.stop) {
            let _ = write!(label, ", {part}");
        }
        let label = Escaped(&label);
        self.add(format_args!(
            "<g data-certification=\"{}\" tabindex=\"0\" role=\"button\" aria-label=\"{label}\">\n\
             <title>{label}</title>\n",
            Escaped(&stop.id)
        ));
        self.outline(drawn.rect, drawn.look, 8);
        for words in &drawn.words {
            self.words(words);
        }
        self.out.push_str("</g>\n");
    }

    /// A box, with what it says by its outline.
    fn outline(&mut self, rect: Rect, look: Look, round: i32) {
        let palette = self.palette;
        let (fill, stroke, width) = match (look.standing, look.state) {
            (Standing::Held, _) => (palette.held_fill, palette.held, 3),
            (Standing::Goal, _) => (palette.goal_fill, palette.goal, 3),
            // Only an outline: nothing is there yet, or any more.
            (Standing::Plain, StopState::Bookable | StopState::OnTrial) => {
                (palette.fill, palette.border, 2)
            }
            (Standing::Plain, _) => (palette.ground, palette.border, 2),
        };
        let dashes = match look.state {
            StopState::Bookable => "",
            StopState::OnTrial => " stroke-dasharray=\"14 3\"",
            StopState::Planned => " stroke-dasharray=\"6 4\"",
            StopState::Retired => " stroke-dasharray=\"12 4 2 4\"",
            StopState::Unverified => " stroke-dasharray=\"2 4\"",
        };
        let more = format!(" stroke=\"{stroke}\" stroke-width=\"{width}\"{dashes}");
        let inset = |by: i32| Rect {
            x: rect.x + by,
            y: rect.y + by,
            width: rect.width - 2 * by,
            height: rect.height - 2 * by,
        };
        self.rect(inset(1), round, fill, &more);
        if look.is_earned {
            let more = format!(" fill-opacity=\"0\" stroke=\"{stroke}\" stroke-width=\"1\"");
            self.rect(inset(4), round - 3, fill, &more);
        }
    }
}

/// A line along points, with round corners.
fn path(points: &[(i32, i32)]) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else { return path };
    let _ = write!(path, "M{} {}", first.0, first.1);
    let mut before = *first;
    for (index, point) in rest.iter().enumerate() {
        let Some(next) = rest.get(index + 1) else {
            let _ = write!(path, "L{} {}", point.0, point.1);
            break;
        };
        let length =
            |(x, y): (i32, i32), (to_x, to_y): (i32, i32)| (to_x - x).abs() + (to_y - y).abs();
        let bend = BEND.min(length(before, *point) / 2).min(length(*point, *next) / 2);
        let toward = |to: (i32, i32)| {
            (point.0 + (to.0 - point.0).signum() * bend, point.1 + (to.1 - point.1).signum() * bend)
        };
        let (into, out) = (toward(before), toward(*next));
        let _ = write!(path, "L{} {}Q{} {} {} {}", into.0, into.1, point.0, point.1, out.0, out.1);
        before = *point;
    }
    path
}

/// Words that cannot end what they stand in.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in crate::render::plain_words(self.0).chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&apos;")?,
                // XML has no such characters.
                '\u{fffe}' | '\u{ffff}' => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
