//! Whether the bot is connected to Discord, on a page for whoever supervises it.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

/// How long [`check`] waits for each step.
const TIME_TO_CHECK: Duration = Duration::from_secs(3);

/// Which shards are connected and logged in.
#[derive(Debug)]
pub(super) struct Readiness(Vec<AtomicBool>);

impl Readiness {
    /// `shards` shards, none of them ready.
    pub(super) fn new(shards: u32) -> Self {
        Self((0..shards).map(|_| AtomicBool::new(false)).collect())
    }

    /// Notes the state of one shard. True if it has changed.
    pub(super) fn set(&self, shard: u32, is_ready: bool) -> bool {
        let shard = usize::try_from(shard).ok().and_then(|it| self.0.get(it));
        shard.is_some_and(|it| it.swap(is_ready, Ordering::Relaxed) != is_ready)
    }

    /// What keeps the bot from answering, if anything does.
    fn obstacle(&self) -> Option<String> {
        let total = self.0.len();
        let ready = self.0.iter().filter(|it| it.load(Ordering::Relaxed)).count();
        (ready < total || total == 0)
            .then(|| format!("not connected to Discord: {ready} of {total} shards\n"))
    }
}

/// What the page knows: nothing before the first answer of Discord's, then the shards.
pub(super) type Shown = Arc<std::sync::OnceLock<Arc<Readiness>>>;

/// Listens at `address` and serves the page in the background.
pub(super) async fn serve(address: SocketAddr, shown: Shown) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("`health.listen`: cannot listen at {address}"))?;
    let page = Router::new()
        .route("/healthz", get(|| async { "running\n" }))
        .route("/readyz", get(ready))
        .with_state(shown);
    tokio::spawn(async move { axum::serve(listener, page).await });
    tracing::info!(%address, "health page at /healthz and /readyz");
    Ok(())
}

async fn ready(State(shown): State<Shown>) -> (StatusCode, String) {
    let obstacle = match shown.get() {
        Some(readiness) => readiness.obstacle(),
        None => Some("not connected to Discord yet\n".to_owned()),
    };
    match obstacle {
        None => (StatusCode::OK, "connected to Discord\n".to_owned()),
        Some(obstacle) => (StatusCode::SERVICE_UNAVAILABLE, obstacle),
    }
}

/// Asks the page of a running bot whether it is connected to Discord. The error is one line.
/// Blocks for a few seconds at most.
pub fn check(address: SocketAddr) -> Result<(), String> {
    let address = reachable(address);
    let response =
        ask(address).map_err(|error| format!("nothing answers at {address}: {error}"))?;
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or((&response, ""));
    if head.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    Err(body.lines().next().unwrap_or("the answer does not read").to_owned())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIME_TO_CHECK)?;
    stream.set_read_timeout(Some(TIME_TO_CHECK))?;
    stream.set_write_timeout(Some(TIME_TO_CHECK))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}

/// Where to reach what listens at `address`: "everywhere" is no place to connect to.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}
