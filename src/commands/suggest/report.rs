//! A correction as those read it who can mend it.

use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::commands::facts;
use crate::guild::Correction;

/// No more lines of what somebody wrote: the rest goes on in the last.
const MOST_LINES: usize = 12;

/// What is said now and from where, and what somebody says is right. Their words are nobody's but
/// theirs: none of them leads anywhere.
pub fn report(correction: &Correction) -> Answer {
    let label = facts::find(&correction.fact).map_or(correction.fact.as_str(), |it| it.label);
    let mut body =
        vec![Block::fact("Fact", label), Block::fact("Said now", correction.said.as_str())];
    body.extend(from(correction));
    body.push(Block::Fact { label: "Suggested".to_owned(), lines: lines(&correction.text) });
    if !correction.source.is_empty() {
        let line = Line::default().quoted(&correction.source);
        body.push(Block::Fact { label: "Where that is said".to_owned(), lines: vec![line] });
    }
    let id = correction.certification.as_str();
    let card = Call::new("cert").with("certification", id);
    let said = Call::new("fact").with("fact", correction.fact.as_str()).with("certification", id);
    Answer {
        title: format!("Suggested fix for {}", correction.name),
        body,
        actions: vec![Action::call("The card", card), Action::call("What I say of it", said)],
        footer: "Sent by a member with “Suggest a fix”. I do not keep who.".to_owned(),
        ..Answer::default()
    }
}

/// Where what is said now is from, and since when.
fn from(correction: &Correction) -> Option<Block> {
    let mut line = Line::default();
    for (number, source) in correction.sources.iter().enumerate() {
        line = line.then(if number == 0 { "" } else { ", " });
        line = line.link(shown(source), source);
    }
    if !correction.checked_on.is_empty() {
        let start = if correction.sources.is_empty() { "looked at" } else { "; looked at" };
        line = line.then(format!("{start} {}", correction.checked_on));
    }
    (!line.0.is_empty()).then(|| Block::Fact { label: "From".to_owned(), lines: vec![line] })
}

/// An address without what everybody knows to type, not longer than a line of a phone.
fn shown(url: &str) -> String {
    const MOST: usize = 60;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if rest.chars().count() <= MOST {
        return rest.to_owned();
    }
    rest.chars().take(MOST - 1).chain(['…']).collect()
}

/// What somebody wrote, line by line as they did.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<&str> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 == MOST_LINES {
            lines.push(rest);
            break;
        }
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        lines.push(line);
        rest = after.trim_start();
    }
    lines.into_iter().map(|it| Line::text(it.trim())).collect()
}
