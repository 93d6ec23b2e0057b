//! An answer as terminal text.

use crate::answer::Answer;

/// The answer as lines.
pub fn text(_answer: &Answer) -> String {
    String::new()
}
