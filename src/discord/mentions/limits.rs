//! How much is said where: what we allow a person and a channel to make us say, and what Discord
//! allows us.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

/// So many replies a channel gets, and a person wherever they ask, within [`WINDOW`]: more than a
/// conversation needs, and less than would bury one.
const REPLIES: usize = 5;
const WINDOW: Duration = Duration::from_secs(10);

/// So many replies all of them together get in a second: less than half of what Discord takes from a
/// bot ("Global Rate Limit" in topics/rate-limits), since other processes may have a part in that.
const REPLIES_IN_ALL: usize = 20;
const WINDOW_OF_ALL: Duration = Duration::from_secs(1);

/// How long a channel is left alone that does not let us reply. Somebody may give us the permission,
/// but each try before that counts towards the limit of invalid requests.
const TIME_CLOSED: Duration = Duration::from_mins(10);

/// So many channels and people are remembered, those that were heard last.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4096).expect("it is not zero");

/// What is remembered of channels and people. Their ids never meet: all are of one series.
#[derive(Debug)]
pub(super) struct Limits {
    known: LruCache<u64, Known>,
    all: Recent<REPLIES_IN_ALL>,
    /// Until when Discord takes nothing from us.
    quiet_until: Option<Instant>,
}

/// Why there is no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// There were too many before it.
    TooMany,
    /// Discord does not let us reply there.
    Closed,
}

#[derive(Debug, Default)]
struct Known {
    replies: Recent<REPLIES>,
    /// Until when Discord takes nothing for this channel.
    full_until: Option<Instant>,
    /// Until when there is no use in trying.
    closed_until: Option<Instant>,
}

/// When the last `N` replies were granted, oldest first.
#[derive(Debug, Default)]
pub(in crate::discord) struct Recent<const N: usize>(VecDeque<Instant>);

impl Limits {
    pub(super) fn new() -> Self {
        Self { known: LruCache::new(REMEMBERED), all: Recent::default(), quiet_until: None }
    }

    /// Grants a reply to this person in this channel, or not.
    pub(super) fn grant(&mut self, channel: u64, person: u64, now: Instant) -> Result<(), Denied> {
        if self.is_closed(channel, now) {
            return Err(Denied::Closed);
        }
        let has_room = self.known(channel).replies.has_room(now, WINDOW)
            && self.known(person).replies.has_room(now, WINDOW)
            && self.all.has_room(now, WINDOW_OF_ALL);
        if !has_room {
            return Err(Denied::TooMany);
        }
        self.known(channel).replies.note(now);
        self.known(person).replies.note(now);
        self.all.note(now);
        Ok(())
    }

    /// Whether Discord does not let us reply in this channel.
    pub(super) fn is_closed(&mut self, channel: u64, now: Instant) -> bool {
        self.known(channel).closed_until.is_some_and(|it| now < it)
    }

    /// When Discord takes the next reply in this channel, if it has said that.
    pub(super) fn free_at(&mut self, channel: u64) -> Option<Instant> {
        self.known(channel).full_until.max(self.quiet_until)
    }

    /// Discord takes nothing for this channel before that.
    pub(super) fn note_full(&mut self, channel: u64, until: Instant) {
        let known = self.known(channel);
        known.full_until = known.full_until.max(Some(until));
    }

    /// Discord takes nothing from us before that.
    pub(super) fn note_quiet(&mut self, until: Instant) {
        self.quiet_until = self.quiet_until.max(Some(until));
    }

    /// Discord does not let us reply in this channel. Whether that is news.
    pub(super) fn note_closed(&mut self, channel: u64, now: Instant) -> bool {
        let is_news = !self.is_closed(channel, now);
        self.known(channel).closed_until = Some(now + TIME_CLOSED);
        is_news
    }

    fn known(&mut self, id: u64) -> &mut Known {
        self.known.get_or_insert_mut(id, Known::default)
    }
}

impl<const N: usize> Recent<N> {
    /// Whether another may be granted: fewer than `N` were within the `window` up to `now`.
    pub(in crate::discord) fn has_room(&self, now: Instant, window: Duration) -> bool {
        self.0.len() < N || self.0.front().is_none_or(|it| now.duration_since(*it) >= window)
    }

    /// Notes that another was granted.
    pub(in crate::discord) fn note(&mut self, now: Instant) {
        if self.0.len() == N {
            self.0.pop_front();
        }
        self.0.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of so many replies are granted in the channels and to the people that `of` names.
    fn granted(limits: &mut Limits, now: Instant, of: impl Fn(u64) -> (u64, u64)) -> usize {
        let grant = |it: u64| limits.grant(of(it).0, of(it).1, now);
        (0..100).map(grant).filter(|it| *it == Ok(())).count()
    }

    #[tokio::test]
    async fn nobody_gets_more_than_five_replies_in_ten_seconds_whatever_they_do() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut limits = Limits::new();
        // Many people in one channel; then one person in many channels.
        assert_eq!(granted(&mut limits, start, |it| (1, 1_000 + it)), REPLIES);
        assert_eq!(granted(&mut limits, start, |it| (2_000 + it, 2)), REPLIES);
        assert_eq!(granted(&mut limits, after(9), |it| (1, 3_000 + it)), 0);
        assert_eq!(granted(&mut limits, after(10), |it| (1, 4_000 + it)), REPLIES);
    }

    #[tokio::test]
    async fn h2_all_together_stay_below_what_discord_takes_in_a_second() {
        let start = Instant::now();
        let mut limits = Limits::new();
        let everywhere = |it| (1_000 + it, 2_000 + it);
        assert_eq!(granted(&mut limits, start, everywhere), REPLIES_IN_ALL);
        let later = start + Duration::from_millis(999);
        assert_eq!(granted(&mut limits, later, |it| (3_000 + it, 4_000 + it)), 0);
        let later = start + Duration::from_secs(1);
        assert_eq!(granted(&mut limits, later, |it| (5_000 + it, 6_000 + it)), REPLIES_IN_ALL);
    }

    #[tokio::test]
    async fn h3_a_channel_that_is_closed_is_left_alone_for_ten_minutes() {
        let start = Instant::now();
        let mut limits = Limits::new();
        assert!(limits.note_closed(1, start));
        assert!(!limits.note_closed(1, start));
        let later = start + TIME_CLOSED;
        assert_eq!(limits.grant(1, 2, start), Err(Denied::Closed));
        assert_eq!(limits.grant(3, 2, start), Ok(()));
        assert_eq!(limits.grant(1, 2, later), Ok(()));
        assert!(limits.note_closed(1, later));
    }

    #[tokio::test]
    async fn h1_what_discord_says_of_a_channel_and_of_all_is_kept_to() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut limits = Limits::new();
        assert_eq!(limits.free_at(1), None);
        limits.note_full(1, after(5));
        limits.note_full(1, after(2));
        assert_eq!((limits.free_at(1), limits.free_at(2)), (Some(after(5)), None));
        limits.note_quiet(after(3));
        assert_eq!((limits.free_at(1), limits.free_at(2)), (Some(after(5)), Some(after(3))));
    }

    #[tokio::test]
    async fn memory_is_bounded_whoever_asks() {
        let mut limits = Limits::new();
        let mut now = Instant::now();
        for it in 0..20_000 {
            now += Duration::from_millis(100);
            let _ = limits.grant(it, 1_000_000 + it, now);
        }
        assert_eq!(limits.known.len(), REMEMBERED.get());
    }
}
