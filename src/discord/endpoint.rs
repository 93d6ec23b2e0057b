//! The interactions endpoint: Discord asks, signs what it asks, and takes the answer in the
//! response ("Setting Up an Endpoint" in interactions/overview).

use std::sync::Arc;

use anyhow::anyhow;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::post;
use serenity::interactions_endpoint::Verifier;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;

use super::answers::{Answered, Answers, Made};
use super::application;
use super::callback;
use super::interaction;
use super::rest::Rest;
use crate::http::{self, refusal};
use crate::metrics::{Interaction, Metrics};

/// Where Discord is to send its requests.
pub(super) const PATH: &str = "/interactions";

/// Discord's largest requests carry one message, of some 10 kB.
const BODY_BYTES: usize = 1 << 20;

/// How many requests are under way. An answer takes less than a millisecond, so these are ones
/// whose body is still coming.
const REQUESTS: usize = 256;

const SIGNATURE: &str = "x-signature-ed25519";
const TIMESTAMP: &str = "x-signature-timestamp";

/// Answers Discord's requests.
pub(super) struct Endpoint {
    verifier: Verifier,
    answers: Answers,
    metrics: Arc<Metrics>,
    places: Semaphore,
    /// Guilds with a list of commands of their own from which something was asked.
    listed: mpsc::Sender<u64>,
}

impl Endpoint {
    /// For requests that are signed with the key that belongs to this public one. Refuses what is
    /// no key.
    pub(super) fn new(
        public_key: [u8; 32],
        answers: Answers,
        metrics: Arc<Metrics>,
        listed: mpsc::Sender<u64>,
    ) -> anyhow::Result<Self> {
        let verifier = Verifier::try_new(public_key).map_err(|_| {
            anyhow!(
                "`discord.public_key` is no Ed25519 key: copy it anew from the page \
                 `General Information` of the application"
            )
        })?;
        Ok(Self { verifier, answers, metrics, places: Semaphore::new(REQUESTS), listed })
    }

    /// The endpoint alone.
    pub(super) fn routes(self) -> Router {
        Router::new().route(PATH, post(respond)).with_state(Arc::new(self))
    }

    async fn respond(&self, request: Request) -> Response<Body> {
        let received = Instant::now();
        let Ok(_place) = self.places.try_acquire() else {
            let why = "too many requests are under way, try again";
            return refusal(StatusCode::SERVICE_UNAVAILABLE, why);
        };
        let (head, body) = request.into_parts();
        let Some((signature, timestamp)) = signature(&head.headers) else {
            return refusal(StatusCode::UNAUTHORIZED, "the request is not signed");
        };
        let body = match http::body(body, BODY_BYTES).await {
            Ok(body) => body,
            Err(refusal) => return refusal,
        };
        if self.verifier.verify(signature, timestamp, &body).is_err() {
            return refusal(StatusCode::UNAUTHORIZED, "the signature does not fit");
        }
        let Ok(json) = std::str::from_utf8(&body) else {
            return refusal(StatusCode::BAD_REQUEST, "the body is not UTF-8");
        };
        let answered = self.answers.answer(interaction::read(json)).await;
        let body = self.answers.body(&answered.made).await;
        self.note(&answered, received);
        body.as_ref().and_then(response).unwrap_or_else(|| {
            refusal(StatusCode::BAD_REQUEST, "this is no interaction that can be answered")
        })
    }

    fn note(&self, answered: &Answered, received: Instant) {
        let Made { command, decision, .. } = *answered.made;
        let is_answered = answered.made.body.is_some();
        let outcome = if is_answered { "delivered" } else { "ignored" };
        self.metrics.count(&Interaction { command, decision, outcome });
        if is_answered {
            self.metrics.note_answer("http", received.elapsed());
        }
        if let Some(guild) = answered.listed_by {
            let _ = self.listed.try_send(guild);
        }
    }
}

async fn respond(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response<Body> {
    let response = endpoint.respond(request).await;
    endpoint.metrics.count_request(response.status().as_u16());
    response
}

/// What a request is signed with, and when. Of two headers of a name, nobody knows which was meant.
fn signature(headers: &HeaderMap) -> Option<(&str, &str)> {
    let only = |name: &str| {
        let mut values = headers.get_all(name).iter();
        let only = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(only)
    };
    Some((only(SIGNATURE)?, only(TIMESTAMP)?))
}

fn response(body: &callback::Body) -> Option<Response<Body>> {
    Response::builder()
        .header(header::CONTENT_TYPE, &*body.content_type)
        .body(Body::from(body.bytes.clone()))
        .ok()
}

/// Ends when Discord says that the application has another public key, with what to do; else never.
pub(super) async fn wrong_key(rest: &Rest, public_key: [u8; 32]) -> anyhow::Error {
    let application = match application::current(rest).await {
        Ok(application) => application,
        Err(failure) => {
            tracing::warn!("cannot compare the public key with Discord's: {}", failure.message);
            return std::future::pending().await;
        }
    };
    // If Discord does not say it, there is nothing to compare.
    if application.public_key().is_none_or(|it| it == public_key) {
        return std::future::pending().await;
    }
    anyhow!(
        "`discord.public_key` is not that of the application of this token, so no request would \
         be answered: copy it anew from the page `General Information` of the application"
    )
}
