//! One test binary: each further one would link the library again.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "tests may read files, a failed unwrap is a failed test, `expect![]` reads best \
              passed by value, and tests are named as sentences"
)]

#[cfg(feature = "discord")]
mod bot;
mod boundaries;
mod commands;
mod config;
#[cfg(feature = "discord")]
mod discord_endpoint;
#[cfg(feature = "discord")]
mod discord_faults;
#[cfg(feature = "discord")]
mod discord_forms;
#[cfg(feature = "discord")]
mod discord_gateway;
#[cfg(feature = "discord")]
mod discord_limits;
#[cfg(feature = "discord")]
mod discord_mentions;
#[cfg(feature = "discord")]
mod discord_register;
mod discord_rules;
#[cfg(feature = "discord")]
mod discord_servers;
#[cfg(feature = "discord")]
mod doctor;
#[cfg(feature = "discord")]
mod fake_discord;
mod files;
#[cfg(feature = "discord")]
mod folder;
mod house;
mod knowledge;
mod mentions;
#[cfg(feature = "discord")]
mod metrics;
mod model;
#[cfg(feature = "discord")]
mod preview;
mod privacy;
mod properties;
mod questions;
#[cfg(feature = "discord")]
mod reload;
mod roadmap;
mod search;
mod server;
mod shipped;
#[cfg(feature = "discord")]
mod soak;
#[cfg(feature = "discord")]
mod store;
mod topics;
mod transcripts;
