//! `/certguide entry add`: a certification that no pack has, for one server.

use toml::Value;

use super::choosing::{long_text, shortened, text};
use super::note_add::URL_MAX;
use super::{done, guild, layer, rejected, said};
use crate::answer::{Action, Answer, Choice, Entry, Field, Form, Line};
use crate::call::Call;
use crate::commands::{
    Audience, Command, CommandOption, Done, OptionKind, Refusal, Request, Run, Surface,
};
use crate::guild::{Addition, Change};
use crate::knowledge::CertificationId;

pub(in crate::commands) static COMMAND: Command = Command {
    name: "certguide entry add",
    surface: Surface::Slash,
    summary: "Teach me a certification that I do not know, for this server",
    options: &[
        option("name", "Its full name, as its issuer writes it", OptionKind::Words(NAME_MAX)),
        option("short", "What it is called for short, if anything", OptionKind::Words(SHORT_MAX)),
        option("summary", "What it is, in a sentence or two", OptionKind::Words(SUMMARY_MAX)),
        option("url", "The page that says so", OptionKind::Words(URL_MAX)),
        option("state", "Whether it can be taken; active if left out", OptionKind::Choice(STATES)),
        option("id", "What buttons and files call it; made of its name if left out", ID),
    ],
    examples: &[
        "certguide entry add name:\"ACME Badge\" summary:\"What our newcomers work for.\" \
         url:\"https://example.org/badge\"",
        "certguide entry add",
    ],
    audience: Audience::Moderators,
    needs: &[],
    run: Run::Does(run),
};

const fn option(name: &'static str, summary: &'static str, kind: OptionKind) -> CommandOption {
    CommandOption { name, summary, kind, is_required: false }
}

/// The bounds of a knowledge file, in characters; a form takes a little less of a summary.
const NAME_MAX: u16 = 200;
const SHORT_MAX: u16 = 40;
const SUMMARY_MAX: u16 = 900;
const ID: OptionKind = OptionKind::Words(40);

/// How a knowledge file says whether a certification can be taken.
const STATES: &[&str] = &["active", "planned", "beta", "retired", "unverified"];

fn run(request: &Request<'_>) -> Result<Done, Refusal> {
    let given = |option| request.call.argument(option);
    let (Some(name), Some(summary), Some(url)) = (given("name"), given("summary"), given("url"))
    else {
        return Ok(form(request).into());
    };
    if !["https://", "http://"].iter().any(|it| url.starts_with(it)) {
        let text = Line::text("The page needs its whole address, which begins with https://, not ");
        let hint = "Copy it from the browser, such as https://pythoninstitute.org/pcap.";
        return Err(rejected(CANNOT, [text.quoted(url).then("."), Line::text(hint)]));
    }
    let short = given("short");
    let state = request.one_of("state", STATES.iter().map(|it| (*it, vec![*it])))?;
    let id = match given("id") {
        Some(id) => id.to_owned(),
        None => id_of(short.unwrap_or(name)),
    };
    let Some(id) = CertificationId::parse(&id) else { return Err(no_id(&id)) };
    if request.knowledge.get(&id).is_some_and(|it| !request.knowledge.is_of_house(&it.id)) {
        return Err(taken(request, &id));
    }
    let text =
        file(request, &Facts { name, short, summary, url, state: state.unwrap_or("active") });
    let Some(addition) = Addition::certification(&id, &text) else {
        return Err(no_id(id.as_str()));
    };
    let notes = layer::admit(request, &addition)?;
    let text = Line::text("I know ").quoted(name).then(" on this server from now on.");
    let more = "Exams, prices and what it asks for can be added in a file: export what this server \
                has added, write them there, and import it again.";
    let card = Call::new("cert").with("certification", id.as_str());
    let answer = Answer {
        actions: vec![
            Action::call("Show the card", card),
            Action::call("Take it back", super::entry_remove::call(&addition.key)),
            Action::call("Export", super::export::COMMAND.call()),
        ],
        ..said("I know one more certification", [text, Line::text(more)].into_iter().chain(notes))
    };
    Ok(done(answer, [Change::Add { guild: guild(request), addition }]))
}

