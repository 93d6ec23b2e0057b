//! Reads the knowledge folder, or the copy of it in the binary.
#![allow(clippy::disallowed_methods, reason = "this is where the knowledge files are read")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use include_dir::{Dir, include_dir};

use crate::knowledge::source::SourceFile;

/// The knowledge that the binary was built with.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

/// What the copy in the binary is called.
pub const BUILT_IN: &str = "built-in knowledge";

/// Some twenty times the longest file there is: more is something else by mistake.
const SIZE_MAX: u64 = 1024 * 1024;

/// Why a knowledge folder cannot be read. Each says what to do.
#[derive(Debug)]
pub enum FilesError {
    /// There is no such folder, or it is a file.
    NotAFolder(PathBuf),
    /// The system refused.
    Unreadable(PathBuf, io::Error),
    /// A file is larger than a knowledge file can be; with its size in bytes.
    TooLarge(PathBuf, u64),
    /// A file's text, or the name of a file, is not UTF-8.
    NotUtf8(PathBuf),
}

/// All knowledge files in `folder` and the folders in it, by path. Hidden files and what editors
/// leave behind are not looked at.
pub fn read(folder: &Path) -> Result<Vec<SourceFile>, FilesError> {
    let mut files = Vec::new();
    for (shown, path) in paths(folder)? {
        files.push(SourceFile { text: text(&path)?, path: shown });
    }
    Ok(files)
}

/// One file, wherever it is, called what it was called.
pub fn read_one(path: &Path) -> Result<SourceFile, FilesError> {
    Ok(SourceFile { text: text(path)?, path: path.display().to_string() })
}

/// What can be seen of knowledge files without opening them. Where it differs, something changed;
/// where it does not, something may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance(Vec<(String, u64, SystemTime)>);

/// A look at the files of `folder` that [`read`] would read.
pub fn glance(folder: &Path) -> Result<Glance, FilesError> {
    let mut seen = Vec::new();
    for (shown, path) in paths(folder)? {
        let about = fs::metadata(&path).map_err(unreadable(&path))?;
        let changed = about.modified().map_err(unreadable(&path))?;
        seen.push((shown, about.len(), changed));
    }
    Ok(Glance(seen))
}

/// The knowledge files in `folder`, each as its path begins there and as it can be opened, by path.
fn paths(folder: &Path) -> Result<Vec<(String, PathBuf)>, FilesError> {
    if !folder.is_dir() {
        return Err(FilesError::NotAFolder(folder.to_owned()));
    }
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    // Folders yet to be read, each with its path as a file's path begins with it.
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let canonical = fs::canonicalize(&folder).map_err(unreadable(&folder))?;
        // A link may lead back to where we were.
        if !seen.insert(canonical) {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(unreadable(&folder))? {
            let path = entry.map_err(unreadable(&folder))?.path();
            let Some(name) = path.file_name().and_then(|it| it.to_str()) else {
                return Err(FilesError::NotUtf8(path));
            };
            if is_left_behind(name) {
                continue;
            }
            let shown = format!("{prefix}{name}");
            if path.is_dir() {
                folders.push((path, format!("{shown}/")));
            } else if has_toml_ending(name) {
                files.push((shown, path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The files that answers come from, and what to call the place: `folder`, else the folder
/// `knowledge` where we are, else the copy in the binary.
pub fn chosen(folder: Option<&Path>) -> Result<(Vec<SourceFile>, String), FilesError> {
    match chosen_folder(folder) {
        Some(folder) => Ok((read(folder)?, folder.display().to_string())),
        None => Ok((embedded(), BUILT_IN.to_owned())),
    }
}

/// The folder of [`chosen`]; `None`: the copy in the binary.
pub fn chosen_folder(folder: Option<&Path>) -> Option<&Path> {
    let beside = Path::new("knowledge");
    folder.or_else(|| beside.is_dir().then_some(beside))
}

/// The files that the binary was built with, by path.
pub fn embedded() -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let name = file.path().file_name().and_then(|it| it.to_str()).unwrap_or("");
            if is_left_behind(name) || !has_toml_ending(name) {
                continue;
            }
            // A test loads them all: what is not UTF-8 would be missed there.
            let parts: Vec<&str> = file.path().iter().filter_map(|it| it.to_str()).collect();
            let text = file.contents_utf8().unwrap_or("").to_owned();
            files.push(SourceFile { path: parts.join("/"), text });
        }
    }
    files.sort_by(|first, second| first.path.cmp(&second.path));
    files
}

fn text(path: &Path) -> Result<String, FilesError> {
    let size = fs::metadata(path).map_err(unreadable(path))?.len();
    if size > SIZE_MAX {
        return Err(FilesError::TooLarge(path.to_owned(), size));
    }
    let bytes = fs::read(path).map_err(unreadable(path))?;
    String::from_utf8(bytes).map_err(|_| FilesError::NotUtf8(path.to_owned()))
}

fn unreadable(path: &Path) -> impl Fn(io::Error) -> FilesError {
    let path = path.to_owned();
    move |error| FilesError::Unreadable(path.clone(), error)
}

fn has_toml_ending(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "toml")
}

/// `.git`, `.#pcap.toml`, `#pcap.toml#`, `pcap.toml~`.
fn is_left_behind(name: &str) -> bool {
    name.starts_with(['.', '#', '~']) || name.ends_with('~')
}

impl std::fmt::Display for FilesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(
                f,
                "there is no folder `{}`; hint: name the folder that holds `words.toml` and one \
                 folder for each issuer",
                path.display()
            ),
            Self::Unreadable(path, error) => write!(
                f,
                "cannot read `{}`: {error}; hint: {}",
                path.display(),
                match error.kind() {
                    io::ErrorKind::NotFound => "it may be a link that leads nowhere: remove it",
                    _ => "let the user that runs certguide read it",
                }
            ),
            Self::TooLarge(path, size) => write!(
                f,
                "`{}` has {size} bytes, and a knowledge file has at most {SIZE_MAX}; hint: move \
                 it out of the knowledge folder",
                path.display()
            ),
            Self::NotUtf8(path) => write!(
                f,
                "`{}` is not UTF-8; hint: save it anew with the encoding UTF-8, under a name in \
                 UTF-8",
                path.display()
            ),
        }
    }
}

impl std::error::Error for FilesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(_, error) => Some(error),
            _ => None,
        }
    }
}
