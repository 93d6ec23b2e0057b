//! Whether Discord's lists of commands are up to date, and no command is in two of them.

use std::collections::BTreeSet;

use tokio::time::timeout;

use super::{NO_ANSWER, TIME_TO_CHECK};
use crate::checkup::Finding;
use crate::config::Config;
use crate::discord::application::Application;
use crate::discord::invite::{self, Wants};
use crate::discord::register::{Label, Mode, Outcome, Registration, Scope};
use crate::discord::rest::Rest;
use crate::state::StateFolder;

const WHAT: &str = "commands";

const NOW: &str = "`certguide register` brings it up to date now";

/// What a dry run finds.
pub(super) async fn findings(
    rest: &Rest,
    config: &Config,
    application: &Application,
) -> Vec<Finding> {
    let state = StateFolder::new(&config.state.dir);
    let guilds = &config.discord.guilds;
    let registration = Registration::new(rest, application.id, guilds, &state, Mode::DryRun);
    let mut lists = Lists {
        application: application.id.get(),
        wants: Wants::of(&config.discord),
        deed: if config.discord.register {
            format!("{NOW}, `certguide run` when it starts")
        } else {
            NOW.to_owned()
        },
        ..Lists::default()
    };
    let looking = registration.bring_up_to_date(|it| lists.add(it));
    if timeout(TIME_TO_CHECK, looking).await.is_err() {
        let deed = "see `certguide register --dry-run`, which waits longer";
        lists.faults.push(Finding::fault(WHAT, NO_ANSWER, deed));
    }
    lists.findings()
}

/// What was found in the lists.
#[derive(Debug, Default)]
struct Lists {
    application: u64,
    wants: Wants,
    /// What to do about one that differs.
    deed: String,
    up_to_date: Vec<String>,
    differing: Vec<Finding>,
    faults: Vec<Finding>,
    /// Those of our commands that are in the list for all guilds.
    everywhere: BTreeSet<Label>,
    /// The same for guilds.
    in_guilds: Vec<(Scope, BTreeSet<Label>)>,
}

impl Lists {
    fn add(&mut self, outcome: &Outcome) {
        let scope = outcome.scope;
        let Ok(difference) = &outcome.result else {
            return self.faults.push(self.fault(outcome));
        };
        let ours_there = difference.ours_there.clone();
        match scope {
            Scope::Everywhere => self.everywhere = ours_there,
            Scope::Guild(_) => self.in_guilds.push((scope, ours_there)),
        }
        if difference.is_none() {
            return self.up_to_date.push(scope.to_string());
        }
        let state = format!("not up to date: {scope}: {difference}");
        self.differing.push(Finding::warning(WHAT, state, self.deed.clone()));
    }

    fn fault(&self, outcome: &Outcome) -> Finding {
        let (scope, reason) = (outcome.scope, outcome.reason().unwrap_or_default());
        let deed = match scope {
            Scope::Guild(guild) if outcome.is_out_of_reach() => {
                format!("open {}", invite::to_server(guild, self.application, self.wants))
            }
            _ => String::new(),
        };
        Finding::fault(WHAT, format!("{scope}: {reason}"), deed)
    }

    fn findings(mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if !self.up_to_date.is_empty() {
            let state = format!("up to date: {}", self.up_to_date.join(", "));
            findings.push(Finding::fine(WHAT, state));
        }
        let doubles = self.doubles();
        findings.append(&mut self.differing);
        findings.append(&mut self.faults);
        findings.extend(doubles);
        findings
    }

    /// Commands that show twice in a guild.
    fn doubles(&self) -> Vec<Finding> {
        const WHAT: &str = "doubles";
        if !self.faults.is_empty() {
            return vec![Finding::skipped(WHAT, "every list has to be seen for that")];
        }
        let mut findings = Vec::new();
        for (scope, ours_there) in &self.in_guilds {
            let mut doubles = self.everywhere.intersection(ours_there);
            let Some(first) = doubles.next() else { continue };
            let state = match doubles.count() {
                0 => format!("{first} shows twice in {scope}"),
                more => format!("{first} and {more} more show twice in {scope}"),
            };
            findings.push(Finding::warning(WHAT, state, self.deed.clone()));
        }
        if findings.is_empty() {
            findings.push(Finding::fine(WHAT, "no command is in two lists"));
        }
        findings
    }
}
