//! The Discord door: interactions arrive over the gateway or in signed requests, and each gets its
//! one answer.

mod answers;
mod application;
mod callback;
mod delivery;
pub mod doctor;
mod door;
mod endpoint;
mod gateway;
pub mod health;
mod interaction;
mod invalid;
mod invite;
mod mentions;
mod message;
mod offline;
mod pictures;
mod readiness;
pub mod register;
#[cfg_attr(not(test), expect(dead_code, reason = "the desk brings corrections here"))]
mod reports;
mod rest;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinHandle};

use crate::config::{Config, Token, Transport};
use crate::http;
use crate::metrics::Metrics;
use crate::runtime::{block_on, told_to_stop};
use crate::service::Service;
use crate::state::StateFolder;
use crate::watchdog::{self, Watch};
use answers::Answers;
pub use callback::{Body, File};
use delivery::{Deliverer, TIME_TO_ANSWER};
use door::Door;
use endpoint::Endpoint;
use health::Pages;
use invalid::InvalidRequests;
use mentions::Mentions;
pub use offline::{Drawing, Offline, Outgoing, answer, answer_frame, reply_to_frame};
use pictures::Pictures;
use readiness::{Readiness, Stage};
use rest::Rest;

const NO_TOKEN: &str = "no bot token: create an application at \
    https://discord.com/developers/applications, take the token from its page `Bot`, and set \
    DISCORD_TOKEN, DISCORD_TOKEN_FILE, or `discord.token`; `certguide ask` answers in this \
    terminal and needs none";

const NO_PUBLIC_KEY: &str = "no public key: the transport `http` needs `discord.public_key` \
    (DISCORD_PUBLIC_KEY), from the page `General Information` of the application";

const NO_ADDRESS: &str = "the transport `http` needs an address to listen at: set `http.listen` \
    (CERTGUIDE_HTTP__LISTEN), such as 127.0.0.1:8080, and lead Discord's requests there";

/// How long the pages may take to end.
const TIME_FOR_PAGES: Duration = Duration::from_millis(200);

/// So many guilds wait to have their lists of commands looked at.
const LISTED: usize = 16;

/// Runs the bot until SIGTERM, SIGINT, or a fault that a person has to mend. Blocks. Ends the
/// process if the runtime hangs.
pub fn run_blocking(config: &Config, service: Arc<Service>) -> anyhow::Result<()> {
    block_on(async {
        watchdog::watch(Watch::default(), watchdog::end_process)
            .context("cannot start the watchdog")?;
        run(config, service).await
    })?
}

/// The same, within a runtime and without the watchdog.
pub async fn run(config: &Config, service: Arc<Service>) -> anyhow::Result<()> {
    let signal = told_to_stop()?;
    run_until(config, service, signal).await
}

/// The same, but it ends when `stop` does, whatever the process is told. Answers under way are
/// finished first.
pub async fn run_until(
    config: &Config,
    service: Arc<Service>,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let listener = match config.http.listen {
        Some(address) => Some(http::listen(address, "http.listen").await?),
        None => None,
    };
    let bot = Bot::new(config, service);
    match config.discord.transport {
        Transport::Gateway => bot.run_gateway(listener, stop).await,
        Transport::Http => bot.run_endpoint(listener.context(NO_ADDRESS)?, stop).await,
    }
}

/// What both transports need.
struct Bot<'a> {
    config: &'a Config,
    service: Arc<Service>,
    metrics: Arc<Metrics>,
    readiness: Arc<Readiness>,
    invalid: Arc<InvalidRequests>,
    pictures: Arc<Pictures>,
    state: StateFolder,
}

impl<'a> Bot<'a> {
    fn new(config: &'a Config, service: Arc<Service>) -> Self {
        let metrics = Arc::new(Metrics::new(service.knowledge()));
        Self {
            config,
            service,
            readiness: Arc::new(Readiness::new(Arc::clone(&metrics))),
            invalid: Arc::new(InvalidRequests::new(Arc::clone(&metrics))),
            metrics,
            pictures: Pictures::shared(config.roadmap.theme),
            state: StateFolder::new(&config.state.dir),
        }
    }

