//! A roadmap as a picture: SVG, or PNG.
//!
//! `plan` gives every stop a column and a row, `route` finds the ways of arrows between them,
//! `layout` measures, `svg` draws. All of it counts whole pixels, so the same roadmap is
//! the same picture to the last byte.

mod card;
mod font;
mod layout;
mod legend;
mod plan;
mod png;
mod route;
mod scene;
mod svg;
#[cfg(test)]
mod tests;
mod theme;

use crate::answer::Roadmap;
pub use png::png;
use svg::Letters;
pub use theme::Theme;

/// The picture of a roadmap, at most `width` pixels wide where its words allow. Each certification
/// is a group with `data-certification`, which can have the focus, and says all that it shows.
pub fn svg(roadmap: &Roadmap, theme: Theme, width: u32) -> String {
    drawn(roadmap, theme, width, Letters::Text)
}

/// The width that suits a chat: that of a phone, but for several lanes side by side.
pub fn chat_width(roadmap: &Roadmap) -> u32 {
    if roadmap.lanes.len() < 3 || roadmap.stops.len() <= 8 { 400 } else { 800 }
}

fn drawn(roadmap: &Roadmap, theme: Theme, width: u32, letters: Letters) -> String {
    let scene = layout::layout(roadmap, i32::try_from(width).unwrap_or(i32::MAX));
    svg::svg(roadmap, &scene, &theme.palette(), letters)
}
