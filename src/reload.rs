//! Knowledge that is replaced whole while it is answered from.
//!
//! Files are read, checked and made into a service aside. Only without errors does that take the
//! place of the one before it, in one step; with errors the last good one goes on answering. Either
//! way there is a report for whoever wrote the files.

mod change;
mod check;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch as channel;

use crate::files;
use crate::knowledge::source::SourceFile;
use crate::knowledge::{Date, Knowledge};
use crate::service::Service;
use change::Prints;
use check::{Checked, Glimpse, Sound, check, glimpse, read};

pub use change::Change;
pub use watch::{Watching, watch};

/// A service that is replaced when its knowledge changes. Shared by whoever answers from it.
#[derive(Debug)]
pub struct Live {
    /// `None`: the copy in the binary, which never changes.
    folder: Option<PathBuf>,
    today: fn() -> Date,
    /// Held while files are looked at, so that there is one look at a time.
    seen: Mutex<Seen>,
    /// A pointer behind a lock that is held while it is copied, and word to those who wait for
    /// another. One without a lock would save nanoseconds of an answer of many microseconds.
    current: channel::Sender<Arc<Current>>,
}

/// What answers now, and how that came to be.
#[derive(Debug, Clone)]
pub struct Current {
    /// Counts what has been answered from, from 1.
    pub number: u64,
    /// What answers.
    pub service: Arc<Service>,
    /// The files that it is made of, for whoever puts something on top of them.
    pub packs: Arc<[SourceFile]>,
    /// The day on which they were read; `None` after a fault.
    pub loaded_on: Option<Date>,
    /// How the last look at the files went.
    pub report: Report,
}

/// How a look at the files went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was looked at: a folder, or the copy in the binary.
    pub place: String,
    /// Number of errors. A place that cannot be read, or has nothing in it, has one.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// The problems as `certguide check` draws them, without colours. Empty if there are none.
    pub diagnostics: String,
    /// One line for all of it, the last that `certguide check` prints.
    pub summary: String,
    /// What answers since.
    pub serving: Serving,
    /// How what answers since differs from what did before; `None` where it is the same, and of
    /// the first look.
    pub change: Option<Change>,
}

/// What answers after a look at the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// What was found.
    Current,
    /// What was found the last time that it had no errors.
    LastGood,
    /// The copy in the binary, since it never was without errors.
    BuiltIn,
}

/// What the files were.
#[derive(Debug)]
struct Seen {
    /// At the last look.
    last: Glimpse,
    /// When what answers now was made of them.
    served: Prints,
}

impl Live {
    /// Answers from the files in `folder`, or else from the copy in the binary, which also stands
    /// in for a folder with errors. Blocks.
    pub fn new(folder: Option<&Path>, today: fn() -> Date) -> Self {
        let built_in = || check(files::BUILT_IN, &Ok(files::embedded()), today);
        let first = folder.map_or_else(built_in, |it| check(&place(it), &read(it), today));
        let last = first.seen;
        let (sound, report) = match first.sound {
            Some(sound) => (Some((sound, last.clone())), first.report),
            None => {
                let instead = built_in();
                let report = Report { serving: Serving::BuiltIn, ..first.report };
                (instead.sound.map(|it| (it, instead.seen)), report)
            }
        };
        // The copy in the binary is sound: a test says so.
        let nothing = || {
            let service = Arc::new(Service::new(Knowledge::default(), today));
            (Sound { service, packs: Arc::default() }, Ok(Prints::default()))
        };
        let (sound, served) = sound.unwrap_or_else(nothing);
        let current = Current::new(1, sound, report);
        Self {
            folder: folder.map(Path::to_owned),
            today,
            seen: Mutex::new(Seen { last, served: served.unwrap_or_default() }),
            current: channel::Sender::new(Arc::new(current)),
        }
    }

    /// Answers from this for ever: there are no files to look at, nor to put anything on top of.
    pub fn fixed(service: Arc<Service>) -> Self {
        let known = service.knowledge().iter().len();
        let report = check::sound_report(files::BUILT_IN, known);
        let sound = Sound { service, packs: Arc::default() };
        Self {
            folder: None,
            today: crate::service::today,
            seen: Mutex::new(Seen { last: Ok(Prints::default()), served: Prints::default() }),
            current: channel::Sender::new(Arc::new(Current::new(1, sound, report))),
        }
    }

    /// What answers now.
    pub fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.borrow())
    }

    /// Tells of every look at the files that found something else than the one before it.
    pub fn subscribe(&self) -> channel::Receiver<Arc<Current>> {
        self.current.subscribe()
    }

    /// How it tells the day.
    pub fn today(&self) -> fn() -> Date {
        self.today
    }

    /// The folder that it answers from; `None`: the copy in the binary.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Looks at the files, changed or not, and answers from them if they have no errors. Blocks.
    pub fn reload(&self) -> Arc<Current> {
        if let Some(folder) = &self.folder {
            let mut seen = self.seen();
            self.take(check(&place(folder), &read(folder), self.today), &mut seen);
        }
        self.current()
    }

    /// The same, but only if they are not what they were at the last look.
    fn refresh(&self, folder: &Path) {
        let mut seen = self.seen();
        let read = read(folder);
        if glimpse(&read) != seen.last {
            self.take(check(&place(folder), &read, self.today), &mut seen);
        }
    }

    /// Answers from what was found if it is sound, and reports on it either way.
    fn take(&self, found: Checked, seen: &mut Seen) {
        let before = self.current();
        seen.last = found.seen;
        let current = match (found.sound, &seen.last) {
            (Some(sound), Ok(files)) => {
                let known = (before.service.knowledge(), sound.service.knowledge());
                let change = Some(Change::between((&seen.served, files), known));
                seen.served.clone_from(files);
                let report = Report { change, ..found.report };
                Current::new(before.number + 1, sound, report)
            }
            _ => {
                let serving = match before.report.serving {
                    Serving::BuiltIn => Serving::BuiltIn,
                    Serving::Current | Serving::LastGood => Serving::LastGood,
                };
                let report = Report { serving, ..found.report };
                Current { report, ..Current::clone(&before) }
            }
        };
        self.current.send_replace(Arc::new(current));
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn new(number: u64, sound: Sound, report: Report) -> Self {
        let loaded_on = sound.service.day();
        Self { number, service: sound.service, packs: sound.packs, loaded_on, report }
    }
}

impl Serving {
    /// In words: `current`, `last good` or `built in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::LastGood => "last good",
            Self::BuiltIn => "built in",
        }
    }
}

fn place(folder: &Path) -> String {
    folder.display().to_string()
}
