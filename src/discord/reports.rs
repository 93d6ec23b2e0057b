//! Brings what members say is wrong to people who can mend it: into the channel that their server
//! has for that, else into a file for whoever runs the bot. Says of nobody who it was.

mod file;
mod limits;
#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use serde::Deserialize;
use serenity::all::ChannelId;
use serenity::http::{LightMethod, Request, Route};
use tokio::time::{Instant, timeout};

use super::callback::{Body, body};
use super::rest::{Failure, Rest};
use crate::answer::Visibility;
use crate::commands::{self, Told};
use crate::guild::{Correction, GuildId, PersonId};
use crate::render;
use crate::service;
use crate::state::StateFolder;
use limits::Limits;

/// How long Discord may take. Whoever wrote waits for our thanks, and there is the file.
const TIME_FOR_CHANNEL: Duration = Duration::from_secs(1);

/// So many channels are known by the server that they are of.
const CHANNELS: NonZeroUsize = NonZeroUsize::new(1_024).expect("it is not zero");

/// Brings corrections to people.
#[derive(Debug)]
pub(super) struct Reports {
    /// `None`: without a token, nothing can be posted.
    rest: Option<Arc<Rest>>,
    state: StateFolder,
    limits: Mutex<Limits>,
    /// Whose each channel is, which never changes.
    servers: Mutex<LruCache<u64, Option<u64>>>,
}

/// What we read of a channel.
#[derive(Debug, Deserialize)]
struct Channel {
    #[serde(default)]
    guild_id: Option<serenity::all::GuildId>,
}

impl Reports {
    /// `rest` is with a token.
    pub(super) fn new(rest: Option<Arc<Rest>>, state: StateFolder) -> Self {
        let servers = Mutex::new(LruCache::new(CHANNELS));
        Self { rest, state, limits: Mutex::new(Limits::new()), servers }
    }

    /// Brings a correction to somebody, unless there were too many before it: of `person`, who is
    /// counted and not named, or of `guild`. `channel` is the one that the guild has set.
    ///
    /// Ends within two seconds, since an answer waits for it. Where Discord took a message and did
    /// not say so in time, it stands in the file as well.
    pub(super) async fn tell(
        &self,
        person: PersonId,
        guild: Option<GuildId>,
        channel: Option<u64>,
        correction: &Correction,
    ) -> Told {
        if !self.limits().grant(person, guild, Instant::now()) {
            return Told::TooMany;
        }
        if let Some((guild, channel)) = guild.zip(channel) {
            match self.post(guild, channel, correction).await {
                Ok(()) => return Told::InChannel,
                Err(failure) => tracing::warn!(
                    because = failure.message,
                    "a correction did not reach the channel of a server"
                ),
            }
        }
        match self.keep(correction).await {
            Ok(()) => Told::ToOperator,
            Err(error) => {
                tracing::error!(error = %error, "a correction could not be written, and is lost");
                Told::Failed
            }
        }
    }

    async fn post(
        &self,
        guild: GuildId,
        channel: u64,
        correction: &Correction,
    ) -> Result<(), Failure> {
        let Some(rest) = &self.rest else { return Err(Failure::of("there is no token")) };
        let message = message(correction)?;
        let posted = async {
            if self.server_of(rest, channel).await? != Some(guild.0) {
                return Err(Failure::of("the channel is not of that server"));
            }
            rest.post_message(channel, &message).await
        };
        let late = |_| Err(Failure::of("no answer in time"));
        timeout(TIME_FOR_CHANNEL, posted).await.unwrap_or_else(late).map(|_| ())
    }

    /// The server that a channel is of. A setting is what somebody gave, and we may write to
    /// channels of servers that are not theirs.
    async fn server_of(&self, rest: &Rest, channel: u64) -> Result<Option<u64>, Failure> {
        if let Some(known) = self.servers().get(&channel) {
            return Ok(*known);
        }
        if channel == 0 {
            return Ok(None);
        }
        let route = Route::Channel { channel_id: ChannelId::new(channel) };
        let found = rest.send::<Channel>(Request::new(route, LightMethod::Get)).await?;
        let server = found.body.guild_id.map(serenity::all::GuildId::get);
        self.servers().put(channel, server);
        Ok(server)
    }

    async fn keep(&self, correction: &Correction) -> std::io::Result<()> {
        let entry = file::entry(correction, service::today());
        self.state.in_time(move |folder| file::append(folder, &entry)).await
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn servers(&self) -> MutexGuard<'_, LruCache<u64, Option<u64>>> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is posted: escaped, pinging nobody, within Discord's limits, without files.
fn message(correction: &Correction) -> Result<Body, Failure> {
    let report = commands::report(correction);
    let message = render::message(&report, Visibility::Everyone).without_files();
    body(&message, &[]).map_err(|_| Failure::of("the message cannot be written"))
}
