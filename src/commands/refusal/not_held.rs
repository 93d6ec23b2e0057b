//! The words for what nobody knows here, and for what is not shown.

use super::message::whose;
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::{CertificationId, Knowledge};
use crate::matching::Match;
use crate::wording;

pub(super) fn no_match(knowledge: &Knowledge, query: &str, nearest: &[Match]) -> Answer {
    let text = Line::text("No certification that I know is called ").quoted(query).then(".");
    let mut body = vec![Block::Text(text)];
    let mut actions = Vec::new();
    let known: Vec<_> = nearest.iter().filter_map(|it| knowledge.get(&it.id)).collect();
    if !known.is_empty() {
        let items = known.iter().map(|it| wording::name_line(knowledge, it)).collect();
        body.push(Block::List { heading: "The nearest that I know".to_owned(), items });
        let card = |id: &str| Call::new("cert").with("certification", id);
        actions.extend(known.iter().map(|it| Action::call(it.label(), card(it.id.as_str()))));
    }
    body.extend(whose(knowledge));
    actions.push(Action::call("List them", Call::new("certs")));
    Answer { title: "I do not know that one".to_owned(), body, actions, ..Answer::default() }
}

pub(super) fn not_shown(knowledge: &Knowledge, id: &CertificationId) -> Answer {
    let label = knowledge.get(id).map_or(id.as_str(), |it| it.label());
    Answer {
        title: format!("{label} is not shown here"),
        body: vec![Block::text("Whoever looks after this server has left it out.")],
        actions: vec![Action::call("What is shown", Call::new("certs"))],
        ..Answer::default()
    }
}

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
