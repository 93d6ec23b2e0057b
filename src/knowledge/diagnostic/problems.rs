//! One method for each problem: what it is called, how it is worded, and what to do about it.

use super::draw::counted;
use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::knowledge::shape::{ENTRY_HEADING, Key, Kind, Shape, quoted_list};
use crate::knowledge::source::Span;
use crate::knowledge::{CertificationId, CheckedOn};

mod across;
mod house;
mod syntax;

pub(in crate::knowledge) use across::OwnedName;
pub(in crate::knowledge) use house::Taken;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::knowledge) enum TextFault {
    /// Nothing but blanks.
    Blank,
    /// Line breaks, tabs or other characters that cannot be seen.
    Control,
    /// Longer than the key holds, both in UTF-16 units.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
}

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::knowledge) enum LinkFault {
    /// Neither `http` nor `https`.
    Scheme,
    /// A blank, a quote, an angle bracket or something that cannot be seen.
    Character,
    /// No site after the slashes.
    Site,
    /// Longer than a link can be, both in UTF-16 units.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
}

impl Diagnostics {
    pub(in crate::knowledge) fn invalid_toml(&mut self, span: Span, message: &str) {
        let (message, hint) = syntax::slip(message);
        self.error("invalid-toml", place(span, ""), message, hint);
    }

    pub(in crate::knowledge) fn misplaced_file(&mut self, span: Span) {
        self.error(
            "misplaced-file",
            place(span, ""),
            "this is not a place for a knowledge file".to_owned(),
            "a certification is `<issuer>/certifications/<id>.toml`, its issuer \
             `<issuer>/issuer.toml`, and words are `words.toml`"
                .to_owned(),
        );
    }

    /// A text that names a certification, and cannot be an id.
    pub(in crate::knowledge) fn not_an_id(&mut self, span: Span, text: &str) {
        let lower = text.to_lowercase();
        self.error(
            "invalid-id",
            place(span, ""),
            format!("`{}` cannot be the id of a certification", shortened(text)),
            match CertificationId::parse(&lower) {
                Some(id) => format!("did you mean `{id}`?"),
                None => "an id is the name of its file without `.toml`, such as `pcap`".to_owned(),
            },
        );
    }

    /// `what` is `file` or `folder`.
    pub(in crate::knowledge) fn invalid_id(&mut self, span: Span, what: &str, id: &str) {
        self.error(
            "invalid-id",
            place(span, ""),
            format!("the name of this {what}, `{id}`, cannot be an id"),
            format!(
                "rename the {what}: 1 to 40 lowercase letters, digits and hyphens, such as `pcap`"
            ),
        );
    }

    pub(in crate::knowledge) fn missing_issuer(&mut self, span: Span, issuer: &str) {
        self.error(
            "missing-issuer",
            place(span, ""),
            format!("there is no `{issuer}/issuer.toml` beside this certification"),
            format!("write `{issuer}/issuer.toml`, or move this file to its issuer's folder"),
        );
    }

    pub(in crate::knowledge) fn missing_key(&mut self, span: Span, shape: &Shape, key: &Key) {
        let line = match key.kind {
            Kind::Table(it) | Kind::Tables(it) if !it.is_inline() => format!("a part {}", it.name),
            Kind::Urls => format!("a part [{}]", key.name),
            _ => format!("`{} = {}`", key.name, key.kind.example()),
        };
        // What stands after a heading belongs to it, so a key added at the end lands elsewhere.
        let is_line = line.starts_with('`');
        let where_ = if shape.is_file() && is_line { " above the first [heading]" } else { "" };
        self.error(
            "missing-key",
            place(span, ""),
            format!("{} has no `{}`", shape.name, key.name),
            format!("add {line}{where_}: {}", key.doc),
        );
    }

