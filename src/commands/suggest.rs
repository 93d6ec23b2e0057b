//! `/suggest`: tells those who can mend it what is wrong with a fact.

mod report;
#[cfg(test)]
mod tests;

pub use self::report::report;

use super::facts::{self, Fact, notes};
use super::{
    Audience, Command, CommandOption, Done, Effect, OptionKind, Refusal, Request, Run, Surface,
    cert,
};
use crate::answer::{Action, Answer, Block, Choice, Entry, Field, Form, Inline, Line};
use crate::call::Call;
use crate::guild::{Correction, Feature};
use crate::knowledge::{Certification, CheckedOn, Provenance};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "suggest",
    surface: Surface::Slash,
    summary: "Tell what is wrong with a fact, and what is right",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Of which certification something is wrong",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "fact",
            summary: "Which fact; without it, or without the text, a form asks for the rest",
            kind: OptionKind::Choice(facts::NAMES),
            is_required: false,
        },
        CommandOption {
            name: "text",
            summary: "What is right",
            kind: OptionKind::Words(TEXT_CHARACTERS),
            is_required: false,
        },
        CommandOption {
            name: "source",
            summary: "Where that is said, such as the address of a page",
            kind: OptionKind::Words(SOURCE_CHARACTERS),
            is_required: false,
        },
    ],
    examples: &[
        "suggest pcap",
        "suggest certification:pcap fact:price text:\"It costs more now.\"",
    ],
    audience: Audience::Members,
    needs: &[],
    run: Run::Does(run),
};

/// Enough for what is wrong with one fact.
const TEXT_CHARACTERS: u16 = 1_000;

const SOURCE_CHARACTERS: u16 = 200;

/// What is said now is repeated up to this length.
const SAID_CHARACTERS: usize = 700;

/// No fact has more sources that are worth reading again.
const MOST_SOURCES: usize = 5;

/// What forms take at most, in characters: of a title or a label, and of what stands beside one.
const LABEL_CHARACTERS: usize = 45;
const DETAIL_CHARACTERS: usize = 100;

/// What became of a correction that was to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It stands in the server's channel for reports.
    InChannel,
    /// It is kept for whoever runs the bot.
    ToOperator,
    /// It was not taken: there were too many before it.
    TooMany,
    /// It reached nobody.
    Failed,
}

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    if request.context.asker.person.is_none() {
        return Err(Refusal::NotHere { command: &COMMAND });
    }
    if !request.context.offers(Feature::Suggestions) {
        return Err(Refusal::Off(Feature::Suggestions));
    }
    let certification = request.certification("certification")?;
    let name = request.one_of("fact", facts::NAMES.iter().map(|it| (*it, vec![*it])))?;
    let fact = name.and_then(facts::find);
    let (Some(fact), Some(text)) = (fact, request.call.argument("text")) else {
        return Ok(asked(request, certification, fact).into());
    };
    let correction = correction(request, certification, fact, text);
    let has_channel = request.context.server.settings.report_channel.is_some();
    let mut answer = told(if has_channel { Told::InChannel } else { Told::ToOperator });
    let card = cert::call(certification);
    answer.actions.push(Action::call(format!("About {}", certification.label()), card));
    Ok(Done { answer, effects: vec![Effect::Tell(correction)] })
}

/// The words for what became of a correction.
pub fn told(told: Told) -> Answer {
    let (title, text) = match told {
        Told::InChannel => (
            "Thank you",
            "What you wrote goes to the channel where those who look after this server read such \
             things, beside what I say now and where I have it from. Your name does not.",
        ),
        Told::ToOperator => (
            "Thank you",
            "What you wrote goes to whoever runs this bot, beside what I say now and where I have \
             it from. Your name does not.",
        ),
        Told::TooMany => (
            "That is a lot at once",
            "I did not pass that on: I take a few suggestions in ten minutes from each person, and \
             some more in an hour from a server. Please send it again later.",
        ),
        Told::Failed => (
            "I could not pass that on",
            "It reached nobody, and I did not keep it. Please send it again later.",
        ),
    };
    Answer { title: title.to_owned(), body: vec![Block::text(text)], ..Answer::default() }
}

/// The button under an answer that leads to the form; `None` where it leads nowhere.
pub(super) fn button(
    request: &Request<'_>,
    certification: &Certification,
    fact: Option<&Fact>,
) -> Option<Action> {
    request.context.offers(Feature::Suggestions).then(|| {
        let call = call(certification);
        let call = fact.into_iter().fold(call, |it, fact| it.with("fact", fact.name));
        Action::call("Suggest a fix", call)
    })
}

