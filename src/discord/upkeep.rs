//! What goes on beside the answers: the store is opened, and knowledge changes.

use std::sync::Arc;

use tokio::task::{JoinHandle, spawn_blocking};

use crate::config::StorePlace;
use crate::metrics::Metrics;
use crate::reload::{Current, Live, Report, Serving};
use crate::runtime::Reloads;
use crate::store::{self, Resilient};

/// The store at this place, as soon as it can be opened.
pub(super) fn opened(place: &StorePlace) -> Resilient {
    let place = place.clone();
    Resilient::start(move || {
        let place = place.clone();
        async move { store::open(&place).await }
    })
}

/// Looks at the knowledge each time the process is told to (SIGHUP).
pub(super) fn told_to_reload(live: Arc<Live>) -> anyhow::Result<JoinHandle<()>> {
    let mut reloads = Reloads::listen()?;
    Ok(tokio::spawn(async move {
        loop {
            reloads.next().await;
            tracing::info!("told to reload the knowledge");
            let live = Arc::clone(&live);
            let _ = spawn_blocking(move || live.reload()).await;
        }
    }))
}

/// Logs and counts every look at files that changed, whoever asked for it.
pub(super) fn report_reloads(live: &Live, metrics: Arc<Metrics>) -> JoinHandle<()> {
    let mut changes = live.subscribe();
    tokio::spawn(async move {
        while changes.changed().await.is_ok() {
            let current = Arc::clone(&changes.borrow_and_update());
            metrics.set_knowledge(current.service.knowledge());
            metrics.count_reload(current.report.serving == Serving::Current);
            report(&current);
        }
    })
}

fn report(current: &Current) {
    let Report { place, warnings, summary, diagnostics, serving, change, .. } = &current.report;
    if *serving == Serving::Current {
        let change = change.as_ref().map(ToString::to_string).unwrap_or_default();
        let revision = current.service.knowledge().revision().to_string();
        tracing::info!(place, change, warnings, revision, "knowledge reloaded");
    } else {
        tracing::error!("knowledge not reloaded, what was known goes on: {summary}\n{diagnostics}");
    }
}
