//! A prompt with history and completion.

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};

use super::{respond, shown, width};
use crate::commands::{self, COMMANDS};
use crate::service::Service;

/// Reads lines and answers them until the input ends or somebody types `exit`.
pub fn prompt(service: &Service) -> anyhow::Result<()> {
    anstream::println!(
        "Ask about certifications: /cert pcap, /next-after pcap, /help. Tab completes, Ctrl-D ends."
    );
    let config = Config::builder().completion_type(CompletionType::List).build();
    let mut editor = Editor::with_history(config, MemHistory::new())?;
    editor.set_helper(Some(Completion { service }));
    loop {
        let line = match editor.readline("> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let line = line.trim();
        if matches!(line, "exit" | "quit") {
            return Ok(());
        }
        if line.is_empty() {
            continue;
        }
        editor.add_history_entry(line)?;
        let (call, reply) = respond(service, line);
        anstream::print!("\n{}\n", shown(service, call.as_deref(), &reply, width()));
    }
}

struct Completion<'a> {
    service: &'a Service,
}

impl Completer for Completion<'_> {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        Ok(candidates(self.service, line.get(..position).unwrap_or(line)))
    }
}

/// Where the word being completed begins, and what may stand there.
fn candidates(service: &Service, typed: &str) -> (usize, Vec<Pair>) {
    let Some(line) = typed.strip_prefix('/') else {
        return (0, pairs(service, "cert", "certification", typed));
    };
    let Some((command, rest)) = line.split_once(char::is_whitespace) else {
        let names = COMMANDS.iter().map(|it| it.name).filter(|it| it.starts_with(line));
        let pair = |it: &str| Pair { display: format!("/{it}"), replacement: format!("{it} ") };
        return (1, names.map(pair).collect());
    };
    let start = typed.len() - rest.len();
    if let Some((before, value)) = rest.rsplit_once(':') {
        let option = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        return (start + before.len() + 1, pairs(service, command, option, value));
    }
    let first = commands::find(command).and_then(|it| it.options.first());
    (start, first.map_or_else(Vec::new, |it| pairs(service, command, it.name, rest)))
}

fn pairs(service: &Service, command: &str, option: &str, typed: &str) -> Vec<Pair> {
    let suggestions =
        service.suggest(command, option, typed.trim_start_matches('"')).unwrap_or_default();
    let quoted = |it: String| if it.contains(' ') { format!("\"{it}\"") } else { it };
    suggestions
        .into_iter()
        .map(|it| Pair { display: it.label, replacement: quoted(it.value) })
        .collect()
}

impl Helper for Completion<'_> {}
impl Highlighter for Completion<'_> {}
impl Validator for Completion<'_> {}
impl Hinter for Completion<'_> {
    type Hint = String;
}
