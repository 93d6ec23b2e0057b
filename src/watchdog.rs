//! Ends a process whose runtime no longer runs: a supervisor can start a dead process anew, but
//! nobody notices one that lives and does nothing.
//!
//! It watches from a thread of its own, since nothing within the runtime can tell that it hangs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// What the process exits with when its runtime hangs: `EX_SOFTWARE` of `sysexits.h`.
pub const EXIT_CODE: i32 = 70;

/// How often the runtime shows that it runs, and how often that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// From one sign of life to the next.
    pub beat: Duration,
    /// After so many looks without a sign, one for each beat, the runtime counts as hanging.
    // Looks and not time: a machine that was asleep, or a process that was halted, has missed much
    // time but few looks.
    pub looks: u32,
}

impl Default for Watch {
    /// No work of ours takes more than milliseconds, and half a minute is what a supervisor waits
    /// for.
    fn default() -> Self {
        Self { beat: Duration::from_secs(1), looks: 30 }
    }
}

/// Watches the runtime that this is called in until that ends, and calls `hangs` from another
/// thread if it stops running.
pub fn watch(watch: Watch, hangs: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let beats = Arc::new(AtomicU64::new(0));
    let alive = Arc::downgrade(&beats);
    tokio::spawn(async move {
        loop {
            beats.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(watch.beat).await;
        }
    });
    let look = move || {
        let (mut last, mut missed) = (0, 0);
        // The runtime drops its tasks when it ends, and with them what counts.
        while let Some(beats) = alive.upgrade() {
            let now = beats.load(Ordering::Relaxed);
            missed = if now == last { missed + 1 } else { 0 };
            last = now;
            drop(beats);
            if missed > watch.looks {
                return hangs();
            }
            thread::sleep(watch.beat);
        }
    };
    thread::Builder::new().name("watchdog".to_owned()).stack_size(64 << 10).spawn(look)?;
    Ok(())
}

/// Logs what happened, if that is possible, and ends the process.
pub fn end_process() {
    // The log may be what hangs: on a pipe that nobody empties.
    thread::spawn(|| {
        tracing::error!("the program hangs; ending it, so that it can be started anew");
    });
    thread::sleep(Duration::from_secs(1));
    std::process::exit(EXIT_CODE);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, TryRecvError, channel};

    use super::*;

    const WATCH: Watch = Watch { beat: Duration::from_millis(20), looks: 5 };

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
    }

    #[test]
    fn a_runtime_that_hangs_is_noticed_from_outside() {
        let (sender, receiver) = channel();
        runtime().block_on(async {
            watch(WATCH, move || sender.send(()).unwrap()).unwrap();
            tokio::time::sleep(WATCH.beat * 2).await;
            // As a command would that never comes to an end.
            receiver.recv_timeout(Duration::from_secs(30)).unwrap();
        });
    }

    #[test]
    fn a_runtime_that_runs_or_has_ended_is_left_alone() {
        let (sender, receiver) = channel::<()>();
        runtime().block_on(async {
            watch(WATCH, move || drop(sender)).unwrap();
            tokio::time::sleep(WATCH.beat * 20).await;
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        });
        // The end of the thread drops the sender without anything sent.
        let end = receiver.recv_timeout(Duration::from_secs(30));
        assert_eq!(end, Err(RecvTimeoutError::Disconnected));
    }
}
