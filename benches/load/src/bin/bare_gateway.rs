//! The least that answers interactions over the gateway: what any bot has to do, and nothing of
//! what makes it a bot.
//!
//! It logs in, sends heartbeats, reads no more of a frame than it needs to answer it, and posts
//! always the same reply.

use std::time::Duration;

use anyhow::{Context, bail};
use certguide_load::{FIXED_REPLY, variable, variables};
use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use serde_json::json;
use tokio_websockets::{ClientBuilder, Message};

/// A gateway frame, as far as it is needed.
#[derive(Deserialize)]
struct Frame<'a> {
    op: u8,
    s: Option<u64>,
    t: Option<&'a str>,
    #[serde(borrow)]
    d: Option<Data<'a>>,
}

/// Of an interaction, and of the gateway's HELLO.
#[derive(Deserialize)]
struct Data<'a> {
    id: Option<&'a str>,
    token: Option<&'a str>,
    heartbeat_interval: Option<u64>,
}

type HttpClient = Client<HttpConnector, Full<Bytes>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let (token, api_base) = (variable(variables::TOKEN)?, variable(variables::API_BASE)?);
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let client: HttpClient = Client::builder(TokioExecutor::new()).build(connector);
    let gateway = gateway(&client, &api_base, &token).await.context("no gateway's address")?;
    let uri = format!("{gateway}/?v=10&encoding=json");
    let (mut socket, _) = ClientBuilder::new().uri(&uri)?.connect().await?;

    let hello = socket.next().await.context("no HELLO")??;
    let hello: Frame<'_> = serde_json::from_str(hello.as_text().context("no text")?)?;
    let interval = hello.d.and_then(|it| it.heartbeat_interval).context("no interval")?;
    let mut heartbeat = tokio::time::interval(Duration::from_millis(interval));
    heartbeat.reset();
    let identify = json!({ "op": 2, "d": { "token": token, "intents": 0,
        "properties": { "os": "linux", "browser": "bare", "device": "bare" } } });
    socket.send(Message::text(identify.to_string())).await?;

    let mut sequence = None;
    loop {
        let message = tokio::select! {
            _ = heartbeat.tick() => {
                let beat = json!({ "op": 1, "d": sequence }).to_string();
                socket.send(Message::text(beat)).await?;
                continue;
            }
            message = socket.next() => message.context("the gateway is gone")??,
        };
        let Some(text) = message.as_text() else { continue };
        let frame: Frame<'_> = serde_json::from_str(text)?;
        sequence = frame.s.or(sequence);
        if frame.op == 0
            && frame.t == Some("INTERACTION_CREATE")
            && let Some(Data { id: Some(id), token: Some(token), .. }) = frame.d
        {
            let url = format!("{api_base}/api/v10/interactions/{id}/{token}/callback");
            tokio::spawn(post(client.clone(), url));
        }
    }
}

/// Where to connect.
async fn gateway(client: &HttpClient, api_base: &str, token: &str) -> anyhow::Result<String> {
    #[derive(Deserialize)]
    struct Gateway {
        url: String,
    }
    let request = Request::get(format!("{api_base}/api/v10/gateway/bot"))
        .header(header::AUTHORIZATION, format!("Bot {token}"))
        .body(Full::default())?;
    let body = client.request(request).await?.into_body().collect().await?.to_bytes();
    Ok(serde_json::from_slice::<Gateway>(&body)?.url)
}

async fn post(client: HttpClient, url: String) -> anyhow::Result<()> {
    let request = Request::post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from_static(FIXED_REPLY.as_bytes())))?;
    let response = client.request(request).await?;
    if !response.status().is_success() {
        bail!("HTTP {}", response.status());
    }
    // A connection is used again once its response has been read.
    response.into_body().collect().await?;
    Ok(())
}
