//! `/prereqs`: the whole chain before a certification.

use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::graph::{self, Before};
use crate::knowledge::{Certification, FactGroup, Strength};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "prereqs",
    surface: Surface::Slash,
    summary: "What must, should and usually does come before a certification",
    options: &[
        CommandOption {
            name: "certification",
            summary: "The certification you want",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "without",
            summary: "One that you would rather skip: may you?",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["prereqs pcpp1", "prereqs certification:pcap without:pcep"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let goal = request.certification("certification")?;
    let title = format!("Before {}", goal.label());
    let mut actions = vec![
        Action::call(format!("About {}", goal.label()), super::cert::call(goal)),
        Action::call(
            format!("Path to {}", goal.label()),
            Call::new("path").with("to", goal.id.as_str()),
        ),
    ];
    let Some(requirements) = &goal.requirements else {
        let body = vec![Block::text("What must come before it is not known.")];
        let footer = wording::footer([&goal.provenance]);
        return Ok(Answer { title, body, actions, footer, ..Answer::default() });
    };
    let skipped = request.optional_certification("without")?;
    let mut body: Vec<Block> = skipped
        .map(|it| Block::Text(Line::default().strong(verdict(request, goal, it))))
        .into_iter()
        .collect();
    body.extend(direct(request, goal));
    if let Some(words) = wording::equivalent(request.knowledge, goal, request.today) {
        body.push(Block::fact("Equivalent", words));
    }
    if let Some(note) = &requirements.value.note {
        body.push(Block::text(wording::capitalised(note)));
    }
    let chain = graph::before(request.knowledge, goal, request.today);
    if chain.len() > 1 {
        body.push(Block::text("The whole way, first to last:"));
        body.push(Block::Steps(chain.iter().map(|it| step(request, it)).collect()));
    }
    for before in chain.iter().rev().take(3) {
        let label = format!("About {}", before.certification.label());
        actions.push(Action::call(label, super::cert::call(before.certification)));
    }
    let provenances = chain.iter().filter_map(|it| it.certification.requirements.as_ref());
    let provenances = provenances.chain([requirements]).map(|it| &it.provenance);
    Ok(Answer { title, body, actions, footer: wording::footer(provenances), ..Answer::default() })
}

/// Whether one may be left out on the way to another.
fn verdict(request: &Request<'_>, goal: &Certification, skipped: &Certification) -> String {
    let (wanted, other) = (goal.label(), skipped.label());
    let chain = graph::before(request.knowledge, goal, request.today);
    let Some(before) = chain.iter().find(|it| it.certification.id == skipped.id) else {
        return format!("Nothing that I know ties {wanted} to {other}: you do not need it.");
    };
    match (before.link.strength, before.link.way) {
        (Strength::Required, graph::Way::Only) => {
            format!("No: {other} is required for {wanted}.")
        }
        (Strength::Required, _) => {
            format!("{other} is one way to what {wanted} requires; there is another.")
        }
        (Strength::Recommended, _) => {
            format!("{other} is recommended before {wanted}, not required: you may skip it.")
        }
        (Strength::UsualPath, _) => {
            format!("{other} usually comes before {wanted}, but nothing requires it.")
        }
    }
}

/// What the certification itself asks for, each strength on its own line.
fn direct(request: &Request<'_>, goal: &Certification) -> Vec<Block> {
    let (knowledge, today) = (request.knowledge, request.today);
    let of = |strength| wording::requirements(knowledge, goal, strength, today).join("; ");
    let caveats = goal.requirements.as_ref().map_or(String::new(), |it| {
        wording::caveats(goal, FactGroup::Requirements, &it.provenance, today)
    });
    let required = wording::required(knowledge, goal, today).unwrap_or_default();
    let mut body =
        vec![Block::fact("Required", wording::capitalised(&format!("{required}{caveats}")))];
    for (label, strength) in
        [("Recommended", Strength::Recommended), ("Usual path", Strength::UsualPath)]
    {
        let asked = of(strength);
        if !asked.is_empty() {
            body.push(Block::fact(label, wording::capitalised(&asked)));
        }
    }
    body
}

fn step(request: &Request<'_>, before: &Before<'_>) -> Line {
    let state = before.certification.status.value.on(request.today);
    let state =
        if state.is_bookable() { String::new() } else { format!("; {}", wording::state(state)) };
    wording::name_line(request.knowledge, before.certification)
        .then(format!(": {}{state}", wording::link(before.link)))
}
