//! What the page is shown is what Discord would get.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use certguide::commands::COMMANDS;
use certguide::discord;
use certguide::discord::register::commands_as_sent;
use certguide::knowledge::source::SourceFile;
use serde_json::{Value, json};

use super::Preview;
use crate::bot::SERVICE;
use crate::discord_endpoint::{Asker, asked_by, wordy, wordy_files};
use crate::fake_discord::interactions::{self, Pressed};
use crate::fake_discord::messages;
use crate::fake_discord::rest::parts;
use crate::folder::Folder;

/// The interactions of every kind that the page makes.
fn every_kind() -> Vec<Value> {
    let mut asked = vec![
        interactions::autocomplete("cert", "certification", Some(json!("pc"))),
        interactions::autocomplete("find", "topic", None),
        interactions::press("cert certification:\"pcap\" view:exam", Pressed::OnPrivateMessage),
        interactions::press("cert certification:\"pcap\"", Pressed::OnPublicMessage),
        interactions::press("abolished", Pressed::OnPublicMessage),
        interactions::command_in_private("cert", &[("certification", json!("pca"))]),
        interactions::command(
            "cert",
            &[("certification", json!("pcap")), ("private", json!(true))],
        ),
        interactions::command("fact", &[("about", json!("price"))]),
        interactions::unreadable_command(),
    ];
    // These are of one process, and of one moment.
    let passing = ["certguide status", "certguide reload"];
    for command in COMMANDS.iter().filter(|it| !passing.contains(&it.name)) {
        asked.extend(command.examples.iter().flat_map(|it| asked_by(command, it)));
    }
    asked
}

/// What the page is shown of an interaction is what the endpoint sends; how many files that has.
async fn assert_same(asker: &Asker, preview: &Preview, interaction: &Value) -> usize {
    let body = interaction.to_string();
    let sent = asker.post(&asker.signed(&body), &body).await;
    let shown = preview.interact(interaction).await;
    let content_type = sent.headers()["content-type"].to_str().unwrap();
    assert_eq!(shown["content_type"], content_type);
    let json = shown["json"].as_str().unwrap();
    let (parsed, files) = parts(content_type, sent.body()).await;
    assert_eq!(shown["callback"], parsed.unwrap());
    if content_type == "application/json" {
        assert_eq!(sent.body(), json);
    } else {
        let head = format!("Content-Type: application/json\r\n\r\n{json}\r\n--");
        assert!(sent.body().windows(head.len()).any(|it| it == head.as_bytes()));
    }
    let shown = shown["files"].as_array().unwrap();
    assert_eq!(shown.len(), files.len());
    for (shown, (name, bytes)) in shown.iter().zip(&files) {
        assert_eq!(shown["name"], *name);
        let is_picture = name == "roadmap.png";
        let media_type = match name.rsplit('.').next() {
            Some("png") => "image/png",
            Some("toml") => "application/toml",
            _ => "text/plain; charset=utf-8",
        };
        assert_eq!(shown["media_type"], media_type);
        assert_eq!(shown["svg"]["dark"].is_string(), is_picture, "a picture can be touched too");
        assert_eq!(&STANDARD.decode(shown["base64"].as_str().unwrap()).unwrap(), bytes);
    }
    files.len()
}

#[tokio::test]
async fn every_example_is_shown_as_the_signed_endpoint_answers_it_byte_for_byte() {
    let (asker, bot) = Asker::with_bot().await;
    let preview = Preview::start().await;
    let interactions = every_kind();
    assert!(interactions.len() > 40, "{}", interactions.len());
    for interaction in interactions {
        assert_same(&asker, &preview, &interaction).await;
    }
    preview.stop().await;
    bot.stop().await;
}

#[tokio::test]
async fn what_goes_along_as_a_file_is_shown_beside_the_json() {
    let folder = Folder::new("preview-wordy");
    fs::remove_dir_all(folder.path()).unwrap();
    for SourceFile { path, text } in wordy_files() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (asker, bot) = Asker::with_bot_over(wordy()).await;
    let preview = Preview::over(folder.path()).await;
    let exam = [("certification", json!("pcap")), ("view", json!("exam"))];
    let interaction = interactions::command("cert", &exam);
    assert_eq!(assert_same(&asker, &preview, &interaction).await, 1);
    preview.stop().await;
    bot.stop().await;
}

