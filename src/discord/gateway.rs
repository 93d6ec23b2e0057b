//! The WebSocket on which interactions arrive.
//!
//! twilight keeps the connection: heartbeats, RESUME at the address that Discord names, budget of
//! logins. This file reads what comes, and says what a person has to do when it ends for good.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::Value;
use serenity::http::Http;
use serenity::model::gateway::BotGateway;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Intents, Message, Shard, ShardId, ShardState,
};

use super::Door;
use super::callback::TIME_TO_ANSWER;
use super::health::Readiness;
use super::rest::{Failure, pause};
use crate::config::Token;

/// A connection that ends sooner than this after the one before did not do its job.
const SHORT: Duration = Duration::from_secs(30);

/// How long a connection may take to say goodbye.
const TIME_TO_CLOSE: Duration = Duration::from_secs(1);

/// Where the gateway is and how many may connect; asked until Discord says it or refuses.
pub(super) async fn address(http: &Http) -> anyhow::Result<BotGateway> {
    let mut tries = 0;
    loop {
        let failure = match http.get_bot_gateway().await {
            Ok(gateway) => return Ok(gateway),
            Err(error) => Failure::from(error),
        };
        if failure.is_unauthorized() {
            bail!(REFUSED_TOKEN);
        }
        if !failure.is_temporary() {
            bail!("Discord does not say where its gateway is: {}", failure.message);
        }
        let pause = pause(tries);
        let pause_s = pause.as_secs();
        tracing::warn!(pause_s, "cannot reach Discord, trying again: {}", failure.message);
        sleep(pause).await;
        tries += 1;
    }
}

const REFUSED_TOKEN: &str = "Discord refuses the token: take a new one from \
    https://discord.com/developers/applications, page `Bot`, `Reset Token`, and set DISCORD_TOKEN";

/// Keeps all shards connected until told to stop, or until one is turned away for good.
pub(super) async fn run(
    door: Arc<Door>,
    token: &Token,
    gateway: BotGateway,
    readiness: Arc<Readiness>,
    stop: watch::Receiver<()>,
) -> anyhow::Result<()> {
    let mut shards = JoinSet::new();
    for shard in shards_of(token, &gateway) {
        let keeper = Keeper {
            shard,
            door: Arc::clone(&door),
            readiness: Arc::clone(&readiness),
            answers: JoinSet::new(),
            closed: None,
            short_ones: 0,
            last_close: None,
        };
        shards.spawn(keeper.run(stop.clone()));
    }
    while let Some(end) = shards.join_next().await {
        end.map_err(|_| anyhow!("a connection to Discord ended by a fault of ours"))??;
    }
    Ok(())
}

fn shards_of(token: &Token, gateway: &BotGateway) -> Vec<Shard> {
    let limit = &gateway.session_start_limit;
    if limit.remaining == 0 {
        let wait_s = limit.reset_after / 1000;
        tracing::warn!(wait_s, "Discord allows no further login now; waiting");
    }
    let total = u32::try_from(limit.total).unwrap_or(u32::MAX);
    let queue = InMemoryQueue::new(
        u16::try_from(limit.max_concurrency).unwrap_or(u16::MAX).max(1),
        u32::try_from(limit.remaining).unwrap_or(u32::MAX).min(total),
        Duration::from_millis(limit.reset_after),
        total,
    );
    let config: Config = ConfigBuilder::new(token.reveal().to_owned(), Intents::empty())
        .proxy_url(gateway.url.trim_end_matches('/').to_owned())
        .queue(queue)
        .build();
    let shards = gateway.shards.max(1);
    (0..shards)
        .map(|number| Shard::with_config(ShardId::new(number, shards), config.clone()))
        .collect()
}

/// Keeps one shard connected.
struct Keeper {
    shard: Shard,
    door: Arc<Door>,
    readiness: Arc<Readiness>,
    /// Interactions being answered.
    answers: JoinSet<()>,
    /// How the last connection was closed, if it was.
    closed: Option<u16>,
    /// How many connections in a row ended soon.
    short_ones: u32,
    last_close: Option<Instant>,
}

