//! What parts of one file say of one another.

use std::collections::BTreeMap;

use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::reader::Table;
use crate::knowledge::shape::{DECLARED, KIND, Kind as Holds};
use crate::knowledge::{Date, DeclaredState, Kind, State, Status};

pub(super) fn check(file: &Table, today: Date, diagnostics: &mut Diagnostics) {
    check_title(file, diagnostics);
    check_successor(file, today, diagnostics);
    check_codes(file, diagnostics);
    check_phrases(file, diagnostics);
    for table in file.all() {
        for (first, last) in [("from", "until"), ("available_from", "retires_on")] {
            check_order(table, first, last, diagnostics);
        }
        check_counts(table, diagnostics);
    }
}

/// Tracks and levels: no id twice. Notes: as in a certification.
pub(super) fn check_issuer(file: &Table, diagnostics: &mut Diagnostics) {
    check_phrases(file, diagnostics);
    for (key, what) in [("track", "tracks"), ("level", "levels")] {
        let mut seen = BTreeMap::new();
        for (id, span) in file.tables(key).iter().filter_map(|it| it.placed_text("id")) {
            if let Some(first) = seen.get(id) {
                diagnostics.id_used_twice(what, id, span.clone(), Clone::clone(*first));
            } else {
                seen.insert(id, span);
            }
        }
    }
}

/// What people ask by leads to one note of the file, and is written as it is compared.
fn check_phrases(file: &Table, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for phrase in file.tables("note").iter().flat_map(|it| it.placed_texts("asked_as")) {
        let lower = phrase.value.to_lowercase();
        if lower != phrase.value {
            diagnostics.not_lower_case(phrase.span.clone(), &phrase.value, &lower);
        }
        // How many blanks stand between its words makes no difference.
        let key = lower.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(first) = seen.get(&key) {
            diagnostics.asked_twice(phrase.span.clone(), Clone::clone(*first), &phrase.value);
        } else {
            seen.insert(key, &phrase.span);
        }
    }
}

fn check_title(file: &Table, diagnostics: &mut Diagnostics) {
    if file.word("kind", &KIND) != Some(Kind::EarnedTitle) {
        return;
    }
    if let (Some(exam), Some(kind)) = (file.tables("exam").first(), file.value_span("kind")) {
        diagnostics.title_with_exam(exam.span().clone(), kind.clone());
    }
}

fn check_successor(file: &Table, today: Date, diagnostics: &mut Diagnostics) {
    let Some(table) = file.table("status") else { return };
    let Some(declared) = table.word("state", &DECLARED) else { return };
    let status = Status {
        declared,
        available_from: table.day("available_from"),
        retires_on: table.day("retires_on"),
        replaced_by: Vec::new(),
        note: None,
    };
    let is_retired = matches!(status.on(today), State::Retired(_));
    let key = if declared == DeclaredState::Retired { "state" } else { "retires_on" };
    if let (true, None, Some(span)) =
        (is_retired, table.key_span("replaced_by"), table.value_span(key))
    {
        diagnostics.retired_without_successor(span.clone());
    }
}

/// Prices and the syllabus name exams of this file.
fn check_codes(file: &Table, diagnostics: &mut Diagnostics) {
    let versions = file.tables("exam").iter().flat_map(|it| it.tables("version"));
    let known: Vec<&str> = versions.filter_map(|it| Some(it.placed_text("code")?.0)).collect();
    let prices = file.table("prices").map_or(&[][..], |it| it.tables("price"));
    for table in prices.iter().chain(file.table("syllabus")) {
        if let Some((code, span)) = table.placed_text("exam")
            && !known.contains(&code)
        {
            diagnostics.unknown_exam(span.clone(), code, known.iter().copied());
        }
    }
}

fn check_order(table: &Table, first: &str, last: &str, diagnostics: &mut Diagnostics) {
    let has = |key: &str| matches!(table.shape().key(key).map(|it| it.kind), Some(Holds::Day));
    if !has(first) || !has(last) {
        return;
    }
    if let (Some(from), Some(until)) = (table.day(first), table.day(last))
        && from > until
        && let (Some(from), Some(until)) = (table.value_span(first), table.value_span(last))
    {
        diagnostics.dates_out_of_order((first, from.clone()), (last, until.clone()));
    }
}

fn check_counts(table: &Table, diagnostics: &mut Diagnostics) {
    let has = |key: &str| table.shape().key(key).is_some();
    if has("items_most")
        && let (Some(least), Some(most)) = (table.number("items_least"), table.number("items_most"))
        && least > most
        && let (Some(least), Some(most)) =
            (table.value_span("items_least"), table.value_span("items_most"))
    {
        diagnostics.fewer_most_than_least(least.clone(), most.clone());
    }
    if has("n_of")
        && let (Some(count), Some(span)) = (table.number("n_of"), table.value_span("n_of"))
    {
        let of = table.tables("of").len();
        if of > 0 && usize::try_from(count).is_ok_and(|it| it > of) {
            diagnostics.more_than_there_are(span.clone(), count, of);
        }
    }
}
