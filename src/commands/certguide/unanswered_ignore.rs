//! A question that is not to be listed again.

use super::unanswered::{QUESTION, back, question};
use super::{done, guild, said};
use crate::answer::{Answer, Line};
use crate::commands::{Audience, Command, Done, Need, Refusal, Request, Run, Surface};
use crate::guild::Change;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide unanswered ignore",
    surface: Surface::Button,
    summary: "Do not list a question again, however often it is asked",
    options: &[QUESTION],
    examples: &["certguide unanswered ignore question:0123456789ab"],
    audience: Audience::Moderators,
    needs: &[Need::Unanswered],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let question = question(request)?;
    let text = Line::default().quoted(&question.text);
    let text = text.then(" is not listed again, however often it is asked.");
    let answer = Answer { actions: vec![back()], ..said("It is ignored", [text]) };
    let key = question.key.clone();
    Ok(done(answer, [Change::Ignore { guild: guild(request), key }]))
}
