//! The format of a certification's file: prices, validity, syllabus, links and what follows.

use super::{
    ALIAS_MAX, CHECKED_ON, CODE_MAX, CONFIDENCE_KEY, COVERS, FACT_GROUP, Kind, NAME_MAX, NOTE,
    NOTE_MAX, NOTE_TOPIC, PHRASE_MAX, RENEWAL_METHOD, Rule, SOURCES, Shape, WORD_MAX, optional,
    required, texts,
};

/// A century: longer is a slip.
const MONTHS_MAX: u32 = 1200;

pub(super) static PRICES: Shape = Shape {
    name: "[prices]",
    doc: "what it costs",
    keys: &[
        required("price", Kind::Tables(&PRICE), "one price each, the plain exam first"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

static PRICE: Shape = Shape {
    name: "[[prices.price]]",
    doc: "one price",
    keys: &[
        required("amount", Kind::Amount, "how much"),
        required("currency", Kind::Currency, "ISO 4217, three capital letters"),
        required("covers", Kind::Word(COVERS.names()), "what it buys"),
        optional("is_least", Kind::Flag, "whether it is a \"from\" price"),
        optional("region", Kind::Text(ALIAS_MAX), "where it holds; everywhere if left out"),
        optional("exam", Kind::Text(CODE_MAX), "code of the exam it is for"),
        optional(
            "seen_on",
            Kind::PastDayOrMonth,
            "when it was seen, where that is not when the group was checked",
        ),
        NOTE,
    ],
    rules: &[],
};

pub(super) static VALIDITY: Shape = Shape {
    name: "[validity]",
    doc: "how long it lasts",
    keys: &[
        optional("months", Kind::Number { least: 1, most: MONTHS_MAX }, "so long once earned"),
        optional("lifetime", Kind::True, "it never expires"),
        optional(
            "until_first_member_expires",
            Kind::True,
            "until the first of the certifications it was granted for expires",
        ),
        optional("unknown", Kind::True, "somebody looked, and could not tell"),
        optional("applies_to", Kind::Text(PHRASE_MAX), "for whom the rule holds"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[Rule::ExactlyOne(&["months", "lifetime", "until_first_member_expires", "unknown"])],
};

pub(super) static RENEWAL: Shape = Shape {
    name: "[[renewal]]",
    doc: "one way to keep it from expiring",
    keys: &[
        required("by", Kind::Word(RENEWAL_METHOD.names()), "what has to be done"),
        optional("certifications", Kind::Certifications, "certifications whose passing does it"),
        optional(
            "window_months",
            Kind::Number { least: 1, most: MONTHS_MAX },
            "how long before it expires this opens",
        ),
        optional(
            "extends_months",
            Kind::Number { least: 1, most: MONTHS_MAX },
            "how much longer it then lasts",
        ),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

pub(super) static RETAKE: Shape = Shape {
    name: "[retake]",
    doc: "when a failed exam may be sat again",
    keys: &[
        optional(
            "wait_days",
            Kind::Number { least: 0, most: 1_000 },
            "days to wait after a failed attempt",
        ),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

pub(super) static SYLLABUS: Shape = Shape {
    name: "[syllabus]",
    doc: "what the exam asks",
    keys: &[
        optional("exam", Kind::Text(CODE_MAX), "code of the exam version it is for"),
        optional("updated_on", Kind::PastDay, "when the issuer last changed it"),
        optional("is_outdated", Kind::Flag, "whether it no longer says what the exam asks"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
        optional("section", Kind::Tables(&SECTION), "its sections, in order"),
    ],
    rules: &[],
};

static SECTION: Shape = Shape {
    name: "[[syllabus.section]]",
    doc: "one section of a syllabus",
    keys: &[
        required("title", Kind::Text(NAME_MAX), "its title"),
        optional("items", Kind::Number { least: 1, most: 1_000 }, "number of questions"),
        optional("weight_percent", Kind::Percent, "share of the mark"),
        optional("topics", texts(PHRASE_MAX), "what it covers, a phrase each"),
    ],
    rules: &[],
};

pub(super) static NEXT: Shape = Shape {
    name: "[next]",
    doc: "what is taken after it, by the issuer's own map",
    keys: &[
        optional("main", Kind::Certifications, "the next step of the same track"),
        optional("alternatives", Kind::Certifications, "what else opens up"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

pub(super) static LINKS: Shape = Shape {
    name: "[links]",
    doc: "where to read, learn, practise and verify",
    keys: &[
        optional("official", Kind::Url, "the issuer's page on it"),
        optional("syllabus", Kind::Url, "the syllabus as a page"),
        optional("syllabus_pdf", Kind::Url, "the syllabus as a document"),
        optional("policies", Kind::Url, "the rules of the exam day"),
        optional("verification", Kind::Url, "where a certificate is checked"),
        optional("courses", Kind::Tables(&RESOURCE), "courses, free ones first"),
        optional("practice", Kind::Tables(&RESOURCE), "practice tests"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

static RESOURCE: Shape = Shape {
    name: "{ title = …, url = … }",
    doc: "something to learn from",
    keys: &[
        required("title", Kind::Text(NAME_MAX), "what it is called"),
        optional("url", Kind::Url, "where it is, if that is known"),
        optional("is_free", Kind::Flag, "whether it costs nothing"),
    ],
    rules: &[],
};

pub(super) static NOTES: Shape = Shape {
    name: "[[note]]",
    doc: "anything else worth saying",
    keys: &[
        required("about", Kind::Word(NOTE_TOPIC.names()), "what it is about"),
        optional(
            "asked_as",
            texts(WORD_MAX),
            "words and short phrases, lower case, by which people ask for just this",
        ),
        required("text", Kind::Text(NOTE_MAX), "one or two sentences"),
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

pub(super) static CONFLICT: Shape = Shape {
    name: "[[conflict]]",
    doc: "sources that disagree, and what we make of it",
    keys: &[
        required("about", Kind::Word(FACT_GROUP.names()), "the group of facts it is about"),
        required("question", Kind::Text(PHRASE_MAX), "what is in doubt"),
        required(
            "claims",
            Kind::Texts { longest: NOTE_MAX, least: 2 },
            "what the sources say, the one we believe first, at least two",
        ),
        required("believed", Kind::Text(NOTE_MAX), "what we go by"),
        required("because", Kind::Text(NOTE_MAX), "why"),
        optional(
            "in_short",
            Kind::Text(PHRASE_MAX),
            "the half sentence that a card adds to the fact",
        ),
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};
