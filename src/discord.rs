//! The Discord door: interactions arrive over the gateway or in signed requests, and each gets its
//! one answer.

mod answers;
mod application;
mod bridge;
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
mod reports;
mod rest;
mod upkeep;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinHandle};

use crate::config::{Config, Transport};
use crate::desk::Desk;
use crate::http;
use crate::metrics::Metrics;
use crate::reload::{self, Live};
use crate::runtime::{block_on, told_to_stop};
use crate::state::StateFolder;
use crate::store::Resilient;
use crate::watchdog::{self, Watch};
use answers::Answers;
use bridge::Bridge;
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
use reports::Reports;
use rest::Rest;
use uploads::Uploads;

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

/// How long what waits to be written may take at the end.
const TIME_FOR_STORE: Duration = Duration::from_secs(2);

/// So many guilds wait to have their lists of commands looked at.
const LISTED: usize = 16;

/// Runs the bot until SIGTERM, SIGINT, or a fault that a person has to mend. Blocks. Ends the
/// process if the runtime hangs.
pub fn run_blocking(config: &Config, live: Arc<Live>) -> anyhow::Result<()> {
    block_on(async {
        watchdog::watch(Watch::default(), watchdog::end_process)
            .context("cannot start the watchdog")?;
        run(config, live).await
    })?
}

/// The same, within a runtime and without the watchdog.
pub async fn run(config: &Config, live: Arc<Live>) -> anyhow::Result<()> {
    let signal = told_to_stop()?;
    run_until(config, live, signal).await
}

/// The same, but it ends when `stop` does, whatever the process is told. Answers under way are
/// finished first, and what is to be kept is written.
pub async fn run_until(
    config: &Config,
    live: Arc<Live>,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let listener = match config.http.listen {
        Some(address) => Some(http::listen(address, "http.listen").await?),
        None => None,
    };
    let watching = reload::watch(&live).context("cannot watch the knowledge")?;
    let bot = Bot::new(config, live)?;
    let store = bot.store.clone();
    let _upkeep = bot.upkeep()?;
    let end = match config.discord.transport {
        Transport::Gateway => bot.run_gateway(listener, stop).await,
        Transport::Http => match listener {
            Some(listener) => bot.run_endpoint(listener, stop).await,
            None => Err(anyhow::anyhow!(NO_ADDRESS)),
        },
    };
    store.close(TIME_FOR_STORE).await;
    drop(watching);
    end
}

/// What both transports need.
struct Bot<'a> {
    config: &'a Config,
    live: Arc<Live>,
    desk: Arc<Desk>,
    store: Resilient,
    /// With the bot's token, if there is one.
    rest: Option<Arc<Rest>>,
    metrics: Arc<Metrics>,
    readiness: Arc<Readiness>,
    invalid: Arc<InvalidRequests>,
    pictures: Arc<Pictures>,
    state: StateFolder,
}

impl<'a> Bot<'a> {
    fn new(config: &'a Config, live: Arc<Live>) -> anyhow::Result<Self> {
        let metrics = Arc::new(Metrics::new(live.current().service.knowledge()));
        let readiness = Arc::new(Readiness::new(Arc::clone(&metrics)));
        let invalid = Arc::new(InvalidRequests::new(Arc::clone(&metrics)));
        let state = StateFolder::new(&config.state.dir);
        let rest = config
            .discord
            .token
            .as_ref()
            .map(|token| Rest::new(&config.discord, token, Arc::clone(&invalid)).map(Arc::new));
        let rest = rest.transpose()?;
        let reports = Reports::new(rest.clone(), state.clone());
        let outside =
            Bridge { readiness: Arc::clone(&readiness), metrics: Arc::clone(&metrics), reports };
        let store = upkeep::opened(&config.store.place);
        let desk = Arc::new(Desk::new(
            Arc::clone(&live),
            (store.clone(), config.store.place.kind()),
            &config.limits,
            &config.discord.operators,
            Arc::new(outside),
        ));
        let pictures = Pictures::shared(config.roadmap.theme);
        Ok(Self { config, live, desk, store, rest, metrics, readiness, invalid, pictures, state })
    }

    /// What goes on beside the answers: knowledge that changes, and what is old.
    fn upkeep(&self) -> anyhow::Result<[Task; 3]> {
        let told = upkeep::told_to_reload(Arc::clone(&self.live))?;
        let reported = upkeep::report_reloads(&self.live, Arc::clone(&self.metrics));
        let looked_after = self.desk.look_after();
        Ok([told, reported, looked_after].map(|it| Task(it.abort_handle())))
    }

    async fn run_gateway(
        self,
        listener: Option<TcpListener>,
        stop: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        let settings = &self.config.discord;
        let token = settings.token.as_ref().context(NO_TOKEN)?;
        let rest = self.rest.clone().context(NO_TOKEN)?;
        let server = listener.map(|it| Server::start(it, self.pages(), TIME_FOR_PAGES));
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
                self.answers()?,
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
        let rest = self.rest.clone();
        let (listed, _registrar) = match &rest {
            Some(rest) => self.registrar(rest, true),
            None => {
                tracing::info!("without a token, commands are not registered");
                (mpsc::channel(1).0, None)
            }
        };
        let endpoint =
            Endpoint::new(public_key, self.answers()?, Arc::clone(&self.metrics), listed)?;
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

    fn mentions(&self, rest: &Arc<Rest>) -> Arc<Mentions> {
        let (desk, rest) = (Arc::clone(&self.desk), Arc::clone(rest));
        let (invalid, metrics) = (Arc::clone(&self.invalid), Arc::clone(&self.metrics));
        Arc::new(Mentions::new(desk, rest, invalid, metrics, Arc::clone(&self.pictures)))
    }

    fn answers(&self) -> anyhow::Result<Answers> {
        let uploads = Uploads::new(&self.config.discord.api_base)?;
        Ok(Answers::new(Arc::clone(&self.desk), Arc::clone(&self.pictures), Some(uploads)))
    }

    fn pages(&self) -> Router {
        let pages = Pages {
            live: Arc::clone(&self.live),
            store: self.store.clone(),
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
