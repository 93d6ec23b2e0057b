//! The shipped knowledge, and what holds for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use certguide::files;
use certguide::knowledge::diagnostic::Style;
use certguide::knowledge::source::SourceFile;
use certguide::knowledge::{CertificationId, load, schema};
use jsonschema::Validator;
use serde_json::Value;

use crate::shipped;

#[test]
fn the_shipped_knowledge_has_no_diagnostics() {
    let files = files::read(Path::new("knowledge")).unwrap();
    let (knowledge, diagnostics) = load(&files, shipped::today());
    assert_eq!(diagnostics.render(&files, Style::Plain), "");
    assert!(knowledge.iter().len() > 0);
}

/// An id is written in buttons, links and people's notes. One that goes away breaks them.
#[test]
fn ids_never_vanish() {
    let (knowledge, _) = load(&files::embedded(), shipped::today());
    let ids = fs::read_to_string("tests/data/ids.txt").unwrap();
    for line in ids.lines().filter(|it| !it.starts_with('#') && !it.is_empty()) {
        let id = CertificationId::parse(line).unwrap();
        assert!(
            knowledge.get(&id).is_some(),
            "`{id}` was there once: keep its file, or mark it retired"
        );
    }
    for certification in knowledge.iter() {
        let id = certification.id.as_str();
        assert!(ids.lines().any(|it| it == id), "`{id}` is new: add it to tests/data/ids.txt");
    }
}

/// Two notes that are asked for by one phrase could not be told apart. What a certification says goes
/// before what its issuer says, so the same phrase may stand in both.
#[test]
fn every_phrase_that_people_ask_by_leads_to_one_note() {
    let knowledge = shipped::knowledge();
    let of_issuers = knowledge.issuers().map(|it| (it.short_name.as_str(), &it.notes));
    let of_certifications = knowledge.iter().map(|it| (it.label(), &it.notes));
    for (owner, notes) in of_issuers.chain(of_certifications) {
        let mut seen = BTreeSet::new();
        for phrase in notes.iter().flat_map(|it| &it.value.asked_as) {
            assert!(seen.insert(phrase), "{owner}: two notes are asked for by `{phrase}`");
            assert_eq!(*phrase, phrase.to_lowercase(), "{owner}");
        }
    }
}

/// `UPDATE_EXPECT=1` writes it.
#[test]
fn the_schema_in_the_repository_is_the_one_of_the_loader() {
    let schema = format!("{:#}\n", schema::json_schema());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write("knowledge/schema.json", &schema).unwrap();
    }
    assert_eq!(fs::read_to_string("knowledge/schema.json").unwrap(), schema);
}

#[test]
fn the_schema_is_a_schema_and_accepts_what_the_loader_accepts() {
    let schema = schema::json_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let packs = [files::embedded(), files::read(Path::new("tests/data/knowledge")).unwrap()];
    for file in packs.iter().flatten() {
        let faults = faults(&validator, file);
        assert!(faults.is_empty(), "{}: {}", file.path, faults.join("\n"));
    }
}

#[test]
fn the_schema_refuses_what_the_loader_refuses() {
    let validator = jsonschema::validator_for(&schema::json_schema()).unwrap();
    let pack = files::read(Path::new("tests/data/knowledge")).unwrap();
    let sound = pack
        .iter()
        .find(|it| it.path == "microsoft/certifications/devops-engineer-expert.toml")
        .unwrap();
    for (from, to) in [
        ("summary = ", "sumary = "),
        ("state = \"active\"", "state = \"running\""),
        ("checked_on = 2026-10-05", "checked_on = 2026"),
        ("confidence = \"high\"", ""),
        ("months = 12", "months = 12\nlifetime = true"),
        ("strength = \"required\"", ""),
        ("https://", "ftp://"),
    ] {
        assert!(sound.text.contains(from), "{from}");
        let file = SourceFile { text: sound.text.replace(from, to), ..sound.clone() };
        assert!(!faults(&validator, &file).is_empty(), "the schema lets `{to}` pass");
        let all: Vec<SourceFile> =
            pack.iter().map(|it| if it.path == file.path { &file } else { it }).cloned().collect();
        assert!(load(&all, shipped::today()).1.has_errors(), "the loader lets `{to}` pass");
    }
}

fn faults(validator: &Validator, file: &SourceFile) -> Vec<String> {
    let table: toml::Table = file.text.parse().unwrap();
    let value = json(toml::Value::Table(table));
    validator.iter_errors(&value).map(|it| it.to_string()).collect()
}

/// As editors see it: a date is text.
pub(crate) fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(it) => it.into(),
        toml::Value::Integer(it) => it.into(),
        toml::Value::Float(it) => it.into(),
        toml::Value::Boolean(it) => it.into(),
        toml::Value::Datetime(it) => it.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, it)| (key, json(it))).collect())
        }
    }
}

#[test]
fn the_smallest_example_of_the_readme_loads_as_it_stands() {
    let readme = fs::read_to_string("knowledge/README.md").unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let mut files = files::embedded();
    let path = "python-institute/certifications/example.toml".to_owned();
    files.push(SourceFile { path, text: text.to_owned() });
    let (knowledge, diagnostics) = load(&files, shipped::today());
    assert_eq!(diagnostics.render(&files, Style::Plain), "");
    assert!(knowledge.get(&CertificationId::parse("example").unwrap()).is_some());
}

#[test]
fn nothing_that_the_article_teaches_is_lost() {
    let list = fs::read_to_string("tests/data/article.txt").unwrap();
    for line in list.lines().filter(|it| !it.starts_with('#')) {
        let (id, terms) = line.split_once(": ").unwrap();
        let it = shipped::knowledge().get(&CertificationId::parse(id).unwrap()).unwrap();
        let sections = it.syllabus.iter().flat_map(|it| &it.value.sections);
        let in_syllabus = sections.flat_map(|it| it.topics.iter().chain([&it.title]));
        let texts: Vec<String> = in_syllabus
            .chain([&it.name, &it.summary])
            .chain(it.topics.iter().chain(&it.audience).chain(&it.demonstrates))
            .map(|it| it.to_lowercase())
            .collect();
        for term in terms.split("; ") {
            assert!(texts.iter().any(|it| it.contains(term)), "{id} says nothing of `{term}`");
        }
    }
}
