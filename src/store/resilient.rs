//! A store as the bot uses it: one that fails, hangs or cannot be opened stops no answer.
//!
//! Reads end in time, and the caller goes on with what holds by default. Writes stand in a bounded
//! queue until the store has them; a task of its own brings them there, in order, again and again.
//! Everything that is not so is counted. A failure is logged when a row of them begins and when it
//! ends, not at each try.

mod queue;
mod writer;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{Store, StoreError};
use crate::guild::{Change, GuildId, GuildRecord, Holding, PersonId, Unanswered};
use crate::knowledge::Date;

pub use queue::Figures;
use queue::{Entry, Queue, Verdict};

/// How long an answer waits for what a server or a person has told us. Discord waits 3 s in all,
/// and a local database takes a thousandth of this.
const TIME_TO_READ: Duration = Duration::from_millis(400);

/// How long somebody who has changed something waits to hear that it is kept.
const TIME_TO_SAVE: Duration = Duration::from_secs(1);

/// How long a purge may take. Nobody waits for it, and it comes again.
const TIME_TO_PURGE: Duration = Duration::from_mins(1);

/// How long a store may take to let go of its files at the end.
const TIME_TO_CLOSE: Duration = Duration::from_secs(2);

/// What has become of changes that somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// They are kept, and outlast the end of the process.
    Saved,
    /// They are not kept yet, and are brought to the store as soon as it works.
    Queued,
    /// They are not kept, and nothing more is tried.
    Lost,
}

/// A store that never stops an answer. Clones are the same one.
#[derive(Clone)]
pub struct Resilient(Arc<Shared>);

/// Opens the store; asked again until it succeeds.
type Open = Box<dyn Fn() -> BoxFuture<'static, Result<Arc<dyn Store>, StoreError>> + Send + Sync>;

struct Shared {
    /// The store, once it is open.
    phase: watch::Sender<Phase>,
    queue: Mutex<Queue>,
    /// Tells the writer that there is something to do.
    wake: Notify,
    reads: Streak,
    writer: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug, Clone)]
enum Phase {
    /// Nobody knows yet whether it can be opened.
    Opening,
    /// It could not be opened, and is tried again.
    Failed(StoreError),
    Open(Arc<dyn Store>),
}

