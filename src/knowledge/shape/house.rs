//! The format of a house file: what a server adds to the packs.

use super::certification::CERTIFICATION_KEYS;
use super::{ALIAS_MAX, Key, Kind, Shape, optional, required};
use crate::knowledge::house::NOTE_UNITS_MAX;

/// A house file, wherever it is.
pub(in crate::knowledge) static HOUSE: Shape = Shape {
    name: "this file",
    doc: "what a server adds to the knowledge that all share, or hides of it",
    keys: &[
        optional("alias", Kind::Tables(&ALIAS), "other names of certifications"),
        optional("note", Kind::Tables(&NOTE), "lines and links on cards"),
        optional("hidden", Kind::Tables(&HIDDEN), "certifications that nobody is led to"),
        optional(
            "certification",
            Kind::Entries(&ENTRY),
            "certifications of the server's own, each under its id",
        ),
    ],
    rules: &[],
};

static ALIAS: Shape = Shape {
    name: "[[alias]]",
    doc: "another name of a certification",
    keys: &[
        required("name", Kind::Text(ALIAS_MAX), "what people here type for it"),
        required("certification", Kind::Certification, "the id of the certification"),
    ],
    rules: &[],
};

static NOTE: Shape = Shape {
    name: "[[note]]",
    doc: "a line on the card of a certification",
    keys: &[
        required("certification", Kind::Certification, "the id of the certification"),
        required("text", Kind::Text(NOTE_UNITS_MAX), "what it says"),
        optional("url", Kind::Url, "where it leads"),
    ],
    rules: &[],
};

static HIDDEN: Shape = Shape {
    name: "[[hidden]]",
    doc: "a certification that nobody is led to",
    keys: &[required("certification", Kind::Certification, "the id of the certification")],
    rules: &[],
};

/// A certification of the server's own. Its tables stand under headings that begin like its own.
static ENTRY: Shape = Shape {
    name: "this entry",
    doc: "a certification of the server's own, with the keys that a certification's file has",
    keys: &ENTRY_KEYS,
    rules: &[],
};

const ISSUER: Key =
    optional("issuer", Kind::Name, "id of an issuer in the packs; the server itself if left out");

static ENTRY_KEYS: [Key; CERTIFICATION_KEYS.len() + 1] = {
    let mut keys = [ISSUER; CERTIFICATION_KEYS.len() + 1];
    let mut place = 0;
    while place < CERTIFICATION_KEYS.len() {
        keys[place + 1] = CERTIFICATION_KEYS[place];
        place += 1;
    }
    keys
};
