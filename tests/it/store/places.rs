//! A place for a store of a test's own, in each of the three.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use certguide::config::StorePlace;
use certguide::store::{self, Memory, Store};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::server::Server;

/// Where a test keeps things. Its folder goes with it.
pub(super) enum Place {
    Memory(Arc<Memory>),
    File(Folder),
    Postgres(Database),
}

/// A folder that goes with the test.
pub(super) struct Folder(PathBuf);

/// A database of a test's own.
pub(super) struct Database {
    /// An address at which databases can be made.
    server: String,
    name: String,
    pub(super) url: String,
}

impl Place {
    pub(super) fn in_memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// In a folder of this name, which no other test has.
    pub(super) fn in_file(name: &str) -> Self {
        Self::File(Folder::new(name))
    }

    /// In a database that is made for it; `None`, said aloud, where there is no server.
    pub(super) async fn in_postgres() -> Option<Self> {
        let server = match std::env::var("CERTGUIDE_TEST_POSTGRES") {
            Ok(url) => url,
            Err(_) => Server::shared()?.url("postgres"),
        };
        Some(Self::Postgres(Database::make(&server).await))
    }

    /// The same store each time.
    pub(super) async fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Memory(store) => Arc::clone(store) as Arc<dyn Store>,
            _ => store::open(&self.place()).await.unwrap(),
        }
    }

    pub(super) fn place(&self) -> StorePlace {
        StorePlace::parse(&self.url()).unwrap()
    }

    pub(super) fn url(&self) -> String {
        match self {
            Self::Memory(_) => "memory:".to_owned(),
            Self::File(folder) => format!("sqlite:{}", folder.file().display()),
            Self::Postgres(database) => database.url.clone(),
        }
    }

    /// Ends the database of a test that has gone well.
    pub(super) async fn drop_database(self) {
        if let Self::Postgres(Database { server, name, .. }) = self {
            execute(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

impl Database {
    pub(super) async fn make(server: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("certguide_test_{}_{number}", std::process::id());
        execute(server, format!("CREATE DATABASE {name}")).await;
        let (before, after) = server.split_once('?').map_or((server, None), |(a, b)| (a, Some(b)));
        let base = before.rsplit_once('/').unwrap().0;
        let url = format!("{base}/{name}{}", after.map(|it| format!("?{it}")).unwrap_or_default());
        Self { server: server.to_owned(), name, url }
    }
}

async fn execute(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("store-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.join("certguide.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
