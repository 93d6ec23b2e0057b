//! `/certguide export`: all that a server adds, as a file.

use super::{counted, said};
use crate::answer::{Action, Answer, Line, TextFile};
use crate::commands::{Audience, Command, Done, Refusal, Request, Run, Surface};
use crate::guild;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide export",
    surface: Surface::Slash,
    summary: "Everything that this server has added or hidden, as a file",
    options: &[],
    examples: &["certguide export"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

#[expect(clippy::unnecessary_wraps, reason = "every command may refuse")]
fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let additions = &request.context.server.additions;
    if additions.is_empty() {
        let text = Line::text("This server has added nothing yet, so there is nothing to export.");
        let actions = vec![Action::call("What can be added", super::additions::COMMAND.call())];
        return Ok(Answer { actions, ..said("Nothing is added here", [text]) }.into());
    }
    let file = TextFile {
        name: "house.toml",
        media_type: "application/toml",
        text: guild::house_file(additions).text,
    };
    let text = format!(
        "The file has everything that this server has added: {}. Keep it, change it in any editor, and send it back with /certguide \
         import, here or on another server.",
        counted(additions.len(), "addition")
    );
    let answer =
        Answer { file: Some(Box::new(file)), ..said("Here is the file", [Line::text(text)]) };
    Ok(answer.into())
}
