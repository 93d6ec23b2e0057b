//! From an interaction to its one answer, whichever way it arrived. Never panics.

mod memo;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use futures_util::FutureExt;

use super::callback::{Body, Callback};
use super::interaction::{Address, Answerable, Ask, Asked, Asking, Place, Unreadable, Upload};
use super::pictures::Pictures;
use super::uploads::{UploadError, Uploads};
use crate::answer::{Roadmap, Visibility};
use crate::call::Call;
use crate::commands::{self, Asker};
use crate::desk::{Desk, View};
use crate::render;
use crate::render::message::Message;
use crate::service::{Outcome, Reply, known_name};
use memo::{Memo, Question};
pub(super) use words::apology;

/// Answers interactions.
#[derive(Debug)]
pub(super) struct Answers {
    desk: Arc<Desk>,
    memo: Memo,
    pictures: Arc<Pictures>,
    /// `None`: there is nowhere to fetch files from.
    uploads: Option<Uploads>,
}

/// What to say to an interaction.
#[derive(Debug)]
pub(super) struct Answered {
    /// Where the answer goes; `None` if that does not read.
    pub(super) address: Option<Address>,
    /// The answer, and how to count it.
    pub(super) made: Arc<Made>,
    /// The guild whose own list of commands the command is from.
    pub(super) listed_by: Option<u64>,
}

/// An answer that is ready to be sent, to whomever.
#[derive(Debug)]
pub(super) struct Made {
    /// In words. `None`: it takes no answer.
    pub(super) body: Option<Body>,
    /// The same with a picture that is yet to be drawn, where it has one.
    with_picture: Option<Message>,
    /// Whether a person reads it, rather than their autocomplete list.
    pub(super) is_message: bool,
    /// Name of the command, `unknown`, or `none` where there is none to tell.
    pub(super) command: &'static str,
    /// What was decided, as [`crate::metrics::Interaction`] lists it.
    pub(super) decision: &'static str,
    /// What became of a question, and whether it shows something that we might hold; `None`: it was
    /// none.
    fate: Option<(Outcome, bool)>,
}

impl Answers {
    pub(super) fn new(desk: Arc<Desk>, pictures: Arc<Pictures>, uploads: Option<Uploads>) -> Self {
        Self { desk, memo: Memo::default(), pictures, uploads }
    }

    /// The body to send: with its picture, if it has one that can be drawn in time.
    pub(super) async fn body(&self, made: &Made) -> Option<Body> {
        let words = made.body.as_ref()?;
        Some(self.pictures.body(made.with_picture.as_ref(), words, callback).await)
    }

    /// The same, drawn at once on this thread.
    pub(super) fn body_at_once(&self, made: &Made) -> Option<Body> {
        let words = made.body.as_ref()?;
        Some(self.pictures.body_at_once(made.with_picture.as_ref(), words, callback))
    }

    /// What to say to an interaction; what it asks to be done is done then.
    pub(super) async fn answer(&self, interaction: Result<Asked, Unreadable>) -> Answered {
        let Asked { address, ask, asker, place, listed_by } = match interaction {
            Ok(asked) => asked,
            Err(unreadable) => return unreadable_answer(unreadable),
        };
        let making = AssertUnwindSafe(self.made(ask, asker, place)).catch_unwind();
        // The service catches its own panics; this is for all others.
        let made = making.await.unwrap_or_else(|_| {
            tracing::error!("an answer failed by a fault of ours");
            Arc::new(Made::new(Some(&apology()), "unknown", FAILED))
        });
        Answered { address: Some(address), made, listed_by }
    }

    async fn made(&self, ask: Ask, asker: Asker, place: Place) -> Arc<Made> {
        match ask {
            Ask::Reply(asking) => self.reply(asking, asker, place).await,
            Ask::Suggestions { .. } => self.suggestions(ask, asker, place).await,
            Ask::Ping => Arc::new(Made::new(Some(&Callback::pong()), NONE, "answered")),
            Ask::Outdated => Arc::new(Made::new(Some(&words::outdated()), NONE, "outdated")),
            Ask::Nothing => Arc::new(Made::new(None, NONE, UNREADABLE)),
        }
    }

    async fn reply(&self, mut asking: Asking, asker: Asker, place: Place) -> Arc<Made> {
        let command = known_name(&asking.call);
        if let Err(too_many) = self.desk.grant(&asker, false) {
            return Arc::new(Made::new(Some(&words::too_many(too_many.wait)), command, LIMITED));
        }
        if let Some(upload) = asking.upload.take()
            && let Err(error) = self.give(&mut asking.call, upload, &asker).await
        {
            return Arc::new(Made::new(Some(&words::no_upload(&error)), command, "declined"));
        }
        let view = self.desk.view(asker.guild).await;
        let made = if Desk::is_common(&asking.call) {
            let question = Question::new(&view, Ask::Reply(asking.clone()), &asker, place);
            let make = self.make(&view, &asking, asker, place);
            self.remembered(question, &view, make).await
        } else {
            Arc::new(self.make(&view, &asking, asker, place).await)
        };
        if let Some((outcome, is_gap)) = made.fate {
            self.desk.note(&view, &asker, &asking.call, outcome, is_gap);
        }
        made
    }

