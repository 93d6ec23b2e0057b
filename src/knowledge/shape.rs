//! The format of the knowledge files, as tables: every key, what it holds, and what it is for.
//!
//! The loader's checks and the JSON Schema for editors are both read from here, so a key is
//! written down once.

mod certification;
mod groups;
mod house;
mod issuer;
mod words;

pub(super) use certification::{CERTIFICATION, NEED};
pub(super) use house::HOUSE;
pub(super) use issuer::{ISSUER, WORDS};
pub(super) use words::{
    APPLIES_TO, CONFIDENCE, COVERS, Choice, DECLARED, FACT_GROUP, HELD, KIND, NOTE_TOPIC,
    RENEWAL_METHOD, ROLE, STRENGTH, VERSION_STATE,
};

/// One kind of table.
#[derive(Debug)]
pub(super) struct Shape {
    /// How a problem names it: `[status]`, or `this file` for the top level.
    pub(super) name: &'static str,
    /// What it is for, in one line.
    pub(super) doc: &'static str,
    /// What may stand in it, in the order a file should have it.
    pub(super) keys: &'static [Key],
    /// What its keys ask of one another.
    pub(super) rules: &'static [Rule],
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// As written.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
    /// Whether the table is refused without it.
    pub(super) is_required: bool,
    /// What it is for, in one line: lowercase, no final full stop.
    pub(super) doc: &'static str,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text on one line, of at most so many UTF-16 units.
    Text(usize),
    /// A list of such texts, at least so many of them.
    Texts { longest: usize, least: usize },
    /// The id of a certification.
    Certification,
    /// Ids of certifications.
    Certifications,
    /// The id of a track or a level.
    Name,
    /// An address.
    Url,
    /// Addresses, each under a name of its own.
    Urls,
    /// Names of such addresses, at least one.
    SourceNames,
    /// A day.
    Day,
    /// A day that cannot lie ahead.
    PastDay,
    /// A day or a month that cannot lie ahead.
    PastDayOrMonth,
    /// A whole number within bounds, both included.
    Number { least: u32, most: u32 },
    /// An amount of money, with at most two decimals.
    Amount,
    /// Three capital letters.
    Currency,
    /// 0 to 100, with at most one decimal.
    Percent,
    /// `true` or `false`.
    Flag,
    /// `true`; what is not so is left out.
    True,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A table.
    Table(&'static Shape),
    /// A list of tables, not empty.
    Tables(&'static Shape),
    /// Tables, each under the id of a certification.
    Entries(&'static Shape),
    /// A list of [`NEED`]s, not empty. A kind of its own since those hold such lists themselves.
    Needs,
    /// Lists of words, each under the code of its language.
    WordLists,
}

/// What the keys of a table ask of one another.
#[derive(Debug)]
pub(super) enum Rule {
    /// Exactly one of them stands.
    ExactlyOne(&'static [&'static str]),
    /// At most one of them stands.
    AtMostOne(&'static [&'static str]),
    /// Where the first stands, the second does.
    Needs(&'static str, &'static str),
}

/// Buttons hold 80 characters and cards put several short names on one line.
const SHORT_NAME_MAX: usize = 40;
/// Exam codes stand where short names do.
const CODE_MAX: usize = 40;
/// The title of an embed holds 256 UTF-16 units: the name, the short name and what joins them.
const NAME_MAX: usize = 200;
/// An autocomplete suggestion holds 100.
pub(super) const ALIAS_MAX: usize = 100;
/// A field of an embed holds 1024: five phrases at their longest.
const PHRASE_MAX: usize = 200;
/// Two to a field of an embed.
const NOTE_MAX: usize = 500;
/// An embed's description holds 4096, of which a summary is to be the first paragraph.
const SUMMARY_MAX: usize = 1000;
/// A link button holds 512.
pub(super) const URL_MAX: usize = 512;
/// A word that people type.
pub(super) const WORD_MAX: usize = 40;

/// How the heading of an entry is written.
pub(super) const ENTRY_HEADING: &str = "[certification.our-exam]";

/// Deeper trees than this are a slip, not a requirement.
pub(super) const DEPTH_MAX: usize = 8;

const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, is_required: true, doc }
}

const fn optional(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, is_required: false, doc }
}

/// Any number of texts, also none.
const fn texts(longest: usize) -> Kind {
    Kind::Texts { longest, least: 0 }
}

const SOURCES: Key = required(
    "sources",
    Kind::SourceNames,
    "where this is from: names of addresses in [source_urls], the best first",
);

const CHECKED_ON: Key = required(
    "checked_on",
    Kind::PastDayOrMonth,
    "when somebody last looked: a day, or its month in quotes",
);

