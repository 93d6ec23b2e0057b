//! The folder of what is kept between two runs.
//!
//! Nothing in it is needed: a file that cannot be read counts as none, and whoever keeps something
//! must be able to do without. Files are small and replaced whole, so that none is ever half
//! written.
#![expect(clippy::disallowed_methods, reason = "the one place that reads and writes the folder")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file larger than this is none of ours.
const SIZE_MAX: u64 = 1 << 20;

/// The folder, which need not be there yet. Every method blocks.
#[derive(Debug, Clone)]
pub struct StateFolder {
    dir: PathBuf,
}

impl StateFolder {
    /// The folder at this path.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
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
}
