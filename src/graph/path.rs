//! What is left to take on the way to a goal.

use std::collections::BTreeSet;

use super::{Before, Link, Way, before, chain, leaves, rules, strongest_first, way_of};
use crate::knowledge::{
    Certification, CertificationId, Date, Knowledge, Need, Requirement, Strength,
};

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// What is taken.
    pub certification: &'a Certification,
    /// How it is tied to the goal; `None` for the goal itself.
    pub link: Option<Link>,
}

/// What a person who holds `held` has left to take to reach `goal`, which comes last, in an order
/// that can be followed. Empty if `goal` is [`settled`].
///
/// What is only advised before something held is not advised again. Of a choice, what is held is
/// taken, else what is on the path anyway, else what is shown and can be booked, else what the issuer names
/// first.
pub fn path<'a>(
    knowledge: &'a Knowledge,
    held: &BTreeSet<CertificationId>,
    goal: &'a Certification,
    today: Date,
) -> Vec<Step<'a>> {
    let settled = settled(knowledge, held, today);
    if settled.contains(&goal.id) {
        return Vec::new();
    }
    let behind = behind(knowledge, held, today);
    let mut way = WayThere { knowledge, today, settled, behind, sure: BTreeSet::new() };
    way.sure = way.steps_before(goal, &only).iter().map(|it| &it.certification.id).collect();
    let steps = way.steps_before(goal, &|needs, count, had| way.taken(needs, count, had));
    steps
        .into_iter()
        .map(|it| Step { certification: it.certification, link: Some(it.link) })
        .chain([Step { certification: goal, link: None }])
        .collect()
}

/// What somebody who holds `held` has certainly passed: that, and whatever it cannot be had
/// without.
pub fn settled(
    knowledge: &Knowledge,
    held: &BTreeSet<CertificationId>,
    today: Date,
) -> BTreeSet<CertificationId> {
    let mut settled = BTreeSet::new();
    let mut open: Vec<&CertificationId> = held.iter().collect();
    while let Some(id) = open.pop() {
        let Some(certification) = knowledge.get(id).filter(|_| settled.insert(id.clone())) else {
            continue;
        };
        let required = rules(certification, today).filter(|it| it.strength == Strength::Required);
        let named = required.flat_map(|it| leaves(&it.need));
        open.extend(named.filter(|(_, way)| *way == Way::Only).map(|(id, _)| id));
    }
    settled
}

/// What somebody who holds `held` need not be told to take: what is [`settled`], and all that may
/// come before what is held.
pub fn behind(
    knowledge: &Knowledge,
    held: &BTreeSet<CertificationId>,
    today: Date,
) -> BTreeSet<CertificationId> {
    let mut behind = settled(knowledge, held, today);
    for it in held.iter().filter_map(|it| knowledge.get(it)) {
        behind.extend(before(knowledge, it, today).iter().map(|it| it.certification.id.clone()));
    }
    behind
}

/// What a choice among `needs`, of which so many are asked for, is narrowed to, given what is
/// behind somebody.
type Choose<'c, 'a> = dyn Fn(&'a [Need], usize, &BTreeSet<CertificationId>) -> Vec<&'a Need> + 'c;

/// Takes no side: only what is left whatever is chosen.
fn only<'a>(needs: &'a [Need], count: usize, _: &BTreeSet<CertificationId>) -> Vec<&'a Need> {
    if count >= needs.len() { needs.iter().collect() } else { Vec::new() }
}

struct WayThere<'a> {
    knowledge: &'a Knowledge,
    today: Date,
    settled: BTreeSet<CertificationId>,
    /// `settled`, and all that may come before what is held.
    behind: BTreeSet<CertificationId>,
    /// On the path whatever is chosen.
    sure: BTreeSet<&'a CertificationId>,
}

impl<'a> WayThere<'a> {
    fn steps_before(&self, goal: &'a Certification, choose: &Choose<'_, 'a>) -> Vec<Before<'a>> {
        chain(goal, &|it| {
            let rules = strongest_first(it, self.today);
            rules.into_iter().flat_map(|rule| self.edges(rule, choose)).collect()
        })
    }

    fn edges(&self, rule: &'a Requirement, choose: &Choose<'_, 'a>) -> Vec<Before<'a>> {
        let strength = rule.strength;
        let had = if strength == Strength::Required { &self.settled } else { &self.behind };
        let mut chosen = Vec::new();
        narrow(&rule.need, Way::Only, had, choose, &mut chosen);
        chosen
            .into_iter()
            .filter(|(id, _)| !had.contains(id))
            .filter_map(|(id, way)| {
                let certification = self.knowledge.get(id)?;
                Some(Before { certification, link: Link { strength, way } })
            })
            .collect()
    }

    /// The `count` of `needs` to go for.
    fn taken(
        &self,
        needs: &'a [Need],
        count: usize,
        had: &BTreeSet<CertificationId>,
    ) -> Vec<&'a Need> {
        let mut sorted: Vec<&Need> = needs.iter().collect();
        // Stable: ties keep the issuer's order.
        sorted.sort_by_cached_key(|it| {
            let is_had = is_met(it, &|id| had.contains(id), false);
            let is_sure = is_met(it, &|id| had.contains(id) || self.sure.contains(id), false);
            let is_open = is_met(it, &|id| had.contains(id) || self.is_bookable(id), true);
            (!is_had, !is_sure, !is_open)
        });
        sorted.truncate(count);
        sorted
    }

    fn is_bookable(&self, id: &CertificationId) -> bool {
        let certification = self.knowledge.shown(id);
        certification.is_some_and(|it| it.status.value.on(self.today).is_bookable())
    }
}

/// The certifications to take for `need`, each with the way around it.
fn narrow<'a>(
    need: &'a Need,
    so_far: Way,
    had: &BTreeSet<CertificationId>,
    choose: &Choose<'_, 'a>,
    chosen: &mut Vec<(&'a CertificationId, Way)>,
) {
    let (needs, count) = match need {
        Need::Certification(id, _) => return chosen.push((id, so_far)),
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => return,
        Need::AllOf(needs) => (needs, needs.len()),
        Need::AnyOf(needs) => (needs, 1),
        Need::NOf(count, needs) => (needs, usize::try_from(*count).unwrap_or(usize::MAX)),
    };
    let way = so_far.max(way_of(needs, count));
    for it in choose(needs, count, had) {
        narrow(it, way, had, choose, chosen);
    }
}

/// Whether the certifications that pass `is_met_by` are enough, where anything else counts as
/// `others`.
fn is_met(need: &Need, is_met_by: &dyn Fn(&CertificationId) -> bool, others: bool) -> bool {
    let met = |needs: &[Need]| needs.iter().filter(|it| is_met(it, is_met_by, others)).count();
    match need {
        Need::AllOf(needs) => met(needs) == needs.len(),
        Need::AnyOf(needs) => met(needs) > 0,
        Need::NOf(count, needs) => met(needs) >= usize::try_from(*count).unwrap_or(usize::MAX),
        Need::Certification(id, _) => is_met_by(id),
        Need::Exam(_) | Need::Experience { .. } | Need::Membership(_) => others,
    }
}
