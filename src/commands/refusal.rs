//! Why a command did not do what was asked, and the words for it.

pub(super) mod admission;
mod button;
mod excess;
mod kind;
mod message;
mod question;
#[cfg(test)]
mod tests;
mod unknown;

pub use self::kind::RefusalKind;

use self::button::answering;
use self::excess::{too_many, unplaced};
use self::message::{nothing_named, whose};
use super::{Command, OptionKind};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::{Call, CallError};
use crate::guild::{Aim, Feature};
use crate::knowledge::{CertificationId, Knowledge};
use crate::matching::{Because, Match, UnclearMention};
use crate::question::{NotKnown, NotOurs};
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
    /// The same, where what is kept of the asker could have stood in for it, but nothing is.
    NothingKept {
        /// Name of the option.
        option: &'static str,
        /// Which of the two could have.
        aim: Aim,
    },
    /// What was given for an option is none of what it takes.
    UnknownValue {
        /// Name of the option.
        option: &'static str,
        /// As typed.
        given: String,
        /// What it takes, in the order to show.
        known: Vec<String>,
        /// What was asked, with ids for the certifications that are sure.
        asked: Box<Call>,
    },
    /// What was given for an option is the beginning of several that it takes.
    UnsureValue {
        /// Name of the option.
        option: &'static str,
        /// As typed.
        given: String,
        /// Those that begin so, two or more, in the order to show.
        fitting: Vec<String>,
        /// What was asked, with ids for the certifications that are sure.
        asked: Box<Call>,
    },
    /// The list has no such page.
    NoSuchPage {
        /// As typed.
        given: String,
        /// How many pages it has, from 1.
        pages: usize,
    },
    /// More was given than the command takes.
    TooMany {
        /// Which command.
        command: &'static Command,
        /// Of what kind.
        kind: OptionKind,
        /// All that was given, as typed.
        given: Vec<String>,
    },
    /// Some words stand for no option that is still free, of a command that can do without.
    Unplaced {
        /// Which command.
        command: &'static Command,
        /// As typed.
        words: String,
        /// The call as far as it was understood.
        understood: Box<Call>,
    },
    /// Several certifications may be meant.
    Unsure {
        /// Name of the option.
        option: &'static str,
        /// As typed.
        query: String,
        /// Best first, one to five.
        candidates: Vec<Match>,
        /// What was asked, with ids for the certifications that are sure.
        asked: Box<Call>,
    },
    /// No certification that we know is meant.
    NoMatch {
        /// As typed.
        query: String,
        /// The nearest, best first, none to five.
        nearest: Vec<Match>,
    },
    /// The certification that is meant is one that this server does not show.
    NotShown {
        /// Which.
        certification: CertificationId,
    },
    /// A message names no certification for certain.
    NothingNamed {
        /// What it may name, in order of first mention; mostly nothing.
        unclear: Vec<UnclearMention>,
    },
    /// A question does not say which certification it is about.
    WhichOne {
        /// What is asked of it, without it.
        call: Call,
        /// Which may be meant, likeliest first.
        among: Vec<CertificationId>,
    },
    /// Nothing says where somebody stands or what they want.
    NoWish {
        /// Levels to choose from, by name.
        levels: Vec<String>,
        /// Tracks to choose from, by name.
        tracks: Vec<String>,
    },
    /// A question is not one that we answer.
    NotOurs(NotOurs),
    /// A question is one that we would answer, and cannot.
    NotKnown(NotKnown),
    /// No note holds what was asked about the exam day and the like.
    NoNote {
        /// Of which certification, if of one.
        certification: Option<CertificationId>,
    },
    /// No topic of any certification is meant.
    NoTopic {
        /// As typed.
        query: String,
    },
    /// The command cannot be used where it is asked.
    NotHere {
        /// Which command.
        command: &'static Command,
    },
    /// The command is for others.
    NotAllowed {
        /// Which command.
        command: &'static Command,
    },
    /// The server has turned it off.
    Off(Feature),
    /// What is kept cannot be read or written.
    StoreDown,
    /// What was given cannot be taken.
    Rejected {
        /// What cannot be done, on one line.
        title: String,
        /// Why, and what to do; a paragraph each.
        why: Vec<Line>,
    },
    /// A file that was given has errors, so that nothing of it is taken.
    Faulty {
        /// What cannot be done, on one line.
        title: String,
        /// The errors as a compiler draws them.
        problems: String,
    },
}

