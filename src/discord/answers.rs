//! From an interaction to its one answer, whichever way it arrived. Pure but for the service's
//! clock and log, and never panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::callback::Callback;
use super::interaction::{self, Address, Answerable, Ask, Asked, Place, Unreadable};
use crate::answer::{Action, Answer, Block, Visibility};
use crate::call::Call;
use crate::commands;
use crate::render;
use crate::service::{Reply, Service};

/// Answers interactions.
#[derive(Debug)]
pub(super) struct Answers {
    service: Arc<Service>,
}

/// What to say to an interaction, and how to count it.
#[derive(Debug)]
pub(super) struct Answered {
    /// Where the answer goes; `None` if that does not read.
    pub(super) address: Option<Address>,
    /// `None`: it takes no answer.
    pub(super) callback: Option<Callback>,
    /// Name of the command, `unknown`, or `none` where there is none to tell.
    pub(super) command: &'static str,
    /// What was decided, as [`crate::metrics::Interaction`] lists it.
    pub(super) decision: &'static str,
    /// The guild whose own list of commands the command is from.
    pub(super) listed_by: Option<u64>,
}

impl Answers {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self { service }
    }

    /// What to say to the interaction with this JSON.
    pub(super) fn answer(&self, json: &str) -> Answered {
        match interaction::read(json) {
            Ok(asked) => self.reply(asked),
            Err(unreadable) => unreadable_answer(unreadable),
        }
    }

    fn reply(&self, asked: Asked) -> Answered {
        let Asked { address, ask, place, listed_by } = asked;
        // The service catches its own panics; this is for those in drawing.
        let reply = catch_unwind(AssertUnwindSafe(|| self.callback(&ask, place)));
        let (callback, command, decision) = reply.unwrap_or_else(|_| {
            tracing::error!("drawing an answer failed by a fault of ours");
            (Some(apology()), "unknown", "failed")
        });
        Answered { address: Some(address), callback, command, decision, listed_by }
    }

    /// What to say, to which command, and what that is.
    fn callback(&self, ask: &Ask, place: Place) -> (Option<Callback>, &'static str, &'static str) {
        match ask {
            Ask::Reply(call, seen_by) => {
                let reply = self.service.respond(call);
                let decision = reply.outcome.as_str();
                (Some(message(&reply, *seen_by, place)), known_name(&call.command), decision)
            }
            Ask::Suggestions { command, option, typed } => {
                let suggestions = self.service.suggest(command, option, typed);
                (Some(Callback::suggestions(suggestions)), known_name(command), "suggested")
            }
            Ask::Ping => (Some(Callback::pong()), "none", "answered"),
            Ask::Outdated => (Some(outdated()), "none", "outdated"),
            Ask::Nothing => (None, "none", "unreadable"),
        }
    }
}

/// The reply as it may be shown in that place.
fn message(reply: &Reply, seen_by: Visibility, place: Place) -> Callback {
    let is_public = seen_by == Visibility::Everyone && place.shows_embeds;
    let visibility = if is_public { reply.visibility } else { Visibility::OnlyAsker };
    let message = render::message(&reply.answer, visibility);
    Callback::message(if place.takes_files { message } else { message.without_files() })
}

/// A name for logs and figures: what is no command was typed by somebody.
fn known_name(command: &str) -> &'static str {
    commands::find(command).map_or("unknown", |it| it.name)
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
    Answered { address, callback, command: "none", decision: "unreadable", listed_by: None }
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
