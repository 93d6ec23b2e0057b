//! `/my …`: what a member holds and wants, and what others start from there.

pub(super) mod add;
pub(super) mod export;
pub(super) mod forget;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod start;
#[cfg(test)]
mod tests;

use super::{Command, CommandOption, OptionKind, Refusal, Request, certs};
use crate::answer::{Action, Block};
use crate::call::Call;
use crate::guild::{Aim, Feature, Holding, PersonId};
use crate::knowledge::Certification;
use crate::wording;

/// So many are kept for a person: more than any issuer has, and little enough to be read at once.
const MOST_KEPT: usize = 100;

/// So many are named one by one where something else is the matter.
const MOST_NAMED: usize = 8;

/// Given in place of a certification, it says that nothing is to be started from.
pub(super) const NOTHING: &str = "nothing";

/// The options that take the certifications of one call, in order.
const NAMES: [&str; 5] = ["certification", "second", "third", "fourth", "fifth"];

const SECOND: CommandOption = another("second", "A second one");
const THIRD: CommandOption = another("third", "A third one");
const FOURTH: CommandOption = another("fourth", "A fourth one");
const FIFTH: CommandOption = another("fifth", "A fifth one");

const fn another(name: &'static str, summary: &'static str) -> CommandOption {
    CommandOption { name, summary, kind: OptionKind::Certification, is_required: false }
}

/// What the asker holds, as far as it is still known, in the order of the list of all. Nothing
/// where it is not kept, or may not be used.
pub(super) fn held<'a>(request: &Request<'a>) -> Vec<&'a Certification> {
    usable(request, Aim::Held)
}

/// The same of what they want.
pub(super) fn wanted<'a>(request: &Request<'a>) -> Vec<&'a Certification> {
    usable(request, Aim::Wanted)
}

fn usable<'a>(request: &Request<'a>, aim: Aim) -> Vec<&'a Certification> {
    if !request.context.offers(Feature::My) {
        return Vec::new();
    }
    known(request, aim).into_iter().map(|(it, _)| it).collect()
}

/// What is kept with this aim and still known, in the order of the list of all.
fn known<'a>(request: &Request<'a>, aim: Aim) -> Vec<(&'a Certification, &'a Holding)> {
    let kept = request.context.holdings.iter().filter(|it| it.aim == aim);
    let mut known: Vec<_> =
        kept.filter_map(|it| Some((request.knowledge.get(&it.certification)?, it))).collect();
    known.sort_by_cached_key(|(it, _)| certs::place(request, it));
    known
}

/// Says first what an answer starts from.
pub(super) fn starting_point(held: &[&Certification]) -> Block {
    Block::text(format!("From what you hold: {}.", named_shortly(held)))
}

/// What to refuse with where nothing was given for `option`, and nothing is kept that could stand
/// in for it.
pub(super) fn nothing_given(request: &Request<'_>, option: &'static str, aim: Aim) -> Refusal {
    if !request.context.offers(Feature::My) {
        return Refusal::Missing { option };
    }
    if request.context.is_incomplete {
        return Refusal::StoreDown;
    }
    Refusal::NothingKept { option, aim }
}

/// The first of them by their short names, and how many more there are.
fn named_shortly(all: &[&Certification]) -> String {
    let mut names: Vec<String> =
        all.iter().take(MOST_NAMED).map(|it| it.label().to_owned()).collect();
    match all.len().saturating_sub(MOST_NAMED) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    wording::joined(&names, "and")
}

/// Whose things the call is about.
fn person(request: &Request<'_>, command: &'static Command) -> Result<PersonId, Refusal> {
    request.context.asker.person.ok_or(Refusal::NotHere { command })
}

fn list_button() -> Action {
    Action::call("What I keep for you", list::COMMAND.call())
}

/// Leads to what follows all that is held.
fn next_button() -> Action {
    Action::call("What comes next", Call::new("next-after"))
}

/// Leads to the way to one that is wanted.
fn way_button(to: &Certification) -> Action {
    let call = Call::new("path").with("to", to.id.as_str());
    Action::call(format!("The way to {}", to.label()), call)
}
