//! Replies to messages that mention us, and to those to us alone, for whoever turns that on.

pub(super) mod limits;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::callback::{Body, body};
use super::door::Recent;
use super::invalid::{InvalidRequests, Pace};
use super::message::Heard;
use super::pictures::Pictures;
use super::rest::{Failure, Rest};
use crate::answer::{Roadmap, Visibility};
use crate::call::Call;
use crate::commands::Asker;
use crate::desk::{Desk, View};
use crate::guild::{Feature, GuildId, PersonId};
use crate::metrics::{Mention, Metrics};
use crate::render;
use crate::render::message::Message;
use crate::service::{Reply, Service, known_name};
use limits::{Denied, Limits};

/// A message that comes again after a resumption is not replied to if it is older: the talk has
/// moved on.
pub(super) const TOO_OLD: Duration = Duration::from_mins(1);

/// How long a reply may take. Nobody is kept waiting by a form that fails, as with commands, and
/// Discord may ask to wait for some seconds.
const TIME_TO_REPLY: Duration = Duration::from_secs(10);

/// How long a try may take, so that there is time for the next.
const TIME_FOR_TRY: Duration = Duration::from_secs(3);

/// So often at most a reply is sent. Discord takes none twice: each has a nonce.
const TRIES: u32 = 3;

/// How long to wait after a 429 that does not say it.
const PAUSE: Duration = Duration::from_secs(1);

/// How long nothing is sent once Discord does not accept the token.
const PAUSE_WITHOUT_TOKEN: Duration = Duration::from_mins(10);

/// Why Discord lets us say nothing in a channel ("JSON Error Codes" in
/// topics/opcodes-and-status-codes): it is gone, no access, an empty message (which is what is left
/// where embeds may not be sent), a person who takes no messages, no permission, an archived or
/// locked thread, no permission to read what is replied to.
const CLOSED: [u64; 7] = [10003, 50001, 50006, 50007, 50013, 50083, 160_002];

/// Replies to messages.
#[derive(Debug)]
pub(super) struct Mentions {
    desk: Arc<Desk>,
    rest: Arc<Rest>,
    invalid: Arc<InvalidRequests>,
    metrics: Arc<Metrics>,
    pictures: Arc<Pictures>,
    recent: Mutex<Recent>,
    limits: Mutex<Limits>,
}

/// A reply that is ready to be sent.
#[derive(Debug)]
pub(super) struct Said {
    channel: u64,
    /// In words.
    body: Body,
    /// The same with a picture that is yet to be drawn, where it has one.
    with_picture: Option<Message>,
    /// Name of the command that was understood, `unknown`, or `none` where none was.
    pub(super) command: &'static str,
    /// As [`Mention`] lists it.
    pub(super) decision: &'static str,
}

/// What becomes of a try.
enum Try {
    /// As [`Mention`] lists it.
    Final(&'static str),
    Again,
}

impl Mentions {
    pub(super) fn new(
        desk: Arc<Desk>,
        rest: Arc<Rest>,
        invalid: Arc<InvalidRequests>,
        metrics: Arc<Metrics>,
        pictures: Arc<Pictures>,
    ) -> Self {
        let (recent, limits) = (Mutex::default(), Mutex::new(Limits::new()));
        Self { desk, rest, invalid, metrics, pictures, recent, limits }
    }

    /// Counts a message to which it is too late to reply.
    pub(super) fn note_late(&self) {
        self.count(NONE, "late");
    }

    /// What brings the reply to a `question` to Discord; `None`: there is none.
    pub(super) fn reply(
        self: &Arc<Self>,
        heard: Heard,
        question: String,
        received: Instant,
    ) -> Option<impl Future<Output = ()> + Send + use<>> {
        if !self.recent.lock().unwrap_or_else(PoisonError::into_inner).add(heard.id) {
            self.count(NONE, "repeated");
            return None;
        }
        let granted = self.limits().grant(heard.channel, heard.author, received);
        if let Err(denied) = granted {
            self.count(NONE, denied.as_str());
            return None;
        }
        let mentions = Arc::clone(self);
        Some(async move {
            match said(&mentions.desk, &heard, &question).await {
                Ok(said) => mentions.bring(said, received).await,
                Err(Silence::TurnedOff) => mentions.count(NONE, "ignored"),
                Err(Silence::Fault) => {
                    tracing::error!("drawing a reply failed by a fault of ours");
                    mentions.count("failed", "ignored");
                }
            }
        })
    }

    async fn bring(&self, mut said: Said, received: Instant) {
        let message = said.with_picture.take();
        said.body = self.pictures.body(message.as_ref(), &said.body, |it| written(&it)).await;
        let outcome = self.send(&said, received).await;
        self.count(said.decision, outcome);
    }

    /// Sends a reply, and again if Discord or the line had a hiccup and there is time left.
    async fn send(&self, said: &Said, received: Instant) -> &'static str {
        let deadline = received + TIME_TO_REPLY;
        for number in 1..=TRIES {
            if let Err(denied) = self.turn(said.channel, deadline).await {
                return denied.as_str();
            }
            match self.invalid.pace() {
                Pace::Nothing => return "withheld",
                Pace::NoRetries if number > 1 => break,
                _ => {}
            }
            let limit = deadline.min(Instant::now() + TIME_FOR_TRY);
            let attempt = self.rest.post_message(said.channel, &said.body);
            let failure = match timeout_at(limit, attempt).await {
                Ok(Ok(pause)) => {
                    if let Some(pause) = pause {
                        self.limits().note_full(said.channel, Instant::now() + pause);
                    }
                    return "delivered";
                }
                Ok(Err(failure)) => failure,
                Err(_) => Failure::of("no answer in time"),
            };
            if let Try::Final(outcome) = self.judge(said.channel, &failure, number) {
                return outcome;
            }
        }
        tracing::warn!("a reply to a message did not reach Discord");
        "lost"
    }

