//! The words for questions that are not answered: which one, not ours, not known.

use super::message::whose;
use super::{answering, quoted_list};
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{Certification, CertificationId, Knowledge};
use crate::question::{NotKnown, NotOurs};

/// More buttons than a row holds are more than a person reads.
const MOST_OFFERED: usize = 5;

/// Asks which certification is meant; each button answers the question for one.
pub(super) fn which_one(knowledge: &Knowledge, call: &Call, among: &[CertificationId]) -> Answer {
    let known: Vec<&Certification> = among.iter().filter_map(|it| knowledge.get(it)).collect();
    let is_fact = call.command == "fact";
    let shown = if is_fact { MOST_OFFERED - 1 } else { MOST_OFFERED };
    let option = match call.command.as_str() {
        "path" => "to",
        "compare" if call.argument("first").is_none() => "first",
        "compare" => "second",
        _ => "certification",
    };
    let mut actions: Vec<Action> = known
        .iter()
        .take(shown)
        .map(|it| Action::call(it.label(), answering(call, option, it.id.as_str())))
        .collect();
    if is_fact {
        actions.push(Action::call("All of them", call.clone()));
    } else {
        actions.push(Action::call("List them", Call::new("certs")));
    }
    let text = match call.command.as_str() {
        "next-after" => "Tell me which one you have, and I say what follows.",
        "path" => "Tell me which one you want in the end, and I say what leads there.",
        "compare" if option == "first" => "Which two do you want side by side? Choose the first.",
        "compare" => "With which one do you want to compare it?",
        "fact" => "It differs from one certification to the next. Of which one?",
        _ => "Of which certification?",
    };
    Answer {
        title: "Which one do you mean?".to_owned(),
        body: vec![Block::text(text)],
        actions,
        ..Answer::default()
    }
}

/// Asks where somebody stands and what they want to do.
pub(super) fn no_wish(levels: &[String], tracks: &[String]) -> Answer {
    let button = |option: &'static str| {
        move |it: &String| Action::call(it, Call::new("recommend").with(option, it.as_str()))
    };
    let levels = levels.iter().map(button("level"));
    let tracks = tracks.iter().map(button("track"));
    Answer {
        title: "Where do you stand, or what do you want to do?".to_owned(),
        body: vec![Block::text("It depends on what you know, and on what you want to do with it.")],
        actions: levels.chain(tracks).collect(),
        ..Answer::default()
    }
}

/// Says that the question is not one for this bot, and what it is for.
pub(super) fn not_ours(knowledge: &Knowledge, why: &NotOurs) -> Answer {
    let (title, text) = match why {
        NotOurs::Elsewhere(names) if names.is_empty() => {
            ("That is outside what I know", Line::text("I answer only where I hold sources."))
        }
        NotOurs::Elsewhere(names) => (
            "That is outside what I know",
            quoted_list(Line::text("I hold nothing on "), names, "or")
                .then(", and answer only where I hold sources."),
        ),
        NotOurs::Coding => (
            "I only know certifications",
            Line::text("With code, courses for it and careers I cannot help; others here may."),
        ),
        NotOurs::Cheating(_) => (
            "Not with that",
            Line::text("I do not help with dumps, leaked questions or anything like them."),
        ),
        NotOurs::Chat => (
            "I am here for certifications",
            Line::text("Ask me what one is, what it costs, or what comes next."),
        ),
        NotOurs::Attack => (
            "I only say what my sources say",
            Line::text("Nothing that somebody writes to me changes what I answer."),
        ),
        NotOurs::Meaning(name) => (
            "That sounds like something else",
            Line::default()
                .quoted(name)
                .then(" seems to mean something else there. I know it only as a certification."),
        ),
    };
    let mut body = vec![Block::Text(text)];
    body.extend(whose(knowledge));
    let mut actions = Vec::new();
    if let NotOurs::Cheating(named) = why {
        let practice = practice(knowledge, named);
        if !practice.is_empty() {
            let heading = "Official practice material".to_owned();
            body.push(Block::List { heading, items: practice });
        }
        actions.extend(named.iter().filter_map(|it| knowledge.shown(it)).take(2).map(|it| {
            let call = Call::new("cert").with("certification", it.id.as_str());
            Action::call(format!("Study material for {}", it.label()), call.with("view", "study"))
        }));
    }
    if let NotOurs::Meaning(name) = why {
        let call = Call::new("cert").with("certification", name);
        actions.push(Action::call("I mean the certification", call));
    }
    actions.push(Action::call("List them", Call::new("certs")));
    actions.push(Action::call("What can I ask?", Call::new("help")));
    Answer { title: title.to_owned(), body, actions, ..Answer::default() }
}

