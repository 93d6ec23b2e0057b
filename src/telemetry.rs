//! Logs: to standard error, one line each.

use std::io::IsTerminal;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::config::{Level, Log, LogFormat};

/// Starts logging for the whole process. Does nothing if something logs already.
pub fn init(log: Log) {
    let layer = match log.format {
        LogFormat::Human => {
            let is_coloured = std::io::stderr().is_terminal();
            fmt::layer().with_ansi(is_coloured).with_writer(std::io::stderr).boxed()
        }
        LogFormat::Json => {
            fmt::layer().json().flatten_event(true).with_writer(std::io::stderr).boxed()
        }
    };
    let subscriber = registry().with(layer.with_filter(filter(log.level)));
    // Refused when there is a subscriber already, which is what we want.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Logs where a panic happened, instead of printing its message: that may quote what a person
/// typed.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}

/// The level counts for our own lines. Libraries may warn; what they say in detail holds tokens
/// and people's words, and no setting turns it on.
fn filter(level: Level) -> Targets {
    let own = match level {
        Level::Off => LevelFilter::OFF,
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
        Level::Trace => LevelFilter::TRACE,
    };
    Targets::new()
        .with_default(own.min(LevelFilter::WARN))
        // Its spans carry whole requests, and it returns what it has to say as errors.
        .with_target("serenity", LevelFilter::OFF)
        // Its warnings may quote the address of the store.
        .with_target("sqlx", LevelFilter::OFF)
        .with_target("certguide", own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_lines_follow_the_setting() {
        assert!(filter(Level::Debug).would_enable("certguide::discord", &tracing::Level::DEBUG));
        assert!(!filter(Level::Info).would_enable("certguide::discord", &tracing::Level::DEBUG));
    }

    #[test]
    fn no_setting_makes_a_library_talk_about_requests() {
        let filter = filter(Level::Trace);
        assert!(!filter.would_enable("serenity::http::request", &tracing::Level::ERROR));
        assert!(!filter.would_enable("sqlx_postgres::options::parse", &tracing::Level::WARN));
        assert!(!filter.would_enable("hyper_util::client", &tracing::Level::DEBUG));
        assert!(filter.would_enable("twilight_gateway::shard", &tracing::Level::WARN));
    }

    #[test]
    fn off_is_off_for_everyone() {
        assert!(!filter(Level::Off).would_enable("certguide", &tracing::Level::ERROR));
        assert!(!filter(Level::Off).would_enable("twilight_gateway", &tracing::Level::ERROR));
    }
}
