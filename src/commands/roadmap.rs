//! `/roadmap`: how certifications build on one another, as a picture and in words.

mod picture;
mod words;

use std::collections::BTreeSet;

use super::my::start::{Origin, Start};
use super::{
    Audience, Command, CommandOption, Need, OptionKind, Refusal, Request, Run, Surface, my, values,
};
use crate::answer::{Action, Answer, Block};
use crate::call::Call;
use crate::graph;
use crate::guild::Feature;
use crate::knowledge::{Certification, IssuerId};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "roadmap",
    surface: Surface::Slash,
    summary: "A picture of the way to a certification, of a track, of your own way, or of all of them",
    options: &[
        CommandOption {
            name: "track",
            summary: "Only this track, such as testing",
            kind: OptionKind::Track,
            is_required: false,
        },
        CommandOption {
            name: "to",
            summary: "The certification you want in the end",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "from",
            summary: "The certification you have already; nothing, to start at the beginning",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["roadmap", "roadmap testing", "roadmap to:pcpp2 from:pcep"],
    audience: Audience::Everyone,
    needs: &[Need::HoldingsUnless(&["track", "from"])],
    run: Run::Answers(run),
};

/// A picture of more is a carpet: on a phone it takes three screens already.
const MOST_STOPS: usize = 36;

/// One row of buttons.
const MOST_BUTTONS: usize = 5;

/// What a picture is to show.
struct View<'a> {
    title: String,
    /// In the order of lanes and columns. At most [`MOST_STOPS`].
    shown: Vec<&'a Certification>,
    held: Vec<&'a Certification>,
    goals: Vec<&'a Certification>,
    /// What was asked for and found no room, as a sentence; empty where nothing was left out.
    left_out: String,
    /// Whether what comes first and is not shown is to be told.
    tells_beyond: bool,
    /// What to say before the list; a blank one says nothing.
    remarks: Vec<String>,
    /// What it starts from, where that is kept of whoever asks.
    start: Option<Block>,
    is_personal: bool,
    actions: Vec<Action>,
}

/// A track's id, which says something only together with its issuer.
type Owned<'a> = (&'a IssuerId, &'a str);

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let tracks = tracks(request)?;
    let goal = request.optional_certification("to")?;
    let view = match (goal, tracks) {
        (Some(goal), tracks) => {
            let start = Start::read(request, &["from"])?;
            way(request, &[goal], &start, tracks.as_deref())
        }
        (None, Some(tracks)) => {
            let held = given_start(request)?;
            of_tracks(request, &tracks, held)
        }
        (None, None) => of_asker(request, &Start::read(request, &["from"])?),
    };
    let picture = picture::picture(request, &view);
    let mut body: Vec<Block> = view.start.clone().into_iter().collect();
    for words in view.remarks.iter().chain([&view.left_out]) {
        if !words.is_empty() {
            body.push(Block::text(words.clone()));
        }
    }
    body.extend(words::lists(request, &view, &picture));
    let provenances = view.shown.iter().flat_map(|it| {
        let requirements = it.requirements.iter().map(|it| &it.provenance);
        requirements.chain([&it.status.provenance])
    });
    Ok(Answer {
        title: view.title.clone(),
        body,
        footer: wording::footer(provenances),
        actions: view.actions,
        picture: Some(Box::new(picture)),
        is_personal: view.is_personal,
        ..Answer::default()
    })
}

/// A call for the picture of the way from one certification to another, of all that leads to one,
/// or of where one leads.
pub(super) fn call(held: Option<&Certification>, goal: Option<&Certification>) -> Call {
    let mut call = Call::new(COMMAND.name);
    for (option, it) in [("to", goal), ("from", held)] {
        if let Some(it) = it {
            call = call.with(option, it.id.as_str());
        }
    }
    call
}

fn tracks<'a>(request: &Request<'a>) -> Result<Option<Vec<Owned<'a>>>, Refusal> {
    let all = request.knowledge.issuers().flat_map(|issuer| {
        issuer.tracks.iter().map(|it| ((&issuer.id, it.id.as_str()), values::track(it)))
    });
    request.all_of("track", all)
}

fn is_of(certification: &Certification, tracks: &[Owned<'_>]) -> bool {
    let track = certification.track.as_deref();
    track.is_some_and(|it| tracks.contains(&(&certification.issuer, it)))
}

/// What was given as held; what is kept does not matter to a track.
fn given_start<'a>(request: &Request<'a>) -> Result<Option<&'a Certification>, Refusal> {
    match request.call.argument("from") {
        None => Ok(None),
        Some(_) => Ok(Start::read(request, &["from"])?.held.first().copied()),
    }
}

