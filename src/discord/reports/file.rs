//! The file of corrections for whoever runs the bot: TOML, a `[[correction]]` each, newest last.
//!
//! It is replaced whole, so a reader finds it whole, also after a crash. At 1 MiB it becomes
//! `corrections.old.toml`, in place of the one before it, and a new one begins.

use std::fmt::Write;
use std::io;

use crate::guild::Correction;
use crate::knowledge::Date;
use crate::state::StateFolder;

pub(super) const NAME: &str = "corrections.toml";
pub(super) const OLD_NAME: &str = "corrections.old.toml";

/// Held by whoever writes: several processes may share the folder.
const LOCK: &str = "corrections.lock";

/// In bytes; the folder takes no larger file. Some thousand corrections.
const SIZE_MAX: usize = 1 << 20;

/// Writes an entry behind those that are there. Blocks.
pub(super) fn append(folder: &StateFolder, entry: &str) -> io::Result<()> {
    folder.alone(LOCK, |folder| {
        let before = match folder.read(NAME) {
            Ok(before) => before.unwrap_or_default(),
            // None of ours, or grown by hand: it is kept as it is.
            Err(error) if is_unreadable(&error) => {
                folder.rename(NAME, OLD_NAME)?;
                String::new()
            }
            Err(error) => return Err(error),
        };
        if before.is_empty() || before.len() + entry.len() <= SIZE_MAX {
            return folder.write(NAME, &(before + entry));
        }
        folder.rename(NAME, OLD_NAME)?;
        folder.write(NAME, entry)
    })
}

fn is_unreadable(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidData)
}

/// A correction as a table.
pub(super) fn entry(correction: &Correction, today: Date) -> String {
    let sources: Vec<String> = correction.sources.iter().map(|it| quoted(it)).collect();
    let mut entry = format!("[[correction]]\nsuggested_on = {today}\n");
    for (key, value) in [
        ("certification", correction.certification.as_str()),
        ("fact", &correction.fact),
        ("said", &correction.said),
        ("checked_on", &correction.checked_on),
        ("suggested", &correction.text),
        ("suggested_source", &correction.source),
    ] {
        let _ = writeln!(entry, "{key} = {}", quoted(value));
    }
    let _ = writeln!(entry, "sources = [{}]\n", sources.join(", "));
    entry
}

/// A string of TOML on one line. What a terminal would obey or nobody would see is written by its
/// number.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            it if it.is_control() || is_invisible(it) => {
                let _ = write!(out, "\\u{:04X}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// Marks that turn the direction of writing, break lines, or have no width. All fit four digits.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}
