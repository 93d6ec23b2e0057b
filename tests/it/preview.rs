//! `certguide preview`: the server behind the page, asked as the page asks it and as others might.

mod answers;
mod guard;
mod knowledge;
mod pages;
mod program;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use certguide::config::Theme;
use certguide::preview;
use certguide::reload::Live;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::bot::within_reason;
use crate::shipped;

/// A running server.
struct Preview {
    address: SocketAddr,
    task: JoinHandle<anyhow::Result<()>>,
    stop: oneshot::Sender<()>,
}

struct Response {
    status: u16,
    /// With the first line.
    head: String,
    body: Vec<u8>,
}

impl Preview {
    /// One over the shipped knowledge.
    async fn start() -> Self {
        Self::over(Path::new("knowledge")).await
    }

    async fn over(folder: &Path) -> Self {
        let live = Arc::new(Live::new(Some(folder), shipped::today));
        let listener = preview::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        let task = tokio::spawn(preview::serve(listener, live, Theme::Dark, stopped));
        Self { address, task, stop }
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        within_reason(self.task).await.unwrap().unwrap();
    }

    /// What it answers to a request with these headers, and with its own `Host` if none is among
    /// them.
    async fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let own = self.address.to_string();
        let names_host = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
        let host = (!names_host).then_some(("Host", own.as_str()));
        let length = body.len().to_string();
        let more = [("Connection", "close"), ("Content-Length", length.as_str())];
        let headers = host.iter().chain(headers).chain(&more);
        let headers: Vec<String> =
            headers.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("{line} HTTP/1.1\r\n{}\r\n{body}", headers.concat());
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        within_reason(stream.read_to_end(&mut bytes)).await.unwrap();
        Response::read(&bytes)
    }

    async fn get(&self, path: &str) -> Response {
        self.send(&format!("GET {path}"), &[], "").await
    }

    async fn post(&self, path: &str, body: &str) -> Response {
        self.send(&format!("POST {path}"), &[("Content-Type", "application/json")], body).await
    }

    /// What the page is told about an interaction or a message.
    async fn shown(&self, path: &str, asked: &Value) -> Value {
        let response = self.post(path, &asked.to_string()).await;
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    }

    async fn interact(&self, interaction: &Value) -> Value {
        self.shown("/api/interactions", interaction).await
    }

    async fn say(&self, message: &Value) -> Value {
        self.shown("/api/messages", message).await
    }

    /// The id of the bot's user, as the page learns it.
    async fn bot(&self) -> String {
        self.get("/api/me").await.json()["bot_user_id"].as_str().unwrap().to_owned()
    }
}

impl Response {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_slice(&self.body).unwrap()
    }
}
