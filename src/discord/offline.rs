//! The Discord door without Discord: what would be sent, made by the code that sends it.
//!
//! Limits of pace are left out, since they are about Discord's patience and not about an answer.
//! What people and servers tell it is kept in memory, and goes when it does.

use std::sync::Arc;

use async_trait::async_trait;

use super::answers::Answers;
use super::callback::Body;
use super::gateway::frame::{Event, Frame};
use super::interaction::{self, Asked, Unreadable};
use super::mentions;
use super::message;
use super::pictures::Pictures;
use super::upkeep;
use crate::answer::Roadmap;
use crate::commands::{Asker, Told, Vitals};
use crate::config;
use crate::desk::{Desk, Outside};
use crate::guild::Correction;
use crate::reload::Live;
use crate::render::roadmap::{self, Theme};
use crate::runtime;
use crate::service::Service;

/// Answers as the endpoint and the gateway do, and keeps answers of today as they do.
#[derive(Debug)]
pub struct Offline {
    desk: Arc<Desk>,
    answers: Answers,
    pictures: Arc<Pictures>,
}

/// What would go to Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// `None`: it takes no answer.
    pub body: Option<Body>,
    /// Name of the command, `unknown`, or `none` where there is none to tell.
    pub command: &'static str,
    /// As the figures list it, see [`crate::metrics::Interaction`].
    pub decision: &'static str,
    /// The picture that goes along, if one does, as it can be shown where pictures may be live.
    pub drawing: Option<Drawing>,
}

/// A picture as SVG, whose certifications are groups with `data-certification`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// For a light page.
    pub light: String,
    /// For a dark one.
    pub dark: String,
}

/// There is nobody to tell, and nothing to say of a connection.
#[derive(Debug)]
struct Nobody;

#[async_trait]
impl Outside for Nobody {
    fn vitals(&self, _: &mut Vitals) {}

    async fn tell(&self, _: &Asker, channel: Option<u64>, _: &Correction) -> Told {
        if channel.is_some() { Told::InChannel } else { Told::ToOperator }
    }
}

impl Drawing {
    fn of(picture: &Roadmap) -> Self {
        let svg = |theme| roadmap::svg(picture, theme, roadmap::chat_width(picture));
        Self { light: svg(Theme::Light), dark: svg(Theme::Dark) }
    }
}

impl Offline {
    /// Answers from what is known, with pictures of this theme. Needs a runtime.
    pub fn new(live: Arc<Live>, theme: config::Theme) -> Self {
        let pictures = Pictures::shared(theme);
        let place = config::StorePlace::Memory;
        let store = (upkeep::opened(&place), place.kind());
        let limits = config::Limits { person: None, server: None };
        let desk = Arc::new(Desk::new(live, store, &limits, &[], Arc::new(Nobody)));
        let answers = Answers::new(Arc::clone(&desk), Arc::clone(&pictures), None);
        Self { desk, answers, pictures }
    }

    /// The answer to an interaction, given as the body of a request to the endpoint.
    pub async fn interaction(&self, json: &str) -> Outgoing {
        self.read(interaction::read(json)).await
    }

    /// The reply to a message, given as the `d` of a `MESSAGE_CREATE`, by the bot whose user has
    /// the id `us`. `None`: it asks us nothing.
    pub async fn message(&self, json: &str, us: u64) -> Option<Outgoing> {
        self.heard(&message::read(json)?, us).await
    }

    async fn read(&self, interaction: Result<Asked, Unreadable>) -> Outgoing {
        let made = self.answers.answer(interaction).await.made;
        let body = self.answers.body_at_once(&made);
        let drawing = made.picture().map(Drawing::of);
        Outgoing { body, command: made.command, decision: made.decision, drawing }
    }

    async fn heard(&self, heard: &message::Heard, us: u64) -> Option<Outgoing> {
        let question = heard.question(us)?;
        let said = mentions::said(&self.desk, heard, &question).await.ok()?;
        let body = Some(said.body_at_once(&self.pictures));
        let drawing = said.picture().map(Drawing::of);
        Some(Outgoing { body, command: said.command, decision: said.decision, drawing })
    }
}

/// As the settings have it unless somebody says otherwise.
fn in_dark(service: &Arc<Service>) -> Offline {
    Offline::new(Arc::new(Live::fixed(Arc::clone(service))), config::Theme::Dark)
}

/// The body of the answer to an interaction, the same over either transport. `None`: it is nothing
/// that can be answered.
pub fn answer(service: &Arc<Service>, interaction: &str) -> Option<Body> {
    runtime::wait(async { in_dark(service).interaction(interaction).await }).body
}

/// The same for a frame of the gateway; `None` also where it carries no interaction.
pub fn answer_frame(service: &Arc<Service>, frame: &str) -> Option<Body> {
    match Frame::read(frame)?.event {
        Event::Interaction(interaction) => {
            runtime::wait(async { in_dark(service).read(interaction).await }).body
        }
        Event::Message(_) | Event::Ready(_) | Event::Resumed | Event::Other => None,
    }
}

/// The body of the reply to a frame that carries a message, for the bot whose user has the id `us`.
/// `None`: it asks us nothing.
pub fn reply_to_frame(service: &Arc<Service>, frame: &str, us: u64) -> Option<Body> {
    let Event::Message(heard) = Frame::read(frame)?.event else { return None };
    runtime::wait(async { in_dark(service).heard(&heard, us).await })?.body
}
