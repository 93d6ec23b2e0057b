//! From a roadmap to what is drawn where.

use super::card::{self, Card};
use super::font::{self, Weight};
use super::legend;
use super::plan::{self, Plan, Shape};
use super::route::{self, Routes, Wanted, Way};
use super::scene::{Drawn, Line, Rect, Scene, Stroke, Tone, Words};
use crate::answer::Roadmap;

/// Around everything.
const MARGIN: i32 = 16;

/// From track to track.
const TRACK: i32 = 10;

/// From port to port, so that no head of an arrow touches another.
const PORT: i32 = 12;

/// Around the rows of a lane.
const LANE_PADDING: i32 = 10;

/// Between the ground of one lane and that of the next.
const LANE_GAP: i32 = 8;

/// The widest name of a lane beside its rows.
const LANE_NAME: i32 = 128;

/// Sizes of letters outside of boxes, in pixels.
const TITLE: i32 = 20;
const TEXT: i32 = 16;

/// The picture of a roadmap, no wider than `width`, in the best shape that fits. Where none does,
/// because of many arrows side by side, it is wider rather than not to be read.
pub(super) fn layout(roadmap: &Roadmap, width: i32) -> Scene {
    let width = width.max(320);
    let mut shapes = plan::shapes(roadmap, width).into_iter().peekable();
    while let Some(shape) = shapes.next() {
        let plan = plan::plan(roadmap, shape);
        let routes = route::route(&wanted(&plan), plan.columns, plan.rows);
        let is_last = shapes.peek().is_none();
        let grid = Grid::across(roadmap, &plan, &routes, width, is_last);
        if grid.cell >= grid.least {
            return Sheet { roadmap, plan, routes, grid, scene: Scene::default(), y: 0 }.drawn();
        }
    }
    Scene::default()
}

fn wanted(plan: &Plan) -> Vec<Wanted> {
    let ends = plan.arrows.iter().map(|it| Wanted {
        from: plan.cells[it.from],
        to: plan.cells[it.to],
        ends: (it.from, it.to),
        stroke: Stroke { strength: it.strength, is_one_of_several: it.is_one_of_several },
    });
    ends.collect()
}

/// Where columns and gutters begin.
#[derive(Debug)]
struct Grid {
    /// The width of a box, and the least that it has to be.
    cell: i32,
    least: i32,
    columns: Vec<i32>,
    /// The right end of each gutter.
    gutters: Vec<i32>,
    /// Between a box and the nearest track.
    head_room: i32,
    /// The picture's width.
    width: i32,
}

impl Grid {
    fn across(
        roadmap: &Roadmap,
        plan: &Plan,
        routes: &Routes,
        width: i32,
        has_to_fit: bool,
    ) -> Self {
        let end = plan.columns;
        // Room for a straight arrow, and between a box and the nearest track for the head of one; less
        // where there is little.
        let (between, head_room) = if plan.shape == Shape::Sections { (20, 14) } else { (44, 18) };
        let gutter = |number: usize| match (routes.gutters.get(number).copied(), number) {
            (None | Some(0), 0) => 0,
            (None | Some(0), number) if number == end => 0,
            (Some(0) | None, _) => between,
            (Some(count), _) => between.max(pixels(count - 1) * TRACK + head_room + 8),
        };
        let names = match plan.shape {
            Shape::Names | Shape::Codes => widest_lane_name(plan),
            Shape::Sections | Shape::Ladder => 0,
        };
        let inner = match plan.shape {
            Shape::Names | Shape::Codes => LANE_PADDING,
            Shape::Sections => 6,
            Shape::Ladder => 0,
        };
        let beside: i32 = (0..=end).map(gutter).sum::<i32>() + 2 * MARGIN + 2 * inner + names;
        let widths = roadmap.stops.iter().map(|it| card::least_width(it, plan.shape));
        let least = widths.max().unwrap_or(0);
        let most = match plan.shape {
            Shape::Names => 280,
            Shape::Codes | Shape::Sections => 160,
            Shape::Ladder => 440,
        };
        let cell = ((width - beside) / pixels(end.max(1))).min(most);
        let cell = if has_to_fit { cell.max(least) } else { cell };
        let mut x = MARGIN + inner + names;
        let (mut columns, mut gutters) = (Vec::new(), Vec::new());
        for number in 0..=end {
            x += gutter(number);
            gutters.push(x);
            if number < end {
                columns.push(x);
                x += cell;
            }
        }
        let width = x + inner + MARGIN;
        Self { cell, least, columns, gutters, head_room, width }
    }

    fn track(&self, gutter: usize, track: usize) -> i32 {
        self.gutters.get(gutter).copied().unwrap_or(0) - self.head_room - pixels(track) * TRACK
    }
}

fn widest_lane_name(plan: &Plan) -> i32 {
    let widths = plan.lanes.iter().flat_map(|it| {
        let lines = font::wrap(&font::drawn(&it.name), TEXT, Weight::SemiBold, LANE_NAME);
        lines.into_iter().map(|it| font::width(&it, TEXT, Weight::SemiBold))
    });
    widths.max().map_or(0, |it| if it == 0 { 0 } else { it + 16 })
}

