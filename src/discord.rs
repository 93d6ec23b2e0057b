//! The Discord door: from an interaction to a call, and from a reply to its one callback.

mod callback;
mod gateway;
pub mod health;
mod interaction;
mod register;
mod rest;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::answer::{Action, Answer, Block, Visibility};
use crate::call::Call;
use crate::config::Config;
use crate::render;
use crate::service::Service;
use callback::{Callback, Delivery, TIME_TO_ANSWER};
use health::Readiness;
use interaction::{Address, Answerable, Ask, Unreadable};

const NO_TOKEN: &str = "no bot token: create an application at \
    https://discord.com/developers/applications, take the token from its page `Bot`, and set \
    DISCORD_TOKEN, DISCORD_TOKEN_FILE, or `discord.token`; `certguide ask` answers in this \
    terminal and needs none";

/// Runs the bot until SIGTERM, SIGINT, or a fault that a person has to mend. Blocks.
pub fn run_blocking(config: &Config, service: Arc<Service>) -> anyhow::Result<()> {
    // One thread: a reply takes microseconds, and everything else is waiting.
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")?
        .block_on(run(config, service))
}

/// The same, within a runtime.
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
    let settings = &config.discord;
    let token = settings.token.as_ref().context(NO_TOKEN)?;
    let shown = health::Shown::default();
    if let Some(address) = config.health.listen {
        health::serve(address, Arc::clone(&shown)).await?;
    }
    let client = rest::client()?;
    let http = Arc::new(rest::http(&client, settings, token));
    let door = Arc::new(Door {
        service,
        client,
        api_base: settings.api_base.clone(),
        tally: Tally::default(),
    });

    tokio::pin!(stop);
    let gateway = tokio::select! {
        gateway = gateway::address(&http) => gateway?,
        () = &mut stop => return Ok(()),
    };
    let readiness = Arc::new(Readiness::new(gateway.shards.max(1)));
    let _ = shown.set(Arc::clone(&readiness));
    let registration = settings.register.then(|| {
        let (http, settings) = (Arc::clone(&http), settings.clone());
        // Beside the connection: the commands of the last start work meanwhile.
        tokio::spawn(async move { register::run(&http, &settings).await })
    });
    let (stopper, told) = watch::channel(());
    let connection = gateway::run(door, token, gateway, readiness, told);
    tokio::pin!(connection);
    let end = tokio::select! {
        end = &mut connection => end,
        () = &mut stop => {
            tracing::info!("stopping");
            drop(stopper);
            connection.await
        }
    };
    if let Some(registration) = registration {
        registration.abort();
    }
    end
}

/// A future that ends when the process is told to stop.
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .context("cannot listen for SIGTERM")?;
    Ok(async move {
        #[cfg(unix)]
        let terminated = terminate.recv();
        #[cfg(not(unix))]
        let terminated = std::future::pending::<Option<()>>();
        tokio::select! {
            _ = terminated => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}

/// Answers interactions, whichever way they arrive.
struct Door {
    service: Arc<Service>,
    client: reqwest::Client,
    api_base: String,
    tally: Tally,
}

/// What has gone wrong since the start, for the log.
#[derive(Debug, Default)]
struct Tally {
    unreadable: AtomicU64,
    undelivered: AtomicU64,
}

impl Tally {
    /// Counts one more; the number so far.
    fn count(counter: &AtomicU64) -> u64 {
        counter.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl Door {
    /// Answers one interaction, once.
    async fn answer(&self, data: Value, received: Instant) {
        let (address, ask) = match interaction::read(data) {
            Ok(it) => it,
            Err(unreadable) => return self.answer_unreadable(unreadable, received).await,
        };
        // The service catches its own panics; this is for those in drawing.
        let callback = catch_unwind(AssertUnwindSafe(|| self.callback(&ask)));
        match callback {
            Ok(Some(callback)) => self.deliver(&address, &callback, received).await,
            Ok(None) => {}
            Err(_) => {
                tracing::error!("drawing an answer failed by a fault of ours");
                self.deliver(&address, &apology(), received).await;
            }
        }
    }

    /// What to say. `None`: the interaction takes no answer. The service logs calls and
    /// suggestions.
    fn callback(&self, ask: &Ask) -> Option<Callback> {
        match ask {
            Ask::Reply(call, seen_by) => {
                let reply = self.service.respond(call);
                let visibility = match seen_by {
                    Visibility::OnlyAsker => Visibility::OnlyAsker,
                    Visibility::Everyone => reply.visibility,
                };
                Some(Callback::message(render::message(&reply.answer, visibility)))
            }
            Ask::Suggestions { command, option, typed } => {
                Some(Callback::suggestions(self.service.suggest(command, option, typed)))
            }
            Ask::Outdated => {
                tracing::debug!("a button or form of another version");
                Some(outdated())
            }
            Ask::Nothing => None,
        }
    }

    async fn answer_unreadable(&self, unreadable: Unreadable, received: Instant) {
        let so_far = Tally::count(&self.tally.unreadable);
        let Unreadable { kind, problem, answer } = unreadable;
        tracing::warn!(kind, problem, so_far, "an interaction does not read");
        match answer {
            Answerable::Message(address) => self.deliver(&address, &apology(), received).await,
            Answerable::Suggestions(address) => {
                self.deliver(&address, &Callback::suggestions(Vec::new()), received).await;
            }
            Answerable::Nothing => {}
        }
    }

    async fn deliver(&self, address: &Address, callback: &Callback, received: Instant) {
        let deadline = received + TIME_TO_ANSWER;
        let deliver =
            |callback| callback::deliver(&self.client, &self.api_base, address, callback, deadline);
        let delivery = deliver(callback).await;
        let (what, because) = match &delivery {
            Delivery::Delivered => return,
            Delivery::Over(because) => ("an answer came too late or twice", because),
            Delivery::Lost(because) => ("an answer did not reach Discord", because),
            Delivery::Refused(because) => ("Discord refuses an answer", because),
        };
        let so_far = Tally::count(&self.tally.undelivered);
        if !matches!(delivery, Delivery::Refused(_)) {
            tracing::warn!(because, so_far, "{what}");
            return;
        }
        tracing::error!(because, so_far, "{what}");
        // Nothing has been shown so far; better a few words than "did not respond".
        if callback.is_message() {
            deliver(&apology()).await;
        }
    }
}

fn apology() -> Callback {
    private("Sorry, that went wrong", "The fault is mine, not yours. Please try again.", Vec::new())
}

fn outdated() -> Callback {
    let text = "That button is from another version of me. Please ask with a command instead.";
    let help = Action::call("Help", Call::new("help"));
    private("I no longer know that button", text, vec![help])
}

/// A message to the asker alone.
fn private(title: &str, text: &str, actions: Vec<Action>) -> Callback {
    let answer = Answer {
        title: title.to_owned(),
        body: vec![Block::text(text)],
        actions,
        ..Answer::default()
    };
    Callback::message(render::message(&answer, Visibility::OnlyAsker))
}
