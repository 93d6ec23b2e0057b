//! The words for a command, or an option of one, that does not exist.

use super::button::fits_button;
use super::help_with;
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::commands::binding::nearest_command;
use crate::commands::{Command, Surface, help};
use crate::wording;

pub(super) fn command(given: &str, call: &Call) -> Answer {
    if help::is_group(given) {
        return no_such_part(given, &call.text);
    }
    let mut text = Line::text("There is no command ").quoted(format!("/{given}")).then(".");
    let mut actions = Vec::new();
    if let Some(near) = nearest_command(given) {
        text = text.then(" Did you mean ").strong(format!("/{}", near.name)).then("?");
        let meant = Call { command: near.name.to_owned(), ..call.clone() };
        actions.push(if near.surface == Surface::Slash && fits_button(&meant) {
            Action::call(format!("/{meant}"), meant)
        } else {
            help_with(near.name)
        });
    }
    actions.push(Action::call("What can I ask?", Call::new("help")));
    let body = vec![Block::Text(text)];
    Answer { title: "I do not know that command".to_owned(), body, actions, ..Answer::default() }
}

/// Commands begin with this word, and none goes on as was typed.
fn no_such_part(group: &str, rest: &str) -> Answer {
    let group = group.to_lowercase();
    let text = if rest.is_empty() {
        Line::default()
            .strong(format!("/{group}"))
            .then(" needs another word that says what to do.")
    } else {
        Line::text("There is no command ").quoted(format!("/{group} {rest}")).then(".")
    };
    Answer {
        title: "I do not know that command".to_owned(),
        body: vec![Block::Text(text)],
        actions: vec![Action::call(
            format!("What /{group} can do"),
            Call::new("help").with("command", group),
        )],
        ..Answer::default()
    }
}

/// The command has no such option.
pub(super) fn option(command: &Command, given: &str) -> Answer {
    let known: Vec<&str> = command.options.iter().map(|it| it.name).collect();
    let text = Line::text(format!("/{} has no option ", command.name))
        .quoted(given)
        .then(format!(". It takes {}.", wording::joined(&known, "and")));
    Answer {
        title: "I could not read that".to_owned(),
        body: vec![Block::Text(text)],
        actions: vec![help_with(command.name)],
        ..Answer::default()
    }
}
