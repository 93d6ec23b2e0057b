//! `/certguide reload`: the knowledge files are read anew.

use super::said;
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::refusal::admission::show_problems;
use crate::commands::{Audience, Command, Done, Need, Refusal, Reloaded, Request, Run, Surface};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide reload",
    surface: Surface::Slash,
    summary: "Read the knowledge files anew, for those who run this bot",
    options: &[],
    examples: &["certguide reload"],
    audience: Audience::Operators,
    needs: &[Need::Reload],
    run: Run::Does(run),
};

/// More ids of one kind are a number.
const MOST_IDS: usize = 20;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let reloaded = request.context.reloaded.as_deref().ok_or(Refusal::StoreDown)?;
    let mut answer = if reloaded.is_taken { taken(reloaded) } else { kept() };
    answer.body.push(Block::Text(Line::text(reloaded.summary.as_str())));
    answer.body.retain(|it| *it != Block::Text(Line::text("")));
    show_problems(&mut answer, &reloaded.diagnostics);
    answer.actions = vec![
        Action::call("Reload again", COMMAND.call()),
        Action::call("Status", super::status::COMMAND.call()),
    ];
    Ok(answer.into())
}

fn taken(reloaded: &Reloaded) -> Answer {
    let title = match reloaded.change.as_str() {
        "" => "The files say what I know already".to_owned(),
        change => format!("Reloaded: {change}"),
    };
    let text = "I answer from the files as they are now.";
    let mut answer = said(title, [Line::text(text)]);
    for (label, ids) in ["New", "Gone", "Changed"].into_iter().zip(&reloaded.ids) {
        if ids.is_empty() {
            continue;
        }
        let shown: Vec<&str> = ids.iter().take(MOST_IDS).map(String::as_str).collect();
        let more = ids.len() - shown.len();
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        answer.body.push(Block::fact(label, format!("{}{rest}", shown.join(", "))));
    }
    answer
}

fn kept() -> Answer {
    let text = "The files have errors, so nothing of them is taken: I go on answering from what I \
                knew before. Mend what is named below; then reload again.";
    said("Not reloaded", [Line::text(text)])
}
