//! What a question means that was not answered: its words become a name.

use super::alias_add::{self, NAME_MAX};
use super::choosing::{self, text};
use super::unanswered::{QUESTION, back, question};
use super::{done, guild, rejected, said};
use crate::answer::{Answer, Block, Entry, Field, Form, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, Need, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Change, Unanswered};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide unanswered means",
    surface: Surface::Button,
    summary: "Say which certification a question is about that I could not answer",
    options: &[
        QUESTION,
        CommandOption {
            name: NAME,
            summary: "The words to know it by from now on",
            kind: OptionKind::Words(NAME_MAX),
            is_required: false,
        },
        CommandOption {
            name: CERTIFICATION,
            summary: "Which certification they mean",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: OTHER,
            summary: "The same in words, where the list does not have it",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &[
        "certguide unanswered means question:0123456789ab",
        "certguide unanswered means question:0123456789ab name:\"snek test\" certification:pcep",
    ],
    audience: Audience::Moderators,
    needs: &[Need::Unanswered],
    run: Run::Does(run),
};

const NAME: &str = "name";
const CERTIFICATION: &str = "certification";
const OTHER: &str = "other";

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let question = question(request)?;
    let Some(name) = request.call.argument(NAME) else {
        return Ok(form(request, question).into());
    };
    // What was typed says more than what a list had first.
    let certification = match request.optional_certification(OTHER)? {
        Some(it) => it,
        None => match request.optional_certification(CERTIFICATION)? {
            Some(it) => it,
            None => {
                let text = "Choose a certification from the list, or type its name.";
                return Err(rejected("It needs a certification", [Line::text(text)]));
            }
        },
    };
    let (mut answer, change) = alias_add::learnt(request, name, certification)?;
    answer.body.push(Block::text("The question is off the list."));
    answer.actions.push(back());
    let settle = Change::Settle { guild: guild(request), key: question.key.clone() };
    Ok(done(answer, [change, settle]))
}

fn form(request: &Request<'_>, question: &Unanswered) -> Answer {
    let (choices, is_all) = choosing::likeliest(request, &question.text);
    let field = |option, label: &str, hint: &str, is_required, entry| Field {
        option,
        label: label.to_owned(),
        hint: hint.to_owned(),
        is_required,
        entry,
    };
    let hint = "Leave only the words that stand for the certification, such as: snake exam";
    let mut fields =
        vec![field(NAME, "The words to know it by", hint, true, text(&question.text, NAME_MAX))];
    if !choices.is_empty() {
        let list = Entry::Choice { choices, most: 1 };
        fields.push(field(CERTIFICATION, "Which certification they mean", "", is_all, list));
    }
    if !is_all {
        let label = "Or another, if the list does not have it";
        fields.push(field(OTHER, label, "A short name or an exam code", false, text("", 200)));
    }
    let call = COMMAND.call().with(QUESTION.name, question.key.as_str());
    let words = Line::text("Say which words of ")
        .quoted(&question.text)
        .then(" stand for which certification: ")
        .quoted(format!("/{call} name:\"…\" certification:…"));
    let title = "What does it mean?".to_owned();
    Answer {
        form: Some(Box::new(Form { title, call, fields })),
        actions: vec![back()],
        ..said("What does it mean?", [words.then(".")])
    }
}