impl Keeper {
    async fn run(mut self, mut stop: watch::Receiver<()>) -> anyhow::Result<()> {
        loop {
            let item = tokio::select! {
                _ = stop.changed() => break,
                Some(end) = self.answers.join_next() => {
                    if end.is_err() {
                        tracing::error!("answering an interaction ended by a fault of ours");
                    }
                    continue;
                }
                item = self.shard.next() => item,
            };
            let pause = match item {
                None => return Err(turned_away(self.closed)),
                Some(Ok(Message::Text(event))) => {
                    self.read(&event);
                    Duration::ZERO
                }
                Some(Ok(Message::Close(frame))) => self.note_close(frame.map(|it| it.code)),
                Some(Err(error)) => {
                    note_error(&error);
                    Duration::ZERO
                }
            };
            self.note_state();
            if pause.is_zero() {
                continue;
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = sleep(pause) => {}
            }
        }
        self.say_goodbye().await;
        Ok(())
    }

    fn read(&mut self, event: &str) {
        /// An event's name, and whose data is not looked at.
        #[derive(Deserialize)]
        struct Head<'a> {
            #[serde(borrow)]
            t: Option<Cow<'a, str>>,
        }
        #[derive(Deserialize)]
        struct Body {
            d: Value,
        }
        let received = Instant::now();
        let Ok(head) = serde_json::from_str::<Head<'_>>(event) else { return };
        if head.t.as_deref() != Some("INTERACTION_CREATE") {
            return;
        }
        let Ok(body) = serde_json::from_str::<Body>(event) else { return };
        let door = Arc::clone(&self.door);
        self.answers.spawn(async move { door.answer(body.d, received).await });
    }

    /// How long to wait before connecting again: not at all, unless that went wrong before.
    fn note_close(&mut self, code: Option<u16>) -> Duration {
        let now = Instant::now();
        let is_short = self.last_close.is_some_and(|it| now.duration_since(it) < SHORT);
        self.short_ones = if is_short { self.short_ones.saturating_add(1) } else { 0 };
        self.last_close = Some(now);
        self.closed = code;
        tracing::info!(shard = self.shard.id().number(), code, "connection closed");
        // Two in quick succession are usual when Discord moves a connection.
        match self.short_ones {
            0 | 1 => Duration::ZERO,
            more => pause(more - 2),
        }
    }

    fn note_state(&self) {
        let is_ready = self.shard.state() == ShardState::Active;
        let shard = self.shard.id().number();
        match (self.readiness.set(shard, is_ready), is_ready) {
            (true, true) => tracing::info!(shard, "connected to Discord"),
            (true, false) => tracing::warn!(shard, "not connected to Discord"),
            (false, _) => {}
        }
    }

    /// Closes the connection, and finishes the answers under way.
    async fn say_goodbye(mut self) {
        let shard = self.shard.id().number();
        self.readiness.set(shard, false);
        self.shard.close(CloseFrame::NORMAL);
        let closing = async {
            if !matches!(self.shard.state(), ShardState::Active | ShardState::Resuming) {
                return;
            }
            while let Some(Ok(Message::Text(event))) = self.shard.next().await {
                // What arrives now would find nobody to answer it in time.
                drop(event);
            }
        };
        let finishing = async { while self.answers.join_next().await.is_some() {} };
        // Both at once, so that an answer does not wait for a slow goodbye.
        let _ = tokio::join!(timeout(TIME_TO_CLOSE, closing), timeout(TIME_TO_ANSWER, finishing));
        tracing::info!(shard, "connection closed, answers finished");
    }
}

/// twilight connects again by itself, with growing pauses. Its own wording may quote an event.
fn note_error(error: &ReceiveMessageError) {
    match error.kind() {
        ReceiveMessageErrorType::Reconnect => tracing::warn!("cannot connect to the gateway"),
        ReceiveMessageErrorType::Deserializing { .. } => {
            tracing::warn!("a frame from the gateway does not read");
        }
        _ => tracing::warn!("a frame from the gateway cannot be taken in"),
    }
}

/// Why there is no point in connecting again, and what to do.
fn turned_away(code: Option<u16>) -> anyhow::Error {
    match code {
        Some(4004) => anyhow!(REFUSED_TOKEN),
        Some(4010 | 4011) => anyhow!(
            "Discord closed the connection ({}): it wants another number of shards; start again, \
             the number is asked for at every start",
            code.unwrap_or_default()
        ),
        Some(4012) => anyhow!(
            "Discord closed the connection (4012): this version of its gateway is gone; update \
             certguide"
        ),
        Some(code @ (4013 | 4014)) => anyhow!(
            "Discord closed the connection ({code}): it refuses the intents, though certguide \
             asks for none; is the token that of another program's proxy?"
        ),
        Some(code) => anyhow!("Discord closed the connection for good ({code})"),
        None => anyhow!("Discord closed the connection for good"),
    }
}
