//! How much a person and a server may ask.
//!
//! The generic cell rate algorithm: of each is remembered only until when what it has asked so far
//! would take at the allowed pace, so memory is one instant for each that asked lately.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::config::Rate;

/// So many people and servers are remembered, those that asked last. Whoever is forgotten has
/// asked nothing while so many others did.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16_384).expect("it is not zero");

/// What is asked of the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Asked {
    Call,
    Suggestions,
}

/// Grants calls and suggestions.
#[derive(Debug)]
pub(super) struct Limits {
    /// Of a person; `None`: no limit.
    person: Option<Rate>,
    /// Of a server; `None`: no limit.
    server: Option<Rate>,
    /// By whom and for what: until when what was granted takes at the allowed pace. Ids of people
    /// and servers never meet: all are of one series.
    busy_until: Mutex<LruCache<(u64, Asked), Instant>>,
}

/// Suggestions are asked for at each letter, so there may be so many times more of them.
const SUGGESTIONS_TO_A_CALL: u32 = 8;

impl Limits {
    pub(super) fn new(person: Option<Rate>, server: Option<Rate>) -> Self {
        Self { person, server, busy_until: Mutex::new(LruCache::new(REMEMBERED)) }
    }

    /// Grants a call by these, or says how long to wait until the next would be granted.
    pub(super) fn grant_call(
        &self,
        person: Option<u64>,
        server: Option<u64>,
        now: Instant,
    ) -> Result<(), Duration> {
        self.grant(person, server, Asked::Call, now)
    }

    /// The same for suggestions while somebody types.
    pub(super) fn grant_suggestions(
        &self,
        person: Option<u64>,
        server: Option<u64>,
        now: Instant,
    ) -> Result<(), Duration> {
        self.grant(person, server, Asked::Suggestions, now)
    }

    fn grant(
        &self,
        person: Option<u64>,
        server: Option<u64>,
        asked: Asked,
        now: Instant,
    ) -> Result<(), Duration> {
        let both = [(person, self.person), (server, self.server)];
        let limited = both.into_iter().filter_map(|(id, rate)| Some(((id?, asked), rate?)));
        let limited: Vec<_> = limited.map(|(key, rate)| (key, scaled(rate, asked))).collect();
        let mut busy_until = self.busy_until.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Vec::new();
        for (key, rate) in limited {
            let busy = busy_until.get(&key).copied().filter(|it| *it > now).unwrap_or(now);
            let after = busy + rate.window / rate.calls;
            // All of a window's calls may come at once.
            if let Some(wait) = after.checked_duration_since(now + rate.window)
                && !wait.is_zero()
            {
                return Err(wait);
            }
            next.push((key, after));
        }
        // Only now: what is not granted to one is not counted against the other.
        for (key, after) in next {
            busy_until.put(key, after);
        }
        Ok(())
    }
}

fn scaled(rate: Rate, asked: Asked) -> Rate {
    match asked {
        Asked::Call => rate,
        Asked::Suggestions => {
            Rate { calls: rate.calls.saturating_mul(SUGGESTIONS_TO_A_CALL), ..rate }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: Option<Rate> = Some(Rate { calls: 20, window: Duration::from_secs(10) });
    const SERVER: Option<Rate> = Some(Rate { calls: 300, window: Duration::from_secs(10) });

    fn granted(limits: &Limits, now: Instant, of: impl Fn(u64) -> (u64, u64)) -> usize {
        let grant = |it: u64| limits.grant_call(Some(of(it).0), Some(of(it).1), now);
        (0..1_000).map(grant).filter(|it| *it == Ok(())).count()
    }

    #[tokio::test]
    async fn a_person_gets_so_many_at_once_and_then_as_many_as_the_pace_gives() {
        let limits = Limits::new(PERSON, SERVER);
        let start = Instant::now();
        assert_eq!(granted(&limits, start, |_| (1, 2)), 20);
        assert_eq!(limits.grant_call(Some(1), Some(2), start), Err(Duration::from_millis(500)));
        let later = start + Duration::from_secs(1);
        assert_eq!(granted(&limits, later, |_| (1, 2)), 2);
        assert_eq!(granted(&limits, later + Duration::from_mins(1), |_| (1, 2)), 20);
    }

    #[tokio::test]
    async fn a_server_is_limited_whoever_asks_and_nobody_pays_for_what_was_not_granted() {
        let limits = Limits::new(PERSON, SERVER);
        let start = Instant::now();
        assert_eq!(granted(&limits, start, |it| (1_000 + it, 2)), 300);
        // Turned away there, and free elsewhere.
        assert!(limits.grant_call(Some(1_999), Some(2), start).is_err());
        assert_eq!(granted(&limits, start, |_| (1_999, 3)), 20);
    }

    #[tokio::test]
    async fn typing_is_limited_by_itself() {
        let limits = Limits::new(PERSON, None);
        let start = Instant::now();
        let typed = (0..1_000).filter(|_| limits.grant_suggestions(Some(1), None, start).is_ok());
        assert_eq!(typed.count(), 160);
        assert!(limits.grant_call(Some(1), None, start).is_ok());
    }

    #[tokio::test]
    async fn without_limits_everything_is_granted_and_memory_is_bounded() {
        let start = Instant::now();
        assert_eq!(granted(&Limits::new(None, None), start, |_| (1, 2)), 1_000);
        let limits = Limits::new(PERSON, SERVER);
        for it in 0..50_000 {
            assert!(limits.grant_call(Some(it), Some(1_000_000 + it), start).is_ok());
        }
        assert_eq!(limits.busy_until.lock().unwrap().len(), REMEMBERED.get());
    }
}
