//! Files from a server that does what each test wants of it.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode, Uri, header};
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::*;

fn upload(url: String, size: u64) -> Upload {
    Upload { option: "file".to_owned(), name: "house.toml".to_owned(), size, url }
}

/// What stands in for Discord, at this address.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        axum::serve(listener, Router::new().fallback(file)).await.unwrap();
    });
    format!("http://{address}")
}

async fn file(uri: Uri) -> Response<Body> {
    let response = Response::builder();
    let endless = || {
        let chunk = || Ok::<_, std::io::Error>(Bytes::from(vec![b'a'; 16 << 10]));
        Body::from_stream(futures_util::stream::repeat_with(chunk))
    };
    let built = match uri.path() {
        "/text" => response.body(Body::from("\u{feff}[[alias]]\n")),
        "/full" => response.body(Body::from("a".repeat(256 << 10))),
        "/large" => response.body(Body::from("a".repeat((256 << 10) + 1))),
        "/endless" => response.body(endless()),
        "/picture" => response.body(Body::from(vec![0x89, b'P', 0xff])),
        "/elsewhere" => {
            response.status(StatusCode::FOUND).header(header::LOCATION, "/text").body(Body::empty())
        }
        "/busy" => response.status(503).body(Body::empty()),
        "/silence" => std::future::pending().await,
        _ => response.status(404).body(Body::empty()),
    };
    built.unwrap()
}

#[tokio::test]
async fn a_file_is_read_up_to_its_limit_by_what_arrives() {
    let base = server().await;
    let uploads = Uploads::new(&base).unwrap();
    let fetch = async |path: &str| uploads.fetch(&upload(format!("{base}{path}"), 9)).await;
    assert_eq!(fetch("/text?ex=1&is=2").await.as_deref(), Ok("[[alias]]\n"));
    assert_eq!(fetch("/full").await.map(|it| it.len()), Ok(256 << 10));
    assert_eq!(fetch("/large").await, Err(UploadError::TooLarge));
    assert_eq!(fetch("/endless").await, Err(UploadError::TooLarge));
    assert_eq!(fetch("/picture").await, Err(UploadError::NotText));
    assert_eq!(fetch("/gone").await, Err(UploadError::Gone));
    assert_eq!(fetch("/elsewhere").await, Err(UploadError::Lost));
    assert_eq!(fetch("/busy").await, Err(UploadError::Lost));
    let by_what_discord_says = upload(format!("{base}/text"), (256 << 10) + 1);
    assert_eq!(uploads.fetch(&by_what_discord_says).await, Err(UploadError::TooLarge));
}

#[tokio::test]
async fn a_file_that_does_not_come_is_not_waited_for() {
    let base = server().await;
    let uploads = Uploads::new(&base).unwrap();
    let start = Instant::now();
    let silent = upload(format!("{base}/silence"), 9);
    assert_eq!(uploads.fetch(&silent).await, Err(UploadError::Lost));
    assert!(start.elapsed() < Duration::from_millis(2200), "{:?}", start.elapsed());
}

#[test]
fn files_are_fetched_from_where_discord_keeps_them_and_from_nowhere_else() {
    let discord = Uploads::new("https://discord.com").unwrap();
    let of_version = Uploads::new("https://canary.discord.com").unwrap();
    let fake = Uploads::new("http://127.0.0.1:4000").unwrap();
    for url in [
        "https://cdn.discordapp.com/ephemeral-attachments/1/2/house.toml?ex=1&is=2&hm=3",
        "https://media.discordapp.net/attachments/1/2/house.toml",
    ] {
        assert!([&discord, &of_version, &fake].iter().all(|it| it.address(url).is_some()), "{url}");
    }
    for url in [
        "http://cdn.discordapp.com/a",
        "https://cdn.discordapp.com:8443/a",
        "https://cdn.discordapp.com.example.org/a",
        "https://a@cdn.discordapp.com/a",
        "https://example.org/cdn.discordapp.com",
        "https://discord.com/a",
        "https://canary.discord.com/a",
        "http://127.0.0.1:4001/a",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "",
    ] {
        assert!([&discord, &of_version, &fake].iter().all(|it| it.address(url).is_none()), "{url}");
    }
    assert!(fake.address("http://127.0.0.1:4000/a").is_some());
    assert!(discord.address("http://127.0.0.1:4000/a").is_none());
}
