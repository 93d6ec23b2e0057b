//! A Discord on loopback: its REST API and its gateway, as far as a bot can tell.
//!
//! It records every request, holds each body to Discord's own schema and limits, and does what a
//! test tells it to: refuse an answer, cut a line, move a connection. When it goes, it fails the
//! test if anything that it was sent breaks a rule.
#![allow(
    clippy::disallowed_methods,
    clippy::needless_pass_by_value,
    clippy::print_stderr,
    clippy::unwrap_used,
    dead_code,
    reason = "it is part of the tests, and the example uses a part of it"
)]

#[path = "fake_discord/form_rules.rs"]
mod form_rules;
#[path = "fake_discord/gateway.rs"]
pub(crate) mod gateway;
#[path = "fake_discord/interactions.rs"]
pub(crate) mod interactions;
#[path = "fake_discord/messages.rs"]
pub(crate) mod messages;
#[path = "fake_discord/rest.rs"]
pub(crate) mod rest;
#[path = "fake_discord/rules.rs"]
pub(crate) mod rules;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

pub(crate) const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GaBcDe.a-token-of-the-fake-discord-only";
pub(crate) const APPLICATION: &str = "1234567890123456789";

/// Nothing that is older than this is on its way any more.
const RECENT: Duration = Duration::from_secs(10);

/// How long anything may take before a test gives up. Generous: machines can be busy.
const PATIENCE: Duration = Duration::from_mins(4);

/// A running fake. Stops when dropped.
pub(crate) struct FakeDiscord {
    shared: Arc<Shared>,
    rest: SocketAddr,
    tasks: Vec<tokio::task::JoinHandle<()>>,
    /// For what the bot keeps.
    folder: PathBuf,
}

/// What the servers and the test share.
struct Shared {
    state: Mutex<State>,
    /// Told at each change of the state.
    changed: watch::Sender<()>,
    gateway: SocketAddr,
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    logins: Vec<Login>,
    heartbeats: usize,
    /// How the next answers to interactions are met; when it is empty, they are taken.
    callbacks: VecDeque<Met>,
    /// The same for messages.
    posts: VecDeque<Met>,
    /// The nonces of messages that were taken.
    nonces: BTreeSet<String>,
    /// The same for requests for the gateway's address.
    addresses: VecDeque<Met>,
    /// The same for requests for a list of commands.
    looks: VecDeque<Met>,
    /// Lists of commands, by path, that are refused with a status.
    refused_lists: BTreeMap<String, u16>,
    /// What the bot may do in the guilds that it is in.
    permissions: u64,
    /// Interactions that have been answered.
    answered: BTreeSet<String>,
    /// Lists of commands by path.
    lists: BTreeMap<String, Vec<Value>>,
    /// Files that people have sent, by path.
    files: BTreeMap<String, Vec<u8>>,
    /// What the next logins get instead of a session.
    turned_away: VecDeque<u16>,
    /// How the next connections are met.
    moods: VecDeque<Mood>,
    /// How many connections there have been.
    connections: usize,
    /// The codes with which the bot has closed connections.
    goodbyes: Vec<Option<u16>>,
    /// The last session of each shard.
    sessions: BTreeMap<u64, Session>,
    /// What `/gateway/bot` says.
    limits: Limits,
    /// What the clock says, as in the `Date` header; `None`: the time.
    date: Option<String>,
    /// Fields that the application has beside those that every one has.
    application: BTreeMap<&'static str, Value>,
    /// What became of each interaction; kept instead of requests where there are very many.
    journal: Option<BTreeMap<String, Fate>>,
    broken_rules: Vec<String>,
}

/// What became of one interaction.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fate {
    /// When it was sent first, and when it first went out to a bot.
    pub(crate) sent: Option<std::time::Instant>,
    pub(crate) arrived: Option<std::time::Instant>,
    /// How often an answer was tried, and how often one was taken.
    pub(crate) tries: u32,
    pub(crate) taken: u32,
    pub(crate) taken_at: Option<std::time::Instant>,
}

impl Fate {
    /// Whether it reached the bot when nobody waited for the answer any more.
    pub(crate) fn is_late(&self) -> bool {
        let way = self.arrived.zip(self.sent).map(|(arrived, sent)| arrived.duration_since(sent));
        way.is_none_or(|it| it > Duration::from_secs(3))
    }
}

