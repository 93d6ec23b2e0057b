//! The interactions endpoint: requests as Discord makes them, and as others do. The letters and
//! numbers are rows of the table "Discord's rules" in ARCHITECTURE.md.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderName, Request, Response, StatusCode, Version, header};
use certguide::commands::{COMMANDS, Command, Surface};
use certguide::config::{Config, Transport};
use certguide::discord;
use certguide::knowledge::source::SourceFile;
use certguide::service::Service;
use ed25519_dalek::{Signer, SigningKey};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bot::{
    Bot, SERVICE, certification, config, free_address, hexadecimal, metric, page, signing_key,
    title, within_reason,
};
use crate::fake_discord::interactions::{self, Pressed};
use crate::fake_discord::{FakeDiscord, Met, rest, rules};
use crate::shipped;

const TIMESTAMP: &str = "1764072000";

/// A bot with an endpoint, and who asks it.
pub(crate) struct Asker {
    address: SocketAddr,
    key: SigningKey,
}

impl Asker {
    /// A bot over the shipped knowledge, without a token.
    pub(crate) async fn with_bot() -> (Self, Bot) {
        Self::with_bot_over(Arc::clone(&SERVICE)).await
    }

    pub(crate) async fn with_bot_over(service: Arc<Service>) -> (Self, Bot) {
        let (asker, mut settings) = Self::with_settings(&FakeDiscord::start().await);
        settings.discord.token = None;
        let bot = Bot::start_with(settings, service);
        asker.until_ready().await;
        (asker, bot)
    }

    fn with_settings(fake: &FakeDiscord) -> (Self, Config) {
        let (key, public) = signing_key();
        let address = free_address();
        let mut settings = config(fake, &format!("public_key = \"{public}\"\n"));
        settings.discord.transport = Transport::Http;
        settings.http.listen = Some(address);
        (Self { address, key }, settings)
    }

