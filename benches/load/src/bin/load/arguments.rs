//! What to measure, and for how long.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Measures certguide under load, beside the bare minimum and a bot made with twilight.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// The program to measure; `cargo build --release` in the main package makes it
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/release/certguide"))]
    pub(crate) program: PathBuf,
    /// How interactions arrive [default: one after the other]
    #[arg(long, value_enum)]
    transport: Option<Transport>,
    /// How often each load is put on each program
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// How long each time
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=60))]
    seconds: u16,
    /// Interactions a second where they arrive at a fixed rate
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub(crate) rate: u32,
    /// Keep this program on one core and the measured ones on another
    #[arg(long)]
    pub(crate) pin: bool,
    /// Try everything once, in a few seconds; the figures mean little
    #[arg(long)]
    quick: bool,
    /// Instead: send so many interactions to certguide alone, and print how its memory grows
    #[arg(long, value_name = "INTERACTIONS", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) memory: Option<u32>,
}

/// How interactions arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Transport {
    /// Over a WebSocket that the bot opens; it answers by REST.
    Gateway,
    /// By requests to the bot; it answers in its responses.
    Http,
}

impl Arguments {
    pub(crate) fn transports(&self) -> Vec<Transport> {
        match self.transport {
            Some(it) => vec![it],
            None => vec![Transport::Gateway, Transport::Http],
        }
    }

    pub(crate) fn rounds(&self) -> u16 {
        if self.quick { 1 } else { self.rounds }
    }

    /// How long a load is put on a program in one round.
    pub(crate) fn length(&self) -> Duration {
        if self.quick {
            Duration::from_millis(200)
        } else {
            Duration::from_secs(self.seconds.into())
        }
    }
}

impl Transport {
    /// As certguide's setting names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Http => "http",
        }
    }
}
