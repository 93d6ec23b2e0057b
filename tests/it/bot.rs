//! A bot that runs against a fake Discord.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use certguide::config::{self, Config, File};
use certguide::discord;
use certguide::reload::Live;
use certguide::service::Service;
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::fake_discord::{FakeDiscord, TOKEN, interactions};
use crate::shipped;

pub(crate) static SERVICE: LazyLock<Arc<Service>> =
    LazyLock::new(|| Arc::new(Service::new(shipped::knowledge().clone(), shipped::today)));

/// The same with its files, so that servers can add to it.
static LIVE: LazyLock<Arc<Live>> = LazyLock::new(|| Arc::new(Live::new(None, shipped::today)));

/// Draws the roadmaps that tests ask for, once: an answer waits for its picture no longer than a
/// second, and without optimization, on a machine that does much else, that may be too short.
static DRAWN: LazyLock<()> = LazyLock::new(|| {
    let asked = [
        &[][..],
        &[("track", json!("testing"))],
        &[("to", json!("pcpp2"))],
        &[("to", json!("pcpp2")), ("from", json!("pcep"))],
    ];
    for options in asked {
        let interaction = interactions::command("roadmap", options).to_string();
        discord::answer(&SERVICE, &interaction).expect("an answer");
    }
});

/// A running bot.
pub(crate) struct Bot {
    task: JoinHandle<anyhow::Result<()>>,
    stop: oneshot::Sender<()>,
}

impl Bot {
    pub(crate) fn start(fake: &FakeDiscord) -> Self {
        Self::start_with(config(fake, ""), Arc::clone(&SERVICE))
    }

    pub(crate) fn start_with(config: Config, service: Arc<Service>) -> Self {
        let ships = Arc::ptr_eq(&service, &SERVICE);
        let live = if ships { Arc::clone(&LIVE) } else { Arc::new(Live::fixed(service)) };
        Self::start_over(config, live)
    }

    /// Over knowledge that may change, and that servers may add to.
    pub(crate) fn start_over(config: Config, live: Arc<Live>) -> Self {
        LazyLock::force(&DRAWN);
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        let task = tokio::spawn(async move { discord::run_until(&config, live, stopped).await });
        Self { task, stop }
    }

    /// Tells it to stop, and fails if it does not do so in peace.
    pub(crate) async fn stop(self) {
        self.stop.send(()).expect("the bot runs");
        within_reason(self.task).await.unwrap().unwrap();
    }

    /// Waits for it to give up; why.
    pub(crate) async fn end(self) -> String {
        format!("{:#}", within_reason(self.task).await.unwrap().unwrap_err())
    }
}

/// Settings for the fake, and `more` of them as the file has them.
pub(crate) fn config(fake: &FakeDiscord, more: &str) -> Config {
    let (base, state) = (fake.api_base(), fake.folder().display());
    let text = format!(
        "state.dir = \"{state}\"\nhttp.listen = \"off\"\nlimits.person = \"off\"\n\
         limits.server = \"off\"\n[discord]\ntoken = \"{TOKEN}\"\n\
         api_base = \"{base}\"\n{more}"
    );
    config::load(Some(File { path: "test.toml", text: &text }), []).unwrap()
}

pub(crate) async fn within_reason<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(4), future).await.expect("it ends within four minutes")
}

/// A fake and a bot that is connected to it.
pub(crate) async fn connected() -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake);
    fake.logins(1).await;
    (fake, bot)
}

pub(crate) fn certification(name: &str) -> Value {
    interactions::command("cert", &[("certification", json!(name))])
}

pub(crate) fn title(callback: &Value) -> &str {
    callback["data"]["embeds"][0]["title"].as_str().unwrap_or_default()
}

pub(crate) fn is_private(callback: &Value) -> bool {
    callback["data"]["flags"] == json!(64)
}

/// The next answer arrives, so nothing before it has harmed the bot.
pub(crate) async fn is_alive(fake: &FakeDiscord) {
    let question = certification("pcap");
    fake.interact(question.clone());
    assert!(title(&fake.callback(&question).await).contains("PCAP"));
}

/// What a page of the bot says, with its head.
pub(crate) async fn page(address: SocketAddr, path: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

/// The value of a figure, by its name with labels; 0 where it is not there yet.
pub(crate) async fn metric(address: SocketAddr, name: &str) -> u64 {
    let text = page(address, "/metrics").await;
    let line = text.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0, |it| it.parse().unwrap())
}

/// The sum of all figures of the metrics page whose names and labels begin so.
pub(crate) async fn metrics_sum(address: SocketAddr, beginning: &str) -> u64 {
    let text = page(address, "/metrics").await;
    let lines = text.lines().filter(|it| it.starts_with(beginning));
    lines.filter_map(|it| it.rsplit(' ').next()?.parse::<u64>().ok()).sum()
}

pub(crate) fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The key that Discord signs its requests with, and the public one that belongs to it.
pub(crate) fn signing_key() -> (SigningKey, String) {
    let key = SigningKey::from_bytes(&[7; 32]);
    (key.clone(), hexadecimal(key.verifying_key().as_bytes()))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
