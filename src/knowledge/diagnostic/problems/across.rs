//! Problems that show only when parts of a file, or several files, are seen together.

use super::super::draw::counted;
use super::super::{Diagnostics, Place};
use super::{did_you_mean, ids, place};
use crate::knowledge::CertificationId;
use crate::knowledge::source::Span;

/// A name that one certification owns, and where.
#[derive(Debug, Clone)]
pub(in crate::knowledge) struct OwnedName<'a> {
    /// Whose it is.
    pub(in crate::knowledge) id: &'a CertificationId,
    /// What it is there: `alias`, `exam code` and so on.
    pub(in crate::knowledge) what: &'static str,
    /// As written.
    pub(in crate::knowledge) text: &'a str,
    /// Where.
    pub(in crate::knowledge) span: Span,
}

impl Diagnostics {
    pub(in crate::knowledge) fn unknown_source<'a>(
        &mut self,
        span: Span,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        self.error(
            "unknown-source",
            place(span, ""),
            format!("[source_urls] has no address named `{name}`"),
            did_you_mean(name, known, &format!("add `{name} = \"https://…\"` under [source_urls]")),
        );
    }

    pub(in crate::knowledge) fn unused_source(&mut self, span: Span, name: &str) {
        self.warning(
            "unused-source",
            place(span, ""),
            format!("no fact of this file is from `{name}`"),
            format!("name it in the `sources` of what it says, or remove `{name}`"),
        );
    }

    pub(in crate::knowledge) fn unknown_certification<'a>(
        &mut self,
        span: Span,
        id: &str,
        known: impl Iterator<Item = &'a CertificationId>,
    ) {
        let known = ids(known);
        self.error(
            "unknown-id",
            place(span, ""),
            format!("no certification has the id `{id}`"),
            did_you_mean(
                id,
                known.into_iter(),
                &format!("add a file `{id}.toml` for it, or remove the id here"),
            ),
        );
    }

    /// `what` is `track` or `level`.
    pub(in crate::knowledge) fn unknown_track_or_level<'a>(
        &mut self,
        span: Span,
        what: &str,
        id: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        self.error(
            "unknown-id",
            place(span, ""),
            format!("the issuer has no {what} with the id `{id}`"),
            did_you_mean(id, known, &format!("add it to issuer.toml as a [[{what}]]")),
        );
    }

    pub(in crate::knowledge) fn unknown_exam<'a>(
        &mut self,
        span: Span,
        code: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        self.error(
            "unknown-exam",
            place(span, ""),
            format!("no exam of this certification has the code `{code}`"),
            did_you_mean(code, known, "add it as an [[exam.version]], or remove it here"),
        );
    }

    pub(in crate::knowledge) fn points_at_itself(&mut self, span: Span, key: &str, id: &str) {
        self.error(
            "points-at-itself",
            place(span, "this is the certification of this file"),
            format!("`{id}` names itself under `{key}`"),
            "name the other certification that is meant, or remove it here".to_owned(),
        );
    }

    /// `cycle` begins and ends with the same id; `spans` are its steps, the last one dropped.
    pub(in crate::knowledge) fn requirement_cycle(
        &mut self,
        steps: Vec<(Span, String)>,
        cycle: &[&CertificationId],
    ) {
        let path: Vec<&str> = cycle.iter().map(|it| it.as_str()).collect();
        let places = steps.into_iter().map(|(span, label)| Place { span, label }).collect();
        self.error(
            "requirement-cycle",
            places,
            format!("requirements go round in a circle: {}", path.join(" -> ")),
            "nobody could begin: remove the step that is not asked for".to_owned(),
        );
    }

    pub(in crate::knowledge) fn id_used_twice(
        &mut self,
        what: &str,
        id: &str,
        second: Span,
        first: Span,
    ) {
        self.error(
            "id-used-twice",
            vec![
                Place { span: second, label: "used again here".to_owned() },
                Place { span: first, label: "used here".to_owned() },
            ],
            format!("two {what} have the id `{id}`"),
            "give one of them another id; an id is unique over all issuers".to_owned(),
        );
    }

    pub(in crate::knowledge) fn shared_name(
        &mut self,
        second: &OwnedName<'_>,
        first: &OwnedName<'_>,
    ) {
        let are_codes = second.what == "exam code" && first.what == "exam code";
        let hint = if are_codes {
            format!(
                "if it is one exam for both, say so in both: `shared_with = [\"{}\"]` here and \
                 `shared_with = [\"{}\"]` there",
                first.id, second.id
            )
        } else {
            "keep it where people mean it, or list it under `family_names` in both if they may \
             mean either"
                .to_owned()
        };
        self.error(
            "shared-name",
            vec![
                Place { span: second.span.clone(), label: owned(second) },
                Place { span: first.span.clone(), label: owned(first) },
            ],
            format!("`{}` names both `{}` and `{}`", second.text, first.id, second.id),
            hint,
        );
    }

    pub(in crate::knowledge) fn family_name_is_taken(
        &mut self,
        family: &OwnedName<'_>,
        owner: &OwnedName<'_>,
    ) {
        self.error(
            "shared-name",
            vec![
                Place { span: family.span.clone(), label: owned(family) },
                Place { span: owner.span.clone(), label: owned(owner) },
            ],
            format!("`{}` is shared by several, but `{}` has it to itself", family.text, owner.id),
            format!(
                "remove it here, or from `{}` and list it there under `family_names`",
                owner.id
            ),
        );
    }

    pub(in crate::knowledge) fn repeated_alias(&mut self, second: Span, first: Span, alias: &str) {
        self.warning(
            "repeated-alias",
            vec![
                Place { span: second, label: String::new() },
                Place { span: first, label: "the same".to_owned() },
            ],
            format!("the alias `{alias}` stands here twice"),
            "remove one: capitals, blanks and hyphens make no difference".to_owned(),
        );
    }

    pub(in crate::knowledge) fn common_alias(&mut self, span: Span, alias: &str) {
        self.warning(
            "common-alias",
            place(span, ""),
            format!("the alias `{alias}` is a word of plain speech"),
            "remove it, or say more: it would answer sentences that are not about it".to_owned(),
        );
    }

    /// Something in `asked_as` that leads to two notes, or stands twice in one.
    pub(in crate::knowledge) fn asked_twice(&mut self, second: Span, first: Span, phrase: &str) {
        self.error(
            "asked-twice",
            vec![
                Place { span: second, label: String::new() },
                Place { span: first, label: "the same".to_owned() },
            ],
            format!("`{phrase}` stands in `asked_as` twice in this file"),
            "keep it once, in the note that answers it best".to_owned(),
        );
    }

    pub(in crate::knowledge) fn known_elsewhere(&mut self, span: Span, name: &str) {
        self.warning(
            "known-elsewhere",
            place(span, ""),
            format!("`{name}` is a name in this knowledge, not elsewhere"),
            "remove it here: what is known counts".to_owned(),
        );
    }

    pub(in crate::knowledge) fn repeated_elsewhere(
        &mut self,
        second: Span,
        first: Span,
        name: &str,
    ) {
        self.warning(
            "repeated-elsewhere",
            vec![
                Place { span: second, label: String::new() },
                Place { span: first, label: "the same".to_owned() },
            ],
            format!("`{name}` stands under [elsewhere] twice"),
            "remove one: capitals make no difference".to_owned(),
        );
    }

    pub(in crate::knowledge) fn stale(&mut self, span: Span, groups: usize) {
        self.warning(
            "stale",
            place(span, "more than a year ago"),
            format!(
                "{} of facts in this file {} not checked for a year",
                counted(groups, "group"),
                if groups == 1 { "was" } else { "were" }
            ),
            "look at the sources again, mend what has changed, and set `checked_on` to that day"
                .to_owned(),
        );
    }

    pub(in crate::knowledge) fn retired_without_successor(&mut self, span: Span) {
        self.warning(
            "no-successor",
            place(span, ""),
            "it is retired, and nothing says what takes its place".to_owned(),
            "add `replaced_by = [\"…\"]` to [status], or `replaced_by = []` if nothing does"
                .to_owned(),
        );
    }

    pub(in crate::knowledge) fn title_with_exam(&mut self, exam: Span, kind: Span) {
        self.error(
            "title-with-exam",
            vec![
                Place { span: exam, label: "an exam of its own".to_owned() },
                Place { span: kind, label: "granted without one".to_owned() },
            ],
            "an earned title has no exam of its own".to_owned(),
            "remove the exam, or write `kind = \"certification\"`".to_owned(),
        );
    }

    /// The value of the key `first` lies after that of the key `last`.
    pub(in crate::knowledge) fn dates_out_of_order(
        &mut self,
        (first, from): (&str, Span),
        (last, until): (&str, Span),
    ) {
        self.error(
            "dates-out-of-order",
            vec![
                Place { span: from, label: "it begins".to_owned() },
                Place { span: until, label: "it is over".to_owned() },
            ],
            format!("`{first}` must not lie after `{last}`"),
            "look up both days, and mend the wrong one".to_owned(),
        );
    }

    pub(in crate::knowledge) fn fewer_most_than_least(&mut self, least: Span, most: Span) {
        self.error(
            "out-of-bounds",
            vec![
                Place { span: most, label: String::new() },
                Place { span: least, label: String::new() },
            ],
            "`items_most` must not be smaller than `items_least`".to_owned(),
            "swap them, or write `items` if it is one number".to_owned(),
        );
    }

    pub(in crate::knowledge) fn more_than_there_are(&mut self, n_of: Span, count: u32, of: usize) {
        self.error(
            "out-of-bounds",
            place(n_of, ""),
            format!("`n_of` must be at most {of}, the number of things under `of`, found {count}"),
            "lower it, or add what is missing under `of`".to_owned(),
        );
    }
}

fn owned(name: &OwnedName<'_>) -> String {
    format!("{} of `{}`", name.what, name.id)
}
