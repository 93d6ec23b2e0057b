//! The least that answers interactions over HTTP: it verifies each request's signature and gives
//! always the same reply.

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use certguide_load::{FIXED_REPLY, INTERACTIONS_PATH, READY_PATH, variable, variables};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut key = [0; 32];
    hex::decode_to_slice(variable(variables::PUBLIC_KEY)?, &mut key)?;
    let key = VerifyingKey::from_bytes(&key)?;
    let address = variable(variables::LISTEN)?;
    let listener = TcpListener::bind(&address).await.context("cannot listen")?;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let router = Router::new()
        .route(INTERACTIONS_PATH, post(answer))
        .route(READY_PATH, get(|| async { "ready\n" }))
        .with_state(key);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn answer(
    State(key): State<VerifyingKey>,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let json = [(header::CONTENT_TYPE, "application/json")];
    if is_signed(&key, &headers, &body) {
        (StatusCode::OK, json, FIXED_REPLY)
    } else {
        (StatusCode::UNAUTHORIZED, json, "{}")
    }
}

/// Whether Discord has sent this: the signature covers the timestamp and the body.
fn is_signed(key: &VerifyingKey, headers: &HeaderMap, body: &[u8]) -> bool {
    let mut signature = [0; Signature::BYTE_SIZE];
    let (Some(hex), Some(timestamp)) =
        (headers.get("x-signature-ed25519"), headers.get("x-signature-timestamp"))
    else {
        return false;
    };
    let message = [timestamp.as_bytes(), body].concat();
    hex::decode_to_slice(hex.as_bytes(), &mut signature).is_ok()
        && key.verify(&message, &Signature::from_bytes(&signature)).is_ok()
}
