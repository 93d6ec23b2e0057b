//! Discord as it calls an interactions endpoint: signed requests over connections that stay open.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use certguide_load::{INTERACTIONS_PATH, READY_PATH};
use ed25519_dalek::{Signer, SigningKey};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::discord::Answer;
use crate::question::Question;

/// A key for these runs only.
const SECRET_KEY: [u8; 32] = [7; 32];

/// Calls one endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint {
    address: SocketAddr,
    key: SigningKey,
    /// Connections that wait for a request.
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

/// What a request is signed with.
#[derive(Debug)]
pub(crate) struct Signature {
    timestamp: String,
    hex: String,
}

impl Endpoint {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let key = SigningKey::from_bytes(&SECRET_KEY);
        Self { address, key, idle: Mutex::default() }
    }

    /// As 64 hexadecimal digits.
    pub(crate) fn public_key() -> String {
        hex::encode(SigningKey::from_bytes(&SECRET_KEY).verifying_key().as_bytes())
    }

    /// Signs an interaction, which takes longer than sending it: to be done before time is taken.
    pub(crate) fn sign(&self, question: &Question, id: u64) -> Signature {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let timestamp = now.as_secs().to_string();
        let mut message = timestamp.clone();
        question.write(id, &mut message);
        let hex = hex::encode(self.key.sign(message.as_bytes()).to_bytes());
        Signature { timestamp, hex }
    }

    /// Whether the program says that it takes interactions.
    pub(crate) async fn is_ready(&self) -> bool {
        let Ok(mut connection) = self.connect().await else { return false };
        let request = Request::get(READY_PATH).header(header::HOST, self.address.to_string());
        let Ok(request) = request.body(Full::default()) else { return false };
        let response = connection.send_request(request).await;
        response.is_ok_and(|it| it.status() == StatusCode::OK)
    }

    /// Sends an interaction and waits for its answer.
    pub(crate) async fn ask(
        &self,
        question: &Question,
        id: u64,
        signature: &Signature,
    ) -> anyhow::Result<Answer> {
        let mut body = String::new();
        question.write(id, &mut body);
        let request = Request::post(INTERACTIONS_PATH)
            .header(header::HOST, self.address.to_string())
            .header(header::USER_AGENT, "Discord-Interactions/1.0 (+https://discord.com)")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-signature-ed25519", &signature.hex)
            .header("x-signature-timestamp", &signature.timestamp)
            .body(Full::from(body))?;
        let mut connection = self.connection().await?;
        let response = connection.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        let at = Instant::now();
        ensure!(status == StatusCode::OK, "the endpoint answers with HTTP {status}");
        self.idle().push(connection);
        Ok(Answer { at, body })
    }

    /// One that is idle and still open, else a new one.
    async fn connection(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        loop {
            let Some(mut connection) = self.idle().pop() else {
                return self.connect().await;
            };
            if connection.ready().await.is_ok() {
                return Ok(connection);
            }
        }
    }

    async fn connect(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(self.address).await.context("no connection")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Its end shows in the requests that fail then.
        tokio::spawn(connection);
        Ok(sender)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SendRequest<Full<Bytes>>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
