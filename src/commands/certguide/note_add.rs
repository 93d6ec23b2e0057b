//! `/certguide note add`: a line of the server's own on the card of a certification.

use super::choosing::{self, long_text, text};
use super::{done, guild, layer, said};
use crate::answer::{Action, Answer, Field, Form, Line};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, Change};

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide note add",
    surface: Surface::Slash,
    summary: "Put a note or a link on the card of a certification, for this server",
    options: &[
        CommandOption {
            name: "certification",
            summary: "On which card",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "text",
            summary: "What it says, such as: study group on Tuesdays at 18:00 UTC",
            kind: OptionKind::Words(TEXT_MAX),
            is_required: false,
        },
        CommandOption {
            name: "url",
            summary: "Where it leads, if anywhere",
            kind: OptionKind::Words(URL_MAX),
            is_required: false,
        },
    ],
    examples: &[
        "certguide note add certification:pcep text:\"Study group on Tuesdays\"",
        "certguide note add pcep",
    ],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

/// A note is a line on a card, in characters.
const TEXT_MAX: u16 = 300;

/// No address that a knowledge file takes is longer.
pub(super) const URL_MAX: u16 = 512;

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let certification = request.optional_certification("certification")?;
    let (Some(certification), Some(words)) = (certification, request.call.argument("text")) else {
        return Ok(form(request).into());
    };
    let addition = Addition::note(&certification.id, words, request.call.argument("url"));
    let notes = layer::admit(request, &addition)?;
    let text = Line::text("The card of ").strong(certification.label()).then(" says so here: ");
    let text = text.quoted(words).then(".");
    let card = Call::new("cert").with("certification", certification.id.as_str());
    let answer = Answer {
        actions: vec![
            Action::call("Show the card", card),
            Action::call("Take it back", super::note_remove::call(&addition.key)),
            Action::call("All additions", super::additions::COMMAND.call()),
        ],
        ..said("The note is there", std::iter::once(text).chain(notes))
    };
    Ok(done(answer, [Change::Add { guild: guild(request), addition }]))
}

fn form(request: &Request<'_>) -> Answer {
    let given = |option| request.call.argument(option);
    let field = |option, label: &str, hint: &str, is_required, entry| Field {
        option,
        label: label.to_owned(),
        hint: hint.to_owned(),
        is_required,
        entry,
    };
    let words = long_text(given("text").unwrap_or_default(), TEXT_MAX);
    let url = text(given("url").unwrap_or_default(), URL_MAX);
    let fields = vec![
        choosing::field(request, "certification", given("certification")),
        field("text", "What the note says", "Everybody on this server can read it", true, words),
        field("url", "Where it leads", "An address that begins with https://", false, url),
    ];
    let form = Form { title: "A note on a certification".to_owned(), call: COMMAND.call(), fields };
    let words = Line::text("Say on which card, and what: ")
        .quoted(format!("/{}", COMMAND.examples.first().unwrap_or(&COMMAND.name)));
    Answer {
        form: Some(Box::new(form)),
        ..said("Which card, and what does the note say?", [words.then(".")])
    }
}
