//! `/certguide status`: how the bot is doing, and how old what it knows is.

use super::layer::Layer;
use super::{counted, naming::counted_kind};
use crate::answer::{Action, Answer, Block, Line};
use crate::commands::{Audience, Command, Done, Need, Refusal, Request, Run, Surface, Vitals};
use crate::guild::AdditionKind;
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{Certification, Knowledge, Provenance};
use crate::wording::joined;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide status",
    surface: Surface::Slash,
    summary: "How I am doing: version, knowledge and its age, speed, what was not answered",
    options: &[],
    examples: &["certguide status"],
    audience: Audience::Moderators,
    needs: &[Need::Vitals],
    run: Run::Does(run),
};

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let vitals = request.context.vitals.as_deref().ok_or(Refusal::StoreDown)?;
    let mut body = Vec::new();
    let mut fact = |label: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let lines = lines.into_iter().map(Line::text).collect();
            body.push(Block::Fact { label: label.to_owned(), lines });
        }
    };
    fact("Version", vec![format!("{}, up for {}", vitals.version, duration(vitals.uptime_s))]);
    fact("Knowledge", knowledge(request, vitals));
    fact("Age", vec![age(request)]);
    fact("This server", additions(request));
    fact("Not answered", unanswered(vitals));
    fact("Answers", speed(vitals));
    fact("Discord", vitals.shards.clone());
    fact("Store", store(vitals));
    let answer = Answer {
        title: "How I am doing".to_owned(),
        body,
        actions: vec![
            Action::call("Not answered", super::unanswered::COMMAND.call()),
            Action::call("Additions", super::additions::COMMAND.call()),
            Action::call("Settings", super::settings::COMMAND.call()),
        ],
        ..Answer::default()
    };
    Ok(answer.into())
}

fn knowledge(request: &Request<'_>, vitals: &Vitals) -> Vec<String> {
    let certifications = counted(request.knowledge.iter().len(), "certification");
    let issuers = counted(request.knowledge.issuers().len(), "issuer");
    let loaded = vitals.loaded_on.map(|it| format!(", loaded on {}", day_in_words(it)));
    let from = format!(
        "revision {}{} from {}",
        request.knowledge.revision(),
        loaded.unwrap_or_default(),
        vitals.place
    );
    let mut lines = vec![format!("{certifications} of {issuers}"), from];
    if !vitals.problem.is_empty() {
        lines.push(format!("the files have errors since and are not taken: {}", vitals.problem));
    }
    lines
}

/// How many groups of facts somebody last looked up more than a year ago.
fn age(request: &Request<'_>) -> String {
    let (mut old, mut all) = (0, 0);
    for provenance in
        request.knowledge.iter().flat_map(provenances).chain(of_issuers(request.knowledge))
    {
        all += 1;
        old += usize::from(provenance.checked_on.is_stale(request.today));
    }
    match old {
        0 => format!("all {all} groups of facts were checked within a year"),
        _ => format!("{old} of {all} groups of facts were last checked more than a year ago"),
    }
}

/// Where each group of facts of a certification is from.
fn provenances(it: &Certification) -> Vec<&Provenance> {
    let mut all = vec![&it.provenance, &it.status.provenance];
    all.extend(it.requirements.iter().map(|it| &it.provenance));
    all.extend(it.exams.iter().map(|it| &it.provenance));
    all.extend(it.prices.iter().map(|it| &it.provenance));
    all.extend(it.validity.iter().map(|it| &it.provenance));
    all.extend(it.renewals.iter().map(|it| &it.provenance));
    all.extend(it.retake.iter().map(|it| &it.provenance));
    all.extend(it.syllabus.iter().map(|it| &it.provenance));
    all.extend(it.next.iter().map(|it| &it.provenance));
    all.extend(it.links.iter().map(|it| &it.provenance));
    all.extend(it.notes.iter().map(|it| &it.provenance));
    all
}

fn of_issuers(knowledge: &Knowledge) -> impl Iterator<Item = &Provenance> {
    knowledge.issuers().flat_map(|it| {
        let links = it.links.iter().map(|it| &it.provenance);
        let notes = it.notes.iter().map(|it| &it.provenance);
        std::iter::once(&it.provenance).chain(links).chain(notes)
    })
}

fn additions(request: &Request<'_>) -> Vec<String> {
    let additions = &request.context.server.additions;
    if additions.is_empty() {
        return vec!["has added nothing".to_owned()];
    }
    let each = AdditionKind::ALL.into_iter().filter_map(|kind| {
        let count = additions.iter().filter(|it| it.kind == kind).count();
        (count > 0).then(|| counted_kind(count, kind))
    });
    let mut lines = vec![format!("has {}", joined(&each.collect::<Vec<_>>(), "and"))];
    let layer = Layer::of(request, additions.clone());
    match layer.problems().filter(|(_, problems)| !problems.is_empty()).count() {
        0 => {}
        1 => lines.push("one of them needs a look: /certguide additions".to_owned()),
        more => lines.push(format!("{more} of them need a look: /certguide additions")),
    }
    lines
}

fn unanswered(vitals: &Vitals) -> Vec<String> {
    let count = vitals.unanswered.map(|it| usize::try_from(it).unwrap_or(usize::MAX));
    let line = count.map(|it| format!("{} in the last seven days", counted(it, "question")));
    line.into_iter().collect()
}

fn speed(vitals: &Vitals) -> Vec<String> {
    let line = vitals.answer_us.map(|(half, most)| {
        format!("half of them within {}, 99 of 100 within {}", millis(half), millis(most))
    });
    line.into_iter().collect()
}

fn store(vitals: &Vitals) -> Vec<String> {
    let figures = [
        (vitals.store_failures, "calls failed since the start"),
        (vitals.store_waiting, "changes wait for it"),
        (vitals.store_lost, "changes were lost since the start"),
    ];
    let bad: Vec<String> =
        figures.iter().filter(|(it, _)| *it > 0).map(|(it, what)| format!("{it} {what}")).collect();
    let state = if bad.is_empty() { "works".to_owned() } else { bad.join(", ") };
    let is_known = !vitals.store.is_empty();
    is_known.then(|| format!("{}: {state}", vitals.store)).into_iter().collect()
}

/// Microseconds as milliseconds with one digit, where one says something.
fn millis(us: u64) -> String {
    match us {
        ..10_000 => format!("{}.{} ms", us / 1_000, us % 1_000 / 100),
        _ => format!("{} ms", us / 1_000),
    }
}

/// The two largest units that say something.
fn duration(seconds: u64) -> String {
    let parts =
        [(seconds / 86_400, "day"), (seconds / 3_600 % 24, "hour"), (seconds / 60 % 60, "minute")];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = parts
        .take(2)
        .map(|(count, unit)| counted(usize::try_from(*count).unwrap_or(0), unit))
        .collect();
    if words.is_empty() { "less than a minute".to_owned() } else { words.join(" and ") }
}