/// Practice tests of the named certifications; of all, where those have none.
fn practice(knowledge: &Knowledge, named: &[CertificationId]) -> Vec<Line> {
    const MOST: usize = 4;
    let of = |it: &Certification| -> Vec<Line> {
        let links = it.links.iter().flat_map(|it| &it.value.practice);
        links
            .map(|it| match &it.url {
                Some(url) => Line::default().link(&it.title, url),
                None => Line::text(&it.title),
            })
            .collect()
    };
    let own: Vec<Line> = named.iter().filter_map(|it| knowledge.shown(it)).flat_map(of).collect();
    let mut all = if own.is_empty() { knowledge.iter().flat_map(of).collect() } else { own };
    all.truncate(MOST);
    all
}

/// Says what is not known, and what is.
pub(super) fn not_known(knowledge: &Knowledge, what: &NotKnown) -> Answer {
    let list = Action::call("List them", Call::new("certs"));
    let help = Action::call("What can I ask?", Call::new("help"));
    let (title, text, actions) = match what {
        NotKnown::Topic(words) if words.is_empty() => (
            "I found nothing on that",
            Line::text("I do not see which topic you mean. Name it, such as sockets or pandas."),
            vec![list, help],
        ),
        NotKnown::Topic(words) => (
            "I found nothing on that",
            Line::text("No certification that I know names ").quoted(words).then("."),
            vec![list, help],
        ),
        NotKnown::Worth => (
            "That I cannot tell",
            Line::text(
                "No source that I hold says what certifications do for jobs or pay, so I do not \
                 guess. I can say what each one shows, covers and costs.",
            ),
            vec![list, Action::call("What they cost", Call::new("fact").with("fact", "price"))],
        ),
        NotKnown::Unclear => (
            "I did not understand that",
            Line::text(
                "Ask me what a certification is, costs or covers, what comes before or after it.",
            ),
            vec![list, help],
        ),
    };
    let mut body = vec![Block::Text(text)];
    body.extend(whose(knowledge));
    Answer { title: title.to_owned(), body, actions, ..Answer::default() }
}

/// Says that no note answers, and where the issuer's own words are.
pub(super) fn no_note(knowledge: &Knowledge, certification: Option<&CertificationId>) -> Answer {
    let known = certification.and_then(|it| knowledge.get(it));
    let mut actions = Vec::new();
    let mut pages: Vec<(String, String)> = Vec::new();
    if let Some(it) = known {
        let policies = it.links.as_ref().and_then(|it| it.value.policies.clone());
        pages.extend(policies.map(|url| (format!("Rules for {}", it.label()), url)));
    }
    if pages.is_empty() {
        for issuer in knowledge.issuers() {
            let policies = issuer.links.as_ref().and_then(|it| it.value.policies.clone());
            pages.extend(policies.map(|url| (format!("Rules of {}", issuer.short_name), url)));
        }
    }
    let mut text = Line::text("No source that I hold says. ");
    text = match pages.first() {
        Some((label, url)) => text.then("The official page would: ").link(label, url).then("."),
        None => text.then("Ask the issuer."),
    };
    actions.extend(pages.iter().take(2).map(|(label, url)| Action::link(label, url)));
    if let Some(it) = known {
        let call = Call::new("cert").with("certification", it.id.as_str());
        actions.push(Action::call(format!("About {}", it.label()), call));
    }
    actions.push(Action::call(
        "What I know of the exam day",
        Call::new("fact").with("fact", "exam-day"),
    ));
    let title = match known {
        Some(it) => format!("I do not know that of {}", it.label()),
        None => "I do not know that".to_owned(),
    };
    let body = vec![Block::Text(text)];
    Answer { title, body, actions, ..Answer::default() }
}

/// No topic of any certification is meant.
pub(super) fn no_topic(query: &str) -> Answer {
    let text = Line::text("No certification that I know names ")
        .quoted(query)
        .then(" among its topics. Another word may find it.");
    Answer {
        title: "I found nothing on that".to_owned(),
        body: vec![Block::Text(text)],
        actions: vec![Action::call("List all certifications", Call::new("certs"))],
        ..Answer::default()
    }
}
