//! An answer as the JSON of a Discord message, within Discord's limits.

use serde::Serialize;

use crate::answer::Answer;

/// The parts of a Discord message that we use. Serializes to the `data` of an interaction
/// callback.
#[derive(Debug, Serialize)]
pub struct Message {}

/// The message for `answer`; shown to the asker alone if `is_private`.
pub fn message(_answer: &Answer, _is_private: bool) -> Message {
    Message {}
}
