//! Problems of a server's own layer: what is wrong with it, and where the packs say otherwise.

use super::super::draw::counted;
use super::super::{Diagnostics, Place, Severity};
use super::{did_you_mean, ids, nearest, place, shortened};
use crate::knowledge::CertificationId;
use crate::knowledge::house::{self, ADDITIONS_MAX, AdditionId, BYTES_MAX, NOTES_MAX};
use crate::knowledge::source::Span;

/// A name that is taken.
#[derive(Debug, Clone)]
pub(in crate::knowledge) struct Taken {
    /// What it is there: ``short name of `pcap` ``.
    pub(in crate::knowledge) what: String,
    /// The certification that it names, if it names one.
    pub(in crate::knowledge) id: Option<CertificationId>,
    /// Whether several certifications may share it.
    pub(in crate::knowledge) is_family: bool,
    /// Where.
    pub(in crate::knowledge) span: Span,
}

/// In the layer itself.
impl Diagnostics {
    pub(in crate::knowledge) fn house_is_too_large(&mut self, span: Span, bytes: usize) {
        self.error(
            "too-large",
            place(span, ""),
            format!("this file must have at most {BYTES_MAX} bytes, found {bytes}"),
            "leave out what is not needed: nothing of it was read".to_owned(),
        );
    }

    pub(in crate::knowledge) fn too_many_additions(&mut self, span: Span, count: usize) {
        self.error(
            "too-many",
            place(span, "from here on"),
            format!("this file must add at most {ADDITIONS_MAX} things, found {count}"),
            format!("remove {}", counted(count - ADDITIONS_MAX, "thing")),
        );
    }

    pub(in crate::knowledge) fn too_many_notes(&mut self, span: Span, id: &str) {
        self.error(
            "too-many",
            place(span, ""),
            format!("`{id}` must have at most {NOTES_MAX} notes"),
            "remove this one, or say it in another".to_owned(),
        );
    }

    pub(in crate::knowledge) fn not_an_entry(&mut self, span: Span, name: &str) {
        let lower = name.to_lowercase();
        self.error(
            "invalid-id",
            place(span, ""),
            format!("`{}` cannot be the id of a certification", shortened(name)),
            match CertificationId::parse(&lower) {
                Some(id) => format!("did you mean `{id}`?"),
                None => "an id has 1 to 40 lowercase letters, digits and hyphens, such as \
                         `our-exam`"
                    .to_owned(),
            },
        );
    }

    pub(in crate::knowledge) fn issuer_is_the_server(&mut self, span: Span, folder: &str) {
        self.error(
            "invalid-id",
            place(span, ""),
            format!("`{folder}` stands for a server, which is the issuer of what it adds"),
            "rename the folder".to_owned(),
        );
    }

    pub(in crate::knowledge) fn alias_without_letters(&mut self, span: Span, name: &str) {
        self.error(
            "unfit-text",
            place(span, ""),
            format!("the alias `{}` has neither a letter nor a digit", shortened(name)),
            "write what people type: signs alone are not looked up".to_owned(),
        );
    }

    pub(in crate::knowledge) fn alias_twice(&mut self, second: Span, first: Span, name: &str) {
        self.error(
            "repeated-alias",
            twice(second, first),
            format!("the alias `{}` stands in this file twice", shortened(name)),
            "remove one: capitals, blanks and hyphens make no difference".to_owned(),
        );
    }

    pub(in crate::knowledge) fn alias_is_of_entry(
        &mut self,
        span: Span,
        name: &str,
        taken: &Taken,
    ) {
        self.error(
            "shared-name",
            both(span, taken),
            format!("`{name}` is a name of an entry in this file: {}", taken.what),
            "choose another alias, or remove it".to_owned(),
        );
    }

    /// `what` is `note`, or `certification` for one that is hidden.
    pub(in crate::knowledge) fn addition_twice(&mut self, what: &str, second: Span, first: Span) {
        let (message, hint) = match what {
            "note" => ("this note stands in this file twice", "remove one"),
            _ => ("this certification is hidden twice", "remove one"),
        };
        self.error("repeated", twice(second, first), message.to_owned(), hint.to_owned());
    }

