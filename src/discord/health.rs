//! Pages for whoever supervises the bot: does it work, can it answer, and what has it done.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

use super::readiness::Readiness;
use crate::metrics::{self, Metrics, StoreFigures};
use crate::reload::Live;
use crate::store::{Figures, Resilient};

/// How long [`check`] waits for each step.
const TIME_TO_CHECK: Duration = Duration::from_secs(3);

/// The figures of hundreds of shards take less.
const RESPONSE_BYTES: u64 = 1 << 20;

/// What the pages are made from.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    pub(super) live: Arc<Live>,
    pub(super) store: Resilient,
    pub(super) readiness: Arc<Readiness>,
    pub(super) metrics: Arc<Metrics>,
}

impl Pages {
    pub(super) fn routes(self) -> Router {
        Router::new()
            .route("/healthz", get(healthz))
            .route("/readyz", get(readyz))
            .route("/metrics", get(figures))
            .with_state(self)
    }
}

/// Whether the process does its work: a look-up is made.
async fn healthz(State(pages): State<Pages>) -> (StatusCode, &'static str) {
    if pages.live.current().service.works() {
        return (StatusCode::OK, "works\n");
    }
    (StatusCode::INTERNAL_SERVER_ERROR, "a look-up fails\n")
}

/// Whether interactions can be answered now.
async fn readyz(State(pages): State<Pages>) -> (StatusCode, String) {
    match pages.readiness.obstacle() {
        None => (StatusCode::OK, "ready\n".to_owned()),
        Some(obstacle) => (StatusCode::SERVICE_UNAVAILABLE, obstacle),
    }
}

async fn figures(State(pages): State<Pages>) -> impl IntoResponse {
    pages.metrics.set_store(&store_figures(&pages.store.figures()));
    ([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], pages.metrics.text())
}

fn store_figures(figures: &Figures) -> StoreFigures {
    StoreFigures {
        failed: figures.failures,
        retried: figures.retried,
        lost: figures.lost,
        waiting: figures.waiting,
    }
}

/// Who answers at an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Neighbour {
    /// A bot that can answer.
    Ready,
    /// A bot that cannot; what keeps it from it.
    NotReady(String),
    /// Another program.
    Stranger,
}

/// Looks who answers at an address. Blocks for a few seconds.
pub(super) fn neighbour(address: SocketAddr) -> Neighbour {
    let figures = ask(reachable(address), "/metrics").unwrap_or_default();
    if !figures.contains(&format!("{}_", metrics::PREFIX)) {
        return Neighbour::Stranger;
    }
    match check(address) {
        Ok(()) => Neighbour::Ready,
        Err(obstacle) => Neighbour::NotReady(obstacle),
    }
}

/// Asks the page of a running bot whether it can answer. The error is one line. Blocks for a few
/// seconds at most.
pub fn check(address: SocketAddr) -> Result<(), String> {
    let address = reachable(address);
    let response = ask(address, "/readyz")
        .map_err(|error| format!("nothing answers at {address}: {error}"))?;
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or((&response, ""));
    if head.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    Err(body.lines().next().unwrap_or("the answer does not read").to_owned())
}

fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIME_TO_CHECK)?;
    stream.set_read_timeout(Some(TIME_TO_CHECK))?;
    stream.set_write_timeout(Some(TIME_TO_CHECK))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut response = String::new();
    stream.take(RESPONSE_BYTES).read_to_string(&mut response)?;
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
