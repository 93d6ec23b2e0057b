//! The words for commands that are not for the asker, not here, or not now.

use crate::answer::{Action, Answer, Block, Line, TextFile};
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

/// A file that was given has errors.
pub(super) fn faulty(title: &str, problems: &str) -> Answer {
    let text = "Nothing of it is taken, and everything is as it was. Mend what is named here and \
                send the file again.";
    let mut answer =
        Answer { title: title.to_owned(), body: vec![Block::text(text)], ..Answer::default() };
    show_problems(&mut answer, problems);
    answer
}

/// More of them is for a file.
const PROBLEM_CHARACTERS: usize = 1_200;

/// Adds problems as a compiler draws them: where they are many, the first, and all in a file.
pub(in crate::commands) fn show_problems(answer: &mut Answer, problems: &str) {
    if problems.is_empty() {
        return;
    }
    if problems.chars().count() <= PROBLEM_CHARACTERS {
        answer.body.push(Block::Code(problems.trim_end().to_owned()));
        return;
    }
    let mut shown = String::new();
    for problem in problems.split_inclusive("\n\n") {
        if shown.chars().count() + problem.chars().count() > PROBLEM_CHARACTERS {
            break;
        }
        shown.push_str(problem);
    }
    if !shown.is_empty() {
        answer.body.push(Block::Code(shown.trim_end().to_owned()));
    }
    answer.body.push(Block::text("That is not all: the file has the rest."));
    answer.file = Some(Box::new(TextFile {
        name: "problems.txt",
        media_type: "text/plain; charset=utf-8",
        text: problems.to_owned(),
    }));
}

fn said(title: String, text: Line) -> Answer {
    Answer {
        title,
        body: vec![Block::Text(text)],
        actions: vec![Action::call("What can I ask?", Call::new("help"))],
        ..Answer::default()
    }
}
