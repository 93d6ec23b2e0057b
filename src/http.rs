//! An HTTP server that no client can tie up: HTTP/1.1 and HTTP/2, with a limit for everything that
//! a client may take its time with.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::anyhow;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

/// A connection that has asked nothing after this is closed.
const TIME_TO_FIRST_REQUEST: Duration = Duration::from_secs(10);

/// A connection without a whole head of a request for so long is closed. Longer than proxies keep
/// idle connections (nginx 60 s), so that it is they who close them, and no request meets a
/// connection that is just going.
const TIME_FOR_HEAD: Duration = Duration::from_secs(75);

/// How long the body of a request may take.
const TIME_FOR_BODY: Duration = Duration::from_secs(2);

/// How many connections are open; more wait to be accepted.
const CONNECTIONS: usize = 1024;

/// How many requests of one HTTP/2 connection are under way.
const STREAMS: u32 = 128;

/// Listens at `address`; `setting` names what it is from.
pub async fn listen(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        anyhow!(
            "`{setting}`: cannot listen at {address}: {error}; hint: another program, or another \
             certguide, may be there: choose another port"
        )
    })
}

/// Serves `router` until `stop` ends; then requests under way have `time_to_finish`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    time_to_finish: Duration,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        let Some((stream, place)) = accepted else { continue };
        let has_asked = Arc::new(AtomicBool::new(false));
        let connection = connection(stream, router.clone(), Arc::clone(&has_asked), &graceful);
        tokio::spawn(async move {
            tokio::pin!(connection);
            tokio::select! {
                () = &mut connection => {}
                // What it waits for is no head but the first bytes, which have no limit of their own.
                () = sleep(TIME_TO_FIRST_REQUEST) => {
                    if has_asked.load(Ordering::Relaxed) {
                        connection.await;
                    }
                }
            }
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(time_to_finish, graceful.shutdown()).await;
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(error) => {
            // Such as too many open files, which passes when connections end.
            tracing::warn!("cannot accept a connection: {error}");
            sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

fn connection(
    stream: TcpStream,
    router: Router,
    has_asked: Arc<AtomicBool>,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    let _ = stream.set_nodelay(true);
    let router = router.layer(axum::middleware::map_request(move |request: Request| {
        has_asked.store(true, Ordering::Relaxed);
        std::future::ready(request)
    }));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(TIME_FOR_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(TIME_FOR_HEAD)
        .max_concurrent_streams(STREAMS);
    let service = TowerToHyperService::new(router);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    let connection = graceful.watch(connection);
    async move {
        // A client that breaks off is its own affair.
        let _ = connection.await;
    }
}

/// A request's body of at most `max` bytes; else the response that says what is wrong with it.
pub async fn body(body: Body, max: usize) -> Result<Bytes, Response<Body>> {
    match timeout(TIME_FOR_BODY, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            Err(refusal(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"))
        }
        Ok(Err(_)) => Err(refusal(StatusCode::BAD_REQUEST, "the body breaks off")),
        Err(_) => Err(refusal(StatusCode::REQUEST_TIMEOUT, "the body takes too long")),
    }
}

/// A response that says in words why there is no other.
pub fn refusal(status: StatusCode, why: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{why}\n")));
    *response.status_mut() = status;
    let text = header::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}
