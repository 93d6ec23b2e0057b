//! The format of a certification's file: its top level, status, requirements and exams.

use super::groups::{CONFLICT, LINKS, NEXT, NOTES, PRICES, RENEWAL, RETAKE, SYLLABUS, VALIDITY};
use super::{
    ALIAS_MAX, APPLIES_TO, CHECKED_ON, CODE_MAX, CONFIDENCE_KEY, DECLARED, HELD, KIND, Key, Kind,
    NAME_MAX, NOTE, PHRASE_MAX, ROLE, Rule, SHORT_NAME_MAX, SOURCE_URLS, SOURCES, STRENGTH,
    SUMMARY_MAX, Shape, VERSION_STATE, optional, required, texts,
};

/// `<issuer>/certifications/<id>.toml`.
pub(in crate::knowledge) static CERTIFICATION: Shape = Shape {
    name: "this file",
    doc: "a certification: <id>.toml in the folder certifications of its issuer",
    keys: CERTIFICATION_KEYS,
    rules: &[],
};

/// What is said of a certification, wherever it stands.
pub(super) const CERTIFICATION_KEYS: &[Key] = &[
    optional("short_name", Kind::Text(SHORT_NAME_MAX), "what it is called for short"),
    required("name", Kind::Text(NAME_MAX), "full name as the issuer prints it today"),
    optional("former_names", texts(NAME_MAX), "names it had before"),
    optional(
        "aliases",
        texts(ALIAS_MAX),
        "what else people type for it; names and exam codes need not be repeated",
    ),
    optional(
        "family_names",
        texts(ALIAS_MAX),
        "names it shares with others, which are always a question back",
    ),
    optional(
        "kind",
        Kind::Word(KIND.names()),
        "earned_title: granted for holding others, without an exam; certification if left out",
    ),
    optional("track", Kind::Name, "id of a track in issuer.toml"),
    optional("level", Kind::Name, "id of a level in issuer.toml"),
    optional("step", Kind::Number { least: 1, most: 99 }, "its place in the track, from 1"),
    required("summary", Kind::Text(SUMMARY_MAX), "what it is, in one or two sentences"),
    optional("audience", texts(PHRASE_MAX), "who takes it, a phrase each"),
    optional("topics", texts(PHRASE_MAX), "what it covers, a phrase each"),
    optional("demonstrates", texts(PHRASE_MAX), "what holding it shows, a phrase each"),
    SOURCES,
    CHECKED_ON,
    CONFIDENCE_KEY,
    SOURCE_URLS,
    required("status", Kind::Table(&STATUS), "whether it can be taken"),
    optional("requirements", Kind::Table(&REQUIREMENTS), "what must or should come first"),
    optional("exam", Kind::Tables(&EXAM), "its exams, in the issuer's order"),
    optional("prices", Kind::Table(&PRICES), "what it costs"),
    optional("validity", Kind::Table(&VALIDITY), "how long it lasts"),
    optional("renewal", Kind::Tables(&RENEWAL), "how it is kept from expiring"),
    optional("retake", Kind::Table(&RETAKE), "when a failed exam may be sat again"),
    optional("syllabus", Kind::Table(&SYLLABUS), "what the exam asks"),
    optional("next", Kind::Table(&NEXT), "what is taken after it"),
    optional("links", Kind::Table(&LINKS), "where to read, learn, practise and verify"),
    optional("note", Kind::Tables(&NOTES), "anything else worth saying"),
    optional("conflict", Kind::Tables(&CONFLICT), "statements of sources that disagree"),
];

