//! What people say to us over a connection: interactions and messages.

use std::time::Duration;

use tokio::time::Instant;

use super::Keeper;
use crate::discord::door;
use crate::discord::gateway::age;
use crate::discord::interaction::{Asked, Unreadable};
use crate::discord::mentions;
use crate::discord::message::Heard;

/// Discord takes an answer for 3 s; the rest is for what our measure of age may be off.
const TOO_OLD: Duration = Duration::from_millis(3500);

impl Keeper {
    pub(super) fn answer(&mut self, interaction: Result<Asked, Unreadable>, received: Instant) {
        let door = &self.line.door;
        let id = door::address(&interaction).map(|it| it.id);
        let age = id.map_or(Duration::ZERO, |id| self.ages.of(id, received));
        // What was missed is sent again in one go, and most of it nobody waits for any more. Trying
        // that first would cost what came last its time.
        if self.is_replay && age > TOO_OLD {
            return door.note_late(&interaction);
        }
        if let Some(answer) = door.answer(interaction, received) {
            self.answers.spawn(answer);
        }
    }

    /// Replies to a message if it is for us, and if that is wanted.
    pub(super) fn reply(&self, heard: Heard, received: Instant) {
        let Some((mentions, us)) = self.line.mentions.as_ref().zip(self.user) else { return };
        let Some(question) = heard.question(us) else { return };
        if self.is_replay && age::by_clock(heard.id) > mentions::TOO_OLD {
            return mentions.note_late();
        }
        if let Some(reply) = mentions.reply(heard, question, received) {
            self.answers.spawn(reply);
        }
    }
}
