//! `/roadmap`: how certifications build on one another, as a picture and in words.

mod picture;
mod words;

use std::collections::BTreeSet;

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface, values};
use crate::answer::{Action, Answer, Block};
use crate::call::Call;
use crate::graph;
use crate::knowledge::{Certification, IssuerId};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "roadmap",
    surface: Surface::Slash,
    summary: "A picture of the way to a certification, of a track, or of all of them",
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
            summary: "The certification you have already",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["roadmap", "roadmap testing", "roadmap to:pcpp2 from:pcep"],
    audience: Audience::Everyone,
    needs: &[],
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
    held: Option<&'a Certification>,
    goal: Option<&'a Certification>,
    /// What was asked for and found no room, as a sentence; empty where nothing was left out.
    left_out: String,
    /// Whether what comes first and is not shown is to be told.
    tells_beyond: bool,
    /// What to say before the list; empty where there is nothing.
    remark: String,
    actions: Vec<Action>,
}

/// A track's id, which says something only together with its issuer.
type Owned<'a> = (&'a IssuerId, &'a str);

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let tracks = tracks(request)?;
    let goal = request.optional_certification("to")?;
    let held = request.optional_certification("from")?;
    let view = match (goal, tracks, held) {
        (Some(goal), tracks, held) => way(request, goal, held, tracks.as_deref()),
        (None, Some(tracks), held) => of_tracks(request, &tracks, held),
        (None, None, Some(held)) => onwards(request, held),
        (None, None, None) => everything(request),
    };
    let picture = picture::picture(request, &view);
    let mut body: Vec<Block> = Vec::new();
    for words in [&view.remark, &view.left_out] {
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

/// The way to `goal`: all that comes before it, or what is left of it after `held`.
fn way<'a>(
    request: &Request<'a>,
    goal: &'a Certification,
    held: Option<&'a Certification>,
    tracks: Option<&[Owned<'_>]>,
) -> View<'a> {
    let (knowledge, today) = (request.knowledge, request.today);
    // The goal and what is held first, then what is nearest to the goal.
    let mut wanted = vec![goal];
    wanted.extend(held);
    match held {
        Some(held) => {
            let path = graph::path(knowledge, &BTreeSet::from([held.id.clone()]), goal, today);
            wanted.extend(path.iter().rev().map(|it| it.certification));
        }
        None => {
            let before = graph::before(knowledge, goal, today);
            wanted.extend(before.iter().rev().map(|it| it.certification));
        }
    }
    if let Some(tracks) = tracks {
        wanted.extend(knowledge.iter().filter(|it| is_of(it, tracks)));
    }
    let (shown, left_out) = fitting(request, wanted, "what is nearest to it");
    let title = match held {
        Some(held) => format!("From {} to {}", held.label(), goal.label()),
        None => format!("The way to {}", goal.label()),
    };
    let remark = held.and_then(|it| super::path::standing(request, it, goal)).unwrap_or_default();
    let mut path = Call::new("path").with("to", goal.id.as_str());
    if let Some(held) = held {
        path = path.with("from", held.id.as_str());
    }
    let mut actions = vec![Action::call("With prices", path)];
    actions.extend(cards(shown.iter().rev(), MOST_BUTTONS - 1));
    View { title, shown, held, goal: Some(goal), left_out, tells_beyond: false, remark, actions }
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
    actions.push(Action::call("All tracks", Call::new(COMMAND.name)));
    View {
        title,
        shown,
        held,
        goal: None,
        left_out,
        tells_beyond: true,
        remark: String::new(),
        actions,
    }
}

/// What `held` leads to.
fn onwards<'a>(request: &Request<'a>, held: &'a Certification) -> View<'a> {
    let mut wanted = vec![held];
    // One more than there is room for, to know whether something is left out.
    wanted.extend(graph::after(request.knowledge, held, MOST_STOPS, request.today));
    let remark = match wanted.len() {
        1 => format!("Nothing that I know of builds on {}.", held.label()),
        _ => String::new(),
    };
    let left_out = if wanted.len() > MOST_STOPS {
        "More builds on it than fits one picture; this is what comes first."
    } else {
        ""
    };
    wanted.truncate(MOST_STOPS);
    let (shown, left_out) = (sorted(request, wanted), left_out.to_owned());
    let mut actions = vec![Action::call(
        format!("After {}", held.label()),
        Call::new("next-after").with("certification", held.id.as_str()),
    )];
    actions.extend(cards(shown.iter().filter(|it| it.id != held.id), MOST_BUTTONS - 1));
    let title = format!("Where {} leads", held.label());
    View {
        title,
        shown,
        held: Some(held),
        goal: None,
        left_out,
        tells_beyond: true,
        remark,
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
        held: None,
        goal: None,
        left_out,
        tells_beyond: false,
        remark: String::new(),
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
