//! `/certguide additions`: all that a server adds and hides, and what of it the packs contradict.

use super::naming::{counted_kind, line};
use super::{alias_remove, entry_remove, note_remove, show};
use super::{counted, layer::Layer, layer::words, naming, page, turns};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, AdditionKind};
use crate::knowledge::diagnostic::Diagnostic;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide additions",
    surface: Surface::Slash,
    summary: "Everything that this server has added or hidden, and what needs a look",
    options: &[CommandOption {
        name: "page",
        summary: "Which page of the list, from 1",
        kind: OptionKind::Page,
        is_required: false,
    }],
    examples: &["certguide additions"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

/// Each has a button, and two rows of those are left for turning pages.
const PER_PAGE: usize = 10;

/// A button's words, in characters; what is longer is cut.
const BUTTON_CHARACTERS: usize = 50;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let additions = &request.context.server.additions;
    if additions.is_empty() {
        return Ok(nothing().into());
    }
    let layer = Layer::of(request, additions.clone());
    let mut all: Vec<(&Addition, Vec<&Diagnostic>)> = layer.problems().collect();
    // What needs a look is seen first.
    all.sort_by_key(|(_, problems)| problems.is_empty());
    let in_doubt = all.iter().filter(|(_, problems)| !problems.is_empty()).count();
    let pages = all.len().div_ceil(PER_PAGE);
    let page = page(request, pages)?;
    let shown = all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let mut body = vec![Block::text(summary(additions, in_doubt))];
    let mut actions = turns(request, page, pages);
    let (mut doubtful, mut sound) = (Vec::new(), Vec::new());
    for (addition, problems) in shown {
        let said = naming::said(request.knowledge, addition);
        let mut words_of = line(&said, addition.kind);
        for problem in problems.iter().map(|it| words(it)) {
            words_of = words_of.then(". ");
            words_of.0.extend(problem.0);
        }
        if problems.is_empty() { &mut sound } else { &mut doubtful }.push(words_of);
        actions.push(removal(addition, &said));
    }
    for (heading, items) in [("These need a look", doubtful), ("", sound)] {
        if !items.is_empty() {
            body.push(Block::List { heading: heading.to_owned(), items });
        }
    }
    actions.push(Action::call("Export", super::export::COMMAND.call()));
    let count = counted(additions.len(), "addition");
    let title = if pages > 1 {
        format!("{count}, page {page} of {pages}")
    } else {
        format!("{count} here")
    };
    Ok(Answer { title, body, actions, ..Answer::default() }.into())
}

fn nothing() -> Answer {
    let text = "This server has added nothing to what I know, and hides nothing. It can teach me \
                other names, put notes on cards, hide certifications, and add some of its own; \
                nobody on other servers sees any of it.";
    Answer {
        actions: vec![
            Action::call("Add a name", super::alias_add::COMMAND.call()),
            Action::call("Add a note", super::note_add::COMMAND.call()),
            Action::call("Add a certification", super::entry_add::COMMAND.call()),
        ],
        ..super::said("Nothing is added here", [Line::text(text)])
    }
}

/// How many of each kind, and how many are in doubt.
fn summary(additions: &[Addition], in_doubt: usize) -> String {
    let each = AdditionKind::ALL.into_iter().filter_map(|kind| {
        let count = additions.iter().filter(|it| it.kind == kind).count();
        (count > 0).then(|| counted_kind(count, kind))
    });
    let each = crate::wording::joined(&each.collect::<Vec<_>>(), "and");
    let doubt = match in_doubt {
        0 => String::new(),
        1 => " One of them needs a look, and what is wrong with it does not apply.".to_owned(),
        more => format!(" {more} of them need a look, and what is wrong there does not apply."),
    };
    format!("{each}. Nobody on other servers sees them.{doubt}")
}

fn removal(addition: &Addition, said: &naming::Said) -> Action {
    let (verb, call): (_, fn(&str) -> Call) = match addition.kind {
        AdditionKind::Alias => ("Remove", alias_remove::call),
        AdditionKind::Note => ("Remove", note_remove::call),
        AdditionKind::Hidden => ("Show", show::call),
        AdditionKind::Certification => ("Remove", entry_remove::call),
    };
    let what = if said.text.is_empty() { &said.certification } else { &said.text };
    let label = super::choosing::shortened(&format!("{verb} {what}"), BUTTON_CHARACTERS);
    Action::call(label, call(&addition.key))
}
