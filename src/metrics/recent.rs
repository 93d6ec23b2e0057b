//! How long the last answers took.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many answers are looked at: enough for one in a hundred of them to be ten.
const ANSWERS: usize = 1024;

/// How long the last answers took, oldest first.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<VecDeque<Duration>>);

impl Recent {
    pub(super) fn note(&self, time: Duration) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if times.len() == ANSWERS {
            times.pop_front();
        }
        times.push_back(time);
    }

    /// What half of them took at most, and 99 of 100. `None` before the first.
    pub(super) fn percentiles(&self) -> Option<(Duration, Duration)> {
        let mut times: Vec<Duration> =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
        times.sort_unstable();
        // The nearest rank: the smallest that so many of a hundred do not exceed.
        let at = |share: usize| times.get((times.len() * share).div_ceil(100).checked_sub(1)?);
        Some((*at(50)?, *at(99)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_of_the_last_answers_alone() {
        let recent = Recent::default();
        assert_eq!(recent.percentiles(), None);
        let ms = Duration::from_millis;
        recent.note(ms(7));
        assert_eq!(recent.percentiles(), Some((ms(7), ms(7))));
        for it in 1..=100 {
            recent.note(ms(it));
        }
        assert_eq!(recent.percentiles(), Some((ms(50), ms(99))));
        for _ in 0..5_000 {
            recent.note(ms(1));
        }
        assert_eq!(recent.percentiles(), Some((ms(1), ms(1))));
        assert_eq!(recent.0.lock().unwrap().len(), ANSWERS);
    }
}
