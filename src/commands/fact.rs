//! `/fact`: one fact, of one certification, of a few, or of all.

use super::facts::{self, Fact, notes};
use super::recommend::Wish;
use super::{Audience, Command, CommandOption, OptionKind, Refusal, Request, Run, Surface};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, Covers, Money, Provenance};
use crate::wording;

pub(super) static COMMAND: Command = Command {
    name: "fact",
    surface: Surface::Slash,
    summary: "One fact, such as the price, of one certification, of several, or of all",
    options: &[
        CommandOption {
            name: "fact",
            summary: "What you want to know",
            kind: OptionKind::Choice(facts::NAMES),
            is_required: true,
        },
        CommandOption {
            name: "certification",
            summary: "Of which certification; without one, of all that can be booked",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "second",
            summary: "A second one, to put beside it",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "third",
            summary: "A third one",
            kind: OptionKind::Certification,
            is_required: false,
        },
        CommandOption {
            name: "level",
            summary: "Without a certification: of those of this level",
            kind: OptionKind::Level,
            is_required: false,
        },
        CommandOption {
            name: "track",
            summary: "Without a certification: of those of this track",
            kind: OptionKind::Track,
            is_required: false,
        },
        CommandOption {
            name: "about",
            summary: "For rules and the like: what to look for, such as ID or breaks",
            kind: OptionKind::Question,
            is_required: false,
        },
    ],
    examples: &["fact price pcap", "fact retake pcet pcat", "fact languages"],
    audience: Audience::Everyone,
    needs: &[],
    run: Run::Answers(run),
};

/// As many lines as a phone shows at once.
const MOST: usize = 15;
const MOST_BUTTONS: usize = 5;

pub(super) fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let name = request.one_of("fact", facts::NAMES.iter().map(|it| (*it, vec![*it])))?;
    let fact = name.and_then(facts::find).ok_or(Refusal::Missing { option: "fact" })?;
    let mut named: Vec<&Certification> = Vec::new();
    for option in ["certification", "second", "third"] {
        if let Some(it) = request.optional_certification(option)?
            && named.iter().all(|known| known.id != it.id)
        {
            named.push(it);
        }
    }
    if let Some(about) = request.call.argument("about").filter(|_| !fact.notes.is_empty()) {
        return notes::asked(request, fact, named.first().copied(), about);
    }
    Ok(match named.as_slice() {
        [] if fact.is_of_issuer => of_issuers(request, fact),
        [] => of_all(request, fact, &Wish::read(request)?),
        [only] => of_one(request, fact, only),
        several => of_several(request, fact, several),
    })
}

/// The value first, then what is to be known of it, and one line on what it is a fact of.
fn of_one<'a>(request: &Request<'a>, fact: &Fact, it: &'a Certification) -> Answer {
    let value = (fact.value)(request, it);
    let details = (fact.details)(request, it);
    let notes = notes::of_certification(request, fact, it);
    let mut body: Vec<Block> = facts::premise(request, it)
        .map(|it| Block::Text(Line::default().strong(it)))
        .into_iter()
        .collect();
    let is_known = !value.is_empty() || !notes.blocks.is_empty();
    if !value.is_empty() {
        body.push(Block::fact(fact.label, wording::capitalised(&value)));
    } else if !is_known {
        let text = format!("I do not know {}: no source that I hold says.", fact.phrase);
        body.push(Block::Text(Line::default().strong(text)));
    }
    let details = details.into_iter().map(Block::Text);
    let details: Vec<Block> =
        if is_known || fact.is_of_issuer { details.collect() } else { Vec::new() };
    // What is whole in itself is said before what else is known.
    let (before, behind) =
        if fact.is_whole { (details, notes.blocks) } else { (notes.blocks, details) };
    body.extend(before);
    body.extend(behind);
    if !fact.is_whole {
        body.extend(context(request, it, &value).map(Block::text));
    }
    let provenances = (fact.from)(it).into_iter().chain(notes.from);
    let footer = wording::footer(provenances);
    let mut actions = vec![Action::call(format!("About {}", it.label()), super::cert::call(it))];
    actions.extend(super::cert::further(it));
    actions.extend(super::suggest::button(request, it, Some(fact)));
    Answer { title: wording::title(it), body, actions, footer, ..Answer::default() }
}

/// Where it stands, so that a reader sees what the fact is of, without the `value` that was said.
fn context(request: &Request<'_>, it: &Certification, value: &str) -> Option<String> {
    let own = request.knowledge.is_of_house(&it.id);
    let own = own.then(|| "An entry of this server's own".to_owned());
    let place = wording::level_and_track(request.knowledge, it);
    let exam = it.exams.first().map(|it| wording::exam(&it.value, request.today));
    let exam = exam.filter(|it| value.is_empty() || !it.contains(value));
    let parts: Vec<String> =
        [own, Some(place), exam].into_iter().flatten().filter(|it| !it.is_empty()).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(". ")))
}

