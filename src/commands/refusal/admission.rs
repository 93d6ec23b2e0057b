//! The words for commands that are not for the asker, not here, or not now.

use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::commands::{Audience, Command};
use crate::guild::Feature;

/// The command cannot be used where it is asked.
pub(super) fn not_here(command: &Command) -> Answer {
    let text = match command.audience {
        Audience::Everyone | Audience::Members => {
            "I keep things for people on Discord alone. Ask me there."
        }
        Audience::Moderators | Audience::Operators => {
            "This is about a server. Ask me on the server that it is to be about."
        }
    };
    said(format!("/{} does not work here", command.name), Line::text(text))
}

/// The command is for others.
pub(super) fn not_allowed(command: &Command) -> Answer {
    let text = match command.audience {
        Audience::Operators => {
            "This is for those who run this bot: whoever runs it lists them in its settings, under \
             `discord.operators`."
        }
        Audience::Everyone | Audience::Members | Audience::Moderators => {
            "This is for those who may manage this server (the permission Manage Server)."
        }
    };
    said(format!("/{} is not for you", command.name), Line::text(text))
}

/// The server has turned it off.
pub(super) fn off(feature: Feature) -> Answer {
    let text = Line::text("Those who look after this server have turned it off: ")
        .then(feature.summary())
        .then(".");
    said("That is turned off here".to_owned(), text)
}

/// What is kept cannot be read or written.
pub(super) fn store_down() -> Answer {
    let text = "I cannot reach the place where I keep things. Everything else works meanwhile; \
                please try again in a minute.";
    said("I cannot do that right now".to_owned(), Line::text(text))
}

/// What was given cannot be taken, for these reasons.
pub(super) fn rejected(title: &str, why: &[Line]) -> Answer {
    Answer {
        title: title.to_owned(),
        body: why.iter().cloned().map(Block::Text).collect(),
        ..Answer::default()
    }
}

fn said(title: String, text: Line) -> Answer {
    Answer {
        title,
        body: vec![Block::Text(text)],
        actions: vec![Action::call("What can I ask?", Call::new("help"))],
        ..Answer::default()
    }
}
