//! What we say, before anyone decides how it looks.
//!
//! Holds facts and words only: no colours, no markup, no limits of Discord's.

mod form;
pub mod roadmap;

use crate::call::Call;
pub use form::{Choice, Entry, Field, Form};
pub use roadmap::{Arrow, ArrowStrength, Roadmap, Standing, Stop, StopState};

/// One reply.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the reply is about, on one line.
    pub title: String,
    /// Where the title leads, if anywhere.
    pub url: Option<String>,
    /// Paragraphs and facts, in reading order.
    pub body: Vec<Block>,
    /// What the person may do next, most likely first.
    pub actions: Vec<Action>,
    /// As of when and from where, on one line; empty where the reply states no facts.
    pub footer: String,
    /// What a picture beside the words shows. It says nothing that they do not say.
    pub picture: Option<Box<Roadmap>>,
    /// What is asked for before anything can be said. Where a form can be shown it takes the place
    /// of the words, which tell those who see none how to do without.
    pub form: Option<Box<Form>>,
    /// A file to keep.
    pub file: Option<Box<TextFile>>,
    /// Whether it says something of the person who asked, and so is for them alone.
    pub is_personal: bool,
}

/// A file of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// ASCII letters, digits, `-` and `.`.
    pub name: &'static str,
    /// E.g. `application/toml`.
    pub media_type: &'static str,
    /// What is in it.
    pub text: String,
}

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Line),
    /// A short label and what is to be said under it, e.g. `Exam` and `65 min, 40 questions`.
    Fact {
        /// What the value is.
        label: String,
        /// One or more lines, with units.
        lines: Vec<Line>,
    },
    /// Items of equal standing, in order, under a heading.
    List {
        /// What the items are; empty where the title says it.
        heading: String,
        /// One line each. Not empty.
        items: Vec<Line>,
    },
    /// The same, where the order is one to follow.
    Steps(Vec<Line>),
    /// Lines as they are, in letters of one width: what a program wrote or reads.
    Code(String),
}

/// Who sees a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everyone in the channel.
    Everyone,
    /// Only the person who asked.
    OnlyAsker,
}

/// One line of words, some of them marked.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Line(pub Vec<Inline>);

/// A stretch of words within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words. Whatever they hold, they are shown as they are and mean nothing.
    Text(String),
    /// Words that matter most.
    Strong(String),
    /// What a person typed, given back to them.
    Quoted(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: String,
        /// Where they lead.
        url: String,
    },
    /// A channel of the server, by its id, shown by its name where that is known.
    Channel(u64),
}

/// Something that the reader can do with one press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Words on the button.
    pub label: String,
    /// What pressing it does.
    pub target: Target,
}

/// What pressing a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Makes another call.
    Call(Call),
    /// Opens a page.
    Link(String),
}

impl Line {
    /// Plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self(vec![Inline::Text(words.into())])
    }

    /// Adds plain words.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Text(words.into()));
        self
    }

    /// Adds words that matter most.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(words.into()));
        self
    }

    /// Adds what a person typed.
    #[must_use]
    pub fn quoted(mut self, typed: impl Into<String>) -> Self {
        self.0.push(Inline::Quoted(typed.into()));
        self
    }

    /// Adds a channel of the server.
    #[must_use]
    pub fn channel(mut self, id: u64) -> Self {
        self.0.push(Inline::Channel(id));
        self
    }

    /// Adds words that lead somewhere.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.0.push(Inline::Link { label: label.into(), url: url.into() });
        self
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(Line::text(words))
    }

    /// A label and one line of plain words.
    pub fn fact(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Fact { label: label.into(), lines: vec![Line::text(value)] }
    }
}

impl Action {
    /// A button that makes another call.
    pub fn call(label: impl Into<String>, call: Call) -> Self {
        Self { label: label.into(), target: Target::Call(call) }
    }

    /// A button that opens a page.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), target: Target::Link(url.into()) }
    }
}
