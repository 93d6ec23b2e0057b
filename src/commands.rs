//! The commands, and everything any of them needs to know.
//!
//! To add one: write `src/commands/<name>.rs` with a `COMMAND`, then add its `mod` line and its
//! line in [`COMMANDS`]. Help, autocomplete, registration with Discord and the terminal all read
//! the list.

mod ask;
mod binding;
mod cert;
mod certguide;
mod certs;
mod compare;
mod context;
mod explain;
mod fact;
mod facts;
mod find;
mod groups;
mod help;
mod my;
mod next_after;
mod path;
mod prereqs;
mod recommend;
mod refusal;
mod roadmap;
mod suggest;
mod suggestion;
mod values;

use crate::answer::{Action, Answer, Block, Line, Target};
use crate::call::Call;
use crate::guild::{AdditionKind, Change, Correction};
use crate::knowledge::{Certification, CertificationId, Date, Knowledge};
use crate::matching::{Because, Decision, Index, MESSAGE_CHARACTERS};
use crate::question::QUESTION_CHARACTERS;

pub use binding::bind;
pub use context::{Asker, Audience, Context, Need, Reloaded, Server, Vitals};
pub use groups::{GROUPS, group_summary};
pub use refusal::{Refusal, RefusalKind};
pub use suggest::{Told, report, told};
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
    &suggest::COMMAND,
    &my::add::COMMAND,
    &my::list::COMMAND,
    &my::remove::COMMAND,
    &my::export::COMMAND,
    &my::forget::COMMAND,
    &help::COMMAND,
    &certguide::settings::COMMAND,
    &certguide::settings_change::COMMAND,
    &certguide::alias_add::COMMAND,
    &certguide::alias_remove::COMMAND,
    &certguide::note_add::COMMAND,
    &certguide::note_remove::COMMAND,
    &certguide::hide::COMMAND,
    &certguide::show::COMMAND,
    &certguide::entry_add::COMMAND,
    &certguide::entry_remove::COMMAND,
    &certguide::additions::COMMAND,
    &certguide::export::COMMAND,
    &certguide::import::COMMAND,
    &certguide::unanswered::COMMAND,
    &certguide::unanswered_means::COMMAND,
    &certguide::unanswered_stub::COMMAND,
    &certguide::unanswered_ignore::COMMAND,
    &certguide::unanswered_forget::COMMAND,
    &certguide::status::COMMAND,
    &certguide::reload::COMMAND,
];

/// One command: what it is called, what it takes, and what it does.
#[derive(Debug)]
pub struct Command {
    /// As typed after the slash: one to three words of 1 to 32 lowercase letters or `-`. Those
    /// that share first words stand under them on Discord.
    pub name: &'static str,
    /// Where Discord offers it. A terminal takes every command by its name.
    pub surface: Surface,
    /// One line for the command list, at most 100 characters.
    pub summary: &'static str,
    /// What it takes, required ones first. [`PRIVATE`], which every command takes, is not listed.
    pub options: &'static [CommandOption],
    /// Calls shown in help. Each is run by the tests and must be answered.
    pub examples: &'static [&'static str],
    /// Whom it is for.
    pub audience: Audience,
    /// What has to be fetched for it.
    pub needs: &'static [Need],
    /// Computes the reply.
    pub run: Run,
}

/// Computes a reply. Pure: the same request always gives the same result.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// And asks for nothing else.
    Answers(fn(&Request<'_>) -> Result<Answer, Refusal>),
    /// And may ask for something to be done. Only the asker sees it.
    Does(fn(&Request<'_>) -> Result<Done, Refusal>),
}

/// A reply, and what has to be done for it to be true.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Done {
    /// What to say once it is done.
    pub answer: Answer,
    /// What to do, in order; mostly nothing.
    pub effects: Vec<Effect>,
}

/// Something that a command asks for. Commands themselves do nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Something is to be kept, or kept no longer.
    Keep(Change),
    /// A mistake in a fact is to be told to those who can mend it.
    Tell(Correction),
}

/// Where Discord offers a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Where people type, behind a slash.
    Slash,
    /// In the menu of each message under `Apps`, by this name: 1 to 32 characters, blanks and
    /// capitals among them. Its one option takes the message.
    Message(&'static str),
    /// Nowhere: buttons and forms of other commands lead to it.
    Button,
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
    /// Words of the asker's own, at most so many characters, without autocomplete.
    Words(u16),
    /// Names with commas between them, in whatever order; given without any, it says none.
    Several,
    /// A text channel of the server, by its id; given without one, it says none.
    Channel,
    /// What is in a file of text.
    File,
    /// What the server has added, of this kind: by its key, or what it is called.
    Addition(AdditionKind),
}

/// No file that somebody sends us is longer, in characters: a whole layer of a server fits.
const FILE_CHARACTERS: usize = 256 << 10;

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
    /// Who asks, and what is kept of them and of where they are.
    pub context: &'a Context,
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Self {
        Self { answer, effects: Vec::new() }
    }
}

