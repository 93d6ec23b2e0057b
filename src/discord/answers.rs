//! From an interaction to its one answer, whichever way it arrived. Never panics.

mod memo;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::callback::{Body, Callback};
use super::interaction::{Address, Answerable, Ask, Asked, Place, Unreadable};
use super::pictures::Pictures;
use crate::answer::{Action, Answer, Block, Roadmap, Visibility};
use crate::call::Call;
use crate::commands;
use crate::render;
use crate::render::message::Message;
use crate::service::{Reply, Service, known_name};
use memo::Memo;

/// Answers interactions.
#[derive(Debug)]
pub(super) struct Answers {
    service: Arc<Service>,
    memo: Memo,
    pictures: Arc<Pictures>,
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
}

impl Answers {
    pub(super) fn new(service: Arc<Service>, pictures: Arc<Pictures>) -> Self {
        Self { service, memo: Memo::default(), pictures }
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

    /// What to say to an interaction.
    pub(super) fn answer(&self, interaction: Result<Asked, Unreadable>) -> Answered {
        match interaction {
            Ok(Asked { address, ask, place, listed_by }) => {
                Answered { address: Some(address), made: self.made(ask, place), listed_by }
            }
            Err(unreadable) => unreadable_answer(unreadable),
        }
    }

    /// An answer is a function of what is asked, of where, and of the day, so one that was made
    /// today is not made again.
    fn made(&self, ask: Ask, place: Place) -> Arc<Made> {
        let day = self.service.day();
        let asked = (ask, place);
        if let Some(made) = self.memo.get(&asked, day) {
            let Made { command, decision, .. } = *made;
            tracing::debug!(command, decision, "answered as before");
            return made;
        }
        let made = Arc::new(self.make(&asked.0, place));
        // A picture is kept by itself, and what it is of may be large.
        if made.decision != FAILED && made.with_picture.is_none() {
            self.memo.keep(asked, &made, day);
        }
        made
    }

    fn make(&self, ask: &Ask, place: Place) -> Made {
        // The service catches its own panics; this is for those in drawing.
        catch_unwind(AssertUnwindSafe(|| self.answer_to(ask, place))).unwrap_or_else(|_| {
            tracing::error!("drawing an answer failed by a fault of ours");
            Made::new(Some(&apology()), "unknown", FAILED)
        })
    }

    fn answer_to(&self, ask: &Ask, place: Place) -> Made {
        match ask {
            Ask::Reply(call, seen_by) => {
                let reply = self.service.respond(call);
                let message = message(&reply, *seen_by, place);
                let with_picture = message.picture().is_some().then(|| message.clone());
                let words = Callback::message(message.without_picture());
                let (command, decision) = (known_name(call), reply.outcome.as_str());
                Made { with_picture, ..Made::new(Some(&words), command, decision) }
            }
            Ask::Suggestions { command, option, typed } => {
                let suggestions = self.service.suggest(command, option, typed);
                let decision = if suggestions.is_some() { "suggested" } else { FAILED };
                let list = Callback::suggestions(suggestions.unwrap_or_default());
                let command = commands::find(command).map_or("unknown", |it| it.name);
                Made::new(Some(&list), command, decision)
            }
            Ask::Ping => Made::new(Some(&Callback::pong()), "none", "answered"),
            Ask::Outdated => Made::new(Some(&outdated()), "none", "outdated"),
            Ask::Nothing => Made::new(None, "none", UNREADABLE),
        }
    }
}

/// Decisions, as [`crate::metrics::Interaction`] lists them.
const FAILED: &str = "failed";
const UNREADABLE: &str = "unreadable";

impl Made {
    /// Of what it has a picture, if it has one.
    pub(super) fn picture(&self) -> Option<&Roadmap> {
        self.with_picture.as_ref()?.picture()
    }

    fn new(callback: Option<&Callback>, command: &'static str, decision: &'static str) -> Self {
        let body = callback.and_then(|it| it.body().ok());
        let is_message = callback.is_some_and(Callback::is_message);
        Self { body, with_picture: None, is_message, command, decision }
    }
}

fn callback(message: Message) -> Option<Body> {
    Callback::message(message).body().ok()
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
    let made = Arc::new(Made::new(callback.as_ref(), "none", UNREADABLE));
    Answered { address, made, listed_by: None }
}

/// What is said after a fault of ours.
pub(super) fn apology() -> Callback {
    private("Sorry, that went wrong", "The fault is mine, not yours. Please try again.", Vec::new())
}

fn outdated() -> Callback {
    let text = "That button is from another version of me. Please ask with a command instead.";
    let help = Action::call("Help", Call::new("help"));
    private("I no longer know that button", text, vec![help])
}

/// A message to the asker alone.
fn private(title: &str, text: &str, actions: Vec<Action>) -> Callback {
    let answer = Answer {
        title: title.to_owned(),
        body: vec![Block::text(text)],
        actions,
        ..Answer::default()
    };
    Callback::message(render::message(&answer, Visibility::OnlyAsker))
}
