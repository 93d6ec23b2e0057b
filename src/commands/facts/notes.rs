//! Notes of a certification and of its issuer that say more of a fact.

use super::{Fact, Request};
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::{Refusal, cert, suggest};
use crate::knowledge::{Certification, Confidence, Issuer, Note, NoteTopic, Provenance, Sourced};
use crate::question::model::features::words;
use crate::wording;

/// Notes on a fact, as lines, and where they are from.
#[derive(Debug, Default)]
pub(in crate::commands) struct Notes<'a> {
    pub(in crate::commands) blocks: Vec<Block>,
    pub(in crate::commands) from: Vec<&'a Provenance>,
}

/// What the notes of a certification say of a fact, then those of its issuer, each once.
pub(in crate::commands) fn of_certification<'a>(
    request: &Request<'a>,
    fact: &Fact,
    it: &'a Certification,
) -> Notes<'a> {
    let own = it.notes.iter().filter(|it| fact.notes.contains(&it.value.about));
    let issuer = request.knowledge.issuer(&it.issuer);
    // The first note of an issuer on a topic is the general one.
    let general = |topic: &NoteTopic| issuer?.notes.iter().find(|it| it.value.about == *topic);
    gathered(own.chain(fact.notes.iter().filter_map(general)))
}

/// What the notes of an issuer say of a fact, topic by topic.
pub(in crate::commands) fn of_issuer<'a>(fact: &Fact, issuer: &'a Issuer) -> Notes<'a> {
    let about =
        |topic: &'static NoteTopic| issuer.notes.iter().filter(move |it| it.value.about == *topic);
    gathered(fact.notes.iter().flat_map(about))
}

fn gathered<'a>(notes: impl Iterator<Item = &'a Sourced<Note>>) -> Notes<'a> {
    let mut topics: Vec<(NoteTopic, Vec<Line>)> = Vec::new();
    let mut from = Vec::new();
    for note in notes {
        let topic = note.value.about;
        match topics.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, lines)) => lines.push(line(note)),
            None => topics.push((topic, vec![line(note)])),
        }
        from.push(&note.provenance);
    }
    let block =
        |(topic, lines)| Block::Fact { label: wording::note_topic(topic).to_owned(), lines };
    Notes { blocks: topics.into_iter().map(block).collect(), from }
}

/// A note, with how far to trust it where that is not far.
fn line(note: &Sourced<Note>) -> Line {
    let doubt = match note.provenance.confidence {
        Confidence::Low => " (unconfirmed)",
        Confidence::Medium | Confidence::High => "",
    };
    Line::text(format!("{}{doubt}", note.value.text))
}

/// No more notes answer one question.
const MOST: usize = 3;

/// Topics whose notes may answer a question after the rules of the exam day, whatever it is after.
const RULES: &[NoteTopic] = &[
    NoteTopic::ExamDay,
    NoteTopic::Results,
    NoteTopic::Delivery,
    NoteTopic::Booking,
    NoteTopic::Credit,
    NoteTopic::Course,
    NoteTopic::Voucher,
    NoteTopic::Other,
];

/// The notes that answer a question in a person's own words. Where none does, the answer to a
/// question after a rule is that it is not known; to any other it is what the fact holds in general.
pub(in crate::commands) fn asked<'a>(
    request: &Request<'a>,
    fact: &Fact,
    it: Option<&'a Certification>,
    about: &str,
) -> Result<Answer, Refusal> {
    let is_rule = fact.name == "exam-day";
    let topics = if is_rule { RULES } else { fact.notes };
    let mut found = found(request, it, topics, about);
    found.truncate(MOST);
    if found.is_empty() && is_rule {
        return Err(Refusal::NoNote { certification: it.map(|it| it.id.clone()) });
    }
    if found.is_empty() {
        let call = crate::call::Call::new("fact").with("fact", fact.name);
        let call = match it {
            Some(it) => call.with("certification", it.id.as_str()),
            None => call,
        };
        if it.is_none() {
            return Ok(crate::commands::fact::of_issuers(request, fact));
        }
        let request = Request { call: &call, ..*request };
        return crate::commands::fact::run(&request);
    }
    let notes = gathered(found.into_iter());
    let mut actions = Vec::new();
    if let Some(it) = it {
        actions.push(Action::call(format!("About {}", it.label()), cert::call(it)));
        actions.extend(cert::further(it));
        actions.extend(suggest::button(request, it, Some(fact)));
    } else {
        let call = crate::call::Call::new("fact").with("fact", fact.name);
        actions.push(Action::call(format!("{}: all I know", fact.label), call));
    }
    let title = match it {
        Some(it) => wording::title(it),
        None => fact.label.to_owned(),
    };
    let footer = wording::footer(notes.from.iter().copied());
    let premise = it.and_then(|it| super::premise(request, it));
    let premise = premise.map(|it| Block::Text(Line::default().strong(it)));
    let mut body: Vec<Block> = premise.into_iter().chain(notes.blocks).collect();
    if fact.is_of_issuer {
        body.extend(it.into_iter().flat_map(|it| (fact.details)(request, it)).map(Block::Text));
    }
    Ok(Answer { title, body, actions, footer, ..Answer::default() })
}

/// Notes some phrase of which is in the words, the longest phrase first; those of the certification
/// before those of its issuer.
fn found<'a>(
    request: &Request<'a>,
    it: Option<&'a Certification>,
    topics: &[NoteTopic],
    about: &str,
) -> Vec<&'a Sourced<Note>> {
    let typed = words(about);
    let issuers =
        request.knowledge.issuers().filter(|issuer| it.is_none_or(|it| it.issuer == issuer.id));
    // What a certification has a note on is asked for by the topic's own name too: `credit`.
    let of_own =
        |it: &'a Sourced<Note>| fit(&it.value, &typed).max(fit_of_topic(&it.value, &typed));
    let own = it.into_iter().flat_map(|it| &it.notes).map(|it| (of_own(it), it));
    let of_issuers = issuers.flat_map(|it| &it.notes).map(|it| (fit(&it.value, &typed), it));
    let all = own.chain(of_issuers);
    let mut found: Vec<(usize, &Sourced<Note>)> = all
        .filter(|(_, it)| topics.contains(&it.value.about))
        .filter(|(fit, _)| *fit > 0)
        .collect();
    found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    let best = found.first().map_or(0, |(fit, _)| *fit);
    // A note that is asked for by more words leaves those behind that one word hints at.
    found.retain(|(fit, _)| *fit == best);
    // What the question is after comes first, then what goes with it.
    found.sort_by_key(|(_, it)| topics.iter().position(|topic| *topic == it.value.about));
    found.into_iter().map(|(_, it)| it).collect()
}

/// Words of the longest phrase of a note that are all among those typed; none: 0.
fn fit(note: &Note, typed: &[String]) -> usize {
    let phrases = note.asked_as.iter().map(|it| words(it));
    let is_there =
        |phrase: &Vec<String>| phrase.iter().all(|it| typed.iter().any(|word| is_same(word, it)));
    phrases.filter(is_there).map(|it| it.len()).max().unwrap_or(0)
}

/// One, where the name of the topic of a note is among the words typed.
fn fit_of_topic(note: &Note, typed: &[String]) -> usize {
    let name = words(wording::note_topic(note.about));
    usize::from(name.iter().all(|it| typed.iter().any(|word| is_same(word, it))))
}

fn is_same(typed: &str, word: &str) -> bool {
    typed == word || typed.strip_suffix('s') == Some(word) || word.strip_suffix('s') == Some(typed)
}
