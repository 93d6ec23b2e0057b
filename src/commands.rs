//! The commands, and everything any of them needs to know.
//!
//! To add one: write `src/commands/<name>.rs` with a `COMMAND`, then add its `mod` line and its
//! line in [`COMMANDS`]. Help, autocomplete, registration with Discord and the terminal all read
//! the list.

mod ask;
mod binding;
mod cert;
mod certs;
mod compare;
mod explain;
mod fact;
mod facts;
mod find;
mod help;
mod next_after;
mod path;
mod prereqs;
mod recommend;
mod refusal;
mod roadmap;
mod suggestion;
mod values;

use crate::answer::{Action, Answer, Block, Line, Target};
use crate::call::Call;
use crate::knowledge::{Certification, CertificationId, Date, Knowledge};
use crate::matching::{Because, Decision, Index, MESSAGE_CHARACTERS};
use crate::question::QUESTION_CHARACTERS;

pub use binding::bind;
pub use refusal::{Refusal, RefusalKind};
pub use suggestion::{Suggestion, suggestions};

/// Every command, in the order help lists them.
pub static COMMANDS: &[&Command] = &[
    &ask::COMMAND,
    &cert::COMMAND,
    &next_after::COMMAND,
    &prereqs::COMMAND,
    &path::COMMAND,
    &roadmap::COMMAND,
    &compare::COMMAND,
    &fact::COMMAND,
    &recommend::COMMAND,
    &find::COMMAND,
    &certs::COMMAND,
    &explain::COMMAND,
    &help::COMMAND,
];

/// One command: what it is called, what it takes, and what it does.
#[derive(Debug)]
pub struct Command {
    /// As typed after the slash: 1 to 32 lowercase letters or `-`.
    pub name: &'static str,
    /// Where Discord offers it. A terminal takes every command by its name.
    pub surface: Surface,
    /// One line for the command list, at most 100 characters.
    pub summary: &'static str,
    /// What it takes, required ones first. [`PRIVATE`], which every command takes, is not listed.
    pub options: &'static [CommandOption],
    /// Calls shown in help. Each is run by the tests and must be answered.
    pub examples: &'static [&'static str],
    /// Computes the reply. Pure: the same request always gives the same result.
    pub run: fn(&Request<'_>) -> Result<Answer, Refusal>,
}

/// Where Discord offers a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Where people type, behind a slash.
    Slash,
    /// In the menu of each message under `Apps`, by this name: 1 to 32 characters, blanks and
    /// capitals among them. Its one option takes the message.
    Message(&'static str),
}

/// One thing a command takes.
#[derive(Debug)]
pub struct CommandOption {
    /// 1 to 32 lowercase letters or `-`.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub summary: &'static str,
    /// What may be given.
    pub kind: OptionKind,
    /// Whether the call needs it.
    pub is_required: bool,
}

/// What may be given for an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// Any words, matched against certifications, with autocomplete.
    Certification,
    /// Any words, matched against topics, with autocomplete.
    Topic,
    /// Name of a track, with autocomplete.
    Track,
    /// Name of a level, with autocomplete.
    Level,
    /// Name of an issuer, with autocomplete.
    Issuer,
    /// Name of a command, with autocomplete.
    Command,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number from 1.
    Page,
    /// What somebody wrote, without autocomplete. No button ever carries it.
    Message,
    /// A question, or words to look for, without autocomplete.
    Question,
}

/// The option that every command takes besides its own: whether only the asker sees the answer.
pub const PRIVATE: &str = "private";

/// Everything a command may look at. No clock, no disk, no network.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What we know.
    pub knowledge: &'a Knowledge,
    /// How to find it by name.
    pub index: &'a Index,
    /// What was asked, as [`bind`] gives it: every value under its option's name, none blank
    /// but a message.
    pub call: &'a Call,
    /// The day it is.
    pub today: Date,
}

impl OptionKind {
    /// No value is longer, in characters: a name fits several times, and nothing that is typed can
    /// make work without bound.
    pub fn characters_max(self) -> usize {
        match self {
            Self::Message => MESSAGE_CHARACTERS,
            Self::Question => QUESTION_CHARACTERS,
            _ => 200,
        }
    }
}

/// The command of this name, in whatever case, if there is one.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| it.name.eq_ignore_ascii_case(name)).copied()
}

