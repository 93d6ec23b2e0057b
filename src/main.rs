//! Arguments in, exit code out.

#![expect(clippy::print_stderr, reason = "the program's errors go to the terminal")]

#[path = "main/overlay.rs"]
mod overlay;
#[path = "main/picture.rs"]
mod picture;
#[cfg(feature = "discord")]
#[path = "main/unanswered.rs"]
mod unanswered;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
#[cfg(feature = "discord")]
use std::sync::Arc;

use anyhow::{Context, bail};
#[cfg(feature = "discord")]
use certguide::checkup::Level;
use certguide::config::{self, Config, Secrets};
#[cfg(feature = "discord")]
use certguide::discord::doctor;
#[cfg(feature = "discord")]
use certguide::discord::register::{self, Mode};
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{Knowledge, diagnostic, load, schema};
#[cfg(feature = "discord")]
use certguide::preview;
#[cfg(feature = "discord")]
use certguide::reload::Live;
use certguide::service::{self, Service};
#[cfg(feature = "discord")]
use certguide::telemetry;
use certguide::{files, terminal};
use clap::{Args, Parser, Subcommand};

/// Answers questions about certifications, on Discord and in this terminal.
///
/// Without a command: a prompt to ask at. Needs no token and no account.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = false)]
#[cfg_attr(feature = "discord", command(after_help = "Try first: certguide preview"))]
struct Arguments {
    /// Settings file [default: certguide.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show in a browser what Discord would; needs no token. The first thing to try
    ///
    /// Serves a page on this machine alone. What you ask there goes through the code that answers
    /// Discord; a knowledge file that you save is live at once, and what is wrong with it is shown
    /// beside it. Ctrl-C ends it.
    #[cfg(feature = "discord")]
    Preview(Preview),
    /// Answer questions, such as "do i need pcep before pcap?" or "/cert pcpp2"
    Ask(Questions),
    /// Say which certification each text names, and how sure that is
    Match(Names),
    /// Check the knowledge files and print every problem; exits 1 if there are errors
    Check(Check),
    /// What a server adds to the knowledge: its house file
    Overlay {
        #[command(subcommand)]
        command: overlay::Overlay,
    },
    /// Print what people asked on all servers and was not answered, most often asked first
    #[cfg(feature = "discord")]
    Unanswered(unanswered::Questions),
    /// Draw a roadmap into a file: the way to a certification, a track, or all there is
    Roadmap(picture::Picture),
    /// Print the JSON Schema of the knowledge files, for editors
    Schema {
        /// That of house files instead
        #[arg(long)]
        house: bool,
    },
    /// Run the Discord bot until it is told to stop
    ///
    /// Exits 0 when it is told to stop (SIGTERM, Ctrl-C), 1 with one sentence on what to do where it
    /// cannot go on, such as with a token that Discord refuses, and 70 if it hung.
    #[cfg(feature = "discord")]
    Run,
    /// Ask a running bot whether it can answer (`/readyz`); exits 1 if it cannot
    #[cfg(feature = "discord")]
    Health,
    /// Bring Discord's lists of commands up to date, as `run` does; exits 1 if that fails
    ///
    /// Prints each list with what is added (+), changed (~) and removed (-). Nothing is sent for a
    /// list that is up to date. Exits 0 if every list is as it should be, or would be after a dry
    /// run; 1 if one cannot be read or written.
    #[cfg(feature = "discord")]
    Register(Register),
    /// Check everything that the bot needs, and say what to do; exits 1 if anything fails
    ///
    /// Looks at settings, knowledge, state folder, `http.listen`, Discord, clock, token, application,
    /// commands and gateway, and prints the invitation. Changes nothing, and spends no login. Each
    /// line begins with `ok`, `warn`, `fail`, or `skip` where something else has to be mended first.
    /// Exits 0 if nothing fails, 1 if anything does.
    #[cfg(feature = "discord")]
    Doctor,
}

