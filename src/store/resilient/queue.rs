//! Writes that the store does not have yet, and how many there have been of everything.

use std::collections::VecDeque;

use tokio::sync::oneshot;

use crate::guild::{Addition, Change};

/// The most writes that wait. A busy server makes some a minute, so this is hours of them.
const ENTRIES_MAX: usize = 10_000;

/// The most bytes that wait. An import of a whole layer has up to some hundred thousand.
const BYTES_MAX: usize = 8 << 20;

/// What is brought to the store at once.
const BATCH_ENTRIES_MAX: usize = 64;
const BATCH_BYTES_MAX: usize = 1 << 20;

/// How it has been so far. A write is what was asked for at once, of however many changes:
/// `taken = saved + waiting + lost`, at any moment.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Writes that were asked for.
    pub taken: u64,
    /// Those that are kept.
    pub saved: u64,
    /// Those that wait.
    pub waiting: u64,
    /// Those that are given up: there was no room, the store does not take such a thing, or the
    /// process ended.
    pub lost: u64,
    /// How often one of them was tried again.
    pub retried: u64,
    /// How often the store failed to be opened, read or written, or took too long.
    pub failures: u64,
}

/// A write, with who waits for it.
#[derive(Debug)]
pub(super) struct Entry {
    changes: Vec<Change>,
    bytes: usize,
    reply: Option<oneshot::Sender<Verdict>>,
}

/// What has become of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Saved,
    Lost,
}

/// There is no room.
#[derive(Debug)]
pub(super) struct Full {
    /// Whether there was until now.
    pub(super) is_first: bool,
}

/// Writes in order, bounded by number and size.
#[derive(Debug, Default)]
pub(super) struct Queue {
    entries: VecDeque<Entry>,
    bytes: usize,
    is_closed: bool,
    /// Since when: none has found room since the first that did not.
    is_full: bool,
    /// So many of the first go alone, since one of them cannot be kept.
    alone: usize,
    figures: Figures,
}

/// The first writes of the queue, which stay there until something has become of them.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) changes: Vec<Change>,
    /// How many writes that is.
    pub(super) entries: usize,
}

impl Entry {
    pub(super) fn new(changes: Vec<Change>, reply: Option<oneshot::Sender<Verdict>>) -> Self {
        let bytes = changes.iter().map(size).sum();
        Self { changes, bytes, reply }
    }

    fn end(self, verdict: Verdict) {
        if let Some(reply) = self.reply {
            // Whoever asked may have stopped waiting.
            let _ = reply.send(verdict);
        }
    }
}

impl Queue {
    /// Puts a write at the end, or loses it.
    pub(super) fn push(&mut self, entry: Entry) -> Result<(), Full> {
        self.figures.taken += 1;
        let is_small = self.bytes + entry.bytes <= BYTES_MAX && self.entries.len() < ENTRIES_MAX;
        if self.is_closed || !is_small {
            self.figures.lost += 1;
            return Err(Full { is_first: !std::mem::replace(&mut self.is_full, true) });
        }
        self.is_full = false;
        self.bytes += entry.bytes;
        self.entries.push_back(entry);
        Ok(())
    }

    /// What goes next; `None` if nothing waits.
    pub(super) fn batch(&self) -> Option<Batch> {
        let mut batch = Batch { changes: Vec::new(), entries: 0 };
        let mut bytes = 0;
        let most = if self.alone > 0 { 1 } else { BATCH_ENTRIES_MAX };
        for entry in self.entries.iter().take(most) {
            bytes += entry.bytes;
            if batch.entries > 0 && bytes > BATCH_BYTES_MAX {
                break;
            }
            batch.changes.extend(entry.changes.iter().cloned());
            batch.entries += 1;
        }
        (batch.entries > 0).then_some(batch)
    }

    /// The first so many have an end.
    pub(super) fn end(&mut self, entries: usize, verdict: Verdict) {
        for _ in 0..entries {
            let Some(entry) = self.entries.pop_front() else { return };
            self.bytes -= entry.bytes;
            self.alone = self.alone.saturating_sub(1);
            match verdict {
                Verdict::Saved => self.figures.saved += 1,
                Verdict::Lost => self.figures.lost += 1,
            }
            entry.end(verdict);
        }
    }

    /// One of the first so many cannot be kept; which, is found by bringing each alone.
    pub(super) fn divide(&mut self, entries: usize) {
        self.alone = entries;
    }

    /// The first so many are tried again.
    pub(super) fn count_retries(&mut self, entries: usize) {
        self.figures.retried += u64::try_from(entries).unwrap_or(u64::MAX);
    }

    pub(super) fn count_failure(&mut self) {
        self.figures.failures += 1;
    }

    pub(super) fn figures(&self) -> Figures {
        let waiting = u64::try_from(self.entries.len()).unwrap_or(u64::MAX);
        Figures { waiting, ..self.figures }
    }

    /// Takes nothing more.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Gives up all that waits. How many.
    pub(super) fn lose_all(&mut self) -> usize {
        let entries = self.entries.len();
        self.end(entries, Verdict::Lost);
        entries
    }
}

/// About how many bytes a change takes.
fn size(change: &Change) -> usize {
    let addition = |it: &Addition| size_of::<Addition>() + it.key.len() + it.toml.len();
    let texts = match change {
        Change::Set { rows, .. } => rows
            .iter()
            .map(|(key, value)| {
                size_of_val(key) * 2 + key.len() + value.as_ref().map_or(0, String::len)
            })
            .sum(),
        Change::Add { addition: it, .. } => addition(it),
        Change::Replace { additions, .. } => additions.iter().map(addition).sum(),
        Change::Count { question } => question.key.len() + question.text.len(),
        Change::Remove { key, .. } | Change::Settle { key, .. } | Change::Ignore { key, .. } => {
            key.len()
        }
        Change::Hold { holding, .. } => holding.certification.as_str().len(),
        Change::Drop { certification, .. } => certification.as_str().len(),
        Change::Forget { .. } => 0,
    };
    size_of::<Change>() + texts
}
