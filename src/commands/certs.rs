//! `/certs`: the list, by track, level, status and issuer.

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface, values};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, IssuerId, State};
use crate::wording;

/// What `status` takes.
const STATUSES: &[&str] = &["bookable", "planned", "beta", "retired", "unverified"];

pub(super) static COMMAND: Command = Command {
    name: "certs",
    surface: Surface::Slash,
    summary: "List certifications, all or by track, level, status or issuer",
    options: &[
        CommandOption {
            name: "track",
            summary: "Only this track, such as testing",
            kind: OptionKind::Track,
            is_required: false,
        },
        CommandOption {
            name: "level",
            summary: "Only this level, such as associate",
            kind: OptionKind::Level,
            is_required: false,
        },
        CommandOption {
            name: "status",
            summary: "Only those that can be booked, or are planned, and so on",
            kind: OptionKind::Choice(STATUSES),
            is_required: false,
        },
        CommandOption {
            name: "issuer",
            summary: "Only those of this issuer",
            kind: OptionKind::Issuer,
            is_required: false,
        },
        CommandOption {
            name: "page",
            summary: "Which page of the list, from 1",
            kind: OptionKind::Page,
            is_required: false,
        },
    ],
    examples: &["certs", "certs track:testing", "certs level:entry status:bookable"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// Ten lines fill a phone.
const PER_PAGE: usize = 10;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let filter = Filter::read(request)?;
    let mut found: Vec<&Certification> =
        request.knowledge.iter().filter(|it| filter.admits(request, it)).collect();
    found.sort_by_cached_key(|it| place(request, it));
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let page = page(request, pages)?;
    let shown: Vec<&&Certification> =
        found.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
    let body = if shown.is_empty() {
        vec![Block::text("No certification that I know is all of that.")]
    } else {
        let items = shown.iter().map(|it| line(request, it)).collect();
        vec![Block::List { heading: String::new(), items }]
    };
    let mut actions = Vec::new();
    let turn = |page: usize| request.call.clone().replacing("page", page.to_string());
    if page > 1 {
        actions.push(Action::call("Previous page", turn(page - 1)));
    }
    if page < pages {
        actions.push(Action::call("Next page", turn(page + 1)));
    }
    if shown.is_empty() {
        actions.push(Action::call("List all", Call::new(COMMAND.name)));
    }
    let count = match found.len() {
        1 => "1 certification".to_owned(),
        more => format!("{more} certifications"),
    };
    // `Security: 2 certifications`: beside another list it says which this one is.
    let track = request.call.argument("track").and_then(|it| filter.track_name(request, it));
    let count = track.map_or(count.clone(), |it| format!("{it}: {count}"));
    let title = if pages > 1 { format!("{count}, page {page} of {pages}") } else { count };
    let footer = wording::footer(shown.iter().map(|it| &it.status.provenance));
    Ok(Answer { title, body, actions, footer, ..Answer::default() })
}

/// What the list is narrowed to. `None` where nothing was given.
struct Filter<'a> {
    /// All tracks and levels that go by the name that was given: issuers share names, not ids.
    tracks: Option<Vec<Owned<'a>>>,
    levels: Option<Vec<Owned<'a>>>,
    status: Option<&'static str>,
    issuers: Option<Vec<&'a IssuerId>>,
}

/// A track's or level's id, which says something only together with its issuer.
type Owned<'a> = (&'a IssuerId, &'a str);

impl<'a> Filter<'a> {
    fn read(request: &Request<'a>) -> Result<Self, Refusal> {
        let issuers = || request.knowledge.issuers();
        let tracks = issuers().flat_map(|issuer| {
            issuer.tracks.iter().map(|it| ((&issuer.id, it.id.as_str()), values::track(it)))
        });
        let levels = issuers().flat_map(|issuer| {
            issuer.levels.iter().map(|it| ((&issuer.id, it.id.as_str()), values::level(it)))
        });
        let statuses = STATUSES.iter().map(|it| (*it, vec![*it]));
        Ok(Self {
            tracks: request.all_of("track", tracks)?,
            levels: request.all_of("level", levels)?,
            status: request.one_of("status", statuses)?,
            issuers: request.all_of("issuer", issuers().map(|it| (&it.id, values::issuer(it))))?,
        })
    }

    /// The name of the track that the list is narrowed to, where it is one.
    fn track_name(&self, request: &Request<'_>, given: &str) -> Option<String> {
        let tracks = self.tracks.as_ref()?;
        let (issuer, id) = tracks.first()?;
        let issuer = request.knowledge.issuer(issuer)?;
        let name = issuer.tracks.iter().find(|it| it.id == *id).map(|it| it.name.clone());
        Some(if tracks.len() == 1 { name? } else { wording::capitalised(given) })
    }

    fn admits(&self, request: &Request<'_>, it: &Certification) -> bool {
        let state = it.status.value.on(request.today);
        let status = match state {
            State::Planned(_) => "planned",
            State::Beta => "beta",
            State::Active | State::RetiringOn(_) => "bookable",
            State::Retired(_) => "retired",
            State::Unverified => "unverified",
        };
        let is_status = |wanted| wanted == status || (wanted == "bookable" && state.is_bookable());
        let is_among = |wanted: &Option<Vec<Owned<'_>>>, id: Option<&str>| {
            let owned = id.map(|id| (&it.issuer, id));
            wanted.as_ref().is_none_or(|all| owned.is_some_and(|it| all.contains(&it)))
        };
        is_among(&self.tracks, it.track.as_deref())
            && is_among(&self.levels, it.level.as_deref())
            && self.status.is_none_or(is_status)
            && self.issuers.as_ref().is_none_or(|all| all.contains(&&it.issuer))
    }
}

fn page(request: &Request<'_>, pages: usize) -> Result<usize, Refusal> {
    let Some(given) = request.call.argument("page") else {
        return Ok(1);
    };
    let number = given.parse().ok().filter(|it| (1..=pages).contains(it));
    number.ok_or_else(|| Refusal::NoSuchPage { given: given.to_owned(), pages })
}

/// Issuer, then track and level in the issuer's own order, then the step.
pub(super) fn place(
    request: &Request<'_>,
    it: &Certification,
) -> (String, usize, usize, u32, String) {
    let issuer = request.knowledge.issuer(&it.issuer);
    let track = issuer.and_then(|issuer| {
        issuer.tracks.iter().position(|track| Some(&track.id) == it.track.as_ref())
    });
    let level = issuer.and_then(|issuer| {
        issuer.levels.iter().position(|level| Some(&level.id) == it.level.as_ref())
    });
    let last = usize::MAX;
    let step = it.step.unwrap_or(u32::MAX);
    (it.issuer.to_string(), track.unwrap_or(last), level.unwrap_or(last), step, it.id.to_string())
}

fn line(request: &Request<'_>, it: &Certification) -> Line {
    let level = request.knowledge.level(it).map(|it| it.name.to_lowercase());
    let state = match it.status.value.on(request.today) {
        State::Active => None,
        other => Some(wording::state(other)),
    };
    let parts: Vec<String> = [level, state].into_iter().flatten().collect();
    let line = wording::name_line(request.knowledge, it);
    if parts.is_empty() { line } else { line.then(format!(": {}", parts.join("; "))) }
}

#[cfg(test)]
mod tests;