    /// Says those found since there were `before` in terms of the headings of an entry.
    pub(in crate::knowledge) fn are_of_entry(&mut self, before: usize, id: &CertificationId) {
        for it in self.found.iter_mut().skip(before) {
            it.message = of_entry(&it.message, id);
            it.hint = of_entry(&it.hint, id);
        }
    }
}

/// Where the packs say otherwise. None of it is wrong in itself.
impl Diagnostics {
    pub(in crate::knowledge) fn certification_is_gone<'a>(
        &mut self,
        span: Span,
        id: &CertificationId,
        known: impl Iterator<Item = &'a CertificationId>,
        addition: AdditionId,
    ) {
        let hint = gone(id, known, "it may have another id now: name that one, or remove this");
        self.conflict(
            "certification-gone",
            place(span, ""),
            format!("no certification has the id `{id}`"),
            hint,
            addition,
        );
    }

    pub(in crate::knowledge) fn alias_is_known(
        &mut self,
        span: Span,
        name: &str,
        taken: &Taken,
        addition: AdditionId,
    ) {
        self.conflict(
            "name-known",
            both(span, taken),
            format!("`{name}` is a name of that certification without this alias"),
            "remove it: nothing is lost".to_owned(),
            addition,
        );
    }

    pub(in crate::knowledge) fn alias_is_taken(
        &mut self,
        span: Span,
        name: &str,
        taken: &Taken,
        addition: AdditionId,
    ) {
        self.conflict(
            "name-taken",
            both(span, taken),
            format!("`{name}` is taken: {}", taken.what),
            "choose another alias, or remove it: the name that was there counts".to_owned(),
            addition,
        );
    }

    pub(in crate::knowledge) fn alias_is_speech(
        &mut self,
        span: Span,
        name: &str,
        addition: AdditionId,
    ) {
        self.conflict(
            "common-alias",
            place(span, ""),
            format!("the alias `{name}` is plain speech"),
            "say more, or remove it: it would answer sentences that are not about it".to_owned(),
            addition,
        );
    }

    pub(in crate::knowledge) fn alias_is_elsewhere(
        &mut self,
        span: Span,
        name: &str,
        addition: AdditionId,
    ) {
        self.conflict(
            "name-taken",
            place(span, ""),
            format!("`{name}` is the name of something that is not in this knowledge"),
            "choose another alias, or remove it: who asks for that is told that it is not here"
                .to_owned(),
            addition,
        );
    }

    pub(in crate::knowledge) fn entry_is_in_pack(
        &mut self,
        span: Span,
        pack: Span,
        id: &CertificationId,
    ) {
        self.conflict(
            "entry-in-pack",
            vec![
                Place { span, label: String::new() },
                Place { span: pack, label: "in the pack".to_owned() },
            ],
            format!("a pack has a certification with the id `{id}`"),
            "remove this entry if it is the same, or give it another id: the pack's counts"
                .to_owned(),
            house::entry(id),
        );
    }

    /// `is_needed`: there is no entry without this name.
    pub(in crate::knowledge) fn entry_name_is_taken(
        &mut self,
        (id, what): (&CertificationId, &str),
        (name, span): (&str, Span),
        taken: &Taken,
        is_needed: bool,
    ) {
        let hint = if is_needed {
            "remove this entry if it is the same, or name it otherwise: it is left out".to_owned()
        } else {
            format!("remove the {what}: the name that was there counts")
        };
        self.conflict(
            if is_needed { "entry-in-pack" } else { "name-taken" },
            both(span, taken),
            format!("`{name}` is taken: {}", taken.what),
            hint,
            house::entry(id),
        );
    }

    pub(in crate::knowledge) fn entry_name_is_speech(
        &mut self,
        (id, what): (&CertificationId, &str),
        (name, span): (&str, Span),
        is_needed: bool,
    ) {
        let rest = if is_needed { "the entry is left out" } else { "it is left out" };
        self.conflict(
            "common-alias",
            place(span, ""),
            format!("the {what} `{name}` is plain speech"),
            format!("say more: it would answer sentences that are not about it, so {rest}"),
            house::entry(id),
        );
    }

    pub(in crate::knowledge) fn entry_issuer_is_gone<'a>(
        &mut self,
        span: Span,
        id: &CertificationId,
        issuer: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        let hint = did_you_mean(issuer, known, "remove the line: the server itself is its issuer");
        self.conflict(
            "issuer-gone",
            place(span, ""),
            format!("no pack has an issuer with the id `{issuer}`"),
            hint,
            house::entry(id),
        );
    }

    /// `what` is `track` or `level`.
    pub(in crate::knowledge) fn entry_place_is_gone<'a>(
        &mut self,
        span: Span,
        id: &CertificationId,
        (what, place_id): (&str, &str),
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        let hint = did_you_mean(place_id, known, "remove the line: it is left out");
        self.conflict(
            "issuer-gone",
            place(span, ""),
            format!("its issuer has no {what} with the id `{place_id}`"),
            hint,
            house::entry(id),
        );
    }

    /// `key` is where it is named; of requirements all are left out.
    pub(in crate::knowledge) fn entry_names_what_is_gone<'a>(
        &mut self,
        span: Span,
        entry: &CertificationId,
        id: &CertificationId,
        known: impl Iterator<Item = &'a CertificationId>,
        is_required: bool,
    ) {
        let hint = gone(id, known, "name what takes its place, or remove the id here");
        let rest = if is_required { ", so what comes before it counts as not known" } else { "" };
        self.conflict(
            "certification-gone",
            place(span, ""),
            format!("no certification has the id `{id}`{rest}"),
            hint,
            house::entry(entry),
        );
    }

    fn conflict(
        &mut self,
        code: &'static str,
        places: Vec<Place>,
        message: String,
        hint: String,
        addition: AdditionId,
    ) {
        self.add(Severity::Warning, code, places, message, hint);
        if let Some(it) = self.found.last_mut() {
            it.conflict = Some(addition);
        }
    }
}

