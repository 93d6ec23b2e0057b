//! A store in one file, for one process; others may look on.
//!
//! One connection writes, so writes wait for each other in order and not for a lock; two read.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use sqlx::pool::PoolOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Row};

use super::rows::{Cells, Database, Touched, query};
use super::sql::Statement;
use super::{StoreError, migration};

/// How long to wait for a lock that another process holds.
const TIME_FOR_LOCK: Duration = Duration::from_secs(2);

/// How often a file is tried that is locked, and the pause between two.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// The lock is taken at once: a transaction that begins by reading may be refused it later.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// A database in a file.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
}

impl File {
    /// Opens the file at this path, or makes it, with the folders that lead there.
    pub(super) async fn open(path: &Path) -> Result<Self, StoreError> {
        let owned = path.to_owned();
        tokio::task::spawn_blocking(move || make(&owned))
            .await
            .unwrap_or_else(|_| Err(io::Error::other("a fault of ours")))
            .map_err(|error| cannot_be_made(path, &error))?;
        let file = Self {
            path: path.to_owned(),
            writer: pool(1).connect_lazy_with(options(path)),
            readers: pool(2).connect_lazy_with(options(path)),
        };
        let opened = file.migrate().await;
        if opened.is_err() {
            file.close().await;
        }
        opened.map(|()| file)
    }

    /// Makes the missing steps. SQLite does not wait for every lock, such as that of a file which
    /// another process is making at this moment; so we do.
    async fn migrate(&self) -> Result<(), StoreError> {
        let mut tries = 1;
        let made = loop {
            match self.made().await {
                Err(error) if is_locked(&error) && tries < TRIES => tries += 1,
                made => break made.map_err(|it| self.fault(&it))?,
            }
            tokio::time::sleep(PAUSE).await;
        };
        // Asked once more for the sentence about a database that is too new.
        migration::missing(made, migration::SQLITE, &self.place()).map(|_| ())
    }

    /// How many steps are made, after making those that are missing.
    async fn made(&self) -> Result<i64, sqlx::Error> {
        let mut transaction = self.writer.begin_with(BEGIN).await?;
        sqlx::raw_sql(migration::TABLE).execute(&mut *transaction).await?;
        let mut made: i64 =
            sqlx::query_scalar(migration::MADE).fetch_one(&mut *transaction).await?;
        let missing = migration::missing(made, migration::SQLITE, "");
        for (version, step) in missing.into_iter().flatten() {
            sqlx::raw_sql(step).execute(&mut *transaction).await?;
            sqlx::query(migration::MAKE).bind(version).execute(&mut *transaction).await?;
            made = version;
        }
        transaction.commit().await?;
        Ok(made)
    }

    fn place(&self) -> String {
        format!("`{}`", self.path.display())
    }

    fn fault(&self, error: &sqlx::Error) -> StoreError {
        let place = self.place();
        match error {
            sqlx::Error::PoolTimedOut => StoreError::temporary(format!(
                "{place} was not free in time; its disk may be slow, or another process may hold it"
            )),
            sqlx::Error::PoolClosed => StoreError::lasting(format!("{place} has been closed")),
            _ => match code(error) {
                Some(code) => sqlite_fault(&place, code),
                None => StoreError::lasting(format!("{place} gave what SQLite does not give")),
            },
        }
    }
}

#[async_trait]
impl Database for File {
    type Row = SqliteRow;

    async fn rows(&self, statement: Statement) -> Result<Vec<SqliteRow>, StoreError> {
        query(statement).fetch_all(&self.readers).await.map_err(|it| self.fault(&it))
    }

    async fn change(&self, _: Touched, statements: Vec<Statement>) -> Result<u64, StoreError> {
        let work = async {
            let mut transaction = self.writer.begin_with(BEGIN).await?;
            let mut changed = 0;
            for statement in statements {
                changed += query(statement).execute(&mut *transaction).await?.rows_affected();
            }
            transaction.commit().await?;
            Ok(changed)
        };
        work.await.map_err(|it| self.fault(&it))
    }

    async fn close(&self) {
        self.readers.close().await;
        // The last to go takes what is in the log into the file.
        self.writer.close().await;
    }
}

impl Cells for SqliteRow {
    fn number(&self, column: usize) -> Result<i64, sqlx::Error> {
        self.try_get(column)
    }

    fn text(&self, column: usize) -> Result<String, sqlx::Error> {
        self.try_get(column)
    }
}

fn pool(connections: u32) -> PoolOptions<sqlx::Sqlite> {
    // A connection to a file does not age.
    PoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(TIME_FOR_LOCK * 2)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // In WAL, anything less keeps the file sound and loses the last writes in a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(TIME_FOR_LOCK)
        .foreign_keys(true)
        .disable_statement_logging()
}

/// Makes the file, empty, if it is not there.
fn make(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // What people hold and want is nobody else's business. SQLite's files beside it follow.
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(file) => file.sync_all()?,
        // Whether it can be written is told when it is opened.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(error),
    }
    // A name is sure to outlast a power cut once its folder is on the disk.
    #[cfg(unix)]
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

fn cannot_be_made(path: &Path, error: &io::Error) -> StoreError {
    let path = path.display();
    if error.kind() == io::ErrorKind::IsADirectory {
        return StoreError::temporary(format!(
            "`{path}` is a folder; name a file in it, such as `store.url = \"sqlite:{path}/certguide.db\"`"
        ));
    }
    StoreError::temporary(format!(
        "`{path}` cannot be made: {error}; let the user that certguide runs as write there, or \
         set `store.url` or `state.dir`"
    ))
}

/// The result code of SQLite, without what it says in detail.
fn code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?.parse::<i32>().ok()?;
    Some(code & 0xff)
}

fn is_locked(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(5 | 6))
}

/// What a result code means for whoever runs the bot. See <https://sqlite.org/rescode.html>.
fn sqlite_fault(place: &str, code: i32) -> StoreError {
    let (is_temporary, what) = match code {
        5 | 6 => (true, "is locked by another process; only one may run with this file"),
        7 => (true, "needs more memory than there is"),
        8 => (true, "cannot be written; let the user that certguide runs as write it"),
        10 => (true, "could not be read or written; look at the disk"),
        11 => (false, "is damaged; restore a backup, or move it away to begin with nothing"),
        13 => (true, "cannot grow, since the disk is full"),
        14 => {
            (true, "cannot be opened; let the user that certguide runs as write it and its folder")
        }
        26 => (false, "is not a database of SQLite; move it away, or set `store.url`"),
        _ => (false, ""),
    };
    let message = match what {
        "" => format!("{place} refuses a statement with SQLite's result code {code}"),
        what => format!("{place} {what}"),
    };
    StoreError { message, is_temporary }
}
