//! Questions about what comes before, after and on the way.

use super::about::beside;
use super::{Named, Plan, Planner, Role};
use crate::call::Call;
use crate::graph;
use crate::knowledge::{Certification, CertificationId};
use crate::question::model::features::words;

impl Planner<'_> {
    /// What follows what the person has.
    pub(super) fn next(&self) -> Plan {
        if self.values.len() > 1 && self.held().is_none() {
            // `put pcap next to pcep`.
            return self.whole();
        }
        let open = self.open();
        if open.len() > 1 && self.has_concept("choice") {
            // `have pcep, torn between pced and pcet`.
            return Plan::Calls(vec![beside(&open)]);
        }
        if open.is_empty() && self.held().is_some_and(|it| self.turns_from(it)) {
            return self.recommend();
        }
        let held = self.held().map(|it| it.id.to_string());
        let Some(from) = held.or_else(|| self.values.first().cloned()) else {
            return Plan::WhichOne { call: Call::new("next-after"), among: self.placed() };
        };
        let mut call = Call::new("next-after").with("certification", &from);
        let unwanted = self.reading.named.iter().find(|it| it.role == Role::Excluded);
        if let Some(unwanted) = unwanted.filter(|it| it.id.as_str() != from) {
            call = call.with("without", unwanted.id.as_str());
        }
        let mut calls = vec![call];
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

    /// Whether what is named is what another one, that is not, may ask for: `would it need pcep`.
    fn needs_before(&self) -> bool {
        let spoken = words(&self.reading.masked);
        let is_asking = |it: &[String]| {
            let [it, need] = it else { return false };
            matches!(it.as_str(), "it" | "they" | "one")
                && matches!(need.as_str(), "need" | "needs" | "require" | "requires" | "demand")
        };
        spoken.windows(2).any(is_asking)
    }

    /// Whether somebody who holds this one speaks of another track: `did pcap, now into testing`.
    fn turns_from(&self, held: &Named) -> bool {
        let track = self.knowledge.get(&held.id).and_then(|it| it.track.clone());
        let tracks = self.tracks();
        !tracks.is_empty() && track.is_none_or(|it| !tracks.contains(&it))
    }

    /// What must come before the last of those that are named.
    pub(super) fn prerequisites(&self) -> Plan {
        if self.values.is_empty() {
            return self.fact("prerequisites");
        }
        if let [before] = self.values.as_slice()
            && self.needs_before()
        {
            let call = Call::new("prereqs").with("without", before);
            return Plan::WhichOne { call, among: Vec::new() };
        }
        if let ([skipped], [goal]) = (self.values.as_slice(), self.described().as_slice())
            && self.is_only_ruled_out()
            && goal.as_str() != skipped
        {
            // `can i skip pcep and go for the associate one`.
            let call = Call::new("prereqs").with("certification", goal.as_str());
            return Plan::Calls(vec![call.with("without", skipped)]);
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
            // `knows only basics, which exams in which order`: a beginner's level is no goal.
            // Nor is the only one of a track that can be booked: its other steps are planned.
            let is_called = !self.reading.named.is_empty() || !self.reading.unclear.is_empty();
            let is_goal = is_called || self.level().is_some() && !self.is_first_level();
            let goal = self.values.first().filter(|_| is_goal);
            if let Some(value) = goal {
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

    /// All steps of the track that is spoken of, else of the first one of the issuer. Where a track
    /// begins after steps of another one, the way to the last of it that can be booked.
    fn ladder(&self) -> Plan {
        let steps = self.steps_of_tracks();
        let begins_later = |it: &CertificationId| {
            let first = self.knowledge.get(it);
            first.is_some_and(|it| !graph::before(self.knowledge, it, self.today).is_empty())
        };
        if let Some(last) = steps.last().filter(|_| steps.first().is_some_and(begins_later)) {
            let path = Call::new("path").with("to", last.as_str());
            let of_track = |it| Call::new("certs").with("track", it);
            // The steps that are planned stand in the list alone.
            let list = self.tracks().into_iter().next().map(of_track);
            return Plan::Calls(std::iter::once(path).chain(list).collect());
        }
        let first = || {
            let tracks = self.knowledge.issuers().find_map(|it| it.tracks.first());
            tracks.map(|it| it.id.clone())
        };
        match self.tracks().into_iter().next().or_else(|| first().filter(|_| self.is_ours())) {
            Some(track) => Plan::Calls(vec![Call::new("certs").with("track", track)]),
            None => Plan::WhichOne { call: Call::new("path"), among: Vec::new() },
        }
    }

    /// The certifications of the tracks that are spoken of, as far as they can be booked, in order.
    fn steps_of_tracks(&self) -> Vec<CertificationId> {
        let tracks = self.tracks();
        let is_of = |it: &&Certification| {
            it.track.as_ref().is_some_and(|it| tracks.contains(it)) && self.is_bookable(&it.id)
        };
        let mut steps: Vec<&Certification> = self.knowledge.iter().filter(is_of).collect();
        steps.sort_by_key(|it| (it.step, it.id.clone()));
        steps.into_iter().map(|it| it.id.clone()).collect()
    }

    /// Whether the level that is spoken of is an issuer's first one.
    fn is_first_level(&self) -> bool {
        let first = self.knowledge.issuers().find_map(|it| it.levels.first());
        first.is_some_and(|first| self.level().is_some_and(|it| it == first.id))
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
