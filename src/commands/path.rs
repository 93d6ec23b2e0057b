//! `/path`: the steps to a certification, with what they cost and how long the exams take.

use std::collections::BTreeSet;

use super::my::start::Start;
use super::{
    Audience, Command, CommandOption, Need, OptionKind, Refusal, Request, Run, Surface, my,
};
use crate::answer::{Action, Answer, Block, Line};
use crate::graph::{self, Link, Step, Way};
use crate::guild::Aim;
use crate::knowledge::{
    Certification, CertificationId, FactGroup, Kind, Provenance, State, Status, Strength,
};
use crate::wording::{self, Effort, Sat, Taken};

mod bill;

pub(super) static COMMAND: Command = Command {
    name: "path",
    surface: Surface::Slash,
    summary: "The steps to a certification, or to what you want, in order, with price and exam time",
    options: &[
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
        CommandOption {
            name: "also",
            summary: "Another one that you have",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["path pcpp2", "path to:pcpp1 from:pcep"],
    audience: Audience::Everyone,
    needs: &[Need::HoldingsUnless(&["from", "also"])],
    run: Run::Answers(run),
};

/// One row of buttons.
const MOST_BUTTONS: usize = 5;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let (goal, is_goal_kept) = goal(request)?;
    let start = Start::read(request, &["from", "also"])?;
    let held: BTreeSet<_> = start.held.iter().map(|it| it.id.clone()).collect();
    let path = graph::path(request.knowledge, &held, goal, request.today);
    let mut answer = Answer {
        title: title(&start, goal),
        body: start.said().into_iter().collect(),
        actions: actions(&start, goal, &path),
        is_personal: start.is_kept() || is_goal_kept,
        ..Answer::default()
    };
    answer.body.extend(start.standing(request, goal).map(Block::text));
    if path.is_empty() {
        return Ok(answer);
    }
    answer.body.extend(steps(request, &start.held, &held, &path));
    answer.footer = wording::footer(path.iter().flat_map(|it| shown(it.certification)));
    Ok(answer)
}

/// What is wanted in the end, as given; else the only one that is kept as wanted, and that it is.
fn goal<'a>(request: &Request<'a>) -> Result<(&'a Certification, bool), Refusal> {
    if let Some(goal) = request.optional_certification("to")? {
        return Ok((goal, false));
    }
    match my::wanted(request).as_slice() {
        [] => Err(my::nothing_given(request, "to", Aim::Wanted)),
        [only] => Ok((only, true)),
        several => Err(Refusal::WhichOne {
            call: request.settled(),
            among: several.iter().map(|it| it.id.clone()).collect(),
        }),
    }
}

fn title(start: &Start<'_>, goal: &Certification) -> String {
    if start.is_kept() {
        return format!("Your way to {}", goal.label());
    }
    let labels: Vec<&str> = start.held.iter().map(|it| it.label()).collect();
    match labels.as_slice() {
        [] => format!("The way to {}", goal.label()),
        labels => format!("From {} to {}", wording::joined(labels, "and"), goal.label()),
    }
}

fn actions(start: &Start<'_>, goal: &Certification, path: &[Step<'_>]) -> Vec<Action> {
    // The goal first: it is what the question is about.
    let steps = path.iter().map(|it| it.certification).filter(|it| it.id != goal.id);
    let cards = if start.is_kept() { MOST_BUTTONS - 2 } else { MOST_BUTTONS - 1 };
    let mut actions: Vec<Action> = [goal]
        .into_iter()
        .chain(steps)
        .take(cards)
        .map(|it| Action::call(it.label(), super::cert::call(it)))
        .collect();
    if path.len() > 1 {
        let picture = super::roadmap::call(None, Some(goal));
        let picture = start.given().into_iter().fold(picture, |it, from| it.with("from", from));
        actions.push(Action::call("As a picture", picture));
    }
    if start.is_kept() {
        let call = COMMAND.call().with("to", goal.id.as_str()).with("from", my::NOTHING);
        actions.push(Action::call("From the beginning", call));
    }
    actions
}