static STATUS: Shape = Shape {
    name: "[status]",
    doc: "whether it can be taken",
    keys: &[
        required("state", Kind::Word(DECLARED.names()), "where it stands, as last seen"),
        optional("available_from", Kind::Day, "first day it can be taken"),
        optional("retires_on", Kind::Day, "last day it can be taken"),
        optional(
            "replaced_by",
            Kind::Certifications,
            "what takes its place; [] says that nothing does",
        ),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

static REQUIREMENTS: Shape = Shape {
    name: "[requirements]",
    doc: "what must or should come first; without any rule: nothing is asked for",
    keys: &[
        optional("rule", Kind::Tables(&RULE), "one rule each, in the issuer's order"),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
    ],
    rules: &[],
};

/// The keys of [`RULE`] and [`NEED`] that say what is asked for: exactly one stands.
const NEEDS: &[Rule] = &[
    Rule::ExactlyOne(&[
        "all_of",
        "any_of",
        "n_of",
        "certification",
        "exam",
        "experience",
        "membership",
    ]),
    Rule::Needs("n_of", "of"),
    Rule::Needs("of", "n_of"),
    Rule::Needs("state", "certification"),
    Rule::Needs("years", "experience"),
];

static RULE: Shape = Shape {
    name: "[[requirements.rule]]",
    doc: "one rule: how binding it is, and what is asked for",
    keys: &[
        required("strength", Kind::Word(STRENGTH.names()), "how binding it is"),
        optional(
            "applies_to",
            Kind::Word(APPLIES_TO.names()),
            "what it stands before; credential if left out",
        ),
        ALL_OF,
        ANY_OF,
        N_OF,
        OF,
        CERTIFICATION_NEED,
        STATE,
        EXAM_NEED,
        EXPERIENCE,
        YEARS,
        MEMBERSHIP,
        optional("from", Kind::Day, "first day of the rule"),
        optional("until", Kind::Day, "last day of the rule"),
        NOTE,
    ],
    rules: NEEDS,
};

/// What is asked for within a rule.
pub(in crate::knowledge) static NEED: Shape = Shape {
    name: "{ … }",
    doc: "one thing that is asked for, or a choice of several",
    keys: &[
        ALL_OF,
        ANY_OF,
        N_OF,
        OF,
        CERTIFICATION_NEED,
        STATE,
        EXAM_NEED,
        EXPERIENCE,
        YEARS,
        MEMBERSHIP,
    ],
    rules: NEEDS,
};

const ALL_OF: Key = optional("all_of", Kind::Needs, "every one of these");
const ANY_OF: Key = optional("any_of", Kind::Needs, "one of these");
const N_OF: Key =
    optional("n_of", Kind::Number { least: 1, most: 99 }, "at least so many of those under `of`");
const OF: Key = optional("of", Kind::Needs, "what `n_of` counts");
const CERTIFICATION_NEED: Key =
    optional("certification", Kind::Certification, "id of a certification that counts");
const STATE: Key = optional(
    "state",
    Kind::Word(HELD.names()),
    "in what state that certification counts; passed if left out",
);
const EXAM_NEED: Key =
    optional("exam", Kind::Text(CODE_MAX), "code of an exam passed, whatever it led to");
const EXPERIENCE: Key =
    optional("experience", Kind::Text(PHRASE_MAX), "experience or skill, in words");
const YEARS: Key =
    optional("years", Kind::Number { least: 1, most: 50 }, "years of that experience");
const MEMBERSHIP: Key =
    optional("membership", Kind::Text(PHRASE_MAX), "belonging to a body, or endorsement by one");

static EXAM: Shape = Shape {
    name: "[[exam]]",
    doc: "one exam",
    keys: &[
        optional("name", Kind::Text(NAME_MAX), "what it is called, where there are several"),
        optional(
            "role",
            Kind::Word(ROLE.names()),
            "its part in the certification; sole if left out",
        ),
        optional("minutes", Kind::Number { least: 1, most: 10_000 }, "time for the questions"),
        optional(
            "extra_minutes",
            Kind::Number { least: 1, most: 1_000 },
            "time on top, for an agreement or a tutorial",
        ),
        optional("items", Kind::Number { least: 1, most: 1_000 }, "number of questions"),
        optional("items_least", Kind::Number { least: 1, most: 1_000 }, "fewest questions"),
        optional("items_most", Kind::Number { least: 1, most: 1_000 }, "most questions"),
        optional("pass_percent", Kind::Percent, "the mark that passes, as a share"),
        optional(
            "pass_score",
            Kind::Text(ALIAS_MAX),
            "the mark that passes, where it is not a share",
        ),
        optional("item_types", texts(PHRASE_MAX), "kinds of questions"),
        optional("languages", texts(ALIAS_MAX), "languages it is offered in, in English words"),
        optional("delivery", texts(PHRASE_MAX), "where and how it is sat"),
        optional("proctoring", Kind::Text(PHRASE_MAX), "whether somebody watches"),
        optional(
            "shared_with",
            Kind::Certifications,
            "other certifications that the same exam counts for; they list it too",
        ),
        NOTE,
        SOURCES,
        CHECKED_ON,
        CONFIDENCE_KEY,
        optional("version", Kind::Tables(&VERSION), "its successive versions, newest last"),
    ],
    rules: &[
        Rule::AtMostOne(&["items", "items_least"]),
        Rule::AtMostOne(&["items", "items_most"]),
        Rule::Needs("items_least", "items_most"),
        Rule::Needs("items_most", "items_least"),
        Rule::AtMostOne(&["pass_percent", "pass_score"]),
    ],
};

static VERSION: Shape = Shape {
    name: "[[exam.version]]",
    doc: "one version of an exam, booked under its own code",
    keys: &[
        required("code", Kind::Text(CODE_MAX), "as booked; x stands for any digit"),
        required("state", Kind::Word(VERSION_STATE.names()), "whether it can be booked"),
        optional("from", Kind::Day, "first day it can be booked"),
        optional("until", Kind::Day, "last day it can be booked"),
        NOTE,
    ],
    rules: &[],
};
