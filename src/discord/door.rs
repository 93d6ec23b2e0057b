//! What every connection to Discord shares: the answers, the way they go out, and what is counted.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::answers::{Answered, Answers, Made, apology};
use super::delivery::{Deliverer, Delivery, TIME_TO_ANSWER};
use super::interaction::{Address, Asked, Unreadable};
use super::invalid::InvalidRequests;
use crate::metrics::{Interaction, Metrics};

/// So many are remembered. A thousand a second for the three seconds of their lives is
/// more than one process answers.
const REMEMBERED: usize = 4096;

/// Answers what arrives over the gateway.
#[derive(Debug)]
pub(super) struct Door {
    answers: Answers,
    deliverer: Deliverer,
    invalid: Arc<InvalidRequests>,
    metrics: Arc<Metrics>,
    recent: Mutex<Recent>,
    /// Guilds with a list of commands of their own from which something was asked.
    listed: mpsc::Sender<u64>,
}

/// The interactions or messages that came last: a replay after a resumption may hold some of them
/// again.
#[derive(Debug, Default)]
pub(super) struct Recent {
    order: VecDeque<u64>,
    ids: HashSet<u64>,
}

impl Door {
    pub(super) fn new(
        answers: Answers,
        deliverer: Deliverer,
        invalid: Arc<InvalidRequests>,
        metrics: Arc<Metrics>,
        listed: mpsc::Sender<u64>,
    ) -> Self {
        Self { answers, deliverer, invalid, metrics, recent: Mutex::default(), listed }
    }

    pub(super) fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// Counts an interaction whose answer nobody waits for any more.
    pub(super) fn note_late(&self, interaction: &Result<Asked, Unreadable>) {
        self.count_unanswered(interaction, "late");
    }

    /// What answers an interaction and brings the answer to Discord in time; `None`: it was here
    /// before.
    pub(super) fn answer(
        self: &Arc<Self>,
        interaction: Result<Asked, Unreadable>,
        received: Instant,
    ) -> Option<impl Future<Output = ()> + Send + use<>> {
        // Before it is answered: what an answer does is not to be done twice.
        if address(&interaction).is_some_and(|it| !self.remember(it)) {
            self.count_unanswered(&interaction, "repeated");
            return None;
        }
        let door = Arc::clone(self);
        Some(async move {
            let answered = door.answers.answer(interaction).await;
            door.deliver(answered, received).await;
        })
    }

    async fn deliver(&self, answered: Answered, received: Instant) {
        let Answered { address, made, listed_by } = answered;
        if let Some(guild) = listed_by {
            // If many tell of such guilds, there is time for the rest when they tell again.
            let _ = self.listed.try_send(guild);
        }
        match address.filter(|_| made.body.is_some()) {
            Some(address) => self.send(&address, &made, received).await,
            None => self.count(&made, "ignored"),
        }
    }

    async fn send(&self, address: &Address, made: &Made, received: Instant) {
        let Some(body) = self.answers.body(made).await else { return };
        let deadline = received + TIME_TO_ANSWER;
        let delivery = self.deliverer.deliver(&self.invalid, address, &body, deadline).await;
        self.count(made, delivery.as_str());
        let (what, because) = match &delivery {
            Delivery::Delivered => {
                self.metrics.note_answer("gateway", received.elapsed());
                return;
            }
            Delivery::Refused(because) => {
                tracing::error!(because, "Discord refuses an answer");
                // Nothing has been shown so far; better a few words than "did not respond".
                if let (true, Ok(apology)) = (made.is_message, apology().body()) {
                    self.deliverer.deliver(&self.invalid, address, &apology, deadline).await;
                }
                return;
            }
            Delivery::Late(because) => ("an answer came too late", because.as_str()),
            Delivery::Repeated => ("an interaction was answered by somebody else", ""),
            Delivery::Lost(because) => ("an answer did not reach Discord", because.as_str()),
            Delivery::Withheld => ("an answer was not sent", "too many refused requests"),
        };
        tracing::warn!(because, "{what}");
    }

    fn count(&self, made: &Made, outcome: &'static str) {
        let Made { command, decision, .. } = *made;
        self.metrics.count(&Interaction { command, decision, outcome });
    }

    fn count_unanswered(&self, interaction: &Result<Asked, Unreadable>, outcome: &'static str) {
        let command = interaction.as_ref().map_or(NONE, |it| it.ask.command());
        self.metrics.count(&Interaction { command, decision: NONE, outcome });
    }

    /// Whether it has not come before.
    fn remember(&self, address: &Address) -> bool {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).add(address.id)
    }
}

/// In figures, where there is nothing to name.
const NONE: &str = "none";

/// Where the answer to an interaction goes, if that can be told.
pub(super) fn address(interaction: &Result<Asked, Unreadable>) -> Option<&Address> {
    match interaction {
        Ok(asked) => Some(&asked.address),
        Err(unreadable) => unreadable.address(),
    }
}

impl Recent {
    /// Whether this one has not come before.
    pub(super) fn add(&mut self, id: u64) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_new_once_and_memory_is_bounded() {
        let mut recent = Recent::default();
        for id in 0..100_000 {
            assert!(recent.add(id));
            assert!(!recent.add(id));
        }
        assert_eq!((recent.ids.len(), recent.order.len()), (REMEMBERED, REMEMBERED));
    }
}
