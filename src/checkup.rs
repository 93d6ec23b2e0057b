//! What a check of the installation found, and the checks of what is read from this machine.

use std::fmt;
use std::path::Path;

use crate::config::{self, Config, Secrets};
use crate::files;
use crate::knowledge::{self, Date};

/// What one check found. Displays as a line, and what to do below it; ends with a newline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    level: Level,
    /// What was looked at.
    what: &'static str,
    /// How it is.
    state: String,
    /// What to do about it; may be empty.
    deed: String,
}

/// How much a finding matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is as it should be.
    Fine,
    /// It could not be looked at, or is of no use here.
    Skipped,
    /// The bot works, but somebody should look.
    Warning,
    /// The bot does not work so.
    Fault,
}

impl Finding {
    /// Something that is as it should be.
    pub fn fine(what: &'static str, state: impl Into<String>) -> Self {
        Self { level: Level::Fine, what, state: state.into(), deed: String::new() }
    }

    /// Something that was not looked at, and why.
    pub fn skipped(what: &'static str, why: impl Into<String>) -> Self {
        Self { level: Level::Skipped, ..Self::fine(what, why) }
    }

    /// Something that somebody should look at.
    pub fn warning(what: &'static str, state: impl Into<String>, deed: impl Into<String>) -> Self {
        Self { level: Level::Warning, deed: deed.into(), ..Self::fine(what, state) }
    }

    /// Something that keeps the bot from working.
    pub fn fault(what: &'static str, state: impl Into<String>, deed: impl Into<String>) -> Self {
        Self { level: Level::Fault, deed: deed.into(), ..Self::fine(what, state) }
    }

    /// The same from a sentence that says the state, and after a colon what to do.
    pub fn fault_in_words(what: &'static str, sentence: &str) -> Self {
        let (state, deed) = sentence.split_once(": ").unwrap_or((sentence, ""));
        Self::fault(what, state, deed)
    }

    /// How much it matters.
    pub fn level(&self) -> Level {
        self.level
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Fine => "ok",
            Level::Skipped => "skip",
            Level::Warning => "warn",
            Level::Fault => "fail",
        };
        let mut lines = self.state.lines();
        writeln!(f, "{level:<5} {}: {}", self.what, lines.next().unwrap_or_default())?;
        lines.chain(self.deed.lines()).try_for_each(|line| writeln!(f, "      {line}"))
    }
}

/// The settings that [`config::read`] gives. Where they do not read because of the token, those
/// without it, so that the rest can be looked at.
pub fn settings(path: Option<&Path>) -> (Finding, Option<Config>) {
    const WHAT: &str = "settings";
    let file = path.unwrap_or(Path::new(config::DEFAULT_PATH));
    match config::read(path, Secrets::Needed) {
        Ok(config) => {
            let state = if file.exists() {
                format!("{} and the environment", file.display())
            } else {
                format!("the environment; there is no {}", file.display())
            };
            (Finding::fine(WHAT, state), Some(config))
        }
        Err(error) => {
            let config = config::read(path, Secrets::LeftAlone).ok();
            (Finding::fault(WHAT, error.to_string(), ""), config)
        }
    }
}

/// The knowledge in `dir`, or where else it is taken from, on the day that it is.
pub fn knowledge(dir: Option<&Path>, today: Date) -> Finding {
    const WHAT: &str = "knowledge";
    const CHECK: &str = "`certguide check` says where, and what to do";
    let (files, place) = match files::chosen(dir) {
        Ok(chosen) => chosen,
        Err(error) => return Finding::fault(WHAT, error.to_string(), ""),
    };
    let (knowledge, diagnostics) = knowledge::load(&files, today);
    let (errors, warnings) = (diagnostics.errors(), diagnostics.warnings());
    let state = format!(
        "{place}: {}, revision {}, {}, {}",
        counted(knowledge.iter().len(), "certification"),
        knowledge.revision(),
        counted(errors, "error"),
        counted(warnings, "warning"),
    );
    if errors > 0 {
        return Finding::fault(WHAT, state, CHECK);
    }
    if knowledge.iter().len() == 0 {
        return Finding::fault(WHAT, state, "`knowledge.dir` names the folder to read");
    }
    if warnings > 0 {
        return Finding::warning(WHAT, state, CHECK);
    }
    Finding::fine(WHAT, state)
}

/// A number with its noun.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        more => format!("{more} {noun}s"),
    }
}
