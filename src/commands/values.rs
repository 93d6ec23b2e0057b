//! What the options take that take one of a list, and the names that each value goes by.

use std::iter::once;

use super::{COMMANDS, OptionKind, Refusal, Request};
use crate::knowledge::{Issuer, Knowledge, Level, Track};

/// What a value goes by: the name that is shown first, then others.
pub(super) type Names<'a> = Vec<&'a str>;

/// Every value that options of this kind take, in the order to show. Several issuers may have
/// values of the same name. Empty for a kind that takes any words, or a number.
pub(super) fn values(knowledge: &Knowledge, kind: OptionKind) -> Vec<Names<'_>> {
    let issuers = knowledge.issuers();
    match kind {
        OptionKind::Track => issuers.flat_map(|it| &it.tracks).map(track).collect(),
        OptionKind::Level => issuers.flat_map(|it| &it.levels).map(level).collect(),
        OptionKind::Issuer => issuers.map(issuer).collect(),
        OptionKind::Command => COMMANDS.iter().map(|it| vec![it.name]).collect(),
        OptionKind::Choice(words) => words.iter().map(|it| vec![*it]).collect(),
        OptionKind::Certification
        | OptionKind::Topic
        | OptionKind::Page
        | OptionKind::Message
        | OptionKind::Question
        | OptionKind::Words(_)
        | OptionKind::Several
        | OptionKind::Channel
        | OptionKind::File
        | OptionKind::Addition(_) => Vec::new(),
    }
}

pub(super) fn track(it: &Track) -> Names<'_> {
    names(&it.name, &it.id, &it.aliases)
}

pub(super) fn level(it: &Level) -> Names<'_> {
    names(&it.name, &it.id, &it.aliases)
}

pub(super) fn issuer(it: &Issuer) -> Names<'_> {
    names(&it.short_name, it.id.as_str(), &it.aliases).into_iter().chain(once(&*it.name)).collect()
}

fn names<'a>(name: &'a str, id: &'a str, aliases: &'a [String]) -> Names<'a> {
    [name, id].into_iter().chain(aliases.iter().map(String::as_str)).collect()
}

/// Which values a person named, by the names that are shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// Those that have a name which is just so, each once; several where a name is shared.
    Wholly(Vec<&'a str>),
    /// The only one that has a name which begins so.
    ByBeginning(&'a str),
    /// Several that have a name which begins so.
    Maybe(Vec<&'a str>),
    /// None.
    No,
}

/// Which of the `known` values `typed` names, whatever its case and signs.
pub(super) fn named<'a>(typed: &str, known: &[Names<'a>]) -> Named<'a> {
    let typed = folded(typed);
    if typed.is_empty() {
        return Named::No;
    }
    let exactly = shown(known.iter().filter(|it| it.iter().any(|name| folded(name) == typed)));
    if !exactly.is_empty() {
        return Named::Wholly(exactly);
    }
    let begins = |name: &&str| folded(name).starts_with(&typed);
    let begun = shown(known.iter().filter(|it| it.iter().any(begins)));
    match begun.as_slice() {
        [] => Named::No,
        [only] => Named::ByBeginning(only),
        _ => Named::Maybe(begun),
    }
}

/// The names that are shown, each once.
pub(super) fn shown<'n, 'a: 'n>(known: impl Iterator<Item = &'n Names<'a>>) -> Vec<&'a str> {
    let mut shown: Vec<&str> = Vec::new();
    for name in known.filter_map(|it| it.first()) {
        if shown.iter().all(|it| folded(it) != folded(name)) {
            shown.push(name);
        }
    }
    shown
}

/// Lower case, with single blanks for all signs.
fn folded(text: &str) -> String {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Request<'_> {
    /// The value that was given for an option; `None` if none was.
    pub(super) fn one_of<'k, T>(
        &self,
        option: &'static str,
        known: impl Iterator<Item = (T, Names<'k>)>,
    ) -> Result<Option<T>, Refusal> {
        Ok(self.all_of(option, known)?.and_then(|it| it.into_iter().next()))
    }

    /// All values that go by what was given for an option, at least one; `None` if nothing was
    /// given.
    pub(super) fn all_of<'k, T>(
        &self,
        option: &'static str,
        known: impl Iterator<Item = (T, Names<'k>)>,
    ) -> Result<Option<Vec<T>>, Refusal> {
        let Some(given) = self.call.argument(option) else {
            return Ok(None);
        };
        let (values, names): (Vec<T>, Vec<Names<'k>>) = known.unzip();
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        let meant = match named(given, &names) {
            Named::Wholly(meant) => meant,
            Named::ByBeginning(meant) => vec![meant],
            Named::Maybe(fitting) => {
                return Err(Refusal::UnsureValue {
                    option,
                    given: given.to_owned(),
                    fitting: owned(fitting),
                    asked: Box::new(self.settled()),
                });
            }
            Named::No => {
                return Err(Refusal::UnknownValue {
                    option,
                    given: given.to_owned(),
                    known: owned(shown(names.iter())),
                    asked: Box::new(self.settled()),
                });
            }
        };
        let is_meant = |names: &Names<'_>| {
            let shown = names.first().map(|it| folded(it));
            meant.iter().any(|it| Some(folded(it)) == shown)
        };
        let values = values.into_iter().zip(&names).filter(|(_, it)| is_meant(it));
        Ok(Some(values.map(|(value, _)| value).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, named};

    fn levels() -> Vec<Vec<&'static str>> {
        vec![
            vec!["Entry level", "entry", "foundation"],
            vec!["Associate", "associate", "mid-level"],
            vec!["Expert", "expert"],
            // Those of another issuer.
            vec!["Foundation", "foundation"],
            vec!["Associate", "assoc"],
        ]
    }

    #[test]
    fn a_name_means_all_that_go_by_it_each_shown_once() {
        assert_eq!(named("ASSOCIATE", &levels()), Named::Wholly(vec!["Associate"]));
        assert_eq!(named("assoc", &levels()), Named::Wholly(vec!["Associate"]));
        assert_eq!(named("mid level", &levels()), Named::Wholly(vec!["Associate"]));
        assert_eq!(
            named("foundation", &levels()),
            Named::Wholly(vec!["Entry level", "Foundation"])
        );
    }

    #[test]
    fn a_beginning_counts_where_it_fits_one_value_only() {
        assert_eq!(named("exp", &levels()), Named::ByBeginning("Expert"));
        assert_eq!(named("e", &levels()), Named::Maybe(vec!["Entry level", "Expert"]));
        assert_eq!(named("x", &levels()), Named::No);
        assert_eq!(named("!", &levels()), Named::No);
    }
}
