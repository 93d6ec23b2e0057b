//! Processes that are killed while they write, and servers. What was acknowledged is there
//! afterwards, and everything is there whole.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use certguide::config::StorePlace;
use certguide::guild::{AdditionKind, Change};
use certguide::store::{self, Store};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::places::Database;
use super::server::Server;
use super::{HERE, Place, addition, count, question, set};

/// The address of the store that a child is to write to.
const URL: &str = "CERTGUIDE_TEST_CHILD";

/// The number from which it counts.
const FIRST: &str = "CERTGUIDE_TEST_CHILD_FIRST";

#[test]
#[ignore = "a process of its own, which the tests beside it start and kill"]
fn child() {
    let (Ok(url), Ok(first)) = (std::env::var(URL), std::env::var(FIRST)) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = store::open(&StorePlace::parse(&url).unwrap()).await.unwrap();
        for number in first.parse::<u64>().unwrap().. {
            if store.apply(&three_changes(number)).await.is_err() {
                return;
            }
            // Past the harness, which keeps what is printed.
            writeln!(std::io::stdout(), "kept {number}").unwrap();
        }
    });
}

/// Three rows in three tables, which are there together or not at all.
fn three_changes(number: u64) -> [Change; 3] {
    let key = number.to_string();
    let note = addition(AdditionKind::Note, &key, &"x".repeat(500));
    [
        set(HERE, &[(&key, Some("1"))]),
        Change::Add { guild: HERE, addition: note },
        count(question(HERE, "k", "what", 1)),
    ]
}

struct Writer {
    child: Child,
    lines: BufReader<ChildStdout>,
    kept: Vec<u64>,
}

impl Writer {
    /// Starts a child.
    fn start(url: &str, first: u64) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "store::kill::child", "--nocapture"]);
        command.env(URL, url).env(FIRST, first.to_string());
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines, kept: Vec::new() }
    }

    /// Reads until something has been kept.
    fn wait(&mut self) {
        while self.kept.is_empty() {
            assert!(self.read(), "a child has kept nothing");
        }
    }

    fn read(&mut self) -> bool {
        let mut line = String::new();
        let is_more = self.lines.read_line(&mut line).unwrap() > 0;
        // A line that was cut off by the kill has not been said.
        let line = line.strip_suffix('\n').unwrap_or_default();
        self.kept.extend(line.strip_prefix("kept ").map(|it| it.parse::<u64>().unwrap()));
        is_more
    }

    /// Kills it, and says what it has acknowledged.
    fn kill(mut self) -> Vec<u64> {
        self.child.kill().unwrap();
        self.end()
    }

    /// Waits for its end.
    fn end(mut self) -> Vec<u64> {
        while self.read() {}
        self.child.wait().unwrap();
        self.kept
    }
}

fn pause() {
    std::thread::sleep(Duration::from_micros(fastrand::u64(0..100_000)));
}

async fn assert_is_sound(store: &Arc<dyn Store>, acknowledged: &[u64]) {
    let record = store.guild(HERE).await.unwrap();
    let set: BTreeSet<&str> = record.settings.iter().map(|(key, _)| key.as_str()).collect();
    let added: BTreeSet<&str> = record.additions.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(set, added);
    let asked = store.question(HERE, "k").await.unwrap().unwrap().count;
    assert_eq!(usize::try_from(asked).unwrap(), set.len());
    for number in acknowledged {
        assert!(set.contains(number.to_string().as_str()), "{number} was acknowledged and is lost");
    }
    // At most the last of each child was made and not acknowledged.
    assert!(set.len() <= acknowledged.len() + 100, "{} of {}", acknowledged.len(), set.len());
}

async fn rounds_of_kills(place: &Place, rounds: u64) -> usize {
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let mut writer = Writer::start(&place.url(), round * 1_000_000);
        writer.wait();
        pause();
        acknowledged.extend(writer.kill());
        let store = place.open().await;
        assert_is_sound(&store, &acknowledged).await;
        // As a process that is killed lets go of nothing, so does this one now and then.
        if round % 2 == 0 {
            store.close().await;
        }
    }
    acknowledged.len()
}

#[tokio::test]
async fn a_process_killed_while_it_writes_to_a_file_loses_nothing_acknowledged() {
    let place = Place::in_file("kill");
    let kept = rounds_of_kills(&place, 50).await;
    eprintln!("50 kills, {kept} writes acknowledged, all there");
    let Place::File(folder) = &place else { unreachable!() };
    let url = format!("sqlite:{}", folder.file().display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let check = sqlx::query_scalar("PRAGMA integrity_check");
    let found: String = check.fetch_one(&mut connection).await.unwrap();
    assert_eq!(found, "ok");
}

#[tokio::test]
async fn a_process_killed_while_it_writes_to_a_server_loses_nothing_acknowledged() {
    let Some(place) = Place::in_postgres().await else { return };
    let kept = rounds_of_kills(&place, 10).await;
    eprintln!("10 kills, {kept} writes acknowledged, all there");
    place.drop_database().await;
}

#[tokio::test]
async fn a_server_killed_while_it_writes_loses_nothing_acknowledged() {
    let Some(mut server) = Server::start() else { return };
    let database = Database::make(&server.url("postgres")).await;
    let place = StorePlace::parse(&database.url).unwrap();
    // Open all the while: it has to find back by itself.
    let store = store::open(&place).await.unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..5_u64 {
        let mut writer = Writer::start(&database.url, round * 1_000_000);
        writer.wait();
        pause();
        server.kill();
        acknowledged.extend(writer.end());
        let error = store.guild(HERE).await.unwrap_err();
        assert!(error.is_temporary, "{error}");
        server.start_again();
        assert_is_sound(&store, &acknowledged).await;
    }
    eprintln!("5 kills of the server, {} writes acknowledged, all there", acknowledged.len());
    store.close().await;
}

#[tokio::test]
async fn processes_that_start_at_once_make_the_tables_once() {
    for round in 0..5 {
        let file = Place::in_file(&format!("processes-{round}"));
        start_at_once(&file).await;
        if let Some(database) = Place::in_postgres().await {
            start_at_once(&database).await;
            database.drop_database().await;
        }
    }
}

async fn start_at_once(place: &Place) {
    let url = place.url();
    let mut writers: Vec<Writer> =
        (0..4).map(|number| Writer::start(&url, number * 1_000_000)).collect();
    writers.iter_mut().for_each(Writer::wait);
    let acknowledged: Vec<u64> = writers.into_iter().flat_map(Writer::kill).collect();
    assert_is_sound(&place.open().await, &acknowledged).await;
}
