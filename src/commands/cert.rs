//! `/cert`: what a certification is, on one card.

use std::fmt::Write;

use super::{Command, CommandOption, OptionKind, Refusal, Request};
use crate::answer::{Action, Answer, Block, Inline, Line};
use crate::call::Call;
use crate::graph;
use crate::knowledge::{Certification, FactGroup, Kind, Provenance, State};
use crate::wording;

mod exam;
mod sources;
mod study;

/// What `view` takes: the views of one certification beside its card.
const VIEWS: &[&str] = &["card", "exam", "study", "sources"];

pub(super) static COMMAND: Command = Command {
    name: "cert",
    summary: "Explain a certification: what it is, exam, price, what comes before and after",
    options: &[
        CommandOption {
            name: "certification",
            summary: "Which certification, by any name",
            kind: OptionKind::Certification,
            is_required: true,
        },
        CommandOption {
            name: "view",
            summary: "Another side of it: exam and syllabus, study material, or sources",
            kind: OptionKind::Choice(VIEWS),
            is_required: false,
        },
    ],
    examples: &["cert pcpp2", "cert certified associate tester", "cert pcap view:exam"],
    run,
};

fn run(request: &Request<'_>) -> Result<Answer, Refusal> {
    let view = request.one_of("view", VIEWS.iter().map(|it| (*it, vec![*it])))?;
    let certification = request.certification("certification")?;
    Ok(match view {
        Some("exam") => exam::answer(request, certification),
        Some("study") => study::answer(certification),
        Some("sources") => sources::answer(certification),
        _ => card(request, certification),
    })
}

/// The call for the card of a certification.
pub(super) fn call(certification: &Certification) -> Call {
    Call::new(COMMAND.name).with("certification", certification.id.as_str())
}

fn call_for_view(certification: &Certification, view: &str) -> Call {
    call(certification).with("view", view)
}

/// The call of another command about a certification.
fn ask(command: &str, option: &str, certification: &Certification) -> Call {
    Call::new(command).with(option, certification.id.as_str())
}

/// More audiences and topics than this are not read on a card; all stand under `view:exam`.
const MOST_AUDIENCES: usize = 3;
const MOST_TOPICS: usize = 7;
/// The exam, and what a second try adds.
const MOST_PRICES: usize = 2;

fn card(request: &Request<'_>, certification: &Certification) -> Answer {
    let mut card = Card { request, certification, body: Vec::new(), shown: Vec::new() };
    card.shown.push(&certification.provenance);
    card.status_and_summary();
    card.audience();
    card.requirements();
    card.exams();
    card.price();
    card.validity();
    card.topics();
    card.next();
    card.unknown();
    let footer = wording::footer(card.shown.iter().copied());
    Answer {
        title: wording::title(certification),
        url: official_page(certification),
        body: card.body,
        actions: actions(request, certification),
        footer,
    }
}

/// A card in the making: its lines so far, and where what they say is from.
struct Card<'a> {
    request: &'a Request<'a>,
    certification: &'a Certification,
    body: Vec<Block>,
    shown: Vec<&'a Provenance>,
}