#[cfg(feature = "discord")]
#[derive(Debug, Args)]
struct Preview {
    /// Where to serve it: an address of this machine alone; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = preview::DEFAULT_ADDRESS)]
    listen: std::net::SocketAddr,
}

#[derive(Debug, Args)]
struct Questions {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Say first what was understood, and why
    #[arg(long)]
    explain: bool,
    /// What to ask, each argument on its own; without any, a line each on standard input
    texts: Vec<String>,
}

#[derive(Debug, Args)]
struct Names {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Names to look up, each argument on its own; without any, a line each on standard input
    names: Vec<String>,
}

#[derive(Debug, Args)]
struct ReportOptions {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Exit 1 on warnings too
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    report: ReportOptions,
    /// Folder to check [default: `knowledge.dir`, else ./knowledge, else the copy in the program]
    dir: Option<PathBuf>,
}

#[cfg(feature = "discord")]
#[derive(Debug, Args)]
struct Register {
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        // Whoever reads our output has read enough, as `head` does.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let read =
        |secrets| config::read(arguments.config.as_deref(), secrets).map_err(anyhow::Error::from);
    // Nothing but the bot itself needs a token, nor has to mind one that is wrong.
    let settings = || read(Secrets::LeftAlone);
    match arguments.command {
        None => {
            let service = service(&settings()?)?;
            if std::io::stdin().is_terminal() {
                #[cfg(feature = "discord")]
                anstream::println!("`certguide preview` shows in a browser what Discord would.");
                terminal::prompt(&service)?;
            } else {
                terminal::ask(&service, terminal::standard_input(), terminal::Format::Text, false)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "discord")]
        Some(Command::Preview(options)) => {
            let config = settings()?;
            telemetry::init(config.log);
            preview::run_blocking(&config, options.listen, &mut std::io::stdout())?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Ask(asked)) => {
            let service = service(&settings()?)?;
            let (format, explained) = (format(asked.json), asked.explain);
            terminal::ask(&service, lines(one_call(asked.texts)), format, explained)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Match(names)) => {
            let service = service(&settings()?)?;
            terminal::print_matches(service.index(), lines(names.names), format(names.json))?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Check(options)) => check(&settings()?, &options),
        Some(Command::Roadmap(options)) => picture::run(&settings()?, &options),
        Some(Command::Overlay { command }) => overlay::run(&settings()?, &command),
        #[cfg(feature = "discord")]
        Some(Command::Unanswered(options)) => unanswered::run(&settings()?, &options),
        Some(Command::Schema { house }) => print_schema(house),
        #[cfg(feature = "discord")]
        Some(Command::Run) => {
            let config = read(Secrets::Needed)?;
            telemetry::init(config.log);
            telemetry::log_panics();
            // Knowledge with errors is refused at the start; later, what was known goes on.
            drop(service(&config)?);
            let folder = files::chosen_folder(config.knowledge.dir.as_deref());
            let live = Arc::new(Live::new(folder, service::today));
            certguide::discord::run_blocking(&config, live)?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "discord")]
        Some(Command::Health) => health(&settings()?),
        #[cfg(feature = "discord")]
        Some(Command::Register(options)) => {
            let config = read(Secrets::Needed)?;
            telemetry::init(config.log);
            let mode = if options.dry_run { Mode::DryRun } else { Mode::Write };
            register::print_blocking(&config, mode, &mut std::io::stdout())?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "discord")]
        Some(Command::Doctor) => {
            let config = arguments.config.as_deref();
            match doctor::print_blocking(config, &mut std::io::stdout())? {
                Level::Fault => Ok(ExitCode::FAILURE),
                Level::Fine | Level::Skipped | Level::Warning => Ok(ExitCode::SUCCESS),
            }
        }
    }
}

