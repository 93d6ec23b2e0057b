//! What was found, a line for each thing as soon as it is known, and their sum.

use std::io::{self, Write};

use crate::checkup::{Finding, Level, counted};
use crate::discord::invite::{self, Wants};

/// What was found so far.
pub(super) struct Report<'a> {
    out: &'a mut dyn Write,
    warnings: usize,
    faults: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, warnings: 0, faults: 0 }
    }

    pub(super) fn add(&mut self, finding: &Finding) -> io::Result<()> {
        match finding.level() {
            Level::Fine | Level::Skipped => {}
            Level::Warning => self.warnings += 1,
            Level::Fault => self.faults += 1,
        }
        write!(self.out, "{finding}")?;
        // The next one may take its time.
        self.out.flush()
    }

    /// Adds the sum, and links for the application with this id; the level of the worst.
    pub(super) fn end(self, application: Option<u64>, wants: Wants) -> io::Result<Level> {
        let faults = counted(self.faults, "failure");
        let warnings = counted(self.warnings, "warning");
        writeln!(self.out, "\n{faults}, {warnings}\n")?;
        self.out.write_all(links(application, wants).as_bytes())?;
        Ok(match (self.faults, self.warnings) {
            (0, 0) => Level::Fine,
            (0, _) => Level::Warning,
            _ => Level::Fault,
        })
    }
}

/// How people let the bot in.
fn links(application: Option<u64>, wants: Wants) -> String {
    let Some(application) = application else {
        return "no link to invite it: the application's id is not known; set DISCORD_TOKEN or \
                DISCORD_APPLICATION_ID, and mend what fails\n"
            .to_owned();
    };
    format!(
        "to add it to a server that you manage:\n  {}\n\
         to add it to your own account, and ask everywhere (if `User Install` is ticked on the \
         page `Installation` of the application):\n  {}\n",
        invite::to_a_server(application, wants),
        invite::to_account(application)
    )
}
