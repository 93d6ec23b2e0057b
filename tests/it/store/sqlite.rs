//! What only a store in a file has: a file, which may be missing, locked, foreign or damaged.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certguide::config::StorePlace;
use certguide::guild::GuildRecord;
use certguide::store;
use expect_test::{Expect, expect};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::places::{Folder, Place};
use super::{HERE, SOMEBODY, hold, layer, set, settings};

#[tokio::test]
async fn its_files_are_their_owners_alone() {
    let place = Place::in_file("owner");
    let store = place.open().await;
    store.apply(&[set(HERE, &[("a", Some("1"))])]).await.unwrap();
    let Place::File(folder) = &place else { unreachable!() };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        names.push(entry.file_name().into_string().unwrap());
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{names:?}");
    }
    names.sort();
    assert_eq!(names, ["certguide.db", "certguide.db-shm", "certguide.db-wal"]);
    store.close().await;
    // Then the file alone is a copy of everything.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_file_that_is_none_of_sqlites_is_left_as_it_is() {
    let folder = Folder::new("foreign");
    write(
        &folder.file(),
        "These are my notes. They are longer than any header would be.\n".repeat(99),
    );
    check(&folder, expect!["`<folder>/certguide.db` is not a database of SQLite; move it away, or set `store.url` (temporary: false)"]).await;
    assert!(std::fs::read_to_string(folder.file()).unwrap().starts_with("These are my notes."));
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_is_said() {
    let folder = Folder::new("folder");
    std::fs::create_dir_all(folder.file()).unwrap();
    check(&folder, expect![[r#"`<folder>/certguide.db` is a folder; name a file in it, such as `store.url = "sqlite:<folder>/certguide.db/certguide.db"` (temporary: true)"#]]).await;
}

#[tokio::test]
async fn a_place_where_nothing_can_be_made_is_said() {
    let folder = Folder::new("nowhere");
    write(folder.path(), "a file where a folder should be".to_owned());
    check(&folder, expect!["`<folder>/certguide.db` cannot be made: File exists (os error 17); let the user that certguide runs as write there, or set `store.url` or `state.dir` (temporary: true)"]).await;
    std::fs::remove_file(folder.path()).unwrap();
}

#[tokio::test]
async fn a_file_of_a_later_version_is_left_as_it_is() {
    let place = Place::in_file("later");
    place.open().await.close().await;
    let Place::File(folder) = &place else { unreachable!() };
    execute(&folder.file(), "INSERT INTO migration (version) VALUES (7)").await;
    let before = std::fs::read(folder.file()).unwrap();
    check(folder, expect!["`<folder>/certguide.db` was changed by a later version of certguide: its tables are of version 7, and this program knows them up to 1; run that version, or restore a backup from before (temporary: false)"]).await;
    assert!(std::fs::read(folder.file()).unwrap() == before);
}

#[tokio::test]
async fn a_damaged_file_is_said_when_it_is_read() {
    let place = Place::in_file("damaged");
    let store = place.open().await;
    for number in 0..200 {
        store
            .apply(&[set(HERE, &[(&format!("{number}"), Some(&"x".repeat(1_000)))])])
            .await
            .unwrap();
    }
    store.close().await;
    let Place::File(folder) = &place else { unreachable!() };
    let mut bytes = std::fs::read(folder.file()).unwrap();
    // All pages but the first few, which say what the tables are.
    let start = 14 * 4_096;
    bytes[start..].fill(0xa5);
    std::fs::write(folder.file(), bytes).unwrap();
    let store = place.open().await;
    let error = store.guild(HERE).await.unwrap_err();
    expect!["`<folder>/certguide.db` is damaged; restore a backup, or move it away to begin with nothing (temporary: false)"].assert_eq(&shown(folder, &error));
}

#[tokio::test]
async fn a_file_that_another_process_holds_is_waited_for_and_read_meanwhile() {
    let place = Place::in_file("locked");
    let store = place.open().await;
    store.apply(&[set(HERE, &[("a", Some("1"))])]).await.unwrap();
    let Place::File(folder) = &place else { unreachable!() };
    let mut other = connect(&folder.file()).await;
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let start = Instant::now();
    let error = store.apply(&[set(HERE, &[("a", Some("2"))])]).await.unwrap_err();
    assert!(start.elapsed() >= Duration::from_secs(2), "{:?}", start.elapsed());
    expect!["`<folder>/certguide.db` is locked by another process; only one may run with this file (temporary: true)"].assert_eq(&shown(folder, &error));
    assert_eq!(settings(&store, HERE).await, ["a=1"]);
    let waiting = tokio::spawn({
        let store = Arc::clone(&store);
        async move { store.apply(&[set(HERE, &[("a", Some("3"))])]).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    lock.rollback().await.unwrap();
    waiting.await.unwrap().unwrap();
    assert_eq!(settings(&store, HERE).await, ["a=3"]);
}

#[tokio::test]
async fn a_change_that_the_database_refuses_leaves_nothing_of_its_batch() {
    let place = Place::in_file("refused");
    let store = place.open().await;
    let Place::File(folder) = &place else { unreachable!() };
    let trigger = "CREATE TRIGGER no BEFORE INSERT ON holding BEGIN SELECT RAISE(ABORT, 'no'); END";
    execute(&folder.file(), trigger).await;
    let error =
        store.apply(&[layer("a"), set(HERE, &[("a", Some("1"))]), hold(SOMEBODY, "pcap")]).await;
    expect!["`<folder>/certguide.db` refuses a statement with SQLite's result code 19 (temporary: false)"].assert_eq(&shown(folder, &error.unwrap_err()));
    assert_eq!(store.guild(HERE).await.unwrap(), GuildRecord::default());
    store.apply(&[layer("a")]).await.unwrap();
}

/// SQLite waits for no lock of a file that is only becoming what it will be.
#[tokio::test]
async fn a_new_file_is_opened_by_many_at_once() {
    for round in 0..20 {
        let place = Place::in_file("at-once");
        let mut opening = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let place = place.place();
            opening.spawn(async move { store::open(&place).await.unwrap() });
        }
        for (number, store) in opening.join_all().await.iter().enumerate() {
            store.apply(&[set(HERE, &[(&format!("{number}"), Some("1"))])]).await.unwrap();
        }
        assert_eq!(settings(&place.open().await, HERE).await.len(), 8, "{round}");
    }
}

async fn check(folder: &Folder, expected: Expect) {
    let error = store::open(&StorePlace::File(folder.file())).await.unwrap_err();
    expected.assert_eq(&shown(folder, &error));
}

fn shown(folder: &Folder, error: &store::StoreError) -> String {
    let message = error.message.replace(&folder.path().display().to_string(), "<folder>");
    format!("{message} (temporary: {})", error.is_temporary)
}

fn write(path: &Path, text: String) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

async fn connect(file: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap()
}

async fn execute(file: &Path, sql: &'static str) {
    let mut connection = connect(file).await;
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