    async fn until_ready(&self) {
        within_reason(async {
            while TcpStream::connect(self.address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await;
        assert!(page(self.address, "/readyz").await.contains("200 OK"));
    }

    fn signature(&self, body: &str) -> String {
        hexadecimal(&self.key.sign(format!("{TIMESTAMP}{body}").as_bytes()).to_bytes())
    }

    pub(crate) fn signed(&self, body: &str) -> Vec<(&'static str, String)> {
        vec![
            ("x-signature-ed25519", self.signature(body)),
            ("x-signature-timestamp", TIMESTAMP.to_owned()),
        ]
    }

    pub(crate) async fn post(
        &self,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Response<Bytes> {
        self.post_by(Version::HTTP_11, headers, body).await
    }

    async fn post_by(
        &self,
        version: Version,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Response<Bytes> {
        let client = Client::builder(TokioExecutor::new())
            .http2_only(version == Version::HTTP_2)
            .build_http::<Full<Bytes>>();
        let mut request = Request::post(format!("http://{}/interactions", self.address))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(HeaderName::from_static(name), value);
        }
        let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
        let (head, body) = within_reason(client.request(request)).await.unwrap().into_parts();
        Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }

    /// The answer to an interaction, held to Discord's rules.
    pub(crate) async fn ask(&self, interaction: &Value) -> Value {
        let body = interaction.to_string();
        let response = self.post(&self.signed(&body), &body).await;
        assert_eq!(response.status(), StatusCode::OK, "{:?}", response.body());
        let (answer, files) = parts(&response).await;
        let request = crate::fake_discord::Request {
            method: "POST".to_owned(),
            path: "/api/v10/interactions/1/a/callback".to_owned(),
            authorization: None,
            body: Some(answer.clone()),
            files,
        };
        let broken = rules::broken_by(&request);
        assert!(broken.is_empty(), "{broken:?}");
        answer
    }

    async fn status(&self, headers: &[(&'static str, String)], body: &str) -> u16 {
        self.post(headers, body).await.status().as_u16()
    }

    /// The beginning of a request without its end; the connection.
    async fn begin(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    /// The head of a request whose body is still to come.
    fn head(&self, body: &str) -> String {
        let headers =
            self.signed(body).into_iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let headers: String = headers.collect();
        let length = body.len();
        format!(
            "POST /interactions HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: {length}\r\n\r\n"
        )
    }
}

async fn parts(response: &Response<Bytes>) -> (Value, Vec<(String, Vec<u8>)>) {
    let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap();
    let (json, files) = rest::parts(kind, response.body()).await;
    (json.unwrap(), files)
}

async fn rest_of(mut stream: TcpStream) -> String {
    let mut text = String::new();
    let _ = within_reason(stream.read_to_string(&mut text)).await;
    text
}

fn ping() -> Value {
    let mut ping = certification("pcap");
    ping["type"] = json!(1);
    ping.as_object_mut().unwrap().remove("data");
    ping
}

#[tokio::test]
async fn e2_a_ping_is_answered_with_a_pong() {
    let (asker, bot) = Asker::with_bot().await;
    let body = ping().to_string();
    let response = asker.post(&asker.signed(&body), &body).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(response.body(), r#"{"type":1}"#);
    bot.stop().await;
}

/// The interactions in which somebody asks an example: in a server and elsewhere.
pub(crate) fn asked_by(command: &Command, example: &str) -> Vec<Value> {
    let call = certguide::call::Call::parse(example).unwrap();
    let bound = certguide::commands::bind(shipped::knowledge(), &call).unwrap().1;
    if let Surface::Message(name) = command.surface {
        let words = &bound.arguments[0].1;
        return vec![interactions::message_command(name, interactions::message(words))];
    }
    let options: Vec<(&str, Value)> =
        bound.arguments.iter().map(|(name, value)| (name.as_str(), json!(value))).collect();
    vec![
        interactions::command(command.name, &options),
        interactions::command_by_own_install(command.name, &options),
    ]
}

/// One JSON for both transports: what is seen over one is what is sent over the other.
#[tokio::test]
async fn e1_every_example_gets_the_same_json_over_both_transports() {
    let (asker, endpoint_bot) = Asker::with_bot().await;
    let fake = FakeDiscord::start().await;
    let gateway_bot = Bot::start(&fake);
    fake.logins(1).await;
    let mut questions = vec![
        interactions::autocomplete("cert", "certification", Some(json!("pc"))),
        interactions::press("cert certification:\"pcap\"", Pressed::OnPrivateMessage),
        interactions::press("abolished", Pressed::OnPublicMessage),
        interactions::command("no-such-command", &[]),
        interactions::command(
            "cert",
            &[("certification", json!("@everyone <@1> `a` ".repeat(300)))],
        ),
        interactions::unreadable_command(),
    ];
    // Status is of one process, and of one moment.
    for command in COMMANDS.iter().filter(|it| it.name != "certguide status") {
        questions.extend(command.examples.iter().flat_map(|it| asked_by(command, it)));
    }
    assert!(questions.len() > 20);
    for interaction in questions {
        let over_http = asker.ask(&interaction).await;
        fake.interact(interaction.clone());
        let over_gateway = fake.callback(&interaction).await;
        assert_eq!(over_http, over_gateway, "{interaction:#}");
        let is_form = over_http["type"] == 9 && over_http["data"]["title"].is_string();
        let is_said = over_http["type"] == 8 || is_form || !title(&over_http).is_empty();
        assert!(is_said, "{interaction:#}");
    }
    endpoint_bot.stop().await;
    gateway_bot.stop().await;
}

#[tokio::test]
async fn e3_e4_what_is_not_signed_by_discord_is_turned_away() {
    let (asker, bot) = Asker::with_bot().await;
    let body = certification("pcap").to_string();
    let sound = asker.signature(&body);
    let with = |signature: &str, timestamp: &str| {
        vec![
            ("x-signature-ed25519", signature.to_owned()),
            ("x-signature-timestamp", timestamp.to_owned()),
        ]
    };
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let forged = stranger.sign(format!("{TIMESTAMP}{body}").as_bytes()).to_bytes();
    let signature = with(&sound, TIMESTAMP).remove(0);
    let timestamp = with(&sound, TIMESTAMP).remove(1);
    let cases: Vec<(&str, Vec<(&str, String)>)> = vec![
        ("nothing", vec![]),
        ("no timestamp", vec![signature.clone()]),
        ("no signature", vec![timestamp.clone()]),
        ("short", with(sound.trim_end_matches(sound.get(126..).unwrap()), TIMESTAMP)),
        ("long", with(&format!("{sound}00"), TIMESTAMP)),
        ("empty", with("", TIMESTAMP)),
        ("not hexadecimal", with(&sound.replace(['0', 'a'], "g"), TIMESTAMP)),
        ("signs that look like digits", with(&"+1".repeat(64), TIMESTAMP)),
        ("zero", with(&"0".repeat(128), TIMESTAMP)),
        ("another time", with(&sound, "1764072001")),
        ("no time", with(&sound, "")),
        ("of a stranger", with(&hexadecimal(&forged), TIMESTAMP)),
        ("twice", vec![signature.clone(), signature.clone(), timestamp.clone()]),
        ("two times", vec![signature.clone(), timestamp.clone(), timestamp.clone()]),
    ];
    for (what, headers) in &cases {
        assert_eq!(asker.status(headers, &body).await, 401, "{what}");
    }
    let changed = body.replace("pcap", "pcep");
    assert_eq!(asker.status(&with(&sound, TIMESTAMP), &changed).await, 401);
    // Before it is parsed: rubbish that is not signed is no different.
    assert_eq!(asker.status(&with(&sound, TIMESTAMP), "{").await, 401);
    // Discord itself is answered all the while.
    assert_eq!(asker.status(&with(&sound, TIMESTAMP), &body).await, 200);
    assert_eq!(asker.status(&with(&sound.to_uppercase(), TIMESTAMP), &body).await, 200);
    let refused = "certguide_endpoint_requests_total{status=\"401\"}";
    assert_eq!(metric(asker.address, refused).await, u64::try_from(cases.len()).unwrap() + 2);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_signed_and_no_interaction_is_a_bad_request() {
    let (asker, bot) = Asker::with_bot().await;
    let unknown = interactions::of_unknown_type().to_string();
    for body in ["", "{", "null", "[]", "{\"type\":2}", unknown.as_str(), &"[".repeat(100_000)] {
        assert_eq!(asker.status(&asker.signed(body), body).await, 400, "{body:.40}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn only_what_is_there_is_served() {
    let (asker, bot) = Asker::with_bot().await;
    assert!(page(asker.address, "/interactions").await.contains(" 405 "));
    assert!(page(asker.address, "/").await.contains(" 404 "));
    assert!(page(asker.address, "/healthz").await.ends_with("works\n"));
    assert!(page(asker.address, "/metrics").await.contains("certguide_knowledge_info{revision="));
    bot.stop().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_or_never_ends_is_refused() {
    let (asker, bot) = Asker::with_bot().await;
    let body = " ".repeat((1 << 20) + 1);
    assert_eq!(asker.status(&asker.signed(&body), &body).await, 413);
    let largest = " ".repeat(1 << 20);
    assert_eq!(asker.status(&asker.signed(&largest), &largest).await, 400);

    let start = Instant::now();
    let stream = asker.begin(&asker.head(&certification("pcap").to_string())).await;
    assert!(rest_of(stream).await.starts_with("HTTP/1.1 408 "));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    bot.stop().await;
}

#[tokio::test]
async fn a_client_that_asks_nothing_is_sent_away() {
    let (asker, bot) = Asker::with_bot().await;
    let start = Instant::now();
    for text in ["", "POST /inter", "PRI * HTTP/2.0\r\n"] {
        let mut stream = asker.begin(text).await;
        let mut rest = Vec::new();
        within_reason(stream.read_to_end(&mut rest)).await.ok();
    }
    assert!(start.elapsed() < Duration::from_secs(50), "{:?}", start.elapsed());
    bot.stop().await;
}

#[tokio::test]
async fn more_requests_than_there_are_places_are_told_so_at_once() {
    let (asker, bot) = Asker::with_bot().await;
    let body = certification("pcap").to_string();
    let head = asker.head(&body);
    let mut begun = Vec::new();
    for _ in 0..256 {
        begun.push(asker.begin(&head).await);
    }
    // They are under way once the server has read their heads.
    within_reason(async {
        while asker.status(&asker.signed(&body), &body).await != 503 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let response = asker.post(&asker.signed(&body), &body).await;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        assert_eq!(response.body(), "too many requests are under way, try again\n");
    }
    for mut stream in begun {
        stream.write_all(body.as_bytes()).await.ok();
    }
    within_reason(async {
        while asker.status(&asker.signed(&body), &body).await != 200 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    bot.stop().await;
}

#[tokio::test]
async fn connections_are_kept_and_http_2_is_spoken() {
    let (asker, bot) = Asker::with_bot().await;
    let body = certification("pcap").to_string();
    let mut stream = TcpStream::connect(asker.address).await.unwrap();
    for _ in 0..3 {
        stream.write_all(format!("{}{body}", asker.head(&body)).as_bytes()).await.unwrap();
        let mut read = vec![0; 15];
        within_reason(stream.read_exact(&mut read)).await.unwrap();
        assert_eq!(read, b"HTTP/1.1 200 OK");
        let mut rest = vec![0; 64 << 10];
        within_reason(stream.read(&mut rest)).await.unwrap();
    }
    let response = asker.post_by(Version::HTTP_2, &asker.signed(&body), &body).await;
    assert_eq!((response.version(), response.status()), (Version::HTTP_2, StatusCode::OK));
    bot.stop().await;
}

#[tokio::test]
async fn a_request_under_way_is_finished_before_it_stops() {
    let (asker, bot) = Asker::with_bot().await;
    let body = certification("pcap").to_string();
    let mut stream = asker.begin(&asker.head(&body)).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let stopping = tokio::spawn(bot.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(TcpStream::connect(asker.address).await.is_err());
    stream.write_all(body.as_bytes()).await.unwrap();
    assert!(rest_of(stream).await.contains("PCAP"));
    within_reason(stopping).await.unwrap();
}

/// A knowledge with more words than a message takes.
pub(crate) fn wordy_files() -> Vec<SourceFile> {
    let mut files = crate::shipped::files();
    for file in &mut files {
        if file.path.ends_with("/pcap.toml") {
            let phrase = format!("\"{}\",\n", "words and more words ".repeat(9));
            let phrases = format!("\ntopics = [\n{}", phrase.repeat(40));
            file.text = file.text.replacen("\ntopics = [", &phrases, 1);
        }
    }
    files
}

/// A service over it.
pub(crate) fn wordy() -> Arc<Service> {
    let (knowledge, _) = certguide::knowledge::load(&wordy_files(), shipped::today());
    Arc::new(Service::new(knowledge, shipped::today))
}

/// The gateway takes the same answer to `question`, with the same files.
async fn assert_same_over_the_gateway(
    service: Arc<Service>,
    question: &Value,
    json: &Value,
    files: &[(String, Vec<u8>)],
) {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start_with(config(&fake, ""), service);
    fake.logins(1).await;
    fake.interact(question.clone());
    assert_eq!(fake.callback(question).await, *json);
    let sent = fake.requests().into_iter().find(|it| it.path.ends_with("/callback")).unwrap();
    assert_eq!(sent.files, files);
    bot.stop().await;
}

#[tokio::test]
async fn m2_what_does_not_fit_goes_along_as_a_file_over_both_transports() {
    let (asker, endpoint_bot) = Asker::with_bot_over(wordy()).await;
    let question =
        interactions::command("cert", &[("certification", json!("pcap")), ("view", json!("exam"))]);
    let body = question.to_string();
    let response = asker.post(&asker.signed(&body), &body).await;
    let (json, files) = parts(&response).await;
    assert_eq!(json, asker.ask(&question).await);
    assert_eq!(json["data"]["attachments"][0]["filename"], files[0].0);
    let whole = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(whole.matches("and more").count() >= 360, "{whole}");

    assert_same_over_the_gateway(wordy(), &question, &json, &files).await;

    // A place that takes no files gets what fits.
    let mut elsewhere = question;
    elsewhere["app_permissions"] = json!("16384");
    let answer = asker.ask(&elsewhere).await;
    assert_eq!(answer["data"].get("attachments"), None);
    assert_eq!(answer["data"]["embeds"], json["data"]["embeds"]);
    endpoint_bot.stop().await;
}

#[tokio::test]
async fn m2_a_picture_goes_along_with_its_words_over_both_transports() {
    let (asker, endpoint_bot) = Asker::with_bot().await;
    let question = interactions::command("roadmap", &[("to", json!("pcpp2"))]);
    let body = question.to_string();
    let response = asker.post(&asker.signed(&body), &body).await;
    let (json, files) = parts(&response).await;
    assert_eq!(files[0].0, "roadmap.png");
    assert!(files[0].1.starts_with(b"\x89PNG"));
    let data = &json["data"];
    assert_eq!(data["embeds"][0]["image"]["url"], "attachment://roadmap.png");
    let words = data["attachments"][0]["description"].as_str().unwrap();
    let said = data["embeds"][0]["description"].as_str().unwrap();
    for code in ["PCEP", "PCAP", "PCPP1", "PCPP2"] {
        assert!(words.contains(code) && said.contains(code), "{words}\n{said}");
    }

    assert_same_over_the_gateway(Arc::clone(&SERVICE), &question, &json, &files).await;

    // A place that takes no files gets the words alone.
    let mut elsewhere = question;
    elsewhere["app_permissions"] = json!("16384");
    let answer = asker.ask(&elsewhere).await;
    assert_eq!(answer["data"].get("attachments"), None);
    assert_eq!(answer["data"]["embeds"][0].get("image"), None);
    assert_eq!(answer["data"]["embeds"][0]["description"], data["embeds"][0]["description"]);
    endpoint_bot.stop().await;
}

#[tokio::test]
async fn a8_a_place_that_shows_no_embeds_gets_a_private_answer() {
    let (asker, bot) = Asker::with_bot().await;
    for (permissions, flags) in [
        (json!("0"), json!(64)),
        (json!("16384"), Value::Null),
        (json!("562949953601536"), Value::Null),
        (Value::Null, Value::Null),
        (json!("many"), Value::Null),
    ] {
        let mut question = certification("pcap");
        question["app_permissions"] = permissions.clone();
        assert_eq!(asker.ask(&question).await["data"]["flags"], flags, "{permissions}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_public_key_that_cannot_be_right_ends_the_start() {
    let fake = FakeDiscord::start().await;
    let (_, settings) = Asker::with_settings(&fake);
    let start = |change: fn(&mut Config)| {
        let mut settings = settings.clone();
        settings.http.listen = Some(free_address());
        change(&mut settings);
        Bot::start_with(settings, Arc::clone(&SERVICE)).end()
    };
    let error = start(|it| it.discord.public_key = None).await;
    assert!(error.contains("needs `discord.public_key`"), "{error}");
    // No point of the curve.
    let error = start(|it| it.discord.public_key = Some([2; 32])).await;
    assert!(error.contains("`discord.public_key` is no Ed25519 key"), "{error}");
    let error = start(|it| it.http.listen = None).await;
    assert!(error.contains("set `http.listen`"), "{error}");
    fake.set_application("verify_key", json!("ab".repeat(32)));
    let error = start(|_| ()).await;
    assert!(error.contains("is not that of the application of this token"), "{error}");
}

#[tokio::test]
async fn e1_with_a_token_commands_are_registered_and_the_key_is_compared() {
    let fake = FakeDiscord::start().await;
    let (asker, settings) = Asker::with_settings(&fake);
    fake.set_application("verify_key", json!(signing_key().1));
    fake.meet_addresses(&[Met::Status(401)]);
    let bot = Bot::start_with(settings, Arc::clone(&SERVICE));
    asker.until_ready().await;
    let path = crate::fake_discord::commands_path(None);
    fake.requested("PUT", &path, 1).await;
    assert!(title(&asker.ask(&certification("pcap")).await).contains("PCAP"));
    bot.stop().await;
    // The gateway is for the other transport.
    assert_eq!((fake.connections(), fake.logins(0).await.len()), (0, 0));
}

#[tokio::test]
async fn an_address_that_is_taken_is_named_with_what_to_do() {
    let fake = FakeDiscord::start().await;
    let (asker, settings) = Asker::with_settings(&fake);
    let _there = std::net::TcpListener::bind(asker.address).unwrap();
    let error = Bot::start_with(settings, Arc::clone(&SERVICE)).end().await;
    assert!(error.starts_with("`http.listen`: cannot listen at 127.0.0.1:"), "{error}");
    assert!(error.contains("choose another port"), "{error}");
}

#[tokio::test]
async fn the_library_answers_as_the_endpoint_does() {
    let (asker, bot) = Asker::with_bot().await;
    let question = certification("pcpp2");
    let body = discord::answer(&SERVICE, &question.to_string()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&body.bytes).unwrap(), asker.ask(&question).await);
    let frame = json!({ "op": 0, "t": "INTERACTION_CREATE", "s": 1, "d": question }).to_string();
    assert_eq!(discord::answer_frame(&SERVICE, &frame), Some(body));
    bot.stop().await;
}
