//! `/explain`: the certifications that a message names. Discord has it in the menu of each message.

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, State};
use crate::matching::UnclearMention;
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "explain",
    surface: Surface::Message("Explain certifications"),
    summary: "The certifications that a message names, explained",
    options: &[CommandOption {
        name: "message",
        summary: "The text of the message",
        kind: OptionKind::Message,
        is_required: true,
    }],
    examples: &[
        "explain \"Passed PCEP today! PCAP next, or straight to PCPP?\"",
        "explain \"is pcap-31-03 hard?\"",
        "explain \"PCEP -> PCAP -> PCPP1 -> PCPP2, then what?\"",
    ],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// Ten lines fill a phone, and ten buttons two rows.
const MOST: usize = 10;

/// `/compare` takes three. Of four it shows the first, of more it would show too little.
const COMPARED: std::ops::RangeInclusive<usize> = 2..=4;

/// A certification and the words that name it.
type Named<'a> = (&'a Certification, &'a str);

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let mentions = request.index.mentions(request.argument("message")?);
    let known = |id| request.knowledge.shown(id);
    let named: Vec<Named<'_>> =
        mentions.named.iter().filter_map(|it| Some((known(&it.found.id)?, &*it.words))).collect();
    let mut answer = match named.as_slice() {
        [] => {
            let hidden = mentions.named.first().filter(|_| mentions.unclear.is_empty());
            return Err(match hidden {
                Some(it) => Refusal::NotShown { certification: it.found.id.clone() },
                None => Refusal::NothingNamed { unclear: mentions.unclear },
            });
        }
        [only] => card(request, *only),
        several => list(request, several),
    };
    for it in &mentions.unclear {
        add_unclear(request, &mut answer, it, &named);
    }
    Ok(answer)
}

/// The card, as `/cert` shows it, with what the message calls it.
fn card(request: &Request<'_>, (it, words): Named<'_>) -> Answer {
    let mut card = super::cert::card(request, it);
    if is_other_name(it, words) {
        let line = Line::text("The message names it as ").quoted(words).then(".");
        card.body.insert(0, Block::Text(line));
    }
    card
}

fn list(request: &Request<'_>, named: &[Named<'_>]) -> Answer {
    let (shown, more) = named.split_at_checked(MOST).unwrap_or((named, &[]));
    let items = shown.iter().map(|it| line(request, *it, shown)).collect();
    let mut body = vec![Block::List { heading: String::new(), items }];
    if !more.is_empty() {
        let labels: Vec<&str> = more.iter().map(|(it, _)| it.label()).collect();
        let labels = wording::joined(&labels, "and");
        body.push(Block::text(format!("And {} more: {labels}.", more.len())));
    }
    let mut actions: Vec<Action> = shown.iter().map(|(it, _)| button(it)).collect();
    actions.extend(COMPARED.contains(&named.len()).then(|| comparison(named)));
    Answer {
        title: format!("{} certifications in that message", named.len()),
        body,
        actions,
        footer: wording::footer(shown.iter().map(|(it, _)| &it.status.provenance)),
        ..Answer::default()
    }
}

/// Short name and name, level and step, what the message calls it, and its state where it is not
/// simply to be booked.
fn line(request: &Request<'_>, (it, words): Named<'_>, all: &[Named<'_>]) -> Line {
    let state = match it.status.value.on(request.today) {
        State::Active => None,
        other => Some(wording::state(other)),
    };
    let mut line = wording::name_line(request.knowledge, it);
    if is_other_name(it, words) {
        line = line.then(" (here ").quoted(words).then(")");
    }
    let parts: Vec<String> = [place(request, it, all), state].into_iter().flatten().collect();
    if parts.is_empty() { line } else { line.then(format!(": {}", parts.join("; "))) }
}

/// Level and step, with the track where the others are not all of it: second steps differ.
fn place(request: &Request<'_>, it: &Certification, all: &[Named<'_>]) -> Option<String> {
    let track = |it: &Certification| (it.issuer.clone(), it.track.clone());
    let is_one_track = all.iter().all(|(other, _)| track(other) == track(it));
    let name = request.knowledge.track(it).filter(|_| !is_one_track).map(|it| &it.name);
    let step = it.step.map(|step| match name {
        Some(name) => format!("step {step} of {name}"),
        None => format!("step {step}"),
    });
    let level = request.knowledge.level(it).map(|it| it.name.to_lowercase());
    let parts: Vec<String> = [level, step].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Whether the words are neither the short name nor the name, however they are written.
fn is_other_name(it: &Certification, words: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = letters(words);
    words != letters(it.label()) && words != letters(&it.name)
}

/// What may be meant, and a button for each that is not shown already.
fn add_unclear(
    request: &Request<'_>,
    answer: &mut Answer,
    unclear: &UnclearMention,
    named: &[Named<'_>],
) {
    let candidates = unclear.candidates.iter().filter_map(|it| request.knowledge.get(&it.id));
    let candidates: Vec<&Certification> = candidates.collect();
    let labels: Vec<&str> = candidates.iter().map(|it| it.label()).collect();
    let text = format!(" may be {}.", wording::joined(&labels, "or"));
    answer.body.push(Block::Text(Line::default().quoted(&unclear.words).then(text)));
    let is_shown = |it: &&Certification| named.iter().any(|(named, _)| named.id == it.id);
    answer.actions.extend(candidates.into_iter().filter(|it| !is_shown(it)).map(button));
}

fn button(it: &Certification) -> Action {
    Action::call(it.label(), super::cert::call(it))
}

/// The first three of them side by side.
fn comparison(named: &[Named<'_>]) -> Action {
    let places = ["first", "second", "third"];
    let mut labels = Vec::new();
    let mut call = Call::new("compare");
    for (place, (it, _)) in places.iter().zip(named) {
        labels.push(it.label());
        call = call.with(*place, it.id.as_str());
    }
    Action::call(format!("Compare {}", wording::joined(&labels, "and")), call)
}
