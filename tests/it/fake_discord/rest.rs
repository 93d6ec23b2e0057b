//! The fake's REST API.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::interactions::{CHANNEL, GUILD};
use super::{APPLICATION, Limits, Met, Request, Shared, TOKEN, rules};

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(request).with_state(shared);
    axum::serve(listener, router).await.expect("the fake's REST API runs");
}

async fn request(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let header = |name| headers.get(name).and_then(|it| it.to_str().ok()).map(str::to_owned);
    let content_type = header(header::CONTENT_TYPE).unwrap_or_default();
    let (json, files) = parts(&content_type, &body).await;
    let request = Request {
        method: method.to_string(),
        path: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        authorization: header(header::AUTHORIZATION),
        body: json,
        files,
    };
    let mut broken = rules::broken_by(&request);
    if !header(header::USER_AGENT).is_some_and(|it| it.starts_with("DiscordBot (")) {
        broken.push(format!("H4: {} without Discord's kind of User-Agent", request.path));
    }
    if !body.is_empty() && request.files.is_empty() && content_type != "application/json" {
        broken.push(format!("H4: {} without a Content-Type", request.path));
    }
    let is_callback = uri.path().starts_with("/api/v10/interactions/");
    let is_post = method == Method::POST && uri.path().ends_with("/messages");
    let met = shared.change(|state| {
        state.broken_rules.extend(broken);
        if state.journal.is_some() && is_callback {
            return state.note_try(uri.path());
        }
        state.requests.push(request.clone());
        match uri.path() {
            _ if is_callback => state.callbacks.pop_front(),
            _ if is_post => state.posts.pop_front(),
            "/api/v10/gateway" | "/api/v10/gateway/bot" => state.addresses.pop_front(),
            path if method == Method::GET && path.ends_with("/commands") => state.looks.pop_front(),
            _ => None,
        }
    });
    if let Some(Met::TakenAsLast(_) | Met::TakenAndCut) = met {
        post(&shared, &request);
    }
    if let Some(met) = met {
        return scripted(met).await;
    }
    if is_callback {
        return callback(&shared, &request);
    }
    if method == Method::GET && uri.path().starts_with("/ephemeral-attachments/") {
        return file(&shared, &request, uri.path());
    }
    if uri.path() == "/api/v10/gateway" {
        return anybodys_gateway(&shared);
    }
    let refused = shared.state().refused_lists.get(uri.path()).copied();
    if let Some(status) = refused {
        return error(status, 0);
    }
    if request.authorization.as_deref() != Some(&format!("Bot {TOKEN}")) {
        return error(401, 0);
    }
    match (method.as_str(), uri.path()) {
        _ if is_post => post(&shared, &request),
        ("GET", "/api/v10/gateway/bot") => {
            let Limits { shards, max_concurrency, remaining, reset_after } = shared.state().limits;
            ok(&json!({
                "url": format!("ws://{}", shared.gateway),
                "shards": shards,
                "session_start_limit": { "total": 1000, "remaining": remaining,
                    "reset_after": reset_after, "max_concurrency": max_concurrency },
            }))
        }
        ("GET", "/api/v10/oauth2/applications/@me") => {
            let mut application =
                json!({ "id": APPLICATION, "name": "certguide", "description": "" });
            for (field, value) in &shared.state().application {
                application[*field] = value.clone();
            }
            ok(&application)
        }
        // The bot is in those guilds whose lists somebody has written.
        ("GET", "/api/v10/users/@me/guilds") => {
            let permissions = shared.state().permissions.to_string();
            let guild = |path: &String| {
                let (_, rest) = path.split_once("/guilds/")?;
                Some(json!({ "id": rest.split_once('/')?.0, "name": "A guild",
                    "permissions": permissions }))
            };
            ok(&shared.state().lists.keys().filter_map(guild).collect())
        }
        ("GET", path) if path == format!("/api/v10/channels/{CHANNEL}") => {
            ok(&json!({ "id": CHANNEL.to_string(), "type": 0, "guild_id": GUILD.to_string() }))
        }
        ("GET", path) if path.ends_with("/commands") => {
            ok(&json!(shared.state().lists.get(path).cloned().unwrap_or_default()))
        }
        ("PUT", path) if path.ends_with("/commands") => {
            let commands = as_kept(request.body.unwrap_or_default(), path.contains("/guilds/"));
            shared.change(|state| state.lists.insert(path.to_owned(), commands.clone()));
            ok(&json!(commands))
        }
        _ => error(404, 0),
    }
}

/// Where the gateway is, for whoever has no token; with the time that the fake has.
fn anybodys_gateway(shared: &Shared) -> Response<Body> {
    let mut response = ok(&json!({ "url": format!("ws://{}", shared.gateway) }));
    // axum adds the right one where there is none.
    if let Some(date) = &shared.state().date {
        response.headers_mut().insert(header::DATE, date.parse().unwrap());
    }
    response
}

