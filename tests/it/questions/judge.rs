//! Whether an answer is right, by rules that look at nothing but what somebody reads.

use std::fmt;

use certguide::service::Outcome;
use regex::{Regex, RegexBuilder};
use serde_json::Value;

/// A question and what is to come of it.
pub(super) struct Row {
    pub(super) text: String,
    behaviour: Behaviour,
    /// Certifications that the answer has to name.
    all: Vec<String>,
    /// Of these, one at least.
    any: Vec<String>,
    /// None of these may head it.
    none: Vec<String>,
    /// What has to be in it.
    fact: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behaviour {
    Answer,
    AnswerOrAskBack,
    AnswerOrNotKnown,
    AskBack,
    Decline,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    /// Confidently about something else.
    Wrong,
    /// About the right thing, without what was asked of it.
    NoFact,
    AskedBack,
    Refused,
}

/// What somebody reads in a message.
pub(super) struct Shown {
    head: String,
    pub(super) all: String,
}

impl Row {
    pub(super) fn read(value: &Value) -> Self {
        let texts = |key: &str| {
            let all = value[key].as_array().into_iter().flatten();
            all.map(|it| it.as_str().unwrap().to_owned()).collect()
        };
        let behaviour = match value["behaviour"].as_str().unwrap() {
            "answer" => Behaviour::Answer,
            "answer_or_clarify" => Behaviour::AnswerOrAskBack,
            "answer_or_not_known" => Behaviour::AnswerOrNotKnown,
            "clarify" => Behaviour::AskBack,
            "decline" => Behaviour::Decline,
            other => panic!("{other}"),
        };
        Self {
            text: value["text"].as_str().unwrap().to_owned(),
            behaviour,
            all: texts("expected_all"),
            any: texts("expected_any"),
            none: texts("expected_none"),
            fact: value["expected_fact"].as_str().map(str::to_owned),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, behaviour, all, any, fact, .. } = self;
        write!(f, "{text} | {behaviour:?} {all:?} {any:?} {}", fact.as_deref().unwrap_or(""))
    }
}

/// Compares what came with what was to come.
pub(super) fn judge(row: &Row, outcome: Outcome, shown: &Shown) -> Verdict {
    let is_named = |id: &String| names(&shown.all, id);
    let has_names =
        row.all.iter().all(is_named) && (row.any.is_empty() || row.any.iter().any(is_named));
    let heads = |id: &String| names(&shown.head, id);
    let is_barred = row.none.iter().any(heads) && !row.all.iter().chain(&row.any).any(heads);
    let has_fact = row.fact.as_deref().and_then(pattern).is_none_or(|it| it.is_match(&shown.all));
    let is_fit = has_names && !is_barred;
    match (row.behaviour, outcome) {
        (_, Outcome::Failed) => panic!("{row}"),
        (Behaviour::Decline, Outcome::Declined | Outcome::NotKnown)
        | (Behaviour::AskBack | Behaviour::AnswerOrAskBack, Outcome::AskedBack)
        | (Behaviour::AnswerOrNotKnown, Outcome::NotKnown) => Verdict::Right,
        (_, Outcome::AskedBack) => Verdict::AskedBack,
        (_, Outcome::Declined | Outcome::NotKnown) => Verdict::Refused,
        (Behaviour::Decline | Behaviour::AskBack, Outcome::Answered) => Verdict::Wrong,
        (_, Outcome::Answered) if !is_fit => Verdict::Wrong,
        (_, Outcome::Answered) if has_fact => Verdict::Right,
        (_, Outcome::Answered) => Verdict::NoFact,
    }
}

/// What stands in a message, and what heads it.
pub(super) fn shown(message: &Value) -> Shown {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let content = text(&message["content"]);
    let mut head = content.clone();
    let mut parts = vec![content.clone()];
    for (number, embed) in items(&message["embeds"]).enumerate() {
        let title = text(&embed["title"]);
        if number == 0 && !title.is_empty() {
            head = format!("{content} {title}");
        } else if head.is_empty() {
            head.clone_from(&title);
        }
        parts.extend([title, text(&embed["description"]), text(&embed["url"])]);
        parts.extend([text(&embed["footer"]["text"]), text(&embed["author"]["name"])]);
        for field in items(&embed["fields"]) {
            parts.extend([text(&field["name"]), text(&field["value"])]);
        }
    }
    for component in items(&message["components"]) {
        walk(component, &mut parts);
    }
    parts.retain(|it| !it.is_empty());
    Shown { head, all: parts.join("\n") }
}

fn walk(component: &Value, parts: &mut Vec<String>) {
    let labels = ["label", "content", "url", "placeholder"].map(|it| &component[it]);
    let options = items(&component["options"]).map(|it| &it["label"]);
    let texts = labels.into_iter().chain(options).filter_map(Value::as_str);
    parts.extend(texts.map(str::to_owned));
    for part in items(&component["components"]) {
        walk(part, parts);
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Whether a text names a certification by its short name, as a word of its own.
pub(super) fn names(text: &str, id: &str) -> bool {
    let name = match id {
        "pcpp1" => "pcpp[ -]?1".to_owned(),
        "pcpp2" => "pcpp[ -]?2".to_owned(),
        other => regex::escape(other),
    };
    whatever_case(&format!("(?:^|[^a-z0-9]){name}(?:$|[^a-z0-9])")).is_match(text)
}

/// How somebody finds what they asked for in the words of an answer.
fn pattern(fact: &str) -> Option<Regex> {
    let pattern = match fact {
        "cost" => r"(usd|\$|€|eur)\s?\d|\d\s?(usd|\$|€)",
        "price" => r"(usd|\$)\s?\d|\d\s?usd",
        "duration" => r"\d+\s?(min|minute)",
        "passing_score" => r"\d+\s?(%|percent|per cent)",
        "validity" => r"lifetime|never expire|do(es)? not expire|\d+ years?|valid",
        "retake" => r"\d+[ -]days?|retake",
        "languages" => "english",
        "format" => "item|question|single|multiple|drag",
        "prerequisites" => "prerequisite|required|recommended|nothing|none|no ",
        "study_resources" => "http",
        "syllabus" => "syllabus|topics|covers|section|%",
        "next" => "next|after",
        "delivery" => "testnow|pearson|online|onvue",
        "level" => "entry|associate|professional|expert",
        "badge" => "badge|credly|verif",
        "verification" => "verif",
        "status" => {
            "active|planned|announced|not (yet )?(bookable|released|available)|in development|\
             retired|unverified"
        }
        "discount" => "discount|voucher|half|%",
        "items" => r"\d+ (items|questions)",
        "exam_code" => r"-3\d-",
        "tracks" => "track|testing|data",
        "credit" => "credit",
        _ => return None,
    };
    Some(whatever_case(pattern))
}

fn whatever_case(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().unwrap()
}
