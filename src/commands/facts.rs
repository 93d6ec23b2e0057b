//! Every fact that can be asked for by itself, and how each is said.

pub(super) mod notes;
mod said;

use super::Request;
use crate::answer::Line;
use crate::knowledge::{Certification, Exam, FactGroup, NoteTopic, Provenance, Sourced, State};
use crate::wording;

pub(super) use said::{exams, listed, trusted};

/// One fact about a certification.
#[derive(Debug)]
pub(super) struct Fact {
    /// As `/fact` takes it: one word, or words joined by `-`.
    pub(super) name: &'static str,
    /// What stands before its value.
    pub(super) label: &'static str,
    /// In a sentence: `what it costs`.
    pub(super) phrase: &'static str,
    /// Its value in one line, with what must be known before trusting it; empty if not known.
    pub(super) value: Value,
    /// What of it stands beside that of others, where that is less.
    pub(super) short: Option<Value>,
    /// What else there is to say of it, a line each.
    pub(super) details: fn(&Request<'_>, &Certification) -> Vec<Line>,
    /// Where value and details are from.
    pub(super) from: fn(&Certification) -> Vec<&Provenance>,
    /// Notes that say more of it, of the certification and of its issuer.
    pub(super) notes: &'static [NoteTopic],
    /// Whether the issuer's notes alone answer it, whichever certification is meant.
    pub(super) is_of_issuer: bool,
    /// Whether it says so much that no line on what it is a fact of is needed.
    pub(super) is_whole: bool,
}

/// What a fact says of one certification.
pub(super) type Value = fn(&Request<'_>, &Certification) -> String;

/// The names of all facts, as `/fact` takes them.
pub(super) const NAMES: &[&str] = &[
    "price",
    "discount",
    "duration",
    "questions",
    "pass-mark",
    "validity",
    "retake",
    "languages",
    "delivery",
    "prerequisites",
    "syllabus",
    "level",
    "status",
    "worth",
    "badge",
    "booking",
    "exam-day",
];

/// The fact of this name.
pub(super) fn find(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|it| it.name == name)
}

/// A fact that is all in its value.
const PLAIN: Fact = Fact {
    name: "",
    label: "",
    phrase: "",
    value: |_, _| String::new(),
    short: None,
    details: |_, _| Vec::new(),
    from: |it| vec![&it.provenance],
    notes: &[],
    is_of_issuer: false,
    is_whole: false,
};

/// In the order of [`NAMES`].
static FACTS: &[Fact] = &[
    Fact {
        name: "price",
        label: "Price",
        phrase: "what it costs",
        value: |request, it| {
            it.prices.as_ref().map_or_else(String::new, |prices| {
                let words = wording::prices(prices, usize::MAX);
                trusted(request, it, words, FactGroup::Prices, &prices.provenance)
            })
        },
        short: Some(|request, it| {
            it.prices.as_ref().map_or_else(String::new, |prices| {
                let words = wording::prices(prices, 1);
                trusted(request, it, words, FactGroup::Prices, &prices.provenance)
            })
        }),
        details: |_, it| note(it.prices.as_ref().and_then(|it| it.value.note.as_ref())),
        from: |it| it.prices.iter().map(|it| &it.provenance).collect(),
        ..PLAIN
    },
    Fact {
        name: "discount",
        label: "Discounts",
        phrase: "which discounts there are",
        notes: &[NoteTopic::Discount, NoteTopic::Voucher],
        is_of_issuer: true,
        ..PLAIN
    },
    Fact {
        name: "duration",
        label: "Exam time",
        phrase: "how long the exam takes",
        value: |request, it| of_exams(request, it, wording::exam_length),
        from: exam_provenances,
        ..PLAIN
    },
    Fact {
        name: "questions",
        label: "Questions",
        phrase: "how many questions the exam has, and of what kind",
        value: |request, it| of_exams(request, it, |exam| exam.items.map(wording::questions)),
        details: |_, it| {
            let kinds = exams(it, |exam| listed(&exam.item_types));
            let kinds = (!kinds.is_empty()).then(|| Line::text(format!("Kinds: {kinds}.")));
            let notes = it.exams.iter().flat_map(|it| note(it.value.note.as_ref()));
            kinds.into_iter().chain(notes).collect()
        },
        from: exam_provenances,
        ..PLAIN
    },
    Fact {
        name: "pass-mark",
        label: "Pass mark",
        phrase: "what mark passes",
        value: |request, it| of_exams(request, it, wording::pass_mark),
        from: exam_provenances,
        ..PLAIN
    },
    Fact {
        name: "validity",
        label: "Valid",
        phrase: "how long it lasts",
        value: |request, it| {
            it.validity.as_ref().map_or_else(String::new, |validity| {
                let words = wording::validity(&validity.value);
                trusted(request, it, words, FactGroup::Validity, &validity.provenance)
            })
        },
        details: |request, it| {
            let mut lines = note(it.validity.as_ref().and_then(|it| it.value.note.as_ref()));
            let ways = wording::renewals(request.knowledge, &it.renewals);
            lines.push(Line::text(if ways.is_empty() {
                "How it is renewed is not known.".to_owned()
            } else {
                format!("Renewed by {}.", wording::joined(&ways, "or"))
            }));
            lines
        },
        from: |it| it.validity.iter().map(|it| &it.provenance).collect(),
        ..PLAIN
    },
    Fact {
        name: "retake",
        label: "Retake",
        phrase: "when a failed exam may be sat again",
        value: |request, it| {
            it.retake.as_ref().map_or_else(String::new, |retake| {
                let words = wording::retake(&retake.value);
                trusted(request, it, words, FactGroup::Retake, &retake.provenance)
            })
        },
        details: |_, it| note(it.retake.as_ref().and_then(|it| it.value.note.as_ref())),
        from: |it| it.retake.iter().map(|it| &it.provenance).collect(),
        notes: &[NoteTopic::Retake],
        ..PLAIN
    },
    Fact {
        name: "languages",
        label: "Languages",
        phrase: "in which languages the exam is offered",
        value: |request, it| of_exams(request, it, |exam| listed(&exam.languages)),
        from: exam_provenances,
        ..PLAIN
    },
    Fact {
        name: "delivery",
        label: "Where",
        phrase: "where the exam is sat, and who watches",
        value: |request, it| of_exams(request, it, |exam| listed(&exam.delivery)),
        details: |_, it| {
            let watched = exams(it, |exam| exam.proctoring.clone());
            vec![if watched.is_empty() {
                Line::text("Whether somebody watches is not known.")
            } else {
                Line::text(format!("Proctoring: {watched}."))
            }]
        },
        from: exam_provenances,
        notes: &[NoteTopic::Delivery],
        ..PLAIN
    },
    Fact {
        name: "prerequisites",
        label: "Before it",
        phrase: "what must come before it",
        value: |request, it| {
            let words = wording::before(request.knowledge, it, request.today);
            it.requirements.as_ref().zip(words).map_or_else(String::new, |(known, words)| {
                trusted(request, it, words, FactGroup::Requirements, &known.provenance)
            })
        },
        details: |_, it| note(it.requirements.as_ref().and_then(|it| it.value.note.as_ref())),
        from: |it| it.requirements.iter().map(|it| &it.provenance).collect(),
        ..PLAIN
    },
    Fact {
        name: "syllabus",
        label: "Covers",
        phrase: "what the exam covers",
        value: |_, it| it.topics.join(", "),
        details: said::syllabus,
        from: |it| {
            let syllabus = it.syllabus.iter().map(|it| &it.provenance);
            syllabus.chain([&it.provenance]).collect()
        },
        is_whole: true,
        ..PLAIN
    },
    Fact {
        name: "level",
        label: "Level",
        phrase: "how hard it is",
        value: |request, it| wording::level_and_track(request.knowledge, it),
        details: said::difficulty,
        from: |it| [&it.provenance].into_iter().chain(exam_provenances(it)).collect(),
        is_whole: true,
        ..PLAIN
    },
    Fact {
        name: "status",
        label: "Status",
        phrase: "whether it can be booked",
        value: |request, it| {
            let words = wording::state(it.status.value.on(request.today));
            trusted(request, it, words, FactGroup::Status, &it.status.provenance)
        },
        details: |request, it| {
            let mut lines = note(it.status.value.note.as_ref());
            lines.extend(said::versions(request, it));
            lines
        },
        from: |it| vec![&it.status.provenance],
        is_whole: true,
        ..PLAIN
    },
    Fact {
        name: "worth",
        label: "Shows",
        phrase: "what it is worth",
        value: |_, it| it.demonstrates.join("; "),
        details: said::worth,
        from: |it| {
            let prices = it.prices.iter().map(|it| &it.provenance);
            [&it.provenance].into_iter().chain(prices).collect()
        },
        notes: &[NoteTopic::Credit],
        is_whole: true,
        ..PLAIN
    },
    Fact {
        name: "badge",
        label: "Badge",
        phrase: "how it is shown and checked",
        details: said::verification,
        from: |it| it.links.iter().map(|it| &it.provenance).collect(),
        notes: &[NoteTopic::Badge, NoteTopic::Verification],
        is_of_issuer: true,
        ..PLAIN
    },
    Fact {
        name: "booking",
        label: "Booking",
        phrase: "how it is booked and paid",
        value: said::bookable,
        details: said::store,
        from: |it| vec![&it.status.provenance],
        notes: &[NoteTopic::Booking, NoteTopic::Voucher, NoteTopic::Delivery],
        is_of_issuer: true,
        ..PLAIN
    },
    Fact {
        name: "exam-day",
        label: "On the exam day",
        phrase: "what holds on the exam day",
        details: said::policies,
        from: |it| it.links.iter().map(|it| &it.provenance).collect(),
        notes: &[NoteTopic::ExamDay, NoteTopic::Results, NoteTopic::Delivery],
        is_of_issuer: true,
        ..PLAIN
    },
];

/// A fact of each exam, with what must be known before trusting it.
fn of_exams(
    request: &Request<'_>,
    it: &Certification,
    value: impl Fn(&Exam) -> Option<String>,
) -> String {
    let words = exams(it, value);
    match it.exams.first() {
        Some(exam) if !words.is_empty() => {
            trusted(request, it, words, FactGroup::Exam, &exam.provenance)
        }
        _ => words,
    }
}

fn exam_provenances(it: &Certification) -> Vec<&Provenance> {
    it.exams.iter().map(|it: &Sourced<Exam>| &it.provenance).collect()
}

fn note(text: Option<&String>) -> Vec<Line> {
    text.iter().map(|it| Line::text(wording::capitalised(it))).collect()
}

/// What is announced of an exam that cannot be sat yet is no fact of a running one.
pub(super) fn premise(request: &Request<'_>, it: &Certification) -> Option<String> {
    let label = it.label();
    match it.status.value.on(request.today) {
        State::Planned(_) => Some(format!(
            "{label} cannot be booked yet. What is said of its exam is announced, and may change."
        )),
        State::Retired(_) => Some(format!("{label} is retired and can no longer be taken.")),
        State::Unverified => {
            Some(format!("{label} is named by one source only, and may not exist."))
        }
        State::Beta | State::Active | State::RetiringOn(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FACTS, NAMES};

    #[test]
    fn every_fact_has_its_name_in_the_list_in_the_same_order() {
        let names: Vec<&str> = FACTS.iter().map(|it| it.name).collect();
        assert_eq!(names, NAMES);
    }
}