/// Each step, what they cost together, and what keeps the way from being finished.
fn steps(
    request: &Request<'_>,
    start: &[&Certification],
    held: &BTreeSet<CertificationId>,
    path: &[Step<'_>],
) -> Vec<Block> {
    let mut body = Vec::new();
    let taken = Taken {
        had: graph::settled(request.knowledge, held, request.today),
        steps: path.iter().map(|it| it.certification.id.clone()).collect(),
    };
    let efforts = efforts(request, start, path.iter());
    let lines = path.iter().zip(&efforts).map(|(it, effort)| line(request, &taken, *it, effort));
    body.push(Block::Steps(lines.collect()));
    let required: Vec<Step<'_>> = path.iter().copied().filter(is_required).collect();
    let least = bill::bill(&required, &self::efforts(request, start, required.iter()));
    let least = (required.len() < path.len()).then_some(least);
    body.extend(bill::blocks(&bill::bill(path, &efforts), least.as_ref()));
    let late: Vec<&str> = required
        .iter()
        .map(|it| it.certification)
        .filter(|it| !it.status.value.on(request.today).is_bookable())
        .map(Certification::label)
        .collect();
    if !late.is_empty() {
        let text = format!(
            "The way cannot be finished today: {} cannot be booked.",
            wording::joined(&late, "and")
        );
        body.push(Block::Text(Line::default().strong(text)));
    }
    body
}

/// Where what is held stands to the goal, unless it leads there.
pub(super) fn standing(
    request: &Request<'_>,
    from: &Certification,
    goal: &Certification,
) -> Option<String> {
    let (knowledge, today) = (request.knowledge, request.today);
    let (held, wanted) = (from.label(), goal.label());
    if from.id == goal.id {
        return Some(format!("{held} is what you start from: there is nothing left to take."));
    }
    let settled = graph::settled(knowledge, &BTreeSet::from([from.id.clone()]), today);
    if settled.contains(&goal.id) {
        return Some(format!(
            "There is nothing left to take: nobody gets {held} without {wanted}."
        ));
    }
    let comes_before = |one: &Certification, other: &Certification| {
        graph::before(knowledge, other, today).iter().any(|it| it.certification.id == one.id)
    };
    if comes_before(goal, from) {
        return Some(format!(
            "{held} comes after {wanted}, which is still open if you skipped it."
        ));
    }
    (!comes_before(from, goal)).then(|| format!("{held} is not on the way to {wanted}."))
}

/// Whether the goal cannot be reached without it, on this way.
fn is_required(step: &Step<'_>) -> bool {
    let is_binding = |it: Link| it.strength == Strength::Required && it.way != Way::OrElse;
    step.link.is_none_or(is_binding)
}

/// What each step takes of somebody who holds what is in `start`, in order: an exam that several of them share
/// is sat once.
fn efforts<'a>(
    request: &Request<'_>,
    start: &[&Certification],
    steps: impl Iterator<Item = &'a Step<'a>>,
) -> Vec<Effort> {
    let mut sat = Sat::new();
    for held in start {
        wording::effort(held, &mut sat, request.today);
    }
    steps.map(|it| wording::effort(it.certification, &mut sat, request.today)).collect()
}

fn shown(certification: &Certification) -> Vec<&Provenance> {
    let prices = certification.prices.iter().map(|it| &it.provenance);
    let exams = certification.exams.iter().map(|it| &it.provenance);
    prices.chain(exams).chain([&certification.status.provenance]).collect()
}

/// Name, how binding it is, what it takes, whether it can be booked, and what else it asks for.
fn line(request: &Request<'_>, taken: &Taken, step: Step<'_>, effort: &Effort) -> Line {
    let it = step.certification;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(step.link.map(on_the_way));
    if it.kind == Kind::EarnedTitle {
        parts.push("no exam of its own".to_owned());
    }
    if effort.exams > 1 {
        parts.push(format!("{} exams", effort.exams));
    }
    if !effort.sat_before.is_empty() {
        parts.push(format!("{} counts from before", wording::joined(&effort.sat_before, "and")));
    }
    parts.extend(bill::length(effort));
    parts.extend(effort.cost.as_ref().map(bill::amount));
    if bill::is_unclear(it, effort) {
        parts.push("prices on its card".to_owned());
    }
    let status = &it.status.value;
    let state = status.on(request.today);
    if !state.is_bookable() {
        parts.push(format!("{}{}", wording::state(state), successors(request, status, state)));
    }
    let line = wording::name_line(request.knowledge, it);
    let line = if parts.is_empty() { line } else { line.then(format!(": {}", parts.join(", "))) };
    // What must be known before trusting the price, at the end: the sentence goes on from there.
    let caveats =
        it.prices.as_ref().filter(|_| effort.cost.is_some()).map(|prices| {
            wording::caveats(it, FactGroup::Prices, &prices.provenance, request.today)
        });
    let line = line.then(caveats.unwrap_or_default());
    let beside = wording::beside(request.knowledge, it, taken, request.today);
    if beside.is_empty() { line } else { line.then(format!("; {}", beside.join("; "))) }
}

/// How binding a step is once it is chosen: what else would do stands beside the step that asks.
fn on_the_way(link: Link) -> String {
    let way = if link.way == Way::OneOfSeveral { Way::Only } else { link.way };
    wording::link(Link { way, ..link })
}

/// What takes the place of a retired one.
fn successors(request: &Request<'_>, status: &Status, state: State) -> String {
    let known = status.replaced_by.iter().filter_map(|id| request.knowledge.shown(id));
    let labels: Vec<&str> = known.map(Certification::label).collect();
    match state {
        State::Retired(_) if !labels.is_empty() => {
            format!(", replaced by {}", wording::joined(&labels, "and"))
        }
        _ => String::new(),
    }
}
