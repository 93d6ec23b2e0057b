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

mod boundaries;
mod commands;
mod config;
#[cfg(feature = "discord")]
mod discord_gateway;
#[cfg(feature = "discord")]
mod fake_discord;
mod files;
mod knowledge;
mod mentions;
mod model;
mod properties;
mod search;
mod shipped;
mod transcripts;
