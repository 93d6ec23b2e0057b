//! In which column and row each stop stands.

use std::ops::Range;

use crate::answer::{Arrow, Roadmap};

/// Where everything stands, counted and not yet measured.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) shape: Shape,
    /// Column and row of each stop; no two at the same place.
    pub(super) cells: Vec<(usize, usize)>,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// The rows of each lane, in order.
    pub(super) lanes: Vec<Lane>,
    /// The arrows that are drawn; what the others say stands under the lanes.
    pub(super) arrows: Vec<Arrow>,
}

/// Some rows.
#[derive(Debug)]
pub(super) struct Lane {
    /// Empty where it has none, or needs none.
    pub(super) name: String,
    pub(super) rows: Range<usize>,
    /// What stands under the rows, a phrase each.
    pub(super) notes: Vec<String>,
}

/// How a picture is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Lanes one below the other with their names beside them, columns side by side, names in full.
    Names,
    /// The same with codes alone.
    Codes,
    /// Codes alone, the name of each lane above it, and no arrow from lane to lane: what those would
    /// say stands in words.
    Sections,
    /// All in one column, names in full.
    Ladder,
}

/// A ladder of more takes several screens of a phone.
const LADDER: usize = 12;

/// The narrowest picture in which columns are side by side.
const SIDE_BY_SIDE: i32 = 600;

/// The shapes to try for a width, best first. The last always fits.
pub(super) fn shapes(roadmap: &Roadmap, width: i32) -> Vec<Shape> {
    if width >= SIDE_BY_SIDE {
        return vec![Shape::Names, Shape::Codes, Shape::Sections, Shape::Ladder];
    }
    if roadmap.stops.len() <= LADDER {
        return vec![Shape::Ladder];
    }
    vec![Shape::Sections, Shape::Ladder]
}

/// The plan of a shape.
pub(super) fn plan(roadmap: &Roadmap, shape: Shape) -> Plan {
    match shape {
        Shape::Ladder => ladder(roadmap),
        Shape::Names | Shape::Codes => grid(roadmap, shape, &|_| true),
        Shape::Sections => {
            let lane = |place: usize| roadmap.stops.get(place).map(|it| it.lane);
            grid(roadmap, shape, &|it: &Arrow| lane(it.from) == lane(it.to))
        }
    }
}

fn grid(roadmap: &Roadmap, shape: Shape, is_drawn: &dyn Fn(&Arrow) -> bool) -> Plan {
    let mut cells = vec![(0, 0); roadmap.stops.len()];
    let mut lanes = Vec::new();
    let mut first = 0;
    for (lane, name) in roadmap.lanes.iter().enumerate() {
        let stops = || roadmap.stops.iter().filter(|it| it.lane == lane);
        let in_column = |column: usize| stops().filter(|it| it.column == column).count();
        let highest = (0..roadmap.columns.len()).map(in_column).max().unwrap_or(0);
        let mut count = place_lane(roadmap, lane, first, false, &mut cells);
        // A long chain would run down the lane aslant, and leave most of it empty.
        if count > highest + 2 {
            count = place_lane(roadmap, lane, first, true, &mut cells);
        }
        let stops = roadmap.stops.iter().enumerate().filter(|(_, it)| it.lane == lane);
        let notes = stops
            .filter_map(|(place, it)| {
                let mut said = roadmap.before(place, |it| !is_drawn(it));
                // In a box with a code alone there is no room for it.
                if shape != Shape::Names && !it.note.is_empty() {
                    said.push(it.note.clone());
                }
                (!said.is_empty()).then(|| format!("{}: {}", it.code, said.join(", ")))
            })
            .collect();
        // What the picture is called is its one lane's name as well.
        let name = if roadmap.lanes.len() > 1 { name.clone() } else { String::new() };
        lanes.push(Lane { name, rows: first..first + count, notes });
        first += count;
    }
    let arrows = roadmap.arrows.iter().filter(|it| is_drawn(it)).copied().collect();
    Plan { shape, cells, columns: roadmap.columns.len(), rows: first, lanes, arrows }
}

/// Gives each stop of a lane a row of its column, as near as can be to the row of what comes before
/// it, or, if that `is_tight`, as near to the first; and says how many rows that takes.
fn place_lane(
    roadmap: &Roadmap,
    lane: usize,
    first: usize,
    is_tight: bool,
    cells: &mut [(usize, usize)],
) -> usize {
    let mut places: Vec<usize> =
        (0..roadmap.stops.len()).filter(|it| roadmap.stops[*it].lane == lane).collect();
    places.sort_by_key(|it| roadmap.stops[*it].column);
    let mut done: Vec<usize> = Vec::new();
    let mut rows = 0;
    for place in places {
        let column = roadmap.stops[place].column;
        let before = roadmap.arrows.iter().filter(|it| it.to == place && done.contains(&it.from));
        let near: Vec<usize> =
            before.map(|it| cells[it.from].1 + usize::from(cells[it.from].0 == column)).collect();
        let middle = near.iter().sum::<usize>().checked_div(near.len());
        let wanted = middle.filter(|_| !is_tight).unwrap_or(first);
        let is_free = |row: &usize| done.iter().all(|it| cells[*it] != (column, *row));
        // Of so many rows one is free.
        let row = (wanted..=wanted + done.len()).find(is_free).unwrap_or(wanted);
        cells[place] = (column, row);
        done.push(place);
        rows = rows.max(row + 1 - first);
    }
    rows
}

/// Everything below what comes before it, else in the order given.
fn ladder(roadmap: &Roadmap) -> Plan {
    let count = roadmap.stops.len();
    let mut cells = vec![(0, 0); count];
    let mut order: Vec<usize> = Vec::new();
    while order.len() < count {
        let is_ready = |place: &usize| {
            let mut before = roadmap.arrows.iter().filter(|it| it.to == *place);
            !order.contains(place) && before.all(|it| order.contains(&it.from))
        };
        // There is no cycle, so there is always one.
        let Some(next) = (0..count).find(is_ready) else { break };
        cells[next] = (0, order.len());
        order.push(next);
    }
    let lane = Lane { name: String::new(), rows: 0..count, notes: Vec::new() };
    let arrows = roadmap.arrows.clone();
    Plan { shape: Shape::Ladder, cells, columns: 1, rows: count, lanes: vec![lane], arrows }
}
