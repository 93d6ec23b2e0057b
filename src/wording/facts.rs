//! Exams, prices and lifetimes as words.

use std::fmt::Write;

use super::{capitalised, joined};
use crate::knowledge::{
    Certification, Covers, Date, Exam, ItemCount, Knowledge, Lasts, Minutes, NoteTopic, Prices,
    Renewal, RenewalMethod, Retake, Sourced, Validity, VersionState,
};

/// `Associate, step 2 of General-purpose programming`; empty if nothing is known.
pub fn level_and_track(knowledge: &Knowledge, certification: &Certification) -> String {
    let level = knowledge.level(certification).map(|it| it.name.clone());
    let track = knowledge.track(certification).map(|it| match certification.step {
        Some(step) => format!("step {step} of the {} track", it.name),
        None => format!("{} track", it.name),
    });
    [level, track].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `PCAP-31-03, 65 min, 40 questions, pass at 70 %`: whatever of it is known.
pub fn exam(exam: &Exam, today: Date) -> String {
    let parts = [
        exam.name.clone(),
        exam_code(exam, today),
        exam_length(exam),
        exam.items.map(questions),
        pass_mark(exam).map(|it| format!("pass at {it}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The code to book, else the newest that is not retired, with why it cannot simply be booked.
fn exam_code(exam: &Exam, today: Date) -> Option<String> {
    let versions = exam.versions.iter();
    let current = versions.clone().rfind(|it| it.on(today) == VersionState::Current);
    let version =
        current.or_else(|| versions.clone().rfind(|it| it.on(today) != VersionState::Retired))?;
    Some(match version.on(today) {
        VersionState::Announced => format!("{} (announced)", version.code),
        VersionState::Beta => format!("{} (beta)", version.code),
        VersionState::Current | VersionState::Retired => version.code.clone(),
    })
}

/// `65 min` or `65 min + 10 for agreement and tutorial`, if the length is known.
pub fn exam_length(exam: &Exam) -> Option<String> {
    let length = exam.length?;
    Some(match exam.extra {
        Some(Minutes(extra)) => format!("{length} + {extra} for agreement and tutorial"),
        None => length.to_string(),
    })
}

/// `70 %`, or in the issuer's own words, `700 of 1000`.
pub fn pass_mark(exam: &Exam) -> Option<String> {
    exam.pass_mark.map(|it| it.to_string()).or_else(|| exam.pass_score.clone())
}

/// `40 questions`, `60 to 85 questions`.
pub fn questions(count: ItemCount) -> String {
    match count {
        ItemCount { least: 1, most: 1 } => "1 question".to_owned(),
        ItemCount { least, most } if least == most => format!("{least} questions"),
        ItemCount { least, most } => format!("{least} to {most} questions"),
    }
}

/// The first `most` prices, with their date: `from USD 295 (September 2026); with a retake USD 345`.
pub fn prices(prices: &Sourced<Prices>, most: usize) -> String {
    let mut parts = Vec::new();
    for (index, price) in prices.value.list.iter().take(most).enumerate() {
        let what = if index == 0 && price.covers == Covers::Exam {
            String::new()
        } else {
            format!("{} ", covers(price.covers))
        };
        let least = if price.is_least { "from " } else { "" };
        let mut part = format!("{what}{least}{}", price.amount);
        let qualifiers = [
            price.exam.as_ref().map(|it| format!("exam {it}")),
            price.region.clone(),
            price.note.clone(),
            (index == 0 || price.seen_on.is_some())
                .then(|| price.seen_on.unwrap_or(prices.provenance.checked_on).to_string()),
        ];
        let qualifiers: Vec<String> = qualifiers.into_iter().flatten().collect();
        if !qualifiers.is_empty() {
            let _ = write!(part, " ({})", qualifiers.join(", "));
        }
        parts.push(part);
    }
    parts.join("; ")
}

/// What a price buys, before the amount.
fn covers(covers: Covers) -> &'static str {
    match covers {
        Covers::Exam => "exam",
        Covers::ExamAndRetake => "with a retake",
        Covers::ExamAndPractice => "with a practice test",
        Covers::ExamRetakeAndPractice => "with a retake and a practice test",
        Covers::Practice => "practice test alone",
        Covers::Renewal => "renewal",
        Covers::YearlyFee => "yearly fee",
    }
}

/// How long it lasts: `5 years`, `for life`.
pub fn validity(validity: &Validity) -> String {
    let lasts = match &validity.lasts {
        Lasts::For(months) => months.to_string(),
        Lasts::Lifetime => "for life".to_owned(),
        Lasts::UntilFirstMemberExpires => {
            "until the first certification it was granted for expires".to_owned()
        }
        Lasts::Unknown => "not known".to_owned(),
    };
    match &validity.applies_to {
        Some(scope) => format!("{lasts} ({scope})"),
        None => lasts,
    }
}

/// Every way to keep it from expiring, one phrase each.
pub fn renewals(knowledge: &Knowledge, renewals: &[Sourced<Renewal>]) -> Vec<String> {
    renewals.iter().map(|it| renewal(knowledge, &it.value)).collect()
}

fn renewal(knowledge: &Knowledge, renewal: &Renewal) -> String {
    let labels: Vec<&str> = renewal
        .certifications
        .iter()
        .map(|id| knowledge.get(id).map_or(id.as_str(), Certification::label))
        .collect();
    let mut out = match (renewal.by, labels.is_empty()) {
        (RenewalMethod::SameExam, _) => "the same exam again".to_owned(),
        (RenewalMethod::OtherCertification, true) => "another certification".to_owned(),
        (RenewalMethod::OtherCertification, false) => {
            format!("passing {}", joined(&labels, "or"))
        }
        (RenewalMethod::Assessment, _) => "an assessment".to_owned(),
        (RenewalMethod::Credits, _) => "credits".to_owned(),
        (RenewalMethod::Course, _) => "a course".to_owned(),
    };
    if let Some(extends) = renewal.extends {
        let _ = write!(out, ", for another {extends}");
    }
    if let Some(window) = renewal.window {
        let _ = write!(out, ", in the last {window}");
    }
    if let Some(note) = &renewal.note {
        let _ = write!(out, ". {}", capitalised(note));
    }
    out
}

/// When a failed exam may be sat again: `15 days after a failed attempt`.
pub fn retake(retake: &Retake) -> String {
    match retake.wait {
        Some(days) => format!("{days} after a failed attempt"),
        None => "the wait is not known".to_owned(),
    }
}

/// What stands before a note, as the label of its line. At most twelve letters: terminals align them.
pub fn note_topic(topic: NoteTopic) -> &'static str {
    match topic {
        NoteTopic::Voucher => "Vouchers",
        NoteTopic::Discount => "Discounts",
        NoteTopic::Booking => "Booking",
        NoteTopic::Delivery => "Delivery",
        NoteTopic::ExamDay => "Exam day",
        NoteTopic::Results => "Results",
        NoteTopic::Retake => "Retake",
        NoteTopic::Badge => "Badge",
        NoteTopic::Verification => "Verification",
        NoteTopic::Course => "Courses",
        NoteTopic::Credit => "Credit",
        NoteTopic::Name => "Its name",
        NoteTopic::Other => "Also",
    }
}
