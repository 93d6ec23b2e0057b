//! Why a command did not do what was asked, and the words for it.

use super::binding::nearest_command;
use super::{COMMANDS, Command, Request};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::{Call, CallError};
use crate::knowledge::Knowledge;
use crate::matching::{Because, Match};
use crate::wording;

/// Why a command did not do what was asked: facts, worded by [`Refusal::answer`]. Never carries an
/// error of ours.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// There is no such command.
    UnknownCommand {
        /// As typed.
        given: String,
    },
    /// The line is not a call.
    NotACall(CallError),
    /// The command has no such option.
    UnknownOption {
        /// Which command.
        command: &'static Command,
        /// As typed.
        given: String,
    },
    /// An option that the command needs was not given.
    Missing {
        /// Name of the option.
        option: &'static str,
    },
    /// What was given for an option is none of what it takes.
    UnknownValue {
        /// Name of the option.
        option: &'static str,
        /// As typed.
        given: String,
        /// What it takes, in the order to show.
        known: Vec<String>,
    },
    /// Several certifications may be meant.
    Unsure {
        /// Name of the option.
        option: &'static str,
        /// As typed.
        query: String,
        /// Best first, one to five.
        candidates: Vec<Match>,
    },
    /// No certification that we know is meant.
    NoMatch {
        /// As typed.
        query: String,
        /// The nearest, best first, none to five.
        nearest: Vec<Match>,
    },
    /// No topic of any certification is meant.
    NoTopic {
        /// As typed.
        query: String,
    },
}

impl Refusal {
    /// Whether the reply asks something that the person can answer, rather than says that we do
    /// not know.
    pub fn asks_back(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::Unsure { .. } | Self::UnknownValue { .. })
    }

    /// The words for it. `call` is what was asked, as far as it could be bound.
    pub fn answer(&self, knowledge: &Knowledge, call: &Call) -> Answer {
        match self {
            Self::UnknownCommand { given } => unknown_command(given, call),
            Self::NotACall(error) => not_a_call(error),
            Self::UnknownOption { command, given } => unknown_option(command, given),
            Self::Missing { option } => missing(option, call),
            Self::UnknownValue { option, given, known } => {
                unknown_value(option, given, known, call)
            }
            Self::Unsure { option, query, candidates } => {
                unsure(knowledge, call, option, query, candidates)
            }
            Self::NoMatch { query, nearest } => no_match(knowledge, query, nearest),
            Self::NoTopic { query } => no_topic(query),
        }
    }
}

fn unknown_command(given: &str, call: &Call) -> Answer {
    let mut text = Line::text("There is no command ").quoted(format!("/{given}")).then(".");
    let mut actions = Vec::new();
    if let Some(near) = nearest_command(given) {
        text = text.then(" Did you mean ").strong(format!("/{}", near.name)).then("?");
        let meant = Call { command: near.name.to_owned(), ..call.clone() };
        actions.push(Action::call(format!("/{meant}"), meant));
    }
    actions.push(Action::call("What can I ask?", Call::new("help")));
    let body = vec![Block::Text(text)];
    Answer { title: "I do not know that command".to_owned(), body, actions, ..Answer::default() }
}

fn not_a_call(error: &CallError) -> Answer {
    let text = match error {
        CallError::Empty => "Type a command, such as /cert pcap.",
        CallError::OpenQuote => {
            "A quotation mark is opened and never closed. Close it, or leave it out."
        }
    };
    Answer {
        title: "I could not read that".to_owned(),
        body: vec![Block::text(text)],
        actions: vec![Action::call("What can I ask?", Call::new("help"))],
        ..Answer::default()
    }
}

fn unknown_option(command: &Command, given: &str) -> Answer {
    let known: Vec<&str> = command.options.iter().map(|it| it.name).collect();
    let text = Line::text(format!("/{} has no option ", command.name))
        .quoted(given)
        .then(format!(". It takes {}.", wording::joined(&known, "and")));
    Answer {
        title: "I could not read that".to_owned(),
        body: vec![Block::Text(text)],
        actions: vec![help_with(command.name)],
        ..Answer::default()
    }
}

fn missing(option: &str, call: &Call) -> Answer {
    let command = COMMANDS.iter().find(|it| it.name == call.command);
    let summary = command
        .and_then(|it| it.options.iter().find(|it| it.name == option))
        .map_or(option, |it| it.summary);
    let example = command.and_then(|it| it.examples.first());
    let hint = example.map_or(String::new(), |it| format!(" For example: /{it}"));
    Answer {
        title: format!("/{} needs one more thing", call.command),
        body: vec![Block::text(format!("{summary}.{hint}"))],
        actions: vec![help_with(&call.command)],
        ..Answer::default()
    }
}

