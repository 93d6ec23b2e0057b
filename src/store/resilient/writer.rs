//! The task that opens the store and brings writes to it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::queue::{Batch, Verdict};
use super::{Open, Phase, Shared, Streak, too_slow};
use crate::store::{Store, StoreError};

/// How long one try may take. Longer than any store waits for a lock or a connection: a try that
/// is given up may succeed all the same, and then a question counts once too often.
const TIME_FOR_TRY: Duration = Duration::from_secs(15);

/// The pause after the first failure. It doubles with each.
const PAUSE_MIN: Duration = Duration::from_millis(100);

/// And no further than this.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Runs until the queue is closed and empty.
pub(super) async fn run(shared: Arc<Shared>, open: Open) {
    let mut pause = Pause::default();
    let Some(store) = opened(&shared, &open, &mut pause).await else { return };
    let (failures, refusals) = (Streak::default(), Streak::default());
    // How many of the first have been tried before.
    let mut tried = 0;
    loop {
        let (batch, is_closed) = {
            let queue = shared.queue();
            (queue.batch(), queue.is_closed())
        };
        let Some(batch) = batch else {
            if is_closed {
                return;
            }
            shared.wake.notified().await;
            continue;
        };
        shared.queue().count_retries(tried.min(batch.entries));
        let made = timeout(TIME_FOR_TRY, store.apply(&batch.changes)).await;
        match made.unwrap_or_else(|_| Err(too_slow())) {
            Ok(()) => {
                shared.queue().end(batch.entries, Verdict::Saved);
                tried = tried.saturating_sub(batch.entries);
                failures.end("the store can be written again");
                refusals.end("the store keeps writes again");
                pause = Pause::default();
            }
            Err(error) => {
                shared.queue().count_failure();
                if error.is_temporary {
                    tried = tried.max(batch.entries);
                    failures.fail(
                        &error,
                        "the store cannot be written; writes wait and are tried again",
                    );
                    pause.wait(&shared).await;
                } else {
                    refuse(&shared, &batch, &error, &refusals);
                    tried = tried.max(batch.entries) - usize::from(batch.entries == 1);
                }
            }
        }
    }
}

/// The store, once it can be opened; `None` if the queue is closed before.
async fn opened(shared: &Shared, open: &Open, pause: &mut Pause) -> Option<Arc<dyn Store>> {
    let streak = Streak::default();
    loop {
        match open().await {
            Ok(store) => {
                streak.end("the store is open");
                shared.phase.send_replace(Phase::Open(Arc::clone(&store)));
                *pause = Pause::default();
                return Some(store);
            }
            Err(error) => {
                shared.queue().count_failure();
                streak.fail(
                    &error,
                    "the store cannot be opened; defaults are used, and it is tried again",
                );
                shared.phase.send_replace(Phase::Failed(error));
            }
        }
        let (is_closed, is_empty) = {
            let queue = shared.queue();
            (queue.is_closed(), queue.figures().waiting == 0)
        };
        if is_closed && is_empty {
            return None;
        }
        pause.wait(shared).await;
    }
}

/// What is never kept is let go of, and only that.
fn refuse(shared: &Shared, batch: &Batch, error: &StoreError, refusals: &Streak) {
    if batch.entries > 1 {
        shared.queue().divide(batch.entries);
        return;
    }
    shared.queue().end(1, Verdict::Lost);
    refusals.fail(error, "the store does not keep a write; it is lost");
}

/// Pauses that grow.
struct Pause(Duration);

impl Default for Pause {
    fn default() -> Self {
        Self(PAUSE_MIN)
    }
}

impl Pause {
    async fn wait(&mut self, shared: &Shared) {
        let until = tokio::time::Instant::now() + self.0;
        self.0 = (self.0 * 2).min(PAUSE_MAX);
        while tokio::time::Instant::now() < until {
            if shared.queue().is_closed() {
                // There is little time left, and nothing to spare the store for.
                sleep(PAUSE_MIN).await;
                return;
            }
            // New writes wake it too, and wait like the others.
            let _ = tokio::time::timeout_at(until, shared.wake.notified()).await;
        }
    }
}
