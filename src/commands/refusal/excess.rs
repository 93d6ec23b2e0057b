//! The words for more than a command takes.

use super::button::fits_button;
use super::{MOST_OFFERED, help_with, quoted_list};
use crate::answer::{Action, Answer, Block, Line, Target};
use crate::call::Call;
use crate::commands::{Command, OptionKind};
use crate::wording;

pub(super) fn too_many(command: &Command, kind: OptionKind, given: &[String]) -> Answer {
    let options: Vec<_> = command.options.iter().filter(|it| it.kind == kind).collect();
    let most = options.len();
    let noun = match kind {
        OptionKind::Certification => "certification",
        OptionKind::Topic => "topic",
        OptionKind::Track => "track",
        OptionKind::Level => "level",
        OptionKind::Issuer => "issuer",
        OptionKind::Command => "command",
        OptionKind::Choice(_) => "word",
        OptionKind::Page => "page",
        OptionKind::Message => "message",
        OptionKind::Question => "question",
        OptionKind::Words(_) => "text",
        OptionKind::Several => "list",
        OptionKind::Channel => "channel",
        OptionKind::File => "file",
        OptionKind::Addition(_) => "addition",
    };
    let takes = match most {
        1 => format!("one {noun}"),
        more => format!("at most {} {noun}s", count_word(more)),
    };
    let text = format!("/{} takes {takes}. Here are {}: ", command.name, count_word(given.len()));
    let mut actions = Vec::new();
    // Where one is needed and another is not, they mean different things, and so does their order.
    let are_alike = options.iter().filter(|it| it.is_required).count() > 1;
    if let [option] = options.as_slice() {
        let each = given.iter().take(MOST_OFFERED);
        let call = |it: &String| Call::new(command.name).with(option.name, it.as_str());
        actions.extend(each.map(|it| Action::call(it, call(it))));
    } else if let (Some(first), true) = (given.get(..most), are_alike) {
        let call = Call { text: first.join(", "), ..Call::new(command.name) };
        actions.push(Action::call(format!("/{} {}", command.name, call.text), call));
    }
    actions.retain(|it| matches!(&it.target, Target::Call(call) if fits_button(call)));
    actions.push(help_with(command.name));
    Answer {
        title: format!("Too many {noun}s"),
        body: vec![Block::Text(quoted_list(Line::text(text), given, "and").then("."))],
        actions,
        ..Answer::default()
    }
}

pub(super) fn unplaced(command: &Command, words: &str, understood: &Call) -> Answer {
    let known: Vec<&str> = command.options.iter().map(|it| it.name).collect();
    let known = wording::joined(&known, "and");
    let text = Line::text("I do not know what to do with ")
        .quoted(words)
        .then(format!(". /{} takes {known}, each once.", command.name));
    let mut actions = Vec::new();
    if fits_button(understood) {
        actions.push(Action::call(format!("Without it: /{understood}"), understood.clone()));
    }
    actions.push(help_with(command.name));
    Answer {
        title: "I did not understand all of that".to_owned(),
        body: vec![Block::Text(text)],
        actions,
        ..Answer::default()
    }
}

/// Small numbers as words.
fn count_word(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(count).map_or_else(|| count.to_string(), |it| (*it).to_owned())
}
