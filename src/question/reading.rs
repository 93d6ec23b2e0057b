//! What stands in a question: names, topics, words for levels and tracks, and how they are asked
//! about.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clauses::{Clause, clauses};
use super::concepts::{Concept, concepts};
use super::model::features::{ELSEWHERE, NAME, words};
use super::model::{Scores, knows_word, model};
use super::roles::{Roles, SENTENCE_ENDS, is_excluded, is_joint};
use super::{Kind, Named, QUESTION_CHARACTERS, Role};
use crate::knowledge::Knowledge;
use crate::matching::groups::{Group, GroupInText};
use crate::matching::topics::SpottedTopic;
use crate::matching::{Because, Decision, Index, Match, NameInText, NameSense};

/// What was read out of a question, before anything was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The question as far as it was read.
    pub text: String,
    /// It with stand-ins for names.
    pub masked: String,
    /// Certifications that it names, each once, in order of first mention.
    pub named: Vec<Named>,
    /// Names that several go by, as written, and names that are nearly those of several.
    pub unclear: Vec<String>,
    /// Names of ours that stand for something else, as written.
    pub homonyms: Vec<String>,
    /// Names of issuers and certifications that we do not know, as written.
    pub elsewhere: Vec<String>,
    /// Whether such a name is what the question is about, and ours are told besides.
    pub is_about_elsewhere: bool,
    /// Whether all such names are of what the person has, or does not want; also where there are
    /// none.
    pub is_elsewhere_aside: bool,
    /// Words for levels, tracks, issuers and their subjects.
    pub groups: Vec<GroupInText>,
    /// Those of them that the person does not want.
    pub excluded: Vec<Group>,
    /// Topics, as written.
    pub topics: Vec<String>,
    /// The concepts that its words belong to, slips of the finger put right.
    pub concepts: BTreeSet<Concept>,
    /// How likely it is of each kind, in the order of [`Kind::ALL`].
    pub shares: Scores,
    /// What it asks, a clause each; at least one, unless there are no words.
    pub clauses: Vec<Clause>,
}

// What tests something, where nothing else does.
const TESTING: &[&str] = &["one", "exam", "cert", "certification", "which", "that", "it"];

// `thanks!` is no sentence that asks.
const SENTENCE_WORDS_MIN: usize = 2;

/// How a certification was read out of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// By one of its names.
    Spelled,
    /// By a name with a letter wrong.
    Misspelt,
}

