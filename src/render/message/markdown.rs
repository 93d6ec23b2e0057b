//! Words as Discord's markdown, in which nothing that they hold acts as markup.

use std::fmt::Write;

use super::QUOTE;
use crate::answer::{Inline, Line};
use crate::render::limits::{Utf16Units, cut};
use crate::render::plain_words as plain;

/// A line of an answer.
pub(super) fn markdown(line: &Line) -> String {
    let mut out = String::new();
    for inline in &line.0 {
        match inline {
            Inline::Text(words) => out.push_str(&escaped(words)),
            Inline::Strong(words) => {
                out.push_str("**");
                out.push_str(&escaped(words));
                out.push_str("**");
            }
            // Inside code nothing is markup, a mention or a link. A backtick would end it.
            Inline::Quoted(typed) => {
                let typed = cut(plain(typed).replace('`', "'").trim(), QUOTE);
                out.push('`');
                out.push_str(if typed.is_empty() { " " } else { &typed });
                out.push('`');
            }
            Inline::Link { label, url } => {
                out.push('[');
                out.push_str(&escaped(label));
                out.push_str("](");
                out.push_str(&address(url));
                out.push(')');
            }
            Inline::Channel(id) => {
                let _ = write!(out, "<#{id}>");
            }
        }
    }
    out
}

/// So much of a stretch of code is shown, in UTF-16 units: what is longer is read in a file.
const CODE: usize = 1_500;

/// Code in a block of its own, as many whole lines as fit. Nothing in it acts as markup, and none
/// of it ends the block.
pub(super) fn code(code: &str) -> String {
    let mut out = "```\n".to_owned();
    let mut used = 0;
    for line in code.lines() {
        let line = cut(&plain(&line.replace('`', "'")), Utf16Units(CODE / 4));
        used += Utf16Units::of(&line).0 + 1;
        if used > CODE {
            out.push_str("…\n");
            break;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str("```");
    out
}

/// Words with every character of Discord's markdown made plain, and nothing invisible in them.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let words = plain(words);
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let is_markup =
            matches!(character, '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>');
        // What begins a link that nobody chose, or an emoji. Behind a word it is a colon.
        let begins_more = character == ':'
            && characters.peek().is_some_and(|it| *it == '/' || *it == '_' || it.is_alphanumeric());
        if is_markup || begins_more {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A line that does not begin as a heading, small print or a list.
pub(super) fn guarded(line: &str) -> String {
    let line = line.trim_start();
    if line.starts_with(['#', '-', '+']) {
        return format!("\\{line}");
    }
    let number: String = line.chars().take_while(char::is_ascii_digit).collect();
    match line.strip_prefix(number.as_str()).and_then(|it| it.strip_prefix(['.', ')'])) {
        Some(rest) if !number.is_empty() => {
            let sign = line.chars().nth(number.len()).unwrap_or('.');
            format!("{number}\\{sign}{rest}")
        }
        _ => line.to_owned(),
    }
}

/// An address that cannot end the link it stands in.
fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}
