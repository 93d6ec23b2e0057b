//! The files of the page, which are in the binary.

use std::path::Path;

use axum::body::Body;
use axum::http::{Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use include_dir::{Dir, include_dir};

use crate::http::refusal;

static PAGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/dist");

/// What `/` is.
const FIRST: &str = "index.html";

/// The file at this path.
pub(super) async fn page(uri: Uri) -> Response<Body> {
    let path = match uri.path().strip_prefix('/').unwrap_or_default() {
        "" => FIRST,
        path => path,
    };
    match PAGE.get_file(path) {
        Some(file) => {
            let kind = media_type(path);
            ([(header::CONTENT_TYPE, kind)], file.contents()).into_response()
        }
        None => refusal(StatusCode::NOT_FOUND, "there is no such page"),
    }
}

/// By the ending of a name. What is none of these is taken as it is, and not looked into.
fn media_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "otf" => "font/otf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
