//! `/find`: certifications that cover a topic.

use super::{Command, CommandOption, OptionKind, Refusal, Request};
use crate::answer::{Action, Answer, Block, Line};
use crate::knowledge::State;
use crate::matching::topics::{self, TopicMatch};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "find",
    summary: "Find certifications by a topic, a tool or a job",
    options: &[CommandOption {
        name: "topic",
        summary: "What it should cover: pytest, sockets, data cleaning",
        kind: OptionKind::Topic,
        is_required: true,
    }],
    examples: &["find pytest", "find design patterns", "find pandas"],
    run,
};

/// A person reads five; what covers a topic less than the first five is noise.
const MOST: usize = 5;
const MOST_PHRASES: usize = 3;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let query = request.argument("topic")?;
    let found = topics::covering(request.knowledge, query);
    if found.is_empty() {
        return Err(Refusal::NoTopic { query: query.to_owned() });
    }
    let shown = found.get(..MOST).unwrap_or(&found);
    let items = shown.iter().map(|it| line(request, it)).collect();
    let (one, several) = if found.iter().any(|it| it.is_covered) {
        ("covers", "cover")
    } else {
        ("is for people in", "are for people in")
    };
    let text = match found.len() {
        1 => Line::text(format!("One certification {one} ")).quoted(query).then("."),
        more => Line::text(format!("{more} certifications {several} ")).quoted(query).then(
            if more > MOST { format!(". The first {MOST}:") } else { ", best first.".to_owned() },
        ),
    };
    let actions = shown
        .iter()
        .map(|it| Action::call(it.certification.label(), super::cert::call(it.certification)))
        .collect();
    let provenances = shown.iter().map(|it| &it.certification.provenance);
    Ok(Answer {
        title: "Certifications on that topic".to_owned(),
        url: None,
        body: vec![Block::Text(text), Block::List { heading: String::new(), items }],
        actions,
        footer: wording::footer(provenances),
    })
}

fn line(request: &Request<'_>, found: &TopicMatch<'_>) -> Line {
    let phrases: Vec<&str> = found.phrases.iter().take(MOST_PHRASES).copied().collect();
    let state = match found.certification.status.value.on(request.today) {
        State::Active => String::new(),
        other => format!(" ({})", wording::state(other)),
    };
    wording::name_line(request.knowledge, found.certification)
        .then(format!("{state}: {}", phrases.join("; ")))
}
