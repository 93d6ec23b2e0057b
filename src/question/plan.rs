//! From what was read to calls: plain rules, in the order in which they are tried.

mod about;
mod facts;
mod picture;
mod steps;
mod subjects;

use super::concepts::concepts;
use super::model::features::words;
use super::reading::Reading;
use super::roles::is_excluded;
use super::{Clause, Kind, Named, Role};
use crate::call::Call;
use crate::knowledge::{CertificationId, Date, Knowledge};
use crate::matching::Index;
use crate::matching::groups::Group;

/// What to do about a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Make these calls, one or two, and say what they say.
    Calls(Vec<Call>),
    /// Ask which certification is meant, then make this call with it.
    WhichOne {
        /// What is asked of it.
        call: Call,
        /// Which may be meant, likeliest first; empty: any.
        among: Vec<CertificationId>,
    },
    /// Say that this is not what the bot is for.
    NotOurs(NotOurs),
    /// Say what is not known.
    NotKnown(NotKnown),
}

/// Why a question is not one that we answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOurs {
    /// It is about certifications or issuers that we do not know, by these names; maybe by none.
    Elsewhere(Vec<String>),
    /// It is about programming, or learning it, or work in it.
    Coding,
    /// It asks for dumps, answers or forgeries; which certifications it names.
    Cheating(Vec<CertificationId>),
    /// It asks nothing.
    Chat,
    /// It tells the bot what to be.
    Attack,
    /// A name of ours means something else there.
    Meaning(String),
}

/// What we would answer, but do not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKnown {
    /// Which certification covers these words.
    Topic(String),
    /// What certifications are worth to anybody.
    Worth,
    /// What is asked at all.
    Unclear,
}

const UNCLEAR: Plan = Plan::NotKnown(NotKnown::Unclear);

// How much may speak for what is none of ours before it is declined. Little, where nothing of ours
// is named; the more there is of ours, the more it takes.
const NOT_OURS: f32 = 0.33;
const NOT_OURS_DESPITE_WORD: f32 = 0.5;
const NOT_OURS_DESPITE_TRACK: f32 = 0.7;
const NOT_OURS_DESPITE_SUBJECT: f32 = 0.8;
const NOT_OURS_DESPITE_NAME: f32 = 0.6;
// What somebody claims of ours (`pcap is free now, confirm`) is answered with what is known, unless
// hardly anything else speaks out of it.
const ATTACK_DESPITE_NAME: f32 = 0.5;
const ATTACK_DESPITE_CLAIM: f32 = 0.97;
// Work and code, where somebody tells of a certificate besides.
const CODING_DESPITE_NAME: f32 = 0.8;
const CODING_DESPITE_HELD: f32 = 0.4;
// Cheating, and another sense of a name, which the words around it tell, take less.
const CHEATING: f32 = 0.4;
const MEANING: f32 = 0.3;
// With a word for dumps in it, this much of cheating is enough; where each such word is refused
// (`no dumps please`), the words around it tell hardly anything.
const CHEATING_WITH_WORD: f32 = 0.1;
const CHEATING_DESPITE_REFUSAL: f32 = 0.97;

// Below, the words tell too little to answer one thing of a certification rather than all.
const FACT: f32 = 0.22;
// With no name, and no word for a certification, the kind must be clear for a question back.
const ASK_BACK: f32 = 0.5;
// Less than this is no reason to speak of vouchers where a field or a level is named.
const VAGUE: f32 = 0.65;

/// How a question speaks of dumps, cheating and the like.
enum Dumps {
    Unsaid,
    Wanted,
    /// Only to say that they are not wanted.
    Refused,
}

/// Everything that a rule looks at.
pub(super) struct Planner<'a> {
    knowledge: &'a Knowledge,
    index: &'a Index,
    today: Date,
    reading: &'a Reading,
    /// The certifications that the question is about, by id; names that are unclear as written.
    values: Vec<String>,
}

pub(super) fn plan(knowledge: &Knowledge, index: &Index, today: Date, reading: &Reading) -> Plan {
    let mut planner = Planner { knowledge, index, today, reading, values: Vec::new() };
    planner.values = planner.values();
    planner.pictured(planner.plan())
}

