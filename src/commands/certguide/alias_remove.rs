//! `/certguide alias remove`: forgets a name that the server has taught.

use super::{done, guild, naming, said};
use crate::answer::{Action, Answer, Line};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, AdditionKind, Change};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide alias remove",
    surface: Surface::Slash,
    summary: "Forget a name that this server has taught me",
    options: &[CommandOption {
        name: "name",
        summary: "Which name",
        kind: OptionKind::Addition(AdditionKind::Alias),
        is_required: true,
    }],
    examples: &["certguide alias remove name:\"snake exam\""],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let addition = naming::meant(request, AdditionKind::Alias, "name")?;
    let it = naming::said(request.knowledge, addition);
    let text = Line::default().quoted(&it.text).then(" does not mean ").strong(&it.certification);
    Ok(removed(request, addition, REMOVED, text.then(" on this server any more.")))
}

/// A call that removes the one with this key.
pub(super) fn call(key: &str) -> Call {
    COMMAND.call().with("name", key)
}

/// What stands over an answer to say so.
pub(super) const REMOVED: &str = "It is removed";

/// Removes an addition, and says so.
pub(super) fn removed(request: &Request<'_>, addition: &Addition, title: &str, text: Line) -> Done {
    let answer = Answer {
        actions: vec![Action::call("All additions", super::additions::COMMAND.call())],
        ..said(title, [text])
    };
    let Addition { kind, key, .. } = addition.clone();
    done(answer, [Change::Remove { guild: guild(request), kind, key }])
}
