//! A page in a browser on this machine that shows what Discord would, from files as they are saved.
//!
//! The page sends what Discord would send, and what it gets is what Discord would get: the code in
//! between is that of the Discord door. It is for one person at one machine, so it listens on
//! loopback alone, and answers no other page in the same browser (`guard.rs`).

mod api;
mod events;
mod guard;
mod pages;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use axum::Router;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use crate::config::{Config, Theme};
use crate::reload::{self, Live};
use crate::{files, http, runtime, service};
use api::Api;
use guard::Guard;

/// Where it listens unless somebody says otherwise.
pub const DEFAULT_ADDRESS: &str = "127.0.0.1:8787";

/// Streams of events have no end of their own, and nobody waits for anything else.
const TIME_TO_FINISH: Duration = Duration::ZERO;

/// Serves the page until SIGTERM or SIGINT, and says on `out` where. Blocks.
pub fn run_blocking(
    config: &Config,
    address: SocketAddr,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let folder = files::chosen_folder(config.knowledge.dir.as_deref());
    let live = Arc::new(Live::new(folder, service::today));
    runtime::block_on(async {
        let stop = runtime::told_to_stop()?;
        let listener = listen(address).await?;
        let address = listener.local_addr().context("cannot tell the address")?;
        writeln!(out, "Preview at http://{address}")?;
        let report = &live.current().report;
        writeln!(out, "{}{}", report.diagnostics, report.summary)?;
        writeln!(out, "What you save is shown at once. Ctrl-C ends it.")?;
        serve(listener, live, config.roadmap.theme, stop).await
    })?
}

/// Listens at an address that nobody else can reach.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    if !address.ip().is_loopback() {
        bail!(
            "`--listen`: {address} can be reached by others, and the preview asks nobody who they \
             are; hint: an address of this machine alone, such as {DEFAULT_ADDRESS}; to look at it \
             from elsewhere, `ssh -L 8787:{DEFAULT_ADDRESS} …`"
        );
    }
    let listener = http::listen(address, "--listen").await;
    listener.map_err(|error| anyhow!("{error}, or port 0 for any that is free"))
}

/// Serves the page until `stop` ends, with pictures of this theme in what would be sent.
pub async fn serve(
    listener: TcpListener,
    live: Arc<Live>,
    theme: Theme,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let address = listener.local_addr().context("cannot tell the address")?;
    let watching = reload::watch(&live).context("cannot watch the knowledge")?;
    http::serve(listener, routes(address, live, theme), stop, TIME_TO_FINISH).await;
    drop(watching);
    Ok(())
}

fn routes(address: SocketAddr, live: Arc<Live>, theme: Theme) -> Router {
    let events = Router::new()
        .route("/api/events", get(events::events))
        .with_state(Arc::new(events::Events::new(Arc::clone(&live))));
    let api = Router::new()
        .route("/api/me", get(api::me))
        .route("/api/commands", get(api::commands))
        .route("/api/interactions", post(api::interactions))
        .route("/api/messages", post(api::messages))
        .with_state(Arc::new(Api::new(live, theme)));
    let routes = api.merge(events).fallback_service(get(pages::page));
    Guard::new(address).around(routes)
}