/// Runs a command. Where a misspelt name was understood, the answer begins with how.
pub fn run(command: &Command, request: &Request<'_>) -> Result<Answer, Refusal> {
    let mut answer = (command.run)(request)?;
    answer.actions.retain(|it| !leads_to_hidden(request.knowledge, it));
    let named = command.options.iter().filter(|it| it.kind == OptionKind::Certification);
    for typed in named.filter_map(|it| request.call.argument(it.name)) {
        if let Some(meant) = request.guessed(typed) {
            let line = Line::text("Showing ").strong(meant.label()).then(" for ").quoted(typed);
            answer.body.insert(0, Block::Text(line.then(".")));
        }
    }
    Ok(answer)
}

/// Whether a button asks for a certification that nobody is led to.
fn leads_to_hidden(knowledge: &Knowledge, action: &Action) -> bool {
    let Target::Call(call) = &action.target else { return false };
    let options = find(&call.command).map_or(&[][..], |it| it.options);
    let is_certification = |name: &str| {
        options.iter().any(|it| it.name == name && it.kind == OptionKind::Certification)
    };
    let given = call.arguments.iter().filter(|(name, _)| is_certification(name));
    given.filter_map(|(_, it)| CertificationId::parse(it)).any(|it| knowledge.is_hidden(&it))
}

impl<'a> Request<'a> {
    /// What was given for an option that the command needs.
    pub fn argument(&self, option: &'static str) -> Result<&'a str, Refusal> {
        self.call.argument(option).ok_or(Refusal::Missing { option })
    }

    /// The certification that was given for an option that the command needs.
    pub fn certification(&self, option: &'static str) -> Result<&'a Certification, Refusal> {
        self.resolve(option, self.argument(option)?)
    }

    /// The certification that was given for an option, if one was.
    pub fn optional_certification(
        &self,
        option: &'static str,
    ) -> Result<Option<&'a Certification>, Refusal> {
        self.call.argument(option).map(|typed| self.resolve(option, typed)).transpose()
    }

    /// What a misspelt name was taken to mean; `None` if there is nothing to explain.
    fn guessed(&self, typed: &str) -> Option<&'a Certification> {
        if self.by_id(typed).is_some() {
            return None;
        }
        match self.index.decide(typed) {
            Decision::Sure(it) if it.because == Because::MisspeltName => self.knowledge.get(&it.id),
            _ => None,
        }
    }

    /// A button's value is an id, which means itself; anything else was typed.
    fn by_id(&self, typed: &str) -> Option<&'a Certification> {
        self.knowledge.get(&CertificationId::parse(typed)?)
    }

    /// The call with ids for those certifications that are sure, however they were named: what a
    /// button of a question back goes on from.
    fn settled(&self) -> Call {
        let mut call = self.call.clone();
        let options = find(&call.command).map_or(&[][..], |it| it.options);
        let is_certification = |name: &str| {
            options.iter().any(|it| it.name == name && it.kind == OptionKind::Certification)
        };
        for (name, value) in &mut call.arguments {
            if let (true, Some(id)) = (is_certification(name), self.sure(value)) {
                *value = id.to_string();
            }
        }
        call
    }

    fn sure(&self, typed: &str) -> Option<CertificationId> {
        if let Some(certification) = self.by_id(typed) {
            return Some(certification.id.clone());
        }
        match self.index.decide(typed) {
            Decision::Sure(found) => Some(found.id),
            Decision::Unsure(_) | Decision::Unknown(_) => None,
        }
    }

    fn if_shown(&self, id: &CertificationId) -> Result<&'a Certification, Refusal> {
        let not_shown = || Refusal::NotShown { certification: id.clone() };
        self.knowledge.shown(id).ok_or_else(not_shown)
    }

    fn resolve(&self, option: &'static str, typed: &str) -> Result<&'a Certification, Refusal> {
        if let Some(certification) = self.by_id(typed) {
            return self.if_shown(&certification.id);
        }
        match self.index.decide(typed) {
            Decision::Sure(found) => self.if_shown(&found.id),
            Decision::Unsure(candidates) => Err(Refusal::Unsure {
                option,
                query: typed.to_owned(),
                candidates,
                asked: Box::new(self.settled()),
            }),
            Decision::Unknown(nearest) => {
                Err(Refusal::NoMatch { query: typed.to_owned(), nearest })
            }
        }
    }
}
