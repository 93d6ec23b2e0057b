//! What a command may know besides what is known: who asks and where, and what is kept of both.

use std::sync::Arc;

use crate::guild::{Addition, Feature, GuildId, Holding, PersonId, Settings, Unanswered};
use crate::knowledge::Date;
use crate::knowledge::source::SourceFile;

/// Who asks and where, and what is kept of both, as far as the command [needs](Need) it. The
/// default is a terminal: nobody in particular, nowhere, and nothing is kept.
#[derive(Debug, Default, Clone)]
pub struct Context {
    /// Who asks, and what they may do.
    pub asker: Asker,
    /// What holds where it is asked.
    pub server: Arc<Server>,
    /// What the asker holds and wants; empty where the command does not need it.
    pub holdings: Vec<Holding>,
    /// Questions of this server that were not answered, most often asked first; empty where the
    /// command does not need them.
    pub unanswered: Vec<Unanswered>,
    /// How the program is doing, for the command that tells.
    pub vitals: Option<Box<Vitals>>,
    /// How a reload went, for the command that asks for one.
    pub reloaded: Option<Box<Reloaded>>,
    /// Whether something that the command needs could not be read.
    pub is_incomplete: bool,
}

/// Who asks, and what they may do.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// `None` where nothing is kept of anybody.
    pub person: Option<PersonId>,
    /// The server that it is asked on. `None`: in a direct message, or not on Discord.
    pub guild: Option<GuildId>,
    /// Whether they may manage that server.
    pub may_manage: bool,
    /// Whether they run this bot, or may act as if they did.
    pub is_operator: bool,
}

/// What holds on a server.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Server {
    /// What it has set.
    pub settings: Settings,
    /// What it adds to what is known, by kind and key.
    pub additions: Vec<Addition>,
    /// The files of the packs that this goes on top of, to check further additions against.
    pub packs: Arc<[SourceFile]>,
}

/// What a command needs of what is kept, beside the settings and additions of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// What the asker holds and wants.
    Holdings,
    /// The same, unless these options are given.
    HoldingsUnless(&'static [&'static str]),
    /// Questions that were not answered; the one of the option `question` alone, where it is
    /// given.
    Unanswered,
    /// How the program is doing.
    Vitals,
    /// That the knowledge is loaded anew.
    Reload,
}

/// Whom a command is for. Checked before anything is fetched or done for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody, everywhere.
    Everyone,
    /// People of whom something can be kept: not those at a terminal.
    Members,
    /// Those who may manage the server that it is called on.
    Moderators,
    /// Those among them who run the bot.
    Operators,
}

/// How the program is doing.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Vitals {
    /// Version of the program.
    pub version: String,
    /// For how long it has run, in seconds.
    pub uptime_s: u64,
    /// Where the knowledge is from: a folder, or the copy in the program.
    pub place: String,
    /// The day on which it was loaded.
    pub loaded_on: Option<Date>,
    /// What is wrong with the files since: one line, as `certguide check` ends with; empty if they
    /// are what is answered from.
    pub problem: String,
    /// Connections to Discord, a line each: `shard 0: ready`. Empty over HTTP.
    pub shards: Vec<String>,
    /// Of the last answers, the time that half of them and 99 of 100 took at most, in
    /// microseconds. `None` before the first.
    pub answer_us: Option<(u64, u64)>,
    /// How many different questions of this server were not answered in the last seven days.
    /// `None` if the store does not say.
    pub unanswered: Option<u64>,
    /// Where things are kept: `memory`, `SQLite` or `PostgreSQL`.
    pub store: String,
    /// Calls of the store that failed since the start.
    pub store_failures: u64,
    /// Changes that wait for the store.
    pub store_waiting: u64,
    /// Changes that were lost since the start.
    pub store_lost: u64,
}

/// How a reload went.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reloaded {
    /// Whether the files had no errors, so that they are answered from now.
    pub is_taken: bool,
    /// How what is answered from differs, such as `+3 −1 ~2`; empty where it does not.
    pub change: String,
    /// Ids of what is new, gone and changed, in this order of lists.
    pub ids: [Vec<String>; 3],
    /// One line for all of it, the last that `certguide check` prints.
    pub summary: String,
    /// The problems as `certguide check` draws them; empty if there are none.
    pub diagnostics: String,
}

impl Audience {
    /// Whether a command for it can be used where it is asked.
    pub(super) fn is_here(self, asker: &Asker) -> bool {
        match self {
            Self::Everyone => true,
            Self::Members => asker.person.is_some(),
            Self::Moderators | Self::Operators => asker.guild.is_some(),
        }
    }

    /// Whether whoever asks belongs to it, wherever that is.
    pub(super) fn has(self, asker: &Asker) -> bool {
        match self {
            Self::Everyone | Self::Members => true,
            Self::Moderators => asker.may_manage,
            Self::Operators => asker.may_manage && asker.is_operator,
        }
    }
}

impl Context {
    /// Whether this is on where it is asked, and can be used at all.
    pub fn offers(&self, feature: Feature) -> bool {
        self.asker.person.is_some() && self.server.settings.has(feature)
    }
}
