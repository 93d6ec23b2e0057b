//! A store on a server, for as many processes as there are.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::{PgConnectOptions, PgPool, PgRow, Postgres};
use sqlx::{Acquire, ConnectOptions, Row};

use super::rows::{Cells, Database, Touched, query};
use super::sql::Statement;
use super::{StoreError, migration};
use crate::config::SecretUrl;

/// Connections of this process. Answers read little, and changes are few.
const CONNECTIONS: u32 = 4;

/// How long to wait for a connection.
const TIME_TO_CONNECT: Duration = Duration::from_secs(3);

/// How long a statement, or the changes of one transaction, may take. A server that has gone
/// without a word would else be waited for until the system gives up, which takes a quarter of
/// an hour.
const TIME_TO_ANSWER: Duration = Duration::from_secs(5);

/// How long the steps of a new version may take, on tables of any size.
const TIME_TO_MIGRATE: Duration = Duration::from_mins(10);

/// Names our locks among those of others in the same database: `cert` in ASCII.
const LOCKS: i32 = 0x6365_7274;
const LOCK_OF_STEPS: i32 = 1;
const LOCK_OF_ROWS: i32 = 2;

/// Waits for another process that makes steps.
const LOCK_STEPS: &str = "SELECT pg_advisory_xact_lock($1, $2)";

/// Waits for changes of the same servers and people. Without that, of two that replace a layer
/// at once each would keep what the other has put there; and two that touch the same rows in
/// another order would wait for each other.
const LOCK_SUBJECTS: &str = "SELECT pg_advisory_xact_lock_shared($1, $2), \
    pg_advisory_xact_lock(subject) FROM unnest($3) AS subject";

/// Waits for all changes.
const LOCK_ROWS: &str = "SELECT pg_advisory_xact_lock($1, $2)";

/// Whether there is a table of steps. Making one that is there would ask for a right that a
/// careful owner does not give.
const HAS_STEPS: &str = "SELECT to_regclass('migration') IS NOT NULL";

/// A database on a server.
#[derive(Clone)]
pub(super) struct Server {
    /// Host and database, and nothing secret.
    place: Arc<str>,
    pool: PgPool,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The pool's own would show how it connects.
        f.debug_struct("Server").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Server {
    /// Connects to the database at this address.
    pub(super) async fn open(url: &SecretUrl) -> Result<Self, StoreError> {
        let mut options = PgConnectOptions::from_str(url.reveal()).map_err(|_| {
            StoreError::lasting(
                "`store.url` is no address of PostgreSQL; expected \
                 `postgres://user:password@host:5432/database`, where signs such as `@` and `/` \
                 in a password are written as `%40` and `%2F`",
            )
        })?;
        if options.get_application_name().is_none() {
            options = options.application_name("certguide");
        }
        let place = place(&options).into();
        let pool = PoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(TIME_TO_CONNECT)
            .connect_lazy_with(options.disable_statement_logging());
        let server = Self { place, pool };
        let opened = server.migrate().await;
        if opened.is_err() {
            server.close().await;
        }
        opened.map(|()| server)
    }

    async fn migrate(&self) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let work = made(&mut connection);
        let made = match tokio::time::timeout(TIME_TO_MIGRATE, work).await {
            Ok(made) => made.map_err(|it| fault(&self.place, &it))?,
            Err(_) => return Err(self.gone(connection)),
        };
        // Asked once more for the sentence about a database that is too new.
        migration::missing(made, migration::POSTGRES, &self.place).map(|_| ())
    }

    async fn connection(&self) -> Result<PoolConnection<Postgres>, StoreError> {
        self.pool.acquire().await.map_err(|it| fault(&self.place, &it))
    }

    async fn select(&self, statement: Statement) -> Result<Vec<PgRow>, StoreError> {
        let mut connection = self.connection().await?;
        let work = query(statement).fetch_all(&mut *connection);
        match tokio::time::timeout(TIME_TO_ANSWER, work).await {
            Ok(rows) => rows.map_err(|it| fault(&self.place, &it)),
            Err(_) => Err(self.gone(connection)),
        }
    }

    async fn execute(&self, touched: &Touched, of: Vec<Statement>) -> Result<u64, StoreError> {
        let mut connection = self.connection().await?;
        let work = changed(&mut connection, touched, of);
        match tokio::time::timeout(TIME_TO_ANSWER, work).await {
            Ok(changed) => changed.map_err(|it| fault(&self.place, &it)),
            Err(_) => Err(self.gone(connection)),
        }
    }

    /// Drops a connection that leads nowhere, rather than give it back.
    fn gone(&self, connection: PoolConnection<Postgres>) -> StoreError {
        drop(connection.detach());
        StoreError::temporary(format!("{} does not answer", self.place))
    }
}

