//! `/certguide entry remove`: a certification of the server's own that is no longer there.

use super::alias_remove::{self, REMOVED};
use super::naming;
use crate::answer::Line;
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::AdditionKind;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide entry remove",
    surface: Surface::Slash,
    summary: "Forget a certification that this server has added",
    options: &[CommandOption {
        name: "certification",
        summary: "Which of those that this server has added",
        kind: OptionKind::Addition(AdditionKind::Certification),
        is_required: true,
    }],
    examples: &["certguide entry remove acme-badge"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let addition = naming::meant(request, AdditionKind::Certification, "certification")?;
    let it = naming::said(request.knowledge, addition);
    let text = Line::text("I do not know ").strong(&it.certification);
    let text = text.then(" on this server any more.");
    Ok(alias_remove::removed(request, addition, REMOVED, text))
}

/// A call that removes the one with this key.
pub(super) fn call(key: &str) -> Call {
    COMMAND.call().with("certification", key)
}
