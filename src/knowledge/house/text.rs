//! Additions as a house file has them. Whatever is said is written by the `toml` crate, so that no
//! text can become anything else.

use std::fmt::Write;

use toml::{Table, Value};

use super::HouseNote;
use crate::knowledge::CertificationId;
use crate::knowledge::shape::{HOUSE, Kind, Shape};

/// `[[alias]]` with what belongs to it, ending in a line break.
pub fn alias_text(name: &str, id: &CertificationId) -> String {
    let (name, id) = (quoted(name), quoted(id.as_str()));
    format!("[[alias]]\nname = {name}\ncertification = {id}\n")
}

/// `[[note]]` with what belongs to it, ending in a line break.
pub fn note_text(id: &CertificationId, note: &HouseNote) -> String {
    let (id, text) = (quoted(id.as_str()), quoted(&note.text));
    let mut out = format!("[[note]]\ncertification = {id}\ntext = {text}\n");
    if let Some(url) = &note.url {
        let _ = writeln!(out, "url = {}", quoted(url));
    }
    out
}

/// `[[hidden]]` with what belongs to it, ending in a line break.
pub fn hidden_text(id: &CertificationId) -> String {
    format!("[[hidden]]\ncertification = {}\n", quoted(id.as_str()))
}

/// `[certification.<id>]` with all that belongs to it, keys in the order of the format, ending in a
/// line break. Comments of `text` are not kept. `None` if it is not TOML.
///
/// `text` is what the file `certifications/<id>.toml` of an issuer would be.
pub fn entry_text(id: &CertificationId, text: &str) -> Option<String> {
    Some(entry(id, &text.parse().ok()?))
}

/// The same of an entry that was read.
pub(super) fn entry(id: &CertificationId, table: &Table) -> String {
    let mut out = String::new();
    let shape = HOUSE.key("certification").and_then(|it| match it.kind {
        Kind::Entries(shape) => Some(shape),
        _ => None,
    });
    let path = format!("certification.{id}");
    let _ = writeln!(out, "[{path}]");
    write_keys(&mut out, &path, table, shape);
    out
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A key as it is written: bare where it can be.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// First what stands on one line, then what has headings of its own.
fn write_keys(out: &mut String, path: &str, table: &Table, shape: Option<&'static Shape>) {
    let place = |name: &str| {
        let names = shape.into_iter().flat_map(|it| it.keys);
        names.map(|it| it.name).position(|it| it == name).unwrap_or(usize::MAX)
    };
    let mut keys: Vec<(&String, &Value)> = table.iter().collect();
    keys.sort_by_key(|(name, _)| (place(name), *name));
    let kind = |name: &str| shape.and_then(|it| it.key(name)).map(|it| it.kind);
    let (headed, plain): (Vec<_>, Vec<_>) =
        keys.into_iter().partition(|(name, value)| has_heading(value, kind(name)));
    for (name, value) in plain {
        let _ = writeln!(out, "{} = {value}", key(name));
    }
    for (name, value) in headed {
        let path = format!("{path}.{}", key(name));
        let shape = match kind(name) {
            Some(Kind::Table(shape) | Kind::Tables(shape)) => Some(shape),
            _ => None,
        };
        match value {
            Value::Array(tables) => {
                for table in tables.iter().filter_map(Value::as_table) {
                    let _ = writeln!(out, "[[{path}]]");
                    write_keys(out, &path, table, shape);
                }
            }
            value => {
                let _ = writeln!(out, "[{path}]");
                write_keys(out, &path, value.as_table().unwrap_or(&Table::new()), shape);
            }
        }
    }
}

/// Whether a value is written under a heading rather than in a line.
fn has_heading(value: &Value, kind: Option<Kind>) -> bool {
    match (value, kind) {
        (_, Some(Kind::Needs)) => false,
        (_, Some(Kind::Tables(shape))) if shape.is_inline() => false,
        (Value::Table(_), _) => true,
        (Value::Array(items), _) => !items.is_empty() && items.iter().all(Value::is_table),
        _ => false,
    }
}
