//! Which guilds have a list that we wrote, kept from one run to the next: when one is taken out of
//! the settings, nothing else tells that its list has to be emptied.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::{Deserialize, Serialize};
use serenity::model::id::ApplicationId;

use crate::state::StateFolder;

const FILE: &str = "commands.json";

/// The guilds of one application. Nobody is harmed if they are lost: their lists are found again
/// where the bot is in few guilds, and where somebody asks something.
#[derive(Debug)]
pub(super) struct Written<'a> {
    state: &'a StateFolder,
    application: u64,
    content: Content,
}

/// What the file holds: guilds by application, since a folder may serve one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Content(BTreeMap<u64, BTreeSet<u64>>);

impl<'a> Written<'a> {
    /// What was kept; nothing, with a warning, if that cannot be read.
    pub(super) async fn read(state: &'a StateFolder, application: ApplicationId) -> Self {
        let read = |it: &StateFolder| match it.read(FILE)? {
            Some(text) => Ok(serde_json::from_str(&text)?),
            None => Ok(Content::default()),
        };
        let content = state.in_time(read).await.unwrap_or_else(|error| {
            warn(state, "cannot tell which servers had a list of commands", &error);
            Content::default()
        });
        Self { state, application: application.get(), content }
    }

    pub(super) fn guilds(&self) -> BTreeSet<u64> {
        let guilds = self.content.0.get(&self.application).into_iter().flatten();
        // No guild has the number 0, and serenity takes it ill.
        guilds.copied().filter(|it| *it > 0).collect()
    }

    /// Keeps these instead, if they are others. If that fails, there is a warning.
    pub(super) async fn keep(&mut self, guilds: BTreeSet<u64>) {
        let before = self.content.clone();
        if guilds.is_empty() {
            self.content.0.remove(&self.application);
        } else {
            self.content.0.insert(self.application, guilds);
        }
        if self.content == before {
            return;
        }
        let content = self.content.clone();
        let write = move |it: &StateFolder| it.write(FILE, &serde_json::to_string(&content)?);
        if let Err(error) = self.state.in_time(write).await {
            warn(self.state, "cannot keep which servers have a list of commands", &error);
        }
    }
}

fn warn(state: &StateFolder, what: &str, error: &io::Error) {
    let path = state.dir().join(FILE);
    tracing::warn!("{what}: {}: {error}", path.display());
}
