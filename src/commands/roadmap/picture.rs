//! Certifications as lanes, columns and arrows.

use std::collections::BTreeMap;

use super::{View, words};
use crate::answer::roadmap;
use crate::answer::{Arrow, ArrowStrength, Roadmap, Standing, Stop, StopState};
use crate::commands::Request;
use crate::graph::{self, Edge, Link, Way};
use crate::knowledge::{Certification, Kind, State, Strength};

/// The picture of a view.
pub(super) fn picture(request: &Request<'_>, view: &View<'_>) -> Roadmap {
    let shown = &view.shown;
    let edges = graph::map(request.knowledge, shown, request.today);
    let (lanes, lane_of) = lanes(request, shown);
    let (columns, column_of) = match levels(request, shown) {
        Some(levels) => levels,
        None => ranks(shown, &edges),
    };
    let stops = shown.iter().zip(lane_of.iter().zip(&column_of));
    let stops: Vec<Stop> =
        stops.map(|(it, (lane, column))| stop(request, view, it, *lane, *column)).collect();
    let place = |it: &Certification| shown.iter().position(|shown| shown.id == it.id);
    let arrow = |edge: &Edge<'_>| {
        Some(Arrow {
            from: place(edge.from)?,
            to: place(edge.to)?,
            strength: strength(edge.link.strength),
            is_one_of_several: is_one_of_several(edge.link),
        })
    };
    let mut arrows: Vec<Arrow> = edges.iter().filter_map(arrow).collect();
    arrows.sort_by_key(|it| (it.from, it.to));
    let mut picture = Roadmap {
        title: view.title.clone(),
        lanes,
        columns,
        stops,
        arrows,
        left_out: view.left_out.clone(),
        words: String::new(),
    };
    picture.words = words::alternative(&picture);
    picture
}

/// The lane that a certification belongs to; of several issuers, with whose it is.
pub(super) fn lane_name(request: &Request<'_>, it: &Certification, is_of_several: bool) -> String {
    let issuer = request.knowledge.issuer(&it.issuer).map_or("", |it| &it.short_name);
    match request.knowledge.track(it) {
        Some(track) if is_of_several => format!("{issuer}: {}", track.name),
        Some(track) => track.name.clone(),
        None => issuer.to_owned(),
    }
}

fn lanes(request: &Request<'_>, shown: &[&Certification]) -> (Vec<String>, Vec<usize>) {
    let mut keys: Vec<(&str, Option<&str>)> = Vec::new();
    let (mut names, mut of) = (Vec::new(), Vec::new());
    let is_of_several =
        shown.iter().any(|it| Some(&it.issuer) != shown.first().map(|it| &it.issuer));
    for it in shown {
        let key = (it.issuer.as_str(), it.track.as_deref());
        let known = keys.iter().position(|known| *known == key);
        of.push(known.unwrap_or(keys.len()));
        if known.is_none() {
            keys.push(key);
            names.push(lane_name(request, it, is_of_several));
        }
    }
    (names, of)
}

type Columns = (Vec<String>, Vec<usize>);

/// The levels in use as columns; `None` where they do not compare: levels are each issuer's own.
fn levels(request: &Request<'_>, shown: &[&Certification]) -> Option<Columns> {
    let first = request.knowledge.issuer(&shown.first()?.issuer)?;
    let mut of = Vec::new();
    for it in shown.iter().filter(|it| it.issuer == first.id) {
        let level = it.level.as_ref()?;
        of.push(first.levels.iter().position(|known| known.id == *level)?);
    }
    if of.len() < shown.len() {
        return None;
    }
    let used: Vec<usize> = (0..first.levels.len()).filter(|it| of.contains(it)).collect();
    let names = used.iter().map(|it| first.levels[*it].name.clone()).collect();
    let column = |level: &usize| used.iter().position(|it| it == level);
    Some((names, of.iter().filter_map(column).collect()))
}

/// Columns without names: each certification right after the last of what comes before it.
fn ranks(shown: &[&Certification], edges: &[Edge<'_>]) -> Columns {
    let mut ranks: BTreeMap<&str, usize> = shown.iter().map(|it| (it.id.as_str(), 0)).collect();
    // There is no cycle, so a chain has fewer edges than there are certifications.
    for _ in shown {
        for edge in edges {
            let least = ranks.get(edge.from.id.as_str()).map_or(0, |it| it + 1);
            if let Some(rank) = ranks.get_mut(edge.to.id.as_str()) {
                *rank = least.max(*rank);
            }
        }
    }
    let of: Vec<usize> =
        shown.iter().map(|it| ranks.get(it.id.as_str()).copied().unwrap_or(0)).collect();
    let columns = of.iter().max().map_or(0, |it| it + 1);
    (vec![String::new(); columns], of)
}

fn stop(
    request: &Request<'_>,
    view: &View<'_>,
    it: &Certification,
    lane: usize,
    column: usize,
) -> Stop {
    let is_of = |others: &[&Certification]| others.iter().any(|other| other.id == it.id);
    let standing = match (is_of(&view.held), is_of(&view.goals)) {
        (true, _) => Standing::Held,
        (false, true) => Standing::Goal,
        (false, false) => Standing::Plain,
    };
    let note = if view.tells_beyond && standing != Standing::Held {
        beyond(request, view, it)
    } else {
        String::new()
    };
    Stop {
        id: it.id.to_string(),
        code: it.label().to_owned(),
        name: it.name.clone(),
        lane,
        column,
        state: state(it.status.value.on(request.today)),
        is_earned: it.kind == Kind::EarnedTitle,
        standing,
        note,
    }
}

/// What comes first and is not in the picture: `recommended after PCAP`.
fn beyond(request: &Request<'_>, view: &View<'_>, it: &Certification) -> String {
    let beyond = graph::beyond(request.knowledge, it, &view.shown, request.today);
    let named = beyond
        .iter()
        .map(|(it, link)| (it.label(), strength(link.strength), is_one_of_several(*link)));
    roadmap::phrases(&named.collect::<Vec<_>>()).join(", ")
}

fn state(state: State) -> StopState {
    match state {
        State::Active | State::RetiringOn(_) => StopState::Bookable,
        State::Beta => StopState::OnTrial,
        State::Planned(_) => StopState::Planned,
        State::Retired(_) => StopState::Retired,
        State::Unverified => StopState::Unverified,
    }
}

fn strength(strength: Strength) -> ArrowStrength {
    match strength {
        Strength::Required => ArrowStrength::Required,
        Strength::Recommended => ArrowStrength::Recommended,
        Strength::UsualPath => ArrowStrength::Usual,
    }
}

/// There is always a way around advice, so only another certification makes it one of several.
fn is_one_of_several(link: Link) -> bool {
    match link.way {
        Way::Only => false,
        Way::OrElse => link.strength == Strength::Required,
        Way::OneOfSeveral => true,
    }
}
