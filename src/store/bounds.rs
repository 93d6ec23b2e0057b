//! What no store takes, whatever it keeps things in: so that each refuses the same.

use super::StoreError;
use crate::guild::{Addition, Change, Unanswered};
use crate::knowledge::Date;

/// Bytes of a key. An entry of an index holds it, and PostgreSQL's have 2,704 bytes.
const KEY_MAX: usize = 200;

/// Characters of a question, for the same reason.
const QUESTION_MAX: usize = 200;

/// Bytes of any other text: far more than a command can bring, and no harm to a database.
const TEXT_MAX: usize = 1 << 20;

/// How often more a question can have been asked at once. So many such sums stay below what a
/// database counts to.
pub(super) const COUNT_MAX: u64 = u32::MAX as u64;

/// Refuses changes that a store cannot keep as they are, before any of them is made.
pub(super) fn check(changes: &[Change]) -> Result<(), StoreError> {
    changes.iter().try_for_each(check_change)
}

fn check_change(change: &Change) -> Result<(), StoreError> {
    match change {
        Change::Set { rows, .. } => rows.iter().try_for_each(|(setting, value)| {
            key("of a setting", setting)?;
            text("the value of a setting", value.as_deref().unwrap_or_default())
        }),
        Change::Add { addition, .. } => check_addition(addition),
        Change::Replace { additions, .. } => additions.iter().try_for_each(check_addition),
        Change::Remove { key: name, .. } => key("of an addition", name),
        Change::Count { question } => check_question(question),
        Change::Settle { key: name, .. } | Change::Ignore { key: name, .. } => {
            key("of a question", name)
        }
        Change::Hold { holding, .. } => day(holding.since),
        Change::Drop { .. } | Change::Forget { .. } => Ok(()),
    }
}

fn check_addition(addition: &Addition) -> Result<(), StoreError> {
    key("of an addition", &addition.key)?;
    text("an addition", &addition.toml)
}

fn check_question(question: &Unanswered) -> Result<(), StoreError> {
    key("of a question", &question.key)?;
    text("a question", &question.text)?;
    if question.text.chars().count() > QUESTION_MAX {
        return Err(StoreError::lasting(format!(
            "a question of more than {QUESTION_MAX} characters is not kept"
        )));
    }
    day(question.first)?;
    day(question.last)
}

fn key(whose: &str, key: &str) -> Result<(), StoreError> {
    if key.is_empty() || key.len() > KEY_MAX {
        return Err(StoreError::lasting(format!("the key {whose} has not 1 to {KEY_MAX} bytes")));
    }
    text(&format!("the key {whose}"), key)
}

fn text(what: &str, text: &str) -> Result<(), StoreError> {
    if text.len() > TEXT_MAX {
        return Err(StoreError::lasting(format!("{what} has more than {TEXT_MAX} bytes")));
    }
    // PostgreSQL keeps any character but this one.
    if text.contains('\0') {
        return Err(StoreError::lasting(format!("{what} holds a NUL character")));
    }
    Ok(())
}

/// Days are compared as text, which is right for years of four digits.
fn day(day: Date) -> Result<(), StoreError> {
    if day.year() < 0 {
        return Err(StoreError::lasting("a day before the year 0 is not kept"));
    }
    Ok(())
}
