//! What a server adds, as the one file that the loader reads, and what the loader says of it.

use std::ops::Range;

use super::{counted, rejected, sentence};
use crate::answer::Line;
use crate::commands::{Refusal, Request};
use crate::guild::{Addition, AdditionKind};
use crate::knowledge::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::knowledge::house::{self, ADDITIONS_MAX, BYTES_MAX};
use crate::knowledge::load_with_house;
use crate::knowledge::source::SourceFile;

/// A server's additions as one file, and what the loader says of it on top of the packs.
#[derive(Debug)]
pub(super) struct Layer {
    /// In the order of the file.
    additions: Vec<Addition>,
    /// Where each stands in it.
    places: Vec<Range<usize>>,
    /// Of the packs and the file.
    diagnostics: Diagnostics,
    /// How many files the packs have: the number of this one.
    number: usize,
}

/// The file that holds these additions, in this order: of what is too much together, the last is.
fn file(additions: &[Addition]) -> SourceFile {
    let texts: Vec<&str> = additions.iter().map(|it| it.toml.as_str()).collect();
    SourceFile { path: house::PATH.to_owned(), text: texts.join("\n") }
}

impl Layer {
    /// What the loader says of these.
    pub(super) fn of(request: &Request<'_>, additions: Vec<Addition>) -> Self {
        let file = file(&additions);
        let mut start = 0;
        let mut places = Vec::new();
        for it in &additions {
            places.push(start..start + it.toml.len());
            // The blank line between two.
            start += it.toml.len() + 1;
        }
        let packs = &request.context.server.packs;
        let (_, diagnostics) = load_with_house(packs, &file, request.today);
        Self { additions, places, diagnostics, number: packs.len() }
    }

    /// Each addition and what is wrong with it, in the order of the file.
    pub(super) fn problems(&self) -> impl Iterator<Item = (&Addition, Vec<&Diagnostic>)> {
        let each = self.additions.iter().zip(&self.places);
        each.map(|(it, place)| (it, self.within(place)))
    }

    fn within(&self, place: &Range<usize>) -> Vec<&Diagnostic> {
        let is_within = |it: &&Diagnostic| {
            it.places.first().is_some_and(|first| {
                let span = &first.span;
                // Where a text ends too early, the place is its end.
                span.file == self.number && (place.start..=place.end).contains(&span.bytes.start)
            })
        };
        self.diagnostics.iter().filter(is_within).collect()
    }
}

/// Checks one more addition, or another in place of one of the same key, as the loader would read
/// it. What is wrong with it, or says otherwise than the packs do, refuses it; what is wrong with
/// others is not its business. The sentences are worth a look.
pub(super) fn admit(request: &Request<'_>, new: &Addition) -> Result<Vec<Line>, Refusal> {
    let old = &request.context.server.additions;
    let is_other = |it: &&Addition| (it.kind, &it.key) != (new.kind, &new.key);
    let mut additions: Vec<Addition> = old.iter().filter(is_other).cloned().collect();
    additions.push(new.clone());
    bounded(&additions)?;
    let layer = Layer::of(request, additions);
    let place = layer.places.last().cloned().unwrap_or_default();
    let found = layer.within(&place);
    let is_bad = |it: &Diagnostic| it.severity == Severity::Error || it.conflict.is_some();
    if found.iter().any(|it| is_bad(it)) {
        let mut why: Vec<Line> = Vec::new();
        for it in found.iter().filter(|it| is_bad(it)) {
            // Two facts may lack the same.
            if !why.contains(&words(it)) {
                why.push(words(it));
            }
        }
        return Err(rejected(&refused(new.kind), why));
    }
    Ok(found.iter().map(|it| words(it)).collect())
}

fn refused(kind: AdditionKind) -> String {
    let what = match kind {
        AdditionKind::Alias => "name",
        AdditionKind::Note => "note",
        AdditionKind::Hidden => "change",
        AdditionKind::Certification => "entry",
    };
    format!("I cannot take that {what}")
}

/// What is wrong, and what to do about it.
pub(super) fn words(found: &Diagnostic) -> Line {
    let mut line = sentence(&found.message);
    if !found.hint.is_empty() {
        line = line.then(" ");
        line.0.extend(sentence(&found.hint).0);
    }
    line
}

/// Refuses more than a server may add.
pub(super) fn bounded(additions: &[Addition]) -> Result<(), Refusal> {
    let bytes = file(additions).text.len();
    let (title, most) = if additions.len() > ADDITIONS_MAX {
        ("That is too many", counted(ADDITIONS_MAX, "thing"))
    } else if bytes > BYTES_MAX {
        ("That is too much", format!("{} KiB of text", BYTES_MAX >> 10))
    } else {
        return Ok(());
    };
    let text = format!(
        "A server can add up to {most}, and this would be more. Remove what is not needed any \
         more: /certguide additions lists it all."
    );
    Err(rejected(title, [Line::text(text)]))
}
