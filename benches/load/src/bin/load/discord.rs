//! A Discord on loopback, as lean as it can be, so that it is not what is measured. It checks
//! nothing of what it is sent: the tests' fake does.

mod gateway;
mod rest;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::Context;
use hyper::body::Bytes;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use crate::question::Question;

/// In the form of a real one.
pub(crate) const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GaBcDe.a-token-of-the-fake-discord-only";

/// What a program answered, and when the last of it was here.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) at: Instant,
    pub(crate) body: Bytes,
}

/// A running fake. Stops when dropped.
#[derive(Debug)]
pub(crate) struct Discord {
    shared: Arc<Shared>,
    api_base: String,
    /// Held for their end: they are aborted with the fake.
    _servers: JoinSet<()>,
}

/// What the servers and whoever asks share.
#[derive(Debug)]
struct Shared {
    /// Who waits for the answer to which interaction.
    waiting: Mutex<HashMap<u64, oneshot::Sender<Answer>>>,
    /// The way to the bot, once it has logged in.
    connection: watch::Sender<Option<Connection>>,
    gateway_url: String,
}

/// Takes interactions as JSON.
type Connection = mpsc::UnboundedSender<String>;

impl Discord {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let bind = || async { TcpListener::bind("127.0.0.1:0").await.context("cannot listen") };
        let (gateway, rest) = (bind().await?, bind().await?);
        let shared = Arc::new(Shared {
            waiting: Mutex::default(),
            connection: watch::Sender::default(),
            gateway_url: format!("ws://{}", gateway.local_addr()?),
        });
        let api_base = format!("http://{}", rest.local_addr()?);
        let mut servers = JoinSet::new();
        servers.spawn(gateway::serve(gateway, Arc::clone(&shared)));
        servers.spawn(rest::serve(rest, Arc::clone(&shared)));
        Ok(Self { shared, api_base, _servers: servers })
    }

    pub(crate) fn api_base(&self) -> &str {
        &self.api_base
    }

    /// Waits until a bot has logged in.
    pub(crate) async fn until_connected(&self) -> anyhow::Result<()> {
        self.shared.connection.subscribe().wait_for(Option::is_some).await?;
        Ok(())
    }

    /// Sends an interaction over the gateway and waits for its answer.
    pub(crate) async fn ask(&self, question: &Question, id: u64) -> anyhow::Result<Answer> {
        let (sender, receiver) = oneshot::channel();
        self.shared.waiting().insert(id, sender);
        let mut interaction = String::new();
        question.write(id, &mut interaction);
        let is_sent =
            self.shared.connection.borrow().as_ref().is_some_and(|it| it.send(interaction).is_ok());
        anyhow::ensure!(is_sent, "the program is not connected to the gateway");
        receiver.await.context("the fake has ended")
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<Answer>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands an answer to whoever waits for it. False if nobody does.
    fn take(&self, id: u64, answer: Answer) -> bool {
        let waiting = self.waiting().remove(&id);
        waiting.is_some_and(|it| it.send(answer).is_ok())
    }
}
