//! What a roadmap shows, in words.

use std::fmt::Write;

use super::View;
use crate::answer::{Block, Line, Roadmap};
use crate::commands::Request;
use crate::wording;

/// A list for each lane, with a line for each certification.
pub(super) fn lists(request: &Request<'_>, view: &View<'_>, picture: &Roadmap) -> Vec<Block> {
    let has_lanes = picture.lanes.len() > 1;
    let mut blocks = Vec::new();
    for (lane, name) in picture.lanes.iter().enumerate() {
        let all = picture.stops.iter().zip(&view.shown).enumerate();
        let items: Vec<Line> = all
            .filter(|(_, (stop, _))| stop.lane == lane)
            .map(|(place, (_, it))| {
                let said = picture.said(place).join("; ");
                let line = wording::name_line(request.knowledge, it);
                if said.is_empty() { line } else { line.then(format!(": {said}")) }
            })
            .collect();
        let heading = if has_lanes { name.clone() } else { String::new() };
        blocks.push(Block::List { heading, items });
    }
    blocks
}

/// No longer, in UTF-16 code units: nobody listens to more, and Discord takes little more of a file.
const ALTERNATIVE: usize = 1000;

/// All of a picture in as few words as tell it; of a large one only what is in it.
pub(super) fn alternative(picture: &Roadmap) -> String {
    let text = told(picture, &|place| picture.said(place));
    if text.encode_utf16().count() <= ALTERNATIVE {
        return text;
    }
    let names = told(picture, &|_| Vec::new());
    format!("{names} What comes before what stands in the words beside the picture.")
}

fn told(picture: &Roadmap, said: &dyn Fn(usize) -> Vec<String>) -> String {
    let mut text = picture.title.clone();
    for (lane, name) in picture.lanes.iter().enumerate() {
        let all = picture.stops.iter().enumerate().filter(|(_, it)| it.lane == lane);
        let stops: Vec<String> = all
            .map(|(place, stop)| {
                let parts = [stop.code.clone()].into_iter().chain(said(place));
                parts.collect::<Vec<_>>().join(", ")
            })
            .collect();
        let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
        let _ = write!(text, ". {name}{}", stops.join("; "));
    }
    text.push('.');
    if !picture.left_out.is_empty() {
        text.push(' ');
        text.push_str(&picture.left_out);
    }
    text
}
