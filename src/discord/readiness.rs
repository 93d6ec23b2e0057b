//! Whether interactions can be answered now, and what keeps them from it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::metrics::Metrics;

/// Where the program is between its start and its end, and how its connections are.
#[derive(Debug)]
pub(super) struct Readiness {
    now: Mutex<Now>,
    metrics: Arc<Metrics>,
}

#[derive(Debug)]
struct Now {
    stage: Stage,
    shards: BTreeMap<u32, Connection>,
}

/// Where the program is between its start and its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It does not know yet where to connect.
    Starting,
    /// Interactions can arrive, over all connections that are ready.
    Running,
    /// It finishes what is under way.
    Stopping,
}

/// How a connection to the gateway is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Connection {
    /// Not there.
    Connecting,
    /// There, and not let in yet.
    Waiting,
    /// Going on where the last one ended.
    Resuming,
    /// Interactions arrive.
    Ready,
}

impl Readiness {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        let now = Now { stage: Stage::Starting, shards: BTreeMap::new() };
        Self { now: Mutex::new(now), metrics }
    }

    pub(super) fn enter(&self, stage: Stage) {
        self.now().stage = stage;
        self.metrics.set_ready(self.obstacle().is_none());
    }

    /// Notes the state of one shard. The one before, if it has changed.
    pub(super) fn set(&self, shard: u32, connection: Connection) -> Option<Connection> {
        let before = self.now().shards.insert(shard, connection);
        if before == Some(connection) {
            return None;
        }
        self.metrics.set_shard_ready(shard, connection == Connection::Ready);
        self.metrics.set_ready(self.obstacle().is_none());
        Some(before.unwrap_or(Connection::Connecting))
    }

    /// What keeps the bot from answering, if anything does; lines for a person.
    pub(super) fn obstacle(&self) -> Option<String> {
        let now = self.now();
        match now.stage {
            Stage::Starting => return Some("not connected to Discord yet\n".to_owned()),
            Stage::Stopping => return Some("stopping\n".to_owned()),
            Stage::Running => {}
        }
        let total = now.shards.len();
        let ready = now.shards.values().filter(|it| **it == Connection::Ready).count();
        if ready == total {
            return None;
        }
        let mut text = format!("not connected to Discord: {ready} of {total} shards\n");
        for (shard, connection) in now.shards.iter().filter(|(_, it)| **it != Connection::Ready) {
            let _ = writeln!(text, "shard {shard}: {}", connection.as_str());
        }
        Some(text)
    }

    /// The shards of this process, a line each.
    pub(super) fn shards(&self) -> Vec<String> {
        let line = |(shard, it): (&u32, &Connection)| format!("shard {shard}: {}", it.as_str());
        self.now().shards.iter().map(line).collect()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Waiting => "waiting to log in",
            Self::Resuming => "resuming",
            Self::Ready => "ready",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn it_is_ready_only_between_start_and_stop_with_every_shard_connected() {
        let readiness = Readiness::new(Arc::new(Metrics::new(&Knowledge::default())));
        let says = |text: Option<&str>| assert_eq!(readiness.obstacle().as_deref(), text);
        says(Some("not connected to Discord yet\n"));
        readiness.enter(Stage::Running);
        says(None);
        readiness.set(0, Connection::Waiting);
        readiness.set(1, Connection::Ready);
        says(Some("not connected to Discord: 1 of 2 shards\nshard 0: waiting to log in\n"));
        assert_eq!(readiness.set(0, Connection::Ready), Some(Connection::Waiting));
        assert_eq!(readiness.set(0, Connection::Ready), None);
        says(None);
        assert!(readiness.metrics.text().contains("\ncertguide_ready 1\n"));
        readiness.enter(Stage::Stopping);
        says(Some("stopping\n"));
        assert!(readiness.metrics.text().contains("\ncertguide_ready 0\n"));
    }
}
