//! Exams, prices, validity and what follows, each from its table.

use crate::knowledge::reader::Table;
use crate::knowledge::shape::{
    COVERS, FACT_GROUP, NOTE_TOPIC, RENEWAL_METHOD, ROLE, VERSION_STATE,
};
use crate::knowledge::{
    Conflict, Days, Exam, ExamRole, ExamVersion, IssuerLinks, ItemCount, Lasts, Links, Minutes,
    Money, Months, Next, Note, Percent, Price, Prices, Provenance, Renewal, Resource, Retake,
    Section, Syllabus, Validity,
};

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn exam(table: &Table) -> Option<Exam> {
    Some(Exam {
        name: table.text("name"),
        role: table.word("role", &ROLE).unwrap_or(ExamRole::Sole),
        versions: table.tables("version").iter().filter_map(version).collect(),
        length: table.number("minutes").map(Minutes),
        extra: table.number("extra_minutes").map(Minutes),
        items: item_count(table),
        pass_mark: table.tenths("pass_percent").map(Percent),
        pass_score: table.text("pass_score"),
        item_types: table.texts("item_types"),
        languages: table.texts("languages"),
        delivery: table.texts("delivery"),
        proctoring: table.text("proctoring"),
        shared_with: table.ids("shared_with"),
        note: table.text("note"),
    })
}

fn item_count(table: &Table) -> Option<ItemCount> {
    if let Some(items) = table.number("items") {
        return Some(ItemCount { least: items, most: items });
    }
    let count =
        ItemCount { least: table.number("items_least")?, most: table.number("items_most")? };
    (count.least <= count.most).then_some(count)
}

fn version(table: &Table) -> Option<ExamVersion> {
    Some(ExamVersion {
        code: table.text("code")?,
        state: table.word("state", &VERSION_STATE)?,
        from: table.day("from"),
        until: table.day("until"),
        note: table.text("note"),
    })
}

pub(super) fn prices(table: &Table) -> Option<Prices> {
    let list: Vec<Price> = table.tables("price").iter().filter_map(price).collect();
    (!list.is_empty()).then(|| Prices { list, note: table.text("note") })
}

fn price(table: &Table) -> Option<Price> {
    Some(Price {
        amount: Money {
            hundredths: table.hundredths("amount")?,
            currency: table.text("currency")?,
        },
        covers: table.word("covers", &COVERS)?,
        is_least: table.is_set("is_least"),
        region: table.text("region"),
        exam: table.text("exam"),
        seen_on: table.seen("seen_on"),
        note: table.text("note"),
    })
}

pub(super) fn validity(table: &Table) -> Option<Validity> {
    let lasts = if let Some(months) = table.number("months") {
        Lasts::For(Months(months))
    } else if table.is_set("lifetime") {
        Lasts::Lifetime
    } else if table.is_set("until_first_member_expires") {
        Lasts::UntilFirstMemberExpires
    } else if table.is_set("unknown") {
        Lasts::Unknown
    } else {
        return None;
    };
    Some(Validity { lasts, applies_to: table.text("applies_to"), note: table.text("note") })
}

pub(super) fn renewal(table: &Table) -> Option<Renewal> {
    Some(Renewal {
        by: table.word("by", &RENEWAL_METHOD)?,
        certifications: table.ids("certifications"),
        window: table.number("window_months").map(Months),
        extends: table.number("extends_months").map(Months),
        note: table.text("note"),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn retake(table: &Table) -> Option<Retake> {
    Some(Retake { wait: table.number("wait_days").map(Days), note: table.text("note") })
}

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn syllabus(table: &Table) -> Option<Syllabus> {
    Some(Syllabus {
        exam: table.text("exam"),
        updated_on: table.day("updated_on"),
        is_outdated: table.is_set("is_outdated"),
        sections: table.tables("section").iter().filter_map(section).collect(),
        note: table.text("note"),
    })
}

fn section(table: &Table) -> Option<Section> {
    Some(Section {
        title: table.text("title")?,
        items: table.number("items"),
        weight: table.tenths("weight_percent").map(Percent),
        topics: table.texts("topics"),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn next(table: &Table) -> Option<Next> {
    Some(Next {
        main: table.ids("main"),
        alternatives: table.ids("alternatives"),
        note: table.text("note"),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn links(table: &Table) -> Option<Links> {
    let resources = |key: &str| table.tables(key).iter().filter_map(resource).collect();
    Some(Links {
        official: table.text("official"),
        syllabus: table.text("syllabus"),
        syllabus_pdf: table.text("syllabus_pdf"),
        policies: table.text("policies"),
        verification: table.text("verification"),
        courses: resources("courses"),
        practice: resources("practice"),
        note: table.text("note"),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "all of these have one signature")]
pub(super) fn issuer_links(table: &Table) -> Option<IssuerLinks> {
    Some(IssuerLinks {
        certifications: table.text("certifications"),
        policies: table.text("policies"),
        store: table.text("store"),
        verification: table.text("verification"),
        account: table.text("account"),
        note: table.text("note"),
    })
}

fn resource(table: &Table) -> Option<Resource> {
    Some(Resource {
        title: table.text("title")?,
        url: table.text("url"),
        is_free: table.is_set("is_free"),
    })
}

pub(super) fn note(table: &Table) -> Option<Note> {
    Some(Note {
        about: table.word("about", &NOTE_TOPIC)?,
        asked_as: table.texts("asked_as"),
        text: table.text("text")?,
    })
}

pub(super) fn conflict(table: &Table, provenance: Provenance) -> Option<Conflict> {
    let claims = table.texts("claims");
    if claims.len() < 2 {
        return None;
    }
    Some(Conflict {
        about: table.word("about", &FACT_GROUP)?,
        question: table.text("question")?,
        claims,
        believed: table.text("believed")?,
        because: table.text("because")?,
        in_short: table.text("in_short").unwrap_or_default(),
        provenance,
    })
}
