//! The terminal door: questions as arguments, on standard input or at a prompt.

mod matches;
mod prompt;
mod roadmap;

use std::io::{BufRead, Write};

use serde::Serialize;

use crate::matching::Index;
use crate::render;
use crate::service::{Outcome, Reply, Service};

pub use prompt::prompt;
pub use roadmap::{Look, draw};

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: coloured and wrapped on a terminal, plain otherwise.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// A wider terminal is not used in full: long lines are hard to read.
const MOST_COLUMNS: usize = 100;

/// One line of `ask --json`.
#[derive(Serialize)]
struct AskLine<'a> {
    text: &'a str,
    decision: &'static str,
    /// The call that the text was read as; nothing if it is none.
    call: Option<String>,
    /// What was understood and why, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    understood: Vec<String>,
    /// Exactly what Discord would be sent.
    message: render::message::Message,
}

/// Answers each text, in order, on standard output; where it `is_explained`, with what was
/// understood and why.
pub fn ask(
    service: &Service,
    texts: impl Iterator<Item = std::io::Result<String>>,
    format: Format,
    is_explained: bool,
) -> std::io::Result<()> {
    let width = width();
    let mut out = anstream::stdout().lock();
    let mut is_first = true;
    for text in texts {
        let text = text?;
        let (call, reply) = respond(service, &text);
        let understood = if is_explained { service.explain(&text) } else { Vec::new() };
        match format {
            Format::Text => {
                let gap = if is_first { "" } else { "\n" };
                out.write_all(gap.as_bytes())?;
                for line in understood {
                    writeln!(out, "{line}")?;
                }
                write!(out, "{}", shown(service, call.as_deref(), &reply, width))?;
            }
            Format::Json => {
                let line = AskLine {
                    text: &text,
                    decision: decision(reply.outcome),
                    call,
                    understood,
                    message: render::message(&reply.answer, reply.visibility),
                };
                writeln!(out, "{}", serde_json::to_string(&line)?)?;
            }
        }
        is_first = false;
        out.flush()?;
    }
    Ok(())
}

/// Says what each text names, in order, on standard output.
pub fn print_matches(
    index: &Index,
    texts: impl Iterator<Item = std::io::Result<String>>,
    format: Format,
) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for text in texts {
        writeln!(out, "{}", matches::line(index, &text?, format))?;
        out.flush()?;
    }
    Ok(())
}

/// The lines of standard input, without their breaks.
pub fn standard_input() -> impl Iterator<Item = std::io::Result<String>> {
    // Bytes that are no text are looked up as they can be read, like any other typo.
    std::io::stdin().lock().split(b'\n').map(|line| {
        let line = line?;
        Ok(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())
    })
}

/// An answer as text, and how to make its picture.
fn shown(service: &Service, call: Option<&str>, reply: &Reply, width: usize) -> String {
    let mut text = render::text(&reply.answer, width);
    let picture = call.filter(|_| reply.answer.picture.is_some());
    if let Some(how) = picture.and_then(|it| roadmap::how_to_draw(service, it)) {
        text.push('\n');
        text.push_str(&render::plain_words(&how));
        text.push('\n');
    }
    text
}

fn respond(service: &Service, text: &str) -> (Option<String>, Reply) {
    match Service::read(text) {
        Ok(call) => (Some(call.to_string()), service.respond(&call)),
        Err(refusal) => (None, service.refuse(&refusal)),
    }
}

/// One of four words: programs that read them need no fifth for a fault of ours, which declines.
fn decision(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Failed => Outcome::Declined.as_str(),
        other => other.as_str(),
    }
}

/// Columns to wrap at; no wrapping where standard output is no terminal.
fn width() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(usize::MAX, |(width, _)| usize::from(width.0).clamp(20, MOST_COLUMNS))
}
