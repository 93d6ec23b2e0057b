//! `/certguide note remove`: takes a note of the server off a card.

use super::alias_remove::{self, REMOVED};
use super::naming;
use crate::answer::Line;
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::AdditionKind;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide note remove",
    surface: Surface::Slash,
    summary: "Take a note of this server off the card of a certification",
    options: &[CommandOption {
        name: "note",
        summary: "Which note, or some of its words",
        kind: OptionKind::Addition(AdditionKind::Note),
        is_required: true,
    }],
    examples: &["certguide note remove note:\"Study group\""],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let addition = naming::meant(request, AdditionKind::Note, "note")?;
    let it = naming::said(request.knowledge, addition);
    let text = Line::text("The card of ").strong(&it.certification).then(" does not say ");
    let text = text.quoted(&it.text).then(" any more.");
    Ok(alias_remove::removed(request, addition, REMOVED, text))
}

/// A call that removes the one with this key.
pub(super) fn call(key: &str) -> Call {
    COMMAND.call().with("note", key)
}
