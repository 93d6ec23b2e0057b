//! `/path`: the steps to a certification, with what they cost and how long the exams take.

use std::collections::{BTreeMap, BTreeSet};

use super::{Command, CommandOption, OptionKind, Refusal, Request};
use crate::answer::{Action, Answer, Block, Line};
use crate::graph;
use crate::knowledge::{Certification, CheckedOn, Minutes, Money, Provenance};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "path",
    summary: "The steps to a certification, in order, with price and exam time",
    options: &[
        CommandOption {
            name: "to",
            summary: "The certification you want in the end",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "from",
            summary: "The certification you have already",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["path pcpp2", "path to:pcpp1 from:pcep"],
    run,
};

/// One row of buttons.
const MOST_BUTTONS: usize = 5;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let goal = request.certification("to")?;
    let from = request.optional_certification("from")?;
    let held: BTreeSet<_> = from.iter().map(|it| it.id.clone()).collect();
    let path = graph::path(request.knowledge, &held, goal, request.today);
    let title = match from {
        Some(from) => format!("From {} to {}", from.label(), goal.label()),
        None => format!("The way to {}", goal.label()),
    };
    if path.is_empty() {
        let held = from.map_or(goal.label(), Certification::label);
        let text = format!("With {held} there is nothing left to take for {}.", goal.label());
        let actions =
            vec![Action::call(format!("About {}", goal.label()), super::cert::call(goal))];
        return Ok(Answer { title, body: vec![Block::text(text)], actions, ..Answer::default() });
    }
    let mut body = Vec::new();
    if let Some(from) = from.filter(|it| !leads_to(request, it, goal)) {
        let text = format!("{} is not on the way to {}.", from.label(), goal.label());
        body.push(Block::text(text));
    }
    body.push(Block::Steps(path.iter().map(|it| step(request, goal, it)).collect()));
    body.extend(totals(&path));
    let late: Vec<&str> = path
        .iter()
        .filter(|it| !it.status.value.on(request.today).is_bookable())
        .map(|it| it.label())
        .collect();
    if !late.is_empty() {
        let text = format!(
            "The way cannot be finished today: {} cannot be booked.",
            wording::joined(&late, "and")
        );
        body.push(Block::Text(Line::default().strong(text)));
    }
    let actions = path
        .iter()
        .take(MOST_BUTTONS)
        .map(|it| Action::call(it.label(), super::cert::call(it)))
        .collect();
    let footer = wording::footer(path.iter().flat_map(|it| shown(it)));
    Ok(Answer { title, url: None, body, actions, footer })
}

fn leads_to(request: &Request<'_>, from: &Certification, goal: &Certification) -> bool {
    let before = graph::before(request.knowledge, goal, request.today);
    before.iter().any(|it| it.certification.id == from.id)
}

fn shown(certification: &Certification) -> Vec<&Provenance> {
    let prices = certification.prices.iter().map(|it| &it.provenance);
    let exams = certification.exams.iter().map(|it| &it.provenance);
    prices.chain(exams).chain([&certification.status.provenance]).collect()
}

/// Name, how binding it is, exam time, price, and whether it can be booked.
fn step(request: &Request<'_>, goal: &Certification, it: &Certification) -> Line {
    let before = graph::before(request.knowledge, goal, request.today);
    let strength = before.iter().find(|step| step.certification.id == it.id);
    let strength = strength.map(|it| wording::strength(it.strength).to_owned());
    let length = it.exams.iter().find_map(|it| it.value.length).map(|it| it.to_string());
    let price = it.prices.as_ref().and_then(|it| wording::exam_price(&it.value));
    let price = price.map(|it| format!("{}{}", if it.is_least { "from " } else { "" }, it.amount));
    let state = it.status.value.on(request.today);
    let state = (!state.is_bookable()).then(|| wording::state(state));
    let parts: Vec<String> = [strength, length, price, state].into_iter().flatten().collect();
    let line = wording::name_line(request.knowledge, it);
    if parts.is_empty() { line } else { line.then(format!(": {}", parts.join(", "))) }
}

/// Prices by currency and exam time summed, with what the sums leave out.
fn totals(path: &[&Certification]) -> Vec<Block> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    let mut minutes = 0;
    let mut without_price = Vec::new();
    let mut is_least = false;
    let mut oldest: Option<CheckedOn> = None;
    for it in path {
        let exams = it.exams.iter().filter_map(|it| it.value.length);
        minutes += exams.map(|Minutes(length)| length).sum::<u32>();
        let Some((prices, price)) =
            it.prices.as_ref().and_then(|all| Some((all, wording::exam_price(&all.value)?)))
        else {
            without_price.push(it.label());
            continue;
        };
        *sums.entry(&price.amount.currency).or_default() += price.amount.hundredths;
        is_least |= price.is_least;
        let seen = price.seen_on.unwrap_or(prices.provenance.checked_on);
        oldest = Some(oldest.map_or(seen, |it| it.min(seen)));
    }
    let mut parts = Vec::new();
    let amounts: Vec<String> = sums
        .into_iter()
        .map(|(currency, hundredths)| {
            Money { hundredths, currency: currency.to_owned() }.to_string()
        })
        .collect();
    if let (false, Some(oldest)) = (amounts.is_empty(), oldest) {
        let least = if is_least { "at least " } else { "" };
        parts.push(format!("{least}{} (prices of {oldest})", wording::joined(&amounts, "and")));
    }
    if minutes > 0 {
        parts.push(format!("{} of exams", Minutes(minutes)));
    }
    if !without_price.is_empty() && !parts.is_empty() {
        parts.push(format!("no price known for {}", wording::joined(&without_price, "and")));
    }
    if parts.is_empty() {
        return Vec::new();
    }
    vec![Block::fact("In all", wording::capitalised(&parts.join("; ")))]
}
