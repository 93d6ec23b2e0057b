//! The fake's WebSocket.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{APPLICATION, Login, Mood, Order, Session, Shared, TOKEN};

/// In milliseconds. Real ones take 41 s; a test should see a few.
pub(crate) const HEARTBEAT_INTERVAL: u64 = 500;

/// Where a session is resumed, as READY says it. Another path than that of a new session.
const RESUME_PATH: &str = "/resume";

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let mood = shared.change(|state| {
            state.connections += 1;
            state.moods.pop_front().unwrap_or(Mood::Usual)
        });
        tokio::spawn(connection(stream, mood, Arc::clone(&shared)));
    }
}

/// How a connection goes on after a frame.
enum Next {
    Stay,
    End,
}

/// What one connection knows of itself.
struct Connection {
    shared: Arc<Shared>,
    mood: Mood,
    path: String,
    sender: mpsc::UnboundedSender<Order>,
}

async fn connection(stream: TcpStream, mood: Mood, shared: Arc<Shared>) {
    match mood {
        Mood::Drops => return,
        Mood::SaysNothing => return std::future::pending().await,
        _ => {}
    }
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
    if mood == Mood::SaysNoHello {
        // Reads on, so that the line itself looks sound.
        while socket.next().await.is_some() {}
        return;
    }
    let interval = if mood == Mood::WantsNoPauses { 0 } else { HEARTBEAT_INTERVAL };
    let hello = json!({ "op": 10, "s": null, "t": null,
        "d": { "heartbeat_interval": interval, "_trace": ["fake"] } });
    if send(&mut socket, &hello).await.is_err() || mood == Mood::DropsAfterHello {
        return;
    }
    let (sender, orders) = mpsc::unbounded_channel();
    let connection = Connection { shared, mood, path, sender };
    connection.run(socket, orders).await;
}

