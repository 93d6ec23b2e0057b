//! Getting an answer to Discord in time, and once.

use std::time::Duration;

use anyhow::Context;
use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::Deserialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::callback::Body;
use super::interaction::Address;
use super::invalid::{InvalidRequests, Pace};
use super::rest;

/// Discord takes an answer for 3 s from when it sent the interaction; the rest is for its way.
pub(super) const TIME_TO_ANSWER: Duration = Duration::from_millis(2500);

/// How long a try may take, so that there is time for the next: a connection that says nothing for
/// so long is dead more often than slow. If it was slow and the answer arrived, Discord says so to
/// the next try.
const TIME_FOR_TRY: Duration = Duration::from_millis(900);

/// How long to wait before a try after a fault of Discord's or of the line.
const PAUSE: Duration = Duration::from_millis(100);

/// So often at most an answer is sent: a fault that lasts longer than three tries lasts longer than
/// there is time.
const TRIES: u32 = 3;

/// So many answers are on their way at once, each over a connection of its own that takes some 40 kB;
/// more wait. At a way of 100 ms that is more than a thousand a second.
const AT_ONCE: usize = 128;

/// How long a connection is kept for the next answer.
const TIME_IDLE: Duration = Duration::from_secs(50);

/// What is read at once: an answer of Discord's without a body, with all its headers.
const READ_BYTES: usize = 4 << 10;

/// Discord's error is a few hundred bytes.
const ERROR_BYTES: usize = 64 << 10;

/// Posts callbacks. Goes past serenity's client, which sends the bot's token along with every
/// answer although this route takes none, and hides how long a 429 asks to wait.
#[derive(Debug)]
pub(super) struct Deliverer {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    api: Uri,
    places: Semaphore,
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Discord has it.
    Delivered,
    /// The interaction is over: it was too late.
    Late(String),
    /// Somebody else has answered it.
    Repeated,
    /// Discord does not take it as it is.
    Refused(String),
    /// It did not get there in time.
    Lost(String),
    /// It was not sent, lest Discord bans our address.
    Withheld,
}

impl Delivery {
    /// As [`crate::metrics::Interaction`] lists it.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Late(_) => "late",
            Self::Repeated => "repeated",
            Self::Refused(_) => "refused",
            Self::Lost(_) => "lost",
            Self::Withheld => "withheld",
        }
    }
}

/// What came back from one try.
enum Try {
    Final(Delivery),
    Again { after: Duration, because: String },
}

impl Deliverer {
    /// For the API at `api_base`.
    pub(super) fn new(api_base: &str) -> anyhow::Result<Self> {
        let api = api_base.parse().context("`discord.api_base` is no address")?;
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(TIME_FOR_TRY));
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(TIME_IDLE)
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(AT_ONCE)
            .http1_read_buf_exact_size(READ_BYTES)
            .build(connector);
        Ok(Self { client, api, places: Semaphore::new(AT_ONCE) })
    }

    /// Sends an answer, and again if Discord or the line had a hiccup and there is time left.
    pub(super) async fn deliver(
        &self,
        invalid: &InvalidRequests,
        address: &Address,
        body: &Body,
        deadline: Instant,
    ) -> Delivery {
        if invalid.pace() == Pace::Nothing {
            return Delivery::Withheld;
        }
        let Some(uri) = self.uri(address) else {
            return Delivery::Refused("it cannot be addressed".to_owned());
        };
        let Some(_place) = self.place(deadline).await else {
            return Delivery::Lost("too many answers are on their way".to_owned());
        };
        let mut tries = 0;
        loop {
            tries += 1;
            let is_last = tries == TRIES;
            let limit =
                if is_last { deadline } else { deadline.min(Instant::now() + TIME_FOR_TRY) };
            let attempt = timeout_at(limit, self.send(invalid, uri.clone(), body)).await;
            let (after, because) = match attempt {
                Ok(Try::Final(Delivery::Repeated)) if tries > 1 => return Delivery::Delivered,
                Ok(Try::Final(delivery)) => return delivery,
                Ok(Try::Again { after, because }) => (after, because),
                Err(_) => (Duration::ZERO, "no answer in time".to_owned()),
            };
            let again = Instant::now() + after;
            if is_last || again >= deadline || invalid.pace() != Pace::Free {
                return Delivery::Lost(because);
            }
            sleep_until(again).await;
        }
    }

    /// A place among those on their way. Mostly there is one.
    async fn place(&self, deadline: Instant) -> Option<SemaphorePermit<'_>> {
        if let Ok(place) = self.places.try_acquire() {
            return Some(place);
        }
        timeout_at(deadline, self.places.acquire()).await.ok()?.ok()
    }

    fn uri(&self, address: &Address) -> Option<Uri> {
        let Address { id, token } = address;
        let path = format!("/api/v10/interactions/{id}/{token}/callback");
        let mut parts = self.api.clone().into_parts();
        parts.path_and_query = Some(path.parse().ok()?);
        Uri::from_parts(parts).ok()
    }

    async fn send(&self, invalid: &InvalidRequests, uri: Uri, body: &Body) -> Try {
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, &*body.content_type)
            .header(header::USER_AGENT, serenity::constants::USER_AGENT)
            .body(Full::new(body.bytes.clone()));
        let Ok(request) = request else {
            return Try::Final(Delivery::Refused("it cannot be written".to_owned()));
        };
        let response = match self.client.request(request).await {
            Ok(response) => response,
            Err(error) => return Try::Again { after: PAUSE, because: rest::cause(&error) },
        };
        let (head, body) = response.into_parts();
        let body = Limited::new(body, ERROR_BYTES).collect().await;
        // Read to its end also where it says nothing new, so that the connection is of further use.
        if head.status.is_success() {
            return Try::Final(Delivery::Delivered);
        }
        let body = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        invalid.note(head.status, &head.headers);
        outcome(head.status, &head.headers, &serde_json::from_slice(&body).unwrap_or_default())
    }
}

fn outcome(status: StatusCode, headers: &HeaderMap, error: &DiscordError) -> Try {
    /// "JSON Error Codes" in topics/opcodes-and-status-codes.
    const UNKNOWN_INTERACTION: u64 = 10062;
    const ALREADY_ANSWERED: u64 = 40060;

    let message = format!("HTTP {}, code {}", status.as_u16(), error.code);
    match status {
        StatusCode::TOO_MANY_REQUESTS => Try::Again {
            after: rest::retry_after(headers, error.retry_after).unwrap_or(PAUSE),
            because: message,
        },
        it if it.is_server_error() => Try::Again { after: PAUSE, because: message },
        _ if error.code == ALREADY_ANSWERED => Try::Final(Delivery::Repeated),
        _ if error.code == UNKNOWN_INTERACTION || status == StatusCode::NOT_FOUND => {
            Try::Final(Delivery::Late(message))
        }
        _ => Try::Final(Delivery::Refused(message)),
    }
}

/// What Discord says about what it did not take. Its wording is left out: it may quote the body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DiscordError {
    /// See "JSON Error Codes" in Discord's documentation.
    code: u64,
    /// Seconds, on a 429.
    retry_after: f64,
}
