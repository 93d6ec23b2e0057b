//! Files that are saved while the page is open.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::Preview;
use crate::bot::{title, within_reason};
use crate::fake_discord::interactions;
use crate::folder::Folder;

/// An open stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    async fn open(preview: &Preview) -> Self {
        let mut stream = TcpStream::connect(preview.address).await.unwrap();
        let request = format!(
            "GET /api/events HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n\r\n",
            preview.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut events = Self(BufReader::new(stream));
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            within_reason(events.0.read_line(&mut head)).await.unwrap();
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("content-type: text/event-stream\r\n"), "{head}");
        events
    }

    /// The data of the next event.
    async fn next(&mut self) -> Value {
        let mut before = String::new();
        loop {
            let mut line = String::new();
            within_reason(self.0.read_line(&mut line)).await.unwrap();
            if let Some(data) = line.strip_prefix("data: ") {
                assert!(before.ends_with("event: knowledge\n"), "{before}");
                return serde_json::from_str(data).unwrap();
            }
            before.push_str(&line);
        }
    }

    /// The next event with errors, or without.
    async fn with_errors(&mut self, has_errors: bool) -> Value {
        let until = async {
            loop {
                let event = self.next().await;
                if (event["errors"] != 0) == has_errors {
                    return event;
                }
            }
        };
        within_reason(until).await
    }
}

async fn ask(preview: &Preview, name: &str) -> Value {
    preview.interact(&interactions::command("cert", &[("certification", json!(name))])).await
}

#[tokio::test]
async fn the_page_is_told_at_once_how_the_knowledge_is() {
    let preview = Preview::start().await;
    let mut events = Events::open(&preview).await;
    let event = events.next().await;
    let keys: Vec<&String> = event.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "revision",
            "place",
            "watched",
            "certifications",
            "errors",
            "warnings",
            "diagnostics",
            "summary",
            "serving",
            "change"
        ]
    );
    assert_eq!((&event["revision"], &event["place"]), (&json!(1), &json!("knowledge")));
    assert_eq!((&event["watched"], &event["serving"]), (&json!(true), &json!("current")));
    assert_eq!((&event["certifications"], &event["change"]), (&json!(19), &Value::Null));
    assert_eq!(event["summary"], "knowledge: 19 certifications, 0 errors, 0 warnings");
    preview.stop().await;
}

#[tokio::test]
async fn a_saved_file_is_live_and_said_to_be() {
    let folder = Folder::new("preview-saved");
    let preview = Preview::over(folder.path()).await;
    let mut events = Events::open(&preview).await;
    let mut others = Events::open(&preview).await;
    assert_eq!(events.next().await["change"], Value::Null);
    others.next().await;
    assert!(title(&ask(&preview, "one").await["callback"]).contains("Certified one"));
    assert_eq!(ask(&preview, "two").await["decision"], "not_known");
    folder.certify("two", "Second");
    let event = events.next().await;
    let change = json!({ "files": [Folder::file("two")], "added": ["two"], "removed": [],
        "changed": [], "text": "+1 −0 ~0" });
    assert_eq!(event["change"], change);
    assert_eq!((&event["revision"], &event["serving"]), (&json!(2), &json!("current")));
    assert_eq!(event["certifications"], 2);
    assert_eq!(others.next().await, event);
    let shown = ask(&preview, "two").await;
    assert_eq!((&shown["decision"], &shown["revision"]), (&json!("answered"), &json!(2)));
    // What was answered before is not answered from memory.
    folder.certify("one", "Something else now");
    events.next().await;
    let said = ask(&preview, "one").await["json"].as_str().unwrap().to_owned();
    assert!(said.contains("Something else now"), "{said}");
    preview.stop().await;
}

#[tokio::test]
async fn an_error_is_drawn_while_the_last_good_goes_on_answering() {
    let folder = Folder::new("preview-error");
    let preview = Preview::over(folder.path()).await;
    let mut events = Events::open(&preview).await;
    events.next().await;
    folder.write(&Folder::file("one"), "nmae = \"One\"\n");
    let event = events.with_errors(true).await;
    let drawn = event["diagnostics"].as_str().unwrap();
    assert!(drawn.contains("error[unknown-key]: this file has no key named `nmae`"), "{drawn}");
    assert!(drawn.contains(&Folder::file("one")), "{drawn}");
    assert!(!drawn.contains('\u{1b}'));
    assert_eq!((&event["serving"], &event["change"]), (&json!("last good"), &Value::Null));
    assert_eq!((&event["revision"], &event["certifications"]), (&json!(1), &json!(1)));
    assert!(title(&ask(&preview, "one").await["callback"]).contains("Certified one"));
    folder.certify("one", "Mended");
    let event = events.with_errors(false).await;
    assert_eq!((&event["serving"], &event["diagnostics"]), (&json!("current"), &json!("")));
    assert_eq!(event["change"]["text"], "+0 −0 ~1");
    preview.stop().await;
}

#[tokio::test]
async fn a_folder_that_is_broken_at_the_start_does_not_end_the_program() {
    let folder = Folder::new("preview-broken");
    folder.write("example/issuer.toml", "name = \n");
    let preview = Preview::over(folder.path()).await;
    let mut events = Events::open(&preview).await;
    let event = events.next().await;
    assert_eq!((&event["serving"], &event["revision"]), (&json!("built in"), &json!(1)));
    assert_ne!(event["diagnostics"], "");
    assert_eq!(ask(&preview, "pcap").await["decision"], "answered");
    folder.fill();
    let event = events.with_errors(false).await;
    assert_eq!(event["serving"], "current");
    assert_eq!(ask(&preview, "one").await["decision"], "answered");
    assert_eq!(ask(&preview, "pcap").await["decision"], "not_known");
    preview.stop().await;
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_waited_for() {
    let folder = Folder::new("preview-late");
    let elsewhere = folder.path().with_extension("elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::rename(folder.path(), &elsewhere).unwrap();
    let preview = Preview::over(folder.path()).await;
    let mut events = Events::open(&preview).await;
    let event = events.next().await;
    let drawn = folder.shown(event["diagnostics"].as_str().unwrap());
    assert!(drawn.starts_with("error: there is no folder `<folder>`"), "{drawn}");
    assert_eq!((&event["errors"], &event["watched"]), (&json!(1), &json!(true)));
    fs::rename(&elsewhere, folder.path()).unwrap();
    assert_eq!(events.with_errors(false).await["serving"], "current");
    assert!(Path::exists(folder.path()));
    preview.stop().await;
}