    /// `root` is the shape of the whole file.
    pub(in crate::knowledge) fn unknown_key(
        &mut self,
        span: Span,
        shape: &Shape,
        root: &Shape,
        key: &str,
    ) {
        let names = shape.keys.iter().map(|it| it.name);
        let hint = if let Some(near) = nearest(key, names.clone()) {
            format!("did you mean `{near}`?")
        } else if root.key(key).is_some() && !shape.is_file() {
            format!("`{key}` belongs to the top of the file: move it above the first [heading]")
        } else {
            let known: Vec<&str> = names.collect();
            format!("remove it, or use one of {}", quoted_list(&known))
        };
        self.error(
            "unknown-key",
            place(span, ""),
            format!("{} has no key named `{key}`", shape.name),
            hint,
        );
    }

    pub(in crate::knowledge) fn wrong_type(
        &mut self,
        span: Span,
        key: &str,
        kind: Kind,
        found: &str,
    ) {
        let hint = match kind {
            Kind::Table(it) | Kind::Tables(it) if !it.is_inline() => {
                format!("write {} on a line of its own, and what belongs to it below", it.name)
            }
            Kind::Entries(_) => {
                format!("write {ENTRY_HEADING} on a line of its own, and what belongs to it below")
            }
            _ => format!("write it like `{key} = {}`", kind.example()),
        };
        self.error(
            "wrong-type",
            place(span, &format!("this is {found}")),
            format!("`{key}` must be {}, found {found}", kind.expected()),
            hint,
        );
    }

    /// A value of the right type that the key does not hold, such as a number out of bounds.
    pub(in crate::knowledge) fn out_of_bounds(&mut self, span: Span, key: &Key, found: &str) {
        let (name, kind) = (key.name, key.kind);
        self.error(
            "out-of-bounds",
            place(span, ""),
            format!("`{name}` must be {}, found `{}`", kind.expected(), shortened(found)),
            format!("write it like `{name} = {}`: {}", kind.example(), key.doc),
        );
    }

    pub(in crate::knowledge) fn too_few(&mut self, span: Span, key: &Key, least: usize) {
        let name = key.name;
        self.error(
            "too-few",
            place(span, ""),
            format!("`{name}` must list at least {}", counted(least, "value")),
            format!("add what is missing, or remove the line: {}", key.doc),
        );
    }

