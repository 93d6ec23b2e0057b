//! Keeps what servers and members have told us, between two runs and for several processes.
//!
//! One trait, three places: this process's memory, a file (SQLite), a server (PostgreSQL). The
//! two databases hold the same rows and are asked the same statements.

mod bounds;
mod error;
mod memory;
mod migration;
mod postgres;
mod resilient;
mod rows;
pub mod sql;
mod sqlite;

use std::sync::Arc;

use async_trait::async_trait;

use crate::config::StorePlace;
use crate::guild::{Change, GuildId, GuildRecord, Holding, PersonId, Unanswered};
use crate::knowledge::Date;

pub use error::StoreError;
pub use memory::Memory;
pub use resilient::{Figures, Resilient, Saving};

/// Keeps things. Every method may wait for a disk or a network; callers bound that, and may drop
/// a future at any time.
#[async_trait]
pub trait Store: std::fmt::Debug + Send + Sync {
    /// What is kept of a server: nothing, for one that nobody has told us anything of.
    async fn guild(&self, guild: GuildId) -> Result<GuildRecord, StoreError>;

    /// What a person holds and wants, by certification.
    async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, StoreError>;

    /// The questions that were not answered and are not ignored, most often asked first, then by
    /// text; at most `limit`. Of one server, or of all where none is given.
    async fn unanswered(
        &self,
        guild: Option<GuildId>,
        limit: u32,
    ) -> Result<Vec<Unanswered>, StoreError>;

    /// One of them, ignored or not. The count of one that is ignored is 0.
    async fn question(&self, guild: GuildId, key: &str) -> Result<Option<Unanswered>, StoreError>;

    /// How many different questions of a server were last asked on `day` or after it, without
    /// those that are ignored.
    async fn unanswered_since(&self, guild: GuildId, day: Date) -> Result<u64, StoreError>;

    /// Makes all of these changes, in order, or none. Once it returns without an error they outlast
    /// the end of the process, whatever ends it. After an error that came while it was being made
    /// sure (a line that broke, a future that was dropped) they may be there all the same.
    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError>;

    /// Forgets the questions that were last asked before `day`, ignored ones too. How many.
    async fn purge(&self, day: Date) -> Result<u64, StoreError>;

    /// Lets go of files and connections, once what is under way is done.
    async fn close(&self);
}

/// Opens the store at this place, and makes its tables or brings them up to date. Of a database
/// that a later version of the program has changed nothing is touched.
pub async fn open(place: &StorePlace) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match place {
        StorePlace::Memory => Arc::new(Memory::default()),
        StorePlace::File(path) => Arc::new(rows::Rows(sqlite::File::open(path).await?)),
        StorePlace::Postgres(url) => Arc::new(rows::Rows(postgres::Server::open(url).await?)),
    })
}
