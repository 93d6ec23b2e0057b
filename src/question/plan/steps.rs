//! Questions about what comes before, after and on the way.

use super::{Plan, Planner, Role};
use crate::call::Call;
use crate::graph;
use crate::knowledge::{Certification, CertificationId};

impl Planner<'_> {
    /// What follows what the person has.
    pub(super) fn next(&self) -> Plan {
        if self.values.len() > 1 && self.held().is_none() {
            // `put pcap next to pcep`.
            return self.whole();
        }
        let held = self.held().map(|it| it.id.to_string());
        let Some(from) = held.or_else(|| self.values.first().cloned()) else {
            return Plan::WhichOne { call: Call::new("next-after"), among: self.placed() };
        };
        let mut calls = vec![Call::new("next-after").with("certification", &from)];
        // `passed pced, pcad now or pcep first`: what the one wanted asks for decides.
        let wanted = self.reading.named.iter().find(|it| {
            it.role != Role::Held && it.role != Role::Excluded && it.id.as_str() != from
        });
        if let Some(wanted) = wanted
            && self.held().is_some()
        {
            calls.push(Call::new("prereqs").with("certification", wanted.id.as_str()));
        }
        Plan::Calls(calls)
    }

    /// What must come before the last of those that are named.
    pub(super) fn prerequisites(&self) -> Plan {
        if self.values.is_empty() {
            return self.fact("prerequisites");
        }
        let Some((goal, others)) = self.goal() else {
            return Plan::Calls(
                self.values
                    .iter()
                    .take(2)
                    .map(|it| Call::new("prereqs").with("certification", it))
                    .collect(),
            );
        };
        let call = Call::new("prereqs").with("certification", goal.id.as_str());
        Plan::Calls(vec![match others.first() {
            Some(other) => call.with("without", other.id.as_str()),
            None => call,
        }])
    }

    /// The way to the last of those that are named; without a name, the order of a track.
    pub(super) fn path(&self) -> Plan {
        let Some((goal, others)) = self.goal() else {
            if let Some(value) = self.values.first() {
                return Plan::Calls(vec![Call::new("path").with("to", value)]);
            }
            return self.ladder();
        };
        let call = Call::new("path").with("to", goal.id.as_str());
        let is_held = |it: &&&Certification| {
            let named = self.reading.named.iter().find(|named| named.id == it.id);
            named.is_some_and(|it| it.role != Role::Excluded)
        };
        let mut call = call;
        for (option, it) in ["from", "also"].iter().zip(others.iter().filter(is_held)) {
            call = call.with(*option, it.id.as_str());
        }
        Plan::Calls(vec![call])
    }

    /// All steps of the track that is spoken of, else of the first one of the issuer.
    fn ladder(&self) -> Plan {
        let first = || {
            let tracks = self.knowledge.issuers().find_map(|it| it.tracks.first());
            tracks.map(|it| it.id.clone())
        };
        match self.tracks().into_iter().next().or_else(|| first().filter(|_| self.is_ours())) {
            Some(track) => Plan::Calls(vec![Call::new("certs").with("track", track)]),
            None => Plan::WhichOne { call: Call::new("path"), among: Vec::new() },
        }
    }

    /// The one of those named that the others come before, and the others, latest first; the one
    /// that is wanted, where none comes before another.
    fn goal(&self) -> Option<(&Certification, Vec<&Certification>)> {
        let named: Vec<&Certification> =
            self.reading.named.iter().filter_map(|it| self.knowledge.get(&it.id)).collect();
        let comes_before = |one: &CertificationId, other: &Certification| {
            let before = graph::before(self.knowledge, other, self.today);
            before.iter().any(|it| it.certification.id == *one)
        };
        let rank =
            |it: &&Certification| named.iter().filter(|one| comes_before(&one.id, it)).count();
        let most = named.iter().map(rank).max()?;
        let role = |it: &Certification| {
            self.reading.named.iter().find(|named| named.id == it.id).map(|it| it.role)
        };
        let goal = if most > 0 {
            named.iter().copied().find(|it| rank(it) == most)?
        } else {
            let wanted = named.iter().copied().find(|it| role(it) == Some(Role::Wanted));
            let free = named.iter().copied().find(|it| role(it) == Some(Role::Meant));
            wanted.or(free).or(named.last().copied())?
        };
        let mut others: Vec<&Certification> =
            named.iter().copied().filter(|it| it.id != goal.id).collect();
        others.sort_by_key(|it| std::cmp::Reverse(rank(it)));
        Some((goal, others))
    }
}
