//! The exam and its syllabus, in full.

use std::fmt::Write;

use super::{Request, view};
use crate::answer::{Answer, Block, Line};
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{
    Certification, Exam, ExamVersion, FactGroup, Kind, Provenance, Sourced, Syllabus, VersionState,
};
use crate::wording;

pub(super) fn answer(request: &Request<'_>, certification: &Certification) -> Answer {
    let mut body = Vec::new();
    let mut shown: Vec<&Provenance> = Vec::new();
    for exam in &certification.exams {
        shown.push(&exam.provenance);
        exam_facts(&mut body, request, certification, exam);
    }
    if let Some(retake) = &certification.retake {
        shown.push(&retake.provenance);
        let caveats =
            wording::caveats(certification, FactGroup::Retake, &retake.provenance, request.today);
        let mut words = format!("{}{caveats}", wording::retake(&retake.value));
        if let Some(note) = &retake.value.note {
            let _ = write!(words, ". {}", wording::capitalised(note));
        }
        body.push(Block::fact("Retake", wording::capitalised(&words)));
    }
    if let Some(prices) = &certification.prices {
        shown.push(&prices.provenance);
        let words = wording::prices(prices, usize::MAX);
        let note = prices.value.note.as_ref().map(|it| format!(". {}", wording::capitalised(it)));
        let words = format!("{words}{}", note.unwrap_or_default());
        body.push(Block::fact("Prices", wording::capitalised(&words)));
    }
    if let Some(validity) = &certification.validity
        && let Some(note) = &validity.value.note
    {
        shown.push(&validity.provenance);
        let words = format!("{}. {note}", wording::validity(&validity.value));
        body.push(Block::fact("Valid", wording::capitalised(&words)));
    }
    if let Some(syllabus) = &certification.syllabus {
        shown.push(&syllabus.provenance);
        syllabus_blocks(&mut body, request, certification, syllabus);
    }
    if body.is_empty() {
        shown.push(&certification.provenance);
        body.push(Block::text(match certification.kind {
            Kind::EarnedTitle => "It has no exam of its own.",
            Kind::Certification => "Nothing is known of its exam or a syllabus.",
        }));
    }
    view(certification, "Exam and syllabus", body, wording::footer(shown))
}

fn exam_facts(
    body: &mut Vec<Block>,
    request: &Request<'_>,
    certification: &Certification,
    exam: &Sourced<Exam>,
) {
    let it = &exam.value;
    let caveats = wording::caveats(certification, FactGroup::Exam, &exam.provenance, request.today);
    body.push(Block::fact("Exam", format!("{}{caveats}", wording::exam(it))));
    let lists = [
        ("Questions", it.item_types.join(", ")),
        ("Languages", it.languages.join(", ")),
        ("Where", it.delivery.join(", ")),
        ("Proctoring", it.proctoring.clone().unwrap_or_default()),
        ("Versions", it.versions.iter().map(version).collect::<Vec<_>>().join("; ")),
        ("Note", it.note.clone().unwrap_or_default()),
    ];
    for (label, words) in lists.iter().filter(|(_, words)| !words.is_empty()) {
        body.push(Block::fact(*label, wording::capitalised(words)));
    }
}

fn version(version: &ExamVersion) -> String {
    let state = match version.state {
        VersionState::Announced => "announced",
        VersionState::Beta => "beta",
        VersionState::Current => "current",
        VersionState::Retired => "retired",
    };
    let from = version.from.map(|it| format!(" from {}", day_in_words(it)));
    let until = version.until.map(|it| format!(" until {}", day_in_words(it)));
    let note = version.note.as_ref().map(|it| format!(", {it}"));
    let rest: String = [from, until, note].into_iter().flatten().collect();
    format!("{} ({state}{rest})", version.code)
}

fn syllabus_blocks(
    body: &mut Vec<Block>,
    request: &Request<'_>,
    certification: &Certification,
    syllabus: &Sourced<Syllabus>,
) {
    let it = &syllabus.value;
    let mut about = String::new();
    if it.is_outdated {
        about.push_str("This is an older syllabus; the exam may ask something else. ");
    }
    if let Some(note) = &it.note {
        about.push_str(&wording::capitalised(note));
    }
    let caveats =
        wording::caveats(certification, FactGroup::Syllabus, &syllabus.provenance, request.today);
    about.push_str(&caveats);
    let about = about.trim_start_matches("; ").trim();
    if !about.is_empty() {
        body.push(Block::text(wording::capitalised(about)));
    }
    let mut heading = "Syllabus".to_owned();
    if let Some(code) = &it.exam {
        let _ = write!(heading, " of {code}");
    }
    if let Some(day) = it.updated_on {
        let _ = write!(heading, ", {}", day_in_words(day));
    }
    let items: Vec<Line> = it.sections.iter().map(section).collect();
    if !items.is_empty() {
        body.push(Block::List { heading, items });
    }
    if !certification.topics.is_empty() {
        body.push(Block::fact("Covers", wording::capitalised(&certification.topics.join(", "))));
    }
}

fn section(section: &crate::knowledge::Section) -> Line {
    let share = section.weight.map(|it| it.to_string());
    let items = section.items.map(|it| match it {
        1 => "1 question".to_owned(),
        more => format!("{more} questions"),
    });
    let numbers: Vec<String> = [share, items].into_iter().flatten().collect();
    let mut line = Line::text(&section.title);
    if !numbers.is_empty() {
        line = line.then(format!(" ({})", numbers.join(", ")));
    }
    if !section.topics.is_empty() {
        line = line.then(format!(": {}", section.topics.join(", ")));
    }
    line
}