const CONFIDENCE_KEY: Key = required(
    "confidence",
    Kind::Word(CONFIDENCE.names()),
    "how far to trust it; high is the issuer's own page or two independent sources that agree",
);

const NOTE: Key = optional("note", Kind::Text(NOTE_MAX), "what else matters");

const SOURCE_URLS: Key = required(
    "source_urls",
    Kind::Urls,
    "the addresses that facts of this file are from, each under a short name",
);

impl Shape {
    /// The key of this name.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|it| it.name == name)
    }

    /// Whether it is the top level of a file.
    pub(super) fn is_file(&self) -> bool {
        !self.name.starts_with('[') && !self.name.starts_with('{')
    }
}

impl Kind {
    /// Whether it is a date that cannot lie ahead.
    pub(super) fn is_past(self) -> bool {
        matches!(self, Self::PastDay | Self::PastDayOrMonth)
    }

    /// What is expected, as it ends the sentence `expected …`.
    pub(super) fn expected(self) -> String {
        match self {
            Self::Text(_) => "text in quotes".to_owned(),
            Self::Texts { .. } => "a list of texts".to_owned(),
            Self::Certification => "the id of a certification in quotes".to_owned(),
            Self::Certifications => "a list of ids of certifications".to_owned(),
            Self::Name => {
                "an id in quotes: lowercase letters, digits and hyphens, at most 40".to_owned()
            }
            Self::Url => "an address in quotes".to_owned(),
            Self::Urls => "names with an address each".to_owned(),
            Self::SourceNames => "a list of names from [source_urls]".to_owned(),
            Self::Day | Self::PastDay => "a day without quotes".to_owned(),
            Self::PastDayOrMonth => {
                "a day without quotes, or a month in quotes such as `\"2026-09\"`".to_owned()
            }
            Self::Number { least, most } => format!("a whole number from {least} to {most}"),
            Self::Amount => "an amount, not negative, with at most two decimals".to_owned(),
            Self::Currency => "a currency as three capital letters in quotes".to_owned(),
            Self::Percent => "a number from 0 to 100 with at most one decimal".to_owned(),
            Self::Flag => "true or false, without quotes".to_owned(),
            Self::True => "true, without quotes".to_owned(),
            Self::Word(names) => format!("one of {}", quoted_list(names)),
            Self::Table(shape) => format!("a table under the heading {}", shape.name),
            Self::Tables(shape) if !shape.is_inline() => {
                format!("tables under the heading {}", shape.name)
            }
            Self::Entries(_) => format!("tables under headings like {ENTRY_HEADING}"),
            Self::Tables(_) | Self::Needs => "a list of tables in braces".to_owned(),
            Self::WordLists => "a list of words for each language".to_owned(),
        }
    }

    /// A value that would be accepted, as it is written.
    pub(super) fn example(self) -> String {
        match self {
            Self::Text(_) => "\"…\"".to_owned(),
            Self::Texts { .. } => "[\"…\", \"…\"]".to_owned(),
            Self::Certification => "\"pcap\"".to_owned(),
            Self::Certifications => "[\"pcap\"]".to_owned(),
            Self::Name => "\"entry\"".to_owned(),
            Self::Url => "\"https://…\"".to_owned(),
            Self::Urls => "{ page = \"https://…\" }".to_owned(),
            Self::SourceNames => "[\"page\"]".to_owned(),
            Self::Day | Self::PastDay | Self::PastDayOrMonth => "2026-09-30".to_owned(),
            Self::Number { most, .. } => if most < 100 { "2" } else { "60" }.to_owned(),
            Self::Amount => "76.70".to_owned(),
            Self::Currency => "\"USD\"".to_owned(),
            Self::Percent => "12.5".to_owned(),
            Self::Flag | Self::True => "true".to_owned(),
            Self::Word(names) => format!("\"{}\"", names.first().unwrap_or(&"…")),
            Self::Table(_) => "{ … }".to_owned(),
            Self::Tables(shape) => {
                format!("[{}]", if shape.is_inline() { shape.name } else { "{ … }" })
            }
            Self::Entries(_) => ENTRY_HEADING.to_owned(),
            Self::Needs => "[{ certification = \"pcap\" }]".to_owned(),
            Self::WordLists => "{ en = [\"…\"] }".to_owned(),
        }
    }
}

impl Shape {
    /// Whether it is written in braces rather than under a heading.
    pub(super) fn is_inline(&self) -> bool {
        self.name.starts_with('{')
    }
}

/// `` `a`, `b` or `c` ``.
pub(super) fn quoted_list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
