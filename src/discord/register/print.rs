//! `certguide register`: the lists of commands for whoever runs the bot.

use std::fmt;
use std::io::{self, Write};

use anyhow::{Context, bail};

use super::{Mode, Outcome, Registration, Scope, application, reason};
use crate::config::Config;
use crate::discord::gateway::REFUSED_TOKEN;
use crate::discord::invite::Wants;
use crate::discord::rest::Rest;
use crate::discord::{NO_TOKEN, invite};
use crate::runtime::block_on;
use crate::state::StateFolder;

/// Brings Discord's lists up to date, or says what that would be, a few lines for each list. The
/// error has a sentence with what to do for each that fails. Blocks.
pub fn print_blocking(config: &Config, mode: Mode, out: &mut dyn Write) -> anyhow::Result<()> {
    block_on(print(config, mode, out))?
}

/// The same, within a runtime.
pub async fn print(config: &Config, mode: Mode, out: &mut dyn Write) -> anyhow::Result<()> {
    let settings = &config.discord;
    let token = settings.token.as_ref().context(NO_TOKEN)?;
    let rest = Rest::for_once(settings, Some(token))?;
    let state = StateFolder::new(&config.state.dir);
    let application = match application(&rest, settings).await {
        Ok(application) => application,
        Err(failure) if failure.is_unauthorized() => bail!(REFUSED_TOKEN),
        Err(failure) => bail!("cannot ask Discord which application it is: {}", reason(&failure)),
    };
    let registration = Registration::new(&rest, application, &settings.guilds, &state, mode);
    let mut written = io::Result::Ok(());
    let mut failures = Vec::new();
    let report = |outcome: &Outcome| {
        if written.is_ok() {
            written = write!(out, "{}", Lines { outcome, mode });
        }
        failures.extend(outcome.failure_and_deed(application.get(), Wants::of(settings)));
    };
    registration.bring_up_to_date(report).await;
    written?;
    if failures.is_empty() {
        return Ok(());
    }
    // Whoever shows it has begun the first line so.
    bail!(failures.join("\nerror: "))
}

/// What there is to say of one list; ends with a newline.
struct Lines<'a> {
    outcome: &'a Outcome,
    mode: Mode,
}

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { scope, wanted, result } = self.outcome;
        let Ok(difference) = result else { return writeln!(f, "{scope}: failed") };
        let commands = match wanted {
            0 => "no commands".to_owned(),
            1 => "1 command".to_owned(),
            more => format!("{more} commands"),
        };
        let state = match (difference.is_none(), self.mode) {
            (true, _) => "up to date",
            (false, Mode::Write) => "written",
            (false, Mode::DryRun) => "would be written",
        };
        writeln!(f, "{scope}: {commands}, {state}")?;
        difference.lines().try_for_each(|line| writeln!(f, "  {line}"))
    }
}

impl Outcome {
    /// One sentence, and what to do, if there was a failure.
    fn failure_and_deed(&self, application: u64, wants: Wants) -> Option<String> {
        let (scope, reason) = (self.scope, self.reason()?);
        Some(match scope {
            _ if self.is_unauthorized() => reason,
            Scope::Guild(guild) if self.is_out_of_reach() => {
                let link = invite::to_server(guild, application, wants);
                format!("{scope}: {reason}; hint: open {link}")
            }
            _ => format!("{scope}: {reason}"),
        })
    }
}