/// The JSON of a body, and the files beside it.
pub(crate) async fn parts(
    content_type: &str,
    body: &Bytes,
) -> (Option<Value>, Vec<(String, Vec<u8>)>) {
    let Ok(boundary) = multer::parse_boundary(content_type) else {
        let json = (!body.is_empty()).then(|| serde_json::from_slice(body).unwrap_or_default());
        return (json, Vec::new());
    };
    let (mut json, mut files) = (None, Vec::new());
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(body.clone())]);
    let mut form = multer::Multipart::new(stream, boundary);
    while let Some(field) = form.next_field().await.expect("a form") {
        let (name, file) = (field.name().map(str::to_owned), field.file_name().map(str::to_owned));
        let bytes = field.bytes().await.expect("a field");
        match (name.as_deref(), file) {
            (Some("payload_json"), None) => json = serde_json::from_slice(&bytes).ok(),
            (Some(name), Some(file)) => {
                assert_eq!(name, format!("files[{}]", files.len()));
                files.push((file, bytes.to_vec()));
            }
            other => panic!("a field {other:?}"),
        }
    }
    (json, files)
}

async fn scripted(met: Met) -> Response<Body> {
    match met {
        Met::Status(status) => error(status, 0),
        Met::TooManyInAll(seconds) => {
            let body = json!({ "message": "You are being rate limited.", "retry_after": seconds,
                "global": true });
            respond(429, &body)
        }
        Met::Error(status, code) => error(status, code),
        Met::TakenAsLast(seconds) => {
            let mut response = ok(&json!({ "id": "1" }));
            let headers = response.headers_mut();
            headers.insert("x-ratelimit-remaining", header::HeaderValue::from_static("0"));
            headers.insert("x-ratelimit-reset-after", seconds.to_string().parse().unwrap());
            response
        }
        Met::UnknownInteraction => error(404, 10062),
        Met::TooMany(seconds) => {
            let body = json!({ "message": "You are being rate limited.", "retry_after": seconds,
                "global": false });
            respond(429, &body)
        }
        // Ends the connection's task, and with it the connection, without a panic's message.
        Met::Cut | Met::TakenAndCut => std::panic::resume_unwind(Box::new("cut")),
        Met::Silence => std::future::pending().await,
    }
}

/// A file that somebody has sent. It is there for everybody who knows its address.
fn file(shared: &Shared, request: &Request, path: &str) -> Response<Body> {
    if request.authorization.is_some() {
        shared.change(|state| state.broken_rules.push(format!("a token for {path}")));
    }
    let bytes = shared.state().files.get(path).cloned();
    bytes.map_or_else(|| error(404, 0), |it| Response::new(Body::from(it)))
}

fn callback(shared: &Shared, request: &Request) -> Response<Body> {
    let id = request.path.split('/').nth(4);
    let is_form = request.body.as_ref().is_some_and(|it| it["type"] == json!(9));
    let is_first = shared.change(|state| {
        let mut events = state.sessions.values().flat_map(|it| &it.events);
        let asked = events.find(|(_, event)| event["d"]["id"].as_str() == id);
        if is_form && asked.is_some_and(|(_, event)| event["d"]["type"] == json!(5)) {
            state.broken_rules.push(format!("A5: a form after a form: {}", request.path));
        }
        state.answered.insert(request.path.clone())
    });
    if is_first { respond(204, &Value::Null) } else { error(400, 40060) }
}

/// A message, which is taken once for each nonce.
fn post(shared: &Shared, request: &Request) -> Response<Body> {
    let nonce = request.body.as_ref().and_then(|it| it["nonce"].as_str()).unwrap_or_default();
    shared.change(|state| state.nonces.insert(format!("{} {nonce}", request.path)));
    ok(&json!({ "id": "1", "nonce": nonce }))
}

/// Commands as Discord gives them back: with more fields, and without some that say nothing.
fn as_kept(commands: Value, is_guild: bool) -> Vec<Value> {
    let mut commands = match commands {
        Value::Array(commands) => commands,
        _ => Vec::new(),
    };
    for (number, command) in commands.iter_mut().enumerate() {
        command["id"] = json!((1000 + number).to_string());
        command["application_id"] = json!(APPLICATION);
        command["version"] = json!("1");
        if command.get("default_member_permissions").is_none() {
            command["default_member_permissions"] = Value::Null;
        }
        command["dm_permission"] = json!(true);
        command["name_localizations"] = Value::Null;
        if is_guild {
            command["guild_id"] = json!("77");
            command["contexts"] = Value::Null;
            command["integration_types"] = json!([0]);
        }
        keep_options(&mut command["options"]);
    }
    commands
}

fn keep_options(options: &mut Value) {
    for option in options.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if option.get("required") == Some(&json!(false)) {
            option.remove("required");
        }
        option.insert("description_localizations".to_owned(), Value::Null);
        if let Some(below) = option.get_mut("options") {
            keep_options(below);
        }
    }
}

fn ok(body: &Value) -> Response<Body> {
    respond(200, body)
}

fn error(status: u16, code: u64) -> Response<Body> {
    respond(status, &json!({ "message": "the fake says no", "code": code }))
}

fn respond(status: u16, body: &Value) -> Response<Body> {
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .unwrap()
}
