//! `/certguide …`: for those who look after a server.

pub(super) mod additions;
pub(super) mod alias_add;
pub(super) mod alias_remove;
mod choosing;
pub(super) mod entry_add;
pub(super) mod entry_remove;
pub(super) mod export;
pub(super) mod hide;
pub(super) mod import;
mod layer;
mod naming;
pub(super) mod note_add;
pub(super) mod note_remove;
pub(super) mod reload;
pub(super) mod settings;
pub(super) mod settings_change;
pub(super) mod show;
pub(super) mod status;
pub(super) mod unanswered;
pub(super) mod unanswered_forget;
pub(super) mod unanswered_ignore;
pub(super) mod unanswered_means;
pub(super) mod unanswered_stub;

use super::{Done, Effect, Refusal, Request};
use crate::answer::{Action, Answer, Block, Line};
use crate::guild::{Change, GuildId};

pub(super) use naming::suggestions;

/// The server that an admitted call is about: for a terminal, which is never admitted, no server.
fn guild(request: &Request<'_>) -> GuildId {
    request.context.asker.guild.unwrap_or(GuildId(0))
}

/// An answer of a title and paragraphs.
fn said(title: impl Into<String>, paragraphs: impl IntoIterator<Item = Line>) -> Answer {
    Answer {
        title: title.into(),
        body: paragraphs.into_iter().map(Block::Text).collect(),
        ..Answer::default()
    }
}

/// What to say once these changes are made.
fn done(answer: Answer, changes: impl IntoIterator<Item = Change>) -> Done {
    Done { answer, effects: changes.into_iter().map(Effect::Keep).collect() }
}

/// What cannot be taken, for these reasons.
fn rejected(title: &str, why: impl IntoIterator<Item = Line>) -> Refusal {
    Refusal::Rejected { title: title.to_owned(), why: why.into_iter().collect() }
}

/// `1 note`, `2 notes`.
fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// What a loader or somebody else wrote, as a sentence; what stands in backticks is quoted.
fn sentence(words: &str) -> Line {
    let mut line = Line::default();
    for (number, part) in words.split('`').enumerate().filter(|(_, it)| !it.is_empty()) {
        line = match number {
            0 => line.then(crate::wording::capitalised(part)),
            _ if number % 2 == 1 => line.quoted(part),
            _ => line.then(part),
        };
    }
    if words.ends_with(['.', '?', '!']) { line } else { line.then(".") }
}

/// Buttons to the pages before and after one of several.
fn turns(request: &Request<'_>, page: usize, pages: usize) -> Vec<Action> {
    let turn = |page: usize| request.call.clone().replacing("page", page.to_string());
    let mut actions = Vec::new();
    if page > 1 {
        actions.push(Action::call("Previous page", turn(page - 1)));
    }
    if page < pages {
        actions.push(Action::call("Next page", turn(page + 1)));
    }
    actions
}

/// The page that is asked for, of so many.
fn page(request: &Request<'_>, pages: usize) -> Result<usize, Refusal> {
    let Some(given) = request.call.argument("page") else { return Ok(1) };
    let number = given.parse().ok().filter(|it| (1..=pages).contains(it));
    number.ok_or_else(|| Refusal::NoSuchPage { given: given.to_owned(), pages })
}
