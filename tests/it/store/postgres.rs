//! What only a store on a server has: a line that may break, others in the same database, a
//! password.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certguide::config::StorePlace;
use certguide::guild::GuildRecord;
use certguide::store;
use expect_test::{Expect, expect};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::watch;

use super::places::Database;
use super::server::Server;
use super::{HERE, Place, SOMEBODY, hold, layer, set, settings};

#[tokio::test]
async fn a_password_is_never_shown() {
    let url = "postgres://someone:hunter2hunter2@127.0.0.1:1/certguide";
    let place = StorePlace::parse(url).unwrap();
    let error = store::open(&place).await.unwrap_err();
    assert!(error.is_temporary);
    assert!(error.message.contains("`127.0.0.1:1`, database `certguide`"), "{error}");
    for text in [format!("{error} {error:?} {place:?}"), format!("{:?}", store::open(&place).await)]
    {
        assert!(!text.contains("hunter2"), "{text}");
    }
    for url in [
        "postgres://a:hunter2@[::1/x",
        "postgres://a:hunter2@h:port/x",
        "postgres://a:hunter2@h/x?sslmode=hunter2",
    ] {
        check(url, expect!["`store.url` is no address of PostgreSQL; expected `postgres://user:password@host:5432/database`, where signs such as `@` and `/` in a password are written as `%40` and `%2F` (temporary: false)"]).await;
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_address_is_said() {
    let Some(server) = Server::shared() else { return };
    let url = server.url("nowhere");
    check(&url, expect!["PostgreSQL at `<socket>`, database `nowhere`, is not there; create it, or correct `store.url` (temporary: true)"]).await;
    check(&url.replace("certguide@", "stranger:hunter2@"), expect!["PostgreSQL at `<socket>`, database `nowhere`, refuses user or password; correct `store.url` (temporary: true)"]).await;
}

#[tokio::test]
async fn a_database_of_a_later_version_or_of_somebody_else_is_left_as_it_is() {
    let Some(place) = Place::in_postgres().await else { return };
    place.open().await.close().await;
    execute(&place.url(), "INSERT INTO migration (version) VALUES (7)").await;
    check(&place.url(), expect!["PostgreSQL at `<socket>`, database `<database>`, was changed by a later version of certguide: its tables are of version 7, and this program knows them up to 1; run that version, or restore a backup from before (temporary: false)"]).await;
    place.drop_database().await;

    let Some(place) = Place::in_postgres().await else { return };
    execute(&place.url(), "CREATE TABLE holding (shares BIGINT)").await;
    check(&place.url(), expect!["PostgreSQL at `<socket>`, database `<database>`, has tables of somebody else; give certguide a database of its own (temporary: false)"]).await;
    // Not even the table of steps has been made.
    execute(&place.url(), "CREATE TABLE migration (shares BIGINT)").await;
    place.drop_database().await;
}

#[tokio::test]
async fn a_new_database_is_opened_by_many_at_once() {
    for _ in 0..10 {
        let Some(place) = Place::in_postgres().await else { return };
        let mut opening = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let place = place.place();
            opening.spawn(async move { store::open(&place).await.unwrap() });
        }
        for store in opening.join_all().await {
            store.apply(&[layer("a")]).await.unwrap();
            store.close().await;
        }
        place.drop_database().await;
    }
}

#[tokio::test]
async fn a_change_that_the_server_refuses_leaves_nothing_of_its_batch() {
    let Some(place) = Place::in_postgres().await else { return };
    let store = place.open().await;
    let constraint = "ALTER TABLE holding ADD CONSTRAINT none CHECK (person < 0)";
    execute(&place.url(), constraint).await;
    let changes = [layer("a"), set(HERE, &[("a", Some("1"))]), hold(SOMEBODY, "pcap")];
    let error = store.apply(&changes).await.unwrap_err();
    assert!(error.message.ends_with("refuses a statement with the code 23514"), "{error}");
    assert!(!error.is_temporary);
    assert_eq!(store.guild(HERE).await.unwrap(), GuildRecord::default());
    store.apply(&[layer("a")]).await.unwrap();
    store.close().await;
    place.drop_database().await;
}

/// A line on which nothing comes any more, without a word, as behind a firewall that has forgotten
/// it; and a new one that works.
#[tokio::test]
async fn a_line_that_has_gone_dead_is_given_up_and_another_made() {
    let Some(server) = Server::shared() else { return };
    let database = Database::make(&server.url("postgres")).await;
    let line = Line::to(server.socket()).await;
    let name = database.url.split('?').next().unwrap().rsplit('/').next().unwrap();
    let url = format!("postgres://certguide@127.0.0.1:{}/{name}", line.port);
    let store = store::open(&StorePlace::parse(&url).unwrap()).await.unwrap();
    store.apply(&[set(HERE, &[("a", Some("1"))])]).await.unwrap();

    line.goes_dead();
    let start = Instant::now();
    // Those who wait for it give up, more of them than there are connections.
    for _ in 0..6 {
        let read = tokio::time::timeout(Duration::from_millis(100), store.guild(HERE)).await;
        assert!(read.is_err());
    }
    let error = store.apply(&[set(HERE, &[("a", Some("2"))])]).await.unwrap_err();
    assert!(error.is_temporary, "{error}");
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());

    line.works_again();
    while store.apply(&[set(HERE, &[("a", Some("3"))])]).await.is_err() {
        assert!(start.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(settings(&store, HERE).await, ["a=3"]);
    let store = Arc::clone(&store);
    store.close().await;
}

/// A line to a server, which can go dead.
struct Line {
    port: u16,
    is_dead: watch::Sender<bool>,
}

impl Line {
    async fn to(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (is_dead, dead) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (socket, mut dead) = (socket.clone(), dead.clone());
                tokio::spawn(async move {
                    if !*dead.borrow_and_update() {
                        let mut far = UnixStream::connect(socket).await.unwrap();
                        tokio::select! {
                            _ = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
                            _ = dead.changed() => {}
                        }
                    }
                    // Open, and silent for good, also when others work again.
                    std::future::pending::<()>().await;
                });
            }
        });
        Self { port, is_dead }
    }

    fn goes_dead(&self) {
        self.is_dead.send_replace(true);
    }

    fn works_again(&self) {
        self.is_dead.send_replace(false);
    }
}

async fn check(url: &str, expected: Expect) {
    let error = store::open(&StorePlace::parse(url).unwrap()).await.unwrap_err();
    // Folders and databases are called otherwise each time.
    let words = error.message.split('`').enumerate().map(|(index, word)| match (index % 2, word) {
        (1, it) if it.starts_with("/tmp/") => "<socket>",
        (1, it) if it.starts_with("certguide_test_") => "<database>",
        (_, it) => it,
    });
    let message = words.collect::<Vec<_>>().join("`");
    expected.assert_eq(&format!("{message} (temporary: {})", error.is_temporary));
}

async fn execute(url: &str, sql: &'static str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
