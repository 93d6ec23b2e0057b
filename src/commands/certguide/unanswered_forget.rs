//! Questions that were not answered, forgotten: one, or all.

use super::unanswered::{QUESTION, back, question};
use super::{counted, done, guild, said};
use crate::answer::{Action, Answer, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, Need, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::Change;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide unanswered forget",
    surface: Surface::Button,
    summary: "Forget a question that I could not answer, or all of them",
    options: &[
        CommandOption { is_required: false, ..QUESTION },
        CommandOption {
            name: ALL,
            summary: "true: all of them",
            kind: OptionKind::Choice(&["true"]),
            is_required: false,
        },
    ],
    examples: &[
        "certguide unanswered forget question:0123456789ab",
        "certguide unanswered forget",
        "certguide unanswered forget all:true",
    ],
    audience: Audience::Moderators,
    needs: &[Need::Unanswered],
    run: Run::Does(run),
};

const ALL: &str = "all";

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    if request.call.argument(QUESTION.name).is_some() {
        let question = question(request)?;
        let text = Line::default().quoted(&question.text);
        let text = text.then(" is forgotten. It is counted anew if people go on asking it.");
        let answer = Answer { actions: vec![back()], ..said("It is off the list", [text]) };
        let key = question.key.clone();
        return Ok(done(answer, [Change::Settle { guild: guild(request), key }]));
    }
    let all = &request.context.unanswered;
    let count = counted(all.len(), "question");
    if all.is_empty() {
        let text = Line::text("There is no question to forget.");
        return Ok(Answer { actions: vec![back()], ..said("The list is empty", [text]) }.into());
    }
    if request.call.argument(ALL).is_none() {
        let text =
            format!("This forgets {count} and how often each was asked, and cannot be undone.");
        let yes = COMMAND.call().with(ALL, "true");
        let actions = vec![Action::call("Yes, forget them all", yes), back()];
        return Ok(Answer { actions, ..said("Forget them all?", [Line::text(text)]) }.into());
    }
    let text = format!("I have forgotten {count}. Each is counted anew if people go on asking it.");
    let answer = Answer { actions: vec![back()], ..said("They are forgotten", [Line::text(text)]) };
    let guild = guild(request);
    let settle = |key: &String| Change::Settle { guild, key: key.clone() };
    let changes: Vec<Change> = all.iter().map(|it| settle(&it.key)).collect();
    Ok(done(answer, changes))
}
