//! Keeps one shard connected.
//!
//! twilight comes back by itself after most ends of a connection. What it does not see, or sees
//! too late, is seen here: a gateway that accepts and then says nothing, that lets nobody in, that
//! keeps a session which it said was over, or that makes twilight panic.

use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tokio_util::task::TaskTracker;
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::{CloseFrame, Config, ConfigBuilder, Message, Shard, ShardId, ShardState};

use super::age::Ages;
use super::frame::{Event, Frame, opcode};
use super::identify::IdentifyQueue;
use super::session::{self, SavedSession};
use super::{Line, REFUSED_TOKEN, look_up};
use crate::discord::delivery::TIME_TO_ANSWER;
use crate::discord::readiness::Connection;
use crate::discord::rest;

mod end;
mod patience;
mod said;

use end::{Ends, Life, turned_away};
use patience::Patience;

/// How often the connection is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How long a connection may take to say goodbye.
const TIME_TO_CLOSE: Duration = Duration::from_secs(1);

/// After so many failures in a row, the address is asked for anew: it may have moved.
const FAILURES_TO_ASK: u32 = 4;

/// How long the pause between two tries to connect may grow: connecting costs nothing but the
/// try, and whoever waits for the bot does so for at most this long after the line is back.
const PAUSE_TO_CONNECT_MAX: Duration = Duration::from_secs(15);

/// Keeps one shard connected.
pub(super) struct Keeper {
    line: Line,
    id: ShardId,
    /// What every new connection is made from.
    blueprint: Config<IdentifyQueue>,
    shard: Shard<IdentifyQueue>,
    /// Where the session can be resumed. twilight forgets it after a failure to connect.
    resume_url: Option<String>,
    /// Who we are, as READY has said it.
    user: Option<u64>,
    /// Interactions and messages being answered.
    answers: TaskTracker,
    patience: Patience,
    /// Whether the connection that is there has a session, new or resumed.
    was_let_in: bool,
    /// Whether what comes now was missed before.
    is_replay: bool,
    ages: Ages,
    ends: Ends,
    /// How often in a row connecting has failed.
    failures: u32,
}

/// What comes next from a connection.
enum Next {
    Item(Result<Message, ReceiveMessageError>),
    /// It is gone.
    Lost,
    /// It is gone, and there will be no other.
    TurnedAway,
}

/// What is kept over the end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The session, and where to resume it.
    Session,
    /// The session; to be resumed at the general address this time.
    SessionElsewhere,
    /// Nothing: log in anew.
    Nothing,
}

impl Keeper {
    /// A shard that goes on with the session of the last run, if there is one.
    pub(super) async fn new(line: Line, id: ShardId, blueprint: Config<IdentifyQueue>) -> Self {
        line.readiness.set(id.number(), Connection::Connecting);
        let hears = line.mentions.is_some();
        let saved = session::take(&line.state, id, &line.token, hears).await;
        let mut builder = ConfigBuilder::from(blueprint.clone());
        let (mut resume_url, mut user) = (None, None);
        if let Some(SavedSession { session, resume_url: url, heard_by, .. }) = saved {
            tracing::info!(shard = id.number(), "going on with the session of the last run");
            builder = builder.session(session);
            if let Some(url) = &url {
                builder = builder.resume_url(url.clone());
            }
            (resume_url, user) = (url, heard_by);
        }
        let shard = Shard::with_config(id, builder.build());
        let ends = Ends::new(blueprint.queue().pause_max(id.total()));
        Self {
            line,
            id,
            blueprint,
            shard,
            resume_url,
            user,
            answers: TaskTracker::new(),
            patience: Patience::new(Instant::now()),
            was_let_in: false,
            is_replay: false,
            ages: Ages::new(Instant::now()),
            ends,
            failures: 0,
        }
    }

