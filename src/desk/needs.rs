//! What a command needs: of the store, of the program, and of the knowledge folder.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use super::{Desk, View, days_before};
use crate::call::Call;
use crate::commands::{self, Asker, Command, Context, Need, Reloaded, Vitals};
use crate::guild::GuildId;
use crate::reload::{Current, Serving};

/// So many questions that were not answered are looked at.
const QUESTIONS: u32 = 100;

impl Desk {
    /// What a command needs, for somebody who may use it.
    pub(super) async fn context(
        &self,
        view: &View,
        asker: Asker,
        command: &'static Command,
        call: &Call,
    ) -> Context {
        let server = Arc::clone(&view.server);
        let mut context = Context { asker, server, ..Context::default() };
        for need in of(command, call) {
            match need {
                Need::Holdings | Need::HoldingsUnless(_) => {
                    let Some(person) = asker.person else { continue };
                    match self.store.holdings(person).await {
                        Ok(holdings) => context.holdings = holdings,
                        Err(_) => context.is_incomplete = true,
                    }
                }
                Need::Unanswered => self.add_unanswered(&mut context, call).await,
                Need::Vitals => context.vitals = Some(Box::new(self.vitals(asker.guild).await)),
                Need::Reload => context.reloaded = self.reload().await.map(Box::new),
            }
        }
        context
    }

    async fn add_unanswered(&self, context: &mut Context, call: &Call) {
        let guild = context.asker.guild.unwrap_or(GuildId::NONE);
        let found = match call.argument("question") {
            Some(key) => self.store.question(guild, key).await.map(|it| it.into_iter().collect()),
            None => self.store.unanswered(Some(guild), QUESTIONS).await,
        };
        match found {
            Ok(questions) => context.unanswered = questions,
            Err(_) => context.is_incomplete = true,
        }
    }

    async fn vitals(&self, guild: Option<GuildId>) -> Vitals {
        let current = self.live.current();
        let since = self.today().and_then(|it| days_before(it, 7));
        let unanswered = match since {
            Some(day) => {
                let guild = guild.unwrap_or(GuildId::NONE);
                self.store.unanswered_since(guild, day).await.ok()
            }
            None => None,
        };
        let kept = self.store.figures();
        let mut vitals = Vitals {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            uptime_s: self.since.elapsed().as_secs(),
            place: current.report.place.clone(),
            loaded_on: current.loaded_on,
            problem: match current.report.serving {
                Serving::Current => String::new(),
                Serving::LastGood | Serving::BuiltIn => current.report.summary.clone(),
            },
            unanswered,
            store: self.kept_in.to_owned(),
            store_failures: kept.failures,
            store_waiting: kept.waiting,
            store_lost: kept.lost,
            ..Vitals::default()
        };
        self.outside.vitals(&mut vitals);
        vitals
    }

    /// Looks at the files, and how that went; `None` after a fault of ours.
    async fn reload(&self) -> Option<Reloaded> {
        let _turn = self.reloading.lock().await;
        let live = Arc::clone(&self.live);
        let before = live.current().number;
        let current = spawn_blocking(move || live.reload()).await.ok()?;
        Some(reloaded(&current, before))
    }
}

/// What a command needs for this call.
pub(super) fn of(command: &'static Command, call: &Call) -> impl Iterator<Item = Need> {
    let is_bare = {
        let has_text = commands::named(call).is_some_and(|(_, rest)| !rest.is_empty());
        move |options: &[&str]| {
            !has_text && options.iter().all(|it| call.argument(it).is_none_or(str::is_empty))
        }
    };
    command.needs.iter().copied().filter(move |it| match it {
        Need::HoldingsUnless(options) => is_bare(options),
        _ => true,
    })
}

fn reloaded(current: &Current, before: u64) -> Reloaded {
    let report = &current.report;
    let change = report.change.as_ref();
    let ids = change.map(|it| {
        [&it.added, &it.removed, &it.changed]
            .map(|ids| ids.iter().map(ToString::to_string).collect())
    });
    Reloaded {
        is_taken: report.serving == Serving::Current,
        change: change
            .filter(|it| current.number != before && !it.files.is_empty())
            .map(ToString::to_string)
            .unwrap_or_default(),
        ids: ids.unwrap_or_default(),
        summary: report.summary.clone(),
        diagnostics: report.diagnostics.clone(),
    }
}
