//! The folder of what is kept between two runs.
//!
//! Nothing in it is needed: a file that cannot be read counts as none, and whoever keeps something
//! must be able to do without. Files are small and replaced whole, so that none is ever half
//! written.
#![expect(clippy::disallowed_methods, reason = "the one place that reads and writes the folder")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A file larger than this is none of ours.
const SIZE_MAX: u64 = 1 << 20;

/// How long a disk may take before whoever waits for it goes on without.
const TIME_FOR_DISK: Duration = Duration::from_secs(1);

/// The folder, which need not be there yet. Every method blocks.
#[derive(Debug, Clone)]
pub struct StateFolder {
    dir: PathBuf,
    /// Whether the disk was too slow once. A thread still waits for it then, and there are few.
    is_too_slow: Arc<AtomicBool>,
}

impl StateFolder {
    /// The folder at this path.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), is_too_slow: Arc::default() }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Does work on the folder elsewhere, and waits a second for it. After the first that took
    /// longer there is no other: the folder counts as not there. Needs a runtime.
    pub async fn in_time<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let too_slow = || io::Error::new(io::ErrorKind::TimedOut, "the disk is too slow");
        if self.is_too_slow.load(Ordering::Relaxed) {
            return Err(too_slow());
        }
        let folder = self.clone();
        let work = tokio::task::spawn_blocking(move || work(&folder));
        match tokio::time::timeout(TIME_FOR_DISK, work).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(io::Error::other("a fault of ours")),
            Err(_) => {
                self.is_too_slow.store(true, Ordering::Relaxed);
                Err(too_slow())
            }
        }
    }

    /// The content of a file; `None` if it is not there.
    pub fn read(&self, name: &str) -> io::Result<Option<String>> {
        let path = self.dir.join(name);
        match fs::metadata(&path) {
            Ok(it) if it.len() > SIZE_MAX => return Err(io::ErrorKind::FileTooLarge.into()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        fs::read_to_string(path).map(Some)
    }

    /// Puts a file there, or replaces it. After an error, the old one is there as it was.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        // Beside it, since only within a file system is a file moved at once.
        let new = self.dir.join(format!("{name}.{}.new", std::process::id()));
        let written = write_new(&new, text).and_then(|()| fs::rename(&new, self.dir.join(name)));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }

    /// Takes a file away. Not an error if it is not there.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Puts a file in the place of another, if it is there.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        match fs::rename(self.dir.join(from), self.dir.join(to)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Does work while nobody else, of any process, does work under this lock: an empty file that
    /// stays. A file system without locks lets everybody work at once.
    pub fn alone<T>(&self, lock: &str, work: impl FnOnce(&Self) -> io::Result<T>) -> io::Result<T> {
        fs::create_dir_all(&self.dir)?;
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).open(self.dir.join(lock))?;
        match file.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            _ => {}
        }
        // Let go with the file, also by a panic or the end of the process.
        let done = work(self);
        drop(file);
        done
    }

    /// Takes the whole folder away, after a test.
    #[cfg(test)]
    pub(crate) fn clear(&self) {
        let _ = fs::remove_dir_all(&self.dir);
    }

    /// Whether the largest file can be written and read. Leaves everything as it was: a folder
    /// that is made here may belong to somebody else than the bot.
    pub fn probe(&self) -> io::Result<()> {
        const NAME: &str = "probe";
        let made = missing(&self.dir);
        let text = "a".repeat(usize::try_from(SIZE_MAX).unwrap_or(usize::MAX));
        let read = self.write(NAME, &text).and_then(|()| self.read(NAME));
        let removed = self.remove(NAME);
        for folder in made {
            let _ = fs::remove_dir(folder);
        }
        let is_same = read?.is_some_and(|it| it == text);
        removed?;
        if is_same { Ok(()) } else { Err(io::Error::other("what is read is not what was written")) }
    }
}

/// The parts of `dir` that are not there, deepest first.
fn missing(dir: &Path) -> Vec<PathBuf> {
    let is_missing = |it: &&Path| !it.as_os_str().is_empty() && !it.exists();
    dir.ancestors().take_while(is_missing).map(Path::to_owned).collect()
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Who can read a session can take it over, with the token.
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    // A file that is moved before its content is on the disk may be empty after a power cut.
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> StateFolder {
        let name = format!("certguide-state-{name}-{}", std::process::id());
        StateFolder::new(std::env::temp_dir().join(name))
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is_left_behind() {
        let folder = folder("written");
        assert_eq!(folder.read("a.json").unwrap(), None);
        folder.remove("a.json").unwrap();
        folder.write("a.json", "one").unwrap();
        folder.write("a.json", "two").unwrap();
        assert_eq!(folder.read("a.json").unwrap().as_deref(), Some("two"));
        assert_eq!(fs::read_dir(folder.dir()).unwrap().count(), 1);
        folder.remove("a.json").unwrap();
        assert_eq!(folder.read("a.json").unwrap(), None);
        fs::remove_dir_all(folder.dir()).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_one() {
        let folder = folder("kept");
        folder.write("a.json", "old").unwrap();
        // A folder in its place cannot be replaced by a file.
        fs::create_dir(folder.dir().join("b.json")).unwrap();
        folder.write("b.json", "new").unwrap_err();
        assert_eq!(folder.read("a.json").unwrap().as_deref(), Some("old"));
        assert_eq!(fs::read_dir(folder.dir()).unwrap().count(), 2);
        fs::remove_dir_all(folder.dir()).unwrap();
    }

    #[test]
    fn a_probe_leaves_everything_as_it_was() {
        let outer = folder("probed");
        let inner = StateFolder::new(outer.dir().join("deep").join("deeper"));
        inner.probe().unwrap();
        assert!(!outer.dir().exists());
        outer.write("a.json", "one").unwrap();
        inner.probe().unwrap();
        outer.probe().unwrap();
        assert_eq!(fs::read_dir(outer.dir()).unwrap().count(), 1);
        fs::create_dir(outer.dir().join("probe")).unwrap();
        outer.probe().unwrap_err();
        fs::remove_dir_all(outer.dir()).unwrap();
    }

    #[tokio::test]
    async fn a_disk_that_does_not_answer_is_not_waited_for() {
        let folder = folder("slow");
        assert_eq!(folder.in_time(|_| Ok(7)).await.unwrap(), 7);
        let slow = folder.in_time(|_| {
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        });
        assert_eq!(slow.await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        // Nor is another thread left waiting for it.
        let next = folder.clone().in_time(|_| -> io::Result<()> { unreachable!() }).await;
        assert_eq!(next.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
