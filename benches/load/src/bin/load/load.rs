//! Puts a load on a program: so many interactions under way all the time, or a fixed rate.

use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use nix::sys::time::{TimeSpec, TimeValLike};
use nix::sys::timer::{Expiration, TimerSetTimeFlags};
use nix::sys::timerfd::{ClockId, TimerFd, TimerFlags};
use tokio::io::unix::AsyncFd;
use tokio::task::JoinSet;

use crate::asker::{Asker, Prepared};

/// How long answers may take before a run fails. Discord waits for 3 s.
const PATIENCE: Duration = Duration::from_secs(20);

/// How interactions come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    /// So many under way: the next is sent when one is answered.
    UnderWay(usize),
    /// So many a second, however fast the answers come.
    Rate(u32),
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    /// How long each answer took, in no order. Not empty.
    pub(crate) latencies: Vec<Duration>,
    /// From the first interaction to the last answer.
    pub(crate) elapsed: Duration,
}

/// Sends interactions at this pace until the time is over or none is left, and waits for all
/// answers.
pub(crate) async fn run(
    asker: &Arc<Asker>,
    prepared: Vec<Prepared>,
    pace: Pace,
    length: Duration,
) -> anyhow::Result<Run> {
    let start = Instant::now();
    let latencies = async {
        match pace {
            Pace::UnderWay(count) => under_way(asker, prepared, count, start + length).await,
            Pace::Rate(rate) => at_rate(asker, prepared, rate).await,
        }
    };
    let latencies = tokio::time::timeout(length + PATIENCE, latencies)
        .await
        .context("it leaves interactions unanswered")??;
    Ok(Run { latencies, elapsed: start.elapsed() })
}

async fn under_way(
    asker: &Arc<Asker>,
    prepared: Vec<Prepared>,
    count: usize,
    end: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let supply = Arc::new(Mutex::new(prepared.into_iter()));
    let mut workers = JoinSet::new();
    for _ in 0..count {
        let (asker, supply) = (Arc::clone(asker), Arc::clone(&supply));
        workers.spawn(async move {
            let take = || supply.lock().unwrap_or_else(PoisonError::into_inner).next();
            let mut latencies = Vec::new();
            let mut now = Instant::now();
            while now < end
                && let Some(next) = take()
            {
                let start = Instant::now();
                now = asker.ask(&next).await?.at;
                latencies.push(now - start);
            }
            anyhow::Ok(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(of_worker) = workers.join_next().await {
        latencies.extend(of_worker??);
    }
    Ok(latencies)
}

/// Time counts from when an interaction was due, not from when it was sent: whatever is late
/// because of the answers before it is late for the person too.
async fn at_rate(
    asker: &Arc<Asker>,
    prepared: Vec<Prepared>,
    rate: u32,
) -> anyhow::Result<Vec<Duration>> {
    let interval = Duration::from_secs(1) / rate;
    // Before the ticker starts: a tick that came before its time would cost a whole interval.
    let mut due = Instant::now();
    let ticker = Ticker::new(interval)?;
    let mut answers = JoinSet::new();
    for next in prepared {
        while Instant::now() < due {
            ticker.tick().await?;
        }
        let (asker, start) = (Arc::clone(asker), due);
        answers.spawn(async move { anyhow::Ok(asker.ask(&next).await?.at - start) });
        due += interval;
    }
    let mut latencies = Vec::new();
    while let Some(latency) = answers.join_next().await {
        latencies.push(latency??);
    }
    Ok(latencies)
}

/// Ticks exactly. tokio's own timers are up to a millisecond late, which is longer than an answer
/// takes.
struct Ticker(AsyncFd<OwnedFd>);

impl Ticker {
    fn new(interval: Duration) -> anyhow::Result<Self> {
        let timer = TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::TFD_NONBLOCK)?;
        let interval = TimeSpec::nanoseconds(i64::try_from(interval.as_nanos())?);
        timer.set(Expiration::Interval(interval), TimerSetTimeFlags::empty())?;
        #[expect(deprecated, reason = "the newer way is unsafe; an `OwnedFd` is sound in both")]
        let timer = AsyncFd::new(timer.into())?;
        Ok(Self(timer))
    }

    /// Waits for the next tick; at once if one was missed.
    async fn tick(&self) -> anyhow::Result<()> {
        let mut ready = self.0.readable().await?;
        let mut missed = [0; 8];
        // Nothing to read: it was a false alarm, and the next is waited for.
        match nix::unistd::read(self.0.get_ref(), &mut missed) {
            Ok(_) | Err(nix::errno::Errno::EAGAIN) => ready.clear_ready(),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