/// Where nothing is said but a start at most: from what is held to what is wanted, or where it
/// leads; everything, where neither is known.
fn of_asker<'a>(request: &Request<'a>, start: &Start<'a>) -> View<'a> {
    let is_free = request.call.argument("from").is_none();
    let wanted = if is_free { my::wanted(request) } else { Vec::new() };
    if !wanted.is_empty() {
        let mut view = way(request, &wanted, start, None);
        view.is_personal = true;
        return view;
    }
    if start.held.is_empty() { everything(request) } else { onwards(request, start) }
}

/// The way to each of `goals`: all that comes before it, or what is left of it from the start.
fn way<'a>(
    request: &Request<'a>,
    goals: &[&'a Certification],
    start: &Start<'a>,
    tracks: Option<&[Owned<'_>]>,
) -> View<'a> {
    let (knowledge, today) = (request.knowledge, request.today);
    let held = on_the_way(request, goals, start);
    let ids: BTreeSet<_> = start.held.iter().map(|it| it.id.clone()).collect();
    // The goals and what is held first, then what is nearest to a goal.
    let mut wanted: Vec<&Certification> = goals.iter().chain(&held).copied().collect();
    for goal in goals {
        if ids.is_empty() {
            let before = graph::before(knowledge, goal, today);
            wanted.extend(before.iter().rev().map(|it| it.certification));
        } else {
            let path = graph::path(knowledge, &ids, goal, today);
            wanted.extend(path.iter().rev().map(|it| it.certification));
        }
    }
    if let Some(tracks) = tracks {
        wanted.extend(knowledge.iter().filter(|it| is_of(it, tracks)));
    }
    let (shown, left_out) = fitting(request, wanted, "what is nearest to it");
    let remarks = goals.iter().filter_map(|it| start.standing(request, it)).collect();
    let mut actions = vec![Action::call("With prices", steps_call(goals, start))];
    let others = if start.is_kept() { vec![all_tracks(request)] } else { Vec::new() };
    actions.extend(cards(shown.iter().rev(), MOST_BUTTONS - 1 - others.len()));
    actions.extend(others);
    View {
        title: way_title(goals, start),
        shown,
        held,
        goals: goals.to_vec(),
        left_out,
        tells_beyond: false,
        remarks,
        start: start.said(),
        is_personal: start.is_kept(),
        actions,
    }
}

/// What of the start is shown: what was given in any case, of what is kept what leads to a goal.
fn on_the_way<'a>(
    request: &Request<'a>,
    goals: &[&Certification],
    start: &Start<'a>,
) -> Vec<&'a Certification> {
    if !start.is_kept() {
        return start.held.clone();
    }
    let mut seen = BTreeSet::new();
    let leading = goals.iter().flat_map(|it| start.before(request, it));
    leading.filter(|it| seen.insert(it.id.clone())).collect()
}

fn way_title(goals: &[&Certification], start: &Start<'_>) -> String {
    match (goals, start.origin, start.held.first()) {
        ([goal], Origin::Kept, _) => format!("Your way to {}", goal.label()),
        ([goal], _, Some(held)) => format!("From {} to {}", held.label(), goal.label()),
        ([goal], _, None) => format!("The way to {}", goal.label()),
        _ => "Your way to what you want".to_owned(),
    }
}

/// The same in words, with prices. Of several goals it asks for one.
fn steps_call(goals: &[&Certification], start: &Start<'_>) -> Call {
    let mut path = Call::new("path");
    if let [goal] = goals {
        path = path.with("to", goal.id.as_str());
    }
    if let Some(from) = start.given() {
        path = path.with("from", from);
    }
    path
}

/// Leads to everything, also whoever may have something kept to start from.
fn all_tracks(request: &Request<'_>) -> Action {
    let call = COMMAND.call();
    let may_keep = request.context.offers(Feature::My);
    Action::call("All tracks", if may_keep { call.with("from", my::NOTHING) } else { call })
}

fn of_tracks<'a>(
    request: &Request<'a>,
    tracks: &[Owned<'_>],
    held: Option<&'a Certification>,
) -> View<'a> {
    let known = request.knowledge.iter().filter(|it| is_of(it, tracks));
    let wanted = held.into_iter().chain(known).collect();
    let (shown, left_out) = fitting(request, wanted, "the first of it");
    let name = tracks.first().and_then(|(issuer, id)| {
        let all = &request.knowledge.issuer(issuer)?.tracks;
        all.iter().find(|it| it.id == *id).map(|it| it.name.clone())
    });
    let title = format!("The {} track", name.unwrap_or_default());
    let mut actions = cards(shown.iter(), MOST_BUTTONS - 1);
    actions.push(all_tracks(request));
    View {
        title,
        shown,
        held: held.into_iter().collect(),
        goals: Vec::new(),
        left_out,
        tells_beyond: true,
        remarks: Vec::new(),
        start: None,
        is_personal: false,
        actions,
    }
}