impl<'a> Card<'a> {
    fn fact(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.body.push(Block::fact(label, wording::capitalised(value)));
        }
    }

    /// A fact with what must be known before trusting it.
    fn sourced(&mut self, label: &str, value: &str, group: FactGroup, from: &'a Provenance) {
        let caveats = wording::caveats(self.certification, group, from, self.request.today);
        self.shown.push(from);
        self.fact(label, &format!("{value}{caveats}"));
    }

    fn status_and_summary(&mut self) {
        let status = &self.certification.status;
        let state = status.value.on(self.request.today);
        let mut words = wording::state(state);
        for id in &status.value.replaced_by {
            if let Some(successor) = self.request.knowledge.get(id) {
                let _ = write!(words, "; replaced by {}", successor.label());
            }
        }
        // What cannot simply be booked is said before anything else, with the reason.
        let is_notable = !state.is_bookable() || state == State::Beta;
        if is_notable {
            let today = self.request.today;
            let group = FactGroup::Status;
            let caveats = wording::caveats(self.certification, group, &status.provenance, today);
            let mut line =
                Line::default().strong(format!("{}{caveats}.", wording::capitalised(&words)));
            if let Some(note) = &status.value.note {
                line = line.then(format!(" {}", wording::capitalised(note)));
            }
            self.body.push(Block::Text(line));
        }
        self.body.push(Block::text(&self.certification.summary));
        let place = wording::level_and_track(self.request.knowledge, self.certification);
        self.fact("Level", &place);
        self.shown.push(&status.provenance);
        if !is_notable {
            self.sourced("Status", &words, FactGroup::Status, &status.provenance);
        }
    }

    fn audience(&mut self) {
        let audience: Vec<&str> = self.certification.audience.iter().map(String::as_str).collect();
        let shown = audience.get(..MOST_AUDIENCES).unwrap_or(&audience);
        self.fact("For", &shown.join("; "));
    }

    fn requirements(&mut self) {
        let (it, knowledge) = (self.certification, self.request.knowledge);
        let words = wording::before(knowledge, it, self.request.today);
        if let (Some(words), Some(requirements)) = (words, &it.requirements) {
            let from = &requirements.provenance;
            self.sourced("Before it", &words, FactGroup::Requirements, from);
        }
    }

    fn exams(&mut self) {
        for exam in &self.certification.exams {
            let words = wording::exam(&exam.value);
            self.sourced("Exam", &words, FactGroup::Exam, &exam.provenance);
        }
        if self.certification.kind == Kind::EarnedTitle {
            self.fact("Exam", "none of its own; it is granted for the set above");
        }
    }

    fn price(&mut self) {
        let Some(prices) = &self.certification.prices else {
            return;
        };
        let words = wording::prices(prices, MOST_PRICES);
        self.sourced("Price", &words, FactGroup::Prices, &prices.provenance);
    }

    fn validity(&mut self) {
        if let Some(validity) = &self.certification.validity {
            let words = wording::validity(&validity.value);
            self.sourced("Valid", &words, FactGroup::Validity, &validity.provenance);
        }
    }

    fn topics(&mut self) {
        let topics: Vec<&str> = self.certification.topics.iter().map(String::as_str).collect();
        let words = match topics.get(..MOST_TOPICS) {
            Some(shown) if topics.len() > MOST_TOPICS => {
                format!("{}, and {} more", shown.join(", "), topics.len() - MOST_TOPICS)
            }
            _ => topics.join(", "),
        };
        if words.is_empty() {
            return;
        }
        // A syllabus that sources disagree about is seen in what the exam covers.
        let (group, from) = (FactGroup::Syllabus, &self.certification.provenance);
        self.sourced("Covers", &words, group, from);
    }

    fn next(&mut self) {
        let (knowledge, today) = (self.request.knowledge, self.request.today);
        let following = graph::following(knowledge, self.certification, today);
        let labels = |list: &[graph::After<'_>]| -> Vec<String> {
            let label = |it: &graph::After<'_>| match it.certification.status.value.on(today) {
                State::Planned(_) => format!("{} (planned)", it.certification.label()),
                _ => it.certification.label().to_owned(),
            };
            list.iter().map(label).collect()
        };
        let (main, others) = (labels(&following.main), labels(&following.others));
        let words = match (main.is_empty(), others.is_empty()) {
            (true, true) => return,
            (false, true) => wording::joined(&main, "or"),
            (true, false) => wording::joined(&others, "or"),
            (false, false) => format!(
                "{}; also {}",
                wording::joined(&main, "or"),
                wording::joined(&others, "and")
            ),
        };
        self.shown.extend(self.certification.next.as_ref().map(|it| &it.provenance));
        self.fact("Next", &words);
    }

    /// What a reader would look for and we do not know.
    fn unknown(&mut self) {
        let it = self.certification;
        let is_certification = it.kind == Kind::Certification;
        let missing = [
            (it.requirements.is_none(), "what must come before"),
            (is_certification && it.exams.is_empty(), "its exam"),
            (is_certification && it.prices.is_none(), "its price"),
            (it.validity.is_none(), "how long it lasts"),
        ];
        let missing: Vec<&str> =
            missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| *what).collect();
        self.fact("Not known", &wording::joined(&missing, "and"));
    }
}

/// The next questions, most likely first.
fn actions(request: &Request<'_>, certification: &Certification) -> Vec<Action> {
    let mut actions = vec![
        Action::call("What next", ask("next-after", "certification", certification)),
        Action::call("What before", ask("prereqs", "certification", certification)),
    ];
    if let Some(other) = neighbour(request, certification) {
        let call = ask("compare", "first", certification).with("second", other.id.as_str());
        actions.push(Action::call(format!("Compare with {}", other.label()), call));
    }
    if !certification.exams.is_empty() || certification.syllabus.is_some() {
        actions.push(Action::call("Exam and syllabus", call_for_view(certification, "exam")));
    }
    if certification.links.is_some() {
        actions.push(Action::call("Study material", call_for_view(certification, "study")));
    }
    actions.push(Action::call("Sources", call_for_view(certification, "sources")));
    actions.extend(official_page(certification).map(|it| Action::link("Official page", it)));
    actions
}

/// What it is most often weighed against: the next step, else what comes right before it.
fn neighbour<'a>(
    request: &Request<'a>,
    certification: &'a Certification,
) -> Option<&'a Certification> {
    let (knowledge, today) = (request.knowledge, request.today);
    let next = graph::following(knowledge, certification, today);
    let before = graph::before(knowledge, certification, today);
    let next = next.main.first().map(|it| it.certification);
    // A title without an exam has nothing to be weighed by.
    let next = next.filter(|it| it.kind == Kind::Certification);
    let is_in_track = |it: &&Certification| it.track == certification.track;
    next.filter(is_in_track).or_else(|| before.last().map(|it| it.certification)).or(next)
}

/// The issuer's page on it, if it has one.
fn official_page(certification: &Certification) -> Option<String> {
    certification.links.as_ref().and_then(|it| it.value.official.clone())
}

/// A view of a certification beside its card, with the way back.
fn view(certification: &Certification, heading: &str, body: Vec<Block>, footer: String) -> Answer {
    let mut actions = vec![Action::call("Back to the card", call(certification))];
    actions.extend(official_page(certification).map(|it| Action::link("Official page", it)));
    Answer {
        title: format!("{heading}: {}", certification.label()),
        url: official_page(certification),
        body,
        actions,
        footer,
    }
}

/// A line that leads somewhere, or plain words where no address is known.
fn linked(words: &str, url: Option<&str>) -> Line {
    let inline = match url {
        Some(url) => Inline::Link { label: words.to_owned(), url: url.to_owned() },
        None => Inline::Text(words.to_owned()),
    };
    Line(vec![inline])
}
