//! The one answer to an interaction: its JSON, and getting it there in time.

use std::time::Duration;

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::interaction::Address;
use super::rest;
use crate::commands::Suggestion;
use crate::render::message::Message;

/// Discord takes an answer for 3 s from when it sent the interaction; the rest is for its way.
pub(super) const TIME_TO_ANSWER: Duration = Duration::from_millis(2500);

/// How long to wait before the second try after a fault of Discord's or of the line.
const PAUSE: Duration = Duration::from_millis(100);

/// How many suggestions Discord takes.
const SUGGESTIONS_MAX: usize = 25;

/// What is sent.
#[derive(Debug, Serialize)]
pub(super) struct Callback {
    #[serde(rename = "type")]
    kind: u8,
    data: Data,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Data {
    Message(Box<Message>),
    Choices { choices: Vec<Choice> },
}

#[derive(Debug, Serialize)]
struct Choice {
    name: String,
    value: String,
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Discord has it.
    Delivered,
    /// The interaction is over: too late, or somebody else has answered it.
    Over(String),
    /// Discord does not take it as it is.
    Refused(String),
    /// It did not get there in time.
    Lost(String),
}

impl Callback {
    /// A new message.
    pub(super) fn message(message: Message) -> Self {
        Self { kind: 4, data: Data::Message(Box::new(message)) }
    }

    /// An autocomplete list.
    pub(super) fn suggestions(suggestions: Vec<Suggestion>) -> Self {
        let choices = suggestions.into_iter().take(SUGGESTIONS_MAX);
        let choices = choices.map(|it| Choice { name: it.label, value: it.value }).collect();
        Self { kind: 8, data: Data::Choices { choices } }
    }

    /// Whether a person reads it, rather than their autocomplete list.
    pub(super) fn is_message(&self) -> bool {
        matches!(self.data, Data::Message(_))
    }
}

/// What came back from one try.
enum Try {
    Final(Delivery),
    Again { after: Duration, because: String },
}

/// Sends an answer, and once more if Discord or the line had a hiccup and there is time left.
///
/// Goes past serenity's own method, which hides how long a 429 asks to wait, and sends the bot's
/// token along with every answer although this route takes none.
pub(super) async fn deliver(
    client: &reqwest::Client,
    api_base: &str,
    address: &Address,
    callback: &Callback,
    deadline: Instant,
) -> Delivery {
    let body = match serde_json::to_vec(callback) {
        Ok(body) => body,
        Err(error) => return Delivery::Refused(format!("not JSON: {error}")),
    };
    let url = format!("{api_base}/api/v10/interactions/{}/{}/callback", address.id, address.token);
    let send = || timeout_at(deadline, send(client, &url, body.clone()));
    let too_late = || Delivery::Lost("no answer in time".to_owned());

    let (after, because) = match send().await {
        Err(_) => return too_late(),
        Ok(Try::Final(delivery)) => return delivery,
        Ok(Try::Again { after, because }) => (after, because),
    };
    let again = Instant::now() + after;
    if again >= deadline {
        return Delivery::Lost(because);
    }
    sleep_until(again).await;
    match send().await {
        Err(_) => too_late(),
        Ok(Try::Final(delivery)) => delivery,
        Ok(Try::Again { because, .. }) => Delivery::Lost(because),
    }
}

async fn send(client: &reqwest::Client, url: &str, body: Vec<u8>) -> Try {
    let request = client
        .post(url)
        .header(reqwest::header::CONTENT_TYPE, "application/json")
        .header(reqwest::header::USER_AGENT, serenity::constants::USER_AGENT)
        .body(body);
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return Try::Again { after: PAUSE, because: rest::cause(&error) },
    };
    let status = response.status();
    if status.is_success() {
        return Try::Final(Delivery::Delivered);
    }
    let body = response.bytes().await.unwrap_or_default();
    let error: DiscordError = serde_json::from_slice(&body).unwrap_or_default();
    let message = format!("HTTP {}, code {}", status.as_u16(), error.code);
    match status {
        StatusCode::TOO_MANY_REQUESTS => Try::Again {
            after: Duration::try_from_secs_f64(error.retry_after).unwrap_or(PAUSE),
            because: message,
        },
        it if it.is_server_error() => Try::Again { after: PAUSE, because: message },
        _ if error.is_over() || status == StatusCode::NOT_FOUND => {
            Try::Final(Delivery::Over(message))
        }
        _ => Try::Final(Delivery::Refused(message)),
    }
}

/// What Discord says about what it did not take. Its wording is left out: it may quote the body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DiscordError {
    /// See "JSON error codes" in Discord's documentation.
    code: u64,
    /// Seconds, on a 429.
    retry_after: f64,
}

impl DiscordError {
    /// Whether nobody waits for an answer any more.
    fn is_over(&self) -> bool {
        const UNKNOWN_INTERACTION: u64 = 10062;
        const ALREADY_ANSWERED: u64 = 40060;
        matches!(self.code, UNKNOWN_INTERACTION | ALREADY_ANSWERED)
    }
}
