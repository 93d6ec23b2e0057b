//! Who is answered: the page itself, and people who open it.
//!
//! Any page in the same browser can send requests to this machine. One that comes by a name of its
//! own for our address (DNS rebinding) is told by `Host`; one that sends from where it is, by
//! `Origin` and `Sec-Fetch-Site`, which pages cannot set. Requests with a body have to be JSON, which
//! no form sends, nor a page without asking first.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn, map_response};

use crate::http::refusal;

/// The page loads its own files, talks to us, and does nothing else; nothing that stands in an
/// answer can become a script, a form or a request.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// What goes with every response.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    // What is saved is shown at once.
    (header::CACHE_CONTROL, "no-store"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Nor may other pages take anything of it as a picture or a script, or keep hold of its window.
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

const SEC_FETCH_SITE: &str = "sec-fetch-site";
const SEC_FETCH_MODE: &str = "sec-fetch-mode";
const SEC_FETCH_DEST: &str = "sec-fetch-dest";

/// Lets in whoever may be answered.
#[derive(Debug)]
pub(super) struct Guard {
    /// What `Host` may be.
    hosts: Vec<String>,
}

impl Guard {
    /// For a server at this address.
    pub(super) fn new(address: SocketAddr) -> Self {
        let port = address.port();
        let mut hosts = vec![address.to_string()];
        hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(|it| format!("{it}:{port}")));
        if port == 80 {
            // Browsers leave it out.
            hosts.extend(
                hosts.clone().iter().filter_map(|it| Some(it.strip_suffix(":80")?.to_owned())),
            );
        }
        Self { hosts }
    }

    /// The same routes, for those who are let in.
    pub(super) fn around(self, routes: Router) -> Router {
        let guard = Arc::new(self);
        let check = from_fn(move |request: Request, next: Next| {
            let guard = Arc::clone(&guard);
            async move {
                match guard.refused(&request) {
                    Some(refusal) => refusal,
                    None => next.run(request).await,
                }
            }
        });
        routes.layer(check).layer(map_response(|response| async { with_headers(response) }))
    }

    /// Why a request is not answered.
    fn refused(&self, request: &Request) -> Option<Response<Body>> {
        let forbidden = |why| Some(refusal(StatusCode::FORBIDDEN, why));
        let headers = request.headers();
        let Some(host) = host(request).filter(|it| self.hosts.iter().any(|own| own == it)) else {
            return forbidden("the preview answers at its own address only");
        };
        let own = format!("http://{host}");
        let is_own = |it: &HeaderValue| it.as_bytes() == own.as_bytes();
        if !headers.get_all(header::ORIGIN).iter().all(is_own) {
            return forbidden("the preview answers its own page only");
        }
        if !is_from_here(headers, request.method(), request.uri().path()) {
            return forbidden("the preview answers its own page only");
        }
        if request.method() == Method::POST && !is_json(headers) {
            let why = "the body has to be application/json";
            return Some(refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        None
    }
}

/// Which host a request is for; `None` where it names none, or several.
fn host(request: &Request) -> Option<String> {
    let named = request.headers().get_all(header::HOST).iter().map(|it| it.to_str().ok());
    // HTTP/2 has it in the address.
    let authority = request.uri().authority().map(|it| Some(it.as_str()));
    let mut hosts: Vec<&str> = named.chain(authority).collect::<Option<_>>()?;
    hosts.dedup();
    match hosts.as_slice() {
        [host] => Some(host.to_ascii_lowercase()),
        _ => None,
    }
}

/// Whether the browser says that it comes from our own page or from a person. A link elsewhere may
/// lead to the page, which is what links are for.
fn is_from_here(headers: &HeaderMap, method: &Method, path: &str) -> bool {
    let is =
        |name, value: &str| headers.get(name).is_some_and(|it| it.as_bytes() == value.as_bytes());
    let is_link = || {
        let is_page = method == Method::GET && !path.starts_with("/api/");
        is_page && is(SEC_FETCH_MODE, "navigate") && is(SEC_FETCH_DEST, "document")
    };
    // Programs that are no browser send none.
    let mut sites = headers.get_all(SEC_FETCH_SITE).iter();
    sites.all(|it| matches!(it.as_bytes(), b"same-origin" | b"none")) || is_link()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

fn with_headers(mut response: Response<Body>) -> Response<Body> {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