impl OptionKind {
    /// No value is longer, in characters: a name fits several times, and nothing that is typed can
    /// make work without bound.
    pub fn characters_max(self) -> usize {
        match self {
            Self::Message => MESSAGE_CHARACTERS,
            Self::Question => QUESTION_CHARACTERS,
            Self::Words(most) => usize::from(most),
            // All issuers that a form can list, each with the longest id.
            Self::Several => 1_100,
            Self::File => FILE_CHARACTERS,
            _ => 200,
        }
    }

    /// Whether it says something where it is given without words.
    pub fn is_said_by_nothing(self) -> bool {
        matches!(self, Self::Message | Self::Several | Self::Channel)
    }
}

/// The command of this name, in whatever case, if there is one.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| it.name.eq_ignore_ascii_case(name)).copied()
}

/// The command that a call names, and what is left of its text. Of two whose names begin alike, the
/// longer.
pub fn named(call: &Call) -> Option<(&'static Command, &str)> {
    let fitting = COMMANDS.iter().filter_map(|it| Some((*it, it.rest_of(call)?)));
    fitting.max_by_key(|(it, _)| it.name.len())
}

impl Command {
    /// A call of it with nothing given yet.
    pub fn call(&self) -> Call {
        let (first, rest) = self.name.split_once(' ').unwrap_or((self.name, ""));
        Call { text: rest.to_owned(), ..Call::new(first) }
    }

    /// What is left of the text of a call of it; `None` if it is a call of something else.
    fn rest_of<'c>(&self, call: &'c Call) -> Option<&'c str> {
        let mut words = self.name.split(' ');
        if !words.next()?.eq_ignore_ascii_case(&call.command) {
            return None;
        }
        let mut rest = call.text.as_str();
        for word in words {
            let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
            if !first.eq_ignore_ascii_case(word) {
                return None;
            }
            rest = after;
        }
        Some(rest)
    }
}

/// Whether whoever asks may use a command where they ask. To be checked before anything is fetched
/// or done for it.
pub fn admit(command: &'static Command, asker: &Asker) -> Result<(), Refusal> {
    match (command.audience.is_here(asker), command.audience.has(asker)) {
        (false, _) => Err(Refusal::NotHere { command }),
        (true, false) => Err(Refusal::NotAllowed { command }),
        (true, true) => Ok(()),
    }
}

/// Runs a command. Where a misspelt name was understood, the answer begins with how.
pub fn run(command: &'static Command, request: &Request<'_>) -> Result<Done, Refusal> {
    admit(command, &request.context.asker)?;
    let mut done = match command.run {
        Run::Answers(run) => Done::from(run(request)?),
        Run::Does(_) if request.context.is_incomplete => return Err(Refusal::StoreDown),
        Run::Does(run) => run(request)?,
    };
    done.answer.actions.retain(|it| !leads_to_hidden(request.knowledge, it));
    explain_guesses(command, request, &mut done.answer);
    Ok(done)
}

/// Says first how a misspelt name was understood.
fn explain_guesses(command: &Command, request: &Request<'_>, answer: &mut Answer) {
    let named = command.options.iter().filter(|it| it.kind == OptionKind::Certification);
    for typed in named.filter_map(|it| request.call.argument(it.name)) {
        if let Some(meant) = request.guessed(typed) {
            let line = Line::text("Showing ").strong(meant.label()).then(" for ").quoted(typed);
            answer.body.insert(0, Block::Text(line.then(".")));
        }
    }
}

/// Whether a button asks for a certification that nobody is led to.
fn leads_to_hidden(knowledge: &Knowledge, action: &Action) -> bool {
    let Target::Call(call) = &action.target else { return false };
    // Who looks after a server may show what is hidden again.
    let Some((command, _)) = named(call).filter(|(it, _)| it.audience == Audience::Everyone) else {
        return false;
    };
    let is_certification = |name: &str| {
        let options = command.options.iter();
        options.into_iter().any(|it| it.name == name && it.kind == OptionKind::Certification)
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
        let options = named(&call).map_or(&[][..], |(it, _)| it.options);
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

    /// The same for who looks after what is shown: also one that is hidden.
    pub fn any_certification(&self, option: &'static str) -> Result<&'a Certification, Refusal> {
        self.meant(option, self.argument(option)?)
    }

    fn resolve(&self, option: &'static str, typed: &str) -> Result<&'a Certification, Refusal> {
        let meant = self.meant(option, typed)?;
        if self.knowledge.is_hidden(&meant.id) {
            return Err(Refusal::NotShown { certification: meant.id.clone() });
        }
        Ok(meant)
    }

    /// The certification that was typed, hidden or not.
    fn meant(&self, option: &'static str, typed: &str) -> Result<&'a Certification, Refusal> {
        if let Some(certification) = self.by_id(typed) {
            return Ok(certification);
        }
        match self.index.decide(typed) {
            Decision::Sure(found) => self
                .knowledge
                .get(&found.id)
                .ok_or_else(|| Refusal::NoMatch { query: typed.to_owned(), nearest: Vec::new() }),
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
