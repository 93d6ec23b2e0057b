//! The phrases of the knowledge that say what a certification is about.

use crate::knowledge::{Certification, Knowledge, Section};

/// How prominent an audience is: the least, so that whatever is covered stands above.
pub(super) const WHOM_IT_IS_FOR: u32 = 1;

/// In the unit of [`Percent`](crate::knowledge::Percent): tenths of one.
const TENTH: u32 = 100;

/// Of more words than a topic that people name.
const PART_WORDS: usize = 4;

/// All phrases that say what a certification is about, with how prominent each is.
pub(super) fn phrases_of<'a>(
    knowledge: &'a Knowledge,
    certification: &'a Certification,
) -> impl Iterator<Item = (u32, &'a str)> {
    let track = knowledge.track(certification);
    let track = track.into_iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
    taught(certification)
        .chain(std::iter::once((3, certification.name.as_str())))
        .chain(track.map(|it| (2, it.as_str())))
        .chain(certification.audience.iter().map(|it| (WHOM_IT_IS_FOR, it.as_str())))
}

/// Those of them that say what it teaches.
pub(super) fn taught(certification: &Certification) -> impl Iterator<Item = (u32, &str)> {
    let sections = certification.syllabus.iter().flat_map(|it| &it.value.sections);
    let in_syllabus = sections.flat_map(|it| {
        let topics = it.topics.iter().map(|it| (3, it.as_str()));
        std::iter::once((3 + weight(it), it.title.as_str())).chain(topics)
    });
    let topics = certification.topics.iter().map(|it| (4, it.as_str()));
    topics.chain(in_syllabus).chain(certification.demonstrates.iter().map(|it| (2, it.as_str())))
}

/// How many tenths of an exam each of the topics has that the title of a section lists: who asks
/// about object orientation is better off where it is a third of the exam.
fn weight(section: &Section) -> u32 {
    let share = section.weight.map_or(0, |it| it.0 / TENTH);
    let listed = u32::try_from(parts(&section.title).count()).unwrap_or(u32::MAX);
    share / listed.max(1)
}

/// What a phrase lists: `modules` and `packages` of `modules and packages`.
pub(super) fn parts(phrase: &str) -> impl Iterator<Item = &str> {
    phrase
        .split([',', ';', ':', '(', ')'])
        .flat_map(|it| it.split(" and "))
        .map(str::trim)
        .filter(|it| (1..=PART_WORDS).contains(&it.split_whitespace().count()))
}