fn lane_name_height(name: &str) -> i32 {
    let lines = font::wrap(&font::drawn(name), TEXT, Weight::SemiBold, LANE_NAME).len();
    pixels(lines) * card::leading(TEXT)
}

fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}

/// A picture as it is put together, from the top.
struct Sheet<'a> {
    roadmap: &'a Roadmap,
    plan: Plan,
    routes: Routes,
    grid: Grid,
    scene: Scene,
    /// Where the next thing goes.
    y: i32,
}

/// Where rows and channels are.
struct Down {
    /// Top and height of each row.
    rows: Vec<(i32, i32)>,
    /// Top of the tracks of each channel.
    channels: Vec<i32>,
}

impl Sheet<'_> {
    fn drawn(mut self) -> Scene {
        // A legend and a title need some width, however few boxes there are.
        self.scene.width = self.grid.width.max(320);
        self.y = MARGIN;
        let (title, left_out) = (self.roadmap.title.clone(), self.roadmap.left_out.clone());
        self.write(&title, TITLE, Weight::SemiBold, Tone::Ink);
        self.write_headers();
        let cards: Vec<Card> = self
            .roadmap
            .stops
            .iter()
            .map(|it| Card::new(self.roadmap, it, self.plan.shape, self.grid.cell))
            .collect();
        let down = self.write_rows(&cards);
        self.draw_boxes(&cards, &down);
        self.draw_arrows(&down);
        self.y += 12;
        self.write(&left_out, TEXT, Weight::Regular, Tone::Ink);
        legend::draw(&mut self.scene, MARGIN, &mut self.y);
        self.scene.height = self.y + MARGIN - 4;
        self.scene
    }

    /// Words over the whole width, on as many lines as they take.
    fn write(&mut self, text: &str, size: i32, weight: Weight, tone: Tone) {
        let room = self.scene.width - 2 * MARGIN;
        self.write_at(MARGIN, room, text, size, weight, tone);
    }

    fn write_at(&mut self, x: i32, room: i32, text: &str, size: i32, weight: Weight, tone: Tone) {
        for text in font::wrap(&font::drawn(text), size, weight, room) {
            self.y += card::leading(size);
            let y = self.y - size / 3;
            self.scene.words.push(Words { text, x, y, size, weight, tone });
        }
    }

    /// Names of columns, each over its own.
    fn write_headers(&mut self) {
        let has_names = self.roadmap.columns.iter().any(|it| !it.is_empty());
        if self.plan.shape == Shape::Ladder || !has_names {
            self.y += 8;
            return;
        }
        self.y += 6;
        let (top, mut bottom) = (self.y, self.y);
        for (column, name) in self.roadmap.columns.iter().enumerate() {
            self.y = top;
            let x = self.grid.columns.get(column).copied().unwrap_or(0);
            let is_narrow = self.plan.shape == Shape::Sections;
            // Over the gutters too, where boxes are narrow.
            let (size, room) =
                if is_narrow { (13, self.grid.cell + 16) } else { (TEXT, self.grid.cell) };
            for text in font::wrap(&font::drawn(name), size, Weight::Regular, room) {
                self.y += card::leading(size);
                let x = x + (self.grid.cell - font::width(&text, size, Weight::Regular)) / 2;
                let y = self.y - size / 3;
                let (weight, tone) = (Weight::Regular, Tone::Faint);
                self.scene.words.push(Words { text, x, y, size, weight, tone });
            }
            bottom = bottom.max(self.y);
        }
        self.y = bottom + 4;
    }

    /// Gives every row and channel its place, with the grounds, names and notes of lanes.
    fn write_rows(&mut self, cards: &[Card]) -> Down {
        let mut down = Down { rows: Vec::new(), channels: Vec::new() };
        let is_ladder = self.plan.shape == Shape::Ladder;
        let lanes = std::mem::take(&mut self.plan.lanes);
        for (number, lane) in lanes.iter().enumerate() {
            if number > 0 {
                self.y += LANE_GAP;
            }
            let above = self.tracks(lane.rows.start);
            let mut top = self.y;
            if self.plan.shape == Shape::Sections {
                // No track crosses the name.
                self.y += LANE_PADDING;
                let room = self.scene.width - 2 * MARGIN - 2 * LANE_PADDING;
                let x = MARGIN + LANE_PADDING;
                self.write_at(x, room, &lane.name, TEXT, Weight::SemiBold, Tone::Ink);
                self.y += 6;
                down.channels.push(self.y);
                self.y += above;
            } else {
                // Tracks between two lanes lie between their grounds.
                down.channels.push(self.y);
                self.y += above;
                top = self.y;
                self.y += if is_ladder { 0 } else { LANE_PADDING };
            }
            let first_row = self.y;
            for row in lane.rows.clone() {
                if row > lane.rows.start {
                    let between = if is_ladder { 30 } else { 22 };
                    down.channels.push(self.y + between / 2 - 5);
                    self.y += between + self.tracks(row);
                }
                let height = self.row_height(cards, row);
                down.rows.push((self.y, height));
                self.y += height;
            }
            if matches!(self.plan.shape, Shape::Names | Shape::Codes) {
                self.y = self.y.max(first_row + lane_name_height(&lane.name));
            }
            let last_row = self.y;
            self.write_notes(&lane.notes);
            if !is_ladder {
                self.y += LANE_PADDING;
                let (x, width) = (MARGIN, self.grid.width - 2 * MARGIN);
                self.scene.bands.push(Rect { x, y: top, width, height: self.y - top });
            }
            if matches!(self.plan.shape, Shape::Names | Shape::Codes) {
                self.write_lane_name(&lane.name, first_row, last_row);
            }
        }
        down.channels.push(self.y + 8);
        let below = self.tracks(self.plan.rows);
        self.y += if below > 0 { below + 8 } else { 0 };
        down
    }

    /// The height of the tracks of a channel.
    fn tracks(&self, channel: usize) -> i32 {
        self.routes.channels.get(channel).map_or(0, |it| pixels(*it) * TRACK)
    }

    fn row_height(&self, cards: &[Card], row: usize) -> i32 {
        let of_row = self.plan.cells.iter().zip(cards).filter(|((_, it), _)| *it == row);
        let text = of_row.map(|(_, card)| card.height).max().unwrap_or(0);
        let ports = self.routes.ports.get(row).map_or(0, |it| pixels(*it) * PORT);
        text.max(2 * ports + 16)
    }

    fn write_notes(&mut self, notes: &[String]) {
        let (x, room) = (MARGIN + LANE_PADDING, self.grid.width - 2 * MARGIN - 2 * LANE_PADDING);
        for note in notes {
            self.y += 3;
            self.write_at(x, room, note, 14, Weight::Regular, Tone::Faint);
        }
    }

    /// Beside the rows, in the middle of their height.
    fn write_lane_name(&mut self, name: &str, top: i32, bottom: i32) {
        let y = self.y;
        self.y = (top + bottom - lane_name_height(name)) / 2;
        self.write_at(MARGIN + LANE_PADDING, LANE_NAME, name, TEXT, Weight::SemiBold, Tone::Ink);
        self.y = y;
    }

    fn rect(&self, down: &Down, place: usize) -> Rect {
        let (column, row) = self.plan.cells.get(place).copied().unwrap_or_default();
        let x = self.grid.columns.get(column).copied().unwrap_or(0);
        let (y, height) = down.rows.get(row).copied().unwrap_or_default();
        Rect { x, y, width: self.grid.cell, height }
    }

    fn draw_boxes(&mut self, cards: &[Card], down: &Down) {
        for (place, (stop, card)) in self.roadmap.stops.iter().zip(cards).enumerate() {
            let rect = self.rect(down, place);
            let words = card.words(rect);
            self.scene.boxes.push(Drawn { stop: place, rect, look: card::look(stop), words });
        }
    }

    fn draw_arrows(&mut self, down: &Down) {
        for group in &self.routes.groups {
            let lines = group.arrows.iter().map(|(number, way)| {
                let it = &self.plan.arrows[*number];
                let ends = (self.rect(down, it.from), self.rect(down, it.to));
                Line {
                    from: it.from,
                    to: it.to,
                    points: self.points(down, ends, *way),
                    stroke: Stroke {
                        strength: it.strength,
                        is_one_of_several: it.is_one_of_several,
                    },
                    is_shared_at_end: group.is_shared_at_end,
                }
            });
            let lines = lines.collect();
            self.scene.arrows.push(lines);
        }
    }

    fn points(&self, down: &Down, (from, to): (Rect, Rect), way: Way) -> Vec<(i32, i32)> {
        let middle = |it: Rect| it.y + it.height / 2;
        match way {
            Way::Across => vec![(from.right(), middle(from)), (to.x, middle(to))],
            Way::Down => {
                let x = from.x + from.width / 2;
                vec![(x, from.bottom()), (x, to.y)]
            }
            Way::Bent { is_left, out, gutter, channel, into } => {
                let start = if is_left { from.x } else { from.right() };
                let (leaves, arrives) =
                    (middle(from) + pixels(out) * PORT, middle(to) - pixels(into) * PORT);
                let x = self.grid.track(gutter.0, gutter.1);
                let mut points = vec![(start, leaves), (x, leaves)];
                let mut last = x;
                if let Some(((channel, level), track)) = channel {
                    let top = down.channels.get(channel).copied().unwrap_or(0);
                    let y = top + pixels(level) * TRACK + TRACK / 2;
                    let entry = self.plan_gutter(to);
                    last = self.grid.track(entry, track);
                    points.extend([(x, y), (last, y)]);
                }
                points.extend([(last, arrives), (to.x, arrives)]);
                points
            }
        }
    }

    /// The gutter left of a box.
    fn plan_gutter(&self, rect: Rect) -> usize {
        self.grid.columns.iter().position(|it| *it == rect.x).unwrap_or(0)
    }
}
