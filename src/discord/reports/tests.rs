//! Corrections on their way, past a Discord on loopback.

use std::sync::Mutex;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::routing::{get, post};
use expect_test::expect;
use tokio::net::TcpListener;

use super::*;
use crate::config;
use crate::knowledge::{CertificationId, Date};

/// What stands for Discord: what was posted to which channel, and what it says to that.
#[derive(Default)]
struct Fake {
    posts: Mutex<Vec<(u64, serde_json::Value)>>,
    looks: Mutex<Vec<u64>>,
    refuses: Mutex<Option<u16>>,
}

/// Channels below 100 are of the server 7, others of another.
async fn channel(
    Path(id): Path<u64>,
    State(fake): State<Arc<Fake>>,
) -> ([(header::HeaderName, &'static str); 1], String) {
    fake.looks.lock().unwrap().push(id);
    let guild = if id < 100 { "7" } else { "8" };
    let json = format!("{{\"id\": \"{id}\", \"type\": 0, \"guild_id\": \"{guild}\"}}");
    ([(header::CONTENT_TYPE, "application/json")], json)
}

async fn message(
    Path(id): Path<u64>,
    State(fake): State<Arc<Fake>>,
    body: axum::body::Bytes,
) -> StatusCode {
    if let Some(status) = *fake.refuses.lock().unwrap() {
        return StatusCode::from_u16(status).unwrap();
    }
    fake.posts.lock().unwrap().push((id, serde_json::from_slice(&body).unwrap()));
    StatusCode::OK
}

struct Set {
    fake: Arc<Fake>,
    reports: Reports,
    folder: StateFolder,
}

impl Drop for Set {
    fn drop(&mut self) {
        self.folder.clear();
    }
}

async fn set(name: &str, has_token: bool) -> Set {
    let fake = Arc::new(Fake::default());
    let router = Router::new()
        .route("/api/v10/channels/{id}", get(channel))
        .route("/api/v10/channels/{id}/messages", post(message))
        .with_state(Arc::clone(&fake));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = config::load(None, []).unwrap().discord;
    settings.api_base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let token = config::Token::parse("x.y.z-not-a-token").unwrap();
    let rest = Rest::for_once(&settings, Some(&token)).unwrap();
    let name = format!("certguide-reports-{name}-{}", std::process::id());
    let folder = StateFolder::new(std::env::temp_dir().join(name));
    let rest = has_token.then(|| Arc::new(rest));
    Set { fake, reports: Reports::new(rest, folder.clone()), folder }
}

fn correction(text: &str) -> Correction {
    Correction {
        certification: CertificationId::parse("pcap").unwrap(),
        name: "PCAP: Certified Associate Python Programmer".to_owned(),
        fact: "price".to_owned(),
        said: "USD 295".to_owned(),
        sources: vec!["https://example.org/pcap".to_owned()],
        checked_on: "1 September 2026".to_owned(),
        text: text.to_owned(),
        source: "https://example.org/new".to_owned(),
    }
}

fn person(number: u64) -> PersonId {
    PersonId(1_234_500 + number)
}

const HERE: Option<GuildId> = Some(GuildId(7));

/// Things that somebody may type, each of which must stay what it is.
const TYPED: &[&str] = &[
    "@everyone <@1> <@&2> <#3> it is **free** [here](https://evil.example)\n# Big\n> quoted\n- x",
    "\"\"\"\n[[correction]]\ntext = 'x' \\ \\u{0} \"\n]]",
    "'''\u{0}\u{7}\u{1b}[31m\u{7f}\u{9b}\r\n\t\u{202e}\u{2028}\u{feff}\u{1f600}",
    "\\",
    "\"",
    "\u{10ffff}\u{ad}",
];

#[tokio::test]
async fn a_correction_stands_in_the_channel_of_its_server_and_pings_nobody() {
    let set = set("channel", true).await;
    let told = set.reports.tell(person(1), HERE, Some(5), &correction(TYPED[0])).await;
    assert_eq!(told, Told::InChannel);
    let posts = set.fake.posts.lock().unwrap();
    let [(channel, message)] = posts.as_slice() else { panic!("{posts:?}") };
    assert_eq!(*channel, 5);
    assert_eq!(message["allowed_mentions"], serde_json::json!({ "parse": [] }));
    assert!(message.get("content").is_none());
    let embed = &message["embeds"][0];
    expect![[r#"
        Suggested fix for PCAP: Certified Associate Python Programmer
        **Fact** Price
        **Said now** USD 295
        **From** [example.org/pcap](https://example.org/pcap); looked at 1 September 2026
        **Suggested**
        @everyone \<@1\> \<@&2\> \<#3\> it is \*\*free\*\* \[here\](https\://evil.example)
        \# Big
        \> quoted
        \- x
        **Where that is said** `https://example.org/new`
        Sent by a member with “Suggest a fix”. I do not keep who.
    "#]]
    .assert_eq(&format!(
        "{}\n{}\n{}\n",
        embed["title"].as_str().unwrap(),
        embed["description"].as_str().unwrap(),
        embed["footer"]["text"].as_str().unwrap()
    ));
    assert!(!message.to_string().contains("12345"), "says who it was");
    assert_eq!(set.folder.read(file::NAME).unwrap(), None);
}

#[tokio::test]
async fn what_does_not_reach_a_channel_is_kept_for_whoever_runs_the_bot() {
    let set = set("refused", true).await;
    // No channel; one of another server, asked for once; one where Discord does not let us speak.
    let tell = async |it: u64, guild, channel| {
        set.reports.tell(person(it), guild, channel, &correction("It costs more.")).await
    };
    assert_eq!(tell(1, HERE, None).await, Told::ToOperator);
    assert_eq!(tell(2, None, Some(5)).await, Told::ToOperator);
    assert_eq!(tell(3, HERE, Some(500)).await, Told::ToOperator);
    assert_eq!(tell(4, HERE, Some(500)).await, Told::ToOperator);
    assert_eq!(*set.fake.looks.lock().unwrap(), [500]);
    for status in [403, 404, 429, 500] {
        *set.fake.refuses.lock().unwrap() = Some(status);
        assert_eq!(tell(u64::from(status), HERE, Some(5)).await, Told::ToOperator);
    }
    assert!(set.fake.posts.lock().unwrap().is_empty());
    let text = set.folder.read(file::NAME).unwrap().unwrap();
    assert_eq!(text.matches("[[correction]]").count(), 8);
    assert!(!text.contains("12345"), "says who it was:\n{text}");
    let Set { folder, .. } = &set;
    assert_eq!(folder.read(file::OLD_NAME).unwrap(), None);
}

#[tokio::test]
async fn without_a_token_it_is_kept_and_without_a_folder_it_is_said_to_be_lost() {
    let set = set("nothing", false).await;
    let text = correction("It costs more.");
    assert_eq!(set.reports.tell(person(1), HERE, Some(5), &text).await, Told::ToOperator);
    let nowhere = Reports::new(None, StateFolder::new("/dev/null/certguide"));
    assert_eq!(nowhere.tell(person(1), HERE, Some(5), &text).await, Told::Failed);
}

#[tokio::test]
async fn too_many_are_told_so_and_go_nowhere() {
    let set = set("many", true).await;
    let text = correction("It costs more.");
    for _ in 0..3 {
        assert_eq!(set.reports.tell(person(1), HERE, Some(5), &text).await, Told::InChannel);
    }
    assert_eq!(set.reports.tell(person(1), HERE, Some(5), &text).await, Told::TooMany);
    assert_eq!(set.reports.tell(person(1), None, None, &text).await, Told::TooMany);
    assert_eq!(set.fake.posts.lock().unwrap().len(), 3);
    assert_eq!(set.folder.read(file::NAME).unwrap(), None);
}

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

#[test]
fn an_entry_is_toml_whatever_is_typed_and_is_read_back_as_it_was() {
    expect![[r#"
        [[correction]]
        suggested_on = 2026-11-23
        certification = "pcap"
        fact = "price"
        said = "USD 295"
        checked_on = "1 September 2026"
        suggested = "a \"b\"\nc"
        suggested_source = "https://example.org/new"
        sources = ["https://example.org/pcap"]

    "#]]
    .assert_eq(&file::entry(&correction("a \"b\"\nc"), today()));
    let entries: String = TYPED.iter().map(|it| file::entry(&correction(it), today())).collect();
    let read: toml::Table = toml::from_str(&entries).unwrap();
    let read: Vec<&str> = read["correction"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["suggested"].as_str().unwrap())
        .collect();
    assert_eq!(read, TYPED);
    // Nothing in it that a terminal obeys or nobody sees.
    assert!(entries.chars().all(|it| it == '\n' || !it.is_control()), "{entries:?}");
    assert!(!entries.contains(['\u{202e}', '\u{2028}', '\u{feff}', '\u{ad}']));
}

#[test]
fn the_file_stays_below_a_mebibyte_and_the_last_one_is_kept_beside_it() {
    let name = format!("certguide-corrections-{}", std::process::id());
    let folder = StateFolder::new(std::env::temp_dir().join(name));
    let entry = file::entry(&correction(&"ä".repeat(1_000)), today());
    folder.write(file::NAME, &entry.repeat((1 << 20) / entry.len())).unwrap();
    file::append(&folder, &entry).unwrap();
    let read = |name| folder.read(name).unwrap().unwrap();
    assert_eq!(read(file::NAME), entry);
    assert_eq!(read(file::OLD_NAME).len(), (1 << 20) / entry.len() * entry.len());
    file::append(&folder, &entry).unwrap();
    assert_eq!(read(file::NAME), entry.repeat(2));
    folder.clear();
}

#[test]
fn several_who_write_at_once_lose_nothing() {
    let name = format!("certguide-corrections-at-once-{}", std::process::id());
    let folder = StateFolder::new(std::env::temp_dir().join(name));
    let entry = file::entry(&correction("It costs more."), today());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| file::append(&folder, &entry).unwrap()));
        }
    });
    assert_eq!(folder.read(file::NAME).unwrap().unwrap(), entry.repeat(40));
    folder.clear();
}
