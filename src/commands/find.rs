//! `/find`: certifications that cover a topic.

use super::refusal::quoted_list;
use super::{Command, CommandOption, OptionKind, Refusal, Request, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::knowledge::State;
use crate::matching::topics::{Covering, TopicMatch};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "find",
    surface: Surface::Slash,
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
    let covering = request.index.topics().covering(request.knowledge, query);
    let found = &covering.matches;
    if found.is_empty() {
        return Err(Refusal::NoTopic { query: query.to_owned() });
    }
    let shown = found.get(..MOST).unwrap_or(found);
    let items = shown.iter().map(|it| line(request, it)).collect();
    let actions = shown
        .iter()
        .map(|it| Action::call(it.certification.label(), super::cert::call(it.certification)))
        .collect();
    let provenances = shown.iter().map(|it| &it.certification.provenance);
    Ok(Answer {
        title: "Certifications on that topic".to_owned(),
        url: None,
        body: vec![
            Block::Text(sentence(query, &covering)),
            Block::List { heading: String::new(), items },
        ],
        actions,
        footer: wording::footer(provenances),
    })
}

/// How many there are, and for which of the words that were looked for: what was not found is not
/// claimed.
fn sentence(query: &str, covering: &Covering<'_>) -> Line {
    let Covering { matches, wanted, found, is_together } = covering;
    let is_covered = matches.iter().any(|it| it.is_covered);
    let is_all = *is_together && found.len() == wanted.len();
    let start = match (is_all, is_covered) {
        (true, _) => Line::default(),
        (false, true) => Line::text("None that I know covers all of ").quoted(query).then(". "),
        (false, false) => Line::text("None that I know covers ").quoted(query).then(". "),
    };
    let count = matches.len();
    let (start, end) = match (count, is_covered) {
        (1, true) => (start.then("One certification covers "), ""),
        (_, true) => (start.then(format!("{count} certifications cover ")), ""),
        (1, false) => (start.then("One certification names "), " among those whom it is for"),
        (_, false) => {
            (start.then(format!("{count} certifications name ")), " among those whom they are for")
        }
    };
    let words = match (is_all, is_together) {
        (true, _) => start.quoted(query),
        (false, true) => start.quoted(found.join(" ")),
        (false, false) => quoted_list(start, found, "or"),
    };
    words.then(match count {
        1 => format!("{end}."),
        more if more > MOST => format!("{end}. The first {MOST}:"),
        _ => format!("{end}, best first."),
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
