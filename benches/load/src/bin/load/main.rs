//! Measures the built bot under load, from another process: a fake Discord on loopback starts it,
//! asks it, and takes the time. The bare minimum of each transport and a bot made with twilight
//! are measured beside it, in turns.

#![expect(clippy::print_stderr, reason = "the program's errors go to the terminal")]

mod arguments;
mod asker;
mod discord;
mod endpoint;
mod figures;
#[allow(clippy::needless_pass_by_value, dead_code, reason = "it is part of the tests, as it is")]
#[path = "../../../../../tests/it/fake_discord/interactions.rs"]
mod interactions;
mod load;
mod memory;
mod program;
mod question;
mod report;
mod subject;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Parser;

use arguments::{Arguments, Transport};
use figures::Figures;
use load::Pace;
use program::{Cores, Program};
use question::{Kind, Question};
use report::CERTGUIDE;
use subject::{Subject, ensure_sound};

/// The id of the application that the bot is.
const APPLICATION: &str = "1234567890123456789";

/// How many interactions are under way in the loads that wait for answers.
const UNDER_WAY: [usize; 3] = [1, 16, 128];

/// How long a program is warmed up.
const WARM_UP: Duration = Duration::from_millis(300);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let cores = if arguments.pin { Some(Cores::take()?) } else { None };
    let folder = Folder::new()?;
    if arguments.memory.is_none() {
        report::head(arguments, cores);
    }
    for transport in arguments.transports() {
        match arguments.memory {
            Some(interactions) => {
                let program = certguide(arguments);
                let started = Subject::start(&program, transport, &folder.0, cores).await;
                let mut subject = started.with_context(|| program.name)?;
                memory::watch(&mut subject, interactions).await.with_context(|| program.name)?;
            }
            None => measure(arguments, transport, &folder.0, cores).await?,
        }
    }
    Ok(())
}

/// Puts every load on every program, and prints how they did.
async fn measure(
    arguments: &Arguments,
    transport: Transport,
    folder: &Path,
    cores: Option<Cores>,
) -> anyhow::Result<()> {
    let mut subjects = Vec::new();
    for program in programs(arguments, transport)? {
        let started = Subject::start(&program, transport, folder, cores).await;
        subjects.push(started.with_context(|| program.name)?);
    }
    let paces = UNDER_WAY.map(Pace::UnderWay).into_iter().chain([Pace::Rate(arguments.rate)]);
    for kind in [Kind::Commands, Kind::Autocomplete] {
        let questions = kind.questions()?;
        check(transport, kind, &questions, &mut subjects).await?;
        for pace in paces.clone() {
            let mut rounds: Vec<(&str, Vec<Figures>)> =
                subjects.iter().map(|it| (it.name, Vec::new())).collect();
            for _ in 0..arguments.rounds() {
                for (subject, (name, figures)) in subjects.iter_mut().zip(&mut rounds) {
                    let measured = subject.measure(&questions, pace, arguments.length()).await;
                    figures.push(measured.with_context(|| *name)?);
                }
            }
            let medians: Vec<(&str, Figures)> =
                rounds.iter().map(|(name, it)| (*name, Figures::median(it))).collect();
            report::table(transport, kind, pace, &medians);
        }
    }
    report::memory(transport, &subjects)
}

/// Asks every program everything once, warms it up, and prints how much each says. Fails unless
/// the bots say the same: programs that do different work do not compare.
async fn check(
    transport: Transport,
    kind: Kind,
    questions: &[Arc<Question>],
    subjects: &mut [Subject],
) -> anyhow::Result<()> {
    let mut sizes = Vec::new();
    let mut said = Vec::new();
    for subject in subjects {
        let name = subject.name;
        let answers = subject.answers(questions).await.with_context(|| name)?;
        let sum: usize = answers.iter().map(|(size, _)| size).sum();
        sizes.push((name, sum / answers.len()));
        if !is_bare(name) {
            ensure_sound(kind, &answers).with_context(|| name)?;
            said.push(answers);
        }
        subject.measure(questions, Pace::UnderWay(16), WARM_UP).await.with_context(|| name)?;
    }
    for bots in said.windows(2) {
        for ((_, one), (_, other)) in bots[0].iter().zip(&bots[1]) {
            ensure!(one == other, "the bots give different answers: {one} and {other}");
        }
    }
    report::sizes(transport, kind, &sizes);
    Ok(())
}

fn certguide(arguments: &Arguments) -> Program {
    Program { name: CERTGUIDE, path: arguments.program.clone(), arguments: &["run"] }
}

/// The programs that are compared.
fn programs(arguments: &Arguments, transport: Transport) -> anyhow::Result<Vec<Program>> {
    let beside = |name, file| -> anyhow::Result<Program> {
        let path = std::env::current_exe()?.with_file_name(file);
        Ok(Program { name, path, arguments: &[] })
    };
    Ok(match transport {
        Transport::Gateway => vec![
            beside("bare", "bare_gateway")?,
            certguide(arguments),
            beside("twilight", "twilight_bot")?,
        ],
        Transport::Http => vec![beside("bare", "bare_endpoint")?, certguide(arguments)],
    })
}

fn is_bare(name: &str) -> bool {
    name == "bare"
}

/// A folder for the programs to be in. Goes with everything in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("certguide-load-{}", std::process::id()));
        std::fs::create_dir_all(&path).context("cannot make a temporary folder")?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
