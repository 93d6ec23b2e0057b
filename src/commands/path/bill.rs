//! What a path comes to: prices and exam time, with what the sums leave out.

use std::collections::BTreeMap;

use crate::answer::Block;
use crate::graph::Step;
use crate::knowledge::{Certification, CheckedOn, Kind, Minutes, Money};
use crate::wording::{self, Cost, Effort};

/// What some steps come to.
#[derive(Default)]
pub(super) struct Bill<'a> {
    /// Hundredths by currency.
    sums: BTreeMap<String, u64>,
    /// Whether the price may come to more.
    is_least: bool,
    /// When the oldest price was seen.
    seen_on: Option<CheckedOn>,
    minutes: u32,
    /// Whether the exams may take longer.
    is_length_least: bool,
    without_price: Vec<&'a str>,
    without_length: Vec<&'a str>,
    /// What has several prices that do not say for which of its exams.
    unclear: Vec<&'a str>,
}

/// Whether there are prices, but none that says what all its exams cost together.
pub(super) fn is_unclear(certification: &Certification, effort: &Effort) -> bool {
    let is_long = effort.exams + effort.sat_before.len() > 1;
    effort.cost.is_none() && effort.exams > 0 && is_long && certification.prices.is_some()
}

pub(super) fn amount(cost: &Cost) -> String {
    format!("{}{}", if cost.is_least { "from " } else { "" }, cost.amount)
}

pub(super) fn length(effort: &Effort) -> Option<String> {
    let from = if effort.is_length_least { "from " } else { "" };
    effort.length.map(|it| format!("{from}{it}"))
}

pub(super) fn bill<'a>(steps: &[Step<'a>], efforts: &[Effort]) -> Bill<'a> {
    let mut bill = Bill::default();
    for (step, effort) in steps.iter().zip(efforts) {
        bill.add(step.certification, effort);
    }
    bill
}

impl<'a> Bill<'a> {
    fn add(&mut self, certification: &'a Certification, effort: &Effort) {
        // Neither a title nor what was sat for another takes a further exam.
        let is_done = certification.kind == Kind::EarnedTitle
            || (effort.exams == 0 && !effort.sat_before.is_empty());
        match (&effort.cost, is_done) {
            (Some(cost), _) => {
                *self.sums.entry(cost.amount.currency.clone()).or_default() +=
                    cost.amount.hundredths;
                self.is_least |= cost.is_least;
                let seen_on = self.seen_on.map_or(cost.seen_on, |it| it.min(cost.seen_on));
                self.seen_on = Some(seen_on);
            }
            (None, true) => {}
            (None, false) if is_unclear(certification, effort) => {
                self.unclear.push(certification.label());
            }
            (None, false) => self.without_price.push(certification.label()),
        }
        self.is_length_least |= effort.is_length_least;
        match effort.length {
            Some(Minutes(minutes)) => self.minutes += minutes,
            None if is_done => {}
            None => self.without_length.push(certification.label()),
        }
    }
}

/// `at least USD 295`, or `not known`.
fn price_of(bill: &Bill<'_>) -> String {
    let amounts: Vec<String> = bill
        .sums
        .iter()
        .map(|(currency, hundredths)| {
            Money { hundredths: *hundredths, currency: currency.clone() }.to_string()
        })
        .collect();
    if amounts.is_empty() {
        return "not known".to_owned();
    }
    let is_part = !bill.without_price.is_empty() || !bill.unclear.is_empty();
    let least = if bill.is_least || is_part { "at least " } else { "" };
    format!("{least}{}", wording::joined(&amounts, "and"))
}

/// `65 min`, or `not known`.
fn length_of(bill: &Bill<'_>) -> String {
    let is_least = bill.is_length_least || !bill.without_length.is_empty();
    match (bill.minutes, is_least) {
        (0, _) => "not known".to_owned(),
        (minutes, false) => Minutes(minutes).to_string(),
        (minutes, true) => format!("at least {}", Minutes(minutes)),
    }
}

/// What all steps come to and, where it is less, what the required ones do.
pub(super) fn blocks(all: &Bill<'_>, required: Option<&Bill<'_>>) -> Vec<Block> {
    let both = |of: fn(&Bill<'_>) -> String| match required {
        Some(required) => {
            format!("required alone: {}; with every step above: {}", of(required), of(all))
        }
        None => of(all),
    };
    let mut blocks = Vec::new();
    if let Some(seen_on) = all.seen_on {
        let mut words = format!("{} (prices of {seen_on})", both(price_of));
        if !all.without_price.is_empty() {
            let labels = wording::joined(&all.without_price, "and");
            words = format!("{words}; no price known for {labels}");
        }
        if !all.unclear.is_empty() {
            let labels = wording::joined(&all.unclear, "and");
            words = format!("{words}; not counted: {labels}, several exams, see the card");
        }
        blocks.push(Block::fact("Price", wording::capitalised(&words)));
    } else if !all.without_price.is_empty() {
        blocks.push(Block::fact("Price", "Not known"));
    }
    if all.minutes > 0 {
        let mut words = format!("{}, without preparation or formalities", both(length_of));
        if !all.without_length.is_empty() {
            let labels = wording::joined(&all.without_length, "and");
            words = format!("{words}; not known for {labels}");
        }
        blocks.push(Block::fact("Exam time", wording::capitalised(&words)));
    }
    blocks
}
