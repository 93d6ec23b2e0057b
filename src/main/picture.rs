//! `certguide roadmap`: a roadmap as a file.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use certguide::call::Call;
use certguide::config::{self, Config};
use certguide::render::roadmap::Theme;
use certguide::terminal;
use clap::Args;

use super::service;

#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// Only this track, such as testing
    #[arg(long)]
    track: Option<String>,
    /// The certification that it leads to
    #[arg(long, value_name = "CERTIFICATION")]
    to: Option<String>,
    /// The certification that it starts from
    #[arg(long, value_name = "CERTIFICATION")]
    from: Option<String>,
    /// Colours [default: `roadmap.theme`]
    #[arg(long)]
    theme: Option<Colours>,
    /// At most so many pixels wide; a PNG has twice as many [default: what suits a chat]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(320..=2400))]
    width: Option<u32>,
    /// File to write, ending in .svg or .png
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Colours {
    Light,
    Dark,
}

pub(crate) fn run(config: &Config, options: &Picture) -> anyhow::Result<ExitCode> {
    let mut call = Call::new("roadmap");
    for (name, value) in [("track", &options.track), ("to", &options.to), ("from", &options.from)] {
        if let Some(value) = value {
            call = call.with(name, value);
        }
    }
    let theme = match (options.theme, config.roadmap.theme) {
        (Some(Colours::Light), _) | (None, config::Theme::Light) => Theme::Light,
        (Some(Colours::Dark), _) | (None, config::Theme::Dark) => Theme::Dark,
    };
    let look = terminal::Look { theme, width: options.width };
    let words = terminal::draw(&service(config)?, &call, look, &options.output)?;
    writeln!(std::io::stdout(), "{words}")?;
    Ok(ExitCode::SUCCESS)
}
