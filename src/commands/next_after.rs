//! `/next-after`: what follows a certification.

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::graph::{self, After, Link, Way, Why};
use crate::knowledge::{Certification, Strength};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "next-after",
    surface: Surface::Slash,
    summary: "What to take after a certification, and what else it opens up",
    options: &[
        CommandOption {
            name: "certification",
            summary: "The certification you have or are about to take",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "without",
            summary: "One that you do not want",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["next-after pcap", "next-after pcpp2", "next-after pcap without:pcpp1"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// One row of buttons.
const MOST_BUTTONS: usize = 5;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let held = request.certification("certification")?;
    let unwanted = request.optional_certification("without")?;
    let mut following = graph::following(request.knowledge, held, request.today);
    for list in [&mut following.main, &mut following.others] {
        list.retain(|it| unwanted.is_none_or(|unwanted| it.certification.id != unwanted.id));
    }
    let lines = |list: &[After<'_>]| -> Vec<Line> {
        list.iter().map(|it| line(request, held, it)).collect()
    };
    let mut body = Vec::new();
    // Said, since a second name without its option is taken for this one.
    body.extend(unwanted.map(|it| Block::text(format!("Without {}.", it.label()))));
    if following.main.is_empty() && unwanted.is_none() {
        let has_others = !following.others.is_empty();
        body.extend(end_of_track(request, held, has_others).map(Block::text));
    }
    if !following.main.is_empty() {
        body.push(Block::List { heading: "Next".to_owned(), items: lines(&following.main) });
    }
    if let Some(note) = held.next.as_ref().and_then(|it| it.value.note.as_ref()) {
        body.push(Block::text(wording::capitalised(note)));
    }
    if !following.others.is_empty() {
        let heading = if following.main.is_empty() { "Possible next" } else { "Also possible" };
        body.push(Block::List { heading: heading.to_owned(), items: lines(&following.others) });
    }
    let is_narrowed = following.main.is_empty() && unwanted.is_some();
    let shown = if is_narrowed { &following.others } else { &following.main };
    let all = || following.main.iter().chain(&following.others);
    let mut actions: Vec<Action> = all()
        .take(MOST_BUTTONS - 1)
        .map(|it| Action::call(it.certification.label(), super::cert::call(it.certification)))
        .collect();
    actions.push(if actions.is_empty() {
        Action::call("All certifications", Call::new("certs"))
    } else {
        Action::call("As a picture", super::roadmap::call(Some(held), None))
    });
    let statuses = all().map(|it| &it.certification.status.provenance);
    let provenances = held.next.iter().map(|it| &it.provenance).chain(statuses);
    Ok(Answer {
        title: title(held, shown),
        body,
        actions,
        footer: wording::footer(provenances),
        ..Answer::default()
    })
}

/// What follows, in one line: the answer stands in it, where it is short.
fn title(held: &Certification, main: &[After<'_>]) -> String {
    let labels: Vec<&str> = main.iter().map(|it| it.certification.label()).collect();
    match labels.as_slice() {
        [] => format!("After {}", held.label()),
        [only] => format!("After {}: {only}", held.label()),
        [one, other] => format!("After {}: {one} or {other}", held.label()),
        _ => format!("After {}: several ways to go on", held.label()),
    }
}

/// Name, reason, status and page of one that follows.
fn line(request: &Request<'_>, held: &Certification, after: &After<'_>) -> Line {
    let it = after.certification;
    let why = match after.why {
        Why::NextStep => "the next step".to_owned(),
        Why::Asks(link) => asks(link, held.label()),
        Why::CountsTowards => format!("{} counts towards it", held.label()),
        Why::Alternative => other_track(request, it),
    };
    let state = wording::state(it.status.value.on(request.today));
    let mut line = wording::name_line(request.knowledge, it).then(format!(": {why}; {state}"));
    if let Some(url) = it.links.as_ref().and_then(|it| it.value.official.as_ref()) {
        line = line.then(" (").link("page", url).then(")");
    }
    line
}

/// What the rules of one that follows say of `held`.
fn asks(link: Link, held: &str) -> String {
    match (link.strength, link.way) {
        (Strength::Required, Way::Only) => format!("requires {held}"),
        (Strength::Required, Way::OrElse) => format!("requires {held} or an equivalent"),
        (Strength::Required, Way::OneOfSeveral) => {
            format!("{held} counts for it, as others do")
        }
        (Strength::Recommended, Way::OneOfSeveral) => {
            format!("{held} is one of several recommended before it")
        }
        (Strength::Recommended, _) => format!("{held} is recommended before it"),
        (Strength::UsualPath, _) => format!("often taken after {held}"),
    }
}

fn other_track(request: &Request<'_>, certification: &Certification) -> String {
    match request.knowledge.track(certification) {
        Some(track) => format!("another way to go, in the {} track", track.name),
        None => "another way to go".to_owned(),
    }
}

/// What there is to say where no next step is: that it is the last of its track, that nothing is
/// known. Nothing, where `has_others` says enough.
fn end_of_track(request: &Request<'_>, held: &Certification, has_others: bool) -> Option<String> {
    let label = held.label();
    // Without the issuer's map it is not known to be the last.
    let track = request.knowledge.track(held).filter(|_| held.next.is_some());
    let last = track.map(|it| format!("{label} is the last step of the {} track", it.name));
    if has_others {
        return last.map(|it| format!("{it}."));
    }
    if held.next.is_none() {
        return Some(format!("Nothing is known of a next step after {label}."));
    }
    let tracks = request.knowledge.issuer(&held.issuer).map_or(0, |it| it.tracks.len());
    let still_open = if tracks > 1 { " The other tracks are still open." } else { "" };
    Some(match last {
        Some(last) => format!("{last}: nothing that I know of builds on it.{still_open}"),
        None => format!("Nothing that I know of builds on {label}."),
    })
}
