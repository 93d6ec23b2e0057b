//! `/certguide unanswered`: what people asked and were not told, most often asked first.

use super::{counted, page, rejected, turns};
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, Need, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{End, Feature, Unanswered};
use crate::knowledge::quantity::day_in_words;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide unanswered",
    surface: Surface::Slash,
    summary: "What people here asked and I did not know, most often asked first",
    options: &[CommandOption {
        name: "page",
        summary: "Which page of the list, from 1",
        kind: OptionKind::Page,
        is_required: false,
    }],
    examples: &["certguide unanswered"],
    audience: Audience::Moderators,
    needs: &[Need::Unanswered],
    run: Run::Does(run),
};

/// The option of those commands that do something about one question.
pub(super) const QUESTION: CommandOption = CommandOption {
    name: "question",
    summary: "Which question, by what a button of the list calls it",
    kind: OptionKind::Words(12),
    is_required: true,
};

/// Each has three buttons, and there is room for 25.
const PER_PAGE: usize = 5;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let all = &request.context.unanswered;
    if all.is_empty() {
        return Ok(nothing(request).into());
    }
    let pages = all.len().div_ceil(PER_PAGE);
    let page = page(request, pages)?;
    let shown: Vec<&Unanswered> = all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
    let mut actions = Vec::new();
    for (place, it) in shown.iter().enumerate() {
        let about = |command: &Command| command.call().with("question", it.key.as_str());
        let number = place + 1;
        let means = about(&super::unanswered_means::COMMAND);
        let stub = about(&super::unanswered_stub::COMMAND);
        let ignore = about(&super::unanswered_ignore::COMMAND);
        actions.push(Action::call(format!("{number}: it means …"), means));
        actions.push(Action::call(format!("{number}: add an entry"), stub));
        actions.push(Action::call(format!("{number}: ignore"), ignore));
    }
    actions.extend(turns(request, page, pages));
    actions.push(Action::call("Forget all", super::unanswered_forget::COMMAND.call()));
    let count = counted(all.len(), "question");
    let title = match pages {
        1 => format!("{count} I could not answer"),
        _ => format!("{count} I could not answer, page {page} of {pages}"),
    };
    let mut body = Vec::new();
    if !is_counting(request) {
        body.push(Block::text(OFF));
    }
    body.push(Block::Steps(shown.into_iter().map(line).collect()));
    let footer = "Nothing is kept of who asked. Each is forgotten 90 days after it was last asked.";
    Ok(Answer { title, body, actions, footer: footer.to_owned(), ..Answer::default() }.into())
}

const OFF: &str = "Counting is off on this server, so nothing new comes to this list. /certguide \
    settings turns it on.";

fn is_counting(request: &Request<'_>) -> bool {
    request.context.server.settings.has(Feature::Unanswered)
}

fn nothing(request: &Request<'_>) -> Answer {
    let text = match (is_counting(request), request.context.server.settings.has(Feature::FullText))
    {
        (false, _) => OFF,
        (true, true) => {
            "A question that I cannot answer is listed here as soon as somebody asks it."
        }
        (true, false) => {
            "A question that I cannot answer is listed here once three different people have asked \
             it."
        }
    };
    Answer {
        actions: vec![Action::call("Settings", super::settings::COMMAND.call())],
        ..super::said("There is nothing that I could not answer", [Line::text(text)])
    }
}

fn line(it: &Unanswered) -> Line {
    let end = match it.end {
        End::NotKnown => "I did not know",
        End::AskedBack => "I asked back, and nobody answered",
    };
    let count = match it.count {
        1 => "asked once".to_owned(),
        2 => "asked twice".to_owned(),
        more => format!("asked {more} times"),
    };
    let when = if it.first == it.last {
        format!("on {}", day_in_words(it.last))
    } else {
        format!("from {} to {}", day_in_words(it.first), day_in_words(it.last))
    };
    Line::default().quoted(&it.text).then(format!(": {count}, {when}; {end}"))
}

/// The question that a button is about.
pub(super) fn question<'a>(request: &Request<'a>) -> Result<&'a Unanswered, Refusal> {
    let key = request.argument(QUESTION.name)?;
    let found = request.context.unanswered.iter().find(|it| it.key == key);
    found.ok_or_else(|| {
        let text = "That question is not on the list: it is dealt with, or forgotten after 90 days \
                    in which nobody asked it. /certguide unanswered shows the list as it is now.";
        rejected("I do not find that question", [Line::text(text)])
    })
}

/// A button back to the list.
pub(super) fn back() -> Action {
    Action::call("Back to the list", COMMAND.call())
}
