//! One call of one command, as text: `path to:"pcpp2" from:"pcep"`.
//!
//! The terminal reads it from the keyboard, a Discord button carries it as its id, and examples
//! and tests are written in it.

use std::fmt::{self, Write};

/// A command's name and what was given, not yet checked against its options.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// As typed, without the slash.
    pub command: String,
    /// Words that stand for no option by name, joined by single blanks; empty if there are none.
    pub text: String,
    /// Option name and value, in the order given.
    pub arguments: Vec<(String, String)>,
}

/// Why a line is not a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError {
    /// There is nothing but blanks, or a slash alone.
    Empty,
    /// A quote is opened and never closed.
    OpenQuote,
}

impl Call {
    /// A call of `command` with nothing given yet.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), ..Self::default() }
    }

    /// Gives a value for an option.
    #[must_use]
    pub fn with(mut self, option: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.push((option.into(), value.into()));
        self
    }

    /// Gives a value for an option, in place of any that was given before.
    #[must_use]
    pub fn replacing(mut self, option: &str, value: impl Into<String>) -> Self {
        self.arguments.retain(|(name, _)| name != option);
        self.with(option, value)
    }

    /// Reads one line. A slash may stand first. `option:value` gives an option, and the value may
    /// be quoted, where `\` keeps the character after it from ending the quote. All other words
    /// are the call's text.
    pub fn parse(line: &str) -> Result<Self, CallError> {
        let line = line.trim();
        let mut words = words(line.strip_prefix('/').unwrap_or(line))?.into_iter();
        let mut call = Self::new(words.next().ok_or(CallError::Empty)?.into_text());
        for word in words {
            match word {
                Word::Argument(option, value) => call.arguments.push((option, value)),
                Word::Plain(text) if call.text.is_empty() => call.text = text,
                Word::Plain(text) => {
                    call.text.push(' ');
                    call.text.push_str(&text);
                }
            }
        }
        Ok(call)
    }

    /// The length of everything in it that a person may have typed, in bytes.
    pub fn length(&self) -> usize {
        let arguments = self.arguments.iter().map(|(name, value)| name.len() + value.len());
        self.command.len() + self.text.len() + arguments.sum::<usize>()
    }

    /// What was given for `option` by name; the last one if it was given twice.
    pub fn argument(&self, option: &str) -> Option<&str> {
        self.arguments.iter().rev().find(|(name, _)| name == option).map(|(_, it)| it.as_str())
    }
}

/// Writes a line that [`Call::parse`] reads back as the same call.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted where it is none of ours, and would read back as something else.
        write_value(f, &self.command)?;
        if !self.text.is_empty() {
            f.write_char(' ')?;
            write_text(f, &self.text)?;
        }
        for (option, value) in &self.arguments {
            write!(f, " {option}:")?;
            write_value(f, value)?;
        }
        Ok(())
    }
}

/// In quotes, but for words that read back as they are without: those of a command's name.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if text.split(' ').all(is_plain) { f.write_str(text) } else { write_value(f, text) }
}

fn is_plain(word: &str) -> bool {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '+');
    !word.is_empty() && word.chars().all(is_plain)
}

/// In quotes, but for a value that reads back as it is without them: ids and most names.
fn write_value(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if is_plain(text) {
        return f.write_str(text);
    }
    f.write_char('"')?;
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char('"')
}

enum Word {
    Plain(String),
    Argument(String, String),
}

impl Word {
    fn into_text(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Argument(option, value) => format!("{option}:{value}"),
        }
    }
}

/// Splits at blanks outside quotes, and takes the quotes away.
fn words(line: &str) -> Result<Vec<Word>, CallError> {
    let mut words = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(&first) = characters.peek() {
        if first.is_whitespace() {
            characters.next();
            continue;
        }
        let mut option = None;
        let mut text = String::new();
        while let Some(character) = characters.next_if(|it| !it.is_whitespace()) {
            match character {
                '"' => quoted(&mut characters, &mut text)?,
                ':' if option.is_none()
                    && is_option_name(&text)
                    && is_value_ahead(characters.clone()) =>
                {
                    option = Some(std::mem::take(&mut text));
                }
                other => text.push(other),
            }
        }
        words.push(match option {
            Some(option) => Word::Argument(option, text),
            None => Word::Plain(text),
        });
    }
    Ok(words)
}

/// Reads up to the closing quote; the opening one is read already.
fn quoted(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    text: &mut String,
) -> Result<(), CallError> {
    loop {
        match characters.next().ok_or(CallError::OpenQuote)? {
            '"' => return Ok(()),
            '\\' => text.push(characters.next().ok_or(CallError::OpenQuote)?),
            other => text.push(other),
        }
    }
}

/// Whether what follows a colon is an option's value: not in `PCAP: Certified …`, nor in the
/// address of a page.
fn is_value_ahead(mut rest: impl Iterator<Item = char>) -> bool {
    match rest.next() {
        Some('/') => rest.next() != Some('/'),
        next => next.is_some_and(|it| !it.is_whitespace()),
    }
}

fn is_option_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_lowercase() || it == b'-')
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::Call;

    fn check(lines: &[&str], expected: &Expect) {
        let shown = lines.iter().map(|line| {
            let call = Call::parse(line).unwrap();
            assert_eq!(Call::parse(&call.to_string()).unwrap(), call, "`{line}` as `{call}`");
            format!("{line} -> text `{}`, arguments {:?}\n", call.text, call.arguments)
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn a_colon_makes_an_option_only_where_a_value_follows() {
        check(
            &[
                "/cert certification:pcap view:exam",
                "/cert PCAP: Certified Associate",
                "/cert pcap: certified",
                "/cert https://pythoninstitute.org/pcap",
                "/find topic:\"//\"",
            ],
            &expect![[r#"
                /cert certification:pcap view:exam -> text ``, arguments [("certification", "pcap"), ("view", "exam")]
                /cert PCAP: Certified Associate -> text `PCAP: Certified Associate`, arguments []
                /cert pcap: certified -> text `pcap: certified`, arguments []
                /cert https://pythoninstitute.org/pcap -> text `https://pythoninstitute.org/pcap`, arguments []
                /find topic:"//" -> text ``, arguments [("topic", "//")]
            "#]],
        );
    }

    #[test]
    fn a_command_that_is_none_is_written_so_that_it_reads_back() {
        for line in ["//", "/ /", "\"a b\"", "a:b", "\"\"", "ü", "\"//\" \"\" x:\"\""] {
            let call = Call::parse(line).unwrap();
            assert_eq!(Call::parse(&call.to_string()), Ok(call), "{line}");
        }
    }

    #[test]
    fn a_value_given_anew_takes_the_place_of_the_old_one() {
        let call = Call::parse("path to:a from:b to:c").unwrap().replacing("to", "d");
        expect!["path from:b to:d"].assert_eq(&call.to_string());
    }
}
