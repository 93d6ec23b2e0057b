//! `/my remove`: keeps something no longer. Works also where a server has turned `/my` off: it only
//! takes away.

use super::{FIFTH, FOURTH, NAMES, SECOND, THIRD, list_button};
use crate::answer::{Answer, Block};
use crate::commands::{
    Audience, Command, CommandOption, Done, Effect, Need, OptionKind, Refusal, Request, Run,
    Surface,
};
use crate::guild::Change;
use crate::knowledge::CertificationId;
use crate::wording;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "my remove",
    surface: Surface::Slash,
    summary: "Take out of what I keep for you what you neither hold nor want any more",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Which certification, or several: pcep and pcap",
            kind: OptionKind::Certification,
            is_required: true,
        },
        SECOND,
        THIRD,
        FOURTH,
        FIFTH,
    ],
    examples: &["my remove pcep", "my remove pcep and pcap"],
    audience: Audience::Members,
    needs: &[Need::Holdings],
    run: Run::Does(run),
};

/// One that is to go, and how people know it.
struct Named {
    id: CertificationId,
    label: String,
}

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let person = super::person(request, &COMMAND)?;
    let mut gone: Vec<Named> = Vec::new();
    let mut not_kept: Vec<Named> = Vec::new();
    for option in NAMES {
        let Some(named) = named(request, option)? else { continue };
        let is_kept = request.context.holdings.iter().any(|it| it.certification == named.id);
        let list = if is_kept { &mut gone } else { &mut not_kept };
        if list.iter().all(|it| it.id != named.id) {
            list.push(named);
        }
    }
    let drop = |it: &Named| Effect::Keep(Change::Drop { person, certification: it.id.clone() });
    let effects = gone.iter().map(drop).collect();
    Ok(Done { answer: answer(&gone, &not_kept), effects })
}

/// What was given for an option: by its id also what nobody knows any more but is kept.
fn named(request: &Request<'_>, option: &'static str) -> Result<Option<Named>, Refusal> {
    let Some(typed) = request.call.argument(option) else { return Ok(None) };
    let id = CertificationId::parse(typed);
    let is_kept =
        |id: &CertificationId| request.context.holdings.iter().any(|it| it.certification == *id);
    if let Some(id) = id.filter(|it| is_kept(it) && request.knowledge.get(it).is_none()) {
        return Ok(Some(Named { label: id.to_string(), id }));
    }
    let known = request.optional_certification(option)?;
    Ok(known.map(|it| Named { id: it.id.clone(), label: it.label().to_owned() }))
}

fn answer(gone: &[Named], not_kept: &[Named]) -> Answer {
    let labels = |all: &[Named]| {
        wording::joined(&all.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), "and")
    };
    let mut body = Vec::new();
    if !gone.is_empty() {
        body.push(Block::text(format!("Deleted: {}.", labels(gone))));
    }
    if !not_kept.is_empty() {
        body.push(Block::text(format!("Not among what I keep for you: {}.", labels(not_kept))));
    }
    let title = if gone.is_empty() { "Nothing to take out" } else { "Taken out" };
    Answer {
        title: title.to_owned(),
        body,
        actions: vec![list_button()],
        is_personal: true,
        ..Answer::default()
    }
}
