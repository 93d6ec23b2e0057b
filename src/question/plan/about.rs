//! Questions about a certification as a whole, about several, and about all.

use std::collections::BTreeSet;

use super::{Group, Kind, NotKnown, Plan, Planner, Role, UNCLEAR};
use crate::call::Call;
use crate::question::concepts::concepts;
use crate::question::model::features::words;
use crate::question::model::knows_word;

// So much that speaks for another field makes a word that we do not know weigh more.
const DOUBT: f32 = 0.25;

// How clear it must be that a certification is looked for, where no word says so.
const TOPIC: f32 = 0.6;

// `too easy`, in the languages that people ask in.
const TOO: &[&str] = &["too", "trop", "zu", "demasiado", "muy", "muito", "za", "zbyt"];
const EASY: &[&str] = &[
    "easy", "simple", "basic", "facile", "facil", "leicht", "einfach", "latwy", "latwe", "proste",
];

/// No answer holds more lists.
const LISTS_MAX: usize = 2;

// A list is asked for with words for a fact now and then; this much of them is the fact.
const FACT_BESIDE: f32 = 0.2;

impl Planner<'_> {
    /// All there is to say of what is named.
    pub(super) fn whole(&self) -> Plan {
        match self.values.as_slice() {
            [] => UNCLEAR,
            [only] => Plan::Calls(vec![Call::new("cert").with("certification", only)]),
            several => Plan::Calls(vec![beside(&several.iter().collect::<Vec<_>>())]),
        }
    }

    pub(super) fn about(&self) -> Plan {
        if self.values.is_empty() {
            return if self.is_ours() { self.list() } else { UNCLEAR };
        }
        self.whole()
    }

    pub(super) fn compare(&self) -> Plan {
        let open = self.open();
        match open.as_slice() {
            [] if self.values.is_empty() && !self.is_placed() => {
                // `which is better`
                Plan::WhichOne { call: Call::new("compare"), among: Vec::new() }
            }
            // `with pcep and pcap, which testing one`
            [] if self.is_placed() => self.recommend(),
            [] => self.next(),
            [_] if self.values.len() > 1 => self.whole(),
            [only] => self.beside_one(only),
            several => Plan::Calls(vec![beside(several)]),
        }
    }

    /// One beside what else is described; beside what it is to be compared with, where nothing says.
    fn beside_one(&self, only: &str) -> Plan {
        let call = Call::new("compare").with("first", only);
        let described = self.described();
        match described.iter().find(|it| it.as_str() != only) {
            Some(other) => Plan::Calls(vec![call.with("second", other.as_str())]),
            None if self.reading.elsewhere.is_empty() && !self.is_placed() => {
                Plan::WhichOne { call, among: Vec::new() }
            }
            None => self.whole(),
        }
    }

    /// Which ones cover a topic, or whether the named ones do.
    pub(super) fn topic(&self) -> Plan {
        let topics = self.reading.topics.join(" ");
        if topics.is_empty() {
            let has_place = self.level().is_some() || !self.tracks().is_empty();
            return match (self.values.is_empty(), has_place) {
                (false, _) => self.fact("syllabus"),
                (true, false) => Plan::NotKnown(NotKnown::Topic(self.unknown().join(" "))),
                (true, true) => self.list(),
            };
        }
        let unknown = self.unknown();
        // `did pcap; pcpp1 or pcad, which has more sql`: of those that are not held yet.
        let mut named = self.open();
        if named.is_empty() {
            named = self.values.iter().filter(|it| !self.is_ruled_out(it)).collect();
        }
        let wish = self.reading.share(Kind::Topic) + self.reading.share(Kind::Recommend);
        // Words of ours and no others, unless they ask for code.
        let is_plain = unknown.is_empty() && self.reading.share(Kind::Coding) < DOUBT;
        let is_asked = self.speaks_of_certifications() || wish > TOPIC || is_plain;
        if named.is_empty() && (self.is_of_another_field() || !is_asked) {
            return Plan::NotKnown(NotKnown::Topic(unknown.join(" ")));
        }
        let call = Call::new("find").with("topic", topics);
        let places = ["certification", "second"].iter().zip(named);
        Plan::Calls(vec![places.fold(call, |call, (option, value)| call.with(*option, value))])
    }

    /// A list, narrowed by what is said of level, track and status.
    pub(super) fn list(&self) -> Plan {
        if !self.open().is_empty() && self.reading.named.len() == self.values.len() {
            return self.whole();
        }
        let is_asked = self.is_placed() && self.unknown().is_empty() || self.is_only_ruled_out();
        let is_ours = self.is_ours() || self.is_only_ruled_out();
        if !is_ours || !is_asked && !self.speaks_of_certifications() {
            return UNCLEAR;
        }
        if let Some(fact) = self.fact_of_all() {
            return fact;
        }
        let mut call = Call::new("certs");
        // `from beginner up to professional` are all between.
        if let Some(level) = self.level().filter(|_| !self.spans_levels()) {
            call = call.with("level", level);
        }
        if let Some(status) = self.status_word() {
            call = call.with("status", status);
        }
        let of_track = |it: String| call.clone().with("track", it);
        let calls: Vec<Call> = self.tracks().into_iter().take(LISTS_MAX).map(of_track).collect();
        Plan::Calls(if calls.is_empty() { vec![call] } else { calls })
    }

    /// A fact that a question after a list asks of each: `is it 70 % for all of them`.
    fn fact_of_all(&self) -> Option<Plan> {
        let fact = |it: Kind| match it {
            Kind::Price => Some("price"),
            Kind::Duration => Some("duration"),
            Kind::PassMark => Some("pass-mark"),
            Kind::Languages => Some("languages"),
            Kind::Validity => Some("validity"),
            Kind::Retake => Some("retake"),
            Kind::Delivery => Some("delivery"),
            Kind::Items => Some("questions"),
            _ => None,
        };
        let (kind, share) = self.reading.best(|it| fact(it).is_some());
        let name = fact(kind).filter(|_| share > FACT_BESIDE && self.is_about_all())?;
        Some(self.fact(name))
    }

    /// What suits somebody, by level and track, else by topic.
    pub(super) fn recommend(&self) -> Plan {
        match self.open().len() {
            0 if self.held().is_none() || !self.tracks().is_empty() => {}
            // What suits somebody who has one is what follows it.
            0 => return self.next(),
            1 if self.is_too_easy() => return self.next(),
            1 => return self.fact("level"),
            _ => return self.whole(),
        }
        if !self.reading.excluded.is_empty()
            && let Some(first) = self.described().first()
        {
            // `no beginner any more, but no pro`: what is left between.
            let call = Call::new("fact").with("fact", "level");
            return Plan::Calls(vec![call.with("certification", first.as_str())]);
        }
        let (level, track) = (self.level(), self.tracks().into_iter().next());
        // `junior`, `basics` tell less of what somebody wants than what they want to show.
        let is_level = level.is_some() && self.has_level_name();
        if track.is_none() && !is_level && !self.reading.topics.is_empty() {
            return self.topic();
        }
        let level = level.or_else(|| self.standing());
        // A beginner may be anybody: `i teach kids who never coded, which one`.
        let is_told = level.is_some()
            && (self.reading.share(Kind::Recommend) > TOPIC || self.is_only_ruled_out());
        if track.is_none() && !is_told && self.is_of_another_field() {
            return Plan::NotKnown(NotKnown::Topic(self.unknown().join(" ")));
        }
        let is_placed = track.is_some() || self.level().is_some();
        let is_wish = self.reading.share(Kind::Recommend) > TOPIC || self.held().is_some();
        let is_clear = is_placed && is_wish;
        if !self.speaks_of_certifications() && !is_clear {
            return Plan::Calls(vec![Call::new("recommend")]);
        }
        let mut call = Call::new("recommend");
        if let Some(track) = track {
            call = call.with("track", track);
        }
        if let Some(level) = level {
            call = call.with("level", level);
        }
        Plan::Calls(vec![call])
    }

    /// Whether several levels are spoken of.
    fn spans_levels(&self) -> bool {
        let levels: BTreeSet<&Group> =
            self.groups().filter(|it| matches!(it, Group::Level(..))).collect();
        levels.len() > 1
    }

    /// Whether somebody finds one too easy, which asks for the one above.
    pub(super) fn is_too_easy(&self) -> bool {
        let spoken = words(&self.reading.masked);
        spoken.windows(2).any(|it| {
            matches!(it, [too, easy] if TOO.contains(&too.as_str()) && EASY.contains(&easy.as_str()))
        })
    }

    /// Whether a question without a name is about certifications that we know.
    pub(super) fn is_ours(&self) -> bool {
        self.is_placed() || self.unknown().is_empty()
    }

    /// Whether it speaks of an issuer, a subject, a level or a track that we know.
    pub(super) fn is_placed(&self) -> bool {
        self.reading.has_subject()
            || self.groups().any(|it| matches!(it, Group::Level(..) | Group::Track(..)))
    }

    fn is_ruled_out(&self, value: &str) -> bool {
        self.reading.named.iter().any(|it| it.role == Role::Excluded && it.id.as_str() == value)
    }

    /// Whether certifications are named, and none but to say that they are not wanted.
    pub(super) fn is_only_ruled_out(&self) -> bool {
        let named = &self.reading.named;
        !named.is_empty()
            && self.reading.unclear.is_empty()
            && named.iter().all(|it| it.role == Role::Excluded)
    }

    /// What is named and neither held nor ruled out.
    pub(super) fn open(&self) -> Vec<&String> {
        let is_open = |it: &&String| !self.is_held(it) && !self.is_ruled_out(it);
        self.values.iter().filter(is_open).collect()
    }

    /// Whether more words are unknown than are topics of ours.
    fn is_of_another_field(&self) -> bool {
        let doubt = self.reading.share(Kind::Elsewhere) + self.reading.share(Kind::Coding);
        let known = if doubt > DOUBT { 0 } else { self.reading.topics.len() };
        let unknown = self.unknown().len();
        unknown > known && !self.reading.has_subject()
    }

    /// Words that nobody uses to ask about certifications, as far as we have seen: they are of
    /// another field.
    pub(super) fn unknown(&self) -> Vec<String> {
        let it = self.reading;
        let placed = it.groups.iter().map(|it| it.words.as_str());
        let known: Vec<String> =
            placed.chain(it.topics.iter().map(String::as_str)).flat_map(words).collect();
        let is_word = |it: &String| {
            it.chars().count() > 2
                && it.chars().all(char::is_alphanumeric)
                && it.starts_with(char::is_alphabetic)
        };
        let mut unknown: Vec<String> =
            words(&it.masked).into_iter().filter(|it| is_word(it) && !known.contains(it)).collect();
        unknown.retain(|it| !knows_word(it) && !self.index.is_speech(it));
        unknown
    }

    /// The level of somebody who tells how much they know.
    fn standing(&self) -> Option<String> {
        if !self.reading.excluded.is_empty() {
            return None;
        }
        let place = if self.has_concept("beginner") {
            0
        } else if self.has_concept("middle") {
            1
        } else if self.has_concept("senior") {
            2
        } else {
            return None;
        };
        let levels = self.knowledge.issuers().find(|it| !it.levels.is_empty())?;
        levels.levels.get(place).map(|it| it.id.clone())
    }

    /// The status that a list is narrowed to.
    fn status_word(&self) -> Option<&'static str> {
        let statuses = [("planned", "planned"), ("withdrawn", "retired"), ("open", "bookable")];
        let spoken = words(&self.reading.masked);
        let is_said = |concept: &str| concepts().are_spelled(concept, &spoken);
        statuses.into_iter().find(|(concept, _)| is_said(concept)).map(|(_, status)| status)
    }
}

/// Two or three side by side.
pub(super) fn beside(values: &[&String]) -> Call {
    let places = ["first", "second", "third"].iter().zip(values);
    places.fold(Call::new("compare"), |call, (option, value)| call.with(*option, *value))
}
