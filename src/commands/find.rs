//! `/find`: certifications that cover a topic.

use super::refusal::quoted_list;
use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, State};
use crate::matching::topics::{Covering, TopicMatch};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "find",
    surface: Surface::Slash,
    summary: "Find certifications by a topic, a tool or a job",
    options: &[
        CommandOption {
            name: "topic",
            summary: "What it should cover: pytest, sockets, data cleaning",
            kind: OptionKind::Topic,
            is_required: true,
        },
        CommandOption {
            name: "certification",
            summary: "Whether this one covers it",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "second",
            summary: "And whether this one does",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &[
        "find pytest",
        "find design patterns",
        "find pandas",
        "find topic:numpy certification:pced second:pcat",
    ],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// A person reads five; what covers a topic less than the first five is noise.
const MOST: usize = 5;
const MOST_PHRASES: usize = 3;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let query = request.argument("topic")?;
    let covering = request.index.topics().covering(request.knowledge, query);
    let found = &covering.matches;
    let asked_about: Vec<&Certification> = ["certification", "second"]
        .into_iter()
        .filter_map(|option| request.optional_certification(option).transpose())
        .collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Err(Refusal::NoTopic { query: query.to_owned() });
    }
    if !asked_about.is_empty() {
        return Ok(answer_about(request, query, &covering, &asked_about));
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
        body: vec![
            Block::Text(sentence(query, &covering)),
            Block::List { heading: String::new(), items },
        ],
        actions,
        footer: wording::footer(provenances),
        ..Answer::default()
    })
}

/// Whether each of `asked_about`, at least one, covers it; and where none does, who does.
fn answer_about(
    request: &Request<'_>,
    query: &str,
    covering: &Covering<'_>,
    asked_about: &[&Certification],
) -> Answer {
    let mut distinct: Vec<&Certification> = Vec::new();
    for it in asked_about {
        if distinct.iter().all(|known| known.id != it.id) {
            distinct.push(it);
        }
    }
    let topics = request.index.topics();
    let covered: Vec<Covering<'_>> =
        distinct.iter().map(|it| topics.covering_by(request.knowledge, it, query)).collect();
    let mut lines =
        distinct.iter().zip(&covered).map(|(it, found)| verdict(request, it, query, found));
    let mut body = vec![match distinct.len() {
        1 => Block::Text(lines.next().unwrap_or_default()),
        _ => Block::List { heading: String::new(), items: lines.collect() },
    }];
    let others: Vec<&str> = covering
        .matches
        .iter()
        .filter(|it| it.is_covered && distinct.iter().all(|asked| asked.id != it.certification.id))
        .map(|it| it.certification.label())
        .take(MOST)
        .collect();
    let is_named = covered.iter().any(|it| !it.matches.is_empty());
    if !is_named && covering.is_together && !others.is_empty() {
        let verb = if others.len() == 1 { "names" } else { "name" };
        body.push(Block::text(format!("{} {verb} it.", wording::joined(&others, "and"))));
    }
    let all = Call::new(COMMAND.name).with("topic", query);
    let about = distinct.iter().map(|it| Action::call(it.label(), super::cert::call(it)));
    Answer {
        title: "Whether it is covered".to_owned(),
        body,
        actions: about.chain([Action::call("All on that topic", all)]).collect(),
        footer: wording::footer(distinct.iter().map(|it| &it.provenance)),
        ..Answer::default()
    }
}

/// What one certification names of what was looked for.
fn verdict(
    request: &Request<'_>,
    certification: &Certification,
    query: &str,
    covering: &Covering<'_>,
) -> Line {
    let name = Line::default().strong(certification.label()).then(state(request, certification));
    let Some(found) = covering.matches.first() else {
        return name.then(" does not name ").quoted(query).then(".");
    };
    let missing: Vec<String> = {
        let is_found = |it: &&String| covering.found.contains(it);
        covering.wanted.iter().filter(|it| !is_found(it)).cloned().collect()
    };
    let named = if missing.is_empty() { query.to_owned() } else { covering.found.join(" ") };
    let whom = if found.is_covered { "" } else { " among those whom it is for" };
    let line = name.then(" names ").quoted(named).then(format!("{whom}: {}", phrases(found)));
    if missing.is_empty() {
        return line.then(".");
    }
    quoted_list(line.then(". Not "), &missing, "or").then(".")
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
    let state = state(request, found.certification);
    wording::name_line(request.knowledge, found.certification)
        .then(format!("{state}: {}", phrases(found)))
}

/// In brackets behind a name, where it is not just active.
fn state(request: &Request<'_>, certification: &Certification) -> String {
    match certification.status.value.on(request.today) {
        State::Active => String::new(),
        other => format!(" ({})", wording::state(other)),
    }
}

fn phrases(found: &TopicMatch<'_>) -> String {
    found.phrases.iter().take(MOST_PHRASES).copied().collect::<Vec<_>>().join("; ")
}
