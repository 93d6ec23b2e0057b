//! Looks at the files whenever they change.
//!
//! The system tells of changes at once, but not of all: nothing of a folder on the disk of another
//! machine, nothing of one behind the mount of a container, and once a folder has been moved away
//! nothing of the one that takes its place. So there is a glance every second as well, which costs
//! well under a millisecond, and where that finds a change of which nothing was told, the watch is
//! set up anew.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Live;
use crate::files::{self, Glance};

/// How long between two glances.
const PAUSE: Duration = Duration::from_secs(1);

/// Changes that follow each other by less are one: an editor writes a file, renames it and sets
/// its rights, and a tool writes many.
const QUIET: Duration = Duration::from_millis(50);

/// While changes do not cease, there is a look after so many times [`QUIET`].
const PATIENCE: u32 = 10;

/// Ends the watch when it goes.
#[derive(Debug)]
pub struct Watching(Sender<Told>);

/// What the thread is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Something changed.
    Changed,
    /// Nobody needs it any more.
    End,
}

/// Keeps `live` up to date from a thread of its own. What answers from the copy in the binary needs
/// none.
pub fn watch(live: &Arc<Live>) -> io::Result<Watching> {
    let (sender, told) = channel();
    if let Some(folder) = live.folder() {
        let thread = Thread { folder: folder.to_owned(), live: Arc::clone(live), told };
        let sender = sender.clone();
        thread::Builder::new().name("knowledge".to_owned()).spawn(move || thread.run(&sender))?;
    }
    Ok(Watching(sender))
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.send(Told::End);
    }
}

struct Thread {
    folder: PathBuf,
    live: Arc<Live>,
    told: Receiver<Told>,
}

impl Thread {
    fn run(self, sender: &Sender<Told>) {
        let mut watcher = watcher(&self.folder, sender);
        // What changed before there was a watch.
        let mut seen = self.look();
        loop {
            match self.told.recv_timeout(PAUSE) {
                Ok(Told::Changed) => {
                    if self.wait_for_quiet() == Told::End {
                        return;
                    }
                    seen = self.look();
                }
                Err(RecvTimeoutError::Timeout) => {
                    if glance(&self.folder) != seen {
                        drop(watcher.take());
                        watcher = self::watcher(&self.folder, sender);
                        seen = self.look();
                    }
                }
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Looks at the files; what a glance saw before that.
    fn look(&self) -> Option<Glance> {
        let seen = glance(&self.folder);
        self.live.refresh(&self.folder);
        seen
    }

    /// Waits until nothing has changed for a moment.
    fn wait_for_quiet(&self) -> Told {
        for _ in 0..PATIENCE {
            thread::sleep(QUIET);
            let mut told = self.told.try_iter().peekable();
            if told.peek().is_none() {
                break;
            }
            if told.any(|it| it == Told::End) {
                return Told::End;
            }
        }
        Told::Changed
    }
}

/// `None`: it cannot be read.
fn glance(folder: &Path) -> Option<Glance> {
    files::glance(folder).ok()
}

/// Has the system tell of changes; `None`: it does not.
fn watcher(folder: &Path, sender: &Sender<Told>) -> Option<RecommendedWatcher> {
    let sender = sender.clone();
    let tell = move |event: notify::Result<Event>| {
        if event.map_or(true, |it| is_change(it.kind)) {
            let _ = sender.send(Told::Changed);
        }
    };
    let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    match watcher {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::debug!("changes of the knowledge are looked for once a second: {error}");
            None
        }
    }
}

/// Whether files may differ after it. Our own reading is an event as well.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