/// The id that a name makes: its letters and digits with hyphens between the words.
pub(super) fn id_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    shortened(&id, 40).trim_end_matches('-').to_owned()
}

fn no_id(given: &str) -> Refusal {
    let text = match given {
        "" => Line::text("Its name has no letters that an id can be made of."),
        given => Line::default().quoted(given).then(" cannot be an id."),
    };
    let hint = "Give one with the option id: 1 to 40 lowercase letters, digits and hyphens, such as \
                our-exam.";
    rejected(CANNOT, [text, Line::text(hint)])
}

const CANNOT: &str = "I cannot take that entry";

fn taken(request: &Request<'_>, id: &CertificationId) -> Refusal {
    let label = request.knowledge.get(id).map_or(id.as_str(), |it| it.label());
    let text = Line::text("There is one with the id ").quoted(id.as_str()).then(": ").strong(label);
    let hint = "If it is the same, add a note to it instead; else give another id.";
    rejected(CANNOT, [text.then("."), Line::text(hint)])
}

/// What is asked for of an entry.
struct Facts<'a> {
    name: &'a str,
    short: Option<&'a str>,
    summary: &'a str,
    url: &'a str,
    state: &'a str,
}

/// What the file of such a certification would be. All of it is somebody's word today, with one
/// page to show for it.
fn file(request: &Request<'_>, facts: &Facts<'_>) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let short = facts.short.map(|it| format!("short_name = {}\n", quoted(it))).unwrap_or_default();
    let seen =
        format!("sources = [\"page\"]\nchecked_on = {}\nconfidence = \"low\"\n", request.today);
    format!(
        "name = {}\n{short}summary = {}\n{seen}\n[source_urls]\npage = {}\n\n[status]\nstate = \
         {}\n{seen}",
        quoted(facts.name),
        quoted(facts.summary),
        quoted(facts.url),
        quoted(facts.state),
    )
}

fn form(request: &Request<'_>) -> Answer {
    let given = |option| request.call.argument(option).unwrap_or_default();
    let field = |option, label: &str, hint: &str, is_required, entry| Field {
        option,
        label: label.to_owned(),
        hint: hint.to_owned(),
        is_required,
        entry,
    };
    let choices = STATES.iter().zip(STATE_WORDS).map(|(state, words)| Choice {
        value: (*state).to_owned(),
        label: (*words).to_owned(),
        detail: String::new(),
        is_chosen: *state == STATES[0],
    });
    let choices = Entry::Choice { choices: choices.collect(), most: 1 };
    let short = "Such as PCAP; leave it empty if there is none";
    let page = "An address that begins with https://; it is shown as the source";
    let summary = long_text(given("summary"), SUMMARY_MAX);
    let fields = vec![
        field("name", "Its full name", "", true, text(given("name"), NAME_MAX)),
        field("short", "Its short name", short, false, text(given("short"), SHORT_MAX)),
        field("summary", "What it is, in a sentence or two", "", true, summary),
        field("url", "The page that says so", page, true, text(given("url"), URL_MAX)),
        field("state", "Whether it can be taken", "", true, choices),
    ];
    let form =
        Form { title: "A certification of this server".to_owned(), call: COMMAND.call(), fields };
    let words = Line::text("Say its name, what it is, and which page says so: ")
        .quoted(format!("/{} name:… summary:… url:…", COMMAND.name));
    Answer { form: Some(Box::new(form)), ..said("Which certification is it?", [words.then(".")]) }
}

/// [`STATES`] as a form shows them.
const STATE_WORDS: &[&str] = &[
    "It can be booked",
    "It is planned",
    "It is on trial",
    "It can no longer be taken",
    "I am not sure that it exists",
];
