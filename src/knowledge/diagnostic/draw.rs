//! Problems as a compiler draws them, and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::knowledge::source::{SourceFile, Span};

/// How problems are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    Plain,
    /// With the escape codes of a terminal.
    Colour,
}

/// Nobody mends more of one file before checking again, and each takes a while to draw.
const MOST_PER_FILE: usize = 100;

/// Narrow enough for a terminal beside an editor and for the log of a build.
const WIDTH: usize = 100;

impl Diagnostics {
    /// The problems as a compiler draws them, a blank line after each. Empty if there are none. Of
    /// a file with more than a hundred the first hundred, and how many more there are.
    ///
    /// `files` must be the list that was given to `load`.
    pub fn render(&self, files: &[SourceFile], style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colour => Renderer::styled(),
        }
        .term_width(WIDTH);
        let mut out = String::new();
        let mut by_file: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for diagnostic in self.iter() {
            let file = diagnostic.places.first().map(|it| it.span.file);
            let count = by_file.entry(file).or_default();
            *count += 1;
            if *count <= MOST_PER_FILE {
                out.push_str(&draw(diagnostic, files, &renderer));
                out.push_str("\n\n");
            }
        }
        for (file, count) in by_file.into_iter().filter(|(_, count)| *count > MOST_PER_FILE) {
            let path = file.and_then(|it| files.get(it)).map_or("", |it| &it.path);
            let _ = writeln!(out, "… and {} more in {path}\n", count - MOST_PER_FILE);
        }
        out
    }

    /// One object for each problem: `severity`, `code`, `message`, `hint`, then `path`, `line`,
    /// `column`, `end_line` and `end_column` (from 1, in characters; the end is past the last
    /// marked one), and `also` with further places.
    ///
    /// `files` must be the list that was given to `load`.
    pub fn json(&self, files: &[SourceFile]) -> Vec<Value> {
        self.iter().map(|it| object(it, files)).collect()
    }
}

fn draw(diagnostic: &Diagnostic, files: &[SourceFile], renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level.primary_title(&diagnostic.message).id(diagnostic.code).elements(
        snippets(diagnostic, files).into_iter().map(|(file, places)| snippet(file, &places)),
    );
    if !diagnostic.hint.is_empty() {
        group = group.element(Level::HELP.with_name("hint").message(&diagnostic.hint));
    }
    renderer.render(&[group])
}

/// A place, and whether it is the first of its problem.
type Marked<'a> = (&'a Place, bool);

/// The places by file, in the order the files come up.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    files: &'a [SourceFile],
) -> Vec<(&'a SourceFile, Vec<Marked<'a>>)> {
    let mut by_file: Vec<(usize, &SourceFile, Vec<Marked<'a>>)> = Vec::new();
    for (number, place) in diagnostic.places.iter().enumerate() {
        let marked = (place, number == 0);
        let index = place.span.file;
        match by_file.iter_mut().find(|(known, ..)| *known == index) {
            Some((.., places)) => places.push(marked),
            None => by_file.extend(files.get(index).map(|file| (index, file, vec![marked]))),
        }
    }
    by_file.into_iter().map(|(_, file, places)| (file, places)).collect()
}

/// The lines from the first place to the last. Only those, since the whole file would be gone
/// through anew for each of its problems.
fn snippet<'a>(
    file: &'a SourceFile,
    places: &[Marked<'a>],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let ranges: Vec<Range<usize>> =
        places.iter().map(|(place, _)| within(file, &place.span.bytes)).collect();
    let first = ranges.iter().map(|it| it.start).min().unwrap_or(0);
    let last = ranges.iter().map(|it| it.end).max().unwrap_or(0);
    let start = file.text.get(..first).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    let end =
        file.text.get(last..).and_then(|it| it.find('\n')).map_or(file.text.len(), |it| last + it);
    let annotations = places.iter().zip(ranges).map(|((place, is_first), range)| {
        let kind = if *is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!place.label.is_empty()).then_some(place.label.as_str());
        kind.span(range.start - start..range.end - start).label(label)
    });
    Snippet::source(file.text.get(start..end).unwrap_or(""))
        .line_start(file.position(start).line)
        .path(&file.path)
        .annotations(annotations)
}

/// The range, brought inside the text and to the borders of characters. A range over several
/// lines ends with its first.
fn within(file: &SourceFile, range: &Range<usize>) -> Range<usize> {
    let start = file.text.floor_char_boundary(range.start);
    let end = file.text.floor_char_boundary(range.end).max(start);
    let marked = file.text.get(start..end).unwrap_or("");
    match marked.find(['\n', '\r']) {
        Some(line_end) => start..start + line_end,
        None => start..end,
    }
}

fn object(diagnostic: &Diagnostic, files: &[SourceFile]) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut object = json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    });
    let mut places = diagnostic.places.iter().filter_map(|it| place_object(it, files));
    if let (Some(object), Some(Value::Object(first))) = (object.as_object_mut(), places.next()) {
        object.extend(first.into_iter().filter(|(key, _)| key != "label"));
        object.insert("also".to_owned(), places.collect());
    }
    object
}

fn place_object(place: &Place, files: &[SourceFile]) -> Option<Value> {
    let Span { file, bytes } = &place.span;
    let file = files.get(*file)?;
    let (start, end) = (file.position(bytes.start), file.position(bytes.end.max(bytes.start)));
    Some(json!({
        "path": file.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "label": place.label,
    }))
}

pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