/// Where the start leads.
fn onwards<'a>(request: &Request<'a>, start: &Start<'a>) -> View<'a> {
    let name = match start.held.as_slice() {
        [only] => only.label().to_owned(),
        _ => "what you hold".to_owned(),
    };
    let mut wanted = start.held.clone();
    for held in &start.held {
        // One more than there is room for, to know whether something is left out.
        let after = graph::after(request.knowledge, held, MOST_STOPS, request.today);
        let is_new = |it: &&Certification| wanted.iter().all(|known| known.id != it.id);
        let new: Vec<&Certification> = after.into_iter().filter(is_new).collect();
        wanted.extend(new);
    }
    let mut remarks = Vec::new();
    if wanted.len() == start.held.len() {
        remarks.push(format!("Nothing that I know of builds on {name}."));
    }
    let left_out = if wanted.len() > MOST_STOPS {
        "More builds on it than fits one picture; this is what comes first."
    } else {
        ""
    };
    wanted.truncate(MOST_STOPS);
    let (shown, left_out) = (sorted(request, wanted), left_out.to_owned());
    let next = Call::new("next-after");
    let mut actions = vec![match start.given() {
        Some(id) => Action::call(format!("After {name}"), next.with("certification", id)),
        None => Action::call("What comes next", next),
    }];
    let others = if start.is_kept() { vec![all_tracks(request)] } else { Vec::new() };
    let is_new = |it: &&&Certification| start.held.iter().all(|held| held.id != it.id);
    actions.extend(cards(shown.iter().filter(is_new), MOST_BUTTONS - 1 - others.len()));
    actions.extend(others);
    View {
        title: format!("Where {name} leads"),
        shown,
        held: start.held.clone(),
        goals: Vec::new(),
        left_out,
        tells_beyond: true,
        remarks,
        start: start.said(),
        is_personal: start.is_kept(),
        actions,
    }
}

/// All there is, as many whole lanes as fit.
fn everything<'a>(request: &Request<'a>) -> View<'a> {
    let all = sorted(request, request.knowledge.iter().collect());
    let is_of_several = request.knowledge.issuers().len() > 1;
    let mut lanes: Vec<(String, Vec<&Certification>)> = Vec::new();
    for it in &all {
        let name = picture::lane_name(request, it, is_of_several);
        match lanes.last_mut().filter(|(last, _)| *last == name) {
            Some((_, lane)) => lane.push(it),
            None => lanes.push((name, vec![it])),
        }
    }
    let mut shown: Vec<&Certification> = Vec::new();
    let mut missing = Vec::new();
    for (name, lane) in &lanes {
        if shown.is_empty() || (missing.is_empty() && shown.len() + lane.len() <= MOST_STOPS) {
            shown.extend(lane.iter().take(MOST_STOPS));
        } else {
            missing.push(name.as_str());
        }
    }
    let left_out = match (all.len() - shown.len(), missing.as_slice()) {
        (0, _) => String::new(),
        (count, []) => format!("{count} more are not in the picture."),
        (count, missing) => {
            let named: Vec<&str> = missing.iter().take(5).copied().collect();
            let more = if missing.len() > named.len() { " and others" } else { "" };
            format!("{count} more are not in the picture: {}{more}.", named.join(", "))
        }
    };
    let tracks = request.knowledge.issuers().flat_map(|it| &it.tracks);
    let actions = tracks
        .map(|it| Action::call(&it.name, Call::new(COMMAND.name).with("track", &it.name)))
        .take(2 * MOST_BUTTONS)
        .collect();
    View {
        title: "All certifications".to_owned(),
        shown,
        held: Vec::new(),
        goals: Vec::new(),
        left_out,
        tells_beyond: false,
        remarks: Vec::new(),
        start: None,
        is_personal: false,
        actions,
    }
}

/// As many of `wanted` as fit, the first first, each once, in the order of lanes; and, where that
/// is not all, a sentence on what is left.
fn fitting<'a>(
    request: &Request<'_>,
    wanted: Vec<&'a Certification>,
    what: &str,
) -> (Vec<&'a Certification>, String) {
    let mut seen = BTreeSet::new();
    let mut each: Vec<&Certification> =
        wanted.into_iter().filter(|it| seen.insert(it.id.clone())).collect();
    let left_out = match each.len().saturating_sub(MOST_STOPS) {
        0 => String::new(),
        count => format!("{count} more are not in the picture, which shows {what}."),
    };
    each.truncate(MOST_STOPS);
    (sorted(request, each), left_out)
}

fn sorted<'a>(request: &Request<'_>, mut all: Vec<&'a Certification>) -> Vec<&'a Certification> {
    all.sort_by_cached_key(|it| super::certs::place(request, it));
    all
}

fn cards<'s, 'a: 's>(all: impl Iterator<Item = &'s &'a Certification>, most: usize) -> Vec<Action> {
    all.take(most).map(|it| Action::call(it.label(), super::cert::call(it))).collect()
}
