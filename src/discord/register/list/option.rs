//! What a command takes, and what stands below it, as Discord lists both: as options.

use serde::Serialize;

use crate::commands::{self, Command, CommandOption, OptionKind, PRIVATE, Run};

/// The longest text we take for an option, in characters: longer ones name nothing.
const TEXT_MAX: u16 = 200;

/// Nor more of a question (`OptionKind::characters_max`).
const QUESTION_MAX: u16 = 400;

/// Nor more of several names.
const SEVERAL_MAX: u16 = 1_100;

/// "Application Command Option Type".
const SUBCOMMAND: u8 = 1;
const GROUP: u8 = 2;
const TEXT: u8 = 3;
const INTEGER: u8 = 4;
const BOOLEAN: u8 = 5;
const CHANNEL: u8 = 7;
const FILE: u8 = 11;

/// "Channel Types" in resources/channel: `GUILD_TEXT` and `GUILD_ANNOUNCEMENT`.
const TEXT_CHANNELS: &[u8] = &[0, 5];

/// An option, a subcommand, or a group of subcommands.
#[derive(Debug, Serialize)]
pub(super) struct ListedOption {
    #[serde(rename = "type")]
    kind: u8,
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "is_false")]
    autocomplete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<i64>,
    #[serde(skip_serializing_if = "<[u8]>::is_empty")]
    channel_types: &'static [u8],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
    /// Of a subcommand, or the subcommands of a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<ListedOption>,
}

#[derive(Debug, Serialize)]
struct Choice {
    name: String,
    value: String,
}

/// All options of a command. One that only the asker sees anyway takes no wish to be seen by them
/// alone.
pub(super) fn all(command: &Command) -> Vec<ListedOption> {
    let private = ListedOption {
        required: Some(false),
        ..ListedOption::plain(BOOLEAN, PRIVATE, "Show the answer to me alone")
    };
    let private = matches!(command.run, Run::Answers(_)).then_some(private);
    command.options.iter().map(option).chain(private).collect()
}

/// Puts a command of several words among the options of what stands for the first: as a
/// subcommand, below a group if it has three.
pub(super) fn add(below: &mut Vec<ListedOption>, command: &Command) {
    let mut words = command.name.splitn(3, ' ').skip(1);
    let (Some(word), last) = (words.next(), words.next()) else { return };
    let subcommand = |name: &str| ListedOption {
        options: all(command),
        ..ListedOption::plain(SUBCOMMAND, name, command.summary)
    };
    let Some(last) = last else { return below.push(subcommand(word)) };
    let is_there = |it: &ListedOption| it.kind == GROUP && it.name == word;
    if let Some(group) = below.iter_mut().find(|it| is_there(it)) {
        return group.options.push(subcommand(last));
    }
    let words = command.name.strip_suffix(last).unwrap_or_default().trim_end();
    let summary = commands::group_summary(words).unwrap_or(command.summary);
    let options = vec![subcommand(last)];
    below.push(ListedOption { options, ..ListedOption::plain(GROUP, word, summary) });
}

impl ListedOption {
    /// One without limits, of which nothing is said but what it is.
    fn plain(kind: u8, name: &str, description: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            description: description.to_owned(),
            required: None,
            autocomplete: false,
            max_length: None,
            min_value: None,
            channel_types: &[],
            choices: Vec::new(),
            options: Vec::new(),
        }
    }
}

fn option(option: &CommandOption) -> ListedOption {
    let described = ListedOption {
        required: Some(option.is_required),
        ..ListedOption::plain(TEXT, option.name, option.summary)
    };
    match option.kind {
        OptionKind::Page => ListedOption { kind: INTEGER, min_value: Some(1), ..described },
        OptionKind::Choice(words) => ListedOption { choices: choices(words), ..described },
        // Nobody types one: a command that takes it is in a menu, which takes no options.
        OptionKind::Message => described,
        OptionKind::Question => ListedOption { max_length: Some(QUESTION_MAX), ..described },
        OptionKind::Words(most) => ListedOption { max_length: Some(most), ..described },
        OptionKind::Several => ListedOption { max_length: Some(SEVERAL_MAX), ..described },
        OptionKind::Channel => {
            ListedOption { kind: CHANNEL, channel_types: TEXT_CHANNELS, ..described }
        }
        OptionKind::File => ListedOption { kind: FILE, ..described },
        OptionKind::Certification
        | OptionKind::Addition(_)
        | OptionKind::Topic
        | OptionKind::Track
        | OptionKind::Level
        | OptionKind::Issuer
        | OptionKind::Command => {
            ListedOption { autocomplete: true, max_length: Some(TEXT_MAX), ..described }
        }
    }
}

fn choices(words: &[&str]) -> Vec<Choice> {
    let choice = |word: &&str| Choice { name: (*word).to_owned(), value: (*word).to_owned() };
    words.iter().map(choice).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(it: &bool) -> bool {
    !it
}
