//! What follows from the end of a connection: a pause, or the end of the program.

use std::time::Duration;

use anyhow::anyhow;
use tokio::time::Instant;

use super::REFUSED_TOKEN;
use crate::discord::rest::pause;

/// A connection that ends sooner than this after the one before did not do its job.
const SHORT: Duration = Duration::from_secs(30);

/// The longest pause where a session can be resumed, which is not counted: whoever waits for the bot
/// does so for at most this long after Discord's trouble has passed.
const PAUSE_TO_RESUME_MAX: Duration = Duration::from_secs(15);

/// Logins are counted, 1,000 a day, resumptions are not: one that needs a login waits longer, so
/// that no day's worth is spent on connections that end at once (a minute's pause times four is 360
/// a day).
const LOGIN_FACTOR: u32 = 4;

/// The ends of a shard's connections so far.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// How many in a row came soon.
    short_ones: u32,
    last: Option<Instant>,
    last_code: Option<u16>,
}

impl Ends {
    /// How long to wait before connecting again: not at all, unless that went wrong before.
    pub(super) fn note(&mut self, now: Instant, code: Option<u16>, can_resume: bool) -> Duration {
        let is_short = self.last.is_some_and(|it| now.duration_since(it) < self.short(can_resume));
        self.short_ones = if is_short { self.short_ones.saturating_add(1) } else { 0 };
        self.last = Some(now);
        self.last_code = code;
        // Two in quick succession are usual when Discord moves a connection.
        match (self.short_ones, can_resume) {
            (0 | 1, _) => Duration::ZERO,
            (more, true) => pause(more - 2).min(PAUSE_TO_RESUME_MAX),
            (more, false) => pause(more - 2) * LOGIN_FACTOR,
        }
    }

    /// The code of the last one, if it had one.
    pub(super) fn last_code(&self) -> Option<u16> {
        self.last_code
    }

    /// The pause before it is no part of a connection's life.
    fn short(&self, can_resume: bool) -> Duration {
        match (self.short_ones, can_resume) {
            (0 | 1, _) => SHORT,
            (_, true) => SHORT + PAUSE_TO_RESUME_MAX,
            (_, false) => SHORT + Duration::from_mins(1) * LOGIN_FACTOR,
        }
    }
}

/// Why there is no point in connecting again, and what to do ("Gateway Close Event Codes" in
/// topics/opcodes-and-status-codes).
pub(super) fn turned_away(code: Option<u16>) -> anyhow::Error {
    match code {
        Some(4004) => anyhow!(REFUSED_TOKEN),
        Some(code @ (4010 | 4011)) => anyhow!(
            "Discord closed the connection ({code}): it wants another number of shards; set \
             `discord.shards` to `all` and start again, or to a range of a higher number"
        ),
        Some(4012) => anyhow!(
            "Discord closed the connection (4012): this version of its gateway is gone; update \
             certguide"
        ),
        Some(code @ (4013 | 4014)) => anyhow!(
            "Discord closed the connection ({code}): it refuses the intents, though certguide \
             asks for none; is the token that of another program's proxy?"
        ),
        Some(code) => anyhow!("Discord closed the connection for good ({code})"),
        None => anyhow!("Discord closed the connection for good"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many connections there are in a day if each ends at once.
    fn connections_in_a_day(can_resume: bool) -> u32 {
        let start = Instant::now();
        let (mut ends, mut now, mut count) = (Ends::default(), start, 0);
        while now.duration_since(start) < Duration::from_hours(24) {
            now += ends.note(now, Some(4000), can_resume) + Duration::from_millis(100);
            count += 1;
        }
        count
    }

    #[tokio::test]
    async fn g8_connections_that_end_at_once_never_spend_a_days_logins() {
        let count = connections_in_a_day(false);
        assert!((300..800).contains(&count), "{count}");
    }

    #[tokio::test]
    async fn sessions_that_can_be_resumed_come_back_sooner() {
        assert!(connections_in_a_day(true) > 2 * connections_in_a_day(false));
    }

    #[tokio::test]
    async fn a_connection_that_did_its_job_is_followed_by_the_next_at_once() {
        let mut ends = Ends::default();
        let mut now = Instant::now();
        for _ in 0..10 {
            now += Duration::from_hours(1);
            assert_eq!(ends.note(now, None, true), Duration::ZERO);
        }
    }
}
