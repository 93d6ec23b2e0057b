//! The exam and its syllabus, in full.

use std::fmt::Write;

use super::sheet::Sheet;
use super::{Request, view};
use crate::answer::{Answer, Block, Line};
use crate::knowledge::quantity::day_in_words;
use crate::knowledge::{
    Certification, Date, Exam, ExamVersion, FactGroup, Kind, Sourced, Syllabus, VersionState,
};
use crate::wording;

pub(super) fn answer(request: &Request<'_>, certification: &Certification) -> Answer {
    let mut sheet = Sheet::new(request, certification);
    for exam in &certification.exams {
        exam_facts(&mut sheet, exam);
    }
    if let Some(retake) = &certification.retake {
        let (words, note) = (wording::retake(&retake.value), retake.value.note.as_deref());
        sheet.sourced("Retake", &words, FactGroup::Retake, &retake.provenance, note);
    }
    if let Some(prices) = &certification.prices {
        let (words, note) = (wording::prices(prices, usize::MAX), prices.value.note.as_deref());
        sheet.sourced("Prices", &words, FactGroup::Prices, &prices.provenance, note);
    }
    if let Some(validity) = &certification.validity {
        let (words, note) = (wording::validity(&validity.value), validity.value.note.as_deref());
        sheet.sourced("Valid", &words, FactGroup::Validity, &validity.provenance, note);
    }
    let renewals = wording::renewals(request.knowledge, &certification.renewals);
    sheet.fact("Renewal", &renewals.join("; or "));
    if let Some(syllabus) = &certification.syllabus {
        syllabus_blocks(&mut sheet, syllabus);
    }
    if sheet.body.is_empty() {
        sheet.body.push(Block::text(match certification.kind {
            Kind::EarnedTitle => "It has no exam of its own.",
            Kind::Certification => "Nothing is known of its exam or a syllabus.",
        }));
    }
    let footer = sheet.footer();
    view(certification, "Exam and syllabus", sheet.body, footer)
}

fn exam_facts<'a>(sheet: &mut Sheet<'a>, exam: &'a Sourced<Exam>) {
    let it = &exam.value;
    let today = sheet.request.today;
    let words = wording::exam(it, today);
    sheet.sourced("Exam", &words, FactGroup::Exam, &exam.provenance, None);
    let versions: Vec<String> = it.versions.iter().map(|it| version(it, today)).collect();
    sheet.fact("Questions", &it.item_types.join(", "));
    sheet.fact("Languages", &it.languages.join(", "));
    sheet.fact("Where", &it.delivery.join(", "));
    sheet.fact("Proctoring", it.proctoring.as_deref().unwrap_or_default());
    sheet.fact("Versions", &versions.join("; "));
    sheet.fact("Note", it.note.as_deref().unwrap_or_default());
}

fn version(version: &ExamVersion, today: Date) -> String {
    let state = match version.on(today) {
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

fn syllabus_blocks<'a>(sheet: &mut Sheet<'a>, syllabus: &'a Sourced<Syllabus>) {
    let it = &syllabus.value;
    let mut about = String::new();
    if it.is_outdated {
        about.push_str("This is an older syllabus; the exam may ask something else. ");
    }
    if let Some(note) = &it.note {
        about.push_str(&wording::capitalised(note));
    }
    about.push_str(&sheet.caveats(FactGroup::Syllabus, &syllabus.provenance));
    let about = about.trim_start_matches("; ").trim();
    if !about.is_empty() {
        sheet.body.push(Block::text(wording::capitalised(about)));
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
        sheet.body.push(Block::List { heading, items });
    }
    sheet.fact("Covers", &sheet.certification.topics.join(", "));
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