    /// Gives the option of a call what is in a file. For somebody who may not make that call
    /// nothing is fetched: its name will do, since they are refused whatever it holds.
    async fn give(
        &self,
        call: &mut Call,
        upload: Upload,
        asker: &Asker,
    ) -> Result<(), UploadError> {
        let is_admitted = commands::named(call)
            .is_some_and(|(command, _)| commands::admit(command, asker).is_ok());
        let value = match &self.uploads {
            Some(uploads) if is_admitted => uploads.fetch(&upload).await?,
            _ => upload.name,
        };
        *call = std::mem::take(call).replacing(&upload.option, value);
        Ok(())
    }

    async fn make(&self, view: &Arc<View>, asking: &Asking, asker: Asker, place: Place) -> Made {
        let reply = self.desk.respond(view, asker, &asking.call).await;
        let command = known_name(&asking.call);
        let drawn = catch_unwind(AssertUnwindSafe(|| drawn(&reply, asking, place, command)));
        drawn.unwrap_or_else(|_| {
            tracing::error!(command, "drawing an answer failed by a fault of ours");
            Made::new(Some(&apology()), command, FAILED)
        })
    }

    async fn suggestions(&self, ask: Ask, asker: Asker, place: Place) -> Arc<Made> {
        if self.desk.grant(&asker, true).is_err() {
            let none = Callback::suggestions(Vec::new());
            return Arc::new(Made::new(Some(&none), ask.command(), LIMITED));
        }
        let view = self.desk.view(asker.guild).await;
        let question = Question::new(&view, ask, &asker, place);
        let (ask, name) = (question.ask.clone(), question.ask.command());
        let make = async {
            let suggestions = match &ask {
                Ask::Suggestions { command, option, typed } => {
                    self.desk.suggest(&view, &asker, command, option, typed)
                }
                _ => None,
            };
            let decision = if suggestions.is_some() { "suggested" } else { FAILED };
            let list = Callback::suggestions(suggestions.unwrap_or_default());
            Made::new(Some(&list), name, decision)
        };
        self.remembered(question, &view, make).await
    }

    /// An answer is a function of what is asked, of where, and of the day, so one that was made
    /// today is not made again.
    async fn remembered(
        &self,
        question: Question,
        view: &View,
        make: impl Future<Output = Made>,
    ) -> Arc<Made> {
        let day = view.service.day();
        if let Some(made) = self.memo.get(&question, day) {
            let Made { command, decision, .. } = *made;
            tracing::debug!(command, decision, "answered as before");
            return made;
        }
        let made = Arc::new(make.await);
        // A picture is kept by itself, and what it is of may be large.
        if made.decision != FAILED && made.with_picture.is_none() {
            self.memo.keep(question, &made, day);
        }
        made
    }
}

/// Decisions, as [`crate::metrics::Interaction`] lists them.
const FAILED: &str = "failed";
const UNREADABLE: &str = "unreadable";
const LIMITED: &str = "limited";

/// In place of a command where there is none.
const NONE: &str = "none";

impl Made {
    /// Of what it has a picture, if it has one.
    pub(super) fn picture(&self) -> Option<&Roadmap> {
        self.with_picture.as_ref()?.picture()
    }

    fn new(callback: Option<&Callback>, command: &'static str, decision: &'static str) -> Self {
        let body = callback.and_then(|it| it.body().ok());
        let is_message = callback.is_some_and(Callback::is_message);
        Self { body, with_picture: None, is_message, command, decision, fate: None }
    }
}

fn callback(message: Message) -> Option<Body> {
    Callback::message(message).body().ok()
}

fn drawn(reply: &Reply, asking: &Asking, place: Place, command: &'static str) -> Made {
    let decision = reply.outcome.as_str();
    let fate = Some((reply.outcome, reply.is_gap));
    let form = reply.answer.form.as_deref().filter(|_| asking.takes_form);
    if let Some(form) = form.and_then(render::form) {
        return Made { fate, ..Made::new(Some(&Callback::form(form)), command, decision) };
    }
    let message = message(reply, asking.seen_by, place);
    let with_picture = message.picture().is_some().then(|| message.clone());
    let words = Callback::message(message.without_picture());
    Made { with_picture, fate, ..Made::new(Some(&words), command, decision) }
}

/// The reply as it may be shown in that place.
fn message(reply: &Reply, seen_by: Visibility, place: Place) -> Message {
    let is_public = seen_by == Visibility::Everyone && place.shows_embeds;
    let visibility = if is_public { reply.visibility } else { Visibility::OnlyAsker };
    let message = render::message(&reply.answer, visibility);
    if place.takes_files { message } else { message.without_files() }
}

fn unreadable_answer(unreadable: Unreadable) -> Answered {
    let Unreadable { kind, problem, answer } = unreadable;
    tracing::warn!(kind, problem, "an interaction does not read");
    let (address, callback) = match answer {
        Answerable::Message(address) => (Some(address), Some(apology())),
        Answerable::Suggestions(address) => {
            (Some(address), Some(Callback::suggestions(Vec::new())))
        }
        Answerable::Nothing => (None, None),
    };
    let made = Arc::new(Made::new(callback.as_ref(), NONE, UNREADABLE));
    Answered { address, made, listed_by: None }
}
