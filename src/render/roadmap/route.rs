//! The ways of arrows between boxes on a grid.
//!
//! Between two columns, and at either end, is a gutter; between two rows, and at either end, is a
//! channel. No box stands in either, so an arrow that keeps to them runs through none. Arrows of one
//! look that begin or end at the same box share a trunk; any others that would lie on one another
//! get tracks of their own. Where two cross, they do so at right angles.

use std::collections::BTreeMap;

use super::scene::Stroke;

/// One arrow to find a way for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Column and row of what comes first.
    pub(super) from: (usize, usize),
    /// Column and row of what comes after it.
    pub(super) to: (usize, usize),
    /// Places of the two.
    pub(super) ends: (usize, usize),
    pub(super) stroke: Stroke,
}

/// All ways.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// Groups of arrows that share a trunk: the number of each arrow, and its way.
    pub(super) groups: Vec<Group>,
    /// How many tracks each gutter has, from the one left of the first column.
    pub(super) gutters: Vec<usize>,
    /// How many tracks each channel has, from the one above the first row.
    pub(super) channels: Vec<usize>,
    /// The most ports that a side of a box of each row has, above or below its middle.
    pub(super) ports: Vec<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) arrows: Vec<(usize, Way)>,
    /// Whether they share their end rather than their beginning.
    pub(super) is_shared_at_end: bool,
}

/// How an arrow gets from its box to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the next column, in the same row.
    Across,
    /// To the next row, in the same column.
    Down,
    /// Out of one side, along a gutter, perhaps along a channel to another gutter, and in from the
    /// left.
    Bent {
        /// Whether it leaves to the left.
        is_left: bool,
        /// Which port below the middle it leaves by, from 1.
        out: usize,
        /// The gutter it leaves into, and the track there.
        gutter: (usize, usize),
        /// The channel and the track there, and the track of the gutter before the other box.
        channel: Option<((usize, usize), usize)>,
        /// Which port above the middle it arrives at, from 1.
        into: usize,
    },
}

/// What arrows have in common that share a trunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hub {
    /// They leave this box to the same side.
    From(usize, bool, Stroke),
    /// They arrive at this box.
    To(usize, Stroke),
}

/// Arrows with one trunk, and what they take up.
#[derive(Debug, Default)]
struct Net {
    arrows: Vec<usize>,
    is_shared_at_end: bool,
    /// From and to in each gutter, in halves of a row: odd ones are rows, even ones channels.
    upright: BTreeMap<usize, (usize, usize)>,
    /// From and to in each channel, in gutters.
    level: BTreeMap<usize, (usize, usize)>,
    /// The channel to each gutter.
    channels: BTreeMap<usize, usize>,
}

/// The ways of arrows on a grid of so many columns and rows.
pub(super) fn route(wanted: &[Wanted], columns: usize, rows: usize) -> Routes {
    let mut routes = Routes {
        groups: Vec::new(),
        gutters: vec![0; columns + 1],
        channels: vec![0; rows + 1],
        ports: vec![0; rows],
    };
    let (mut bent, mut straights) = (Vec::new(), Vec::new());
    for (number, it) in wanted.iter().enumerate() {
        let straight = match (it.from, it.to) {
            ((from, row), (to, other)) if row == other && from + 1 == to => Some(Way::Across),
            ((column, from), (other, to)) if column == other && from + 1 == to => Some(Way::Down),
            _ => None,
        };
        match straight {
            Some(way) => {
                straights.push(Group { arrows: vec![(number, way)], is_shared_at_end: false });
            }
            None => bent.push(number),
        }
    }
    let nets = nets(wanted, bent);
    let upright = tracks(nets.iter().map(|it| &it.upright), &mut routes.gutters);
    let level = tracks(nets.iter().map(|it| &it.level), &mut routes.channels);
    let ports = Ports::new(wanted, &nets, &upright);
    routes.ports = ports.most(rows);
    for (number, net) in nets.iter().enumerate() {
        let way = |arrow: &usize| {
            let it = &wanted[*arrow];
            let (is_left, exit, entry) = (is_left(it), exit(it), it.to.0);
            let track = |gutter| upright.get(&(number, gutter)).copied().unwrap_or(0);
            let channel = (exit != entry).then(|| {
                let channel = net.channels.get(&entry).copied().unwrap_or(0);
                let level = level.get(&(number, channel)).copied().unwrap_or(0);
                ((channel, level), track(entry))
            });
            let out = ports.out.get(&(exit, it.from.1, number, is_left)).copied().unwrap_or(1);
            let into = ports.into.get(&(entry, it.to.1, number)).copied().unwrap_or(1);
            (*arrow, Way::Bent { is_left, out, gutter: (exit, track(exit)), channel, into })
        };
        let arrows = net.arrows.iter().map(way).collect();
        routes.groups.push(Group { arrows, is_shared_at_end: net.is_shared_at_end });
    }
    // The short ones over the long ones.
    routes.groups.append(&mut straights);
    routes
}

/// What is in the same column is reached by the gutter before it.
fn is_left(it: &Wanted) -> bool {
    it.from.0 == it.to.0
}

fn exit(it: &Wanted) -> usize {
    if is_left(it) { it.from.0 } else { it.from.0 + 1 }
}

