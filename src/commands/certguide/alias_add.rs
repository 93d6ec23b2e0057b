//! `/certguide alias add`: one more name for a certification.

use super::choosing::{self, text};
use super::{done, guild, layer, said};
use crate::answer::{Action, Answer, Field, Form, Line};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, AdditionKind, Change};
use crate::knowledge::Certification;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide alias add",
    surface: Surface::Slash,
    summary: "Teach me another name that people here use for a certification",
    options: &[
        CommandOption {
            name: "name",
            summary: "What people here call it, such as: snake exam",
            kind: OptionKind::Words(NAME_MAX),
            is_required: false,
        },
        CommandOption {
            name: "certification",
            summary: "Which certification they mean",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &[
        "certguide alias add name:\"snake exam\" certification:pcep",
        "certguide alias add",
    ],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

/// No name that is looked up is longer, in characters.
pub(super) const NAME_MAX: u16 = 100;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let name = request.call.argument("name");
    let certification = request.optional_certification("certification")?;
    let (Some(name), Some(certification)) = (name, certification) else {
        return Ok(form(request).into());
    };
    let (answer, change) = learnt(request, name, certification)?;
    Ok(done(answer, [change]))
}

/// What to say once a name is known, and the change that makes it so.
pub(super) fn learnt(
    request: &Request<'_>,
    name: &str,
    certification: &Certification,
) -> Result<(Answer, Change), Refusal> {
    let addition = Addition::alias(name, &certification.id);
    let notes = layer::admit(request, &addition)?;
    let text = Line::text("On this server ").quoted(name).then(" means ");
    let mut paragraphs = vec![text.strong(certification.label()).then(" from now on.")];
    if let Some(old) = replaced(request, &addition) {
        paragraphs.push(Line::text(format!("Before, it meant {old}.")));
    }
    paragraphs.extend(notes);
    let answer = Answer {
        actions: vec![
            Action::call("Try it", Call::new("ask").with("question", name)),
            Action::call("Take it back", super::alias_remove::call(&addition.key)),
            Action::call("All additions", super::additions::COMMAND.call()),
        ],
        ..said("I know one more name", paragraphs)
    };
    Ok((answer, Change::Add { guild: guild(request), addition }))
}

/// What the name meant before, if it meant something else.
fn replaced(request: &Request<'_>, new: &Addition) -> Option<String> {
    let mut additions = request.context.server.additions.iter();
    let is_old = |it: &&Addition| it.kind == AdditionKind::Alias && it.key == new.key;
    let old = additions.find(is_old).filter(|it| it.toml != new.toml)?;
    let (old, new) = [old, new].map(|it| super::naming::said(request.knowledge, it)).into();
    (old.certification != new.certification).then_some(old.certification)
}

fn form(request: &Request<'_>) -> Answer {
    let given = |option| request.call.argument(option);
    let name = Field {
        option: "name",
        label: "What people here call it".to_owned(),
        hint: "The words alone, such as: snake exam".to_owned(),
        is_required: true,
        entry: text(given("name").unwrap_or_default(), NAME_MAX),
    };
    let fields = vec![name, choosing::field(request, "certification", given("certification"))];
    let form =
        Form { title: "Another name for a certification".to_owned(), call: COMMAND.call(), fields };
    let words = Line::text("Say the name and what it means: ")
        .quoted(format!("/{}", COMMAND.examples.first().unwrap_or(&COMMAND.name)));
    Answer {
        form: Some(Box::new(form)),
        ..said("Which name, and what does it mean?", [words.then(".")])
    }
}
