//! Asks one program, whichever way it takes interactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::discord::{Answer, Discord};
use crate::endpoint::{Endpoint, Signature};
use crate::question::Question;

/// Asks one program.
#[derive(Debug)]
pub(crate) struct Asker {
    discord: Discord,
    /// If it takes interactions by requests.
    endpoint: Option<Endpoint>,
    /// The id of the next interaction.
    next: AtomicU64,
}

/// An interaction that waits to be sent, once.
#[derive(Debug)]
pub(crate) struct Prepared {
    question: Arc<Question>,
    id: u64,
    signature: Option<Signature>,
}

impl Asker {
    pub(crate) fn new(discord: Discord, endpoint: Option<Endpoint>) -> Self {
        // In the size of Discord's own.
        Self { discord, endpoint, next: AtomicU64::new(1_400_000_000_000_000_000) }
    }

    /// So many interactions, of all questions in turn.
    pub(crate) fn prepare(&self, questions: &[Arc<Question>], count: usize) -> Vec<Prepared> {
        questions.iter().cycle().take(count).map(|it| self.prepare_one(it)).collect()
    }

    fn prepare_one(&self, question: &Arc<Question>) -> Prepared {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let signature = self.endpoint.as_ref().map(|it| it.sign(question, id));
        Prepared { question: Arc::clone(question), id, signature }
    }

    /// Sends an interaction and waits for its answer.
    pub(crate) async fn ask(&self, prepared: &Prepared) -> anyhow::Result<Answer> {
        let Prepared { question, id, signature } = prepared;
        match (&self.endpoint, signature) {
            (Some(endpoint), Some(signature)) => endpoint.ask(question, *id, signature).await,
            _ => self.discord.ask(question, *id).await,
        }
    }

    /// Waits until the program takes interactions.
    pub(crate) async fn until_ready(&self) -> anyhow::Result<()> {
        let Some(endpoint) = &self.endpoint else {
            return self.discord.until_connected().await;
        };
        while !endpoint.is_ready().await {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        Ok(())
    }
}