/// Shares arrows out among trunks, the most that have something in common first.
fn nets(wanted: &[Wanted], mut left: Vec<usize>) -> Vec<Net> {
    let mut nets = Vec::new();
    while !left.is_empty() {
        let mut hubs: BTreeMap<Hub, Vec<usize>> = BTreeMap::new();
        for number in &left {
            let it = &wanted[*number];
            let (from, to) = it.ends;
            hubs.entry(Hub::From(from, is_left(it), it.stroke)).or_default().push(*number);
            hubs.entry(Hub::To(to, it.stroke)).or_default().push(*number);
        }
        // The first of the largest.
        let mut best: Option<(Hub, Vec<usize>)> = None;
        for (hub, arrows) in hubs {
            if best.as_ref().is_none_or(|(_, it)| it.len() < arrows.len()) {
                best = Some((hub, arrows));
            }
        }
        let Some((hub, arrows)) = best else { break };
        left.retain(|it| !arrows.contains(it));
        nets.push(net(wanted, hub, arrows));
    }
    nets
}

fn net(wanted: &[Wanted], hub: Hub, arrows: Vec<usize>) -> Net {
    let is_shared_at_end = matches!(hub, Hub::To(..));
    let mut net = Net { is_shared_at_end, ..Net::default() };
    for number in &arrows {
        let it = &wanted[*number];
        let (exit, entry) = (exit(it), it.to.0);
        let (from, to) = (2 * it.from.1 + 1, 2 * it.to.1 + 1);
        widen(&mut net.upright, exit, from);
        widen(&mut net.upright, entry, to);
        if exit != entry {
            // Beside the row it goes to, on the side it comes from.
            let beside = if it.from.1 > it.to.1 { it.to.1 + 1 } else { it.to.1 };
            let channel = *net.channels.entry(entry).or_insert(beside);
            widen(&mut net.upright, exit, 2 * channel);
            widen(&mut net.upright, entry, 2 * channel);
            widen(&mut net.level, channel, exit);
            widen(&mut net.level, channel, entry);
        }
    }
    net.arrows = arrows;
    net
}

fn widen(spans: &mut BTreeMap<usize, (usize, usize)>, at: usize, to: usize) {
    let span = spans.entry(at).or_insert((to, to));
    *span = (span.0.min(to), span.1.max(to));
}

/// Gives each span of each net a track where it touches no other, and counts the tracks.
fn tracks<'a>(
    nets: impl Iterator<Item = &'a BTreeMap<usize, (usize, usize)>>,
    counts: &mut [usize],
) -> BTreeMap<(usize, usize), usize> {
    let mut spans: Vec<(usize, (usize, usize), usize)> = Vec::new();
    let mut net_count = 0;
    for (net, of) in nets.enumerate() {
        net_count = net;
        spans.extend(of.iter().map(|(at, span)| (*at, *span, net)));
    }
    // Short ones first, so that they lie near their boxes and long ones go around them.
    spans.sort_by_key(|(at, (from, to), net)| (*at, to - from, *from, *net));
    let mut taken: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    let mut tracks = BTreeMap::new();
    for (at, span, net) in spans {
        let is_free = |track: &usize| {
            let others = taken.get(&(at, *track));
            others.is_none_or(|it| it.iter().all(|it| it.1 < span.0 || span.1 < it.0))
        };
        // Each net has one span here, so of so many tracks one is free.
        let track = (0..=net_count).find(is_free).unwrap_or(0);
        taken.entry((at, track)).or_default().push(span);
        tracks.insert((net, at), track);
        if let Some(count) = counts.get_mut(at) {
            *count = (*count).max(track + 1);
        }
    }
    tracks
}

/// Where trunks meet boxes: each at a height of its own, those that arrive above the middle and
/// those that leave below it, so that no two lie on one another in the gutter.
struct Ports {
    /// By gutter, row, net, and whether the box is right of the gutter.
    out: BTreeMap<(usize, usize, usize, bool), usize>,
    /// By gutter, row and net.
    into: BTreeMap<(usize, usize, usize), usize>,
}

impl Ports {
    fn new(wanted: &[Wanted], nets: &[Net], upright: &BTreeMap<(usize, usize), usize>) -> Self {
        let (mut out, mut into) = (BTreeMap::new(), BTreeMap::new());
        for (number, net) in nets.iter().enumerate() {
            for it in net.arrows.iter().map(|it| &wanted[*it]) {
                out.insert((exit(it), it.from.1, number, is_left(it)), 0);
                into.insert((it.to.0, it.to.1, number), 0);
            }
        }
        let track = |net: usize, gutter: usize| upright.get(&(net, gutter)).copied().unwrap_or(0);
        // Tracks are counted from the right. The nearer a trunk is to a box that it comes to from
        // above, the higher it arrives, and the nearer to the box that it leaves downwards, the
        // lower: then none crosses another on its way to the box.
        let last = usize::MAX;
        number_ports(&mut into, |(gutter, row, net)| {
            ((*gutter, *row), last - track(*net, *gutter))
        });
        number_ports(&mut out, |(gutter, row, net, is_left)| {
            let track = track(*net, *gutter);
            ((*gutter, *row), if *is_left { last - track } else { track })
        });
        Self { out, into }
    }

    /// The most that the boxes of each row have on a side.
    fn most(&self, rows: usize) -> Vec<usize> {
        let mut most = vec![0; rows];
        let out = self.out.iter().map(|(key, port)| (key.1, *port));
        for (row, port) in out.chain(self.into.iter().map(|(key, port)| (key.1, *port))) {
            if let Some(most) = most.get_mut(row) {
                *most = port.max(*most);
            }
        }
        most
    }
}

/// Numbers the ports of each place from 1, in an order.
fn number_ports<K: Ord + Clone, O: Ord>(
    ports: &mut BTreeMap<K, usize>,
    order: impl Fn(&K) -> ((usize, usize), O),
) {
    let mut keys: Vec<K> = ports.keys().cloned().collect();
    keys.sort_by_key(|key| order(key));
    let mut used: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for key in keys {
        let (place, _) = order(&key);
        let next = used.entry(place).or_default();
        *next += 1;
        ports.insert(key, *next);
    }
}
