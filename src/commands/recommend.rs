//! `/recommend`: which certification suits a level and a field.

use super::{
    Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface, cert, values,
};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, IssuerId, Kind, State};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "recommend",
    surface: Surface::Slash,
    summary: "Which certification suits what you know and what you want to do",
    options: &[
        CommandOption {
            name: "level",
            summary: "Where you stand, such as entry",
            kind: OptionKind::Level,
            is_required: false,
        },
        CommandOption {
            name: "track",
            summary: "What you want to do, such as testing",
            kind: OptionKind::Track,
            is_required: false,
        },
    ],
    examples: &["recommend entry", "recommend level:associate track:testing", "recommend data"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// What else is named beside the one that is recommended.
const MOST_OTHERS: usize = 6;
const MOST_BUTTONS: usize = 5;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let wish = Wish::read(request)?;
    let level = request.call.argument("level");
    let track = request.call.argument("track");
    if level.is_none() && track.is_none() {
        return Err(no_wish(request));
    }
    let fitting: Vec<&Certification> = bookable(request).filter(|it| wish.admits(it)).collect();
    let Some((first, others)) = fitting.split_first() else {
        return Ok(nothing(request, &wish));
    };
    let mut body = vec![Block::Text(line(request, first)), Block::text(&first.summary)];
    let state = first.status.value.on(request.today);
    if state != State::Active {
        let line =
            Line::default().strong(format!("{}.", wording::capitalised(&wording::state(state))));
        let note =
            first.status.value.note.as_ref().map(|it| format!(" {}", wording::capitalised(it)));
        body.push(Block::Text(line.then(note.unwrap_or_default())));
    }
    if let Some(words) = wording::before(request.knowledge, first, request.today) {
        body.push(Block::fact("Before it", wording::capitalised(&words)));
    }
    if !others.is_empty() {
        let heading = if track.is_none() { "In other fields" } else { "Further on" };
        let items = others.iter().take(MOST_OTHERS).map(|it| line(request, it)).collect();
        body.push(Block::List { heading: heading.to_owned(), items });
    }
    let mut actions: Vec<Action> = fitting
        .iter()
        .take(MOST_BUTTONS)
        .map(|it| Action::call(it.label(), cert::call(it)))
        .collect();
    if let Some(other) = others.first() {
        let comparison = Call::new("compare").with("first", first.id.as_str());
        let comparison = comparison.with("second", other.id.as_str());
        actions.push(Action::call(format!("{} or {}?", first.label(), other.label()), comparison));
    }
    let shown = fitting.iter().take(MOST_OTHERS + 1);
    Ok(Answer {
        title: format!("To look at first: {}", first.label()),
        body,
        actions,
        footer: wording::footer(shown.map(|it| &it.provenance)),
        ..Answer::default()
    })
}

/// Certifications with an exam that can be booked, by track and level.
fn bookable<'a>(request: &Request<'a>) -> impl Iterator<Item = &'a Certification> {
    super::fact::first_steps(request).filter(|it| it.kind == Kind::Certification)
}

/// Name, level and for whom.
fn line(request: &Request<'_>, it: &Certification) -> Line {
    let place = wording::level_and_track(request.knowledge, it);
    let audience = it.audience.first().map(|it| format!("for {it}"));
    let parts = [Some(place).filter(|it| !it.is_empty()), audience];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let name = wording::name_line(request.knowledge, it);
    if parts.is_empty() { name } else { name.then(format!(": {}", parts.join("; "))) }
}

/// A track's or level's id, which says something only together with its issuer.
type Owned = (IssuerId, String);

/// What was asked for. `None` where nothing was given.
pub(super) struct Wish {
    levels: Option<Vec<Owned>>,
    tracks: Option<Vec<Owned>>,
}

impl Wish {
    pub(super) fn read(request: &Request<'_>) -> Result<Self, Refusal> {
        let issuers = || request.knowledge.issuers();
        let levels = issuers().flat_map(|issuer| {
            issuer.levels.iter().map(|it| ((issuer.id.clone(), it.id.clone()), values::level(it)))
        });
        let tracks = issuers().flat_map(|issuer| {
            issuer.tracks.iter().map(|it| ((issuer.id.clone(), it.id.clone()), values::track(it)))
        });
        Ok(Self {
            levels: request.all_of("level", levels)?,
            tracks: request.all_of("track", tracks)?,
        })
    }

    pub(super) fn admits(&self, it: &Certification) -> bool {
        let is_among = |wanted: &Option<Vec<Owned>>, id: &Option<String>| {
            let owned = id.as_ref().map(|id| (it.issuer.clone(), id.clone()));
            wanted.as_ref().is_none_or(|all| owned.is_some_and(|it| all.contains(&it)))
        };
        is_among(&self.levels, &it.level) && is_among(&self.tracks, &it.track)
    }
}

/// Nothing at this level of this track can be booked: what of the track can.
fn nothing(request: &Request<'_>, wish: &Wish) -> Answer {
    let of_track = Wish { levels: None, tracks: wish.tracks.clone() };
    let near: Vec<&Certification> = bookable(request).filter(|it| of_track.admits(it)).collect();
    let near = near.get(..MOST_OTHERS).unwrap_or(&near);
    let mut body = vec![Block::text("Nothing that I know is that and can be booked today.")];
    if !near.is_empty() {
        let items = near.iter().map(|it| line(request, it)).collect();
        body.push(Block::List { heading: "The nearest that can".to_owned(), items });
    }
    Answer {
        title: "Nothing to book at that level".to_owned(),
        body,
        actions: near.iter().map(|it| Action::call(it.label(), cert::call(it))).collect(),
        ..Answer::default()
    }
}

/// Asks where somebody stands and what they want to do.
fn no_wish(request: &Request<'_>) -> Refusal {
    let mut levels: Vec<String> = Vec::new();
    let mut tracks: Vec<String> = Vec::new();
    for it in bookable(request) {
        let level = request.knowledge.level(it).map(|it| it.name.clone());
        let track = request.knowledge.track(it).map(|it| it.name.clone());
        levels.extend(level.filter(|it| !levels.contains(it)));
        tracks.extend(track.filter(|it| !tracks.contains(it)));
    }
    Refusal::NoWish { levels, tracks }
}