#[tokio::test]
async fn beside_it_stands_what_was_decided_and_how_long_it_took() {
    let preview = Preview::start().await;
    let cert = |name: &str| interactions::command("cert", &[("certification", json!(name))]);
    let unreadable = interactions::unreadable_command();
    for (interaction, command, decision) in [
        (cert("pcap"), "cert", "answered"),
        (cert("pca"), "cert", "asked_back"),
        (cert("zyzzyva"), "cert", "not_known"),
        (interactions::command("no-such-command", &[]), "unknown", "declined"),
        (
            interactions::autocomplete("cert", "certification", Some(json!("pc"))),
            "cert",
            "suggested",
        ),
        (interactions::press("abolished", Pressed::OnPublicMessage), "none", "outdated"),
        (unreadable, "none", "unreadable"),
    ] {
        let shown = preview.interact(&interaction).await;
        assert_eq!(
            (&shown["command"], &shown["decision"]),
            (&json!(command), &json!(decision)),
            "{interaction:#}"
        );
        assert!(shown["micros"].is_u64());
        assert_eq!(shown["revision"], 1);
        assert_eq!(shown["files"], json!([]));
    }
    let ignored = preview.interact(&interactions::of_unknown_type()).await;
    assert_eq!(ignored["callback"], Value::Null);
    assert_eq!((&ignored["json"], &ignored["content_type"]), (&json!(""), &json!("")));
    preview.stop().await;
}

#[tokio::test]
async fn a_message_that_mentions_it_gets_the_reply_that_would_be_posted() {
    let preview = Preview::start().await;
    let us = preview.bot().await;
    let asked = [
        messages::in_server(&format!("<@{us}> what does pcap cost?")),
        messages::in_server(&format!("<@!{us}>, /cert pcap")),
        messages::in_server(&format!("<@{us}>")),
        messages::direct("/certs"),
        messages::direct("zyzzyva"),
    ];
    for message in asked {
        let frame = json!({ "op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": message });
        let posted = discord::reply_to_frame(&SERVICE, &frame.to_string(), us.parse().unwrap());
        let posted = posted.expect("a reply");
        let shown = preview.say(&message).await;
        assert_eq!(shown["json"], posted.json());
        assert_eq!(shown["content_type"], &*posted.content_type);
        assert_eq!(shown["files"].as_array().unwrap().len(), posted.files().len());
        let body: Value = serde_json::from_str(posted.json()).unwrap();
        assert_eq!(shown["callback"], json!({ "type": 0, "data": body }));
        assert_eq!(body["message_reference"]["message_id"], message["id"]);
    }
    let shown = preview.say(&messages::direct("what does pcap cost?")).await;
    assert_eq!((&shown["command"], &shown["decision"]), (&json!("ask"), &json!("answered")));
    let shown = preview.say(&messages::direct("/cert pcap")).await;
    assert_eq!((&shown["command"], &shown["decision"]), (&json!("cert"), &json!("answered")));
    preview.stop().await;
}

#[tokio::test]
async fn a_message_that_is_not_to_it_gets_silence() {
    let preview = Preview::start().await;
    let us = preview.bot().await;
    let mut by_bot = messages::in_server(&format!("<@{us}> pcap"));
    by_bot["author"]["bot"] = json!(true);
    let mut by_itself = messages::direct("pcap");
    by_itself["author"]["id"] = json!(us);
    for message in [
        messages::in_server("what does pcap cost?"),
        messages::in_server("<@77> pcap"),
        messages::in_server("@everyone pcap"),
        by_bot,
        by_itself,
        json!({}),
        json!([]),
        json!(null),
    ] {
        let shown = preview.say(&message).await;
        assert_eq!(shown["callback"], Value::Null, "{message:#}");
        assert_eq!((&shown["command"], &shown["decision"]), (&json!("none"), &json!("none")));
    }
    preview.stop().await;
}

#[tokio::test]
async fn what_is_no_json_is_a_bad_request_that_says_so() {
    let preview = Preview::start().await;
    for path in ["/api/interactions", "/api/messages"] {
        for body in ["", "{", "pcap", "{} {}", &"[".repeat(100_000)] {
            let response = preview.post(path, body).await;
            assert_eq!(response.status, 400, "{body:.20}");
            assert!(response.json()["error"].is_string());
        }
        // JSON, and nothing that anybody asks.
        assert_eq!(preview.post(path, "null").await.json()["callback"], Value::Null);
    }
    preview.stop().await;
}

#[tokio::test]
async fn commands_are_listed_as_they_are_registered_each_with_an_id() {
    let preview = Preview::start().await;
    let mut commands = preview.get("/api/commands").await.json();
    let commands = commands.as_array_mut().unwrap();
    let mut ids: Vec<String> = Vec::new();
    for command in commands.iter_mut() {
        let id = command.as_object_mut().unwrap().shift_remove("id").unwrap();
        ids.push(id.as_str().unwrap().parse::<u64>().unwrap().to_string());
    }
    assert_eq!(*commands, commands_as_sent());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), commands.len());
    let me = preview.get("/api/me").await.json();
    assert_eq!((&me["name"], &me["mentions"]), (&json!("certguide"), &json!(true)));
    assert_eq!(me["version"], env!("CARGO_PKG_VERSION"));
    assert!(me["application_id"].is_string());
    preview.stop().await;
}