impl Reading {
    /// Reads the first [`QUESTION_CHARACTERS`] characters of `text`.
    pub fn new(knowledge: &Knowledge, index: &Index, text: &str) -> Self {
        // Stand-ins are ours alone.
        let is_ours = |it: &char| matches!(*it, NAME | ELSEWHERE);
        let text: String =
            text.chars().take(QUESTION_CHARACTERS).filter(|it| !is_ours(it)).collect();
        // Who shouts asks the same. Letters of one byte alone, so that places stay.
        let text = text.to_ascii_lowercase();
        let spotted = topics(index, &text);
        let names = names(index, &text, &spotted);
        let is_free = |place: &Range<usize>| !names.iter().any(|it| overlap(&it.place, place));
        let mut groups = index.groups().spotted(&text);
        // `matter` is no `master`: a word that people ask with is not misspelt.
        let is_word = |it: &GroupInText| words(&it.words).iter().all(|it| knows_word(it));
        groups.retain(|it| is_free(&it.place) && !(it.is_misspelt && is_word(it)));
        groups.retain(|it| !is_speech(&text, it));
        let (elsewhere, groups): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|it| it.groups.contains(&Group::Elsewhere));
        let is_foreign =
            |place: &Range<usize>| elsewhere.iter().any(|it| overlap(&it.place, place));
        let mut topics = spotted;
        // What places a certification is no topic beside that: `the data one`; `numpy basics` is.
        let is_placed = |place: &Range<usize>| {
            let places = |it: &Group| matches!(it, Group::Level(..) | Group::Track(..));
            let holds = |it: &GroupInText| covers(&it.place, place);
            groups.iter().any(|it| holds(it) && it.groups.iter().any(places))
        };
        topics.retain(|it| is_free(&it.place) && !is_foreign(&it.place) && !is_placed(&it.place));
        let masked = masked(&text, &names, &elsewhere);
        let shares = model().shares(&masked);
        let mut reading = Self {
            clauses: clauses(&masked, &shares),
            concepts: concepts().of(&words(&masked)).into_iter().flatten().collect(),
            masked,
            named: Vec::new(),
            unclear: Vec::new(),
            homonyms: Vec::new(),
            elsewhere: elsewhere.into_iter().map(|it| it.words).collect(),
            is_about_elsewhere: false,
            is_elsewhere_aside: false,
            excluded: excluded(&text, &groups),
            groups,
            topics: topics.into_iter().map(|it| it.words).collect(),
            shares,
            text,
        };
        reading.place(knowledge, names);
        reading
    }

    /// How likely it is of a kind, of all.
    pub fn share(&self, kind: Kind) -> f32 {
        share(&self.shares, kind)
    }

    /// The likeliest of the kinds that `admits` admits.
    pub fn best(&self, admits: impl Fn(Kind) -> bool) -> (Kind, f32) {
        best(&self.shares, admits)
    }

    /// Whether it speaks of the subject of an issuer that we know, or of such an issuer.
    pub fn has_subject(&self) -> bool {
        self.groups
            .iter()
            .flat_map(|it| &it.groups)
            .any(|it| matches!(it, Group::Subject(_) | Group::Issuer(_)))
    }

    fn place(&mut self, knowledge: &Knowledge, names: Vec<NameInText>) {
        let spoken = words(&self.masked);
        let is_alone = spoken.len() == 1;
        let roles = Roles::of(&self.masked);
        self.is_about_elsewhere = is_about_elsewhere(&self.masked, &roles);
        self.is_elsewhere_aside = roles.elsewhere.iter().copied().all(is_aside);
        let mut roles = roles.ours.into_iter();
        let certain: Vec<Match> = names
            .iter()
            .filter_map(|it| match &it.sense {
                NameSense::Certain(found) | NameSense::Misspelt(found) => Some(found.clone()),
                NameSense::Several(_) | NameSense::Homonym => None,
            })
            .collect();
        for name in names {
            let role = roles.next().unwrap_or(Role::Meant);
            let sense = settled(knowledge, &certain, name.sense);
            let (found, read) = match sense {
                NameSense::Certain(found) => (found, Read::Spelled),
                NameSense::Misspelt(found) if !is_alone => (found, Read::Misspelt),
                // A misspelt code and nothing else tells too little to answer.
                NameSense::Several(_) | NameSense::Misspelt(_) => {
                    self.unclear.push(name.words);
                    continue;
                }
                NameSense::Homonym => {
                    self.homonyms.push(name.words);
                    continue;
                }
            };
            let is_new = self.named.iter().all(|it| it.id != found.id);
            if is_new && knowledge.get(&found.id).is_some() {
                self.named.push(Named { id: found.id, words: name.words, read, role });
            }
        }
    }
}

/// The topics in a question. `which one tests design patterns` is about design patterns, and not
/// about the design of tests.
fn topics(index: &Index, text: &str) -> Vec<SpottedTopic> {
    let spotted = |text: &str| index.topics().spotted(text);
    let is_verb = |it: &SpottedTopic| {
        let before = words(text.get(..it.place.start).unwrap_or_default());
        it.words.starts_with("tests ")
            && before.last().is_some_and(|it| TESTING.contains(&it.as_str()))
    };
    let Some(verb) = spotted(text).into_iter().find(is_verb) else { return spotted(text) };
    // As many bytes as before, so that places stay.
    let mut plain = text.to_owned();
    let end = verb.place.start + "tests".len();
    plain.replace_range(verb.place.start..end, "-----");
    spotted(&plain)
}

/// The names in a question; the whole of it, where it is nothing but a name. What a topic has right
/// is no name with a letter wrong: `pep 8`.
fn names(index: &Index, text: &str, topics: &[SpottedTopic]) -> Vec<NameInText> {
    let mut names = index.names(text);
    names.retain(|name| {
        let is_topic = |it: &SpottedTopic| !it.is_misspelt && covers(&it.place, &name.place);
        !matches!(name.sense, NameSense::Misspelt(_)) || !topics.iter().any(is_topic)
    });
    if names.is_empty()
        && let Decision::Sure(found) = index.decide(text)
    {
        let words = text.trim().to_owned();
        names.push(NameInText { place: 0..text.len(), words, sense: NameSense::Certain(found) });
    }
    names
}

/// The number of an exam that several have is that of the one which stands in a track with another
/// name, or is named besides: `is 31-03 tougher than 30-02`.
fn settled(knowledge: &Knowledge, certain: &[Match], sense: NameSense) -> NameSense {
    let NameSense::Several(several) = &sense else { return sense };
    let track = |it: &Match| knowledge.get(&it.id).map(|it| (&it.issuer, &it.track));
    let is_kin = |it: &&Match| {
        let is_named = certain.iter().any(|named| named.id == it.id);
        let is_number = it.because == Because::ExamNumber;
        is_named || is_number && certain.iter().any(|named| track(named) == track(it))
    };
    let kin: Vec<&Match> = several.iter().filter(is_kin).collect();
    match kin.as_slice() {
        [only] => NameSense::Certain((*only).clone()),
        _ => sense,
    }
}