    pub(in crate::knowledge) fn not_one_of(
        &mut self,
        span: Span,
        key: &Key,
        names: &[&'static str],
        found: &str,
    ) {
        let hint = match nearest(found, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("choose one of them: {}", key.doc),
        };
        self.error(
            "unknown-word",
            place(span, ""),
            format!("`{}` must be {}, found `{}`", key.name, quoted_list(names), shortened(found)),
            hint,
        );
    }

    pub(in crate::knowledge) fn unfit_text(&mut self, span: Span, key: &str, fault: TextFault) {
        let (message, hint) = match fault {
            TextFault::Blank => (
                format!("`{key}` must say something, found only blanks"),
                "write the text, or remove it".to_owned(),
            ),
            TextFault::Control => (
                format!("`{key}` must be one line, found a line break or a hidden character"),
                "write the text anew on one line, without tabs".to_owned(),
            ),
            TextFault::TooLong { length, most } => (
                format!("`{key}` must have at most {most} characters, found {length}"),
                format!(
                    "shorten it by {}, or Discord would refuse it",
                    counted(length - most, "character")
                ),
            ),
        };
        self.error("unfit-text", place(span, ""), message, hint);
    }

    pub(in crate::knowledge) fn not_lower_case(&mut self, span: Span, found: &str, lower: &str) {
        self.error(
            "not-lower-case",
            place(span, ""),
            format!("what people ask by must be in lower case, found `{found}`"),
            format!("write `{lower}`"),
        );
    }

    pub(in crate::knowledge) fn bad_link(&mut self, span: Span, fault: LinkFault) {
        const COPY: &str =
            "copy the whole address from the browser, such as `https://pythoninstitute.org/pcap`";
        let (message, hint) = match fault {
            LinkFault::Scheme => ("begin with `https://` or `http://`".to_owned(), COPY),
            LinkFault::Character => {
                ("have no blanks, quotes or angle brackets in it".to_owned(), COPY)
            }
            LinkFault::Site => {
                ("name a site, such as `pythoninstitute.org`, after the `//`".to_owned(), COPY)
            }
            LinkFault::TooLong { length, most } => (
                format!("have at most {most} characters, found {length}"),
                "look for a shorter address of the page, or Discord would refuse the button",
            ),
        };
        let message = format!("this address must {message}");
        self.error("bad-link", place(span, ""), message, hint.to_owned());
    }

    pub(in crate::knowledge) fn not_exactly_one(
        &mut self,
        spans: Vec<Span>,
        shape: &Shape,
        names: &[&str],
    ) {
        let found = match spans.len() {
            // The one span is then the table itself.
            1 => "none",
            _ => "several",
        };
        self.error(
            "not-exactly-one",
            spans.into_iter().map(|span| Place { span, label: String::new() }).collect(),
            format!(
                "{} must have exactly one of {}, found {found}",
                shape.name,
                quoted_list(names)
            ),
            if found == "none" {
                "add the one that fits".to_owned()
            } else {
                "keep the one that fits, and remove the others".to_owned()
            },
        );
    }

    pub(in crate::knowledge) fn not_both(&mut self, spans: Vec<Span>, names: &[&str]) {
        self.error(
            "not-exactly-one",
            spans.into_iter().map(|span| Place { span, label: String::new() }).collect(),
            format!("at most one of {} can stand here", quoted_list(names)),
            "keep the one that fits, and remove the other".to_owned(),
        );
    }

    pub(in crate::knowledge) fn needs_other(&mut self, span: Span, first: &str, second: &str) {
        self.error(
            "missing-key",
            place(span, ""),
            format!("`{first}` says nothing without `{second}`"),
            format!("add `{second}` beside it, or remove `{first}`"),
        );
    }

    pub(in crate::knowledge) fn too_deep(&mut self, span: Span, most: usize) {
        self.error(
            "too-deep",
            place(span, ""),
            format!("choices lie within choices more than {most} deep"),
            "split the rule into several [[requirements.rule]]".to_owned(),
        );
    }

    pub(in crate::knowledge) fn future_date(&mut self, span: Span, key: &Key, found: CheckedOn) {
        self.error(
            "future-date",
            place(span, ""),
            format!("`{}` must not lie ahead, found {found}", key.name),
            format!("mend the day: {}", key.doc),
        );
    }

    fn error(&mut self, code: &'static str, places: Vec<Place>, message: String, hint: String) {
        self.add(Severity::Error, code, places, message, hint);
    }

    fn warning(&mut self, code: &'static str, places: Vec<Place>, message: String, hint: String) {
        self.add(Severity::Warning, code, places, message, hint);
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        places: Vec<Place>,
        message: String,
        hint: String,
    ) {
        self.found.push(Diagnostic { severity, code, message, places, hint, conflict: None });
    }
}

fn place(span: Span, label: &str) -> Vec<Place> {
    vec![Place { span, label: label.to_owned() }]
}

/// `did you mean …?` for the nearest of `known`, else `otherwise`.
fn did_you_mean<'a>(
    typed: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> String {
    match nearest(typed, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}

fn ids<'a>(ids: impl Iterator<Item = &'a CertificationId>) -> Vec<&'a str> {
    ids.map(CertificationId::as_str).collect()
}

/// The candidate closest to `typed`, if any is close enough to be a slip; the first in order of
/// the alphabet if several are.
fn nearest<'a>(typed: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Nothing we name is longer, and comparing grows with the square of the length.
    if typed.len() > 200 {
        return None;
    }
    // A third of the length: one slip in three letters, three in nine.
    let limit = typed.chars().count() / 3;
    let typed = typed.to_lowercase();
    candidates
        .map(|candidate| (strsim::osa_distance(&typed, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// What was found, fit for one line of a message.
fn shortened(found: &str) -> String {
    const MOST: usize = 40;
    let visible: String = found.chars().filter(|it| !it.is_control()).take(MOST + 1).collect();
    if visible.chars().count() <= MOST {
        return visible;
    }
    visible.chars().take(MOST).chain(['…']).collect()
}
