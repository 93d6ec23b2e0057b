//! Where somebody starts from: what they say they have, or what is kept of them as held.

use super::{NOTHING, held, starting_point};
use crate::answer::Block;
use crate::commands::{Refusal, Request, path};
use crate::graph;
use crate::knowledge::Certification;

/// Where somebody starts from.
pub(in crate::commands) struct Start<'a> {
    /// What they have.
    pub(in crate::commands) held: Vec<&'a Certification>,
    /// How we know.
    pub(in crate::commands) origin: Origin,
}

/// How we know where somebody starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Origin {
    /// It was given, or nothing is known.
    Call,
    /// It was given that they start from nothing.
    Nothing,
    /// It is kept of them.
    Kept,
}

impl<'a> Start<'a> {
    /// What was given for these options, the first of which may say that it is nothing; else what
    /// is kept as held.
    pub(in crate::commands) fn read(
        request: &Request<'a>,
        options: &[&'static str],
    ) -> Result<Self, Refusal> {
        if options.iter().all(|it| request.call.argument(it).is_none()) {
            let held = held(request);
            let origin = if held.is_empty() { Origin::Call } else { Origin::Kept };
            return Ok(Self { held, origin });
        }
        let mut start = Self { held: Vec::new(), origin: Origin::Call };
        for option in options {
            let given = request.call.argument(option);
            if given.is_some_and(|it| it.eq_ignore_ascii_case(NOTHING)) {
                start.origin = Origin::Nothing;
            } else {
                start.held.extend(request.optional_certification(option)?);
            }
        }
        Ok(start)
    }

    /// Whether it is kept of them, and so is nobody else's business.
    pub(in crate::commands) fn is_kept(&self) -> bool {
        self.origin == Origin::Kept
    }

    /// What an answer begins with: nothing, where the call says where it starts.
    pub(in crate::commands) fn said(&self) -> Option<Block> {
        self.is_kept().then(|| starting_point(&self.held))
    }

    /// What a call has to say to start from here.
    pub(in crate::commands) fn given(&self) -> Option<&'a str> {
        match self.origin {
            Origin::Call => self.held.first().map(|it| it.id.as_str()),
            Origin::Nothing => Some(NOTHING),
            Origin::Kept => None,
        }
    }

    /// Where it stands to the goal, unless it leads there: of what is kept all together.
    pub(in crate::commands) fn standing(
        &self,
        request: &Request<'_>,
        goal: &Certification,
    ) -> Option<String> {
        if !self.is_kept() {
            return path::standing(request, self.held.first()?, goal);
        }
        let label = goal.label();
        if self.held.iter().any(|it| it.id == goal.id) {
            return Some(format!("You hold {label}: there is nothing left to take."));
        }
        let ids = self.held.iter().map(|it| it.id.clone()).collect();
        if graph::settled(request.knowledge, &ids, request.today).contains(&goal.id) {
            return Some(format!(
                "There is nothing left to take: nobody gets what you hold without {label}."
            ));
        }
        let leads_there = !self.before(request, goal).is_empty();
        (!leads_there).then(|| format!("Nothing of it is on the way to {label}."))
    }

    /// What of it may come before the goal.
    pub(in crate::commands) fn before(
        &self,
        request: &Request<'_>,
        goal: &Certification,
    ) -> Vec<&'a Certification> {
        let before = graph::before(request.knowledge, goal, request.today);
        let is_before = |it: &&&Certification| before.iter().any(|b| b.certification.id == it.id);
        self.held.iter().filter(is_before).copied().collect()
    }
}
