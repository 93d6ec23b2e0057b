//! The queue for logins: as many at once as Discord allows, and never more than its daily budget,
//! beyond which it ends all sessions and resets the token ("Session Start Limit" and "Identifying"
//! in events/gateway). It outlives connections, so that coming back often does not go around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::gateway::SessionStartLimit;
use tokio::sync::oneshot;
use tokio::time::Instant;
use twilight_gateway::queue::{InMemoryQueue, Queue};

use crate::metrics::Metrics;

/// How long until the budget is full again after the first login.
const BUDGET_PERIOD: Duration = Duration::from_hours(24);

/// From here on each login is logged as a warning.
const FEW: u32 = 100;

/// Hands out permits to log in. Clones share one budget.
#[derive(Debug, Clone)]
pub(super) struct IdentifyQueue {
    permits: InMemoryQueue,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    budget: Mutex<Budget>,
    metrics: Arc<Metrics>,
}

/// The same as the queue of permits counts for itself, to be looked at.
#[derive(Debug)]
struct Budget {
    left: u32,
    total: u32,
    reset_at: Instant,
    /// When each shard was let in that has not been seen logged in since.
    let_in: BTreeMap<u32, Instant>,
    /// The shards that were let in since that was last asked.
    logins: BTreeSet<u32>,
}

impl IdentifyQueue {
    /// With what Discord says is left. Needs a runtime.
    pub(super) fn new(limit: &SessionStartLimit, metrics: Arc<Metrics>) -> Self {
        let (at_once, left, reset_after, total) = numbers(limit);
        if left == 0 {
            let wait_s = reset_after.as_secs();
            tracing::warn!(wait_s, "Discord allows no further login now; waiting");
        }
        metrics.set_identifies_left(left);
        let reset_at = Instant::now() + reset_after;
        let budget = Mutex::new(Budget {
            left,
            total,
            reset_at,
            let_in: BTreeMap::new(),
            logins: BTreeSet::new(),
        });
        Self {
            permits: InMemoryQueue::new(at_once, left, reset_after, total),
            shared: Arc::new(Shared { budget, metrics }),
        }
    }

    /// How long ago a shard was let in; `None` if it still waits, or has logged in.
    pub(super) fn let_in_since(&self, shard: u32) -> Option<Duration> {
        self.shared.budget().let_in.get(&shard).map(Instant::elapsed)
    }

    /// Whether a shard was let in since this was last asked: whether it has spent a login.
    pub(super) fn take_login(&self, shard: u32) -> bool {
        self.shared.budget().logins.remove(&shard)
    }

    /// The longest pause of each of so many shards before a login: with it all of them together
    /// spend a quarter of a day's logins, and half where chance halves every pause.
    pub(super) fn pause_max(&self, shards: u32) -> Duration {
        BUDGET_PERIOD * shards * 4 / self.shared.budget().total
    }

    /// Takes over what Discord says is left now: other processes spend logins too.
    pub(super) fn update(&self, limit: &SessionStartLimit) {
        let (at_once, left, reset_after, total) = numbers(limit);
        self.permits.update(at_once, left, reset_after, total);
        let mut budget = self.shared.budget();
        (budget.left, budget.total) = (left, total);
        budget.reset_at = Instant::now() + reset_after;
        self.shared.metrics.set_identifies_left(left);
    }

    /// Notes that a shard has logged in, or has given up.
    pub(super) fn settle(&self, shard: u32) {
        self.shared.budget().let_in.remove(&shard);
    }
}

/// How many log in at once, how many logins are left and for how long, and of how many.
fn numbers(limit: &SessionStartLimit) -> (u16, u32, Duration, u32) {
    let number = |it: u64| u32::try_from(it).unwrap_or(u32::MAX);
    let total = number(limit.total).max(1);
    // None at once would mean: without a limit.
    let at_once = u16::try_from(limit.max_concurrency).unwrap_or(u16::MAX).max(1);
    let reset_after = Duration::from_millis(limit.reset_after);
    (at_once, number(limit.remaining).min(total), reset_after, total)
}

