//! `/my list`: all that is kept of somebody. Works also where a server has turned `/my` off.

use super::{add, export, forget, known, next_button, way_button};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::commands::{Audience, Command, Done, Need, Refusal, Request, Run, Surface};
use crate::guild::{Aim, Feature};
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{Certification, Date, State};
use crate::wording;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "my list",
    surface: Surface::Slash,
    summary: "Everything that I keep for you: what you hold and what you want",
    options: &[],
    examples: &["my list"],
    audience: Audience::Members,
    needs: &[Need::Holdings],
    run: Run::Does(run),
};

/// So many ways to a goal have a button.
const MOST_WAYS: usize = 3;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    super::person(request, &COMMAND)?;
    if request.context.holdings.is_empty() {
        return Ok(nothing().into());
    }
    let held = known(request, Aim::Held);
    let wanted = known(request, Aim::Wanted);
    let mut body = Vec::new();
    for (heading, kept) in [("You hold", &held), ("You want", &wanted)] {
        let items: Vec<Line> =
            kept.iter().map(|(it, kept)| line(request, it, kept.since)).collect();
        if !items.is_empty() {
            body.push(Block::List { heading: heading.to_owned(), items });
        }
    }
    let unknown = unknown(request);
    if !unknown.is_empty() {
        let heading = "Kept, but not among what I know any more".to_owned();
        body.push(Block::List { heading, items: unknown });
    }
    let is_on = request.context.offers(Feature::My);
    if !is_on {
        body.push(Block::text(
            "This server has turned /my off, so nothing starts from it here. It is yours still: \
             export it, take parts of it out, or delete it.",
        ));
    }
    let mut actions = Vec::new();
    if is_on && !held.is_empty() {
        actions.push(next_button());
    }
    if is_on {
        actions.extend(wanted.iter().take(MOST_WAYS).map(|(it, _)| way_button(it)));
        actions.push(Action::call("As a picture", Call::new("roadmap")));
    }
    actions.push(Action::call("As a file", export::COMMAND.call()));
    actions.push(Action::call("Delete all of it", forget::COMMAND.call()));
    Ok(Answer {
        title: "What I keep for you".to_owned(),
        body,
        actions,
        is_personal: true,
        ..Answer::default()
    }
    .into())
}

/// Name, since when, and whether it can be booked, where that is in doubt.
fn line(request: &Request<'_>, it: &Certification, since: Date) -> Line {
    let state = match it.status.value.on(request.today) {
        State::Active => String::new(),
        other => format!("; {}", wording::state(other)),
    };
    wording::name_line(request.knowledge, it)
        .then(format!(": since {}{state}", day_in_words(since)))
}

/// What is kept and no longer known, by its id.
fn unknown(request: &Request<'_>) -> Vec<Line> {
    let kept = request.context.holdings.iter();
    let unknown = kept.filter(|it| request.knowledge.get(&it.certification).is_none());
    let line = |it: &crate::guild::Holding| {
        let since = day_in_words(it.since);
        Line::default()
            .quoted(it.certification.as_str())
            .then(format!(": {} since {since}", it.aim.as_str()))
    };
    unknown.map(line).collect()
}

fn nothing() -> Answer {
    let text = "Tell me with /my add what you hold, such as /my add pcep, or what you want, such as \
                /my add pcpp1 as:wanted. Then /next-after, /path and /roadmap start from there.";
    let help = Call::new("help").with("command", add::COMMAND.name);
    Answer {
        title: "I keep nothing about you".to_owned(),
        body: vec![Block::text(text)],
        actions: vec![Action::call("How /my add works", help)],
        is_personal: true,
        ..Answer::default()
    }
}