fn of_several<'a>(request: &Request<'a>, fact: &Fact, named: &[&'a Certification]) -> Answer {
    let labels: Vec<&str> = named.iter().map(|it| it.label()).collect();
    let lines = named.iter().map(|it| cell(request, fact, it)).collect();
    let mut body: Vec<Block> = named
        .iter()
        .filter_map(|it| facts::premise(request, it))
        .map(|it| Block::Text(Line::default().strong(it)))
        .collect();
    body.push(Block::Fact { label: fact.label.to_owned(), lines });
    if is_same(request, fact, named) {
        body.push(Block::text("The same for all of them."));
    }
    let mut actions: Vec<Action> = named
        .iter()
        .map(|it| Action::call(format!("About {}", it.label()), super::cert::call(it)))
        .collect();
    let mut comparison = Call::new("compare");
    for (option, it) in ["first", "second", "third"].iter().zip(named) {
        comparison = comparison.with(*option, it.id.as_str());
    }
    actions.push(Action::call("Compare them", comparison));
    Answer {
        title: format!("{}: {}", fact.label, wording::joined(&labels, "and")),
        body,
        actions,
        footer: footer(request, fact, named),
        ..Answer::default()
    }
}

fn is_same(request: &Request<'_>, fact: &Fact, named: &[&Certification]) -> bool {
    let mut values = named.iter().map(|it| (fact.value)(request, it));
    let first = values.next().unwrap_or_default();
    !first.is_empty() && values.all(|it| it == first)
}

/// A line for each that can be booked; prices cheapest first.
fn of_all(request: &Request<'_>, fact: &Fact, wish: &Wish) -> Answer {
    let mut all: Vec<&Certification> = request
        .knowledge
        .iter()
        .filter(|it| it.status.value.on(request.today).is_bookable() && wish.admits(it))
        .filter(|it| !(fact.value)(request, it).is_empty())
        .collect();
    all.sort_by_cached_key(|it| super::certs::place(request, it));
    if fact.name == "price" {
        all.sort_by_key(|it| least_price(it).map(|it| (it.currency, it.hundredths)));
    }
    let shown = all.get(..MOST).unwrap_or(&all);
    let mut body = vec![Block::List {
        heading: String::new(),
        items: shown.iter().map(|it| cell(request, fact, it)).collect(),
    }];
    if shown.is_empty() {
        body = vec![Block::text(format!("I do not know {} of any of them.", fact.phrase))];
    }
    if all.len() > shown.len() {
        body.push(Block::text(format!(
            "And {} more; name one to ask about it.",
            all.len() - shown.len()
        )));
    }
    let actions = shown
        .iter()
        .take(MOST_BUTTONS)
        .map(|it| Action::call(it.label(), call(fact.name, &[it])))
        .collect();
    let title = match fact.name {
        "price" => "Price of each that can be booked, cheapest first".to_owned(),
        _ => format!("{} of each that can be booked", fact.label),
    };
    Answer { title, body, actions, footer: footer(request, fact, shown), ..Answer::default() }
}

/// The least price of one attempt: a practice test alone is no way to the certificate.
fn least_price(it: &Certification) -> Option<Money> {
    let prices = it.prices.iter().flat_map(|it| &it.value.list);
    let attempts = prices.filter(|it| it.covers == Covers::Exam);
    attempts.map(|it| it.amount.clone()).min_by_key(|it| it.hundredths)
}

fn cell(request: &Request<'_>, fact: &Fact, it: &Certification) -> Line {
    let value = fact.short.unwrap_or(fact.value)(request, it);
    let value = if value.is_empty() { "not known" } else { &value };
    Line::default().strong(it.label()).then(format!(": {}", wording::capitalised(value)))
}

/// What holds for all certifications of an issuer.
pub(super) fn of_issuers(request: &Request<'_>, fact: &Fact) -> Answer {
    let mut body = Vec::new();
    let mut from: Vec<&Provenance> = Vec::new();
    let issuers = request.knowledge.issuers();
    let are_several = issuers.len() > 1;
    for issuer in issuers {
        let notes = notes::of_issuer(fact, issuer);
        if are_several && !notes.blocks.is_empty() {
            body.push(Block::Text(Line::default().strong(&issuer.short_name)));
        }
        body.extend(notes.blocks);
        from.extend(notes.from);
    }
    if body.is_empty() {
        body.push(Block::text(format!("I do not know {}.", fact.phrase)));
    }
    let actions = first_steps(request).map(|it| Action::call(it.label(), call(fact.name, &[it])));
    Answer {
        title: fact.label.to_owned(),
        body,
        actions: actions.take(MOST_BUTTONS).collect(),
        footer: wording::footer(from),
        ..Answer::default()
    }
}

/// Those that can be booked, in the order of the list of all.
pub(super) fn first_steps<'a>(request: &Request<'a>) -> impl Iterator<Item = &'a Certification> {
    let is_bookable = |it: &&Certification| it.status.value.on(request.today).is_bookable();
    let mut all: Vec<&Certification> = request.knowledge.iter().filter(is_bookable).collect();
    all.sort_by_cached_key(|it| super::certs::place(request, it));
    all.into_iter()
}

fn footer(request: &Request<'_>, fact: &Fact, shown: &[&Certification]) -> String {
    let is_known = |it: &&&Certification| !(fact.value)(request, it).is_empty();
    wording::footer(shown.iter().filter(is_known).flat_map(|it| (fact.from)(it)))
}

/// The call for a fact of up to three certifications.
pub(super) fn call(fact: &str, named: &[&Certification]) -> Call {
    let options = ["certification", "second", "third"];
    let call = Call::new(COMMAND.name).with("fact", fact);
    options.iter().zip(named).fold(call, |call, (option, it)| call.with(*option, it.id.as_str()))
}
