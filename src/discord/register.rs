//! Bringing Discord's lists of commands up to date, at the start or by hand.
//!
//! A list is replaced as a whole, and only if it differs: Discord counts new commands, 200 a day.
//! A command in the list for all guilds and in one of a guild's own would show twice there, so in
//! the end there is only one of the two. In between it shows twice for a moment rather than not at
//! all: lists are filled before others are emptied.

mod difference;
mod list;
mod print;
mod written;

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ApplicationId, GuildId};
use tokio::sync::mpsc;

use super::application;
use super::gateway::REFUSED_TOKEN;
use super::rest::{Failure, Rest};
use crate::commands::COMMANDS;
use crate::config::Discord;
use crate::state::StateFolder;
use difference::{Content, Difference, compare};
use written::Written;

pub(super) use list::{Label, Scope};
pub use print::{print, print_blocking};

/// A list of a guild's own is for trying a bot out. One that is in more guilds than this has left
/// that behind, and asking for each list at every start would take its time.
const TRIED_GUILDS_MAX: usize = 25;

pub(super) const NOT_INVITED: &str = "the bot is not in this server, or was invited without the \
    scope `applications.commands`";

const OTHER_APPLICATION: &str =
    "`discord.application_id` is not that of the application of this token";

/// Whether differences are only looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Lists that differ are written.
    Write,
    /// Nothing is written, neither at Discord nor in the state folder.
    DryRun,
}

/// How long to wait after trouble of Discord's that outlasted the tries of each request.
const PAUSE: Duration = Duration::from_mins(5);

/// The lists of one application's commands, and what the settings want of them.
pub(super) struct Registration<'a> {
    rest: &'a Rest,
    application: ApplicationId,
    guilds: BTreeSet<u64>,
    state: &'a StateFolder,
    mode: Mode,
}

/// How one list was found.
pub(super) struct Outcome {
    pub(super) scope: Scope,
    /// How many commands of ours belong there, counting those that share a first word as one.
    pub(super) wanted: usize,
    /// How it differed.
    pub(super) result: Result<Difference, Failure>,
}

/// Brings the lists up to date. Then looks after guilds from whose own list something was asked,
/// which come through `asked_from`, each once.
pub(super) async fn run(
    rest: &Rest,
    settings: &Discord,
    state: &StateFolder,
    mut asked_from: mpsc::Receiver<u64>,
) {
    let application = loop {
        match application(rest, settings).await {
            Ok(application) => break application,
            Err(failure) => {
                let reason = reason(&failure);
                tracing::error!("commands are not registered: application id: {reason}");
                if !failure.is_temporary() {
                    return;
                }
            }
        }
        tokio::time::sleep(PAUSE).await;
    };
    let registration = Registration::new(rest, application, &settings.guilds, state, Mode::Write);
    while !registration.bring_up_to_date(log).await {
        tokio::time::sleep(PAUSE).await;
    }
    let mut seen = registration.guilds.clone();
    while let Some(guild) = asked_from.recv().await {
        if guild == 0 || !seen.insert(guild) {
            continue;
        }
        let outcome = registration.update(Scope::Guild(guild), Content::NoneOfOurs).await;
        if outcome.is_temporary() {
            // It tells again when it is asked from again.
            seen.remove(&guild);
        }
        if !outcome.is_nothing_to_tell() {
            log(&outcome);
        }
    }
}

/// Our commands as Discord's list for all guilds gets them.
pub fn commands_as_sent() -> Vec<Value> {
    let listed = list::listed(COMMANDS, Scope::Everywhere);
    listed.iter().filter_map(|it| serde_json::to_value(it).ok()).collect()
}

/// Asks Discord for the application's id, unless the settings have it.
async fn application(rest: &Rest, settings: &Discord) -> Result<ApplicationId, Failure> {
    match settings.application_id {
        Some(id) => Ok(ApplicationId::new(id)),
        None => Ok(application::current(rest).await?.id),
    }
}

impl<'a> Registration<'a> {
    /// For an application, and the guilds that the settings name.
    pub(super) fn new(
        rest: &'a Rest,
        application: ApplicationId,
        guilds: &[u64],
        state: &'a StateFolder,
        mode: Mode,
    ) -> Self {
        Self { rest, application, guilds: guilds.iter().copied().collect(), state, mode }
    }

