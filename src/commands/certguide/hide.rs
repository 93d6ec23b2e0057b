//! `/certguide hide`: a certification that nobody on the server is led to.

use super::{done, guild, layer, said};
use crate::answer::{Action, Answer, Line};
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, Change};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide hide",
    surface: Surface::Slash,
    summary: "Do not lead anybody on this server to a certification",
    options: &[CommandOption {
        name: "certification",
        summary: "Which certification",
        kind: OptionKind::Certification,
        is_required: true,
    }],
    examples: &["certguide hide pcet"],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let certification = request.certification("certification")?;
    let id = &certification.id;
    let label = certification.label();
    if request.knowledge.is_hidden(id) {
        let text = Line::default().strong(label).then(" is not shown on this server anyway.");
        return Ok(said("That is hidden already", [text]).into());
    }
    let addition = Addition::hidden(id);
    let notes = layer::admit(request, &addition)?;
    let text = Line::text("Nobody on this server is led to ")
        .strong(label)
        .then(" any more. It is still named where another certification asks for it.");
    let answer = Answer {
        actions: vec![
            Action::call("Show it again", super::show::call(&addition.key)),
            Action::call("All additions", super::additions::COMMAND.call()),
        ],
        ..said("It is hidden", std::iter::once(text).chain(notes))
    };
    Ok(done(answer, [Change::Add { guild: guild(request), addition }]))
}