fn twice(second: Span, first: Span) -> Vec<Place> {
    vec![
        Place { span: second, label: String::new() },
        Place { span: first, label: "the same".to_owned() },
    ]
}

fn both(span: Span, taken: &Taken) -> Vec<Place> {
    vec![
        Place { span, label: String::new() },
        Place { span: taken.span.clone(), label: taken.what.clone() },
    ]
}

/// What to do about an id that is gone. One that is near may be meant, but may as well be another
/// certification: ids are short.
fn gone<'a>(
    id: &CertificationId,
    known: impl Iterator<Item = &'a CertificationId>,
    deed: &str,
) -> String {
    match nearest(id.as_str(), ids(known).into_iter()) {
        Some(near) => format!("{deed}; the nearest there is is `{near}`"),
        None => deed.to_owned(),
    }
}

/// A message about a file of its own, said of an entry: with headings as a house file has them.
fn of_entry(text: &str, id: &CertificationId) -> String {
    let heading = format!("[certification.{id}]");
    let text = text
        .replace(
            "the top of the file: move it above the first [heading]",
            &format!("the top of the entry: move it right below {heading}"),
        )
        .replace("above the first [heading]", &format!("right below {heading}"))
        .replace("this file", "this entry");
    let parts = text.split('`').enumerate();
    // What stands in backticks is quoted.
    let parts =
        parts.map(|(number, it)| if number % 2 == 0 { headings(it, id) } else { it.into() });
    parts.collect::<Vec<_>>().join("`")
}

fn headings(text: &str, id: &CertificationId) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        out.push('[');
        rest = after;
        let is_heading = rest.starts_with(|it: char| it.is_ascii_lowercase());
        if is_heading && !rest.starts_with("certification.") {
            out.push_str(&format!("certification.{id}."));
        }
    }
    out.push_str(rest);
    out
}