    /// Brings every list that the settings name up to date, and takes our commands out of the
    /// others: out of the one for all guilds if the settings name some, out of those that we once
    /// wrote, and out of those of the guilds that the bot is in, where these are few.
    ///
    /// Each list is reported as it is done; of the others, those in which there was something to
    /// do. Ends early if Discord refuses the token. Whether there is nothing left that could be
    /// done later: no list failed by Discord's trouble.
    pub(super) async fn bring_up_to_date(&self, mut report: impl FnMut(&Outcome)) -> bool {
        let mut is_done = true;
        let mut written = Written::read(self.state, self.application).await;
        let remembered = written.guilds();
        if self.mode == Mode::Write {
            // Before the lists: one that is written and not remembered would stay for ever.
            written.keep(&remembered | &self.guilds).await;
        }
        let everywhere = if self.guilds.is_empty() { Content::Ours } else { Content::NoneOfOurs };
        let guilds = self.guilds.iter().map(|it| (Scope::Guild(*it), Content::Ours));
        for (scope, content) in guilds.chain([(Scope::Everywhere, everywhere)]) {
            let outcome = self.update(scope, content).await;
            report(&outcome);
            is_done &= !outcome.is_temporary();
            if outcome.is_unauthorized() {
                return true;
            }
        }
        let others = &(&remembered | &self.guilds_of_the_bot().await) - &self.guilds;
        let mut unsettled = BTreeSet::new();
        for guild in others {
            let outcome = self.update(Scope::Guild(guild), Content::NoneOfOurs).await;
            if outcome.result.is_err() && !outcome.is_out_of_reach() && remembered.contains(&guild)
            {
                unsettled.insert(guild);
            }
            if !outcome.is_nothing_to_tell() {
                report(&outcome);
            }
        }
        if self.mode == Mode::Write {
            written.keep(&self.guilds | &unsettled).await;
        }
        is_done
    }

    /// The guilds that the bot is in, if there are few of them.
    async fn guilds_of_the_bot(&self) -> BTreeSet<u64> {
        #[derive(Deserialize)]
        struct Guild {
            id: GuildId,
        }
        let limit = vec![("limit", (TRIED_GUILDS_MAX + 1).to_string())];
        let request = Request::new(Route::UserMeGuilds, LightMethod::Get).params(Some(limit));
        match self.rest.persistently::<Vec<Guild>>(request).await {
            Ok(guilds) if guilds.len() <= TRIED_GUILDS_MAX => {
                guilds.iter().map(|it| it.id.get()).collect()
            }
            Ok(_) => BTreeSet::new(),
            Err(failure) => {
                tracing::warn!("cannot tell which servers the bot is in: {}", failure.message);
                BTreeSet::new()
            }
        }
    }

    async fn update(&self, scope: Scope, content: Content) -> Outcome {
        let wanted = match content {
            Content::Ours => list::listed(COMMANDS, scope).len(),
            Content::NoneOfOurs => 0,
        };
        Outcome { scope, wanted, result: self.update_or_fail(scope, content).await }
    }

    async fn update_or_fail(&self, scope: Scope, content: Content) -> Result<Difference, Failure> {
        let request = |method| Request::new(scope.route(self.application), method);
        let there: Vec<Value> = self.rest.persistently(request(LightMethod::Get)).await?;
        let difference = compare(there, &list::listed(COMMANDS, scope), content);
        if self.mode == Mode::Write && !difference.is_none() {
            let body = Value::from(difference.list.clone()).to_string().into_bytes();
            let request = request(LightMethod::Put).body(Some(body));
            self.rest.persistently::<Value>(request).await?;
        }
        Ok(difference)
    }
}

impl Outcome {
    /// Why there is none, for whoever runs the bot.
    pub(super) fn reason(&self) -> Option<String> {
        let failure = self.result.as_ref().err()?;
        Some(match (self.scope, failure.status) {
            (Scope::Guild(_), Some(403 | 404)) => NOT_INVITED.to_owned(),
            (Scope::Everywhere, Some(403 | 404)) => OTHER_APPLICATION.to_owned(),
            _ => reason(failure),
        })
    }

    fn is_unauthorized(&self) -> bool {
        self.result.as_ref().is_err_and(Failure::is_unauthorized)
    }

    /// Whether it may work later.
    fn is_temporary(&self) -> bool {
        self.result.as_ref().is_err_and(Failure::is_temporary)
    }

    /// Whether there is no bot of ours for whose list that would be.
    pub(super) fn is_out_of_reach(&self) -> bool {
        let status = self.result.as_ref().err().and_then(|it| it.status);
        matches!((self.scope, status), (Scope::Guild(_), Some(403 | 404)))
    }

    /// Whether nobody needs to hear of it, where the list is one that the settings do not name.
    fn is_nothing_to_tell(&self) -> bool {
        self.result.as_ref().map_or(self.is_out_of_reach(), Difference::is_none)
    }
}

/// Why a request failed, for whoever runs the bot.
pub(super) fn reason(failure: &Failure) -> String {
    match failure.status {
        Some(401) => REFUSED_TOKEN.to_owned(),
        Some(500..) => format!("Discord has trouble of its own: {}", failure.message),
        Some(_) => format!("Discord refuses it: {}", failure.message),
        None => format!("no sound answer from Discord: {}", failure.message),
    }
}

fn log(outcome: &Outcome) {
    let (scope, commands) = (outcome.scope.to_string(), outcome.wanted);
    match &outcome.result {
        Ok(difference) if difference.is_none() => {
            tracing::info!(scope, commands, "commands up to date");
        }
        Ok(difference) => tracing::info!(scope, commands, "commands changed: {difference}"),
        Err(_) => {
            let reason = outcome.reason().unwrap_or_default();
            tracing::error!(scope, "commands are not registered: {reason}");
        }
    }
}

#[cfg(test)]
mod tests;