/// The levels and tracks that words before them rule out: `but not the entry one`.
fn excluded(text: &str, groups: &[GroupInText]) -> Vec<Group> {
    let before = |it: &GroupInText| {
        let before = text.get(..it.place.start).unwrap_or_default();
        words(before.rsplit([',', '.', ';', '!', '?']).next().unwrap_or_default())
    };
    let mut ruled_out: Vec<&GroupInText> = Vec::new();
    for it in groups {
        // `no data or testing` rules out both.
        let goes_on = ruled_out.last().is_some_and(|last| {
            let between = text.get(last.place.end..it.place.start).unwrap_or_default();
            is_joint(&words(between))
        });
        if goes_on || is_excluded(&before(it)) {
            ruled_out.push(it);
        }
    }
    ruled_out.into_iter().flat_map(|it| it.groups.clone()).collect()
}

fn is_aside(role: Role) -> bool {
    matches!(role, Role::Held | Role::Excluded)
}

/// Whether what is asked about is a name that we do not know, and ours are what the person has or
/// does not want: `passed pcap, how much is ccna`. What the last sentence asks counts for all.
fn is_about_elsewhere(masked: &str, roles: &Roles) -> bool {
    if roles.elsewhere.iter().copied().all(is_aside) {
        return false;
    }
    let sentences = masked.split(SENTENCE_ENDS).map(words);
    let sentences: Vec<_> = sentences.filter(|it| it.len() >= SENTENCE_WORDS_MIN).collect();
    let last_of = |words: &[String], mark| words.iter().rposition(|it| it.starts_with(mark));
    // What is told first is a story: `java people mock me, but i passed pcap, what next`.
    let is_last = |it: &Vec<String>| last_of(it, ELSEWHERE) > last_of(it, NAME);
    if roles.ours.iter().copied().all(is_aside) {
        return sentences.iter().any(is_last);
    }
    sentences.last().is_some_and(|it| is_last(it) && last_of(it, NAME).is_none())
}

/// The text with a stand-in for each name.
fn masked(text: &str, names: &[NameInText], elsewhere: &[GroupInText]) -> String {
    let names = names.iter().map(|it| (it.place.clone(), NAME));
    let elsewhere = elsewhere.iter().map(|it| (it.place.clone(), ELSEWHERE));
    let mut marks: Vec<(Range<usize>, char)> = names.chain(elsewhere).collect();
    marks.sort_by_key(|it| it.0.start);
    let mut masked = String::new();
    let mut end = 0;
    for (place, mark) in marks {
        masked.push_str(text.get(end..place.start).unwrap_or_default());
        masked.extend([' ', mark, ' ']);
        end = place.end.max(end);
    }
    masked.push_str(text.get(end..).unwrap_or_default());
    masked
}

/// Whether a word for a level or a track is one of plain speech there: `prof`, a teacher; `ai` in
/// French and Portuguese, by the word before or behind (`j'ai`, `lista ai`), whose speakers write
/// `ia` for the field.
fn is_speech(text: &str, it: &GroupInText) -> bool {
    const BEFORE: &[&str] = &["j", "lista", "manda", "fala", "diz", "tem", "olha", "e", "gente"];
    const BEHIND: &[&str] = &["todas", "as", "os", "uma", "pra", "que", "deja", "pas", "le", "la"];
    let before = words(text.get(..it.place.start).unwrap_or_default());
    let behind = words(text.get(it.place.end..).unwrap_or_default());
    let is_of =
        |word: Option<&String>, list: &[&str]| word.is_some_and(|it| list.contains(&it.as_str()));
    // Nobody asks for a `prof` level; many tell of a teacher.
    it.words == "prof"
        || it.words == "ai" && (is_of(before.last(), BEFORE) || is_of(behind.first(), BEHIND))
}

fn covers(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.start && other.end <= one.end
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// How likely a kind is.
pub(super) fn share(shares: &Scores, kind: Kind) -> f32 {
    let place = Kind::ALL.iter().position(|it| *it == kind);
    place.and_then(|it| shares.get(it)).copied().unwrap_or_default()
}

/// The likeliest of some kinds.
pub(super) fn best(shares: &Scores, admits: impl Fn(Kind) -> bool) -> (Kind, f32) {
    let admitted = Kind::ALL.into_iter().zip(shares).filter(|(kind, _)| admits(*kind));
    let best = admitted.max_by(|one, other| one.1.total_cmp(other.1));
    best.map_or((Kind::About, 0.0), |(kind, share)| (kind, *share))
}
