//! How we speak to Discord's REST API, and what may be said about it when it fails.

use std::error::Error;
use std::time::Duration;

use anyhow::Context;
use serenity::http::{Http, HttpBuilder, HttpError};

use crate::config::{Discord, Token};

/// How long a request may take that nobody waits for.
const TIME_FOR_REQUEST: Duration = Duration::from_secs(15);

/// The longest pause between two tries.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// The connections, shared by everything that sends.
pub(super) fn client() -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .use_rustls_tls()
        // The gateway's connection would not go through it, so half a bot would work.
        .no_proxy()
        .timeout(TIME_FOR_REQUEST)
        .build()
        .context("cannot prepare HTTP connections")
}

/// Everything but answers to interactions goes through this.
///
/// serenity's rate limiter stays off: it bypasses another `api_base`, retries without end, and
/// we send a handful of requests at start, each repeated with growing pauses.
pub(super) fn http(client: &reqwest::Client, settings: &Discord, token: &Token) -> Http {
    HttpBuilder::new(token.reveal())
        .client(client.clone())
        .proxy(&settings.api_base)
        .ratelimiter_disabled(true)
        .build()
}

/// Why a request failed, and whether the same request may succeed later.
#[derive(Debug)]
pub(super) struct Failure {
    /// Without address, token or body.
    pub(super) message: String,
    /// HTTP status, if Discord answered.
    pub(super) status: Option<u16>,
}

impl Failure {
    /// Whether to try again: the line, the server, or too many requests.
    pub(super) fn is_temporary(&self) -> bool {
        self.status.is_none_or(|it| it == 429 || it >= 500)
    }

    /// Whether Discord does not accept the token.
    pub(super) fn is_unauthorized(&self) -> bool {
        self.status == Some(401)
    }
}

impl From<serenity::Error> for Failure {
    fn from(error: serenity::Error) -> Self {
        match &error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                let status = response.status_code.as_u16();
                let code = response.error.code;
                Self { message: format!("HTTP {status}, code {code}"), status: Some(status) }
            }
            serenity::Error::Http(HttpError::Request(request)) => {
                Self { message: cause(request), status: None }
            }
            // Discord answered with something else than we know; that is no fault of the line,
            // but it passes when Discord's trouble does.
            _ => Self { message: "the answer does not read".to_owned(), status: None },
        }
    }
}

/// The innermost cause, such as `Connection refused (os error 111)`: the outer ones show the
/// address, and an interaction's address holds its token.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut innermost = error.source();
    while let Some(inner) = innermost.and_then(Error::source) {
        innermost = Some(inner);
    }
    innermost.map_or_else(|| "the request failed".to_owned(), ToString::to_string)
}

/// The pause before try number `tries + 1`.
pub(super) fn pause(tries: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(tries)).min(PAUSE_MAX)
}
