//! Questions about one fact.

use super::{Kind, NotKnown, Plan, Planner, UNCLEAR};
use crate::call::Call;
use crate::question::model::features::words;

/// The options of `/fact` that take a certification.
const PLACES: [&str; 3] = ["certification", "second", "third"];

// What names nothing of ours must be clear to be one about vouchers or the exam day.
const NOTES: f32 = 0.75;

// So much that asks for a list makes one of a question after what they are worth.
const LIST: f32 = 0.25;

impl Planner<'_> {
    /// One fact of what is named, else of all, else of the one that is asked back for.
    pub(super) fn fact(&self, name: &str) -> Plan {
        let call = Call::new("fact").with("fact", name);
        let is_ours = self.is_ours() || self.superlative(Kind::List).is_some();
        if self.values.is_empty() && self.is_about_all() && is_ours {
            let call = match self.level() {
                Some(level) => call.with("level", level),
                None => call,
            };
            return Plan::Calls(vec![match self.tracks().into_iter().next() {
                Some(track) => call.with("track", track),
                None => call,
            }]);
        }
        self.of_values(call)
    }

    /// A call about what is named, else about the one that is asked back for.
    pub(super) fn of_values(&self, call: Call) -> Plan {
        if self.values.is_empty() {
            return Plan::WhichOne { call, among: self.placed() };
        }
        // `done with pcet, now eyeing pcat, what does it cost`: of the one that is not held yet.
        let open = self.open();
        let asked = if open.is_empty() { self.values.iter().collect() } else { open };
        let values = PLACES.iter().zip(asked);
        Plan::Calls(vec![values.fold(call, |call, (option, value)| call.with(*option, value))])
    }

    /// What notes say of something that holds for a whole issuer, in the words of the question.
    pub(super) fn notes(&self, kind: Kind, name: &str) -> Plan {
        let is_ours = self.is_placed() || self.speaks_of_certifications();
        let is_other = !self.unknown().is_empty() || self.reading.share(kind) < NOTES;
        if self.values.is_empty() && !is_ours && is_other {
            // `a scout badge` is asked for with other words.
            return UNCLEAR;
        }
        let call = Call::new("fact").with("fact", name);
        let call = match self.values.first() {
            Some(value) => call.with("certification", value),
            None => call,
        };
        Plan::Calls(vec![call.with("about", self.reading.text.trim())])
    }

    pub(super) fn study(&self) -> Plan {
        let view = |it: &String| Call::new("cert").with("certification", it).with("view", "study");
        if self.values.is_empty() {
            let call = Call::new("cert").with("view", "study");
            return Plan::WhichOne { call, among: self.placed() };
        }
        Plan::Calls(self.values.iter().take(2).map(view).collect())
    }

    /// The syllabus; where topics are named, whether it has them.
    pub(super) fn syllabus(&self) -> Plan {
        if !self.reading.topics.is_empty() && !self.values.is_empty() {
            return self.topic();
        }
        self.fact("syllabus")
    }

    pub(super) fn worth(&self) -> Plan {
        if self.values.is_empty() {
            // `any python certs that are no waste, name the good ones`.
            let list = self.reading.share(Kind::List) + self.reading.share(Kind::Recommend);
            if self.reading.has_subject() && list > LIST {
                return self.list();
            }
            // `is it worth the money`, of what was spoken of before.
            let points = |it: &String| matches!(it.as_str(), "it" | "this" | "that");
            if !self.speaks_of_certifications() && words(&self.reading.masked).iter().any(points) {
                return self.fact("worth");
            }
            return Plan::NotKnown(NotKnown::Worth);
        }
        if self.open().is_empty() {
            // What somebody may do with what they have is asked of life, not of a certification.
            return Plan::NotKnown(NotKnown::Worth);
        }
        self.fact("worth")
    }

    /// Where one stands; without a name, which ones stand so.
    pub(super) fn status(&self) -> Plan {
        if self.values.is_empty() && !self.reading.topics.is_empty() {
            // `is the web dev one out yet`.
            return self.topic();
        }
        if self.values.is_empty() && (self.is_about_all() || self.reading.has_subject()) {
            return self.list();
        }
        self.fact("status")
    }
}
