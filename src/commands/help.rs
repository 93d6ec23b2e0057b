//! `/help`: what can be asked, with examples.

use super::{
    Audience, COMMANDS, Command, CommandOption, OptionKind, PRIVATE, Refusal, Request, Run, Surface,
};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "help",
    surface: Surface::Slash,
    summary: "What can be asked, with examples",
    options: &[CommandOption {
        name: "command",
        summary: "Explain this command",
        kind: OptionKind::Command,
        is_required: false,
    }],
    examples: &["help", "help path"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let Some(given) = request.call.argument("command") else {
        return Ok(overview(request));
    };
    let name = given.trim_start_matches('/').to_lowercase();
    match super::find(&name).or_else(|| super::binding::nearest_command(&name)) {
        Some(command) => Ok(explained(command)),
        None => Err(Refusal::UnknownValue {
            option: "command",
            given: given.to_owned(),
            known: COMMANDS.iter().map(|it| it.name.to_owned()).collect(),
            asked: Box::new(request.settled()),
        }),
    }
}

fn overview(request: &Request<'_>) -> Answer {
    let mut issuers = Vec::new();
    for issuer in request.knowledge.issuers() {
        let count = request.knowledge.iter().filter(|it| it.issuer == issuer.id).count();
        issuers.push(format!("{} ({count})", issuer.name));
    }
    let text = format!(
        "Ask about the certifications of {}. Any name will do: a code, part of a title, with slips.",
        wording::joined(&issuers, "and")
    );
    let item = |it: &&Command| match it.surface {
        Surface::Slash => {
            Line::default().strong(format!("/{}", it.name)).then(format!(": {}", it.summary))
        }
        Surface::Message(name) => {
            Line::default().strong(in_menu(name)).then(format!(": {}", it.summary))
        }
    };
    let items = COMMANDS.iter().map(item).collect();
    let slash = COMMANDS.iter().filter(|it| it.surface == Surface::Slash);
    // This command is being answered.
    let others = slash.filter(|it| it.name != COMMAND.name);
    let first_examples = others.filter_map(|it| it.examples.first());
    Answer {
        title: "What I can answer".to_owned(),
        body: vec![Block::text(text), Block::List { heading: String::new(), items }],
        actions: first_examples.filter_map(|it| example(it)).collect(),
        footer: String::new(),
        ..Answer::default()
    }
}

/// Where a message's menu has a command.
fn in_menu(name: &str) -> String {
    format!("Right-click a message → Apps → {name}")
}

fn explained(command: &'static Command) -> Answer {
    if let Surface::Message(name) = command.surface {
        return explained_menu(command, name);
    }
    let private = CommandOption {
        name: PRIVATE,
        summary: "Show the answer to you alone",
        kind: OptionKind::Choice(&["true", "false"]),
        is_required: false,
    };
    let items = command.options.iter().chain([&private]).map(option).collect();
    Answer {
        title: format!("/{}", command.name),
        body: vec![
            Block::text(format!("{}.", command.summary)),
            Block::List { heading: "Options".to_owned(), items },
        ],
        actions: command.examples.iter().filter_map(|it| example(it)).collect(),
        footer: String::new(),
        ..Answer::default()
    }
}

/// No button shows how: it would have to carry a message.
fn explained_menu(command: &Command, name: &str) -> Answer {
    let examples = command.examples.iter().map(|it| Line::default().quoted(format!("/{it}")));
    Answer {
        title: name.to_owned(),
        body: vec![
            Block::text(format!("{}.", command.summary)),
            Block::Text(
                Line::default().strong(in_menu(name)).then(". On a phone, hold the message."),
            ),
            Block::List { heading: "In a terminal".to_owned(), items: examples.collect() },
        ],
        actions: vec![Action::call("What can I ask?", Call::new(COMMAND.name))],
        ..Answer::default()
    }
}

fn option(option: &CommandOption) -> Line {
    let need = if option.is_required { "" } else { " (optional)" };
    let takes = match option.kind {
        OptionKind::Choice(words) => format!(" One of {}.", wording::joined(words, "or")),
        _ => String::new(),
    };
    Line::default().strong(option.name).then(format!("{need}: {}.{takes}", option.summary))
}

fn example(example: &str) -> Option<Action> {
    let call = Call::parse(example).ok()?;
    Some(Action::call(format!("/{example}"), call))
}
