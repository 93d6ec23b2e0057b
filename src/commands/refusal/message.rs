//! The words for a message that names nothing for certain.

use super::super::cert;
use crate::answer::{Action, Answer, Block, Line};
use crate::call::Call;
use crate::knowledge::Knowledge;
use crate::matching::UnclearMention;
use crate::wording;

pub(super) fn nothing_named(knowledge: &Knowledge, unclear: &[UnclearMention]) -> Answer {
    if !unclear.is_empty() {
        return which_is_meant(knowledge, unclear);
    }
    let text = "That message names no certification that I know. I look for short names, exam codes \
                and full names as they are written, and do not guess.";
    let mut body = vec![Block::text(text)];
    body.extend(whose(knowledge));
    Answer {
        title: "I see no certification there".to_owned(),
        body,
        actions: vec![
            Action::call("List them", Call::new("certs")),
            Action::call("What can I ask?", Call::new("help")),
        ],
        ..Answer::default()
    }
}

fn which_is_meant(knowledge: &Knowledge, unclear: &[UnclearMention]) -> Answer {
    let mut body = Vec::new();
    let mut actions = Vec::new();
    for it in unclear {
        let candidates = it.candidates.iter().filter_map(|it| knowledge.get(&it.id));
        let (items, buttons): (Vec<Line>, Vec<Action>) = candidates
            .map(|it| (wording::name_line(knowledge, it), Action::call(it.label(), cert::call(it))))
            .unzip();
        body.push(Block::Text(Line::default().quoted(&it.words).then(" may be one of these.")));
        body.push(Block::List { heading: String::new(), items });
        actions.extend(buttons);
    }
    Answer { title: "Which one is meant?".to_owned(), body, actions, ..Answer::default() }
}

/// Whose certifications we know, if anybody's.
pub(super) fn whose(knowledge: &Knowledge) -> Option<Block> {
    let issuers: Vec<&str> = knowledge.issuers().map(|it| it.short_name.as_str()).collect();
    let whose = wording::joined(&issuers, "and");
    (!issuers.is_empty()).then(|| Block::text(format!("I know the certifications of {whose}.")))
}