/// More buttons than a row holds are more than a person reads.
const MOST_OFFERED: usize = 5;

fn unknown_value(option: &'static str, given: &str, known: &[String], call: &Call) -> Answer {
    let text = Line::text(format!("I know no {option} called "))
        .quoted(given)
        .then(format!(". I know {}.", wording::joined(known, "and")));
    let offered = known.iter().take(MOST_OFFERED);
    Answer {
        title: format!("Which {option} do you mean?"),
        body: vec![Block::Text(text)],
        actions: offered.map(|it| Action::call(it, replaced(call, option, it))).collect(),
        ..Answer::default()
    }
}

fn unsure(
    knowledge: &Knowledge,
    call: &Call,
    option: &'static str,
    query: &str,
    candidates: &[Match],
) -> Answer {
    let known = candidates.iter().filter_map(|it| knowledge.get(&it.id));
    let (items, actions): (Vec<Line>, Vec<Action>) = known
        .map(|it| {
            let meant = replaced(call, option, it.id.as_str());
            (wording::name_line(knowledge, it), Action::call(it.label(), meant))
        })
        .unzip();
    // A number that does not exist is no slip that could be guessed, and is said.
    let has_other_number = candidates.iter().all(|it| it.because == Because::OtherNumber);
    let text = match candidates {
        _ if has_other_number => {
            Line::text("I know no ").quoted(query).then(". The same letters with another number:")
        }
        [_] => Line::default().quoted(query).then(" is not quite a name I know. Is it this?"),
        _ => Line::default().quoted(query).then(" may be one of these."),
    };
    Answer {
        title: "Which one do you mean?".to_owned(),
        body: vec![Block::Text(text), Block::List { heading: String::new(), items }],
        actions,
        ..Answer::default()
    }
}

fn no_match(knowledge: &Knowledge, query: &str, nearest: &[Match]) -> Answer {
    let text = Line::text("No certification that I know is called ").quoted(query).then(".");
    let mut body = vec![Block::Text(text)];
    let mut actions = Vec::new();
    let known: Vec<_> = nearest.iter().filter_map(|it| knowledge.get(&it.id)).collect();
    if !known.is_empty() {
        let items = known.iter().map(|it| wording::name_line(knowledge, it)).collect();
        body.push(Block::List { heading: "The nearest that I know".to_owned(), items });
        let card = |id: &str| Call::new("cert").with("certification", id);
        actions.extend(known.iter().map(|it| Action::call(it.label(), card(it.id.as_str()))));
    }
    let issuers: Vec<&str> = knowledge.issuers().map(|it| it.short_name.as_str()).collect();
    if !issuers.is_empty() {
        let whose = wording::joined(&issuers, "and");
        body.push(Block::text(format!("I know the certifications of {whose}.")));
    }
    actions.push(Action::call("List them", Call::new("certs")));
    Answer { title: "I do not know that one".to_owned(), body, actions, ..Answer::default() }
}

fn no_topic(query: &str) -> Answer {
    let text = Line::text("No certification that I know names ")
        .quoted(query)
        .then(" among its topics. Another word may find it: pytest, sockets, pandas.");
    Answer {
        title: "I found nothing on that".to_owned(),
        body: vec![Block::Text(text)],
        actions: vec![Action::call("List all certifications", Call::new("certs"))],
        ..Answer::default()
    }
}

fn help_with(command: &str) -> Action {
    Action::call(format!("How /{command} works"), Call::new("help").with("command", command))
}

/// `call` with another value for `option`.
fn replaced(call: &Call, option: &str, value: &str) -> Call {
    let mut call = call.clone();
    call.arguments.retain(|(name, _)| name != option);
    call.with(option, value)
}

impl Request<'_> {
    /// One of the words that an option takes, by its own name or the beginning of it; `None` if
    /// nothing was given.
    pub(super) fn one_of<'k, T>(
        &self,
        option: &'static str,
        known: impl Iterator<Item = (T, Vec<&'k str>)>,
    ) -> Result<Option<T>, Refusal> {
        let Some(given) = self.call.argument(option) else {
            return Ok(None);
        };
        let folded = given.to_lowercase();
        let mut names = Vec::new();
        let mut begun = None;
        for (value, words) in known {
            if words.iter().any(|it| it.to_lowercase() == folded) {
                return Ok(Some(value));
            }
            if begun.is_none() && words.iter().any(|it| it.to_lowercase().starts_with(&folded)) {
                begun = Some(value);
            }
            names.extend(words.first().map(|it| (*it).to_owned()));
        }
        if begun.is_some() {
            return Ok(begun);
        }
        Err(Refusal::UnknownValue { option, given: given.to_owned(), known: names })
    }
}
