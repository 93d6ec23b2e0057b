//! Whether memory grows with the number of interactions.

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::time::{Duration, Instant};

use crate::asker::Prepared;
use crate::load::{self, Pace};
use crate::question::Kind;
use crate::subject::Subject;

/// How many interactions lie between two lines.
const STEP: u32 = 100_000;

/// How many are prepared, and then sent, at once.
const BATCH: u32 = 10_000;

/// How many are under way at once.
const UNDER_WAY: usize = 16;

/// No batch takes nearly as long.
const BATCH_LENGTH: Duration = Duration::from_mins(5);

/// Sends so many interactions, a command and an autocomplete in turn, and prints the memory on
/// the way.
pub(crate) async fn watch(subject: &mut Subject, interactions: u32) -> anyhow::Result<()> {
    let mut questions = Vec::new();
    let (commands, beginnings) = (Kind::Commands.questions()?, Kind::Autocomplete.questions()?);
    for (command, beginning) in commands.iter().zip(beginnings.iter().cycle()) {
        questions.extend([command.clone(), beginning.clone()]);
    }
    let start = Instant::now();
    println!("{:>14} {:>14} {:>10}", "interactions", "resident KiB", "seconds");
    let line = |sent: u32, subject: &Subject| -> anyhow::Result<()> {
        let resident = subject.running.resident_kib()?;
        println!("{sent:>14} {resident:>14} {:>10.1}", start.elapsed().as_secs_f64());
        Ok(())
    };
    line(0, subject)?;
    let mut sent = 0;
    while sent < interactions {
        let count = BATCH.min(interactions - sent);
        let prepared: Vec<Prepared> = subject.asker.prepare(&questions, count as usize);
        let run =
            load::run(&subject.asker, prepared, Pace::UnderWay(UNDER_WAY), BATCH_LENGTH).await;
        subject.running.ensure_running()?;
        run?;
        sent += count;
        if sent.is_multiple_of(STEP) || sent == interactions {
            line(sent, subject)?;
        }
    }
    Ok(())
}
