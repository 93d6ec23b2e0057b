//! What rules ask for that a path does not show as a step.

use std::collections::BTreeSet;

use super::{TOGETHER, is_together, phrase};
use crate::graph;
use crate::knowledge::{
    Certification, CertificationId, Date, HeldState, Knowledge, Need, Strength,
};
use crate::wording::{joined, state};

/// What a path leads through.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What was passed before the path begins.
    pub had: BTreeSet<CertificationId>,
    /// The steps.
    pub steps: BTreeSet<CertificationId>,
}

/// What the required rules ask for beside what is `taken`: `also needs …`, `or instead …`. Not its
/// own exams.
pub fn beside(
    knowledge: &Knowledge,
    certification: &Certification,
    taken: &Taken,
    today: Date,
) -> Vec<String> {
    let mut beside = Beside {
        knowledge,
        certification,
        taken,
        today,
        needed: Vec::new(),
        alternatives: Vec::new(),
        conditions: Vec::new(),
    };
    for rule in graph::rules(certification, today).filter(|it| it.strength == Strength::Required) {
        beside.add(&rule.need);
        if is_together(&rule.need) {
            beside.conditions.push(TOGETHER.to_owned());
        }
    }
    let mut words = beside.conditions;
    words.extend(beside.alternatives);
    if !beside.needed.is_empty() {
        words.push(format!("also needs {}", joined(&beside.needed, "and")));
    }
    words
}

/// What a path does not show, in the making.
struct Beside<'a> {
    knowledge: &'a Knowledge,
    certification: &'a Certification,
    taken: &'a Taken,
    today: Date,
    needed: Vec<String>,
    alternatives: Vec<String>,
    conditions: Vec<String>,
}

impl Beside<'_> {
    fn add(&mut self, tree: &Need) {
        if self.is_shown(tree) {
            return;
        }
        match tree {
            Need::AllOf(needs) => needs.iter().for_each(|it| self.add(it)),
            Need::AnyOf(needs) => self.add_choice(tree, needs, 1),
            Need::NOf(count, needs) => {
                self.add_choice(tree, needs, usize::try_from(*count).unwrap_or(usize::MAX));
            }
            Need::Certification(id, HeldState::Active) if self.taken.had.contains(id) => {
                let label = self.knowledge.get(id).map_or(id.as_str(), Certification::label);
                self.conditions.push(format!("{label} must still be valid"));
            }
            _ => self.needed.push(phrase(self.knowledge, tree, false)),
        }
    }

    fn add_choice(&mut self, tree: &Need, needs: &[Need], count: usize) {
        let consists_of = |it: &&Need, is_in: &dyn Fn(&CertificationId) -> bool| {
            let named = it.certifications();
            !named.is_empty() && named.into_iter().all(is_in)
        };
        let is_had = |id: &CertificationId| self.taken.had.contains(id);
        let is_taken = |id: &CertificationId| is_had(id) || self.taken.steps.contains(id);
        let is_enough = needs.iter().filter(|it| consists_of(it, &is_had)).count() >= count;
        let (chosen, rest): (Vec<&Need>, Vec<&Need>) =
            needs.iter().partition(|it| consists_of(it, &is_taken));
        if chosen.is_empty() {
            return self.needed.push(phrase(self.knowledge, tree, true));
        }
        let conditions = self.conditions.len();
        for it in chosen {
            self.add(it);
        }
        if is_enough && self.conditions.len() == conditions {
            // Nothing is left to choose.
            return;
        }
        let rest: Vec<String> = rest.into_iter().map(|it| self.alternative(it)).collect();
        if !rest.is_empty() {
            self.alternatives.push(format!("or instead {}", joined(&rest, "or")));
        }
    }

    /// Whether the path says it already: a step, or an exam of the certification's own.
    fn is_shown(&self, tree: &Need) -> bool {
        match tree {
            Need::AllOf(needs) | Need::AnyOf(needs) | Need::NOf(_, needs) => {
                needs.iter().all(|it| self.is_shown(it))
            }
            Need::Certification(id, HeldState::Active) => self.taken.steps.contains(id),
            Need::Certification(id, _) => {
                self.taken.steps.contains(id) || self.taken.had.contains(id)
            }
            Need::Exam(code) => self.certification.exam_versions().any(|it| it.code == *code),
            Need::Experience { .. } | Need::Membership(_) => false,
        }
    }

    /// One that was not chosen, and whether it still can be.
    fn alternative(&self, tree: &Need) -> String {
        let words = phrase(self.knowledge, tree, true);
        let certification = match tree {
            Need::Certification(id, _) => self.knowledge.get(id),
            _ => None,
        };
        let state = certification.map(|it| it.status.value.on(self.today));
        match state.filter(|it| !it.is_bookable()) {
            Some(state) => format!("{words} ({})", self::state(state)),
            None => words,
        }
    }
}
