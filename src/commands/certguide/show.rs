//! `/certguide show`: a certification that was hidden is shown again.

use super::{alias_remove, naming};
use crate::answer::Line;
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::AdditionKind;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide show",
    surface: Surface::Slash,
    summary: "Show a certification again that this server has hidden",
    options: &[CommandOption {
        name: "certification",
        summary: "Which certification",
        kind: OptionKind::Addition(AdditionKind::Hidden),
        is_required: true,
    }],
    examples: &["certguide show pcat"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let addition = naming::meant(request, AdditionKind::Hidden, "certification")?;
    let it = naming::said(request.knowledge, addition);
    let text =
        Line::default().strong(&it.certification).then(" is no longer hidden on this server.");
    Ok(alias_remove::removed(request, addition, "It is shown again", text))
}

/// A call that shows the one with this key.
pub(super) fn call(key: &str) -> Call {
    COMMAND.call().with("certification", key)
}
