//! Figures for whoever runs the bot, in Prometheus' text format.
//!
//! Labels are words of ours, never what a person typed, so their number is bounded.

mod recent;

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::prometheus_text::{self, encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::knowledge::Knowledge;
use recent::Recent;

/// What [`Metrics::text`] is, for a response's header.
pub const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// What the name of every figure begins with.
pub const PREFIX: &str = "certguide";

/// Upper ends of the histogram's steps, in seconds: from an answer on the same machine to
/// Discord's limit of 3.
const SECONDS: [f64; 13] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 3.0];

/// Everything that is counted and measured since the process started.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    interactions: Family<Interaction, Counter>,
    mentions: Family<Mention, Counter>,
    answer: Family<Transport, Histogram>,
    /// The last of them.
    recent: Recent,
    requests: Family<Status, Counter>,
    invalid_requests: Counter,
    reconnects: Family<Shard, Counter>,
    ready: Gauge,
    shard_ready: Family<Shard, Gauge>,
    heartbeat: Family<Shard, Gauge<f64, AtomicU64>>,
    /// Without a value until Discord has said it: none left would be an alarm.
    identifies_left: Family<NoLabels, Gauge>,
    /// One alone: of what is answered from now.
    revision: Family<Revision, Gauge>,
    certifications: Gauge,
    issuers: Gauge,
    reloads: Family<Taken, Counter>,
    kept: Kept,
}

/// What becomes of what is to be kept.
#[derive(Debug, Default)]
struct Kept {
    failed: Counter,
    retried: Counter,
    lost: Counter,
    waiting: Gauge,
}

/// Of the store, since the start.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct StoreFigures {
    /// Calls of it that failed.
    pub failed: u64,
    /// Changes that were tried again.
    pub retried: u64,
    /// Changes that were given up.
    pub lost: u64,
    /// Changes that wait to be tried again, now.
    pub waiting: u64,
}

/// One interaction, as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Interaction {
    /// Name of the command, `unknown`, or `none` where the interaction does not read.
    pub command: &'static str,
    /// What we decided: `answered`, `asked_back`, `declined`, `not_known`, `failed`, `suggested`,
    /// `outdated`, `limited` (they asked too much), or `unreadable`; `none` where it did not come to that.
    pub decision: &'static str,
    /// What became of it: `delivered`, `late`, `lost`, `refused`, `withheld`, `repeated`, or
    /// `ignored`.
    pub outcome: &'static str,
}