fn call(certification: &Certification) -> Call {
    COMMAND.call().with("certification", certification.id.as_str())
}

/// The form that asks for what was not given, and how to do without it.
fn asked(request: &Request<'_>, certification: &Certification, chosen: Option<&Fact>) -> Answer {
    let given = |option| request.call.argument(option).unwrap_or_default().to_owned();
    let fields = vec![
        Field {
            option: "fact",
            label: "Which fact is wrong".to_owned(),
            hint: String::new(),
            is_required: true,
            entry: Entry::Choice { choices: choices(request, certification, chosen), most: 1 },
        },
        Field {
            option: "text",
            label: "What is right".to_owned(),
            hint: "In a sentence or two. Your name is not passed on.".to_owned(),
            is_required: true,
            entry: Entry::Text { value: given("text"), longest: TEXT_CHARACTERS, is_long: true },
        },
        Field {
            option: "source",
            label: "Where that is said".to_owned(),
            hint: "Such as the address of a page, if you know one".to_owned(),
            is_required: false,
            entry: Entry::Text {
                value: given("source"),
                longest: SOURCE_CHARACTERS,
                is_long: false,
            },
        },
    ];
    let title = format!("Suggest a fix: {}", certification.label());
    let example = format!(
        "/suggest certification:{} fact:{} text:\"…\"",
        certification.id,
        chosen.map_or("price", |it| it.name)
    );
    let line = Line::text("Tell me which fact is wrong and what is right: ").quoted(example);
    Answer {
        title: cut(&title, LABEL_CHARACTERS),
        body: vec![Block::Text(line.then("."))],
        form: Some(Box::new(Form {
            title: cut(&title, LABEL_CHARACTERS),
            call: call(certification),
            fields,
        })),
        ..Answer::default()
    }
}

/// Every fact, with what is said of it now.
fn choices(
    request: &Request<'_>,
    certification: &Certification,
    chosen: Option<&Fact>,
) -> Vec<Choice> {
    let choice = |it: &'static Fact| Choice {
        value: it.name.to_owned(),
        label: it.label.to_owned(),
        detail: cut(&said(request, certification, it).0, DETAIL_CHARACTERS),
        is_chosen: chosen.is_some_and(|chosen| chosen.name == it.name),
    };
    facts::NAMES.iter().filter_map(|it| facts::find(it)).map(choice).collect()
}

fn correction(
    request: &Request<'_>,
    certification: &Certification,
    fact: &Fact,
    text: &str,
) -> Correction {
    let (words, from) = said(request, certification, fact);
    let mut sources: Vec<String> = Vec::new();
    for source in from.iter().flat_map(|it| &it.sources) {
        if sources.len() < MOST_SOURCES && !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    let oldest: Option<CheckedOn> = from.iter().map(|it| it.checked_on).min();
    Correction {
        certification: certification.id.clone(),
        name: wording::title(certification),
        fact: fact.name.to_owned(),
        said: cut(&words, SAID_CHARACTERS),
        sources,
        checked_on: oldest.map(|it| it.to_string()).unwrap_or_default(),
        text: cut(text, usize::from(TEXT_CHARACTERS)),
        source: request.call.argument("source").unwrap_or_default().to_owned(),
    }
}

/// What is said of a fact now, as text, and where that is from: its value, else what the notes say.
fn said<'a>(
    request: &Request<'a>,
    it: &'a Certification,
    fact: &Fact,
) -> (String, Vec<&'a Provenance>) {
    let value = (fact.value)(request, it);
    if !value.is_empty() {
        return (wording::capitalised(&value), (fact.from)(it));
    }
    let notes = notes::of_certification(request, fact, it);
    let mut lines: Vec<String> = Vec::new();
    for block in &notes.blocks {
        if let Block::Fact { lines: said, .. } = block {
            lines.extend(said.iter().map(plain));
        }
    }
    if lines.is_empty() {
        return ("Not known".to_owned(), Vec::new());
    }
    (lines.join(" "), notes.from)
}

/// The words of a line, without what marks them.
fn plain(line: &Line) -> String {
    let words = line.0.iter().map(|it| match it {
        Inline::Text(words) | Inline::Strong(words) | Inline::Quoted(words) => words.as_str(),
        Inline::Link { label, .. } => label.as_str(),
        Inline::Channel(_) => "a channel",
    });
    words.collect()
}

/// The first so many characters; the last of them says that there are more.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
