//! How long a connection may be silent in each of its states, before it is given up.

use std::time::Duration;

use tokio::time::Instant;
use twilight_gateway::ShardState;

use crate::discord::gateway::frame::opcode::{DISPATCH, HELLO};

/// Connecting takes twilight 10 s at most; after that it hangs in closing the one before.
const TO_CONNECT: Duration = Duration::from_secs(12);

/// From the connection to HELLO, which Discord sends at once.
const TO_GREET: Duration = Duration::from_secs(10);

/// From IDENTIFY to READY, and from RESUME or the last missed event to RESUMED.
const TO_LET_IN: Duration = Duration::from_secs(30);

/// From a heartbeat to the next frame. twilight waits for a whole interval, 41 s.
const TO_ACKNOWLEDGE: Duration = Duration::from_secs(15);

/// When a connection last gave a sign of getting on.
#[derive(Debug)]
pub(super) struct Patience {
    state: Option<ShardState>,
    /// When the state began, or the last frame came that leads out of it.
    progress: Instant,
    last_frame: Instant,
    is_greeted: bool,
}

impl Patience {
    /// For a connection that begins now.
    pub(super) fn new(now: Instant) -> Self {
        Self { state: None, progress: now, last_frame: now, is_greeted: false }
    }

    /// Notes a frame of this opcode.
    pub(super) fn note_frame(&mut self, now: Instant, opcode: u8) {
        self.last_frame = now;
        match opcode {
            DISPATCH => self.progress = now,
            HELLO => {
                self.is_greeted = true;
                self.progress = now;
            }
            _ => {}
        }
    }

    /// Notes the state that it is in. Whether it is another than before.
    pub(super) fn note_state(&mut self, now: Instant, state: ShardState) -> bool {
        if self.state == Some(state) {
            return false;
        }
        if matches!(state, ShardState::Disconnected { .. }) {
            self.is_greeted = false;
        }
        self.state = Some(state);
        self.progress = now;
        true
    }

    /// Whether this state says that the connection is gone which was there when a state was last
    /// noted.
    pub(super) fn loses_connection(&self, state: ShardState) -> bool {
        let is_gone = |it: ShardState| matches!(it, ShardState::Disconnected { .. });
        is_gone(state) && self.state.is_some_and(|it| !is_gone(it))
    }

    /// Why the connection is to be given up; `None` if it is not. `let_in`: how long ago it was
    /// allowed to log in; `unanswered`: how long ago the last heartbeat was sent, if nobody has
    /// acknowledged it.
    pub(super) fn exhausted(
        &self,
        now: Instant,
        state: ShardState,
        let_in: Option<Duration>,
        unanswered: Option<Duration>,
    ) -> Option<&'static str> {
        let waited = now.duration_since(self.progress);
        let is_silent = now.duration_since(self.last_frame) > TO_ACKNOWLEDGE;
        match state {
            ShardState::Disconnected { .. } if waited > TO_CONNECT => Some("it does not connect"),
            ShardState::Identifying if !self.is_greeted && waited > TO_GREET => {
                Some("the gateway does not say hello")
            }
            ShardState::Identifying if let_in.is_some_and(|it| it > TO_LET_IN) => {
                Some("the gateway does not answer a login")
            }
            ShardState::Resuming if waited > TO_LET_IN => {
                Some("the gateway does not end a resumption")
            }
            _ if is_silent && unanswered.is_some_and(|it| it > TO_ACKNOWLEDGE) => {
                Some("the gateway does not acknowledge a heartbeat")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    const CONNECTING: ShardState = ShardState::Disconnected { reconnect_attempts: 0 };

    /// What is said second after second of a connection that stays in a state.
    fn first_complaint(
        state: ShardState,
        frames: &[(u64, u8)],
        let_in_at: Option<u64>,
        heartbeat_at: Option<u64>,
    ) -> String {
        let start = Instant::now();
        let mut patience = Patience::new(start);
        for second in 0..600 {
            let now = start + Duration::from_secs(second);
            patience.note_state(now, state);
            for (_, opcode) in frames.iter().filter(|(at, _)| *at == second) {
                patience.note_frame(now, *opcode);
            }
            let ago =
                |at: Option<u64>| at.and_then(|at| second.checked_sub(at)).map(Duration::from_secs);
            let complaint = patience.exhausted(now, state, ago(let_in_at), ago(heartbeat_at));
            if let Some(because) = complaint {
                return format!("after {second} s: {because}");
            }
        }
        "never".to_owned()
    }

    #[tokio::test]
    async fn every_state_that_leads_nowhere_is_given_up() {
        let complaints = [
            first_complaint(CONNECTING, &[], None, None),
            first_complaint(ShardState::Identifying, &[], None, None),
            first_complaint(ShardState::Identifying, &[(1, HELLO)], Some(5), None),
            first_complaint(ShardState::Resuming, &[(1, HELLO), (20, DISPATCH)], None, None),
            first_complaint(ShardState::Active, &[(1, HELLO), (60, DISPATCH)], None, Some(61)),
        ];
        expect![[r#"
            after 13 s: it does not connect
            after 11 s: the gateway does not say hello
            after 36 s: the gateway does not answer a login
            after 51 s: the gateway does not end a resumption
            after 77 s: the gateway does not acknowledge a heartbeat"#]]
        .assert_eq(&complaints.join("\n"));
    }

    #[tokio::test]
    async fn one_that_waits_its_turn_or_is_quiet_is_left_alone() {
        let quiet = first_complaint(ShardState::Active, &[(1, HELLO)], None, None);
        let waiting = first_complaint(ShardState::Identifying, &[(1, HELLO)], None, None);
        assert_eq!((quiet.as_str(), waiting.as_str()), ("never", "never"));
    }
}
