//! The format of `issuer.toml` and of `words.toml`.

use super::groups::{CONFLICT, NOTES};
use super::{
    ALIAS_MAX, CHECKED_ON, CONFIDENCE_KEY, Key, Kind, NAME_MAX, NOTE, SHORT_NAME_MAX, SOURCE_URLS,
    SOURCES, Shape, WORD_MAX, optional, required, texts,
};

/// `<issuer>/issuer.toml`.
pub(in crate::knowledge) static ISSUER: Shape = Shape {
    name: "this file",
    doc: "an issuer of certifications: issuer.toml in its folder",
    keys: &[
        required("name", Kind::Text(NAME_MAX), "full name of the issuer"),
        required("short_name", Kind::Text(SHORT_NAME_MAX), "name on cards and in lists"),
        optional("aliases", texts(ALIAS_MAX), "other names people type"),
        optional(
            "subjects",
            texts(WORD_MAX),
            "what all its certifications are about; such a word alone names none of them",
        ),
        required("url", Kind::Url, "its website"),
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
        SOURCE_URLS,
        optional(
            "track",
            Kind::Tables(&TRACK),
            "lines of certifications that build on one another, in the order a list shows them",
        ),
        optional("level", Kind::Tables(&LEVEL), "rungs of its ladder, easiest first"),
        optional(
            "links",
            Kind::Table(&ISSUER_LINKS),
            "where what holds for all its certifications stands",
        ),
        optional(
            "note",
            Kind::Tables(&NOTES),
            "what holds for all or several of its certifications",
        ),
        optional("conflict", Kind::Tables(&CONFLICT), "statements of sources that disagree"),
    ],
    rules: &[],
};

static TRACK: Shape = Shape {
    name: "[[track]]",
    doc: "a line of certifications that build on one another",
    keys: NAMED,
    rules: &[],
};

static LEVEL: Shape =
    Shape { name: "[[level]]", doc: "a rung of the issuer's ladder", keys: NAMED, rules: &[] };

const NAMED: &[Key] = &[
    required("id", Kind::Name, "its id, which certifications name"),
    required("name", Kind::Text(ALIAS_MAX), "how it is shown"),
    optional("aliases", texts(ALIAS_MAX), "other words for it"),
];

static ISSUER_LINKS: Shape = Shape {
    name: "[links]",
    doc: "where what holds for all certifications of the issuer stands",
    keys: &[
        optional("certifications", Kind::Url, "the map of its certifications"),
        optional("policies", Kind::Url, "the rules that hold for all or most exams"),
        optional("store", Kind::Url, "where exams and vouchers are bought"),
        optional("verification", Kind::Url, "where a certificate is checked"),
        optional("account", Kind::Url, "where candidates see their results and vouchers"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

/// `words.toml`.
pub(in crate::knowledge) static WORDS: Shape = Shape {
    name: "this file",
    doc: "words that people type around the names of certifications: words.toml",
    keys: &[
        optional(
            "filler",
            Kind::WordLists,
            "words that say nothing about which certification is meant, by language",
        ),
        optional(
            "common",
            Kind::WordLists,
            "words of plain speech, by language; an alias equal to one is warned about",
        ),
        optional(
            "elsewhere",
            Kind::WordLists,
            "certifications, issuers, exam codes and courses that this knowledge does not hold, \
             by whom",
        ),
        optional("synonym", Kind::Tables(&SYNONYM), "groups of words that mean the same"),
        optional(
            "topic",
            Kind::Tables(&TOPIC),
            "groups of words that mean the same as a topic; none of them is part of a name",
        ),
        optional(
            "homonym",
            Kind::Tables(&HOMONYM),
            "short names that stand for something else too; a message that speaks of that does not \
             name the certification",
        ),
    ],
    rules: &[],
};

static SYNONYM: Shape = Shape {
    name: "[[synonym]]",
    doc: "words that mean the same",
    keys: &[required(
        "words",
        Kind::Texts { longest: WORD_MAX, least: 2 },
        "the words, at least two",
    )],
    rules: &[],
};

static TOPIC: Shape = Shape {
    name: "[[topic]]",
    doc: "words that mean the same as a topic, in whatever language",
    keys: &[
        required("words", Kind::Texts { longest: WORD_MAX, least: 1 }, "the words, at least one"),
        optional(
            "part_of",
            texts(WORD_MAX),
            "topics that it belongs to: who covers one of them is taken to cover it",
        ),
    ],
    rules: &[],
};

static HOMONYM: Shape = Shape {
    name: "[[homonym]]",
    doc: "a short name that stands for something else too, and the words that say so",
    keys: &[
        required("name", Kind::Text(SHORT_NAME_MAX), "the short name"),
        optional(
            "beside",
            texts(WORD_MAX),
            "words that say so right before or behind it, of up to three parts",
        ),
        optional(
            "around",
            texts(WORD_MAX),
            "words that say so anywhere in the message, of up to three parts",
        ),
    ],
    rules: &[],
};
