//! What the page asks: commands, answers, and who it talks to.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::config::Theme;
use crate::discord::register::commands_as_sent;
use crate::discord::{Body as Sent, Drawing, File, Offline, Outgoing};
use crate::http;
use crate::reload::Live;

/// As much as the endpoint takes.
const BODY_BYTES: usize = 1 << 20;

/// Ids that the page goes by. There is no such application, and nobody is asked about it.
const APPLICATION: u64 = 1_300_000_000_000_000_000;
const BOT: u64 = APPLICATION;
const FIRST_COMMAND: u64 = APPLICATION + 1;

/// Stands for the type of a callback where there is none, since what is sent is a message.
const NO_CALLBACK: u8 = 0;

/// Answers from what is known at that moment, and keeps what it is told until it ends.
#[derive(Debug)]
pub(super) struct Api {
    live: Arc<Live>,
    door: Offline,
}

/// An answer, and what there is to say about it.
#[derive(Serialize)]
struct Shown<'a> {
    /// What Discord would get; for a message, as if it were the callback of an interaction.
    callback: Option<Value>,
    /// The JSON of the body, to the letter.
    json: &'a str,
    content_type: &'a str,
    files: Vec<ShownFile<'a>>,
    command: &'static str,
    decision: &'static str,
    /// From the interaction as text to the body that would be sent.
    micros: u128,
    /// Of what was answered from.
    revision: u64,
}

#[derive(Serialize)]
struct ShownFile<'a> {
    name: &'a str,
    media_type: &'a str,
    base64: String,
    /// The same as it can be touched, where it is a picture of certifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    svg: Option<ShownDrawing<'a>>,
}

#[derive(Serialize)]
struct ShownDrawing<'a> {
    light: &'a str,
    dark: &'a str,
}

impl Api {
    /// With pictures of this theme.
    pub(super) fn new(live: Arc<Live>, theme: Theme) -> Self {
        Self { door: Offline::new(Arc::clone(&live), theme), live }
    }

    /// What is said to the body of a request, by either way of saying it.
    async fn answer(
        &self,
        request: Request,
        say: impl AsyncFnOnce(&Offline, &str) -> Outgoing,
        wrap: fn(Value) -> Value,
    ) -> Response<Body> {
        let body = match http::body(request.into_body(), BODY_BYTES).await {
            Ok(body) => body,
            Err(refusal) => return refusal,
        };
        let Ok(asked) = std::str::from_utf8(&body) else {
            return bad_request("the body is not UTF-8");
        };
        if let Err(error) = serde_json::from_str::<IgnoredAny>(asked) {
            return bad_request(&format!("the body is no JSON: {error}"));
        }
        let revision = self.live.current().number;
        let start = Instant::now();
        let outgoing = say(&self.door, asked).await;
        let micros = start.elapsed().as_micros();
        let shown = Shown::new(&outgoing, micros, revision);
        json_response(&Shown { callback: shown.callback.map(wrap), ..shown })
    }
}

impl<'a> Shown<'a> {
    fn new(outgoing: &'a Outgoing, micros: u128, revision: u64) -> Self {
        let Outgoing { body, command, decision, drawing } = outgoing;
        let body = body.as_ref();
        Self {
            callback: body.and_then(|it| serde_json::from_str(it.json()).ok()),
            json: body.map_or("", Sent::json),
            content_type: body.map_or("", |it| &it.content_type),
            files: body.map(|it| shown_files(it, drawing.as_ref())).unwrap_or_default(),
            command,
            decision,
            micros,
            revision,
        }
    }
}

fn shown_files<'a>(body: &'a Sent, drawing: Option<&'a Drawing>) -> Vec<ShownFile<'a>> {
    let shown = |it: File<'a>| {
        let drawing = drawing.filter(|_| it.media_type.starts_with("image/"));
        ShownFile {
            name: it.name,
            media_type: it.media_type,
            base64: STANDARD.encode(it.bytes),
            svg: drawing.map(|it| ShownDrawing { light: &it.light, dark: &it.dark }),
        }
    };
    body.files().map(shown).collect()
}

/// Who the page talks to.
pub(super) async fn me() -> Response<Body> {
    json_response(&json!({
        "application_id": APPLICATION.to_string(),
        "bot_user_id": BOT.to_string(),
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "mentions": true,
    }))
}

/// The commands as they are registered, each with an id as Discord would give it one.
pub(super) async fn commands() -> Response<Body> {
    let mut commands = commands_as_sent();
    for (command, id) in commands.iter_mut().zip(FIRST_COMMAND..) {
        if let Value::Object(command) = command {
            command.insert("id".to_owned(), id.to_string().into());
        }
    }
    json_response(&commands)
}

/// What is answered to an interaction.
pub(super) async fn interactions(State(api): State<Arc<Api>>, request: Request) -> Response<Body> {
    let say = async |door: &Offline, interaction: &str| door.interaction(interaction).await;
    api.answer(request, say, |callback| callback).await
}

/// What is replied to a message.
pub(super) async fn messages(State(api): State<Arc<Api>>, request: Request) -> Response<Body> {
    let silence = Outgoing { body: None, command: "none", decision: "none", drawing: None };
    let say =
        async |door: &Offline, message: &str| door.message(message, BOT).await.unwrap_or(silence);
    api.answer(request, say, |message| json!({ "type": NO_CALLBACK, "data": message })).await
}

fn json_response(value: &impl Serialize) -> Response<Body> {
    let json = serde_json::to_string(value).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

fn bad_request(why: &str) -> Response<Body> {
    let mut response = json_response(&json!({ "error": why }));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}
