//! `/help`: what can be asked, with examples.

use super::{COMMANDS, Command, CommandOption, OptionKind, PRIVATE, Refusal, Request, Surface};
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
    run,
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
    let items = COMMANDS
        .iter()
        .map(|it| Line::default().strong(format!("/{}", it.name)).then(format!(": {}", it.summary)))
        .collect();
    let first_examples = COMMANDS.iter().filter_map(|it| it.examples.first());
    Answer {
        title: "What I can answer".to_owned(),
        url: None,
        body: vec![Block::text(text), Block::List { heading: String::new(), items }],
        // The last command is this one.
        actions: first_examples.take(COMMANDS.len() - 1).filter_map(|it| example(it)).collect(),
        footer: String::new(),
    }
}

fn explained(command: &'static Command) -> Answer {
    let private = CommandOption {
        name: PRIVATE,
        summary: "Show the answer to you alone",
        kind: OptionKind::Choice(&["true", "false"]),
        is_required: false,
    };
    let items = command.options.iter().chain([&private]).map(option).collect();
    Answer {
        title: format!("/{}", command.name),
        url: None,
        body: vec![
            Block::text(format!("{}.", command.summary)),
            Block::List { heading: "Options".to_owned(), items },
        ],
        actions: command.examples.iter().filter_map(|it| example(it)).collect(),
        footer: String::new(),
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
