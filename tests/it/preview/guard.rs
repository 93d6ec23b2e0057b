//! Requests that other pages in the same browser could make, and others that only do harm.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Preview, Response};
use crate::bot::{certification, within_reason};

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Each thing that can be asked, with its path.
const LINES: [&str; 6] = [
    "GET /",
    "GET /api/me",
    "GET /api/commands",
    "GET /api/events",
    "POST /api/interactions",
    "POST /api/messages",
];

async fn statuses(preview: &Preview, headers: &[(&str, &str)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for line in LINES {
        let headers: Vec<_> = headers.iter().copied().chain([JSON]).collect();
        statuses.push(preview.send(line, &headers, "{}").await.status);
    }
    statuses
}

#[tokio::test]
async fn a_name_that_only_leads_here_is_not_answered() {
    let preview = Preview::start().await;
    let port = preview.address.port();
    for host in [
        "example.org".to_owned(),
        format!("example.org:{port}"),
        format!("127.0.0.1.example.org:{port}"),
        format!("localhost.example.org:{port}"),
        format!("example.org@127.0.0.1:{port}"),
        format!("localhost.:{port}"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        format!("127.0.0.2:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::]:{port}"),
        format!("2130706433:{port}"),
        String::new(),
    ] {
        assert_eq!(statuses(&preview, &[("Host", &host)]).await, [403; 6], "{host}");
    }
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        let host = format!("{host}:{port}");
        assert_eq!(preview.send("GET /api/me", &[("Host", &host)], "").await.status, 200, "{host}");
    }
    preview.stop().await;
}

#[tokio::test]
async fn of_two_names_and_of_none_nobody_knows_which_was_meant() {
    let preview = Preview::start().await;
    let own = preview.address.to_string();
    let hosts = [("Host", "example.org"), ("Host", own.as_str())];
    assert_ne!(preview.send("GET /api/me", &hosts, "").await.status, 200);
    let absolute = preview.send("GET http://example.org/api/me", &[("Host", &own)], "").await;
    assert_eq!(absolute.status, 403);
    let mut stream = TcpStream::connect(preview.address).await.unwrap();
    stream.write_all(b"GET /api/me HTTP/1.0\r\n\r\n").await.unwrap();
    let mut bytes = Vec::new();
    within_reason(stream.read_to_end(&mut bytes)).await.unwrap();
    assert_eq!(Response::read(&bytes).status, 403);
    preview.stop().await;
}

#[tokio::test]
async fn another_page_is_not_answered() {
    let preview = Preview::start().await;
    let port = preview.address.port();
    for origin in [
        "https://example.org".to_owned(),
        "null".to_owned(),
        String::new(),
        "http://127.0.0.1".to_owned(),
        format!("http://127.0.0.1:{}", port ^ 1),
        format!("https://127.0.0.1:{port}"),
        // Its own, by another name than the one that was asked.
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}.example.org"),
        format!("http://127.0.0.1:{port}/"),
        "file://".to_owned(),
    ] {
        assert_eq!(statuses(&preview, &[("Origin", &origin)]).await, [403; 6], "{origin}");
    }
    let own = format!("http://127.0.0.1:{port}");
    let headers = [("Origin", own.as_str()), JSON, ("Sec-Fetch-Site", "same-origin")];
    let asked = certification("pcap").to_string();
    let answer = preview.send("POST /api/interactions", &headers, &asked).await;
    assert_eq!((answer.status, &answer.json()["decision"]), (200, &"answered".into()));
    let both = [("Origin", own.as_str()), ("Origin", "https://example.org"), JSON];
    assert_eq!(preview.send("POST /api/interactions", &both, &asked).await.status, 403);
    preview.stop().await;
}

#[tokio::test]
async fn what_the_browser_says_is_from_elsewhere_is_not_answered() {
    let preview = Preview::start().await;
    for site in ["cross-site", "same-site", "", "nonsense"] {
        assert_eq!(statuses(&preview, &[("Sec-Fetch-Site", site)]).await, [403; 6], "{site}");
    }
    let link = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "document"),
    ];
    // A link in a chat may lead to the page, and to nothing else of it.
    assert_eq!(statuses(&preview, &link).await, [200, 403, 403, 403, 403, 403]);
    let frame = [link[0], link[1], ("Sec-Fetch-Dest", "iframe")];
    assert_eq!(statuses(&preview, &frame).await, [403; 6]);
    let typed = [("Sec-Fetch-Site", "none"), link[1], link[2]];
    assert_eq!(preview.send("GET /", &typed, "").await.status, 200);
    preview.stop().await;
}

#[tokio::test]
async fn what_a_form_can_send_is_not_taken() {
    let preview = Preview::start().await;
    let asked = certification("pcap").to_string();
    for kind in [
        "text/plain",
        "text/plain; application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/json5",
        "",
    ] {
        for path in ["/api/interactions", "/api/messages"] {
            let headers = [("Content-Type", kind)];
            let response = preview.send(&format!("POST {path}"), &headers, &asked).await;
            assert_eq!(response.status, 415, "{kind}");
        }
    }
    assert_eq!(preview.send("POST /api/interactions", &[], &asked).await.status, 415);
    let spoken = [("Content-Type", "Application/JSON; charset=utf-8")];
    assert_eq!(preview.send("POST /api/interactions", &spoken, &asked).await.status, 200);
    preview.stop().await;
}

#[tokio::test]
async fn bodies_are_bounded() {
    let preview = Preview::start().await;
    let large = format!("\"{}\"", "a".repeat(1 << 20));
    assert_eq!(preview.post("/api/interactions", &large).await.status, 413);
    let not_utf8 = {
        let head = format!(
            "POST /api/messages HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             Connection: close\r\nContent-Length: 2\r\n\r\n",
            preview.address
        );
        let mut stream = TcpStream::connect(preview.address).await.unwrap();
        stream.write_all(&[head.as_bytes(), b"\xff\xff"].concat()).await.unwrap();
        let mut bytes = Vec::new();
        within_reason(stream.read_to_end(&mut bytes)).await.unwrap();
        Response::read(&bytes)
    };
    assert_eq!(not_utf8.status, 400);
    preview.stop().await;
}

#[tokio::test]
async fn streams_of_events_are_bounded_and_make_room_when_they_end() {
    let preview = Preview::start().await;
    let request = format!("GET /api/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let open = async || {
        let mut stream = TcpStream::connect(preview.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = [0; 12];
        within_reason(stream.read_exact(&mut bytes)).await.unwrap();
        (String::from_utf8_lossy(&bytes).ends_with("200"), stream)
    };
    let mut streams = Vec::new();
    for _ in 0..32 {
        let (is_open, stream) = open().await;
        assert!(is_open);
        streams.push(stream);
    }
    assert!(!open().await.0);
    // Everything else is answered all the while.
    assert_eq!(preview.get("/api/me").await.status, 200);
    streams.truncate(16);
    within_reason(async { while !open().await.0 {} }).await;
    preview.stop().await;
}
