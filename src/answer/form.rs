//! What is asked for in a form, before anyone decides how it looks.

use crate::call::Call;

/// A form. Sending it makes a call, in which each field gives its option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it is for, on one line of at most 45 characters.
    pub title: String,
    /// The call that it completes: it fits a button.
    pub call: Call,
    /// One to five.
    pub fields: Vec<Field>,
}

/// One thing that a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The option of the call that it gives. Where several values are chosen they are joined by
    /// commas; where none is, the option is given empty.
    pub option: &'static str,
    /// What it is, on one line of at most 45 characters.
    pub label: String,
    /// What to bear in mind, on one line of at most 100 characters; may be empty.
    pub hint: String,
    /// Whether the form cannot be sent without it.
    pub is_required: bool,
    /// How it is filled in.
    pub entry: Entry,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// By typing.
    Text {
        /// What stands there at first; may be empty.
        value: String,
        /// The most that is taken, in characters; at most 4,000.
        longest: u16,
        /// Whether it has more than one line.
        is_long: bool,
    },
    /// By choosing from a list.
    Choice {
        /// One to 25, in the order to show.
        choices: Vec<Choice>,
        /// So many may be chosen; at least 1.
        most: usize,
    },
    /// By choosing a text channel of the server.
    Channel {
        /// The id of the one that stands there at first.
        chosen: Option<u64>,
    },
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the option is given; no comma in it.
    pub value: String,
    /// What is shown for it, at most 100 characters.
    pub label: String,
    /// More on it, at most 100 characters; may be empty.
    pub detail: String,
    /// Whether it is chosen at first.
    pub is_chosen: bool,
}