impl Refusal {
    /// The words for it. `call` is what was asked, as far as it could be bound.
    pub fn answer(&self, knowledge: &Knowledge, call: &Call) -> Answer {
        match self {
            Self::UnknownCommand { given } => unknown::command(given, call),
            Self::NotACall(error) => not_a_call(error),
            Self::UnknownOption { command, given } => unknown::option(command, given),
            Self::Missing { option } => missing(option, call),
            Self::NothingKept { option, aim } => nothing_kept(option, *aim, call),
            Self::UnknownValue { option, given, known, asked } => {
                let text = Line::text(format!("I know no {option} called "))
                    .quoted(given)
                    .then(format!(". I know {}.", wording::joined(known, "and")));
                which_value(option, text, known, asked)
            }
            Self::UnsureValue { option, given, fitting, asked } => {
                let text = Line::default()
                    .quoted(given)
                    .then(format!(" may be {}.", wording::joined(fitting, "or")));
                which_value(option, text, fitting, asked)
            }
            Self::NoSuchPage { given, pages } => no_such_page(given, *pages, call),
            Self::TooMany { command, kind, given } => too_many(command, *kind, given),
            Self::Unplaced { command, words, understood } => unplaced(command, words, understood),
            Self::Unsure { option, query, candidates, asked } => {
                unsure(knowledge, asked, option, query, candidates)
            }
            Self::NoMatch { query, nearest } => no_match(knowledge, query, nearest),
            Self::NotShown { certification } => not_shown(knowledge, certification),
            Self::NothingNamed { unclear } => nothing_named(knowledge, unclear),
            Self::WhichOne { call, among } => question::which_one(knowledge, call, among),
            Self::NoWish { levels, tracks } => question::no_wish(levels, tracks),
            Self::NotOurs(why) => question::not_ours(knowledge, why),
            Self::NotKnown(what) => question::not_known(knowledge, what),
            Self::NoNote { certification } => question::no_note(knowledge, certification.as_ref()),
            Self::NoTopic { query } => question::no_topic(query),
            Self::NotHere { command } => admission::not_here(command),
            Self::NotAllowed { command } => admission::not_allowed(command),
            Self::Off(feature) => admission::off(*feature),
            Self::StoreDown => admission::store_down(),
            Self::Rejected { title, why } => admission::rejected(title, why),
            Self::Faulty { title, problems } => admission::faulty(title, problems),
        }
    }
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

fn missing(option: &str, call: &Call) -> Answer {
    let command = super::named(call).map(|(it, _)| it);
    let summary = command
        .and_then(|it| it.options.iter().find(|it| it.name == option))
        .map_or(option, |it| it.summary);
    let example = command.and_then(|it| it.examples.first());
    let hint = example.map_or(String::new(), |it| format!(" For example: /{it}"));
    Answer {
        title: format!("/{} needs one more thing", command.map_or("", |it| it.name)),
        body: vec![Block::text(format!("{summary}.{hint}"))],
        actions: command.map(|it| help_with(it.name)).into_iter().collect(),
        ..Answer::default()
    }
}

fn nothing_kept(option: &str, aim: Aim, call: &Call) -> Answer {
    let mut answer = missing(option, call);
    let text = match aim {
        Aim::Held => "Or tell me once what you hold, with /my add, and I start from there.",
        Aim::Wanted => {
            "Or tell me once what you want, with /my add and as:wanted, and I lead you there."
        }
    };
    answer.body.push(Block::text(text));
    answer.actions.push(help_with("my add"));
    answer
}

/// More buttons than a row holds are more than a person reads.
const MOST_OFFERED: usize = 5;

fn which_value(option: &str, text: Line, offered: &[String], asked: &Call) -> Answer {
    let offered = offered.iter().take(MOST_OFFERED);
    Answer {
        title: format!("Which {option} do you mean?"),
        body: vec![Block::Text(text)],
        actions: offered.map(|it| Action::call(it, answering(asked, option, it))).collect(),
        ..Answer::default()
    }
}

fn no_such_page(given: &str, pages: usize, call: &Call) -> Answer {
    let text = match pages {
        1 => "There is one page.".to_owned(),
        more => format!("There are {more} pages."),
    };
    let last = answering(call, "page", &pages.to_string());
    Answer {
        title: "There is no such page".to_owned(),
        body: vec![Block::Text(
            Line::text("There is no page ").quoted(given).then(". ").then(text),
        )],
        actions: vec![Action::call(format!("Page {pages}"), last)],
        ..Answer::default()
    }
}

fn unsure(
    knowledge: &Knowledge,
    asked: &Call,
    option: &'static str,
    query: &str,
    candidates: &[Match],
) -> Answer {
    let known = candidates.iter().filter_map(|it| knowledge.get(&it.id));
    let (items, actions): (Vec<Line>, Vec<Action>) = known
        .map(|it| {
            let meant = answering(asked, option, it.id.as_str());
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
    body.extend(whose(knowledge));
    actions.push(Action::call("List them", Call::new("certs")));
    Answer { title: "I do not know that one".to_owned(), body, actions, ..Answer::default() }
}

fn not_shown(knowledge: &Knowledge, id: &CertificationId) -> Answer {
    let label = knowledge.get(id).map_or(id.as_str(), |it| it.label());
    Answer {
        title: format!("{label} is not shown here"),
        body: vec![Block::text("Whoever looks after this server has left it out.")],
        actions: vec![Action::call("What is shown", Call::new("certs"))],
        ..Answer::default()
    }
}

fn help_with(command: &str) -> Action {
    Action::call(format!("How /{command} works"), Call::new("help").with("command", command))
}

/// `line`, then what was typed: `a`, `b` and `c`.
pub(super) fn quoted_list(mut line: Line, typed: &[String], word: &str) -> Line {
    for (place, it) in typed.iter().enumerate() {
        if place > 0 {
            let is_last = place + 1 == typed.len();
            line = line.then(if is_last { format!(" {word} ") } else { ", ".to_owned() });
        }
        line = line.quoted(it);
    }
    line
}
