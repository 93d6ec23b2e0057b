//! Discord's limit of invalid requests: 10,000 that it meets with 401, 403 or 429 within 10 minutes,
//! and it bans the address for all bots that share it ("Invalid Request Limit" in
//! topics/rate-limits). Long before that we send less, and then nothing.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use crate::metrics::Metrics;

/// For how long one counts.
const WINDOW: Duration = Duration::from_mins(10);

/// The window is kept in so many parts; the oldest is forgotten as a whole.
const PARTS: usize = 10;

/// From here on nothing is tried twice. A tenth of the limit: no hiccup of Discord's comes near,
/// and other programs may share the address.
const NO_RETRIES: u32 = 1_000;

/// From here on nothing is sent until the oldest ones are out of the window.
const NOTHING: u32 = 5_000;

/// Counts invalid requests.
#[derive(Debug)]
pub(super) struct InvalidRequests {
    metrics: Arc<Metrics>,
    window: Mutex<Window>,
}

/// How much may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pace {
    /// Everything.
    Free,
    /// Each request once.
    NoRetries,
    /// Nothing.
    Nothing,
}

/// What came in the last minutes.
#[derive(Debug)]
struct Window {
    parts: [u32; PARTS],
    /// Place of the part that is being counted in.
    current: usize,
    /// When that one began.
    since: Instant,
}

impl InvalidRequests {
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        Self { metrics, window: Mutex::new(Window::new(Instant::now())) }
    }

    /// Counts a response if it is one of those that Discord counts: a 429 only where it is ours
    /// and not one that all share.
    pub(super) fn note(&self, status: StatusCode, headers: &HeaderMap) {
        let is_shared = headers.get("x-ratelimit-scope").is_some_and(|it| it == "shared");
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {}
            StatusCode::TOO_MANY_REQUESTS if !is_shared => {}
            _ => return,
        }
        self.metrics.count_invalid_request();
        let (before, after) = self.window().count(Instant::now());
        if before != after {
            tracing::error!(
                pace = ?after,
                "Discord refuses many requests (401, 403 or 429), and bans an address for too \
                 many; sending less"
            );
        }
    }

    /// How much may be sent now.
    pub(super) fn pace(&self) -> Pace {
        self.window().pace(Instant::now())
    }

    fn window(&self) -> std::sync::MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Window {
    fn new(now: Instant) -> Self {
        Self { parts: [0; PARTS], current: 0, since: now }
    }

    /// The pace before and after one more.
    fn count(&mut self, now: Instant) -> (Pace, Pace) {
        let before = self.pace(now);
        self.parts[self.current] = self.parts[self.current].saturating_add(1);
        (before, self.pace(now))
    }

    fn pace(&mut self, now: Instant) -> Pace {
        self.move_on(now);
        match self.parts.iter().sum::<u32>() {
            NOTHING.. => Pace::Nothing,
            NO_RETRIES.. => Pace::NoRetries,
            _ => Pace::Free,
        }
    }

    fn move_on(&mut self, now: Instant) {
        let part = WINDOW / u32::try_from(PARTS).unwrap_or(1);
        for _ in 0..=PARTS {
            if now.duration_since(self.since) < part {
                return;
            }
            self.since += part;
            self.current = (self.current + 1) % PARTS;
            self.parts[self.current] = 0;
        }
        // After a longer silence all parts are empty.
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn h3_it_slows_down_at_a_tenth_and_stops_at_half_of_the_limit() {
        let now = Instant::now();
        let mut window = Window::new(now);
        let mut paces = Vec::new();
        for number in 1..=10_000 {
            let (before, after) = window.count(now);
            if before != after {
                paces.push((number, after));
            }
        }
        assert_eq!(paces, [(1_000, Pace::NoRetries), (5_000, Pace::Nothing)]);
    }

    #[tokio::test]
    async fn what_is_ten_minutes_old_no_longer_counts() {
        let start = Instant::now();
        let mut window = Window::new(start);
        let after = |minutes| start + Duration::from_mins(minutes);
        for minute in 0..5 {
            for _ in 0..1_200 {
                window.count(after(minute));
            }
        }
        assert_eq!(window.pace(after(9)), Pace::Nothing);
        assert_eq!(window.pace(after(10)), Pace::NoRetries);
        assert_eq!(window.pace(after(14)), Pace::Free);
        assert_eq!(window.pace(after(10_000)), Pace::Free);
        window.count(after(10_000));
        assert_eq!(window.parts.iter().sum::<u32>(), 1);
    }

    #[tokio::test]
    async fn only_what_discord_counts_is_counted() {
        let metrics = Arc::new(Metrics::new(&crate::knowledge::Knowledge::default()));
        let invalid = InvalidRequests::new(Arc::clone(&metrics));
        let (ours, mut shared) = (HeaderMap::new(), HeaderMap::new());
        shared.insert("x-ratelimit-scope", "shared".parse().unwrap());
        let cases = [(200, &ours), (404, &ours), (500, &ours), (429, &shared)];
        for (status, headers) in cases.into_iter().chain([401, 403, 429].map(|it| (it, &ours))) {
            invalid.note(StatusCode::from_u16(status).unwrap(), headers);
        }
        assert_eq!(invalid.window().parts.iter().sum::<u32>(), 3);
        assert!(metrics.text().contains("certguide_invalid_requests_total 3"));
    }
}
