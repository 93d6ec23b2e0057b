//! Who may import whom, and other walls. Fails with the file and line of each offence.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the crate modules that it may use, beside itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("knowledge", &[]),
    ("answer", &["call"]),
    ("call", &[]),
    ("matching", &["knowledge"]),
    ("graph", &["knowledge"]),
    ("guild", &["knowledge", "answer"]),
    ("wording", &["knowledge", "graph", "answer"]),
    ("question", &["knowledge", "matching", "graph", "call"]),
    (
        "commands",
        &["knowledge", "matching", "graph", "question", "guild", "wording", "answer", "call"],
    ),
    ("render", &["answer"]),
    ("service", &["knowledge", "matching", "question", "guild", "commands", "answer", "call"]),
    ("files", &["knowledge"]),
    ("config", &[]),
    ("checkup", &["knowledge", "files", "config"]),
    ("telemetry", &["config"]),
    ("metrics", &["knowledge"]),
    ("state", &[]),
    ("store", &["guild", "knowledge", "config"]),
    ("watchdog", &[]),
    ("http", &[]),
    ("runtime", &[]),
    ("reload", &["knowledge", "files", "service"]),
    (
        "desk",
        &[
            "knowledge",
            "call",
            "answer",
            "guild",
            "commands",
            "service",
            "config",
            "store",
            "reload",
        ],
    ),
    ("terminal", &["service", "render", "commands", "matching", "call", "answer"]),
    (
        "discord",
        &[
            "desk",
            "guild",
            "reload",
            "store",
            "service",
            "render",
            "knowledge",
            "commands",
            "call",
            "answer",
            "config",
            "checkup",
            "metrics",
            "state",
            "watchdog",
            "http",
            "runtime",
        ],
    ),
    (
        "preview",
        &["discord", "reload", "service", "knowledge", "files", "config", "http", "runtime"],
    ),
];

/// Modules that are functions of their input and nothing else.
const PURE: &[&str] = &[
    "knowledge",
    "answer",
    "call",
    "matching",
    "graph",
    "question",
    "guild",
    "wording",
    "commands",
    "render",
];

/// What no pure module may name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io",
    "std::thread",
    "std::time",
    "tokio",
    "tracing",
    "serenity",
    "twilight",
    "axum",
    "reqwest",
    "async fn",
];

/// Modules of the core whose types never go over a wire as they are.
const WITHOUT_WIRE: &[&str] = &[
    "knowledge",
    "answer",
    "call",
    "matching",
    "graph",
    "question",
    "guild",
    "wording",
    "commands",
];

#[test]
fn modules_use_only_what_they_may() {
    let offences = offences(|module, line| {
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("add `{module}` to MAY_USE in tests/it/boundaries.rs"));
        let used = crate_modules(line).into_iter();
        used.filter(|it| it != module && !allowed.contains(&it.as_str()))
            .map(|it| format!("`{module}` may not use `{it}`"))
            .collect()
    });
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn the_core_does_no_io_and_tells_no_time() {
    let offences = offences(|module, line| {
        let named = IMPURE.iter().filter(|it| PURE.contains(&module) && line.contains(**it));
        named.map(|it| format!("`{module}` is pure and may not name `{it}`")).collect()
    });
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn only_the_discord_door_names_discord_libraries() {
    let offences = offences(|module, line| {
        let libraries = ["serenity", "twilight_gateway"];
        let named = libraries.iter().filter(|it| module != "discord" && line.contains(**it));
        // The log has to be told what not to repeat.
        named
            .filter(|_| module != "telemetry")
            .map(|it| format!("`{module}` may not name `{it}`"))
            .collect()
    });
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn no_type_of_the_core_is_a_wire_format() {
    let offences = offences(|module, line| {
        let derives = line.contains("derive(") && line.contains("Serialize");
        let is_offence = derives && WITHOUT_WIRE.contains(&module);
        is_offence.then(|| format!("`{module}` may not derive `Serialize`")).into_iter().collect()
    });
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn features_are_asked_for_at_the_doors_only() {
    let places = ["src/lib.rs", "src/main.rs"];
    for file in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let is_allowed = places.contains(&file.to_str().unwrap());
        assert!(is_allowed || !text.contains("cfg(feature"), "{}", file.display());
    }
}

#[test]
fn every_command_is_listed() {
    let list = fs::read_to_string("src/commands.rs").unwrap();
    let mut commands = 0;
    for file in rust_files(Path::new("src/commands")) {
        if !fs::read_to_string(&file).unwrap().contains("static COMMAND: Command") {
            continue;
        }
        let module = file.strip_prefix("src/commands").unwrap().with_extension("");
        let path = module.to_str().unwrap().replace(['/', '\\'], "::");
        commands += 1;
        let place = file.display();
        assert!(list.contains(&format!("&{path}::COMMAND,")), "{place} is not in COMMANDS");
    }
    assert_eq!(commands, certguide::commands::COMMANDS.len());
}

#[test]
fn every_file_opens_with_what_it_knows_and_leaves_nothing_for_later() {
    for file in rust_files(Path::new("src")).iter().chain(&rust_files(Path::new("tests"))) {
        let text = fs::read_to_string(file).unwrap();
        let place = file.display();
        let is_test = file.ends_with("tests.rs");
        assert!(text.starts_with("//! ") || is_test, "{place} does not open with `//!`");
        // Spelt in two parts, or this file would find itself.
        for mark in [concat!("to", "do!("), concat!("db", "g!("), concat!("FIX", "ME")] {
            assert!(!text.contains(mark), "{place} has `{mark}`");
        }
    }
}

#[test]
fn source_files_are_short_enough_to_read_at_once() {
    for file in rust_files(Path::new("src")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400 || file.ends_with("tests.rs"), "{}: {lines} lines", file.display());
    }
}

/// Runs `check` over each line of code under `src` with its module's name.
fn offences(check: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let mut offences = Vec::new();
    for file in rust_files(Path::new("src")) {
        let Some(module) = module_of(&file) else {
            continue;
        };
        // Tests may build what they test with.
        if file.components().any(|it| matches!(it.as_os_str().to_str(), Some("tests" | "tests.rs")))
        {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().take_while(|it| *it != "mod tests {");
        for (index, line) in code.enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            let place = format!("{}:{}", file.display(), index + 1);
            offences.extend(check(&module, line).into_iter().map(|it| format!("{place}: {it}")));
        }
    }
    offences
}

/// The first path component under `src`, without `.rs`; `None` for `lib.rs` and `main.rs`.
fn module_of(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").ok()?.components().next()?;
    let name = first.as_os_str().to_str()?.trim_end_matches(".rs");
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// The modules named after `crate::` on a line, also within braces.
fn crate_modules(line: &str) -> Vec<String> {
    let name = |rest: &str| -> String {
        rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect()
    };
    let mut modules = Vec::new();
    for rest in line.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => modules.extend(list.split(',').map(|it| name(it.trim()))),
            None => modules.push(name(rest)),
        }
    }
    modules.retain(|it| !it.is_empty());
    modules
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("target") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
