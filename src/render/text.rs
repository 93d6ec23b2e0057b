//! An answer as terminal text.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::plain_words as plain;
use crate::answer::{Answer, Block, Entry, Field, Form, Inline, Line, Target, TextFile};

const TITLE: Style = Style::new().bold();
const LABEL: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Facts start here, so that they stand in a column; a longer label pushes its own value only.
const LABEL_WIDTH: usize = 14;

/// The answer as lines with ANSI styles, no wider than `width` columns, ending in a line break.
///
/// Whoever prints it takes the styles out where they are not wanted. `usize::MAX` never wraps.
pub fn text(answer: &Answer, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{TITLE}{}{TITLE:#}", plain(&answer.title));
    if let Some(url) = &answer.url {
        let _ = writeln!(out, "{FAINT}{}{FAINT:#}", plain(url));
    }
    let mut last = None;
    for block in &answer.body {
        // Facts stand together; everything else has air around it.
        let is_fact = matches!(block, Block::Fact { .. });
        if !(is_fact && last == Some(true)) {
            out.push('\n');
        }
        last = Some(is_fact);
        write_block(&mut out, block, width);
    }
    if let Some(form) = &answer.form {
        write_form(&mut out, form, width);
    }
    if let Some(file) = &answer.file {
        write_file(&mut out, file);
    }
    write_calls(&mut out, answer);
    if !answer.footer.is_empty() {
        let footer = wrapped(&plain(&answer.footer), "", "", width);
        let _ = writeln!(out, "\n{FAINT}{footer}{FAINT:#}");
    }
    out
}

/// What a form would ask for, as the options that give the same.
fn write_form(out: &mut String, form: &Form, width: usize) {
    let call = plain(&form.call.to_string());
    let _ = writeln!(out, "\n{LABEL}{}{LABEL:#}, as options of /{call}", plain(&form.title));
    for field in &form.fields {
        write_wrapped(out, &field_words(field), "* ", "  ", width);
    }
}

fn field_words(field: &Field) -> String {
    let mut words = format!("{}: {}", field.option, plain(&field.label));
    if !field.is_required {
        words.push_str(" (optional)");
    }
    if !field.hint.is_empty() {
        let _ = write!(words, ". {}", plain(&field.hint));
    }
    if let Entry::Choice { choices, most } = &field.entry {
        let values: Vec<String> = choices.iter().map(|it| plain(&it.value)).collect();
        let of = if *most > 1 { "any of" } else { "one of" };
        let _ = write!(words, "; {of} {}", values.join(", "));
    }
    words
}

/// Its name, and what is in it, to the letter but for what a terminal would obey.
fn write_file(out: &mut String, file: &TextFile) {
    let _ = writeln!(out, "\n{LABEL}{}{LABEL:#}", plain(file.name));
    for line in file.text.lines() {
        let _ = writeln!(out, "{}", plain(line));
    }
}

fn write_calls(out: &mut String, answer: &Answer) {
    let calls = answer.actions.iter().filter_map(|it| match &it.target {
        // A label that is a call already says it all.
        Target::Call(_) if it.label.starts_with('/') => Some(("", it.label.clone())),
        Target::Call(call) => Some((it.label.as_str(), format!("/{call}"))),
        Target::Link(_) => None,
    });
    let calls: Vec<_> = calls.collect();
    if !calls.is_empty() {
        out.push('\n');
        let column = calls.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        for (label, call) in calls {
            let (pad, gap) = if label.is_empty() { (0, "") } else { (column, "  ") };
            let label = format!("{label:pad$}{gap}");
            let _ = writeln!(out, "{FAINT}> {}{FAINT:#}{}", plain(&label), plain(&call));
        }
    }
}

fn write_block(out: &mut String, block: &Block, width: usize) {
    match block {
        Block::Text(line) => write_wrapped(out, &styled(line), "", "", width),
        Block::Fact { label, lines } => {
            let label = plain(label);
            let pad = LABEL_WIDTH.saturating_sub(label.chars().count()).max(2);
            let first = format!("{LABEL}{label}{LABEL:#}{}", " ".repeat(pad));
            let rest = " ".repeat(LABEL_WIDTH);
            for (index, line) in lines.iter().enumerate() {
                let initial = if index == 0 { &first } else { &rest };
                write_wrapped(out, &styled(line), initial, &rest, width);
            }
        }
        Block::List { heading, items } => {
            if !heading.is_empty() {
                let _ = writeln!(out, "{LABEL}{}{LABEL:#}", plain(heading));
            }
            for item in items {
                write_wrapped(out, &styled(item), "* ", "  ", width);
            }
        }
        Block::Steps(steps) => {
            for (index, step) in steps.iter().enumerate() {
                let number = format!("{}. ", index + 1);
                let indent = " ".repeat(number.len());
                write_wrapped(out, &styled(step), &number, &indent, width);
            }
        }
        Block::Code(code) => {
            for line in code.lines() {
                let _ = writeln!(out, "  {}", plain(line).trim_end());
            }
        }
    }
}

fn write_wrapped(out: &mut String, line: &str, initial: &str, rest: &str, width: usize) {
    out.push_str(&wrapped(line, initial, rest, width));
    out.push('\n');
}

/// Wraps at blanks. Styles take no room; addresses are never broken.
fn wrapped(line: &str, initial: &str, rest: &str, width: usize) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(initial)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(line, options)
}

fn styled(line: &Line) -> String {
    let mut out = String::new();
    for inline in &line.0 {
        let _ = match inline {
            Inline::Text(words) => write!(out, "{}", plain(words)),
            Inline::Strong(words) => write!(out, "{STRONG}{}{STRONG:#}", plain(words)),
            Inline::Quoted(typed) => write!(out, "`{}`", plain(typed)),
            Inline::Link { label, url } => write!(out, "{} <{}>", plain(label), plain(url)),
            Inline::Channel(id) => write!(out, "channel {id}"),
        };
    }
    out
}
