//! `/compare`: two or three certifications side by side, differences first.

use super::facts::{exams, listed, trusted};
use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::knowledge::{Certification, FactGroup, Provenance};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "compare",
    surface: Surface::Slash,
    summary: "Two or three certifications side by side, differences first",
    options: &[
        CommandOption {
            name: "first",
            summary: "One certification",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "second",
            summary: "The one to compare it with",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "third",
            summary: "A third one",
            kind: OptionKind::Certification,
            is_required: false,
        },
    ],
    examples: &["compare pcep pcap", "compare pcat vs pcad vs pcpp1"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let mut compared = vec![request.certification("first")?, request.certification("second")?];
    compared.extend(request.optional_certification("third")?);
    let mut distinct: Vec<&Certification> = Vec::new();
    for it in compared {
        if distinct.iter().all(|known| known.id != it.id) {
            distinct.push(it);
        }
    }
    let labels: Vec<&str> = distinct.iter().map(|it| it.label()).collect();
    let actions: Vec<Action> = distinct
        .iter()
        .map(|it| Action::call(format!("About {}", it.label()), super::cert::call(it)))
        .collect();
    if let [only] = distinct.as_slice() {
        let text = format!("Both are {}: there is nothing to compare.", only.label());
        let title = format!("{} and itself", only.label());
        return Ok(Answer { title, body: vec![Block::text(text)], actions, ..Answer::default() });
    }
    let mut body = Vec::new();
    let mut same = Vec::new();
    let rows = ROWS
        .iter()
        .filter(|(label, _)| *label != "Issuer" || request.knowledge.issuers().len() > 1);
    for (label, value) in rows {
        let values: Vec<String> = distinct.iter().map(|it| value(request, it)).collect();
        if values.iter().all(String::is_empty) {
            continue;
        }
        if values.iter().all(|it| *it == values[0]) {
            same.push(format!("{}: {}", label.to_lowercase(), values[0]));
            continue;
        }
        let cell = |(name, value): (&&str, &String)| {
            let value = if value.is_empty() { "not known" } else { value };
            Line::default().strong(*name).then(format!(": {}", wording::capitalised(value)))
        };
        let lines = labels.iter().zip(&values).map(cell).collect();
        body.push(Block::Fact { label: (*label).to_owned(), lines });
    }
    if !same.is_empty() {
        let which = if distinct.len() == 2 { "The same for both" } else { "The same for all" };
        body.push(Block::fact(which, wording::capitalised(&same.join("; "))));
    }
    let footer = wording::footer(distinct.iter().flat_map(|it| shown(it)));
    Ok(Answer { title: labels.join(" or "), body, actions, footer, ..Answer::default() })
}

fn shown(it: &Certification) -> Vec<&Provenance> {
    let mut shown = vec![&it.provenance, &it.status.provenance];
    shown.extend(it.requirements.iter().map(|it| &it.provenance));
    shown.extend(it.exams.iter().map(|it| &it.provenance));
    shown.extend(it.prices.iter().map(|it| &it.provenance));
    shown.extend(it.validity.iter().map(|it| &it.provenance));
    shown
}

/// What a row says of one certification; empty where nothing is known.
type Value = fn(&Request<'_>, &Certification) -> String;

/// What people weigh, most first.
static ROWS: &[(&str, Value)] = &[
    ("Issuer", |request, it| {
        let issuer = request.knowledge.issuer(&it.issuer);
        issuer.map_or_else(String::new, |it| it.short_name.clone())
    }),
    ("Level", |request, it| wording::level_and_track(request.knowledge, it)),
    ("Status", |request, it| {
        let words = wording::state(it.status.value.on(request.today));
        trusted(request, it, words, FactGroup::Status, &it.status.provenance)
    }),
    ("For", |_, it| it.audience.iter().take(2).cloned().collect::<Vec<_>>().join("; ")),
    ("Before it", |request, it| {
        let words = wording::before(request.knowledge, it, request.today);
        it.requirements.as_ref().zip(words).map_or_else(String::new, |(known, words)| {
            trusted(request, it, words, FactGroup::Requirements, &known.provenance)
        })
    }),
    ("Price", |request, it| {
        it.prices.as_ref().map_or_else(String::new, |prices| {
            let words = wording::prices(prices, 1);
            trusted(request, it, words, FactGroup::Prices, &prices.provenance)
        })
    }),
    ("Exam time", |_, it| exams(it, wording::exam_length)),
    ("Questions", |_, it| exams(it, |exam| exam.items.map(wording::questions))),
    ("Pass mark", |_, it| exams(it, wording::pass_mark)),
    ("Valid", |request, it| {
        it.validity.as_ref().map_or_else(String::new, |validity| {
            let words = wording::validity(&validity.value);
            trusted(request, it, words, FactGroup::Validity, &validity.provenance)
        })
    }),
    ("Retake", |request, it| {
        it.retake.as_ref().map_or_else(String::new, |retake| {
            let words = wording::retake(&retake.value);
            trusted(request, it, words, FactGroup::Retake, &retake.provenance)
        })
    }),
    ("Covers", |_, it| it.topics.iter().take(4).cloned().collect::<Vec<_>>().join(", ")),
    ("Languages", |_, it| exams(it, |exam| listed(&exam.languages))),
    ("Where", |_, it| exams(it, |exam| listed(&exam.delivery))),
];
