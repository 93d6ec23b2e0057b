//! What is drawn, and where: pixels from the top left, before anyone decides in which colours.

use super::font::Weight;
use crate::answer::{ArrowStrength, Standing, StopState};

/// A whole picture.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Grounds of lanes.
    pub(super) bands: Vec<Rect>,
    /// Words outside of boxes.
    pub(super) words: Vec<Words>,
    /// Arrows; those of a group share a trunk.
    pub(super) arrows: Vec<Vec<Line>>,
    pub(super) boxes: Vec<Drawn>,
    /// Samples of arrows and boxes that say what is what.
    pub(super) samples: Vec<Sample>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// A line of words, with its baseline beginning at a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) size: i32,
    pub(super) weight: Weight,
    pub(super) tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Faint,
}

/// The box of a stop, with what stands in it.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Place of the stop.
    pub(super) stop: usize,
    pub(super) rect: Rect,
    pub(super) look: Look,
    pub(super) words: Vec<Words>,
}

/// What the outline of a box says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) state: StopState,
    pub(super) is_earned: bool,
    pub(super) standing: Standing,
}

/// What an arrow says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stroke {
    pub(super) strength: ArrowStrength,
    pub(super) is_one_of_several: bool,
}

/// An arrow along points, of which the last is its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Places of the stops at its ends.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) points: Vec<(i32, i32)>,
    pub(super) stroke: Stroke,
    /// Whether it shares its end with its group, rather than its beginning.
    pub(super) is_shared_at_end: bool,
}

#[derive(Debug)]
pub(super) enum Sample {
    Arrow(Vec<(i32, i32)>, Stroke),
    Box(Rect, Look),
}

impl Rect {
    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }
}