#[cfg(feature = "discord")]
fn health(config: &Config) -> anyhow::Result<ExitCode> {
    let Some(address) = config.http.listen else {
        bail!(
            "`http.listen` is off, so a running bot tells nobody how it is; hint: set it for \
             both, such as CERTGUIDE_HTTP__LISTEN=127.0.0.1:8080"
        );
    };
    match certguide::discord::health::check(address) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(reason) => bail!("not ready: {reason}"),
    }
}

fn print_schema(of_house: bool) -> anyhow::Result<ExitCode> {
    let schema = if of_house { schema::house_json_schema() } else { schema::json_schema() };
    writeln!(std::io::stdout(), "{schema:#}")?;
    Ok(ExitCode::SUCCESS)
}

fn check(config: &Config, options: &Check) -> anyhow::Result<ExitCode> {
    let (files, place) = match &options.dir {
        Some(dir) => (files::read(dir)?, dir.display().to_string()),
        None => chosen_files(config)?,
    };
    let (knowledge, diagnostics) = load(&files, service::today());
    let summary = summary(&knowledge, &diagnostics, &place);
    let is_refused = report(&options.report, &files, &diagnostics, &summary)?;
    let is_empty = knowledge.iter().len() == 0;
    if is_empty {
        eprintln!("error: {}", diagnostic::nothing_in(&place));
    }
    Ok(if is_empty || is_refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Prints what was found, and says whether it is too much.
fn report(
    options: &ReportOptions,
    files: &[SourceFile],
    found: &diagnostic::Diagnostics,
    summary: &str,
) -> anyhow::Result<bool> {
    let mut out = anstream::stdout().lock();
    if options.json {
        for line in found.json(files) {
            writeln!(out, "{line}")?;
        }
    } else {
        write!(out, "{}", found.render(files, diagnostic::Style::Colour))?;
        writeln!(out, "{summary}")?;
    }
    Ok(found.has_errors() || (options.deny_warnings && !found.is_empty()))
}

fn summary(knowledge: &Knowledge, found: &diagnostic::Diagnostics, place: &str) -> String {
    diagnostic::summary(place, knowledge.iter().len(), found.errors(), found.warnings())
}

/// Answers from the knowledge of `config`; faulty knowledge is refused, with every problem shown.
fn service(config: &Config) -> anyhow::Result<Service> {
    let (files, place) = chosen_files(config)?;
    let (knowledge, diagnostics) = load(&files, service::today());
    if diagnostics.has_errors() {
        anstream::eprint!("{}", diagnostics.render(&files, diagnostic::Style::Colour));
        bail!("{}; mend it, or run `certguide check`", summary(&knowledge, &diagnostics, &place));
    }
    if knowledge.iter().len() == 0 {
        bail!("{place} holds no certification; hint: `knowledge.dir` names the folder to read");
    }
    tracing::info!(
        certifications = knowledge.iter().len(),
        warnings = diagnostics.warnings(),
        place,
        "knowledge loaded"
    );
    Ok(Service::new(knowledge, service::today))
}

fn chosen_files(config: &Config) -> anyhow::Result<(Vec<SourceFile>, String)> {
    files::chosen(config.knowledge.dir.as_deref()).context("cannot read the knowledge")
}

fn format(is_json: bool) -> terminal::Format {
    if is_json { terminal::Format::Json } else { terminal::Format::Text }
}

/// What was given as arguments, else the lines of standard input.
fn lines(texts: Vec<String>) -> Box<dyn Iterator<Item = std::io::Result<String>>> {
    if texts.is_empty() {
        return Box::new(terminal::standard_input());
    }
    Box::new(texts.into_iter().map(Ok))
}

/// `ask /cert pcpp2`, with the quotes forgotten, is one question and not two.
fn one_call(texts: Vec<String>) -> Vec<String> {
    let is_bare = |text: &String| text.starts_with('/') && !text.contains(char::is_whitespace);
    let rest = texts.get(1..).unwrap_or_default();
    if texts.first().is_some_and(is_bare) && rest.iter().all(|it| !it.starts_with('/')) {
        return vec![texts.join(" ")];
    }
    texts
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}
