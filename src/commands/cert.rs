//! `/cert`: what a certification is, on one card.

use super::{
    Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface, suggest,
};
use crate::answer::{Action, Answer, Block, Inline, Line};
use crate::call::Call;
use crate::graph;
use crate::knowledge::{Certification, Kind};

mod card;
mod exam;
mod sheet;
mod sources;
mod study;

/// What `view` takes: the views of one certification beside its card.
const VIEWS: &[&str] = &["card", "exam", "study", "sources"];

pub(super) static COMMAND: Command = Command {
    name: "cert",
    surface: Surface::Slash,
    summary: "Explain a certification: what it is, exam, price, what comes before and after",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Which certification, by any name",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "view",
            summary: "Another side of it: exam and syllabus, study material, or sources",
            kind: OptionKind::Choice(VIEWS),
            is_required: false,
        },
    ],
    examples: &["cert pcpp2", "cert certified associate tester", "cert pcap view:exam"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let view = request.one_of("view", VIEWS.iter().map(|it| (*it, vec![*it])))?;
    let certification = request.certification("certification")?;
    let mut answer = match view {
        Some("exam") => exam::answer(request, certification),
        Some("study") => study::answer(certification),
        Some("sources") => sources::answer(certification),
        _ => return Ok(card(request, certification)),
    };
    answer.actions.extend(suggest::button(request, certification, None));
    Ok(answer)
}

/// The card of a certification.
pub(super) fn card(request: &Request<'_>, certification: &Certification) -> Answer {
    card::answer(request, certification)
}

/// The call for the card of a certification.
pub(super) fn call(certification: &Certification) -> Call {
    Call::new(COMMAND.name).with("certification", certification.id.as_str())
}

fn call_for_view(certification: &Certification, view: &str) -> Call {
    call(certification).with("view", view)
}

/// The call of another command about a certification.
fn ask(command: &str, option: &str, certification: &Certification) -> Call {
    Call::new(command).with(option, certification.id.as_str())
}

/// Where to go on from a single fact: what the card's last buttons offer.
pub(super) fn further(certification: &Certification) -> Vec<Action> {
    let mut actions = Vec::new();
    if !certification.exams.is_empty() || certification.syllabus.is_some() {
        actions.push(Action::call("Exam and syllabus", call_for_view(certification, "exam")));
    }
    if certification.links.is_some() {
        actions.push(Action::call("Study material", call_for_view(certification, "study")));
    }
    actions.push(Action::call("Sources", call_for_view(certification, "sources")));
    actions.extend(official_page(certification).map(|it| Action::link("Official page", it)));
    actions
}

/// The next questions, most likely first.
fn actions(request: &Request<'_>, certification: &Certification) -> Vec<Action> {
    let mut actions = vec![
        Action::call("What next", ask("next-after", "certification", certification)),
        Action::call("What before", ask("prereqs", "certification", certification)),
    ];
    if let Some(other) = neighbour(request, certification) {
        let call = ask("compare", "first", certification).with("second", other.id.as_str());
        actions.push(Action::call(format!("Compare with {}", other.label()), call));
    }
    actions.extend(further(certification));
    actions.extend(suggest::button(request, certification, None));
    actions
}

/// What it is most often weighed against: the next step, else what comes right before it.
fn neighbour<'a>(
    request: &Request<'a>,
    certification: &'a Certification,
) -> Option<&'a Certification> {
    let (knowledge, today) = (request.knowledge, request.today);
    let next = graph::following(knowledge, certification, today);
    let before = graph::before(knowledge, certification, today);
    let next = next.main.first().map(|it| it.certification);
    // A title without an exam has nothing to be weighed by.
    let next = next.filter(|it| it.kind == Kind::Certification);
    let is_in_track = |it: &&Certification| it.track == certification.track;
    next.filter(is_in_track).or_else(|| before.last().map(|it| it.certification)).or(next)
}

/// The issuer's page on it, if it has one.
fn official_page(certification: &Certification) -> Option<String> {
    certification.links.as_ref().and_then(|it| it.value.official.clone())
}

/// A view of a certification beside its card, with the way back.
fn view(certification: &Certification, heading: &str, body: Vec<Block>, footer: String) -> Answer {
    let mut actions = vec![Action::call("Back to the card", call(certification))];
    actions.extend(official_page(certification).map(|it| Action::link("Official page", it)));
    Answer {
        title: format!("{heading}: {}", certification.label()),
        url: official_page(certification),
        body,
        actions,
        footer,
        ..Answer::default()
    }
}

/// A line that leads somewhere, or plain words where no address is known.
fn linked(words: &str, url: Option<&str>) -> Line {
    let inline = match url {
        Some(url) => Inline::Link { label: words.to_owned(), url: url.to_owned() },
        None => Inline::Text(words.to_owned()),
    };
    Line(vec![inline])
}
