//! The fake's REST API: the gateway's address, and taking answers.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{Answer, Shared};
use crate::APPLICATION;

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| {
            let shared = Arc::clone(&shared);
            async move { Ok::<_, Infallible>(respond(&shared, request).await) }
        });
        // Its end shows in the answers that are missing then.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(shared: &Shared, request: Request<Incoming>) -> Response<Full<Bytes>> {
    if let Some(id) = interaction(request.uri().path()) {
        let Ok(body) = request.into_body().collect().await else {
            return json_response(StatusCode::BAD_REQUEST, &Value::Null);
        };
        let answer = Answer { at: Instant::now(), body: body.to_bytes() };
        if shared.take(id, answer) {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            return response;
        }
        let unknown = json!({ "message": "Unknown interaction", "code": 10062 });
        return json_response(StatusCode::NOT_FOUND, &unknown);
    }
    match request.uri().path() {
        "/api/v10/gateway/bot" => {
            let limit = json!({ "total": 1000, "remaining": 999, "reset_after": 14_400_000,
                "max_concurrency": 1 });
            let body =
                json!({ "url": shared.gateway_url, "shards": 1, "session_start_limit": limit });
            json_response(StatusCode::OK, &body)
        }
        "/api/v10/applications/@me" | "/api/v10/oauth2/applications/@me" => {
            let body = json!({ "id": APPLICATION, "name": "certguide", "description": "" });
            json_response(StatusCode::OK, &body)
        }
        _ => json_response(StatusCode::NOT_FOUND, &json!({ "message": "not found", "code": 0 })),
    }
}

/// The interaction that is answered at this path, if one is.
fn interaction(path: &str) -> Option<u64> {
    let (id, _) = path.strip_prefix("/api/v10/interactions/")?.split_once('/')?;
    id.parse().ok()
}

fn json_response(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