/// How many steps are made, after making those that are missing.
async fn made(connection: &mut PoolConnection<Postgres>) -> Result<i64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let lock = sqlx::query(LOCK_STEPS).bind(LOCKS).bind(LOCK_OF_STEPS);
    lock.execute(&mut *transaction).await?;
    let has_steps: bool = sqlx::query_scalar(HAS_STEPS).fetch_one(&mut *transaction).await?;
    if !has_steps {
        sqlx::raw_sql(migration::TABLE).execute(&mut *transaction).await?;
    }
    let mut made: i64 = sqlx::query_scalar(migration::MADE).fetch_one(&mut *transaction).await?;
    let missing = migration::missing(made, migration::POSTGRES, "");
    for (version, step) in missing.into_iter().flatten() {
        sqlx::raw_sql(step).execute(&mut *transaction).await?;
        sqlx::query(migration::MAKE).bind(version).execute(&mut *transaction).await?;
        made = version;
    }
    transaction.commit().await?;
    Ok(made)
}

async fn changed(
    connection: &mut PoolConnection<Postgres>,
    touched: &Touched,
    statements: Vec<Statement>,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let lock = match touched {
        Touched::Of(_) => sqlx::query(LOCK_SUBJECTS),
        Touched::Any => sqlx::query(LOCK_ROWS),
    };
    let lock = lock.bind(LOCKS).bind(LOCK_OF_ROWS);
    let lock = match touched {
        Touched::Of(subjects) => lock.bind(subjects),
        Touched::Any => lock,
    };
    lock.execute(&mut *transaction).await?;
    let mut changed = 0;
    for statement in statements {
        changed += query(statement).execute(&mut *transaction).await?.rows_affected();
    }
    transaction.commit().await?;
    Ok(changed)
}

#[async_trait]
impl Database for Server {
    type Row = PgRow;

    async fn rows(&self, statement: Statement) -> Result<Vec<PgRow>, StoreError> {
        let server = self.clone();
        to_the_end(async move { server.select(statement).await }).await
    }

    async fn change(&self, touched: Touched, of: Vec<Statement>) -> Result<u64, StoreError> {
        let server = self.clone();
        to_the_end(async move { server.execute(&touched, of).await }).await
    }

    async fn close(&self) {
        // The end of a line that has gone dead is never acknowledged.
        let _ = tokio::time::timeout(TIME_TO_CONNECT, self.pool.close()).await;
    }
}

/// Does work to its end, also where nobody waits for it any more. A connection that is given back
/// in the middle of something is asked first whether it still works, without a limit of time; on
/// one that leads nowhere it would never come back.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    let ended = tokio::spawn(work).await;
    ended.unwrap_or_else(|_| Err(StoreError::temporary("a fault of ours in the store")))
}

impl Cells for PgRow {
    fn number(&self, column: usize) -> Result<i64, sqlx::Error> {
        self.try_get(column)
    }

    fn text(&self, column: usize) -> Result<String, sqlx::Error> {
        self.try_get(column)
    }
}

fn place(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or(options.get_username());
    match options.get_socket() {
        Some(socket) => format!("PostgreSQL at `{}`, database `{database}`,", socket.display()),
        None => format!(
            "PostgreSQL at `{}:{}`, database `{database}`,",
            options.get_host(),
            options.get_port()
        ),
    }
}

/// What an error means for whoever runs the bot. What the server says itself is left out: it may
/// quote what was sent.
fn fault(place: &str, error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Io(error) => StoreError::temporary(format!(
            "{place} cannot be reached: {error}; is it running, and is `store.url` right?"
        )),
        sqlx::Error::Tls(_) => StoreError::temporary(format!(
            "{place} and we do not agree on TLS; `sslmode` and `sslrootcert` in `store.url` say \
             what is asked of it"
        )),
        sqlx::Error::PoolTimedOut => StoreError::temporary(format!("{place} does not answer")),
        sqlx::Error::PoolClosed => StoreError::lasting(format!("{place} has been closed")),
        sqlx::Error::Database(error) => server_fault(place, &error.code().unwrap_or_default()),
        _ => StoreError::temporary(format!("{place} gave what PostgreSQL does not give")),
    }
}

/// What an SQLSTATE means. See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn server_fault(place: &str, code: &str) -> StoreError {
    let class = code.get(..2).unwrap_or_default();
    let what = match (class, code) {
        (_, "3D000") => "is not there; create it, or correct `store.url`",
        (_, "42501") => "does not let this user do what certguide has to; make it the owner",
        (_, "42P07") => "has tables of somebody else; give certguide a database of its own",
        (_, "42P01") => "has lost tables of certguide; restore a backup",
        (_, "25006") => "can only be read; `store.url` has to name the one that is written",
        (_, "53300") => "has no connection left; raise its `max_connections`",
        ("28", _) => "refuses user or password; correct `store.url`",
        ("53", _) => "has run out of memory or disk",
        ("57", _) => "is starting, stopping, or was told to stop this",
        _ => "",
    };
    let message = match what {
        "" => format!("{place} refuses a statement with the code {code}"),
        what => format!("{place} {what}"),
    };
    // What is wrong with the statement or its values is wrong each time; all else can be mended
    // on the server.
    let is_lasting = matches!(class, "0A" | "21" | "22" | "23" | "42" | "54");
    StoreError { message, is_temporary: !is_lasting || matches!(code, "42501" | "42P01") }
}
