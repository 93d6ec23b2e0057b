//! `/ask`: a question in plain words.

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Answer, Block, Inline, Line};
use crate::call::Call;
use crate::knowledge::CertificationId;
use crate::question::{self, NotKnown, Plan, Read, Understanding};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "ask",
    surface: Surface::Slash,
    summary: "Ask in your own words: do i need pcep before pcap?",
    options: &[CommandOption {
        name: "question",
        summary: "Your question, in plain words",
        kind: OptionKind::Question,
        is_required: true,
    }],
    examples: &[
        "ask do i need pcep before pcap?",
        "ask how long is pcap and what does it cost",
        "ask passed pcap, what next",
    ],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// Two rows of buttons.
const MOST_BUTTONS: usize = 8;

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let text = request.argument("question")?;
    let understood = question::understand(request.knowledge, request.index, request.today, text);
    let answer = match &understood.plan {
        Plan::Calls(calls) => answers(request, calls)?,
        Plan::WhichOne { call, among } => {
            let bookable = super::fact::first_steps(request).map(|it| it.id.clone());
            let is_given =
                |it: &CertificationId| call.arguments.iter().any(|(_, given)| given == it.as_str());
            let is_asked =
                |it: &CertificationId| (among.is_empty() || among.contains(it)) && !is_given(it);
            let among = bookable.filter(is_asked).collect();
            return Err(Refusal::WhichOne { call: call.clone(), among });
        }
        Plan::NotOurs(why) => return Err(Refusal::NotOurs(why.clone())),
        Plan::NotKnown(what) => return Err(Refusal::NotKnown(what.clone())),
    };
    Ok(with_readings(request, &understood, answer))
}

/// The answers to all calls in one; the first refusal, where none is answered.
fn answers(request: &Request<'_>, calls: &[Call]) -> Result<Answer, Refusal> {
    let mut answers = Vec::new();
    let mut refusal = None;
    for call in calls {
        match answer(request, call) {
            Ok(answer) => answers.push(answer),
            Err(it) => refusal = refusal.or(Some(it)),
        }
    }
    let mut answers = answers.into_iter();
    match (answers.next(), refusal) {
        (Some(first), _) => Ok(answers.fold(first, joined)),
        (None, Some(refusal)) => Err(refusal),
        (None, None) => Err(Refusal::NotKnown(NotKnown::Unclear)),
    }
}

fn answer(request: &Request<'_>, call: &Call) -> Result<Answer, Refusal> {
    let (command, bound) = super::bind(request.knowledge, call)?;
    Ok(super::run(command, &Request { call: &bound, ..*request })?.answer)
}

/// Two answers as one: the second under its title, where that is another one.
fn joined(mut first: Answer, second: Answer) -> Answer {
    if first.title != second.title {
        first.body.push(Block::Text(Line::default().strong(second.title)));
    } else if says_as_much(first.body.last(), second.body.last()) {
        // The line on what both are facts of, which the second brings again.
        first.body.pop();
    }
    for block in second.body {
        if !first.body.contains(&block) {
            first.body.push(block);
        }
    }
    for action in second.actions {
        if first.actions.len() < MOST_BUTTONS && !first.actions.contains(&action) {
            first.actions.push(action);
        }
    }
    first.picture = first.picture.or(second.picture);
    first.is_personal |= second.is_personal;
    first.footer = wording::both_footers(&first.footer, &second.footer);
    first
}

/// Whether one block of plain words says no more than the beginning of another.
fn says_as_much(one: Option<&Block>, other: Option<&Block>) -> bool {
    let words = |block: Option<&Block>| match block {
        Some(Block::Text(Line(parts))) => match parts.as_slice() {
            [Inline::Text(words)] => Some(words.trim_end_matches('.').to_owned()),
            _ => None,
        },
        _ => None,
    };
    words(one).zip(words(other)).is_some_and(|(one, other)| other.starts_with(&one))
}

/// Says first how misspelt names were read: whoever meant another one sees it at once.
fn with_readings(request: &Request<'_>, understood: &Understanding, mut answer: Answer) -> Answer {
    let misspelt = understood.reading.named.iter().filter(|it| it.read == Read::Misspelt);
    for named in misspelt.collect::<Vec<_>>().into_iter().rev() {
        let Some(meant) = request.knowledge.get(&named.id) else { continue };
        let line = Line::text("I read ").quoted(&named.words).then(" as ").strong(meant.label());
        answer.body.insert(0, Block::Text(line.then(".")));
    }
    if !understood.reading.elsewhere.is_empty() {
        let line = super::refusal::quoted_list(
            Line::text("I know nothing of "),
            &understood.reading.elsewhere,
            "or",
        );
        answer.body.push(Block::Text(line.then(".")));
    }
    answer
}
