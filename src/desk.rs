//! Between the doors and the service: fetches what a call needs of what is kept, has it answered,
//! and does what the answer asks for.
//!
//! Nothing here keeps anybody waiting for long: a store that does not answer in time counts as one
//! that knows nothing, and everything but what has to be kept is answered as ever.

mod limits;
mod needs;
mod unanswered;
mod views;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, interval};

use crate::answer::{Answer, Block};
use crate::call::Call;
use crate::commands::{self, Asker, Context, Effect, Refusal, Run, Suggestion, Told, Vitals};
use crate::config;
use crate::guild::{Change, Correction, Feature, GuildId, GuildRecord, PersonId};
use crate::knowledge::Date;
use crate::reload::Live;
use crate::service::{Outcome, Reply};
use crate::store::{Resilient, Saving};
use limits::Limits;
use unanswered::{Counter, Fate, Question};
pub use views::View;
use views::{Found, Views};

/// What was not asked again for so many days is forgotten.
const DAYS_KEPT: u32 = 90;

/// How often it is looked whether somebody was asked back in vain.
const PAUSE: Duration = Duration::from_mins(1);

/// How often, in those pauses, what is old is forgotten.
const PAUSES_TO_PURGE: u32 = 6 * 60;

/// Answers calls, with what is kept of people and servers.
#[derive(Debug)]
pub struct Desk {
    live: Arc<Live>,
    store: Resilient,
    /// Where that keeps things, for people: `SQLite`.
    kept_in: &'static str,
    views: Views,
    counter: Counter,
    limits: Limits,
    /// People who run the bot. Empty: whoever may manage a server.
    operators: Vec<u64>,
    outside: Arc<dyn Outside>,
    /// Held while somebody has the knowledge reloaded, so that no two threads wait for the same.
    reloading: Mutex<()>,
    since: Instant,
}

/// What the desk needs of the door that it stands behind.
#[async_trait]
pub trait Outside: std::fmt::Debug + Send + Sync {
    /// Adds what is known there of how the program is doing.
    fn vitals(&self, vitals: &mut Vitals);

    /// Brings a correction to those who can mend it: to the channel with this id, where there is
    /// one, else to whoever runs the bot.
    async fn tell(&self, asker: &Asker, channel: Option<u64>, correction: &Correction) -> Told;
}

/// Why a call is not answered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// When it would be.
    pub wait: Duration,
}

