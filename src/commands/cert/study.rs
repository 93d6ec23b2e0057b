//! Where to learn for a certification, practise, and have it verified.

use super::{linked, view};
use crate::answer::{Answer, Block, Line};
use crate::knowledge::{Certification, Provenance, Resource};
use crate::wording;

pub(super) fn answer(certification: &Certification) -> Answer {
    let mut body = Vec::new();
    let mut shown: Vec<&Provenance> = Vec::new();
    if let Some(links) = &certification.links {
        shown.push(&links.provenance);
        let it = &links.value;
        resources(&mut body, "Courses", &it.courses);
        resources(&mut body, "Practice", &it.practice);
        let pages = [
            ("Syllabus", &it.syllabus),
            ("Syllabus as a document", &it.syllabus_pdf),
            ("Rules of the exam day", &it.policies),
            ("Check a certificate", &it.verification),
        ];
        let pages: Vec<Line> = pages
            .iter()
            .filter_map(|(words, url)| url.as_deref().map(|url| linked(words, Some(url))))
            .collect();
        if !pages.is_empty() {
            body.push(Block::List { heading: "Pages of the issuer".to_owned(), items: pages });
        }
        if let Some(note) = &it.note {
            body.push(Block::text(wording::capitalised(note)));
        }
    }
    for note in &certification.notes {
        let label = wording::note_topic(note.value.about);
        shown.push(&note.provenance);
        body.push(Block::fact(label, wording::capitalised(&note.value.text)));
    }
    if body.is_empty() {
        shown.push(&certification.provenance);
        body.push(Block::text("No study material is known."));
    }
    view(certification, "Study material", body, wording::footer(shown))
}

fn resources(body: &mut Vec<Block>, heading: &str, resources: &[Resource]) {
    let items: Vec<Line> = resources
        .iter()
        .map(|it| {
            let line = linked(&it.title, it.url.as_deref());
            if it.is_free { line.then(", free") } else { line }
        })
        .collect();
    if !items.is_empty() {
        body.push(Block::List { heading: heading.to_owned(), items });
    }
}
