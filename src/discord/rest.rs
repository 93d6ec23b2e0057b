//! Discord's REST API, for everything but answers to interactions, and what may be said about it
//! when it fails.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::http::Request;

use super::callback::Body;
use super::invalid::{InvalidRequests, Pace};
use crate::config::{Discord, Token};
use crate::metrics::Metrics;

/// How long a request may take that nobody waits for.
const TIME_FOR_REQUEST: Duration = Duration::from_secs(15);

/// The longest pause between two tries.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// How often a request is tried before it is given up.
const TRIES: u32 = 6;

/// Sends requests with the bot's token, or without one.
///
/// The routes are serenity's, the sending is not: its HTTP client hides how long Discord asks to
/// wait, and its rate limiter bypasses another `api_base` and retries without end. We send a
/// handful of requests at start, one after the other.
#[derive(Debug)]
pub(super) struct Rest {
    client: reqwest::Client,
    token: Option<Token>,
    api_base: String,
    invalid: Arc<InvalidRequests>,
}

/// A response.
#[derive(Debug)]
pub(super) struct Response<T> {
    pub(super) body: T,
    /// What Discord's clock said, as in the `Date` header; empty if it did not say.
    pub(super) date: String,
}

impl Rest {
    pub(super) fn new(
        settings: &Discord,
        token: &Token,
        invalid: Arc<InvalidRequests>,
    ) -> anyhow::Result<Self> {
        Self::with(settings, Some(token), invalid)
    }

    /// For a program that asks a few things and ends. Without a token, for the few routes that
    /// need none.
    pub(super) fn for_once(settings: &Discord, token: Option<&Token>) -> anyhow::Result<Self> {
        let invalid = InvalidRequests::new(Arc::new(Metrics::default()));
        Self::with(settings, token, Arc::new(invalid))
    }

    fn with(
        settings: &Discord,
        token: Option<&Token>,
        invalid: Arc<InvalidRequests>,
    ) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .use_rustls_tls()
            // The gateway's connection would not go through it, so half a bot would work.
            .no_proxy()
            .timeout(TIME_FOR_REQUEST)
            .build()
            .context("cannot prepare HTTP connections")?;
        Ok(Self { client, token: token.cloned(), api_base: settings.api_base.clone(), invalid })
    }

    /// Sends a request once.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        request: Request<'_>,
    ) -> Result<Response<T>, Failure> {
        if self.invalid.pace() == Pace::Nothing {
            return Err(Failure::of("not sent: Discord has refused too many requests"));
        }
        let token = self.token.as_ref().map(|it| format!("Bot {}", it.reveal()));
        let mut request = request
            .build(&self.client, token.as_deref().unwrap_or_default(), Some(&self.api_base))
            .ok()
            .and_then(|it| it.build().ok())
            .ok_or_else(|| Failure::of("the request cannot be written"))?;
        if token.is_none() {
            request.headers_mut().remove(header::AUTHORIZATION);
        }
        let (headers, body) = self.execute(request).await?;
        // Discord answered with something else than we know; that is no fault of the line, but it
        // passes when Discord's trouble does.
        let body =
            serde_json::from_slice(&body).map_err(|_| Failure::of("the answer does not read"))?;
        Ok(Response { body, date: text(&headers, header::DATE.as_str()) })
    }

    /// Puts a message into a channel, once; how long to wait before the next one there, where
    /// Discord says that this was the last for now.
    pub(super) async fn post_message(
        &self,
        channel: u64,
        message: &Body,
    ) -> Result<Option<Duration>, Failure> {
        let Some(token) = &self.token else { return Err(Failure::of("there is no token")) };
        let request = self
            .client
            .post(format!("{}/api/v10/channels/{channel}/messages", self.api_base))
            .header(header::AUTHORIZATION, format!("Bot {}", token.reveal()))
            .header(header::CONTENT_TYPE, &*message.content_type)
            .header(header::USER_AGENT, serenity::constants::USER_AGENT)
            .body(message.bytes.clone())
            .build()
            .map_err(|_| Failure::of("the request cannot be written"))?;
        let (headers, _) = self.execute(request).await?;
        Ok(exhausted(&headers))
    }

    /// Sends a request once; the headers and the body of a response that is no refusal.
    async fn execute(&self, request: reqwest::Request) -> Result<(HeaderMap, Bytes), Failure> {
        let response = self.client.execute(request).await;
        let response = response.map_err(|error| Failure::of(&cause(&error)))?;
        let status = response.status();
        let headers = response.headers().clone();
        self.invalid.note(status, &headers);
        let body = response.bytes().await.map_err(|error| Failure::of(&cause(&error)))?;
        if !status.is_success() {
            return Err(refused(status.as_u16(), &headers, &body));
        }
        Ok((headers, body))
    }

    /// Sends a request until it works, fails for good, or has been tried often enough.
    pub(super) async fn persistently<T: DeserializeOwned>(
        &self,
        request: Request<'_>,
    ) -> Result<T, Failure> {
        let mut tries = 0;
        loop {
            let failure = match self.send(request.clone()).await {
                Ok(response) => return Ok(response.body),
                Err(failure) => failure,
            };
            tries += 1;
            if tries == TRIES || !failure.is_temporary() {
                return Err(failure);
            }
            let pause = failure.pause(tries);
            let pause_s = pause.as_secs_f32();
            tracing::warn!(
                pause_s,
                "a request to Discord failed, trying again: {}",
                failure.message
            );
            tokio::time::sleep(pause).await;
        }
    }
}