impl Desk {
    /// A desk over what is known and kept; the store with what it is, for people: `SQLite`.
    pub fn new(
        live: Arc<Live>,
        store: (Resilient, &'static str),
        limits: &config::Limits,
        operators: &[u64],
        outside: Arc<dyn Outside>,
    ) -> Self {
        let (store, kept_in) = store;
        Self {
            views: Views::new(live.today()),
            live,
            store,
            kept_in,
            counter: Counter::default(),
            limits: Limits::new(limits.person, limits.server),
            operators: operators.to_vec(),
            outside,
            reloading: Mutex::const_new(()),
            since: Instant::now(),
        }
    }

    /// What is known.
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// Grants a call, or says how long to wait for the next.
    pub fn grant(&self, asker: &Asker, is_suggestion: bool) -> Result<(), TooMany> {
        let (person, guild) = (asker.person.map(|it| it.0), asker.guild.map(|it| it.0));
        let now = Instant::now();
        let granted = if is_suggestion {
            self.limits.grant_suggestions(person, guild, now)
        } else {
            self.limits.grant_call(person, guild, now)
        };
        granted.map_err(|wait| TooMany { wait })
    }

    /// What is answered from where this is asked.
    pub async fn view(self: &Arc<Self>, guild: Option<GuildId>) -> Arc<View> {
        let current = self.live.current();
        let Some(guild) = guild else { return self.views.plain(&current) };
        match self.views.find(guild, &current) {
            Some((view, Found::Fresh)) => view,
            // Others are making the next one.
            Some((view, _)) if !self.views.begin(guild) => view,
            Some((view, Found::Unsure)) => {
                let desk = Arc::clone(self);
                tokio::spawn(async move { desk.look_up(guild).await });
                view
            }
            // Whoever asks after a reload is answered from what was loaded.
            Some((_, Found::Outdated)) => self.make(guild, None).await,
            None => self.look_up(guild).await,
        }
    }

    /// Asks the store what is kept of a server, and makes its view of that.
    async fn look_up(self: &Arc<Self>, guild: GuildId) -> Arc<View> {
        let record = self.store.guild(guild).await.ok();
        self.make(guild, record).await
    }

    async fn make(self: &Arc<Self>, guild: GuildId, record: Option<GuildRecord>) -> Arc<View> {
        let desk = Arc::clone(self);
        // Reading a server's own layer takes milliseconds, and with large packs many.
        let made = spawn_blocking(move || {
            let view = desk.views.make(guild, record.as_ref(), &desk.live.current());
            desk.views.made(guild);
            view
        });
        match made.await {
            Ok(view) => view,
            Err(_) => {
                tracing::error!("a server's knowledge could not be made, by a fault of ours");
                self.views.made(guild);
                self.views.plain(&self.live.current())
            }
        }
    }

    /// Answers a call, and does what the answer asks for.
    pub async fn respond(
        self: &Arc<Self>,
        view: &Arc<View>,
        mut asker: Asker,
        call: &Call,
    ) -> Reply {
        asker.is_operator = self.is_operator(&asker);
        let named = commands::named(call).map(|(command, _)| command);
        let context = match named.filter(|it| commands::admit(it, &asker).is_ok()) {
            Some(command) => self.context(view, asker, command, call).await,
            // The service says why not.
            None => Context { asker, server: Arc::clone(&view.server), ..Context::default() },
        };
        if named.is_none_or(|it| matches!(it.run, Run::Answers(_))) {
            return view.service.respond_in(&context, call);
        }
        // What is to be added to a server's knowledge is checked by reading all of it.
        let (service, call) = (Arc::clone(&view.service), call.clone());
        let reply = spawn_blocking(move || service.respond_in(&context, &call)).await;
        match reply {
            Ok(reply) if reply.effects.is_empty() => reply,
            Ok(reply) => self.done(view, &asker, reply).await,
            Err(_) => view.service.refuse(&Refusal::StoreDown),
        }
    }

    /// Ways to go on from what was typed, see [`crate::service::Service::suggest_in`]. None for a
    /// command that the asker may not use.
    pub fn suggest(
        &self,
        view: &View,
        asker: &Asker,
        command: &str,
        option: &str,
        typed: &str,
    ) -> Option<Vec<Suggestion>> {
        let asker = Asker { is_operator: self.is_operator(asker), ..*asker };
        if commands::find(command).is_some_and(|it| commands::admit(it, &asker).is_err()) {
            return Some(Vec::new());
        }
        let server = Arc::clone(&view.server);
        let context = Context { asker, server, ..Context::default() };
        view.service.suggest_in(&context, command, option, typed)
    }

    /// Counts a question that was not answered, or was, after one that was not.
    pub fn note(&self, view: &View, asker: &Asker, call: &Call, outcome: Outcome, is_gap: bool) {
        let Some(person) = asker.person.filter(|_| view.server.settings.has(Feature::Unanswered))
        else {
            return;
        };
        let fate = match outcome {
            Outcome::AskedBack => Fate::AskedBack,
            Outcome::NotKnown => Fate::NotKnown,
            Outcome::Declined if is_gap => Fate::NotKnown,
            Outcome::Answered | Outcome::Declined | Outcome::Failed => Fate::Settled,
        };
        let is_kept_at_once = asker.guild.is_some() && view.server.settings.has(Feature::FullText);
        let guild = asker.guild.unwrap_or(GuildId::NONE);
        let question = Question { call, guild, person, is_kept_at_once, fate };
        if let Some(change) = self.counter.note(&question, Instant::now(), self.today()) {
            self.store.later(vec![change]);
        }
    }

    /// Whether an answer to a call may be given to others who ask the same.
    pub fn is_common(call: &Call) -> bool {
        commands::named(call).is_none_or(|(command, _)| {
            matches!(command.run, Run::Answers(_)) && needs::of(command, call).next().is_none()
        })
    }

    /// Counts those who were asked back in vain, and forgets what is old, until it is dropped.
    pub fn look_after(self: &Arc<Self>) -> JoinHandle<()> {
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            let mut pauses = interval(PAUSE);
            for number in 0u32.. {
                pauses.tick().await;
                let given_up = desk.counter.given_up(Instant::now(), desk.today());
                if !given_up.is_empty() {
                    desk.store.later(given_up);
                }
                if number.is_multiple_of(PAUSES_TO_PURGE) {
                    desk.purge().await;
                }
            }
        })
    }

    async fn purge(&self) {
        let Some(day) = self.today().and_then(|it| days_before(it, DAYS_KEPT)) else { return };
        match self.store.purge(day).await {
            Ok(0) => {}
            Ok(questions) => tracing::info!(questions, "questions of long ago are forgotten"),
            Err(error) => tracing::warn!("cannot forget what is old: {}", error.message),
        }
    }

    fn today(&self) -> Option<Date> {
        self.live.current().service.day()
    }

    fn is_operator(&self, asker: &Asker) -> bool {
        let is_listed = |it: PersonId| self.operators.contains(&it.0);
        if self.operators.is_empty() {
            asker.may_manage
        } else {
            asker.person.is_some_and(is_listed)
        }
    }

    /// Does what a reply asks for; what to say then.
    async fn done(self: &Arc<Self>, view: &Arc<View>, asker: &Asker, mut reply: Reply) -> Reply {
        let mut changes = Vec::new();
        for effect in std::mem::take(&mut reply.effects) {
            match effect {
                Effect::Keep(change) => changes.push(change),
                Effect::Tell(correction) => {
                    let channel = view.server.settings.report_channel;
                    let told = self.outside.tell(asker, channel, &correction).await;
                    let actions = std::mem::take(&mut reply.answer.actions);
                    reply.answer = Answer { actions, ..commands::told(told) };
                }
            }
        }
        if changes.is_empty() {
            return reply;
        }
        let guilds: BTreeSet<GuildId> = changes.iter().filter_map(Change::guild_changed).collect();
        match self.store.save(changes).await {
            // Whoever asks next is answered with it.
            Saving::Saved => {
                for guild in guilds {
                    self.look_up(guild).await;
                }
            }
            Saving::Queued => add_first(&mut reply.answer, QUEUED),
            Saving::Lost => return view.service.refuse(&Refusal::StoreDown),
        }
        reply
    }
}

const QUEUED: &str = "I cannot reach the place where I keep things right now. I go on trying, so \
    this will hold in a while; if I am restarted before that, it is lost.";

fn add_first(answer: &mut Answer, text: &str) {
    answer.body.insert(0, Block::text(text));
}

fn days_before(day: Date, days: u32) -> Option<Date> {
    day.checked_sub(jiff::Span::new().days(days)).ok()
}
