//! One test binary, so the library is linked once.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::needless_pass_by_value,
    reason = "tests may read files, a failed unwrap is a failed test, and `expect![]` reads best \
              passed by value"
)]

mod boundaries;
mod commands;
mod config;
#[cfg(feature = "discord")]
mod discord_gateway;
#[cfg(feature = "discord")]
mod fake_discord;
mod properties;
mod shipped;
mod transcripts;
