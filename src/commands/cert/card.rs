//! The card: what a person reads in ten seconds.

use std::fmt::Write;

use super::sheet::Sheet;
use super::{Request, actions, official_page};
use crate::answer::{Answer, Block, Line};
use crate::graph;
use crate::knowledge::{Certification, Confidence, FactGroup, HouseNote, Kind, State};
use crate::wording;

/// More audiences and topics than this are not read on a card; the topics all stand with the exam.
const MOST_AUDIENCES: usize = 3;
const MOST_TOPICS: usize = 7;
/// The exam, and what a second try adds.
const MOST_PRICES: usize = 2;

pub(super) fn answer(request: &Request<'_>, certification: &Certification) -> Answer {
    let mut sheet = Sheet::new(request, certification);
    status_and_summary(&mut sheet);
    audience(&mut sheet);
    requirements(&mut sheet);
    exams(&mut sheet);
    price(&mut sheet);
    validity(&mut sheet);
    topics(&mut sheet);
    next(&mut sheet);
    unknown(&mut sheet);
    notes_of_house(&mut sheet);
    Answer {
        title: wording::title(certification),
        url: official_page(certification),
        footer: sheet.footer(),
        body: sheet.body,
        actions: actions(request, certification),
        ..Answer::default()
    }
}

fn status_and_summary(sheet: &mut Sheet<'_>) {
    let it = sheet.certification;
    let knowledge = sheet.request.knowledge;
    if knowledge.is_of_house(&it.id) {
        sheet.body.push(Block::text("An entry of this server's own."));
    }
    let state = it.status.value.on(sheet.request.today);
    let mut words = wording::state(state);
    for successor in it.status.value.replaced_by.iter().filter_map(|id| knowledge.shown(id)) {
        let _ = write!(words, "; replaced by {}", successor.label());
    }
    // What cannot simply be booked is said before anything else, with the reason.
    let is_notable = !state.is_bookable() || state == State::Beta;
    if is_notable {
        let caveats = sheet.caveats(FactGroup::Status, &it.status.provenance);
        let words = wording::capitalised(&words);
        let mut line = Line::default().strong(format!("{words}{caveats}."));
        if let Some(note) = &it.status.value.note {
            line = line.then(format!(" {}", wording::capitalised(note)));
        }
        sheet.body.push(Block::Text(line));
    }
    sheet.body.push(Block::text(&it.summary));
    if let Some(issuer) = knowledge.issuer(&it.issuer).filter(|_| knowledge.issuers().len() > 1) {
        sheet.fact("Issuer", &issuer.name);
    }
    sheet.fact("Level", &wording::level_and_track(knowledge, it));
    if !is_notable {
        sheet.sourced("Status", &words, FactGroup::Status, &it.status.provenance, None);
    }
}

fn audience(sheet: &mut Sheet<'_>) {
    let audience = sheet.certification.audience.iter().take(MOST_AUDIENCES);
    let audience: Vec<&str> = audience.map(String::as_str).collect();
    sheet.fact("For", &audience.join("; "));
}

fn requirements(sheet: &mut Sheet<'_>) {
    let it = sheet.certification;
    let words = wording::before(sheet.request.knowledge, it, sheet.request.today);
    if let (Some(words), Some(requirements)) = (words, &it.requirements) {
        let from = &requirements.provenance;
        sheet.sourced("Before it", &words, FactGroup::Requirements, from, None);
    }
}

fn exams(sheet: &mut Sheet<'_>) {
    let it = sheet.certification;
    for exam in &it.exams {
        let words = wording::exam(&exam.value, sheet.request.today);
        sheet.sourced("Exam", &words, FactGroup::Exam, &exam.provenance, None);
    }
    if it.kind == Kind::EarnedTitle {
        sheet.fact("Exam", "none of its own; it is granted for the set above");
    }
}

fn price(sheet: &mut Sheet<'_>) {
    if let Some(prices) = &sheet.certification.prices {
        let words = wording::prices(prices, MOST_PRICES);
        sheet.sourced("Price", &words, FactGroup::Prices, &prices.provenance, None);
    }
}

fn validity(sheet: &mut Sheet<'_>) {
    let it = sheet.certification;
    let Some(validity) = &it.validity else {
        return;
    };
    let mut words = wording::validity(&validity.value);
    let renewals = wording::renewals(sheet.request.knowledge, &it.renewals);
    if !renewals.is_empty() {
        let _ = write!(words, "; renewed by {}", wording::joined(&renewals, "or"));
    }
    sheet.sourced("Valid", &words, FactGroup::Validity, &validity.provenance, None);
}

fn topics(sheet: &mut Sheet<'_>) {
    let topics: Vec<&str> = sheet.certification.topics.iter().map(String::as_str).collect();
    let words = match topics.get(..MOST_TOPICS) {
        Some(shown) if topics.len() > MOST_TOPICS => {
            format!("{}, and {} more", shown.join(", "), topics.len() - MOST_TOPICS)
        }
        _ => topics.join(", "),
    };
    // A syllabus that sources disagree about is seen in what the exam covers.
    let from = &sheet.certification.provenance;
    sheet.sourced("Covers", &words, FactGroup::Syllabus, from, None);
}

fn next(sheet: &mut Sheet<'_>) {
    let (it, today) = (sheet.certification, sheet.request.today);
    let following = graph::following(sheet.request.knowledge, it, today);
    let from = it.next.as_ref().map_or(&it.provenance, |it| &it.provenance);
    let labels = |list: &[graph::After<'_>]| -> Vec<String> {
        let label = |it: &graph::After<'_>| {
            let (label, state) =
                (it.certification.label(), it.certification.status.value.on(today));
            // That a whole line is unconfirmed says it already.
            let is_said = state == State::Unverified && from.confidence == Confidence::Low;
            match wording::mark(state).filter(|_| !is_said) {
                Some(mark) => format!("{label} ({mark})"),
                None => label.to_owned(),
            }
        };
        list.iter().map(label).collect()
    };
    let (main, others) = (labels(&following.main), labels(&following.others));
    let words = match (main.is_empty(), others.is_empty()) {
        (true, true) => return,
        (false, true) => wording::joined(&main, "or"),
        (true, false) => wording::joined(&others, "or"),
        (false, false) => {
            format!("{}; also {}", wording::joined(&main, "or"), wording::joined(&others, "and"))
        }
    };
    sheet.sourced("Next", &words, FactGroup::Next, from, None);
}

/// What a reader would look for and we do not know.
fn unknown(sheet: &mut Sheet<'_>) {
    let it = sheet.certification;
    let is_certification = it.kind == Kind::Certification;
    let missing = [
        (it.requirements.is_none(), "what must come before"),
        (is_certification && it.exams.is_empty(), "its exam"),
        (is_certification && it.prices.is_none(), "its price"),
        (it.validity.is_none(), "how long it lasts"),
    ];
    let missing: Vec<&str> =
        missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| *what).collect();
    sheet.fact("Not known", &wording::joined(&missing, "and"));
}

/// What the server says of it, which no source is given for.
fn notes_of_house(sheet: &mut Sheet<'_>) {
    let notes = sheet.request.knowledge.house_notes(&sheet.certification.id);
    let line = |it: &HouseNote| match &it.url {
        Some(url) => Line::default().link(&it.text, url),
        None => Line::text(&it.text),
    };
    if !notes.is_empty() {
        let items = notes.iter().map(line).collect();
        sheet.body.push(Block::List { heading: "On this server".to_owned(), items });
    }
}
