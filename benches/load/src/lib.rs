//! What the driver and the programs that it measures agree on.

pub mod variables;

use anyhow::Context;

/// What the bare programs answer, whatever they are asked: a `/next-after` of certguide's, which
/// is of a middling size.
pub const FIXED_REPLY: &str = include_str!("fixed_reply.json");

/// Where Discord sends interactions over HTTP, with certguide and with the bare endpoint.
pub const INTERACTIONS_PATH: &str = "/interactions";

/// Says with 200 that the program takes interactions over HTTP.
pub const READY_PATH: &str = "/readyz";

/// What an environment variable says.
pub fn variable(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| format!("the environment variable {name} is not set"))
}
