//! `certguide overlay`: what a server adds to the knowledge, seen without a server.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use certguide::config::Config;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{House, diagnostic, load_with_house};
use certguide::service;
use clap::{Args, Subcommand};

use super::{ReportOptions, chosen_files, report, summary};

#[derive(Debug, Subcommand)]
pub(crate) enum Overlay {
    /// Check a house file against the knowledge and print every problem; exits 1 if there are errors
    ///
    /// Errors are wrong in themselves. Warnings say where the knowledge says otherwise: there it
    /// counts, and the rest of the file applies.
    Check(OverlayCheck),
}

#[derive(Debug, Args)]
pub(crate) struct OverlayCheck {
    #[command(flatten)]
    report: ReportOptions,
    /// House file to check
    file: PathBuf,
}

pub(crate) fn run(config: &Config, command: &Overlay) -> anyhow::Result<ExitCode> {
    let Overlay::Check(options) = command;
    let (mut files, place) = chosen_files(config)?;
    let path = options.file.display().to_string();
    let text =
        std::fs::read_to_string(&options.file).with_context(|| format!("cannot read {path}"))?;
    let house_file = SourceFile { path, text };
    let (knowledge, diagnostics) = load_with_house(&files, &house_file, service::today());
    let (house, _) = House::read(&house_file, service::today());
    let own = diagnostics.of_file(files.len());
    if diagnostics.errors() > own.errors() {
        let summary = summary(&knowledge, &diagnostics, &place);
        bail!("{summary}; mend it first: `certguide check` says how");
    }
    let (errors, warnings) = (own.errors(), own.warnings());
    let summary = diagnostic::house_summary(&house_file.path, &house, errors, warnings);
    files.push(house_file);
    let is_refused = report(&options.report, &files, &own, &summary)?;
    Ok(if is_refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
