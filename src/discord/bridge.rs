//! What the desk needs of this door.

use std::sync::Arc;

use async_trait::async_trait;

use super::readiness::Readiness;
use super::reports::Reports;
use crate::commands::{Asker, Told, Vitals};
use crate::desk::Outside;
use crate::guild::Correction;
use crate::metrics::Metrics;

/// Tells the desk of the connections, and people of corrections.
#[derive(Debug)]
pub(super) struct Bridge {
    pub(super) readiness: Arc<Readiness>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) reports: Reports,
}

#[async_trait]
impl Outside for Bridge {
    fn vitals(&self, vitals: &mut Vitals) {
        let micros = |it: std::time::Duration| u64::try_from(it.as_micros()).unwrap_or(u64::MAX);
        vitals.shards = self.readiness.shards();
        vitals.answer_us =
            self.metrics.answer_times().map(|(half, most)| (micros(half), micros(most)));
    }

    async fn tell(&self, asker: &Asker, channel: Option<u64>, correction: &Correction) -> Told {
        // The desk asks this only for somebody who is known.
        let Some(person) = asker.person else { return Told::Failed };
        self.reports.tell(person, asker.guild, channel, correction).await
    }
}
