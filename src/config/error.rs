//! What is wrong with a setting, drawn where it stands, with nothing secret in it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::keys::Key;

/// Why there is no configuration: a message, its place, and what to do. Displays as several lines
/// without a final newline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(String);

/// A configuration file, as read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path, as the person gave it.
    pub path: &'a str,
    /// What is in it.
    pub text: &'a str,
}

impl ConfigError {
    /// A message with no place.
    pub(super) fn plain(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// Something wrong at a place in the file. `hint` may be empty.
    pub(super) fn in_file(file: File<'_>, span: Range<usize>, message: &str, hint: &str) -> Self {
        let masked = masked(file.text);
        let end = masked.len();
        let span = span.start.min(end)..span.end.min(end);
        let message = without_secrets(message);
        let group = Level::ERROR.no_name().primary_title(message.as_str()).element(
            Snippet::source(masked.as_str())
                .path(file.path)
                .annotation(AnnotationKind::Primary.span(span)),
        );
        let group = match hint {
            "" => group,
            hint => group.element(Level::HELP.with_name("hint").message(hint)),
        };
        Self(Renderer::plain().render(&[group]).trim_end().to_owned())
    }

    /// Something wrong with an environment variable. `hint` may be empty.
    pub(super) fn in_variable(variable: &str, message: &str, hint: &str) -> Self {
        let message = without_secrets(message);
        let place = format!("{message}\n --> environment variable `{variable}`");
        match hint {
            "" => Self(place),
            hint => Self(format!("{place}\n  = hint: {hint}")),
        }
    }

    /// Something wrong in a file that holds one setting's value.
    pub(super) fn in_value_file(path: &str, key: &Key, message: &str) -> Self {
        Self(format!("{message}\n --> {path}, named by `{}` (`{}`)", key.name, key.variable()))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// The text with everything that may be a secret starred out, each byte by one star, so that
/// places stay where they are.
fn masked(text: &str) -> String {
    text.split_inclusive('\n').map(masked_line).collect()
}

/// Hides what follows `token… =` and `url =`, and whatever looks like a secret anywhere else: a token may be
/// in the wrong place, which is why the line is drawn.
fn masked_line(line: &str) -> String {
    match line.split_once('=') {
        Some((key, value))
            if (key.contains("tok") && !key.contains("file")) || key.trim() == "url" =>
        {
            format!("{}={}", without_secrets(key), stars_for(value))
        }
        _ => without_secrets(line),
    }
}

/// Stars out every address with a password, and every long run of letters and digits.
fn without_secrets(text: &str) -> String {
    let is_end = |it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '`');
    let words = text.split_inclusive(is_end).map(|word| match word.split_once("://") {
        Some((scheme, rest)) if rest.contains('@') || rest.contains("password") => {
            let end = rest.chars().next_back().filter(|it| is_end(*it));
            let rest = rest.strip_suffix(is_end).unwrap_or(rest);
            format!("{scheme}://{}{}", stars_for(rest), end.map(String::from).unwrap_or_default())
        }
        _ => word.to_owned(),
    });
    without_long_runs(&words.collect::<String>())
}

fn without_long_runs(text: &str) -> String {
    // Longer than an id, shorter than the first part of a token.
    const LONG: usize = 22;
    let mut masked = String::new();
    for word in text.split_inclusive(|it: char| !is_token_character(it)) {
        let run = word.trim_end_matches(|it| !is_token_character(it));
        // Our own long names have no digits.
        if run.len() >= LONG && run.contains(|it: char| it.is_ascii_digit()) {
            masked.push_str(&stars_for(run));
            masked.extend(word.chars().skip(run.chars().count()));
        } else {
            masked.push_str(word);
        }
    }
    masked
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

fn stars_for(text: &str) -> String {
    let mut stars = String::new();
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\r' | '\n' | '"' | '\'' => stars.push(character),
            other => stars.extend(std::iter::repeat_n('*', other.len_utf8())),
        }
    }
    stars
}