impl Connection {
    async fn run(
        self,
        mut socket: WebSocketStream<TcpStream>,
        mut orders: mpsc::UnboundedReceiver<Order>,
    ) {
        let (start, mut received) = (Instant::now(), 0);
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Event(event)) => {
                        if send(&mut socket, &event).await.is_err() { return }
                        self.shared.state().note_arrival(&event["d"]["id"]);
                    }
                    Some(Order::Raw(frame)) => {
                        if socket.send(Message::Text(frame)).await.is_err() { return }
                    }
                    Some(Order::Stall) => {
                        // A text frame of 100 bytes, of which ten come.
                        let stream = socket.get_mut();
                        let _ = stream.write_all(b"\x81\x64{\"op\":0,\"t").await;
                        let _ = stream.flush().await;
                        return std::future::pending().await;
                    }
                    Some(Order::Close(code)) => return close(socket, code).await,
                    Some(Order::Cut) | None => return,
                },
                frame = socket.next() => {
                    if let Some(Ok(Message::Close(frame))) = frame {
                        let code = frame.map(|it| u16::from(it.code));
                        self.shared.change(|state| state.goodbyes.push(code));
                        // Reading on sends the goodbye that the library has prepared.
                        while let Some(Ok(_)) = socket.next().await {}
                        return;
                    }
                    let Some(Ok(Message::Text(text))) = frame else { return };
                    received += 1;
                    self.hold_to_limits(text.len(), received, start.elapsed());
                    let Ok(frame) = serde_json::from_str(&text) else { return };
                    if let Next::End = self.read(&mut socket, &frame).await { return }
                }
            }
        }
    }

    /// "Sending Events" and "Rate Limiting" in events/gateway.
    fn hold_to_limits(&self, length: usize, received: usize, time: Duration) {
        // Heartbeats here come 82 times as often as Discord's would.
        let beats = time.as_millis() / u128::from(HEARTBEAT_INTERVAL) + 1;
        let others = (received as u128).saturating_sub(beats);
        self.shared.change(|state| {
            if length > 4096 {
                state.broken_rules.push(format!("{}: a frame of {length} bytes", "G9"));
            }
            if others > 120 {
                state.broken_rules.push(format!("{}: {others} frames", "G9"));
            }
        });
    }

    async fn read(&self, socket: &mut WebSocketStream<TcpStream>, frame: &Value) -> Next {
        match frame["op"].as_u64() {
            Some(1) => {
                self.shared.change(|state| state.heartbeats += 1);
                if self.mood == Mood::AcknowledgesNothing {
                    return Next::Stay;
                }
                let ack = json!({ "op": 11, "d": null, "s": null, "t": null });
                return match send(socket, &ack).await {
                    Ok(()) => Next::Stay,
                    Err(_) => Next::End,
                };
            }
            Some(2) => self.identify(&frame["d"]),
            Some(6) => self.resume(&frame["d"]),
            _ => return Next::Stay,
        }
        if self.mood == Mood::DropsAfterLogin { Next::End } else { Next::Stay }
    }

    fn login(&self, name: &'static str, data: &Value) -> Login {
        Login { name, path: self.path.clone(), data: data.clone(), at: Instant::now() }
    }

    fn identify(&self, data: &Value) {
        let login = self.login("IDENTIFY", data);
        let address = self.shared.gateway;
        let shard = data["shard"][0].as_u64().unwrap_or_default();
        self.shared.change(|state| {
            state.logins.push(login);
            if matches!(self.mood, Mood::LetsNobodyIn | Mood::DropsAfterLogin) {
                return;
            }
            if let Some(code) = state.turned_away.pop_front() {
                let _ = self.sender.send(Order::Close(Some(code)));
                return;
            }
            if data["token"].as_str().is_none_or(|it| it.trim_start_matches("Bot ") != TOKEN) {
                let _ = self.sender.send(Order::Close(Some(4004)));
                return;
            }
            let id = format!("session-{shard}-{}", state.logins.len());
            let resume_url = match self.mood {
                Mood::ResumesNowhere => "no address".to_owned(),
                _ => format!("ws://{address}{RESUME_PATH}"),
            };
            let ready = json!({ "op": 0, "t": "READY", "s": 1, "d": {
                "v": 10,
                "user": { "id": APPLICATION, "username": "certguide", "discriminator": "0", "bot": true },
                "guilds": [],
                "session_id": id,
                "resume_gateway_url": resume_url,
                "application": { "id": APPLICATION, "flags": 0 },
                "a_field_of_next_year": { "deep": [1, 2, 3] },
            }});
            let _ = self.sender.send(Order::Event(ready));
            let session = Session {
                id,
                sequence: 1,
                intents: data["intents"].as_u64().unwrap_or_default(),
                connection: Some(self.sender.clone()),
                events: Vec::new(),
            };
            state.sessions.insert(shard, session);
        });
    }

    fn resume(&self, data: &Value) {
        let login = self.login("RESUME", data);
        self.shared.change(|state| {
            state.logins.push(login);
            if matches!(self.mood, Mood::LetsNobodyIn | Mood::DropsAfterLogin) {
                return;
            }
            let session = state.sessions.values_mut().find(|it| data["session_id"] == *it.id);
            let Some(session) = session else {
                let lost = r#"{"op":9,"d":false,"s":null,"t":null}"#;
                let _ = self.sender.send(Order::Raw(lost.to_owned()));
                return;
            };
            let seen = data["seq"].as_u64().unwrap_or_default();
            for (_, event) in session.events.iter().filter(|(sequence, _)| *sequence > seen) {
                let _ = self.sender.send(Order::Event(event.clone()));
                // It was sent, and did not arrive.
                let id = event["d"]["id"].as_str().unwrap_or_default();
                if let Some(fate) = state.journal.as_mut().and_then(|it| it.get_mut(id)) {
                    fate.arrived = None;
                }
            }
            session.sequence += 1;
            let resumed = json!({ "op": 0, "t": "RESUMED", "s": session.sequence, "d": {} });
            let _ = self.sender.send(Order::Event(resumed));
            session.connection = Some(self.sender.clone());
        });
    }
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
    // Until the other side has said goodbye as well, or no longer can.
    let rest = async { while let Some(Ok(_)) = socket.next().await {} };
    let _ = tokio::time::timeout(Duration::from_secs(5), rest).await;
}
