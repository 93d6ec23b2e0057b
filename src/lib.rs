//! Answers questions about certifications, in Discord and in a terminal.
//!
//! Reading order, which is also the order of dependence (a module may use the ones above it,
//! never the ones below):
//!
//! The core, pure functions over plain data:
//! * [`knowledge`][]: what we know, parsed and checked.
//! * [`matching`][]: from what a person typed to the certification they probably meant.
//! * [`graph`][]: what comes before a certification, and after it.
//! * [`call`][]: one call of one command, as text, both ways.
//! * [`answer`][]: what we say, before anyone decides how it looks.
//! * [`guild`][]: what a server and its members have told us.
//! * [`wording`][]: facts as words.
//! * [`commands`][]: one file per command, each a pure function.
//! * [`render`][]: an answer as terminal text or as a Discord message.
//!
//! The shell, which may do I/O:
//! * [`service`][]: one call from start to finish.
//! * [`files`][]: reads the knowledge folder, or the copy in the binary.
//! * [`config`][]: file and environment to settings.
//! * [`checkup`][]: what checks of the installation find.
//! * [`telemetry`][]: logs.
//! * [`metrics`][]: what is counted, for Prometheus.
//! * [`state`][]: the folder of what is kept between two runs.
//! * [`store`][]: keeps what servers and members have told us.
//! * [`watchdog`][]: ends a process that hangs.
//! * [`http`][]: an HTTP server that no client can tie up.
//! * [`runtime`][]: what the doors run in, and when it is to end.
//! * [`reload`][]: knowledge that is replaced while it is answered from.
//! * [`desk`][]: fetches what a call needs, and does what the answer asks for.
//! * [`terminal`][]: the terminal door.
//! * [`discord`][]: the Discord door.
//! * [`preview`][]: a page in a browser that shows what Discord would.

pub mod knowledge;

pub mod matching;

pub mod graph;

pub mod call;

pub mod answer;

pub mod guild;

pub mod question;

pub mod wording;

pub mod commands;

pub mod render;

pub mod service;

pub mod files;

pub mod config;

#[cfg(feature = "discord")]
pub mod checkup;

pub mod telemetry;

#[cfg(feature = "discord")]
pub mod metrics;

#[cfg(feature = "discord")]
pub mod state;

#[cfg(feature = "discord")]
pub mod store;

#[cfg(feature = "discord")]
pub mod watchdog;

#[cfg(feature = "discord")]
pub mod http;

#[cfg(feature = "discord")]
pub mod runtime;

#[cfg(feature = "discord")]
pub mod reload;

#[cfg(feature = "discord")]
pub mod desk;

pub mod terminal;

#[cfg(feature = "discord")]
pub mod discord;

#[cfg(feature = "discord")]
pub mod preview;
