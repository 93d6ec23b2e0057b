//! The format of the knowledge files as a JSON Schema, for editors.

use serde_json::{Map, Value, json};

use super::shape::{
    CERTIFICATION, HOUSE, ISSUER, Key, Kind, NEED, Rule, Shape, URL_MAX, WORD_MAX, WORDS,
};

/// One JSON Schema (draft 2020-12) for all kinds of knowledge files. Made of the same tables that
/// the loader checks by; what only shows across files or in a calendar is left to the loader.
pub fn json_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "certguide knowledge file",
        "description": "A certification, its issuer, or words.toml.",
        "oneOf": [
            { "$ref": "#/$defs/certification" },
            { "$ref": "#/$defs/issuer" },
            { "$ref": "#/$defs/words" },
        ],
        "$defs": {
            "certification": table(&CERTIFICATION),
            "issuer": table(&ISSUER),
            "words": table(&WORDS),
            "need": table(&NEED),
        },
    })
}

/// The same for a house file.
pub fn house_json_schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "certguide house file",
        "$defs": { "need": table(&NEED) },
    });
    if let (Some(schema), Value::Object(file)) = (schema.as_object_mut(), table(&HOUSE)) {
        schema.extend(file);
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|it| (it.name.to_owned(), property(it))).collect();
    let required: Vec<&str> =
        shape.keys.iter().filter(|it| it.is_required).map(|it| it.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": shape.doc,
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        add(&mut schema, "required", json!(required));
    }
    let rules: Vec<Value> = shape.rules.iter().map(rule).collect();
    if !rules.is_empty() {
        add(&mut schema, "allOf", json!(rules));
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = value(key.kind);
    add(&mut schema, "description", json!(key.doc));
    schema
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Text(longest) => text(longest),
        Kind::Texts { longest, least: 0 } => json!({ "type": "array", "items": text(longest) }),
        Kind::Texts { longest, least } => {
            json!({ "type": "array", "minItems": least, "items": text(longest) })
        }
        Kind::Certification | Kind::Name => id(),
        Kind::Certifications => json!({ "type": "array", "items": id() }),
        Kind::Url => url(),
        Kind::Urls => json!({ "type": "object", "additionalProperties": url() }),
        Kind::SourceNames => {
            json!({ "type": "array", "minItems": 1, "items": { "type": "string" } })
        }
        Kind::Day | Kind::PastDay => json!({ "type": "string", "format": "date" }),
        Kind::PastDayOrMonth => {
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" })
        }
        Kind::Number { least, most } => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Amount => json!({ "type": "number", "minimum": 0 }),
        Kind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Kind::Percent => json!({ "type": "number", "minimum": 0, "maximum": 100 }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::True => json!({ "const": true }),
        Kind::Word(names) => json!({ "enum": names }),
        Kind::Table(shape) => table(shape),
        Kind::Tables(shape) => json!({ "type": "array", "minItems": 1, "items": table(shape) }),
        Kind::Entries(shape) => json!({
            "type": "object",
            "propertyNames": { "pattern": ID_PATTERN },
            "additionalProperties": table(shape),
        }),
        Kind::Needs => {
            json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/need" } })
        }
        Kind::WordLists => json!({
            "type": "object",
            "additionalProperties": { "type": "array", "items": text(WORD_MAX) },
        }),
    }
}

const ID_PATTERN: &str = "^[a-z0-9-]{1,40}$";

/// `maxLength` counts characters where we count UTF-16 units: the schema lets a little more pass.
fn text(longest: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": longest })
}

fn id() -> Value {
    json!({ "type": "string", "pattern": ID_PATTERN })
}

fn url() -> Value {
    json!({ "type": "string", "pattern": "^https?://", "maxLength": URL_MAX })
}

fn rule(rule: &Rule) -> Value {
    let has = |name: &str| json!({ "required": [name] });
    match rule {
        Rule::ExactlyOne(names) => {
            json!({ "oneOf": names.iter().map(|it| has(it)).collect::<Vec<_>>() })
        }
        Rule::AtMostOne(names) => json!({ "not": { "required": names } }),
        Rule::Needs(first, second) => json!({ "dependentRequired": { *first: [second] } }),
    }
}

fn add(schema: &mut Value, key: &str, value: Value) {
    if let Some(object) = schema.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
