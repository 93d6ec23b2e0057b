//! What each server is answered from: what is known with its own layer on top, and its settings.
//!
//! A view is made once and shared by every answer until something under it changes. One that may be
//! out of date is still answered from while the next is made, but by whoever makes that.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::commands::Server;
use crate::guild::{GuildId, GuildRecord, Settings, house_file};
use crate::knowledge::{Certification, Date, load_with_house};
use crate::reload::Current;
use crate::service::Service;

/// So many servers are remembered that have knowledge of their own, the last that asked: each takes
/// as much memory as the packs do.
const OWN: NonZeroUsize = NonZeroUsize::new(64).expect("it is not zero");

/// So many others, which share what is known.
const SHARED: NonZeroUsize = NonZeroUsize::new(16_384).expect("it is not zero");

/// Another process may have changed what is kept of a server, so it is looked up again after this.
const TIME_TO_TRUST: Duration = Duration::from_secs(10);

/// What a server is answered from.
#[derive(Debug)]
pub struct View {
    /// Tells it from every other of this process; what was answered from it is known by it.
    pub number: u64,
    /// What answers.
    pub service: Arc<Service>,
    /// Its settings and additions.
    pub server: Arc<Server>,
}

/// A view, and how far it can be trusted.
#[derive(Debug, Clone)]
struct Cached {
    view: Arc<View>,
    /// Which knowledge it stands on, see [`Current::number`].
    knowledge: u64,
    /// When the store was asked.
    asked: Instant,
    /// Whether the store has said so, rather than nothing.
    is_known: bool,
}

/// How good what is remembered has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It is as it should be.
    Fresh,
    /// What is kept of the server may have changed.
    Unsure,
    /// It stands on knowledge that is not answered from any more.
    Outdated,
}

/// The views of servers.
#[derive(Debug)]
pub(super) struct Views {
    own: Mutex<LruCache<GuildId, Cached>>,
    shared: Mutex<LruCache<GuildId, Cached>>,
    /// For everybody of whom nothing is kept.
    plain: Mutex<Option<Cached>>,
    /// Servers whose view is being made.
    making: Mutex<HashSet<GuildId>>,
    next: AtomicU64,
    today: fn() -> Date,
}

impl Views {
    pub(super) fn new(today: fn() -> Date) -> Self {
        Self {
            own: Mutex::new(LruCache::new(OWN)),
            shared: Mutex::new(LruCache::new(SHARED)),
            plain: Mutex::default(),
            making: Mutex::default(),
            next: AtomicU64::new(1),
            today,
        }
    }

    /// The view of those of whom nothing is kept.
    pub(super) fn plain(&self, current: &Current) -> Arc<View> {
        let mut plain = lock(&self.plain);
        let known = plain.take().filter(|it| it.knowledge == current.number);
        let known = known.unwrap_or_else(|| {
            let server = Server { packs: Arc::clone(&current.packs), ..Server::default() };
            self.cached(Arc::clone(&current.service), server, current, true)
        });
        Arc::clone(&plain.insert(known).view)
    }

    /// What is remembered of a server.
    pub(super) fn find(&self, guild: GuildId, current: &Current) -> Option<(Arc<View>, Found)> {
        let own = lock(&self.own).get(&guild).cloned();
        let cached = own.or_else(|| lock(&self.shared).get(&guild).cloned())?;
        let found = if cached.knowledge != current.number {
            Found::Outdated
        } else if cached.asked.elapsed() < TIME_TO_TRUST {
            Found::Fresh
        } else {
            Found::Unsure
        };
        Some((cached.view, found))
    }

    /// Makes the view of a server of what the store says, and remembers it. Reads all files anew for
    /// one with additions. `None` as the record: the store says nothing, and what was known of the
    /// server is known on.
    pub(super) fn make(
        &self,
        guild: GuildId,
        record: Option<&GuildRecord>,
        current: &Current,
    ) -> Arc<View> {
        let before = self.remembered(guild);
        let is_known = record.is_some() || before.as_ref().is_some_and(|it| it.is_known);
        let server = match (record, &before) {
            (Some(record), _) => server(record, current),
            (None, Some(before)) => {
                let packs = Arc::clone(&current.packs);
                Server { packs, ..Server::clone(&before.view.server) }
            }
            (None, None) => Server { packs: Arc::clone(&current.packs), ..Server::default() },
        };
        // The same is the same view, so that what was answered from it is good on.
        if let Some(before) = before
            && before.knowledge == current.number
            && *before.view.server == server
        {
            let again = Cached { asked: Instant::now(), is_known, ..before };
            let view = Arc::clone(&again.view);
            self.remember(guild, again);
            return view;
        }
        let service = self.service(&server, current);
        let cached = self.cached(service, server, current, is_known);
        let view = Arc::clone(&cached.view);
        self.remember(guild, cached);
        view
    }

    /// Whether nobody else makes this view now; whoever gets `true` is to, and then to call
    /// [`Self::made`].
    pub(super) fn begin(&self, guild: GuildId) -> bool {
        lock(&self.making).insert(guild)
    }

    /// The view is made.
    pub(super) fn made(&self, guild: GuildId) {
        lock(&self.making).remove(&guild);
    }

    fn service(&self, server: &Server, current: &Current) -> Arc<Service> {
        if !has_own_knowledge(server) {
            return Arc::clone(&current.service);
        }
        let house = house_file(&server.additions);
        let (mut knowledge, _) = load_with_house(&current.packs, &house, (self.today)());
        let is_off = |it: &Certification| server.settings.packs_off.contains(&it.issuer);
        knowledge.hide(is_off);
        Arc::new(Service::new(knowledge, self.today))
    }

    fn cached(
        &self,
        service: Arc<Service>,
        server: Server,
        current: &Current,
        is_known: bool,
    ) -> Cached {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let view = Arc::new(View { number, service, server: Arc::new(server) });
        Cached { view, knowledge: current.number, asked: Instant::now(), is_known }
    }

    fn remembered(&self, guild: GuildId) -> Option<Cached> {
        let own = lock(&self.own).peek(&guild).cloned();
        own.or_else(|| lock(&self.shared).peek(&guild).cloned())
    }

    fn remember(&self, guild: GuildId, cached: Cached) {
        let (here, there) = if has_own_knowledge(&cached.view.server) {
            (&self.own, &self.shared)
        } else {
            (&self.shared, &self.own)
        };
        lock(there).pop(&guild);
        lock(here).put(guild, cached);
    }
}

/// Whether a server is answered from something else than the packs alone.
fn has_own_knowledge(server: &Server) -> bool {
    !server.additions.is_empty() || !server.settings.packs_off.is_empty()
}

fn server(record: &GuildRecord, current: &Current) -> Server {
    let rows = record.settings.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    Server {
        settings: Settings::from_rows(rows),
        additions: record.additions.clone(),
        packs: Arc::clone(&current.packs),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
