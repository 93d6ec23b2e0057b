//! The files of the page, and what goes with every response.

use super::Preview;

#[tokio::test]
async fn the_page_is_there_and_nothing_beside_it() {
    let preview = Preview::start().await;
    for path in ["/", "/index.html"] {
        let page = preview.get(path).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(page.text().contains("<title>"));
    }
    for path in [
        "/no-such-file.js",
        "/api/no-such-thing",
        "/api",
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "//index.html",
        "/./../../etc/passwd",
    ] {
        let response = preview.get(path).await;
        assert_eq!(response.status, 404, "{path}");
        assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    }
    preview.stop().await;
}

/// Every file in the folder, and each of a kind that browsers are told.
#[tokio::test]
async fn every_file_of_the_page_is_served_as_what_it_is() {
    let preview = Preview::start().await;
    let mut folders = vec![std::path::PathBuf::from("web/dist")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix("web/dist").unwrap().to_str().unwrap();
            let served = preview.get(&format!("/{name}")).await;
            assert_eq!(served.status, 200, "{name}");
            assert_eq!(served.body, std::fs::read(&path).unwrap(), "{name}");
            assert_ne!(served.header("content-type"), Some("application/octet-stream"), "{name}");
        }
    }
    preview.stop().await;
}

#[tokio::test]
async fn every_response_forbids_what_the_page_does_not_need() {
    let preview = Preview::start().await;
    let json = [("Content-Type", "application/json")];
    let responses = [
        preview.get("/").await,
        preview.get("/api/me").await,
        preview.get("/api/commands").await,
        preview.get("/no-such-file").await,
        preview.send("GET /", &[("Host", "example.org")], "").await,
        preview.send("POST /", &json, "{}").await,
        preview.send("GET /api/interactions", &[], "").await,
        preview.send("POST /api/interactions", &json, "{}").await,
        preview.send("POST /api/interactions", &json, "{").await,
        preview.send("OPTIONS /api/interactions", &[], "").await,
    ];
    let statuses = responses.iter().map(|it| it.status).collect::<Vec<_>>();
    assert_eq!(statuses, [200, 200, 200, 404, 403, 405, 405, 200, 400, 405]);
    for response in responses {
        let policy = response.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe-eval") && !policy.contains("http"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(response.header(name), Some(value), "{}", response.head);
        }
        assert_eq!(response.header("access-control-allow-origin"), None);
    }
    preview.stop().await;
}
