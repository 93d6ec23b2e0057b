//! Settings as text, each with the place it was given at: environment over file over default.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, File};
use super::keys::{KEYS, Key, key, nearest};

/// What was given for each key, the strongest only.
pub(super) struct Values<'a> {
    file: Option<File<'a>>,
    given: BTreeMap<&'static str, Given>,
}

/// What was given for one key.
struct Given {
    /// Items of a list are separated by commas. Not empty.
    text: String,
    origin: Origin,
}

/// Where a value is from, weakest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Default,
    File(usize, usize),
    Variable(String),
}

impl<'a> Values<'a> {
    /// Puts the three sources together. An empty text counts as not given.
    pub(super) fn collect(
        file: Option<File<'a>>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut values = Self { file, given: BTreeMap::new() };
        for key in KEYS {
            values.put(key, key.default, Origin::Default);
        }
        if let Some(file) = file {
            values.read_file(file)?;
        }
        values.read_environment(environment)?;
        Ok(values)
    }

    /// The value of a key that may be left out.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(given) = self.given.get(name) else { return Ok(None) };
        parse(&given.text).map(Some).map_err(|problem| self.wrong(name, &given.origin, &problem))
    }

    /// The value of a key that has a default.
    pub(super) fn required<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        self.optional(name, parse)?
            .ok_or_else(|| ConfigError::plain(format!("`{name}` is not set and has no default")))
    }

    /// Where the value of a key is from, if it has one.
    pub(super) fn origin(&self, name: &str) -> Option<&Origin> {
        self.given.get(name).map(|it| &it.origin)
    }

    /// The error for a value of `name` that cannot be used; `problem` says what was expected.
    pub(super) fn wrong(&self, name: &str, origin: &Origin, problem: &str) -> ConfigError {
        let message = format!("`{name}`: {problem}");
        let variable = key(name).map(Key::variable).unwrap_or_default();
        match (origin, self.file) {
            (Origin::File(start, end), Some(file)) => {
                let hint = format!("change it here, or set `{variable}`, which takes precedence");
                ConfigError::in_file(file, *start..*end, &message, &hint)
            }
            (Origin::Variable(variable), _) => ConfigError::in_variable(variable, &message, ""),
            _ => ConfigError::plain(message),
        }
    }

    fn put(&mut self, key: &'static Key, text: &str, origin: Origin) {
        if text.trim().is_empty() {
            return;
        }
        self.given.insert(key.name, Given { text: text.trim().to_owned(), origin });
    }

    fn read_file(&mut self, file: File<'_>) -> Result<(), ConfigError> {
        let table = DeTable::parse(file.text).map_err(|error| {
            // Only the message: the crate's own drawing would show the line as it is.
            let span = error.span().unwrap_or_default();
            ConfigError::in_file(file, span, &format!("not TOML: {}", error.message()), "")
        })?;
        for (section, value) in table.get_ref() {
            let name = section.get_ref().as_ref();
            let Some(entries) = value.get_ref().as_table() else {
                return Err(unknown_section(file, section.span(), name));
            };
            if !KEYS.iter().any(|it| it.section() == name) {
                return Err(unknown_section(file, section.span(), name));
            }
            for (entry, value) in entries {
                let name = format!("{name}.{}", entry.get_ref());
                let Some(key) = key(&name) else {
                    return Err(unknown_key(file, entry.span(), &name));
                };
                let text = text(value, key).map_err(|problem| {
                    let Range { start, end } = value.span();
                    self.wrong(key.name, &Origin::File(start, end), &problem)
                })?;
                self.put(key, &text, Origin::File(value.span().start, value.span().end));
            }
        }
        Ok(())
    }

    fn read_environment(
        &mut self,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), ConfigError> {
        let environment: BTreeMap<String, String> = environment.into_iter().collect();
        for name in environment.keys() {
            let is_known = KEYS.iter().any(|it| it.variable() == *name);
            if name.starts_with("CERTGUIDE_") && !is_known && !is_from_kubernetes(name) {
                return Err(unknown_variable(name));
            }
        }
        for key in KEYS {
            // Our own name comes last, since it is the one nobody sets by accident.
            for name in key.alias.map(str::to_owned).into_iter().chain([key.variable()]) {
                if let Some(value) = environment.get(&name) {
                    self.put(key, value, Origin::Variable(name));
                }
            }
        }
        Ok(())
    }
}

/// Kubernetes sets such variables in every container beside a service called `certguide`.
fn is_from_kubernetes(name: &str) -> bool {
    let name = name.strip_prefix("CERTGUIDE_").unwrap_or(name);
    name == "PORT" || name.starts_with("PORT_") || name.starts_with("SERVICE_")
}

/// A value of the file as the environment would give it.
fn text(value: &Spanned<DeValue<'_>>, key: &Key) -> Result<String, String> {
    match (value.get_ref(), key.is_list) {
        (DeValue::Array(items), true) => {
            let items: Result<Vec<String>, String> = items.iter().map(scalar).collect();
            Ok(items?.join(","))
        }
        (_, true) => Err("expected a list, such as `[1, 2]`".to_owned()),
        (_, false) => scalar(value),
    }
}

fn scalar(value: &Spanned<DeValue<'_>>) -> Result<String, String> {
    match value.get_ref() {
        DeValue::String(it) => Ok(it.clone().into_owned()),
        DeValue::Integer(it) if it.radix() == 10 => Ok(it.as_str().to_owned()),
        DeValue::Boolean(it) => Ok(it.to_string()),
        other => Err(format!("expected a text, found {} {}", article(other), other.type_str())),
    }
}

fn article(value: &DeValue<'_>) -> &'static str {
    if value.is_array() || value.is_integer() { "an" } else { "a" }
}

fn unknown_section(file: File<'_>, span: Range<usize>, name: &str) -> ConfigError {
    // Someone who left the section out has typed the rest of a key.
    let inside = KEYS.iter().find(|it| it.name.ends_with(&format!(".{name}")));
    let hint = match (inside, nearest(name, KEYS.iter().map(Key::section))) {
        (Some(key), _) => format!("put it under `[{}]`", key.section()),
        (None, Some(section)) => format!("did you mean `[{section}]`?"),
        (None, None) => format!("there are {}", listed(sections().map(|it| format!("[{it}]")))),
    };
    ConfigError::in_file(file, span, &format!("unknown setting `{name}`"), &hint)
}

fn unknown_key(file: File<'_>, span: Range<usize>, name: &str) -> ConfigError {
    let section = name.split_once('.').map_or("", |(section, _)| section);
    let known = KEYS.iter().filter(|it| it.section() == section);
    let hint = match nearest(name, KEYS.iter().map(|it| it.name)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("there are {}", listed(known.map(|it| it.name.to_owned()))),
    };
    ConfigError::in_file(file, span, &format!("unknown setting `{name}`"), &hint)
}

fn unknown_variable(name: &str) -> ConfigError {
    let variables: Vec<String> = KEYS.iter().map(Key::variable).collect();
    let hint = match nearest(name, variables.iter().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "all of them stand in config.example.toml".to_owned(),
    };
    ConfigError::in_variable(name, "no setting has this name", &hint)
}

fn sections() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    KEYS.iter().map(Key::section).filter(move |it| std::mem::replace(&mut last, it) != *it)
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|it| format!("`{it}`")).collect();
    names.join(", ")
}
