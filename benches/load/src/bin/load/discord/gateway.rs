//! The fake's WebSocket.

use std::sync::Arc;

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_websockets::{Config, Message, ServerBuilder};

use super::Shared;
use crate::APPLICATION;

/// In milliseconds; Discord's own.
const HEARTBEAT_INTERVAL: u64 = 41_250;

/// How many bytes of frames may wait for one write: all that are ready in one go, rather than
/// one or two.
const WRITE_AT_ONCE: usize = 512 * 1024;

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        // Its end shows in the answers that are missing then.
        tokio::spawn(connection(stream, Arc::clone(&shared)));
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let config = Config::default().flush_threshold(WRITE_AT_ONCE);
    let (_, mut socket) = ServerBuilder::new().config(config).accept(stream).await?;
    let hello = json!({ "op": 10, "s": null, "t": null, "d": { "heartbeat_interval": HEARTBEAT_INTERVAL } });
    socket.send(text(&hello)).await?;
    let (sender, mut interactions) = mpsc::unbounded_channel::<String>();
    let mut sequence = 0_u64;
    loop {
        tokio::select! {
            Some(first) = interactions.recv() => {
                let mut next = Some(first);
                while let Some(interaction) = next {
                    sequence += 1;
                    socket.feed(event(sequence, &interaction)).await?;
                    next = interactions.try_recv().ok();
                }
                socket.flush().await?;
            }
            message = socket.next() => {
                let message = message.context("the program has left")??;
                match message.as_text().map(serde_json::from_str::<Frame>).transpose()? {
                    Some(Frame { op: 1 }) => {
                        let ack = json!({ "op": 11, "d": null, "s": null, "t": null });
                        socket.send(text(&ack)).await?;
                    }
                    Some(Frame { op: 2 }) => {
                        sequence = 1;
                        socket.send(text(&ready(&shared.gateway_url))).await?;
                        shared.connection.send_replace(Some(sender.clone()));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What a bot sends, as far as it matters here.
#[derive(Deserialize)]
struct Frame {
    op: u8,
}

fn text(frame: &serde_json::Value) -> Message {
    Message::text(frame.to_string())
}

fn event(sequence: u64, interaction: &str) -> Message {
    Message::text(format!(
        r#"{{"t":"INTERACTION_CREATE","s":{sequence},"op":0,"d":{interaction}}}"#
    ))
}

fn ready(gateway_url: &str) -> serde_json::Value {
    json!({ "op": 0, "t": "READY", "s": 1, "d": {
        "v": 10,
        "user": { "id": APPLICATION, "username": "certguide", "discriminator": "0", "bot": true },
        "guilds": [],
        "session_id": "session-of-the-fake",
        "resume_gateway_url": gateway_url,
        "application": { "id": APPLICATION, "flags": 0 },
    }})
}
