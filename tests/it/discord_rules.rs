//! The table "Discord's rules" in ARCHITECTURE.md: every rule has a row, and what a row names is
//! there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rules, by what they are about and how many there are.
const RULES: [(char, usize); 6] = [('C', 15), ('A', 10), ('M', 7), ('H', 4), ('G', 14), ('E', 5)];

fn all() -> Vec<String> {
    let of = |(letter, count): (char, usize)| (1..=count).map(move |it| format!("{letter}{it}"));
    RULES.into_iter().flat_map(of).collect()
}

/// What holds each rule, by the table.
fn table() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, table) = text.split_once("## Discord's rules").expect("the table");
    table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [rule, _, held] = cells.as_slice() else { return None };
            (rule.len() <= 3).then(|| ((*rule).to_owned(), (*held).to_owned()))
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files
}

/// Whether this rule is held by what the table names.
fn is_held(rule: &str, held: &str, sources: &str) -> Result<(), String> {
    if held.starts_with("Cannot apply: ") && held.ends_with('.') {
        return Ok(());
    }
    let names: Vec<&str> = held.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return Err(format!("{rule}: neither a test nor a reason"));
    }
    for name in names {
        if Path::new(name).extension().is_some() {
            let file = fs::read_to_string(root().join("tests/it/fake_discord").join(name)).unwrap();
            // As it stands in a message, before what is wrong.
            if !file.contains(&format!("\"{rule}")) {
                return Err(format!("{rule}: {name} does not name it"));
            }
            continue;
        }
        if !sources.contains(&format!("fn {name}(")) {
            return Err(format!("{rule}: there is no test `{name}`"));
        }
        if !name.split('_').any(|it| it.eq_ignore_ascii_case(rule)) {
            return Err(format!("{rule}: `{name}` does not have it in its name"));
        }
    }
    Ok(())
}

#[test]
fn every_rule_of_discords_is_held_by_a_test_or_a_reason() {
    let table = table();
    let files = [rust_files(&root().join("tests/it")), rust_files(&root().join("src"))].concat();
    let sources: String = files.iter().map(|it| fs::read_to_string(it).unwrap()).collect();
    let problems: Vec<String> = all()
        .iter()
        .filter_map(|rule| match table.get(rule) {
            Some(held) => is_held(rule, held, &sources).err(),
            None => Some(format!("{rule}: no row")),
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(table.len(), all().len());
}