/// One shard's session with the gateway.
struct Session {
    id: String,
    sequence: u64,
    /// What the bot asked to be sent.
    intents: u64,
    /// The way to its connection, which may be gone.
    connection: Option<mpsc::UnboundedSender<Order>>,
    /// Events sent in it, each with its number.
    events: Vec<(u64, Value)>,
}

/// What `/gateway/bot` says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) shards: u32,
    pub(crate) max_concurrency: u32,
    /// How many logins are left.
    pub(crate) remaining: u32,
    /// Milliseconds until there are 1,000 again.
    pub(crate) reset_after: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { shards: 1, max_concurrency: 1, remaining: 999, reset_after: 14_400_000 }
    }
}

/// How a connection to the gateway is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Usual,
    /// Ends it at once.
    Drops,
    /// Accepts it, and that is all.
    SaysNothing,
    /// Shakes hands and never says HELLO.
    SaysNoHello,
    /// Says HELLO with an interval of nothing.
    WantsNoPauses,
    /// Answers neither IDENTIFY nor RESUME.
    LetsNobodyIn,
    /// Takes IDENTIFY or RESUME, and drops the connection.
    DropsAfterLogin,
    /// Says HELLO, and drops the connection.
    DropsAfterHello,
    /// Acknowledges no heartbeat.
    AcknowledgesNothing,
    /// Names no address to resume at.
    ResumesNowhere,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Option<Value>,
    /// The files that came along, by name.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

/// How a bot logged in to the gateway.
#[derive(Debug, Clone)]
pub(crate) struct Login {
    /// IDENTIFY or RESUME.
    pub(crate) name: &'static str,
    /// Path and query at which it connected.
    pub(crate) path: String,
    pub(crate) data: Value,
    pub(crate) at: std::time::Instant,
}

/// How a request is met.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Met {
    /// With a status and an error.
    Status(u16),
    /// With 429 and the seconds to wait.
    TooMany(f64),
    /// The same, for everything that the bot sends.
    TooManyInAll(f64),
    /// With a status and an error of this code.
    Error(u16, u64),
    /// Taken, as the last for so many seconds.
    TakenAsLast(f64),
    /// Taken, and the connection closes before the bot learns of it.
    TakenAndCut,
    /// With 404, code 10062.
    UnknownInteraction,
    /// By closing the connection without a word.
    Cut,
    /// By nothing for ever.
    Silence,
}

/// What happens to a connection.
#[derive(Debug)]
enum Order {
    Event(Value),
    /// A frame with this content, as it is.
    Raw(String),
    /// The beginning of a frame, and nothing more.
    Stall,
    Close(Option<u16>),
    Cut,
}

