//! `/my export`: all that is kept of somebody, as a file. Works also where a server has turned
//! `/my` off.

use std::fmt::Write;

use super::{forget, list, list_button};
use crate::answer::{Action, Answer, Block, TextFile};
use crate::commands::{Audience, Command, Done, Need, Refusal, Request, Run, Surface};
use crate::guild::Holding;
use crate::knowledge::Date;
use crate::knowledge::quantity::day_in_words;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "my export",
    surface: Surface::Slash,
    summary: "Everything that I keep for you, as a file to keep yourself",
    options: &[],
    examples: &["my export"],
    audience: Audience::Members,
    needs: &[Need::Holdings],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    super::person(request, &COMMAND)?;
    let kept = &request.context.holdings;
    if kept.is_empty() {
        let answer = Answer {
            title: "I keep nothing about you".to_owned(),
            body: vec![Block::text("So there is nothing to put into a file.")],
            actions: vec![Action::call("How to begin", list::COMMAND.call())],
            is_personal: true,
            ..Answer::default()
        };
        return Ok(answer.into());
    }
    let file = TextFile {
        name: "my-certifications.toml",
        media_type: "application/toml",
        text: toml(kept, request.today),
    };
    let text = "All that I keep for you is in the file: which certification, whether you hold or \
                want it, and since when I know.";
    Ok(Answer {
        title: "What I keep for you, as a file".to_owned(),
        body: vec![Block::text(text)],
        actions: vec![list_button(), Action::call("Delete all of it", forget::COMMAND.call())],
        file: Some(Box::new(file)),
        is_personal: true,
        ..Answer::default()
    }
    .into())
}

/// Each holding as a table. Ids, aims and dates hold nothing that TOML would read otherwise.
fn toml(kept: &[Holding], today: Date) -> String {
    let mut text = format!("# What is kept for you, on {}.\n", day_in_words(today));
    for it in kept {
        let (id, aim, since) = (&it.certification, it.aim.as_str(), it.since);
        let _ = write!(
            text,
            "\n[[holding]]\ncertification = \"{id}\"\naim = \"{aim}\"\nsince = {since}\n"
        );
    }
    text
}