/// One message that mentions the bot, or is to it alone, as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Mention {
    /// What we decided: `answered`, `asked_back`, `declined`, `not_known`, `failed`, or `none` where
    /// it did not come to that.
    pub decision: &'static str,
    /// What became of the reply: `delivered`, `lost`, `refused`, `withheld`; `dropped`, there were
    /// too many before it; `closed`, Discord does not let us reply there; `late`, `repeated`, or
    /// `ignored`.
    pub outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Transport {
    transport: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Status {
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NoLabels {}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Revision {
    revision: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Taken {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Shard {
    shard: u32,
}

impl Default for Metrics {
    /// Nothing counted, and nothing known.
    fn default() -> Self {
        Self::new(&Knowledge::default())
    }
}

impl Metrics {
    /// Nothing counted yet, and what `knowledge` there is.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut registry = Registry::with_prefix(PREFIX);
        let metrics = Self {
            interactions: Family::default(),
            mentions: Family::default(),
            answer: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            recent: Recent::default(),
            requests: Family::default(),
            invalid_requests: Counter::default(),
            reconnects: Family::default(),
            ready: Gauge::default(),
            shard_ready: Family::default(),
            heartbeat: Family::default(),
            identifies_left: Family::default(),
            revision: Family::default(),
            certifications: Gauge::default(),
            issuers: Gauge::default(),
            reloads: Family::default(),
            kept: Kept::default(),
            registry: Registry::default(),
        };
        metrics.register_counted(&mut registry);
        metrics.register_known(&mut registry);
        metrics.kept.register(&mut registry);
        metrics.set_knowledge(knowledge);
        Self { registry, ..metrics }
    }

    fn register_counted(&self, registry: &mut Registry) {
        registry.register(
            "interactions",
            "Interactions by command, what was decided, and what became of the answer",
            self.interactions.clone(),
        );
        registry.register(
            "mentions",
            "Messages that mention the bot or are to it alone, by what was decided and what became \
             of the reply",
            self.mentions.clone(),
        );
        registry.register_with_unit(
            "answer",
            "Time from an interaction's arrival until Discord has the answer",
            Unit::Seconds,
            self.answer.clone(),
        );
        registry.register(
            "endpoint_requests",
            "Requests to the interactions endpoint, by the status of the response",
            self.requests.clone(),
        );
        registry.register(
            "invalid_requests",
            "Requests that Discord met with 401, 403 or 429; it bans an address at 10,000 in 10 \
             minutes",
            self.invalid_requests.clone(),
        );
        registry.register(
            "gateway_reconnects",
            "Connections to the gateway that ended",
            self.reconnects.clone(),
        );
        registry.register(
            "ready",
            "Whether interactions can be answered, as /readyz says: 1 or 0",
            self.ready.clone(),
        );
        registry.register(
            "gateway_shard_ready",
            "Whether a shard is connected and logged in: 1 or 0",
            self.shard_ready.clone(),
        );
        registry.register_with_unit(
            "gateway_heartbeat",
            "Time that the gateway took to acknowledge a shard's last heartbeat",
            Unit::Seconds,
            self.heartbeat.clone(),
        );
        registry.register(
            "gateway_identifies_left",
            "Logins to the gateway that Discord still allows until its daily limit is reset",
            self.identifies_left.clone(),
        );
    }

    fn register_known(&self, registry: &mut Registry) {
        registry.register("build", "Version of the program", Info::new([("version", VERSION)]));
        registry.register(
            "knowledge_info",
            "Revision of the knowledge that is answered from",
            self.revision.clone(),
        );
        registry.register(
            "knowledge_certifications",
            "Certifications that are known",
            self.certifications.clone(),
        );
        registry.register("knowledge_issuers", "Issuers that are known", self.issuers.clone());
        registry.register(
            "knowledge_reloads",
            "Looks at changed files, by whether they are answered from since (`taken`) or not \
             (`refused`)",
            self.reloads.clone(),
        );
    }

    /// Counts one interaction.
    pub fn count(&self, interaction: &Interaction) {
        self.interactions.get_or_create(interaction).inc();
    }

    /// Counts one message that mentions the bot, or is to it alone.
    pub fn count_mention(&self, mention: &Mention) {
        self.mentions.get_or_create(mention).inc();
    }

    /// Notes how long an answer took over this transport (`gateway` or `http`).
    pub fn note_answer(&self, transport: &'static str, time: Duration) {
        self.answer.get_or_create(&Transport { transport }).observe(time.as_secs_f64());
        self.recent.note(time);
    }

    /// Counts a request to the interactions endpoint by the status of its response.
    pub fn count_request(&self, status: u16) {
        self.requests.get_or_create(&Status { status }).inc();
    }

    /// Counts a request of ours that Discord met with 401, 403 or 429.
    pub fn count_invalid_request(&self) {
        self.invalid_requests.inc();
    }

    /// Counts a connection of a shard that ended.
    pub fn count_reconnect(&self, shard: u32) {
        self.reconnects.get_or_create(&Shard { shard }).inc();
    }

    /// Notes whether interactions can be answered.
    pub fn set_ready(&self, is_ready: bool) {
        self.ready.set(i64::from(is_ready));
    }

    /// Notes whether a shard is connected and logged in.
    pub fn set_shard_ready(&self, shard: u32, is_ready: bool) {
        self.shard_ready.get_or_create(&Shard { shard }).set(i64::from(is_ready));
    }

    /// Notes how long the gateway took to acknowledge a heartbeat.
    pub fn set_heartbeat(&self, shard: u32, delay: Duration) {
        self.heartbeat.get_or_create(&Shard { shard }).set(delay.as_secs_f64());
    }

    /// Notes how many logins are left.
    pub fn set_identifies_left(&self, left: u32) {
        self.identifies_left.get_or_create(&NoLabels {}).set(left.into());
    }

    /// Notes what is answered from now.
    pub fn set_knowledge(&self, knowledge: &Knowledge) {
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let revision = knowledge.revision().to_string();
        self.revision.clear();
        self.revision.get_or_create(&Revision { revision }).set(1);
        self.certifications.set(count(knowledge.iter().len()));
        self.issuers.set(count(knowledge.issuers().len()));
    }

    /// Counts a look at changed files: whether they are answered from now.
    pub fn count_reload(&self, is_taken: bool) {
        let outcome = if is_taken { "taken" } else { "refused" };
        self.reloads.get_or_create(&Taken { outcome }).inc();
    }

    /// Notes how the store is.
    pub fn set_store(&self, figures: &StoreFigures) {
        let raise = |counter: &Counter, to: u64| {
            counter.inc_by(to.saturating_sub(counter.get()));
        };
        raise(&self.kept.failed, figures.failed);
        raise(&self.kept.retried, figures.retried);
        raise(&self.kept.lost, figures.lost);
        self.kept.waiting.set(i64::try_from(figures.waiting).unwrap_or(i64::MAX));
    }

    /// Of the last answers, the time that half of them took at most, and 99 of 100. `None` before
    /// the first.
    pub fn answer_times(&self) -> Option<(Duration, Duration)> {
        self.recent.percentiles()
    }

    /// All of it in Prometheus' text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Kept {
    fn register(&self, registry: &mut Registry) {
        registry.register("store_failures", "Calls of the store that failed", self.failed.clone());
        registry.register(
            "store_retries",
            "Changes that were tried again after the store had failed",
            self.retried.clone(),
        );
        registry.register("store_lost", "Changes that were given up", self.lost.clone());
        registry.register(
            "store_waiting",
            "Changes that wait for the store to be there again",
            self.waiting.clone(),
        );
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
