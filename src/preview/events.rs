//! What the page is told without asking: how the knowledge is, at once and whenever it changes.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse;
use futures_util::stream;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use crate::http::refusal;
use crate::knowledge::CertificationId;
use crate::reload::{Change, Current, Live};

/// A browser has one for each window with the page.
const STREAMS: usize = 32;

/// A line that says nothing goes out so often, so that whoever is gone is noticed.
const PAUSE: Duration = Duration::from_secs(15);

/// Tells pages how the knowledge is.
#[derive(Debug)]
pub(super) struct Events {
    live: Arc<Live>,
    places: Arc<Semaphore>,
}

/// Where one page's stream is.
struct Stream {
    live: Arc<Live>,
    changes: watch::Receiver<Arc<Current>>,
    is_new: bool,
    _place: OwnedSemaphorePermit,
}

impl Events {
    pub(super) fn new(live: Arc<Live>) -> Self {
        Self { live, places: Arc::new(Semaphore::new(STREAMS)) }
    }
}

/// A stream of server-sent events, which ends when its reader does.
pub(super) async fn events(State(events): State<Arc<Events>>) -> Response<Body> {
    let Ok(place) = Arc::clone(&events.places).try_acquire_owned() else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "the preview is open too often");
    };
    let live = Arc::clone(&events.live);
    let stream = Stream { changes: live.subscribe(), live, is_new: true, _place: place };
    let body = stream::unfold(stream, |mut stream| async {
        let event = stream.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(event)), stream))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(body)).into_response()
}

impl Stream {
    /// What goes out next; `None`: nothing any more.
    async fn next(&mut self) -> Option<String> {
        if !std::mem::take(&mut self.is_new) {
            match timeout(PAUSE, self.changes.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(":\n\n".to_owned()),
            }
        }
        let current = Arc::clone(&self.changes.borrow_and_update());
        let event = event(&current, self.live.folder().is_some());
        Some(format!("event: knowledge\ndata: {event}\n\n"))
    }
}

fn event(current: &Current, is_watched: bool) -> Value {
    let Current { number, service, report, .. } = current;
    json!({
        "revision": number,
        "place": report.place,
        "watched": is_watched,
        "certifications": service.knowledge().iter().len(),
        "errors": report.errors,
        "warnings": report.warnings,
        "diagnostics": report.diagnostics,
        "summary": report.summary,
        "serving": report.serving.as_str(),
        "change": report.change.as_ref().map(change),
    })
}

fn change(change: &Change) -> Value {
    let ids = |it: &[CertificationId]| it.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "files": change.files,
        "added": ids(&change.added),
        "removed": ids(&change.removed),
        "changed": ids(&change.changed),
        "text": change.to_string(),
    })
}
