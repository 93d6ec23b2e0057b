//! `certguide unanswered`: what was asked and not answered, for whoever runs the bot.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use certguide::config::Config;
use certguide::guild::{Unanswered, questions_summed, questions_toml};
use certguide::runtime;
use certguide::store;
use clap::{Args, ValueEnum};

/// As many as anybody works through.
const MOST: u32 = 10_000;

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// How to print them
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Count and text, a line each
    Text,
    /// A `[[question]]` each, with days
    Toml,
}

pub(crate) fn run(config: &Config, options: &Questions) -> anyhow::Result<ExitCode> {
    let place = &config.store.place;
    let questions = runtime::block_on(async {
        let store = store::open(place).await?;
        let questions = store.unanswered(None, MOST).await;
        store.close().await;
        questions
    })?;
    let questions = questions.context("cannot read the store (`store.url`)")?;
    let mut out = std::io::stdout().lock();
    match options.format {
        Format::Toml => write!(out, "{}", questions_toml(&questions))?,
        Format::Text => {
            for Unanswered { count, text, .. } in questions_summed(&questions) {
                writeln!(out, "{count:>6}  {text}")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
