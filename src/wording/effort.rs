//! What a certification takes: exams to sit, their time and their price.

use std::collections::BTreeSet;

use crate::graph;
use crate::knowledge::{
    Certification, CheckedOn, Covers, Date, Exam, ExamRole, Kind, Minutes, Money, Need, Price,
    Prices, Sourced, Strength, VersionState,
};

/// Codes of exams that need not be sat again.
pub type Sat = BTreeSet<String>;

/// What is left to do for one certification.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Number of exams to sit.
    pub exams: usize,
    /// Codes of exams that it takes and that have been sat for another.
    pub sat_before: Vec<String>,
    /// Time in exams. `None`: not known for each of them.
    pub length: Option<Minutes>,
    /// Whether another choice of exams takes longer.
    pub is_length_least: bool,
    /// Price of one attempt at each. `None`: not known, or not for each of them.
    pub cost: Option<Cost>,
}

/// A price, or several of them summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// How much.
    pub amount: Money,
    /// Whether it may come to more.
    pub is_least: bool,
    /// When the oldest of it was seen.
    pub seen_on: CheckedOn,
}

/// What `certification` takes of somebody who has passed what is `sat`, to which its exams are
/// added. Of a choice of exams, only as many as are asked for, the shortest and cheapest.
pub fn effort(certification: &Certification, sat: &mut Sat, today: Date) -> Effort {
    if certification.kind == Kind::EarnedTitle {
        return Effort::default();
    }
    let exams = || certification.exams.iter().map(|it| &it.value);
    let (choice, fixed): (Vec<&Exam>, Vec<&Exam>) =
        exams().partition(|it| it.role == ExamRole::Concentration);
    let asked = if choice.is_empty() { 0 } else { number_asked(certification, today) };
    let unpriced_choice = choice.iter().any(|it| named_price(certification, it).is_none());
    let unpriced = fixed.iter().filter(|it| named_price(certification, it).is_none()).count()
        + if unpriced_choice { asked } else { 0 };

    let is_sat = |it: &&Exam| it.versions.iter().any(|version| sat.contains(&version.code));
    let (done, to_sit): (Vec<&Exam>, Vec<&Exam>) = fixed.into_iter().partition(is_sat);
    let (done_of_choice, open): (Vec<&Exam>, Vec<&Exam>) = choice.into_iter().partition(is_sat);
    let asked = asked.saturating_sub(done_of_choice.len());

    let price = |it: &&Exam| {
        let alone = || whole_price(certification).filter(|_| unpriced == 1);
        named_price(certification, it).or_else(alone)
    };
    let mut parts: Vec<Option<Cost>> =
        to_sit.iter().map(|it| price(it).and_then(|it| cost(certification, it))).collect();
    parts.extend(cheapest(certification, open.iter().map(price).collect(), asked));
    if certification.exams.is_empty() {
        parts.push(whole_price(certification).and_then(|it| cost(certification, it)));
    }
    let is_length_least = asked > 0 && open.windows(2).any(|it| it[0].length != it[1].length);
    let lengths = to_sit.iter().map(|it| it.length).chain(shortest(&open, asked));
    let length = lengths.collect::<Option<Vec<Minutes>>>().filter(|it| !it.is_empty());
    let effort = Effort {
        exams: to_sit.len() + asked.min(open.len()),
        sat_before: done.into_iter().chain(done_of_choice).filter_map(code).collect(),
        length: length.map(|it| Minutes(it.iter().map(|it| it.0).sum())),
        is_length_least,
        cost: parts.into_iter().collect::<Option<Vec<Cost>>>().and_then(sum),
    };
    sat.extend(to_sit.iter().flat_map(|it| &it.versions).map(|it| it.code.clone()));
    effort
}

/// How many exams of a choice are to be passed: what the rules count, else one.
fn number_asked(certification: &Certification, today: Date) -> usize {
    let required =
        graph::rules(certification, today).filter(|it| it.strength == Strength::Required);
    required.map(|it| exams_of_choice(&it.need)).sum::<usize>().max(1)
}

fn exams_of_choice(need: &Need) -> usize {
    let are_exams = |needs: &[Need]| needs.iter().all(|it| matches!(it, Need::Exam(_)));
    match need {
        Need::AllOf(needs) => needs.iter().map(exams_of_choice).sum(),
        Need::AnyOf(needs) if are_exams(needs) => 1,
        Need::NOf(count, needs) if are_exams(needs) => usize::try_from(*count).unwrap_or(1),
        _ => 0,
    }
}

fn shortest(open: &[&Exam], asked: usize) -> Vec<Option<Minutes>> {
    let mut lengths: Vec<Option<Minutes>> = open.iter().map(|it| it.length).collect();
    // What is not known comes first, so that no sum is made without it.
    lengths.sort();
    lengths.truncate(asked);
    lengths
}

/// The lowest prices of a choice; at least so much, where they differ.
fn cheapest(
    certification: &Certification,
    prices: Vec<Option<&Price>>,
    asked: usize,
) -> Vec<Option<Cost>> {
    let mut costs: Vec<Option<Cost>> =
        prices.into_iter().map(|it| it.and_then(|it| cost(certification, it))).collect();
    costs.sort_by_key(|it| it.as_ref().map(|it| it.amount.hundredths));
    let highest = costs.last().cloned().flatten().map(|it| it.amount);
    costs.truncate(asked);
    for it in costs.iter_mut().flatten() {
        it.is_least |= highest.as_ref() != Some(&it.amount);
    }
    costs
}

/// The code that an exam is booked under, the newest.
fn code(exam: &Exam) -> Option<String> {
    let current = exam.versions.iter().rfind(|it| it.state == VersionState::Current);
    current.or(exam.versions.last()).map(|it| it.code.clone())
}

fn attempts(certification: &Certification) -> impl Iterator<Item = &Price> {
    let prices = certification.prices.iter().flat_map(|it| &it.value.list);
    prices.filter(|it| it.covers == Covers::Exam)
}

/// The price of an attempt at this exam, where it is told by its code.
fn named_price<'a>(certification: &'a Certification, exam: &Exam) -> Option<&'a Price> {
    attempts(certification).find(|it| {
        it.exam.as_ref().is_some_and(|code| exam.versions.iter().any(|it| it.code == *code))
    })
}

/// The price of an attempt that names no exam: it is for the only exam without a price.
fn whole_price(certification: &Certification) -> Option<&Price> {
    attempts(certification).find(|it| it.exam.is_none())
}

fn cost(certification: &Certification, price: &Price) -> Option<Cost> {
    let Sourced { provenance, .. }: &Sourced<Prices> = certification.prices.as_ref()?;
    let seen_on = price.seen_on.unwrap_or(provenance.checked_on);
    Some(Cost { amount: price.amount.clone(), is_least: price.is_least, seen_on })
}

/// All of them in one; `None` without any, or where the currencies differ.
fn sum(costs: Vec<Cost>) -> Option<Cost> {
    let mut costs = costs.into_iter();
    let mut total = costs.next()?;
    for it in costs {
        if it.amount.currency != total.amount.currency {
            return None;
        }
        total.amount.hundredths += it.amount.hundredths;
        total.is_least |= it.is_least;
        total.seen_on = total.seen_on.min(it.seen_on);
    }
    Some(total)
}