    async fn run_gateway(
        self,
        listener: Option<TcpListener>,
        stop: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        let settings = &self.config.discord;
        let token = settings.token.as_ref().context(NO_TOKEN)?;
        let server = listener.map(|it| Server::start(it, self.pages(), TIME_FOR_PAGES));
        let rest = self.rest(token)?;
        tokio::pin!(stop);
        let gateway = tokio::select! {
            gateway = gateway::address(&rest) => gateway?,
            () = &mut stop => return Ok(()),
        };
        let ids = gateway::ids(&settings.shards, &gateway);
        // Where several processes share the work, one of them has the first shard.
        let is_first = ids.iter().any(|it| it.number() == 0);
        let (listed, registrar) = self.registrar(&rest, is_first);
        let line = gateway::Line {
            door: Arc::new(Door::new(
                self.answers(),
                Deliverer::new(&settings.api_base)?,
                Arc::clone(&self.invalid),
                Arc::clone(&self.metrics),
                listed,
            )),
            mentions: settings.mentions.then(|| self.mentions(&rest)),
            rest,
            readiness: Arc::clone(&self.readiness),
            state: self.state.clone(),
            token: token.clone(),
        };
        let (stopper, told) = watch::channel(());
        let connections = gateway::run(&line, &ids, &gateway, told);
        tokio::pin!(connections);
        let end = tokio::select! {
            end = &mut connections => end,
            () = &mut stop => {
                self.note_stop();
                drop(stopper);
                connections.await
            }
        };
        drop(registrar);
        if let Some(server) = server {
            server.stop().await;
        }
        end
    }

    async fn run_endpoint(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        let settings = &self.config.discord;
        let public_key = settings.public_key.context(NO_PUBLIC_KEY)?;
        let rest = settings.token.as_ref().map(|token| self.rest(token)).transpose()?;
        let (listed, _registrar) = match &rest {
            Some(rest) => self.registrar(rest, true),
            None => {
                tracing::info!("without a token, commands are not registered");
                (mpsc::channel(1).0, None)
            }
        };
        let endpoint =
            Endpoint::new(public_key, self.answers(), Arc::clone(&self.metrics), listed)?;
        let routes = self.pages().merge(endpoint.routes());
        let server = Server::start(listener, routes, TIME_TO_ANSWER);
        self.readiness.enter(Stage::Running);
        tracing::info!("answering requests at {}", endpoint::PATH);
        let wrong_key = async {
            match &rest {
                Some(rest) => endpoint::wrong_key(rest, public_key).await,
                None => std::future::pending().await,
            }
        };
        let end = tokio::select! {
            problem = wrong_key => Err(problem),
            () = stop => Ok(()),
        };
        self.note_stop();
        server.stop().await;
        end
    }

    fn rest(&self, token: &Token) -> anyhow::Result<Arc<Rest>> {
        Ok(Arc::new(Rest::new(&self.config.discord, token, Arc::clone(&self.invalid))?))
    }

    fn mentions(&self, rest: &Arc<Rest>) -> Arc<Mentions> {
        let (service, rest) = (Arc::clone(&self.service), Arc::clone(rest));
        let (invalid, metrics) = (Arc::clone(&self.invalid), Arc::clone(&self.metrics));
        Arc::new(Mentions::new(service, rest, invalid, metrics, Arc::clone(&self.pictures)))
    }

    fn answers(&self) -> Answers {
        Answers::new(Arc::clone(&self.service), Arc::clone(&self.pictures))
    }

    fn pages(&self) -> Router {
        let pages = Pages {
            service: Arc::clone(&self.service),
            readiness: Arc::clone(&self.readiness),
            metrics: Arc::clone(&self.metrics),
        };
        pages.routes()
    }

    /// Brings Discord's lists of commands up to date beside the connection: the commands of the
    /// last start work meanwhile. Then looks after guilds that tell of lists of their own.
    fn registrar(&self, rest: &Arc<Rest>, is_first: bool) -> (mpsc::Sender<u64>, Option<Task>) {
        let (listed, guilds) = mpsc::channel(LISTED);
        if !self.config.discord.register || !is_first {
            return (listed, None);
        }
        let (rest, settings) = (Arc::clone(rest), self.config.discord.clone());
        let state = self.state.clone();
        let task = tokio::spawn(async move {
            register::run(&rest, &settings, &state, guilds).await;
        });
        (listed, Some(Task(task.abort_handle())))
    }

    fn note_stop(&self) {
        self.readiness.enter(Stage::Stopping);
        tracing::info!("stopping");
    }
}

/// A task that ends when this goes.
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A server in the background.
struct Server {
    stopper: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    fn start(listener: TcpListener, router: Router, time_to_finish: Duration) -> Self {
        let (stopper, mut told) = watch::channel(());
        if let Ok(address) = listener.local_addr() {
            tracing::info!(%address, "health and metrics at /healthz, /readyz and /metrics");
        }
        let stop = async move {
            let _ = told.changed().await;
        };
        let task = tokio::spawn(http::serve(listener, router, stop, time_to_finish));
        Self { stopper, task }
    }

    async fn stop(self) {
        drop(self.stopper);
        let _ = self.task.await;
    }
}