impl Resilient {
    /// Opens the store beside everything else, and tries again until it can be. Needs a runtime.
    pub fn start<F, O>(open: O) -> Self
    where
        O: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<Arc<dyn Store>, StoreError>> + Send + 'static,
    {
        let open: Open = Box::new(move || Box::pin(open()));
        let shared = Arc::new(Shared {
            phase: watch::Sender::new(Phase::Opening),
            queue: Mutex::default(),
            wake: Notify::new(),
            reads: Streak::default(),
            writer: Mutex::default(),
        });
        let writer = tokio::spawn(writer::run(Arc::clone(&shared), open));
        *shared.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer);
        Self(shared)
    }

    /// As [`Store::guild`]. What is queued is not in it.
    pub async fn guild(&self, guild: GuildId) -> Result<GuildRecord, StoreError> {
        self.read(|store| async move { store.guild(guild).await }).await
    }

    /// As [`Store::holdings`]. What is queued is not in it.
    pub async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, StoreError> {
        self.read(|store| async move { store.holdings(person).await }).await
    }

    /// As [`Store::unanswered`].
    pub async fn unanswered(
        &self,
        guild: Option<GuildId>,
        limit: u32,
    ) -> Result<Vec<Unanswered>, StoreError> {
        self.read(|store| async move { store.unanswered(guild, limit).await }).await
    }

    /// As [`Store::question`].
    pub async fn question(
        &self,
        guild: GuildId,
        key: &str,
    ) -> Result<Option<Unanswered>, StoreError> {
        self.read(|store| async move { store.question(guild, key).await }).await
    }

    /// As [`Store::unanswered_since`].
    pub async fn unanswered_since(&self, guild: GuildId, day: Date) -> Result<u64, StoreError> {
        self.read(|store| async move { store.unanswered_since(guild, day).await }).await
    }

    /// Makes all of these changes or none, after those that were asked for before. Waits a second
    /// at most to hear what has become of them.
    pub async fn save(&self, changes: Vec<Change>) -> Saving {
        let (reply, verdict) = oneshot::channel();
        if !self.0.push(Entry::new(changes, Some(reply))) {
            return Saving::Lost;
        }
        match timeout(TIME_TO_SAVE, verdict).await {
            Ok(Ok(Verdict::Saved)) => Saving::Saved,
            Ok(Ok(Verdict::Lost) | Err(_)) => Saving::Lost,
            Err(_) => Saving::Queued,
        }
    }

    /// The same for changes that nobody waits for.
    pub fn later(&self, changes: Vec<Change>) {
        self.0.push(Entry::new(changes, None));
    }

    /// As [`Store::purge`], with a minute for it.
    pub async fn purge(&self, day: Date) -> Result<u64, StoreError> {
        let store = self.0.store().await?;
        let purged = timeout(TIME_TO_PURGE, store.purge(day)).await;
        let purged = purged.unwrap_or_else(|_| Err(too_slow()));
        if purged.is_err() {
            self.0.queue().count_failure();
        }
        purged
    }

    /// How it has been so far.
    pub fn figures(&self) -> Figures {
        self.0.queue().figures()
    }

    /// Brings to the store what is queued, within this time, and lets go of it. What is left then
    /// is lost, and so is what comes later.
    pub async fn close(&self, within: Duration) {
        self.0.queue().close();
        self.0.wake.notify_one();
        let writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut writer) = writer
            && timeout(within, &mut writer).await.is_err()
        {
            writer.abort();
            let _ = writer.await;
        }
        let lost = self.0.queue().lose_all();
        if lost > 0 {
            tracing::error!(writes = lost, "the store has not taken these writes; they are lost");
        }
        let phase = self.0.phase.borrow().clone();
        if let Phase::Open(store) = phase {
            let _ = timeout(TIME_TO_CLOSE, store.close()).await;
        }
    }

    async fn read<T, F: Future<Output = Result<T, StoreError>>>(
        &self,
        ask: impl FnOnce(Arc<dyn Store>) -> F,
    ) -> Result<T, StoreError> {
        let read = timeout(TIME_TO_READ, async { ask(self.0.store().await?).await }).await;
        let read = read.unwrap_or_else(|_| Err(too_slow()));
        match &read {
            Ok(_) => self.0.reads.end("the store can be read again"),
            Err(error) => {
                self.0.queue().count_failure();
                // One that is not open is told of by who opens it.
                if matches!(*self.0.phase.borrow(), Phase::Open(_)) {
                    self.0.reads.fail(error, "the store cannot be read; defaults are used");
                }
            }
        }
        read
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Each change of it is whole before anything can panic.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store; waits for the first try to open it, and not for a second.
    async fn store(&self) -> Result<Arc<dyn Store>, StoreError> {
        let mut phase = self.phase.subscribe();
        let known = phase.wait_for(|it| !matches!(it, Phase::Opening)).await;
        match known.map(|it| it.clone()) {
            Ok(Phase::Open(store)) => Ok(store),
            Ok(Phase::Failed(error)) => Err(error),
            Ok(Phase::Opening) | Err(_) => Err(too_slow()),
        }
    }

    /// Puts something at the end of the queue, if there is room.
    fn push(&self, entry: Entry) -> bool {
        let is_first_loss = match self.queue().push(entry) {
            Ok(()) => {
                self.wake.notify_one();
                return true;
            }
            Err(full) => full.is_first,
        };
        if is_first_loss {
            tracing::error!("the queue of writes to the store is full; what does not fit is lost");
        }
        false
    }
}

impl fmt::Debug for Resilient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resilient").field("figures", &self.figures()).finish_non_exhaustive()
    }
}

fn too_slow() -> StoreError {
    StoreError::temporary("the store did not answer in time")
}

/// Failures in a row, told of at the first and after the last.
#[derive(Debug, Default)]
struct Streak(std::sync::atomic::AtomicBool);

impl Streak {
    fn fail(&self, error: &StoreError, what: &str) {
        if !self.0.swap(true, std::sync::atomic::Ordering::Relaxed) {
            tracing::error!(%error, "{what}");
        }
    }

    fn end(&self, what: &str) {
        if self.0.swap(false, std::sync::atomic::Ordering::Relaxed) {
            tracing::info!("{what}");
        }
    }
}
