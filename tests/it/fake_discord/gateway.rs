//! The fake's WebSocket.

use std::sync::{Arc, OnceLock};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{APPLICATION, Login, Order, Shared, TOKEN};

/// In milliseconds. Real ones take 41 s; a test should see a few.
const HEARTBEAT_INTERVAL: u64 = 500;

/// Where a session is resumed, as READY says it. Another path than that of a new session.
const RESUME_PATH: &str = "/resume";

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, Arc::clone(&shared)));
    }
}

/// How a connection goes on after a frame.
enum Next {
    Stay,
    End,
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    let asked: Arc<OnceLock<String>> = Arc::default();
    let note = Arc::clone(&asked);
    #[expect(clippy::result_large_err, reason = "the library's signature")]
    let accepted = tokio_tungstenite::accept_hdr_async(
        stream,
        move |request: &Request, response: Response| {
            let _ = note.set(request.uri().to_string());
            Ok(response)
        },
    );
    let Ok(mut socket) = accepted.await else { return };
    let path = asked.get().cloned().unwrap_or_default();
    let hello = json!({ "op": 10, "s": null, "t": null,
        "d": { "heartbeat_interval": HEARTBEAT_INTERVAL, "_trace": ["fake"] } });
    if send(&mut socket, &hello).await.is_err() {
        return;
    }
    let (sender, mut orders) = mpsc::unbounded_channel();
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Event(_, event)) => {
                    if send(&mut socket, &event).await.is_err() { return }
                }
                Some(Order::Raw(frame)) => {
                    if socket.send(Message::Text(frame)).await.is_err() { return }
                }
                Some(Order::Close(code)) => return close(socket, code).await,
                Some(Order::Cut) | None => return,
            },
            frame = socket.next() => {
                if let Some(Ok(Message::Close(_))) = frame {
                    // Reading on sends the goodbye that the library has prepared.
                    while let Some(Ok(_)) = socket.next().await {}
                    return;
                }
                let Some(Ok(Message::Text(text))) = frame else { return };
                let Ok(frame) = serde_json::from_str(&text) else { return };
                match read(&mut socket, &shared, &sender, &path, &frame).await {
                    Next::Stay => {}
                    Next::End => return,
                }
            }
        }
    }
}

async fn read(
    socket: &mut WebSocketStream<TcpStream>,
    shared: &Shared,
    sender: &mpsc::UnboundedSender<Order>,
    path: &str,
    frame: &Value,
) -> Next {
    match frame["op"].as_u64() {
        Some(1) => {
            shared.change(|state| state.heartbeats += 1);
            let ack = json!({ "op": 11, "d": null, "s": null, "t": null });
            match send(socket, &ack).await {
                Ok(()) => Next::Stay,
                Err(_) => Next::End,
            }
        }
        Some(2) => identify(shared, sender, path, &frame["d"]),
        Some(6) => resume(shared, sender, path, &frame["d"]),
        _ => Next::Stay,
    }
}

fn identify(
    shared: &Shared,
    sender: &mpsc::UnboundedSender<Order>,
    path: &str,
    data: &Value,
) -> Next {
    let login = Login { name: "IDENTIFY", path: path.to_owned(), data: data.clone() };
    let address = shared.gateway;
    shared.change(|state| {
        state.logins.push(login);
        if let Some(code) = state.turned_away.pop_front() {
            let _ = sender.send(Order::Close(Some(code)));
            return;
        }
        if data["token"].as_str().is_none_or(|it| it.trim_start_matches("Bot ") != TOKEN) {
            let _ = sender.send(Order::Close(Some(4004)));
            return;
        }
        state.is_session_lost = false;
        state.events.clear();
        state.sequence = 1;
        let ready = json!({ "op": 0, "t": "READY", "s": 1, "d": {
            "v": 10,
            "user": { "id": APPLICATION, "username": "certguide", "discriminator": "0", "bot": true },
            "guilds": [],
            "session_id": "session-of-the-fake",
            "resume_gateway_url": format!("ws://{address}{RESUME_PATH}"),
            "application": { "id": APPLICATION, "flags": 0 },
            "a_field_of_next_year": { "deep": [1, 2, 3] },
        }});
        let _ = sender.send(Order::Event(1, ready));
        state.connection = Some(sender.clone());
    });
    Next::Stay
}

fn resume(
    shared: &Shared,
    sender: &mpsc::UnboundedSender<Order>,
    path: &str,
    data: &Value,
) -> Next {
    let login = Login { name: "RESUME", path: path.to_owned(), data: data.clone() };
    shared.change(|state| {
        state.logins.push(login);
        if state.is_session_lost {
            let lost = r#"{"op":9,"d":false,"s":null,"t":null}"#;
            let _ = sender.send(Order::Raw(lost.to_owned()));
            return;
        }
        let seen = data["seq"].as_u64().unwrap_or_default();
        for (sequence, event) in state.events.iter().filter(|(sequence, _)| *sequence > seen) {
            let _ = sender.send(Order::Event(*sequence, event.clone()));
        }
        state.sequence += 1;
        let resumed = json!({ "op": 0, "t": "RESUMED", "s": state.sequence, "d": {} });
        let _ = sender.send(Order::Event(state.sequence, resumed));
        state.connection = Some(sender.clone());
    });
    Next::Stay
}

async fn send(
    socket: &mut WebSocketStream<TcpStream>,
    frame: &Value,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    socket.send(Message::Text(frame.to_string())).await
}

async fn close(mut socket: WebSocketStream<TcpStream>, code: Option<u16>) {
    let frame = code.map(|code| CloseFrame { code: CloseCode::from(code), reason: "".into() });
    let _ = socket.close(frame).await;
    // Until the other side has said goodbye as well.
    while let Some(Ok(_)) = socket.next().await {}
}
