//! How old an interaction was when it arrived, told without trusting this machine's clock: one
//! that is wrong must not make the bot deaf.
//!
//! Ids carry Discord's time ("Snowflakes" in reference). The quickest way of any interaction so far
//! stands for none at all; what another took longer is its age.
#![expect(clippy::disallowed_methods, reason = "the age of a message is told by the clock")]

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// A quickest way is forgotten after this: clocks drift apart.
const TIME_TO_TRUST: Duration = Duration::from_hours(1);

/// Compares arrivals with ids.
#[derive(Debug)]
pub(super) struct Ages {
    start: Instant,
    /// Milliseconds from an id's time to our time since the start, and when that was seen.
    quickest: Option<(i64, Instant)>,
}

impl Ages {
    pub(super) fn new(start: Instant) -> Self {
        Self { start, quickest: None }
    }

    /// How old the interaction with this id is, which arrives now; zero where there is nothing
    /// that it could be compared with.
    pub(super) fn of(&mut self, id: u64, now: Instant) -> Duration {
        let here = i64::try_from(now.duration_since(self.start).as_millis()).unwrap_or(i64::MAX);
        let way = here.saturating_sub(i64::try_from(id >> 22).unwrap_or(i64::MAX));
        let trusted = self.quickest.filter(|(_, at)| now.duration_since(*at) < TIME_TO_TRUST);
        let quickest = match trusted {
            Some((quickest, _)) if quickest < way => quickest,
            _ => {
                self.quickest = Some((way, now));
                way
            }
        };
        Duration::from_millis(u64::try_from(way - quickest).unwrap_or(0))
    }
}

/// How old something with this id is by this machine's clock; zero if it is of the future.
///
/// For messages that come again after a new start: nothing came before them with which they could
/// be compared, and if the clock is wrong, nobody waits for an answer in vain who could not ask again.
pub(super) fn by_clock(id: u64) -> Duration {
    /// Discord's first millisecond, in those since 1970.
    const EPOCH: i64 = 1_420_070_400_000;
    let sent = i64::try_from(id >> 22).unwrap_or_default().saturating_add(EPOCH);
    let age = Timestamp::now().as_millisecond().saturating_sub(sent);
    Duration::from_millis(u64::try_from(age).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The id of something that happened at this second of Discord's clock.
    fn id(second: u64) -> u64 {
        (second * 1000) << 22
    }

    #[tokio::test]
    async fn what_came_the_long_way_is_as_old_as_the_way_was_long() {
        let start = Instant::now();
        let at = |second| start + Duration::from_secs(second);
        let mut ages = Ages::new(start);
        // Whatever the two clocks say.
        assert_eq!(ages.of(id(5_000), at(10)), Duration::ZERO);
        assert_eq!(ages.of(id(5_020), at(30)), Duration::ZERO);
        assert_eq!(ages.of(id(5_025), at(60)), Duration::from_secs(25));
        assert_eq!(ages.of(id(5_050), at(60)), Duration::ZERO);
    }

    #[tokio::test]
    async fn a_quicker_way_sets_the_measure_and_an_old_measure_is_forgotten() {
        let start = Instant::now();
        let at = |second| start + Duration::from_secs(second);
        let mut ages = Ages::new(start);
        assert_eq!(ages.of(id(100), at(130)), Duration::ZERO);
        assert_eq!(ages.of(id(110), at(130)), Duration::ZERO);
        assert_eq!(ages.of(id(100), at(131)), Duration::from_secs(11));
        assert_eq!(ages.of(id(4_000), at(5_000)), Duration::ZERO);
    }

    #[tokio::test]
    async fn any_id_has_an_age() {
        let mut ages = Ages::new(Instant::now());
        for id in [0, 1, u64::MAX, u64::MAX / 2] {
            ages.of(id, Instant::now());
            by_clock(id);
        }
    }
}