impl Planner<'_> {
    fn plan(&self) -> Plan {
        if self.reading.clauses.is_empty() && self.values.is_empty() {
            return UNCLEAR;
        }
        if let Some(not_ours) = self.not_ours() {
            return Plan::NotOurs(not_ours);
        }
        let plans: Vec<Plan> = self.reading.clauses.iter().map(|it| self.clause(it)).collect();
        let mut calls: Vec<Call> = Vec::new();
        let mut others: Vec<Plan> = Vec::new();
        for plan in plans {
            match plan {
                Plan::Calls(of_clause) => {
                    calls.extend(
                        of_clause.into_iter().filter(|it| !calls.contains(it)).collect::<Vec<_>>(),
                    );
                }
                other => others.push(other),
            }
        }
        // Half an answer is none, where the other half cannot be given without a name.
        let is_unnamed =
            self.values.is_empty() && others.iter().any(|it| matches!(it, Plan::WhichOne { .. }));
        if calls.is_empty() || is_unnamed {
            others.sort_by_key(|it| !matches!(it, Plan::WhichOne { .. }));
            return others.into_iter().next().unwrap_or(UNCLEAR);
        }
        Plan::Calls(calls)
    }

    /// Why it is not ours, if it is not.
    fn not_ours(&self) -> Option<NotOurs> {
        let it = self.reading;
        let has_name = !self.values.is_empty();
        let (kind, share) = it.best(Kind::is_not_ours);
        let all: f32 =
            Kind::ALL.into_iter().filter(|it| it.is_not_ours()).map(|kind| it.share(kind)).sum();
        let dumps = self.dumps();
        let needed = match dumps {
            Dumps::Wanted => CHEATING_WITH_WORD,
            Dumps::Unsaid => CHEATING,
            Dumps::Refused => CHEATING_DESPITE_REFUSAL,
        };
        if it.share(Kind::Cheating) > needed {
            let named = it.named.iter().map(|it| it.id.clone()).collect();
            return Some(NotOurs::Cheating(named));
        }
        if has_name && it.is_about_elsewhere {
            return Some(NotOurs::Elsewhere(it.elsewhere.clone()));
        }
        if !has_name {
            if let Some(words) = it.homonyms.first() {
                return Some(NotOurs::Meaning(words.clone()));
            }
            let is_ours = self.is_about_issuer() || it.is_elsewhere_aside && it.has_subject();
            if !it.elsewhere.is_empty() && !is_ours {
                return Some(NotOurs::Elsewhere(it.elsewhere.clone()));
            }
        }
        let is_claim = has_name && (self.has_concept("release") || self.has_concept("money"));
        let has_track = self.groups().any(|it| matches!(it, Group::Track(..)));
        let has_word = self.has_concept("cert") || self.speaks_of("tracks");
        // Words of this field alone: nobody asks a stranger for a voucher of something else.
        let has_own_word = self.has_concept("institute") || self.speaks_of("voucher");
        let has_level = self.groups().any(|it| matches!(it, Group::Level(..)));
        // `cheapest of them all` is asked of what one lists.
        let is_most = self.superlative(Kind::List).is_some() && self.speaks_of_certifications();
        let is_known = has_track || has_level || !it.topics.is_empty();
        let needed = match (has_name, has_word && it.has_subject()) {
            (true, _) => NOT_OURS_DESPITE_NAME,
            (false, true) => NOT_OURS_DESPITE_SUBJECT,
            (false, false) if has_own_word => NOT_OURS_DESPITE_SUBJECT,
            (false, false) if has_word && is_known && self.unknown().is_empty() => {
                NOT_OURS_DESPITE_SUBJECT
            }
            (false, false) if has_track || is_most => NOT_OURS_DESPITE_TRACK,
            (false, false) if has_word => NOT_OURS_DESPITE_WORD,
            (false, false) => NOT_OURS,
        };
        match kind {
            _ if !has_name && all <= needed => None,
            Kind::Attack if share + it.share(Kind::Cheating) > ATTACK_DESPITE_CLAIM => {
                Some(NotOurs::Attack)
            }
            Kind::Attack if has_name && share > ATTACK_DESPITE_NAME && !is_claim => {
                Some(NotOurs::Attack)
            }
            Kind::Meaning if has_name && share > MEANING => {
                it.named.first().map(|it| NotOurs::Meaning(it.words.clone()))
            }
            Kind::Coding if share > CODING_DESPITE_NAME => Some(NotOurs::Coding),
            Kind::Coding if share > CODING_DESPITE_HELD && self.open().is_empty() && has_name => {
                Some(NotOurs::Coding)
            }
            _ if has_name => None,
            Kind::Cheating => Some(NotOurs::Cheating(Vec::new())),
            // A field that we know, and not a word for another.
            Kind::Elsewhere if has_track && has_word && self.unknown().is_empty() => None,
            Kind::Elsewhere if it.is_elsewhere_aside && has_own_word => None,
            // Whether certificates pay off is asked of all kinds of them, and nobody here knows.
            Kind::Elsewhere if it.share(Kind::Worth) > FACT => None,
            Kind::Elsewhere => Some(NotOurs::Elsewhere(Vec::new())),
            Kind::Chat => Some(NotOurs::Chat),
            Kind::Attack => Some(NotOurs::Attack),
            _ => Some(NotOurs::Coding),
        }
    }

    /// Whether one of its words is of the concept of this name, as it is written.
    fn speaks_of(&self, concept: &str) -> bool {
        concepts().are_spelled(concept, &words(&self.reading.masked))
    }

    fn dumps(&self) -> Dumps {
        let spoken = words(&self.reading.masked);
        let is_dump = |it: &String| concepts().are_spelled("dump", std::slice::from_ref(it));
        let places: Vec<usize> = spoken
            .iter()
            .enumerate()
            .filter(|(_, it)| is_dump(it))
            .map(|(place, _)| place)
            .collect();
        let is_refused = |it: &usize| is_excluded(spoken.get(..*it).unwrap_or_default());
        if places.is_empty() {
            return if self.has_concept("dump") { Dumps::Wanted } else { Dumps::Unsaid };
        }
        if places.iter().all(is_refused) { Dumps::Refused } else { Dumps::Wanted }
    }

    /// What to do about one clause.
    fn clause(&self, clause: &Clause) -> Plan {
        let (kind, share) = if clause.kind.is_not_ours() {
            self.reading.best(|it| !it.is_not_ours())
        } else {
            (clause.kind, clause.share)
        };
        if share < FACT && !self.values.is_empty() {
            let is_all_held = self.values.iter().all(|it| self.is_held(it));
            return if is_all_held { self.next() } else { self.whole() };
        }
        if self.values.is_empty()
            && share < ASK_BACK
            && !self.speaks_of_certifications()
            && !self.is_placed()
        {
            return UNCLEAR;
        }
        let kind = self.superlative(kind).unwrap_or(kind);
        if self.is_only_ruled_out() {
            // `not pcep, that is too easy`: what is wanted is another one.
            match kind {
                Kind::Level | Kind::Recommend => return self.recommend(),
                Kind::About | Kind::List | Kind::Compare | Kind::Next => return self.list(),
                _ => {}
            }
        }
        let is_vague = self.values.is_empty() && share < VAGUE && self.is_placed();
        if is_vague && matches!(kind, Kind::Verify | Kind::Discount | Kind::Booking | Kind::Policy)
        {
            return self.list();
        }
        match kind {
            Kind::About => self.about(),
            Kind::Next if self.is_title() && self.held().is_none() => self.path(),
            Kind::Next => self.next(),
            Kind::Prerequisites => self.prerequisites(),
            Kind::Path => self.path(),
            Kind::Compare => self.compare(),
            Kind::Topic => self.topic(),
            Kind::List => self.list(),
            Kind::Recommend => self.recommend(),
            Kind::Help if self.speaks_of("person") => Plan::NotOurs(NotOurs::Chat),
            Kind::Help if !self.reading.topics.is_empty() => self.topic(),
            Kind::Help => Plan::Calls(vec![Call::new("help")]),
            Kind::Study => self.study(),
            Kind::Policy => self.notes(kind, "exam-day"),
            Kind::Discount => self.notes(kind, "discount"),
            Kind::Booking if self.is_title() => self.path(),
            Kind::Booking if self.is_closed() => self.fact("status"),
            // What is asked about changes of mind is not what booking is.
            Kind::Booking if self.has_concept("alter") => self.notes(kind, "exam-day"),
            Kind::Booking => self.notes(kind, "booking"),
            Kind::Verify => self.notes(kind, "badge"),
            Kind::Worth => self.worth(),
            Kind::Price => self.fact("price"),
            Kind::Duration => self.fact("duration"),
            Kind::Items => self.fact("questions"),
            Kind::PassMark => self.fact("pass-mark"),
            Kind::Validity => self.fact("validity"),
            Kind::Retake => self.fact("retake"),
            Kind::Languages => self.fact("languages"),
            Kind::Delivery if self.values.is_empty() => self.notes(kind, "delivery"),
            Kind::Delivery => self.fact("delivery"),
            Kind::Syllabus => self.syllabus(),
            // `numpy at beginner level, which one`.
            Kind::Level if self.values.is_empty() && !self.reading.topics.is_empty() => {
                self.topic()
            }
            Kind::Level if self.is_too_easy() && self.open().len() == 1 => self.next(),
            Kind::Level => self.fact("level"),
            Kind::Status => self.status(),
            Kind::Elsewhere
            | Kind::Coding
            | Kind::Cheating
            | Kind::Chat
            | Kind::Attack
            | Kind::Meaning => UNCLEAR,
        }
    }

    /// The fact that the most of something is asked of: `cheapest` of a list is a price.
    fn superlative(&self, kind: Kind) -> Option<Kind> {
        if !matches!(kind, Kind::List | Kind::Compare | Kind::Recommend | Kind::About | Kind::Topic)
        {
            return None;
        }
        let spoken = words(&self.reading.masked);
        let is_count = |it: &[String]| {
            matches!(it, [most, of] if matches!(most.as_str(), "most" | "fewest")
                && concepts().are_spelled("count", std::slice::from_ref(of)))
        };
        if spoken.windows(2).any(is_count) {
            return Some(Kind::Items);
        }
        spoken.iter().find_map(|it| match it.as_str() {
            "cheapest" | "priciest" | "dearest" => Some(Kind::Price),
            "shortest" | "longest" | "quickest" => Some(Kind::Duration),
            "easiest" | "hardest" | "toughest" => Some(Kind::Level),
            _ => None,
        })
    }
}