impl Queue for IdentifyQueue {
    fn enqueue(&self, id: u32) -> oneshot::Receiver<()> {
        let permit = self.permits.enqueue(id);
        let (mut sender, receiver) = oneshot::channel();
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            tokio::select! {
                // Whoever gives up the wait gives up the place, and no login is spent.
                () = sender.closed() => {}
                permit = permit => if permit.is_ok() && sender.send(()).is_ok() {
                    shared.let_in(id);
                },
            }
        });
        receiver
    }
}

impl Shared {
    fn budget(&self) -> MutexGuard<'_, Budget> {
        self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn let_in(&self, shard: u32) {
        let mut budget = self.budget();
        let now = Instant::now();
        if now >= budget.reset_at {
            budget.left = budget.total;
        }
        if budget.left == budget.total {
            budget.reset_at = now + BUDGET_PERIOD;
        }
        budget.left = budget.left.saturating_sub(1);
        budget.let_in.insert(shard, now);
        budget.logins.insert(shard);
        let left = budget.left;
        self.metrics.set_identifies_left(left);
        if left < FEW {
            tracing::warn!(left, "few logins are left until Discord's daily limit is reset");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::knowledge::Knowledge;

    fn queue(remaining: u32, reset_after_ms: u64, max_concurrency: u32) -> IdentifyQueue {
        let limit = json!({ "total": 1000, "remaining": remaining, "reset_after": reset_after_ms,
            "max_concurrency": max_concurrency });
        let metrics = Metrics::new(&Knowledge::default());
        IdentifyQueue::new(&serde_json::from_value(limit).unwrap(), Arc::new(metrics))
    }

    fn left(queue: &IdentifyQueue) -> u32 {
        queue.shared.budget().left
    }

    #[tokio::test(start_paused = true)]
    async fn g8_as_many_log_in_at_once_as_discord_allows() {
        let queue = queue(1000, 0, 2);
        let start = Instant::now();
        let waits: Vec<_> = (0..6).map(|shard| queue.enqueue(shard)).collect();
        let mut seconds = Vec::new();
        for wait in waits {
            wait.await.unwrap();
            seconds.push(start.elapsed().as_secs());
        }
        assert_eq!(seconds, [0, 0, 5, 5, 10, 10]);
        assert_eq!(left(&queue), 994);
    }

    #[tokio::test(start_paused = true)]
    async fn an_empty_budget_is_waited_for() {
        let queue = queue(1, 3_600_000, 1);
        let start = Instant::now();
        let wait = async || {
            queue.enqueue(0).await.unwrap();
            // The permit is noted once it has arrived.
            tokio::task::yield_now().await;
            left(&queue)
        };
        assert_eq!((wait().await, start.elapsed().as_secs()), (0, 0));
        assert_eq!(wait().await, 999);
        assert!(start.elapsed() >= Duration::from_hours(1));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_gives_up_waiting_spends_no_login() {
        let queue = queue(10, 3_600_000, 1);
        queue.enqueue(0).await.unwrap();
        for _ in 0..5 {
            drop(queue.enqueue(0));
        }
        queue.enqueue(0).await.unwrap();
        assert_eq!(left(&queue), 8);
        assert!(queue.let_in_since(0).is_some());
        queue.settle(0);
        assert_eq!(queue.let_in_since(0), None);
        assert!(queue.take_login(0));
        assert!(!queue.take_login(0));
    }

    #[tokio::test(start_paused = true)]
    async fn what_discord_says_later_counts() {
        let queue = queue(10, 3_600_000, 1);
        queue.enqueue(0).await.unwrap();
        let limit = json!({ "total": 1000, "remaining": 500, "reset_after": 7_200_000,
            "max_concurrency": 1 });
        queue.update(&serde_json::from_value(limit).unwrap());
        assert_eq!(left(&queue), 500);
        assert_eq!(queue.pause_max(1), Duration::from_millis(345_600));
    }
}
