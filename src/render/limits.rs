//! Discord's limits, each with its unit and source, and cutting text to fit them.

/// A length in UTF-16 code units: never fewer than what Discord counts, whichever unit it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utf16Units(pub usize);