/// Why a request failed, and whether the same request may succeed later.
#[derive(Debug)]
pub(super) struct Failure {
    /// Without address, token or body.
    pub(super) message: String,
    /// HTTP status, if Discord answered.
    pub(super) status: Option<u16>,
    /// Of "JSON Error Codes" in topics/opcodes-and-status-codes; 0 where there is none.
    pub(super) code: u64,
    /// How long Discord asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// Whether that goes for everything that we send.
    pub(super) is_global: bool,
}

impl Failure {
    pub(super) fn of(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            status: None,
            code: 0,
            retry_after: None,
            is_global: false,
        }
    }

    /// Whether to try again: the line, the server, or too many requests.
    pub(super) fn is_temporary(&self) -> bool {
        self.status.is_none_or(|it| it == 429 || it >= 500)
    }

    /// Whether Discord does not accept the token.
    pub(super) fn is_unauthorized(&self) -> bool {
        self.status == Some(401)
    }

    /// How long to wait before try number `tries + 1`: what Discord asks for, or longer.
    pub(super) fn pause(&self, tries: u32) -> Duration {
        pause(tries).max(self.retry_after.unwrap_or_default())
    }
}

fn refused(status: u16, headers: &HeaderMap, body: &[u8]) -> Failure {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Error {
        code: u64,
        /// Seconds.
        retry_after: f64,
        global: bool,
    }
    let Error { code, retry_after, global } = serde_json::from_slice(body).unwrap_or_default();
    Failure {
        message: format!("HTTP {status}, code {code}"),
        status: Some(status),
        code,
        is_global: global || text(headers, "x-ratelimit-scope") == "global",
        retry_after: self::retry_after(headers, retry_after).filter(|_| status == 429),
    }
}

/// How long Discord asks to wait: by the header, which whoever stands before it sends too, or the
/// body in seconds, whichever is longer. `None`: neither says it.
pub(super) fn retry_after(headers: &HeaderMap, in_body: f64) -> Option<Duration> {
    let in_header = text(headers, header::RETRY_AFTER.as_str()).parse().unwrap_or(0.0);
    let seconds = f64::max(in_body, in_header);
    Duration::try_from_secs_f64(seconds).ok().filter(|it| !it.is_zero())
}

/// How long to wait before the next request of the same kind, where none is left until then ("Header
/// Format" in topics/rate-limits).
fn exhausted(headers: &HeaderMap) -> Option<Duration> {
    if text(headers, "x-ratelimit-remaining") != "0" {
        return None;
    }
    let seconds = text(headers, "x-ratelimit-reset-after").parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// The innermost cause, such as `Connection refused (os error 111)`: the outer ones show the
/// address, and an interaction's address holds its token. One that a wrong clock may be behind
/// says so.
pub(super) fn cause(error: &dyn Error) -> String {
    let mut innermost = error.source();
    while let Some(inner) = innermost.and_then(Error::source) {
        innermost = Some(inner);
    }
    let cause = innermost.map_or_else(|| "the request failed".to_owned(), ToString::to_string);
    if cause == "deadline has elapsed" {
        return "no answer in time".to_owned();
    }
    if cause.contains("certificate") && (cause.contains("xpired") || cause.contains("valid yet")) {
        return format!("{cause}; is the clock of this machine right?");
    }
    cause
}

/// The pause before try number `tries + 1`: 1, 2, 4 … 60 seconds, each by chance down to half of
/// it, so that programs that failed together do not come back together.
pub(super) fn pause(tries: u32) -> Duration {
    pause_up_to(tries, PAUSE_MAX)
}

/// The same with another longest one.
pub(super) fn pause_up_to(tries: u32, max: Duration) -> Duration {
    let longest = Duration::from_secs(2_u64.saturating_pow(tries)).min(max);
    longest.mul_f64(0.5 + fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute_and_differ() {
        for (tries, longest) in [(0, 1), (1, 2), (3, 8), (6, 60), (u32::MAX, 60)] {
            let pauses: Vec<Duration> = (0..50).map(|_| pause(tries)).collect();
            let longest = Duration::from_secs(longest);
            assert!(pauses.iter().all(|it| *it <= longest && *it >= longest / 2), "{pauses:?}");
            assert!(pauses.iter().any(|it| *it != pauses[0]), "{pauses:?}");
        }
    }

    #[test]
    fn h1_a_429_waits_as_long_as_discord_asks() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, "65".parse().unwrap());
        let failure = refused(429, &headers, br#"{"retry_after": 64.57, "code": 0}"#);
        assert_eq!(failure.pause(1), Duration::from_secs(65));
        assert!(failure.is_temporary());
        assert_eq!(refused(403, &headers, b"").retry_after, None);
        // As what stands before Discord answers.
        assert_eq!(refused(429, &headers, b"<html>").pause(1), Duration::from_secs(65));
        assert_eq!(retry_after(&HeaderMap::new(), 0.0), None);
    }
}
