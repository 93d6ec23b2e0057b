//! The connections on which interactions arrive.
//!
//! twilight speaks the protocol: heartbeats, RESUME at the address that Discord names. [`keeper`]
//! decides when a connection is of no more use and when to open the next; this file starts and
//! stops all of them.

mod age;
pub(super) mod frame;
mod identify;
mod keeper;
mod session;

use std::sync::Arc;

use anyhow::{anyhow, bail};
use serenity::http::{LightMethod, Request, Route};
use serenity::model::gateway::BotGateway;
use tokio::sync::watch;
use tokio::task::JoinSet;
use twilight_gateway::{ConfigBuilder, Intents, ShardId};

use super::door::Door;
use super::mentions::Mentions;
use super::readiness::{Readiness, Stage};
use super::rest::{Failure, Rest};
use crate::config::{Shards, Token};
use crate::state::StateFolder;
use identify::IdentifyQueue;
use keeper::Keeper;

pub(super) const REFUSED_TOKEN: &str = "Discord refuses the token: take a new one from \
    https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN";

/// The messages of the channels that the bot sees, and those to it alone; neither needs Discord's
/// consent, as their text would ("Privileged Intents" in events/gateway).
const MESSAGES: Intents = Intents::GUILD_MESSAGES.union(Intents::DIRECT_MESSAGES);

/// Everything that a connection needs.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) door: Arc<Door>,
    /// `None`: no messages are asked for.
    pub(super) mentions: Option<Arc<Mentions>>,
    pub(super) rest: Arc<Rest>,
    pub(super) readiness: Arc<Readiness>,
    pub(super) state: StateFolder,
    pub(super) token: Token,
}

/// Where the gateway is and how many may connect; asked until Discord says it or refuses.
pub(super) async fn address(rest: &Rest) -> anyhow::Result<BotGateway> {
    let mut tries = 0;
    loop {
        let failure = match look_up(rest).await {
            Ok(gateway) => return Ok(gateway),
            Err(failure) => failure,
        };
        if failure.is_unauthorized() {
            bail!(REFUSED_TOKEN);
        }
        if !failure.is_temporary() {
            bail!("Discord does not say where its gateway is: {}", failure.message);
        }
        let pause = failure.pause(tries);
        let pause_s = pause.as_secs_f32();
        tracing::warn!(pause_s, "cannot reach Discord, trying again: {}", failure.message);
        tokio::time::sleep(pause).await;
        tries += 1;
    }
}

async fn look_up(rest: &Rest) -> Result<BotGateway, Failure> {
    let response = rest.send(Request::new(Route::GatewayBot, LightMethod::Get)).await?;
    Ok(response.body)
}

/// The shards that this process keeps.
pub(super) fn ids(shards: &Shards, gateway: &BotGateway) -> Vec<ShardId> {
    let (range, total) = match shards {
        Shards::All => (0..gateway.shards.max(1), gateway.shards.max(1)),
        Shards::Some { range, total } => (range.clone(), *total),
    };
    range.map(|number| ShardId::new(number, total)).collect()
}

/// Keeps all shards connected until told to stop, or until one is turned away for good. Then
/// answers under way are finished, and sessions are kept for the next start.
pub(super) async fn run(
    line: &Line,
    ids: &[ShardId],
    gateway: &BotGateway,
    mut stop: watch::Receiver<()>,
) -> anyhow::Result<()> {
    let limit = &gateway.session_start_limit;
    let queue = IdentifyQueue::new(limit, Arc::clone(line.door.metrics()));
    let intents = if line.mentions.is_some() { MESSAGES } else { Intents::empty() };
    let blueprint = ConfigBuilder::new(line.token.reveal().to_owned(), intents)
        .proxy_url(gateway.url.trim_end_matches('/').to_owned())
        .queue(queue)
        .build();
    let (stopper, told) = watch::channel(());
    let mut keepers = JoinSet::new();
    for id in ids {
        let keeper = Keeper::new(line.clone(), *id, blueprint.clone()).await;
        keepers.spawn(keeper.run(told.clone()));
    }
    line.readiness.enter(Stage::Running);
    let first = tokio::select! {
        end = keepers.join_next() => end,
        _ = stop.changed() => None,
    };
    // One that ends by itself is turned away for good; the others would be as well, or would make
    // a bot that is deaf in some of its servers.
    drop(stopper);
    let mut result = first.map_or(Ok(()), ended);
    while let Some(end) = keepers.join_next().await {
        result = result.and(ended(end));
    }
    result
}

fn ended(end: Result<anyhow::Result<()>, tokio::task::JoinError>) -> anyhow::Result<()> {
    end.unwrap_or_else(|_| Err(anyhow!("a connection to Discord ended by a fault of ours")))
}
