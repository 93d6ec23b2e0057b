//! What a question is about: certifications by name, by level and track, all of them, or the title
//! that no exam gives.

use super::{Group, Named, Planner, Role};
use crate::graph;
use crate::knowledge::{CertificationId, Kind};
use crate::question::concepts::concepts;
use crate::question::model::features::words;

// As many as one answer puts side by side.
const DESCRIBED_MAX: usize = 3;

// What `which` asks of all of them to choose from.
const CHOSEN: &[&str] = &["one", "ones", "of", "cert", "certs", "exam", "exams", "certification"];

impl Planner<'_> {
    /// The certifications that the question is about: by name, else by level and track.
    pub(super) fn values(&self) -> Vec<String> {
        let it = self.reading;
        let named = it.named.iter().filter(|it| it.role != Role::Excluded);
        let mut values: Vec<String> = named.map(|it| it.id.to_string()).collect();
        values.extend(it.unclear.iter().cloned());
        if values.is_empty() && self.speaks_of_the_next() {
            values.extend(self.next_of_ruled_out());
        }
        if values.is_empty() && it.named.len() == 1 {
            // `can i do without pcep` is about it all the same.
            values.extend(it.named.iter().map(|it| it.id.to_string()));
        }
        // `databricks data engineer associate` is described, but not by us.
        let is_other = !self.unknown().is_empty() && !it.has_subject();
        let is_ours = it.elsewhere.is_empty() && it.topics.is_empty() && !is_other;
        let has_step = self.step().is_some() && !self.tracks().is_empty();
        let is_meant = self.speaks_of_certifications() || self.has_level_name() || has_step;
        if values.is_empty() && is_ours && is_meant {
            values.extend(self.described().iter().map(ToString::to_string));
        }
        values
    }

    /// Whether what is wanted is called by what it follows: `not pcep, the one after it`.
    fn speaks_of_the_next(&self) -> bool {
        let spoken = words(&self.reading.masked);
        let is_next = |it: &[String]| match it {
            [one, after, it] if one == "one" && after == "after" => {
                matches!(it.as_str(), "it" | "that")
            }
            [the, next, one] => the == "the" && next == "next" && one == "one",
            _ => false,
        };
        self.is_only_ruled_out() && spoken.windows(3).any(is_next)
    }

    /// What follows the only one that is named.
    fn next_of_ruled_out(&self) -> Vec<String> {
        let [only] = self.reading.named.as_slice() else { return Vec::new() };
        let Some(known) = self.knowledge.get(&only.id) else { return Vec::new() };
        let following = graph::following(self.knowledge, known, self.today);
        following.main.iter().map(|it| it.certification.id.to_string()).collect()
    }

    /// The certifications of a level and a track that are both named, or of a track but for a
    /// level; none where they are more than three. A level or a track alone is enough where only one
    /// certification has it.
    pub(super) fn described(&self) -> Vec<CertificationId> {
        let has_level = self.groups().any(|it| matches!(it, Group::Level(..)));
        let has_track = self.groups().any(|it| matches!(it, Group::Track(..)));
        let is_narrowed = !self.reading.excluded.is_empty();
        let mut found = self.placed();
        if is_narrowed {
            found.retain(|it| self.is_bookable(it));
        }
        if has_track && !has_level && !is_narrowed && self.tracks().len() == 1 {
            // `that security exam`: the one that can be booked, or all that are planned.
            let open: Vec<_> = found.iter().filter(|it| self.is_bookable(it)).cloned().collect();
            found = match open.len() {
                0 => found,
                1 => open,
                _ => return Vec::new(),
            };
        }
        let most = if has_track { DESCRIBED_MAX } else { 1 };
        if found.len() > most { Vec::new() } else { found }
    }

    /// The certifications of the levels and tracks that are named and not ruled out, in the order
    /// of their steps.
    pub(super) fn placed(&self) -> Vec<CertificationId> {
        let levels = self.groups().any(|it| matches!(it, Group::Level(..)));
        let tracks = self.groups().any(|it| matches!(it, Group::Track(..)));
        if !levels && !tracks && self.reading.excluded.is_empty() {
            return Vec::new();
        }
        let step = self.step();
        let mut found: Vec<_> = self
            .knowledge
            .iter()
            .filter(|it| {
                let of = |id: &Option<String>| id.clone().unwrap_or_default();
                let level = Group::Level(it.issuer.clone(), of(&it.level));
                let track = Group::Track(it.issuer.clone(), of(&it.track));
                let is_out = |it: &Group| self.reading.excluded.contains(it);
                (!levels || self.groups().any(|it| *it == level))
                    && (!tracks || self.groups().any(|it| *it == track))
                    && !is_out(&level)
                    && !is_out(&track)
                    && (!tracks || levels || step.is_none_or(|step| it.step == Some(step)))
            })
            .collect();
        found.sort_by_key(|it| (it.step, it.id.clone()));
        found.into_iter().map(|it| it.id.clone()).collect()
    }

    /// Which step of a track is spoken of: `the second one in testing`.
    fn step(&self) -> Option<u32> {
        let names = ["first", "second", "third", "fourth", "fifth"];
        let spoken = words(&self.reading.masked);
        let place = names.iter().position(|it| concepts().are_spelled(it, &spoken))?;
        u32::try_from(place + 1).ok()
    }

    /// Words for levels, tracks, issuers and subjects, but for those that are ruled out.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        let all = self.reading.groups.iter().flat_map(|it| &it.groups);
        all.filter(|it| !self.reading.excluded.contains(it))
    }

    pub(super) fn is_bookable(&self, id: &CertificationId) -> bool {
        self.knowledge.shown(id).is_some_and(|it| it.status.value.on(self.today).is_bookable())
    }

    /// Whether it is about a title that no exam of its own gives.
    pub(super) fn is_title(&self) -> bool {
        let first = self.values.first().and_then(|it| CertificationId::parse(it));
        let known = first.and_then(|it| self.knowledge.get(&it));
        known.is_some_and(|it| it.kind == Kind::EarnedTitle)
    }

    /// Whether all that is named cannot be booked.
    pub(super) fn is_closed(&self) -> bool {
        let ids = || self.values.iter().filter_map(|it| CertificationId::parse(it));
        ids().next().is_some() && ids().all(|it| !self.is_bookable(&it))
    }

    /// Whether a level is called by the word that its certifications carry, `associate`, rather
    /// than by one that people are called by, `junior`.
    pub(super) fn has_level_name(&self) -> bool {
        self.reading.groups.iter().any(|it| {
            let word = words(&it.words).join(" ");
            it.groups.iter().any(|group| matches!(group, Group::Level(_, id) if *id == word))
        })
    }

    /// Whether it says that it is about a certification or an exam, if only by `which one`.
    pub(super) fn speaks_of_certifications(&self) -> bool {
        let has_word = |it: &String| {
            matches!(
                it.as_str(),
                "one"
                    | "ones"
                    | "em"
                    | "them"
                    | "level"
                    | "track"
                    | "tracks"
                    | "cuales"
                    | "laquelle"
                    | "lequel"
            )
        };
        self.has_concept("cert")
            || self.is_about_issuer()
            || words(&self.reading.masked).iter().any(has_word)
    }

    /// The first level that is spoken of, by its id.
    pub(super) fn level(&self) -> Option<String> {
        self.groups().find_map(|it| match it {
            Group::Level(_, id) => Some(id.clone()),
            _ => None,
        })
    }

    /// The tracks that are spoken of, by id, each once.
    pub(super) fn tracks(&self) -> Vec<String> {
        let mut tracks: Vec<String> = Vec::new();
        for group in self.groups() {
            if let Group::Track(_, id) = group
                && !tracks.contains(id)
            {
                tracks.push(id.clone());
            }
        }
        tracks
    }

    /// Whether it speaks of all certifications at once: `all`, `every`, `which of them`, `exams`.
    pub(super) fn is_about_all(&self) -> bool {
        let spoken = words(&self.reading.masked);
        if points_at_one(&spoken) {
            return false;
        }
        // `which one lasts for life`
        let is_choice = spoken.windows(2).any(
            |it| matches!(it, [which, of] if which == "which" && CHOSEN.contains(&of.as_str())),
        );
        is_choice || concepts().are_spelled("every", &spoken)
    }

    pub(super) fn is_about_issuer(&self) -> bool {
        let groups = self.reading.groups.iter().flat_map(|it| &it.groups);
        groups.into_iter().any(|it| matches!(it, Group::Issuer(_)))
    }

    pub(super) fn has_concept(&self, name: &str) -> bool {
        self.reading.concepts.iter().any(|it| concepts().name(*it) == name)
    }

    /// Whether what a value names is what the person has.
    pub(super) fn is_held(&self, value: &str) -> bool {
        let mut named = self.reading.named.iter();
        named.any(|it| it.role == Role::Held && it.id.as_str() == value)
    }

    /// What the person has, the latest step of it.
    pub(super) fn held(&self) -> Option<&Named> {
        let mut held = self.reading.named.iter().filter(|it| it.role == Role::Held);
        let first = held.next()?;
        // Of several the one that the others lead to; a friend's is no step of it.
        let leads = |from: &CertificationId, to: &CertificationId| {
            let to = self.knowledge.get(to);
            let before = to.map(|it| graph::before(self.knowledge, it, self.today));
            before.is_some_and(|it| it.iter().any(|it| it.certification.id == *from))
        };
        Some(held.fold(first, |last, it| if leads(&last.id, &it.id) { it } else { last }))
    }
}

/// Whether words point at one that was spoken of before: `any requirements for that one`, `is it
/// all multiple choice`.
fn points_at_one(spoken: &[String]) -> bool {
    spoken.windows(2).any(|it| match it {
        [this, one] if matches!(this.as_str(), "this" | "that") => is_one(one),
        [it, all] => it == "it" && all == "all",
        _ => false,
    })
}

fn is_one(word: &str) -> bool {
    matches!(word, "one" | "cert" | "certification" | "exam" | "test")
}
