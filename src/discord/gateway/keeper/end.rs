//! What follows from the end of a connection: a pause, or the end of the program.

use std::time::Duration;

use anyhow::anyhow;
use tokio::time::Instant;

use super::REFUSED_TOKEN;
use crate::discord::rest::pause_up_to;

/// A connection that ends sooner than this after the one before did not do its job.
const SHORT: Duration = Duration::from_secs(30);

/// The longest pause where no login was spent: whoever waits for the bot does so for at most this
/// long after Discord's trouble has passed.
const FREE_PAUSE_MAX: Duration = Duration::from_secs(15);

/// How many times longer the first pauses are where one was.
const LOGIN_FACTOR: u32 = 4;

/// The ends of a shard's connections so far.
#[derive(Debug)]
pub(super) struct Ends {
    /// How many in a row came soon, or before the gateway let the shard in.
    short_ones: u32,
    last: Option<Instant>,
    last_code: Option<u16>,
    login_pause_max: Duration,
}

/// What a connection had come to when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    /// Whether READY or RESUMED came.
    pub(super) was_let_in: bool,
    /// Whether one of the day's logins was spent on it.
    pub(super) spent_login: bool,
}

impl Ends {
    /// None yet. With pauses of `login_pause_max` all shards together do not spend a day's logins.
    pub(super) fn new(login_pause_max: Duration) -> Self {
        Self { short_ones: 0, last: None, last_code: None, login_pause_max }
    }

    /// How long to wait before connecting again: not at all, unless that went wrong before.
    pub(super) fn note(&mut self, now: Instant, code: Option<u16>, life: Life) -> Duration {
        // The pause before it is no part of a connection's life.
        let short = SHORT + if self.short_ones > 1 { self.longest(life) } else { Duration::ZERO };
        let is_soon = self.last.is_some_and(|it| now.duration_since(it) < short);
        let is_short = is_soon || !life.was_let_in;
        self.short_ones = if is_short { self.short_ones.saturating_add(1) } else { 0 };
        self.last = Some(now);
        self.last_code = code;
        // Two in quick succession are usual when Discord moves a connection.
        let Some(more) = self.short_ones.checked_sub(2) else { return Duration::ZERO };
        let doublings = if life.spent_login { more + LOGIN_FACTOR.ilog2() } else { more };
        pause_up_to(doublings, self.longest(life))
    }

    /// The code of the last one, if it had one.
    pub(super) fn last_code(&self) -> Option<u16> {
        self.last_code
    }

    fn longest(&self, life: Life) -> Duration {
        if life.spent_login { self.login_pause_max } else { FREE_PAUSE_MAX }
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
             asks for none that needs Discord's consent; is the token that of another program's \
             proxy?"
        ),
        Some(code) => anyhow!("Discord closed the connection for good ({code})"),
        None => anyhow!("Discord closed the connection for good"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the queue says for one shard and a budget of 1,000.
    const LOGIN_PAUSE_MAX: Duration = Duration::from_secs(345);

    /// How many connections there are in a day if each ends after so long.
    fn connections_in_a_day(lifetime: Duration, life: Life) -> u32 {
        let start = Instant::now();
        let (mut ends, mut now, mut count) = (Ends::new(LOGIN_PAUSE_MAX), start, 0);
        while now.duration_since(start) < Duration::from_hours(24) {
            now += ends.note(now, Some(4000), life) + lifetime;
            count += 1;
        }
        count
    }

    #[tokio::test]
    async fn g8_connections_that_end_early_never_spend_a_days_logins() {
        for (lifetime, was_let_in) in [(100, true), (100, false), (31_000, false)] {
            let life = Life { was_let_in, spent_login: true };
            let count = connections_in_a_day(Duration::from_millis(lifetime), life);
            assert!((200..600).contains(&count), "{lifetime} ms, {was_let_in}: {count}");
        }
    }

    #[tokio::test]
    async fn what_costs_no_login_is_tried_again_within_fifteen_seconds() {
        let life = Life { was_let_in: false, spent_login: false };
        let mut ends = Ends::new(LOGIN_PAUSE_MAX);
        let now = Instant::now();
        let pauses: Vec<Duration> = (0..20).map(|_| ends.note(now, None, life)).collect();
        assert_eq!(pauses.iter().filter(|it| it.is_zero()).count(), 1);
        assert!(pauses.iter().all(|it| *it <= FREE_PAUSE_MAX), "{pauses:?}");
    }

    #[tokio::test]
    async fn a_connection_that_did_its_job_is_followed_by_the_next_at_once() {
        let mut ends = Ends::new(LOGIN_PAUSE_MAX);
        let life = Life { was_let_in: true, spent_login: true };
        let mut now = Instant::now();
        for _ in 0..10 {
            now += Duration::from_hours(1);
            assert_eq!(ends.note(now, None, life), Duration::ZERO);
        }
    }
}
