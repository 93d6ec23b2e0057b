//! `/help`: what can be asked, with examples.

use super::groups::GROUPS;
use super::{
    Asker, Audience, COMMANDS, Command, CommandOption, OptionKind, PRIVATE, Refusal, Request, Run,
    Surface,
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
    if is_group(&name) {
        return Ok(group(&name));
    }
    match super::find(&name).or_else(|| super::binding::nearest_command(&name)) {
        Some(command) => Ok(explained(command)),
        None => Err(Refusal::UnknownValue {
            option: "command",
            given: given.to_owned(),
            known: topics(&request.context.asker).map(str::to_owned).collect(),
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
    let asker = &request.context.asker;
    let is_theirs = |it: &&&Command| !it.name.contains(' ') && is_for(asker, it);
    let mut items: Vec<Line> =
        COMMANDS.iter().filter(is_theirs).filter_map(|it| line(it)).collect();
    for name in groups(asker) {
        let about = super::group_summary(name).unwrap_or_default();
        let line = Line::default().strong(format!("/{name} …"));
        items.push(line.then(format!(": {about}; /help {name} lists them")));
    }
    let everybodys = COMMANDS.iter().filter(|it| it.audience == Audience::Everyone);
    let slash = everybodys.filter(|it| it.surface == Surface::Slash);
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

/// Whether commands begin with this word and go on with another.
pub(super) fn is_group(word: &str) -> bool {
    let first = |it: &&Command| it.name.split_once(' ').map(|(first, _)| first);
    COMMANDS.iter().filter_map(first).any(|it| it.eq_ignore_ascii_case(word))
}

/// First words of several commands of which somebody may call one where they are. What stands for
/// everybody is listed by itself.
fn groups(asker: &Asker) -> impl Iterator<Item = &'static str> {
    let names = GROUPS.iter().map(|(name, _)| *name).filter(|it| is_group(it));
    names.filter(move |name| {
        let is_in = |it: &&&Command| it.name.split(' ').next() == Some(*name);
        COMMANDS.iter().filter(is_in).any(|it| is_for(asker, it))
    })
}

/// Whether somebody may call a command where they are.
fn is_for(asker: &Asker, command: &Command) -> bool {
    command.audience.is_here(asker) && command.audience.has(asker)
}

/// What can be explained to somebody: the commands that they may call, and what those begin with.
pub(super) fn topics(asker: &Asker) -> impl Iterator<Item = &'static str> {
    let commands = COMMANDS.iter().filter(|it| it.surface != Surface::Button);
    let theirs = commands.filter(move |it| is_for(asker, it)).map(|it| it.name);
    theirs.chain(groups(asker))
}

/// All commands that begin with this word.
fn group(word: &str) -> Answer {
    let about = super::group_summary(word).map(|it| format!("{it}.")).unwrap_or_default();
    let is_in = |it: &&&Command| it.name.split(' ').next() == Some(word);
    let items = COMMANDS.iter().filter(is_in).filter_map(|it| line(it)).collect();
    Answer {
        title: format!("/{word}"),
        body: vec![Block::text(about), Block::List { heading: String::new(), items }],
        actions: vec![Action::call("What else can I ask?", Call::new(COMMAND.name))],
        ..Answer::default()
    }
}

/// A line of a list of commands, for those that somebody can call.
fn line(command: &Command) -> Option<Line> {
    let name = match command.surface {
        Surface::Slash => format!("/{}", command.name),
        Surface::Message(name) => in_menu(name),
        Surface::Button => return None,
    };
    Some(Line::default().strong(name).then(format!(": {}", command.summary)))
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
    let is_private = matches!(command.run, Run::Does(_));
    let private = (!is_private).then_some(&private);
    let items: Vec<Line> = command.options.iter().chain(private).map(option).collect();
    let mut body = vec![Block::text(format!("{}.", command.summary))];
    if !items.is_empty() {
        body.push(Block::List { heading: "Options".to_owned(), items });
    }
    // Whoever wants to read how something is done does not want it done.
    if is_private {
        let examples = command.examples.iter().map(|it| Line::default().quoted(format!("/{it}")));
        body.push(Block::List { heading: "Examples".to_owned(), items: examples.collect() });
        let first = command.name.split(' ').next().unwrap_or_default();
        let (label, name) = if is_group(first) {
            (format!("What else /{first} can do"), Some(first))
        } else {
            ("What can I ask?".to_owned(), None)
        };
        let help =
            name.into_iter().fold(Call::new(COMMAND.name), |it, name| it.with("command", name));
        let actions = vec![Action::call(label, help)];
        return Answer { title: format!("/{}", command.name), body, actions, ..Answer::default() };
    }
    Answer {
        title: format!("/{}", command.name),
        body,
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
