//! From a house file to what it says in itself.

use toml::{Table, Value};

use super::{House, text};
use crate::knowledge::diagnostic::Diagnostics;
use crate::knowledge::load::read_house;
use crate::knowledge::source::SourceFile;
use crate::knowledge::{CertificationId, Date};

pub(super) fn read(file: &SourceFile, today: Date) -> (House, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let layer = read_house(0, file, today, &mut diagnostics);
    diagnostics.sort(&[file]);
    // What could not be read has no entries, and is not read again.
    let texts: Table =
        if layer.entries.is_empty() { Table::new() } else { file.text.parse().unwrap_or_default() };
    let tables = texts.get("certification").and_then(Value::as_table);
    let entry = |id: &CertificationId| -> Option<(CertificationId, String)> {
        let table = tables?.get(id.as_str())?.as_table()?;
        Some((id.clone(), text::entry(id, table)))
    };
    let house = House {
        aliases: layer
            .aliases
            .iter()
            .map(|it| (it.name.value.clone(), it.id.value.clone()))
            .collect(),
        notes: layer.notes.iter().map(|it| (it.id.value.clone(), it.note.clone())).collect(),
        hidden: layer.hidden.iter().map(|it| it.value.clone()).collect(),
        entries: layer.entries.iter().filter_map(|it| entry(&it.id)).collect(),
    };
    (house, diagnostics)
}