    pub(super) async fn run(mut self, mut stop: watch::Receiver<()>) -> anyhow::Result<()> {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let pause = tokio::select! {
                _ = stop.changed() => break,
                _ = look.tick() => self.look(),
                next = AssertUnwindSafe(poll_fn(|cx| self.poll_next(cx))).catch_unwind() => match next {
                    Ok(Next::Item(item)) => self.take(item),
                    Ok(Next::Lost) => self.note_loss(),
                    Ok(Next::TurnedAway) => {
                        self.line.readiness.set(self.id.number(), Connection::Connecting);
                        self.finish_answers().await;
                        return Err(turned_away(self.ends.last_code()));
                    }
                    Err(_) => {
                        // It may be the address that nobody can read.
                        self.resume_url = None;
                        self.give_up("a frame that nobody can read")
                    }
                },
            };
            self.note_state();
            if pause.is_zero() {
                continue;
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = sleep(pause) => {}
            }
            if self.failures > 0 && self.failures.is_multiple_of(FAILURES_TO_ASK) {
                tokio::select! {
                    _ = stop.changed() => break,
                    asked = self.ask_for_address() => asked?,
                }
            }
            self.patience = Patience::new(Instant::now());
        }
        self.say_goodbye().await;
        Ok(())
    }

    /// What comes next. twilight says nothing of a connection that ends without a close frame: it
    /// connects anew at once, within one poll, and only its state tells.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        match self.shard.poll_next_unpin(cx) {
            Poll::Ready(Some(item)) => Poll::Ready(Next::Item(item)),
            Poll::Ready(None) => Poll::Ready(Next::TurnedAway),
            Poll::Pending if self.patience.loses_connection(self.shard.state()) => {
                Poll::Ready(Next::Lost)
            }
            Poll::Pending => Poll::Pending,
        }
    }

    /// How long to wait before going on, after something came from the connection.
    fn take(&mut self, item: Result<Message, ReceiveMessageError>) -> Duration {
        match item {
            Ok(Message::Text(frame)) => {
                self.read(&frame);
                Duration::ZERO
            }
            Ok(Message::Close(frame)) => self.note_close(frame.map(|it| it.code)),
            Err(error) if matches!(error.kind(), ReceiveMessageErrorType::Reconnect) => {
                self.note_failure(&error)
            }
            // twilight's own wording may quote an event.
            Err(_) => {
                tracing::warn!(shard = self.id.number(), "a frame of the gateway does not read");
                Duration::ZERO
            }
        }
    }

    fn read(&mut self, frame: &str) {
        let received = Instant::now();
        let Some(frame) = Frame::read(frame) else { return };
        self.patience.note_frame(received, frame.op);
        match frame.event {
            Event::Interaction(interaction) => self.answer(interaction, received),
            Event::Message(heard) => self.reply(heard, received),
            Event::Ready(user) => {
                self.user = user.or(self.user);
                self.note_let_in();
            }
            Event::Resumed => self.note_let_in(),
            Event::Other => {}
        }
        match frame.op {
            opcode::HELLO => self.is_replay = self.shard.session().is_some(),
            opcode::HEARTBEAT_ACK => {
                if let [delay, ..] = self.shard.latency().recent() {
                    self.line.door.metrics().set_heartbeat(self.id.number(), *delay);
                }
            }
            _ => {}
        }
    }

    fn note_let_in(&mut self) {
        self.failures = 0;
        self.was_let_in = true;
        self.is_replay = false;
        if let Some(url) = self.shard.resume_url() {
            self.resume_url = Some(url.to_owned());
        }
        self.blueprint.queue().settle(self.id.number());
    }

    fn note_close(&mut self, code: Option<u16>) -> Duration {
        let shard = self.id.number();
        tracing::info!(shard, code, "connection closed");
        // Discord keeps these sessions no longer, though twilight would ask for them once more.
        if matches!(code, Some(4007 | 4009)) {
            self.rebuild(Keep::Nothing);
        }
        let pause = self.note_end(code);
        if self.shard.state() == ShardState::FatallyClosed { Duration::ZERO } else { pause }
    }

    /// The end of a connection without a word.
    fn note_loss(&mut self) -> Duration {
        let pause = self.note_close(None);
        if !pause.is_zero() {
            // The next one is being made already, and would not wait.
            self.rebuild(Keep::Session);
        }
        pause
    }

    /// A connection that could not be made. twilight would come back by itself, after pauses that
    /// grow to four minutes, and to the general address.
    fn note_failure(&mut self, error: &ReceiveMessageError) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let pause = rest::pause(self.failures).min(PAUSE_TO_CONNECT_MAX);
        let (shard, pause_s) = (self.id.number(), pause.as_secs_f32());
        let cause = rest::cause(error);
        tracing::warn!(shard, pause_s, "cannot connect to the gateway, trying again: {cause}");
        // The host that has the session may be the one that is gone.
        let is_lasting = self.failures >= FAILURES_TO_ASK;
        self.rebuild(if is_lasting { Keep::SessionElsewhere } else { Keep::Session });
        pause
    }

    async fn ask_for_address(&mut self) -> anyhow::Result<()> {
        match look_up(&self.line.rest).await {
            Ok(gateway) => {
                self.blueprint.queue().update(&gateway.session_start_limit);
                let url = gateway.url.trim_end_matches('/').to_owned();
                self.blueprint = ConfigBuilder::from(self.blueprint.clone()).proxy_url(url).build();
                self.rebuild(Keep::SessionElsewhere);
            }
            Err(failure) if failure.is_unauthorized() => anyhow::bail!(REFUSED_TOKEN),
            Err(failure) => {
                tracing::warn!("cannot ask where the gateway is: {}", failure.message);
            }
        }
        Ok(())
    }

    /// Gives a connection up that is of no use any more, though it is still there.
    fn look(&mut self) -> Duration {
        let let_in = self.blueprint.queue().let_in_since(self.id.number());
        let heartbeat = self.shard.latency();
        let unanswered = heartbeat.sent().filter(|_| heartbeat.received().is_none());
        let unanswered = unanswered.map(|it| it.elapsed());
        match self.patience.exhausted(Instant::now(), self.shard.state(), let_in, unanswered) {
            Some(because) => self.give_up(because),
            None => Duration::ZERO,
        }
    }

    fn give_up(&mut self, because: &str) -> Duration {
        tracing::warn!(shard = self.id.number(), because, "giving the connection up");
        self.rebuild(Keep::Session);
        self.note_end(None)
    }

    /// Counts the end of a connection. How long to wait before the next.
    fn note_end(&mut self, code: Option<u16>) -> Duration {
        let shard = self.id.number();
        self.line.door.metrics().count_reconnect(shard);
        self.patience = Patience::new(Instant::now());
        let queue = self.blueprint.queue();
        queue.settle(shard);
        let spent_login = queue.take_login(shard);
        let was_let_in = std::mem::take(&mut self.was_let_in);
        self.ends.note(Instant::now(), code, Life { was_let_in, spent_login })
    }

    /// A new connection in place of the old one, which is dropped without a word: to Discord it
    /// is one that was lost, whose session can be resumed.
    fn rebuild(&mut self, keep: Keep) {
        let mut builder = ConfigBuilder::from(self.blueprint.clone());
        if keep == Keep::Nothing {
            self.resume_url = None;
        } else if let Some(session) = self.shard.session() {
            builder = builder.session(session.clone());
            if let (Keep::Session, Some(url)) = (keep, &self.resume_url) {
                builder = builder.resume_url(url.clone());
            }
        }
        self.blueprint.queue().settle(self.id.number());
        self.shard = Shard::with_config(self.id, builder.build());
        self.patience = Patience::new(Instant::now());
    }

    fn note_state(&mut self) {
        let state = self.shard.state();
        if !self.patience.note_state(Instant::now(), state) {
            return;
        }
        let connection = match state {
            ShardState::Active => Connection::Ready,
            ShardState::Resuming => Connection::Resuming,
            ShardState::Identifying => Connection::Waiting,
            _ => Connection::Connecting,
        };
        let shard = self.id.number();
        match (self.line.readiness.set(shard, connection), connection) {
            (Some(_), Connection::Ready) => tracing::info!(shard, "connected to Discord"),
            (Some(Connection::Ready), _) => tracing::warn!(shard, "not connected to Discord"),
            _ => {}
        }
    }

    /// Closes the connection so that its session lives on, finishes the answers under way, and
    /// keeps the session for the next start.
    async fn say_goodbye(mut self) {
        let is_connected = matches!(self.shard.state(), ShardState::Active | ShardState::Resuming);
        if is_connected {
            self.shard.close(CloseFrame::RESUME);
            // What still arrives counts as received in the session, so it is answered now.
            let closing = async {
                while let Some(Ok(Message::Text(frame))) = self.shard.next().await {
                    self.read(&frame);
                }
            };
            let _ = timeout(TIME_TO_CLOSE, AssertUnwindSafe(closing).catch_unwind()).await;
        }
        self.finish_answers().await;
        if let Some(session) = self.shard.session() {
            let url = self.resume_url.take();
            let heard_by = self.user.filter(|_| self.line.mentions.is_some());
            let saved = SavedSession::new(&self.line.token, session.clone(), url, heard_by);
            saved.save(&self.line.state, self.id).await;
        }
        tracing::info!(shard = self.id.number(), "connection closed, answers finished");
    }

    /// Waits for the answers under way, for as long as somebody waits for them.
    async fn finish_answers(&mut self) {
        self.answers.close();
        let _ = timeout(TIME_TO_ANSWER, self.answers.wait()).await;
    }
}
