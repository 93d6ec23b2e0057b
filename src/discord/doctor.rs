//! `certguide doctor`: looks at everything that the bot needs, and says what to do.
//!
//! A check that fails keeps no other from being made, unless that needs what failed. None changes
//! anything, at Discord or here, and none spends a login.

mod address;
mod clock;
mod gateway;
mod identity;
mod lists;
mod mentions;
mod reach;
mod report;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::gateway::BotGateway;
use tokio::time::timeout;

use super::invite::Wants;
use super::rest::{Failure, Rest};
use super::{application, register};
use crate::checkup::{self, Finding, Level, counted};
use crate::config::{Config, Transport};
use crate::runtime::block_on;
use crate::service;
use crate::state::StateFolder;
use identity::Token;
use report::Report;

/// How long a check may take. Discord answers in a fraction of a second, or somebody has to look.
const TIME_TO_CHECK: Duration = Duration::from_secs(10);

const NO_ANSWER: &str = "no answer within 10 s";

const NEEDS_ANSWER: &str = "Discord has to answer for that";

const NEEDS_TOKEN: &str = "only with a token that Discord accepts";

const TRY_AGAIN: &str = "try again in a minute";

/// Checks everything with the settings of the file at `path`, and prints a line for each thing as
/// it is done; the level of the worst. An error only if nothing can be printed. Blocks.
pub fn print_blocking(path: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<Level> {
    let (settings, config) = checkup::settings(path);
    block_on(print(settings, config.as_ref(), service::today(), out))?
}

/// The same with what was found of the settings, and on that day; within a runtime.
pub async fn print(
    settings: Finding,
    config: Option<&Config>,
    today: Date,
    out: &mut dyn Write,
) -> anyhow::Result<Level> {
    let mut report = Report::new(out);
    report.add(&settings)?;
    let Some(config) = config else {
        report.add(&Finding::skipped("everything else", "it depends on the settings"))?;
        return Ok(report.end(None, Wants::default())?);
    };
    report.add(&checkup::knowledge(config.knowledge.dir.as_deref(), today))?;
    report.add(&state_folder(&config.state.dir).await)?;
    report.add(&address::finding(config).await)?;
    let reached = reach::reach(&config.discord).await?;
    for finding in reach::findings(&config.discord, &reached) {
        report.add(&finding)?;
    }
    let is_there = reach::is_there(&reached);
    let gateway = reached.ok().map(|it| it.gateway);
    let rest = Rest::for_once(&config.discord, config.discord.token.as_ref())?;
    let token = match &config.discord.token {
        None if settings.level() == Level::Fault => Token::Unreadable,
        None => Token::Missing,
        Some(_) if is_there => Token::Tried(within(application::current(&rest)).await),
        Some(_) => Token::Untried,
    };
    for finding in identity::findings(config, &token) {
        report.add(&finding)?;
    }
    check_lists(config, &token, &rest, &mut report).await?;
    report.add(&mentions::finding(config, token.application(), &rest).await)?;
    check_gateway(config, gateway.as_deref(), &token, &rest, &mut report).await?;
    let id = token.application().map(|it| it.id.get());
    Ok(report.end(id.or(config.discord.application_id), Wants::of(&config.discord))?)
}

async fn state_folder(dir: &Path) -> Finding {
    const WHAT: &str = "state folder";
    let folder = StateFolder::new(dir);
    let shown = dir.display();
    match folder.in_time(StateFolder::probe).await {
        Ok(()) => Finding::fine(WHAT, format!("{shown} can be written and read")),
        Err(error) => Finding::warning(
            WHAT,
            format!("{shown}: {error}"),
            "without it, what is asked while the bot starts anew is lost: set `state.dir` \
             (CERTGUIDE_STATE__DIR) to a folder that it may write to",
        ),
    }
}

async fn check_lists(
    config: &Config,
    token: &Token,
    rest: &Rest,
    report: &mut Report<'_>,
) -> std::io::Result<()> {
    let Some(application) = token.application() else {
        return report.add(&Finding::skipped("commands", NEEDS_TOKEN));
    };
    for finding in lists::findings(rest, config, application).await {
        report.add(&finding)?;
    }
    Ok(())
}

async fn check_gateway(
    config: &Config,
    gateway: Option<&str>,
    token: &Token,
    rest: &Rest,
    report: &mut Report<'_>,
) -> std::io::Result<()> {
    if config.discord.transport == Transport::Http {
        return report.add(&Finding::skipped("gateway", "the transport `http` does without"));
    }
    match gateway {
        Some(url) => report.add(&gateway::hello(url).await)?,
        None => report.add(&Finding::skipped("gateway", NEEDS_ANSWER))?,
    }
    if token.application().is_none() {
        return report.add(&Finding::skipped("logins", NEEDS_TOKEN));
    }
    let request = Request::new(Route::GatewayBot, LightMethod::Get);
    match within(rest.send::<BotGateway>(request)).await {
        Ok(limits) => {
            report.add(&gateway::logins(&limits.body.session_start_limit))?;
            report.add(&gateway::shards(&config.discord.shards, limits.body.shards))
        }
        Err(failure) => {
            report.add(&Finding::fault("logins", register::reason(&failure), TRY_AGAIN))
        }
    }
}

/// The result, or a failure once it takes too long.
async fn within<T>(asked: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    timeout(TIME_TO_CHECK, asked).await.unwrap_or_else(|_| Err(Failure::of(NO_ANSWER)))
}

fn milliseconds(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}

/// A duration in the one or two units that say enough.
fn words(duration: Duration) -> String {
    let (seconds, minutes) = (duration.as_secs(), duration.as_secs() / 60);
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{:.1} s", duration.as_secs_f32()),
        (0, minutes) => format!("{minutes} min {} s", seconds % 60),
        (hours @ 1..48, 0) => format!("{hours} h"),
        (hours @ 1..48, minutes) => format!("{hours} h {minutes} min"),
        (hours, _) => counted(usize::try_from(hours / 24).unwrap_or(usize::MAX), "day"),
    }
}
