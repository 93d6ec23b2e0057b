//! What is printed.

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use crate::arguments::{Arguments, Transport};
use crate::figures::Figures;
use crate::load::Pace;
use crate::program::Cores;
use crate::question::Kind;
use crate::subject::Subject;

/// The program that all is about.
pub(crate) const CERTGUIDE: &str = "certguide";

/// How everything is measured.
pub(crate) fn head(arguments: &Arguments, cores: Option<Cores>) {
    let rounds = match arguments.rounds() {
        1 => "One round".to_owned(),
        more => format!("Medians of {more} rounds"),
    };
    let length = arguments.length().as_secs_f64();
    let places = cores.map_or_else(|| "not bound to cores".to_owned(), |it| it.to_string());
    println!("{rounds} of {length} s for each load, the programs in turn; {places}.");
    println!("cpu, driver: user and system time for each answer, of the program and of this one.");
    println!("{CERTGUIDE} / other: ours divided by theirs; less is better, but for answers/s.");
}

/// How large answers are, on average.
pub(crate) fn sizes(transport: Transport, kind: Kind, sizes: &[(&str, usize)]) {
    let list: Vec<String> = sizes.iter().map(|(name, size)| format!("{name} {size}")).collect();
    println!("\n{}, {}, bytes of an answer: {}", transport.name(), kind.name(), list.join(", "));
}

/// The figures of one load.
pub(crate) fn table(transport: Transport, kind: Kind, pace: Pace, figures: &[(&str, Figures)]) {
    let pace = match pace {
        Pace::UnderWay(count) => format!("{count} under way"),
        Pace::Rate(rate) => format!("{rate} a second"),
    };
    let title = format!("{}, {}, {pace}", transport.name(), kind.name());
    println!(
        "\n{title:<38}{:>9}{:>9}{:>11}{:>9}{:>11}",
        "p50 µs", "p99 µs", "answers/s", "cpu µs", "driver µs"
    );
    for (name, it) in figures {
        println!(
            "  {name:<36}{:>9.0}{:>9.0}{:>11.0}{:>9.1}{:>11.1}",
            it.p50_us, it.p99_us, it.answers_per_s, it.cpu_us, it.driver_cpu_us
        );
    }
    let Some((_, ours)) = figures.iter().find(|(name, _)| *name == CERTGUIDE) else { return };
    for (name, other) in figures.iter().filter(|(name, _)| *name != CERTGUIDE) {
        println!(
            "  {:<36}{:>9.2}{:>9.2}{:>11.2}{:>9.2}",
            format!("{CERTGUIDE} / {name}"),
            ours.p50_us / other.p50_us,
            ours.p99_us / other.p99_us,
            ours.answers_per_s / other.answers_per_s,
            ours.cpu_us / other.cpu_us,
        );
    }
}

/// Memory before the first interaction and after the last.
pub(crate) fn memory(transport: Transport, subjects: &[Subject]) -> anyhow::Result<()> {
    let title = format!("{}, resident KiB", transport.name());
    println!("\n{title:<38}{:>9}{:>9}", "start", "end");
    for it in subjects {
        println!("  {:<36}{:>9}{:>9}", it.name, it.start_kib, it.running.resident_kib()?);
    }
    Ok(())
}