impl FakeDiscord {
    pub(crate) async fn start() -> Self {
        let gateway = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let rest = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: watch::channel(()).0,
            gateway: gateway.local_addr().unwrap(),
        });
        let address = rest.local_addr().unwrap();
        let tasks = vec![
            tokio::spawn(gateway::serve(gateway, Arc::clone(&shared))),
            tokio::spawn(rest::serve(rest, Arc::clone(&shared))),
        ];
        let folder = format!("certguide-{}-{}", std::process::id(), address.port());
        Self { shared, rest: address, tasks, folder: std::env::temp_dir().join(folder) }
    }

    /// A folder for what a bot keeps between two runs; gone with the fake.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn api_base(&self) -> String {
        format!("http://{}", self.rest)
    }

    /// Where its gateway is.
    pub(crate) fn gateway(&self) -> String {
        format!("ws://{}", self.shared.gateway)
    }

    /// Sends `INTERACTION_CREATE`, at once or after the next RESUME.
    pub(crate) fn interact(&self, interaction: Value) {
        self.dispatch("INTERACTION_CREATE", interaction);
    }

    /// The same to a shard other than the first.
    pub(crate) fn interact_with(&self, shard: u64, interaction: Value) {
        self.dispatch_to(shard, "INTERACTION_CREATE", interaction);
    }

    /// Sends `MESSAGE_CREATE` if the bot has asked for it, with no more of the text than it may
    /// read: none where it is not mentioned and has not asked for that.
    pub(crate) fn say(&self, mut message: Value) {
        let intents = self.shared.state().sessions[&0].intents;
        let is_direct = message.get("guild_id").is_none();
        if intents & (if is_direct { 1 << 12 } else { 1 << 9 }) == 0 {
            return;
        }
        let mentions = message["mentions"].as_array().expect("a list");
        let is_for_bot = is_direct || mentions.iter().any(|it| it["id"] == APPLICATION);
        if !is_for_bot && intents & (1 << 15) == 0 {
            message["content"] = json!("");
        }
        self.dispatch("MESSAGE_CREATE", message);
    }

    /// Meets the next messages this way.
    pub(crate) fn meet_posts(&self, with: &[Met]) {
        self.shared.state().posts.extend(with);
    }

    /// Waits for a number of tries to reply in the channel of a message; their bodies so far.
    pub(crate) async fn replies(&self, message: &Value, count: usize) -> Vec<Value> {
        let path = posts_path(message);
        let posts = self.requested("POST", &path, count).await;
        posts.into_iter().filter_map(|it| it.body).collect()
    }

    /// Waits for the reply to a message.
    pub(crate) async fn reply(&self, message: &Value) -> Value {
        let is_reply = |it: &Request| {
            it.body
                .as_ref()
                .filter(|it| it["message_reference"]["message_id"] == message["id"])
                .cloned()
        };
        self.until("a reply", |state| state.requests.iter().find_map(is_reply)).await
    }

    pub(crate) fn dispatch(&self, name: &str, data: Value) {
        self.dispatch_to(0, name, data);
    }

    fn dispatch_to(&self, shard: u64, name: &str, data: Value) {
        let mut state = self.shared.state();
        let session = state.sessions.get_mut(&shard).expect("a session");
        session.sequence += 1;
        let id = data["id"].as_str().unwrap_or_default().to_owned();
        let event = json!({ "op": 0, "t": name, "s": session.sequence, "d": data });
        session.events.push((session.sequence, event.clone()));
        // Discord keeps some minutes' worth.
        if session.events.len() > 40_000 {
            session.events.drain(..20_000);
        }
        if let Some(connection) = &session.connection {
            let _ = connection.send(Order::Event(event));
        }
        if let Some(journal) = &mut state.journal {
            journal.entry(id).or_default().sent = Some(std::time::Instant::now());
        }
    }

    /// From now on keeps a journal and no requests, and meets one in ten answers with a fault that
    /// a second or third try gets over.
    pub(crate) fn keep_journal(&self) {
        self.shared.state().journal = Some(BTreeMap::new());
    }

    /// Whether all that came in the last seconds is answered, or was too late when it arrived.
    pub(crate) fn is_settled(&self) -> bool {
        let state = self.shared.state();
        let fates = state.journal.iter().flat_map(|it| it.values().rev());
        fates
            .take_while(|it| it.sent.is_some_and(|it| it.elapsed() < RECENT))
            .all(|it| it.taken == 1 || it.is_late())
    }

    /// Whether an answer to it was taken.
    pub(crate) fn has_answered(&self, interaction: &Value) -> bool {
        let state = self.shared.state();
        let fate = state.journal.as_ref().and_then(|it| it.get(interaction["id"].as_str()?));
        fate.is_some_and(|it| it.taken == 1)
    }

    pub(crate) fn journal(&self) -> Vec<Fate> {
        self.shared.state().journal.iter().flat_map(BTreeMap::values).copied().collect()
    }

    /// Whether the first shard has a connection with a session.
    pub(crate) fn is_connected(&self) -> bool {
        let state = self.shared.state();
        let connection = state.sessions.get(&0).and_then(|it| it.connection.as_ref());
        connection.is_some_and(|it| !it.is_closed())
    }

    /// Sends a frame, whatever it says.
    pub(crate) fn send_raw(&self, frame: &str) {
        self.order(Order::Raw(frame.to_owned()));
    }

    /// Closes the connection, with a code or without.
    pub(crate) fn close(&self, code: Option<u16>) {
        self.order(Order::Close(code));
    }

    /// Drops the connection without a word.
    pub(crate) fn cut(&self) {
        self.order(Order::Cut);
    }

    /// Falls silent in the middle of a frame.
    pub(crate) fn stall(&self) {
        self.order(Order::Stall);
    }

    /// Asks the bot to connect elsewhere.
    pub(crate) fn move_connection(&self) {
        self.send_raw(r#"{"op":7,"d":null,"s":null,"t":null}"#);
    }

    /// Tells the bot that its session is gone; RESUME is refused from now on.
    pub(crate) fn end_session(&self) {
        self.send_raw(r#"{"op":9,"d":false,"s":null,"t":null}"#);
        self.forget_session();
    }

    /// Forgets the session; the bot learns of it when it resumes.
    pub(crate) fn forget_session(&self) {
        let mut state = self.shared.state();
        if let Some(session) = state.sessions.get_mut(&0) {
            session.id.push_str("-gone");
        }
    }

    /// Tells the bot to resume its session.
    pub(crate) fn ask_to_resume(&self) {
        self.send_raw(r#"{"op":9,"d":true,"s":null,"t":null}"#);
    }

    fn order(&self, order: Order) {
        let state = self.shared.state();
        let connection = state.sessions.get(&0).and_then(|it| it.connection.clone());
        drop(state);
        let _ = connection.expect("a connection").send(order);
    }

    /// Meets the next connections to the gateway this way.
    pub(crate) fn meet_connections(&self, with: &[Mood]) {
        self.shared.state().moods.extend(with);
    }

    /// Says this at `/gateway/bot`.
    pub(crate) fn set_limits(&self, limits: Limits) {
        self.shared.state().limits = limits;
    }

    /// Refuses connections to the gateway, and ends the one that is there, until
    /// [`Self::open_gateway`].
    pub(crate) async fn close_gateway(&mut self) {
        self.cut();
        let task = self.tasks.remove(0);
        task.abort();
        let _ = task.await;
    }

    pub(crate) async fn open_gateway(&mut self) {
        let listener = tokio::net::TcpListener::bind(self.shared.gateway).await.unwrap();
        self.tasks.insert(0, tokio::spawn(gateway::serve(listener, Arc::clone(&self.shared))));
    }

    /// How many connections to the gateway there have been.
    pub(crate) fn connections(&self) -> usize {
        self.shared.state().connections
    }

    /// The codes with which the bot has closed connections.
    pub(crate) fn goodbyes(&self) -> Vec<Option<u16>> {
        self.shared.state().goodbyes.clone()
    }

    /// Meets the next answers to interactions this way.
    pub(crate) fn meet_callbacks(&self, with: &[Met]) {
        self.shared.state().callbacks.extend(with);
    }

    /// Meets the next requests for the gateway's address this way.
    pub(crate) fn meet_addresses(&self, with: &[Met]) {
        self.shared.state().addresses.extend(with);
    }

    /// Meets the next looks at a list of commands this way.
    pub(crate) fn meet_looks(&self, with: &[Met]) {
        self.shared.state().looks.extend(with);
    }

    /// Closes the next logins with these codes.
    pub(crate) fn turn_away(&self, codes: &[u16]) {
        self.shared.state().turned_away.extend(codes);
    }

    /// Gives the application a field, such as `verify_key`.
    pub(crate) fn set_application(&self, field: &'static str, value: Value) {
        self.shared.state().application.insert(field, value);
    }

    /// Puts commands in a list before the bot looks.
    pub(crate) fn set_commands(&self, path: &str, commands: Vec<Value>) {
        self.shared.state().lists.insert(path.to_owned(), commands);
    }

    /// Keeps a file that somebody sends along with a command; what Discord tells of it.
    pub(crate) fn keep_file(&self, name: &str, bytes: &[u8]) -> Value {
        let id = interactions::snowflake();
        let path = format!("/ephemeral-attachments/1/{id}/{name}");
        let url = format!("{}{path}?ex=6925a1b2&is=69245032&hm=0a1b2c", self.api_base());
        self.shared.state().files.insert(path, bytes.to_vec());
        json!({ "id": id.to_string(), "filename": name, "size": bytes.len(), "url": url,
            "proxy_url": url, "content_type": "text/plain; charset=utf-8", "ephemeral": true,
            "content_scan_version": 0, "a_field_of_next_year": 1 })
    }

    /// What the bot may do in the guilds that it is in; nothing, unless this says it.
    pub(crate) fn set_permissions(&self, bits: u64) {
        self.shared.state().permissions = bits;
    }

    /// How many messages were taken.
    pub(crate) fn posted(&self) -> usize {
        self.shared.state().nonces.len()
    }

    /// Has another time from now on; empty: none.
    pub(crate) fn set_date(&self, date: &str) {
        self.shared.state().date = Some(date.to_owned());
    }

    /// Refuses a list of commands from now on; 0: no longer.
    pub(crate) fn refuse_list(&self, path: &str, status: u16) {
        let refused = &mut self.shared.state().refused_lists;
        refused.insert(path.to_owned(), status);
        refused.retain(|_, status| *status > 0);
    }

    pub(crate) fn commands(&self, path: &str) -> Vec<Value> {
        self.shared.state().lists.get(path).cloned().unwrap_or_default()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// Waits for a number of logins; all of them so far.
    pub(crate) async fn logins(&self, count: usize) -> Vec<Login> {
        self.until("logins", |state| (state.logins.len() >= count).then(|| state.logins.clone()))
            .await
    }

    /// The names of all logins so far.
    pub(crate) fn logins_so_far(&self) -> Vec<&'static str> {
        self.shared.state().logins.iter().map(|it| it.name).collect()
    }

    pub(crate) async fn heartbeats(&self, count: usize) {
        self.until("heartbeats", |state| (state.heartbeats >= count).then_some(())).await;
    }

    /// Waits for a number of tries to answer an interaction; their bodies so far.
    pub(crate) async fn callbacks(&self, interaction: &Value, count: usize) -> Vec<Value> {
        let path = callback_path(interaction);
        self.until("an answer", |state| {
            let tries = state.requests.iter().filter(|it| it.path == path);
            let bodies: Vec<Value> = tries.filter_map(|it| it.body.clone()).collect();
            (bodies.len() >= count).then_some(bodies)
        })
        .await
    }

    /// Waits for the answer to an interaction.
    pub(crate) async fn callback(&self, interaction: &Value) -> Value {
        self.callbacks(interaction, 1).await.remove(0)
    }

    /// Waits for a number of requests of this kind.
    pub(crate) async fn requested(&self, method: &str, path: &str, count: usize) -> Vec<Request> {
        self.until(&format!("{method} {path}"), |state| {
            let of_kind = |it: &&Request| it.method == method && it.path == path;
            let requests: Vec<Request> = state.requests.iter().filter(of_kind).cloned().collect();
            (requests.len() >= count).then_some(requests)
        })
        .await
    }

    async fn until<T>(&self, what: &str, find: impl Fn(&State) -> Option<T>) -> T {
        let mut changed = self.shared.changed.subscribe();
        let waiting = async {
            loop {
                changed.borrow_and_update();
                if let Some(found) = find(&self.shared.state()) {
                    return found;
                }
                changed.changed().await.expect("the fake runs");
            }
        };
        let Ok(found) = tokio::time::timeout(PATIENCE, waiting).await else {
            panic!("waited in vain for {what}; requests: {:#?}", self.requests());
        };
        found
    }
}

impl Drop for FakeDiscord {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
        if !std::thread::panicking() {
            let state = self.shared.state();
            assert!(state.broken_rules.is_empty(), "{}", state.broken_rules.join("\n"));
        }
    }
}

impl State {
    fn note_arrival(&mut self, id: &Value) {
        let fate = self.journal.as_mut().and_then(|it| it.get_mut(id.as_str()?));
        if let Some(fate) = fate {
            fate.arrived.get_or_insert_with(std::time::Instant::now);
        }
    }

    /// How a try to answer is met where there is a journal.
    fn note_try(&mut self, path: &str) -> Option<Met> {
        let id = path.split('/').nth(4)?;
        let fate = self.journal.as_mut()?.get_mut(id)?;
        fate.tries += 1;
        let chance = match fate.tries {
            1 => 0.1,
            2 => 0.3,
            _ => 0.0,
        };
        let faults = [
            Met::Status(500),
            Met::Status(502),
            Met::Status(503),
            Met::TooMany(0.2),
            Met::Cut,
            Met::Silence,
        ];
        let fault = faults[fastrand::usize(..faults.len())];
        if fastrand::f64() < chance {
            return Some(fault);
        }
        if fate.taken == 0 {
            fate.taken_at = Some(std::time::Instant::now());
        }
        fate.taken += u32::from(fate.taken == 0);
        // Taken, and the bot never learns of it.
        (fate.tries == 1 && fastrand::f64() < 0.02).then_some(Met::Cut)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Changes the state, and wakes whoever waits for that.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changed.send_replace(());
        result
    }
}

/// Where the answer to an interaction goes.
pub(crate) fn callback_path(interaction: &Value) -> String {
    let text = |key: &str| interaction[key].as_str().unwrap_or_default().to_owned();
    format!("/api/v10/interactions/{}/{}/callback", text("id"), text("token"))
}

/// Where a reply to a message goes.
pub(crate) fn posts_path(message: &Value) -> String {
    format!("/api/v10/channels/{}/messages", message["channel_id"].as_str().unwrap_or_default())
}

/// Where a list of commands is.
pub(crate) fn commands_path(guild: Option<u64>) -> String {
    match guild {
        Some(guild) => format!("/api/v10/applications/{APPLICATION}/guilds/{guild}/commands"),
        None => format!("/api/v10/applications/{APPLICATION}/commands"),
    }
}
