//! `/next-after`: what follows a certification.

use super::{
    Audience, Command, CommandOption, Need, OptionKind, Refusal, Request, Run, Surface, my,
};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::graph::{self, After, Link, Way, Why};
use crate::guild::Aim;
use crate::knowledge::{Certification, Strength};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "next-after",
    surface: Surface::Slash,
    summary: "What to take after a certification, or after all that you hold, and what else opens up",
    options: &[
        CommandOption {
            name: "certification",
            summary: "The certification you have or are about to take",
            kind: OptionKind::Certification,
            is_required: false,
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
    needs: &[Need::HoldingsUnless(&["certification"])],
    run: Run::Answers(run),
};

/// One row of buttons.
const MOST_BUTTONS: usize = 5;

/// What follows, of one certification or of several.
#[derive(Default)]
struct Next<'a> {
    main: Vec<Following<'a>>,
    others: Vec<Following<'a>>,
}

/// One that follows, and what it follows.
type Following<'a> = (&'a Certification, After<'a>);

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let unwanted = request.optional_certification("without")?;
    if let Some(held) = request.optional_certification("certification")? {
        return Ok(after(request, held, unwanted));
    }
    let held = my::held(request);
    if held.is_empty() {
        return Err(my::nothing_given(request, "certification", Aim::Held));
    }
    Ok(after_all(request, &held, unwanted))
}

/// What follows one certification.
fn after(request: &Request<'_>, held: &Certification, unwanted: Option<&Certification>) -> Answer {
    let next = without(unwanted, following(request, &[held]));
    let mut body: Vec<Block> = Vec::new();
    // Said, since a second name without its option is taken for this one.
    body.extend(unwanted.map(left_out));
    if next.main.is_empty() && unwanted.is_none() {
        let has_others = !next.others.is_empty();
        body.extend(end_of_track(request, held, has_others).map(Block::text));
    }
    let note = held.next.as_ref().and_then(|it| it.value.note.as_ref());
    body.extend(lists(request, &next, note.map(|it| Block::text(wording::capitalised(it)))));
    let is_narrowed = next.main.is_empty() && unwanted.is_some();
    let shown = if is_narrowed { &next.others } else { &next.main };
    Answer {
        title: title(&format!("After {}", held.label()), shown),
        body,
        actions: actions(&next, super::roadmap::call(Some(held), None)),
        footer: footer(&[held], &next),
        ..Answer::default()
    }
}

/// What follows all that somebody holds, without what they have behind them.
fn after_all(
    request: &Request<'_>,
    held: &[&Certification],
    unwanted: Option<&Certification>,
) -> Answer {
    let next = without(unwanted, following(request, held));
    let mut body = vec![my::starting_point(held)];
    body.extend(unwanted.map(left_out));
    body.extend(lists(request, &next, None));
    if next.main.is_empty() && next.others.is_empty() {
        body.push(Block::text("Nothing that I know of builds on it."));
    }
    let shown = if next.main.is_empty() { &next.others } else { &next.main };
    Answer {
        title: title("Next for you", shown),
        body,
        actions: actions(&next, Call::new("roadmap")),
        footer: footer(held, &next),
        is_personal: true,
        ..Answer::default()
    }
}

/// What follows each of `held`, each once. Of several, nothing that is behind somebody who holds
/// them all.
fn following<'a>(request: &Request<'a>, held: &[&'a Certification]) -> Next<'a> {
    let (knowledge, today) = (request.knowledge, request.today);
    let each = held.iter().map(|it| (*it, graph::following(knowledge, it, today)));
    let mut next = Next::default();
    for (held, following) in each {
        next.main.extend(following.main.into_iter().map(|it| (held, it)));
        next.others.extend(following.others.into_iter().map(|it| (held, it)));
    }
    if held.len() > 1 {
        let ids = held.iter().map(|it| it.id.clone()).collect();
        let mut seen = graph::behind(knowledge, &ids, today);
        // Stable: what binds most comes first, then in the order of what is held.
        next.others.sort_by_key(|(_, it)| it.why);
        for list in [&mut next.main, &mut next.others] {
            list.retain(|(_, it)| seen.insert(it.certification.id.clone()));
        }
    }
    next
}

fn without<'a>(unwanted: Option<&Certification>, mut next: Next<'a>) -> Next<'a> {
    for list in [&mut next.main, &mut next.others] {
        list.retain(|(_, it)| unwanted.is_none_or(|unwanted| it.certification.id != unwanted.id));
    }
    next
}

fn left_out(unwanted: &Certification) -> Block {
    Block::text(format!("Without {}.", unwanted.label()))
}

/// What comes next, the issuer's note on it, and what else is possible.
fn lists(request: &Request<'_>, next: &Next<'_>, note: Option<Block>) -> Vec<Block> {
    let lines = |list: &[Following<'_>]| -> Vec<Line> {
        list.iter().map(|(held, it)| line(request, held, it)).collect()
    };
    let mut body = Vec::new();
    if !next.main.is_empty() {
        body.push(Block::List { heading: "Next".to_owned(), items: lines(&next.main) });
    }
    body.extend(note);
    if !next.others.is_empty() {
        let heading = if next.main.is_empty() { "Possible next" } else { "Also possible" };
        body.push(Block::List { heading: heading.to_owned(), items: lines(&next.others) });
    }
    body
}

fn actions(next: &Next<'_>, picture: Call) -> Vec<Action> {
    let mut actions: Vec<Action> = all(next)
        .take(MOST_BUTTONS - 1)
        .map(|it| Action::call(it.certification.label(), super::cert::call(it.certification)))
        .collect();
    actions.push(if actions.is_empty() {
        Action::call("All certifications", Call::new("certs"))
    } else {
        Action::call("As a picture", picture)
    });
    actions
}

fn footer(held: &[&Certification], next: &Next<'_>) -> String {
    let maps = held.iter().filter_map(|it| it.next.as_ref()).map(|it| &it.provenance);
    let statuses = all(next).map(|it| &it.certification.status.provenance);
    wording::footer(maps.chain(statuses))
}

fn all<'n, 'a>(next: &'n Next<'a>) -> impl Iterator<Item = &'n After<'a>> {
    next.main.iter().chain(&next.others).map(|(_, it)| it)
}

/// What follows, in one line: the answer stands in it, where it is short.
fn title(beginning: &str, main: &[Following<'_>]) -> String {
    let labels: Vec<&str> = main.iter().map(|(_, it)| it.certification.label()).collect();
    match labels.as_slice() {
        [] => beginning.to_owned(),
        [only] => format!("{beginning}: {only}"),
        [one, other] => format!("{beginning}: {one} or {other}"),
        _ => format!("{beginning}: several ways to go on"),
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