    /// Waits until Discord takes something for this channel.
    async fn turn(&self, channel: u64, deadline: Instant) -> Result<(), Denied> {
        loop {
            let now = Instant::now();
            if self.limits().is_closed(channel, now) {
                return Err(Denied::Closed);
            }
            let free_at = self.limits().free_at(channel);
            match free_at {
                Some(at) if at >= deadline => return Err(Denied::TooMany),
                // Others may have had their turn meanwhile, so it is asked for again.
                Some(at) if at > now => sleep_until(at).await,
                _ => return Ok(()),
            }
        }
    }

    /// What to do after a failure, which is remembered for those that come after it.
    fn judge(&self, channel: u64, failure: &Failure, number: u32) -> Try {
        let now = Instant::now();
        let message = failure.message.as_str();
        match failure.status {
            Some(429) => {
                let until = now + failure.retry_after.unwrap_or(PAUSE);
                if failure.is_global {
                    self.limits().note_quiet(until);
                } else {
                    self.limits().note_full(channel, until);
                }
                Try::Again
            }
            Some(401) => {
                tracing::error!("Discord refuses the token for replies to messages");
                self.limits().note_quiet(now + PAUSE_WITHOUT_TOKEN);
                Try::Final("refused")
            }
            _ if failure.is_temporary() => {
                // Others who wait for this channel would meet the same.
                self.limits().note_full(channel, now + failure.pause(number - 1));
                Try::Again
            }
            Some(403 | 404) => self.close(channel, message, now),
            _ if CLOSED.contains(&failure.code) => self.close(channel, message, now),
            _ => {
                tracing::error!(because = message, "Discord refuses a reply to a message");
                Try::Final("refused")
            }
        }
    }

    fn close(&self, channel: u64, because: &str, now: Instant) -> Try {
        if self.limits().note_closed(channel, now) {
            tracing::debug!(because, "a channel does not let us reply, and is left alone");
        }
        Try::Final("closed")
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, decision: &'static str, outcome: &'static str) {
        self.metrics.count_mention(&Mention { decision, outcome });
    }
}

/// The decision where none was made.
const NONE: &str = "none";

impl Denied {
    /// As [`Mention`] lists it.
    fn as_str(self) -> &'static str {
        match self {
            Self::TooMany => "dropped",
            Self::Closed => "closed",
        }
    }
}

/// Why there is no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// The server wants none.
    TurnedOff,
    /// A fault of ours.
    Fault,
}

/// The reply to a `question`.
pub(super) async fn said(desk: &Arc<Desk>, heard: &Heard, question: &str) -> Result<Said, Silence> {
    let view = desk.view(heard.guild.map(GuildId)).await;
    if !heard.is_direct() && !view.server.settings.has(Feature::Mentions) {
        return Err(Silence::TurnedOff);
    }
    let answered = AssertUnwindSafe(answer(desk, &view, heard, question)).catch_unwind().await;
    let Ok((command, reply)) = answered else { return Err(Silence::Fault) };
    // The service catches its own panics; this is for those in drawing.
    catch_unwind(AssertUnwindSafe(|| drawn(heard, command, &reply)))
        .ok()
        .flatten()
        .ok_or(Silence::Fault)
}

fn drawn(heard: &Heard, command: &'static str, reply: &Reply) -> Option<Said> {
    // A message is for everybody; nobody can be shown one alone.
    let message = render::message(&reply.answer, Visibility::Everyone).in_reply_to(heard.id);
    // Whether a channel takes files is not known, and one that does not takes no message with
    // one. A person's own channel does.
    let message = if heard.is_direct() { message } else { message.without_files() };
    let with_picture = message.picture().is_some().then(|| message.clone());
    let body = written(&message.without_picture())?;
    let decision = reply.outcome.as_str();
    Some(Said { channel: heard.channel, body, with_picture, command, decision })
}

fn written(message: &Message) -> Option<Body> {
    body(message, message.files()).ok()
}

impl Said {
    /// Of what it has a picture, if it has one.
    pub(super) fn picture(&self) -> Option<&Roadmap> {
        self.with_picture.as_ref()?.picture()
    }

    /// The whole of it, drawn at once on this thread.
    pub(super) fn body_at_once(&self, pictures: &Pictures) -> Body {
        pictures.body_at_once(self.with_picture.as_ref(), &self.body, |it| written(&it))
    }
}

/// What is said to a question that stands in a message, and by which command; to none, what can be
/// asked.
async fn answer(
    desk: &Arc<Desk>,
    view: &Arc<View>,
    heard: &Heard,
    question: &str,
) -> (&'static str, Reply) {
    let call = match question {
        "" => Ok(Call::new("help")),
        _ => Service::read(question),
    };
    let call = match call {
        Ok(call) => call,
        Err(refusal) => return (NONE, view.service.refuse(&refusal)),
    };
    let author = Asker {
        person: Some(PersonId(heard.author)),
        guild: heard.guild.map(GuildId),
        ..Asker::default()
    };
    // What is kept of somebody is not for a whole channel to read.
    let is_for_all = heard.is_direct() || Desk::is_common(&call);
    let asker = if is_for_all { author } else { Asker { person: None, ..author } };
    let reply = desk.respond(view, asker, &call).await;
    desk.note(view, &author, &call, reply.outcome, reply.is_gap);
    (known_name(&call), reply)
}
