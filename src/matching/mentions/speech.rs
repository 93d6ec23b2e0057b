//! What of a message is speech: not its code, its addresses, nor the names of files.

use std::ops::Range;

use crate::matching::Index;
use crate::matching::fold::{Piece, fold, joined};

/// How a piece of a message is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::matching) enum Manner {
    /// In words.
    Speech,
    /// Among signs that people write and programs too: `PCAP` is a name there, `pcap` a module.
    Verbatim,
    /// In an address, a mention or an emoji.
    Address,
    /// In code, or as part of the name of a file or a variable.
    Code,
}

impl Manner {
    /// Whether a name may stand there.
    pub(in crate::matching) fn may_name(self) -> bool {
        self <= Self::Verbatim
    }
}

/// A stretch of bytes and how it is said.
type Stretch = (Range<usize>, Manner);

// Discord's own marks are shorter; a `<` that is not closed by then compares two numbers.
const MARK_MAX: usize = 200;

/// How each piece is said.
pub(super) fn manners(index: &Index, text: &str, pieces: &[Piece]) -> Vec<Manner> {
    let (areas, words) = (areas(text), words(index, text));
    let manner = |stretches: &[Stretch], place: usize| {
        let number = stretches.partition_point(|it| it.0.end <= place);
        stretches.get(number).filter(|it| it.0.contains(&place)).map_or(Manner::Speech, |it| it.1)
    };
    let of = |it: &Piece| manner(&areas, it.place.start).max(manner(&words, it.place.start));
    pieces.iter().map(of).collect()
}

/// Stretches that signs set apart, in order.
fn areas(text: &str) -> Vec<Stretch> {
    let mut areas: Vec<Stretch> = Vec::new();
    let mut place = 0;
    let mut before = None;
    while let Some((_, rest)) = text.split_at_checked(place)
        && let Some(first) = rest.chars().next()
    {
        let starts_word = !before.is_some_and(char::is_alphanumeric);
        let area = match first {
            '`' => code(rest),
            '<' => mark(rest).map(|it| (it, Manner::Address)),
            _ if starts_word => address(rest, before).map(|it| (it, Manner::Address)),
            _ => None,
        };
        let length = match area {
            Some((length, manner)) => {
                areas.push((place..place + length, manner));
                length
            }
            None if first == '`' => rest.chars().take_while(|it| *it == '`').count(),
            None => first.len_utf8(),
        };
        before = rest.get(..length).and_then(|it| it.chars().last());
        place += length;
    }
    areas
}

/// The bytes of code set in backticks; nothing if they are not closed. A block that names its
/// language is a program; one that names none may be a list.
fn code(rest: &str) -> Option<(usize, Manner)> {
    let ticks = rest.chars().take_while(|it| *it == '`').count();
    let (fence, inner) = rest.split_at_checked(ticks)?;
    let length = inner.find(fence)?;
    let inner = inner.get(..length)?;
    let first_line = inner.split_once('\n').map_or("", |(line, _)| line);
    let has_language = ticks >= 3
        && !first_line.is_empty()
        && first_line.chars().all(|it| it.is_ascii_alphanumeric() || "+-#_.".contains(it));
    let manner = if has_language { Manner::Code } else { Manner::Verbatim };
    Some((ticks + length + ticks, manner))
}

/// The bytes of a mention, an emoji, a date, a command or an address in angle brackets.
fn mark(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let begins = ["@", "#", ":", "a:", "t:", "id:", "/", "http"];
    if !begins.iter().any(|it| inner.starts_with(it)) {
        return None;
    }
    let mut near = inner.char_indices().take(MARK_MAX);
    let (end, last) = near.find(|(_, it)| matches!(it, '>' | '\n'))?;
    (last == '>').then_some(end + 2)
}

/// The bytes of an address that begins here.
fn address(rest: &str, before: Option<char>) -> Option<usize> {
    let letters = rest.find(|it: char| !it.is_ascii_alphabetic())?;
    let behind = rest.get(letters..)?;
    let is_address = letters > 0
        && (behind.starts_with("://")
            || behind.starts_with('.') && rest.get(..3)?.eq_ignore_ascii_case("www"));
    let is_bracketed = before == Some('(');
    let ends = |it: char| {
        it.is_whitespace() || matches!(it, '<' | '>' | '"' | '`' | '|') || it == ')' && is_bracketed
    };
    is_address.then(|| rest.find(ends).unwrap_or(rest.len()))
}

/// Words in which signs stand that speech does not have, in order.
fn words(index: &Index, text: &str) -> Vec<Stretch> {
    let is_inner = |it: char| it.is_alphanumeric() || "./\\_-=@:#$&+'’%{}".contains(it);
    let mut words = Vec::new();
    let mut place = 0;
    while let Some((_, rest)) = text.split_at_checked(place)
        && let Some(skipped) = rest.find(is_inner)
    {
        let start = place + skipped;
        let rest = rest.get(skipped..).unwrap_or_default();
        let length = rest.find(|it| !is_inner(it)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let manner = manner(index, word);
        if manner != Manner::Speech {
            words.push((start..start + length, manner));
        }
        place = start + length;
    }
    words
}

/// How a word without blanks is said.
fn manner(index: &Index, word: &str) -> Manner {
    let mut letters = word.chars();
    let second = letters.nth(1);
    let begins_word = |sign: char| word.starts_with(sign) && second.is_some_and(is_word);
    let is_emoji = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
    let is_path = begins_word('/') || word.starts_with("./") || word.starts_with("../");
    if word.contains('@') || is_emoji || is_path {
        return Manner::Address;
    }
    let names_variable = |it: &str| it.starts_with(|it: char| it.is_alphabetic() || it == '{');
    let is_code = word.contains('\\')
        || word.split('$').skip(1).any(names_variable)
        || word.contains("::")
        || begins_word('.')
        || word.starts_with("--") && word.chars().nth(2).is_some_and(is_word)
        || joins(word, '_', |before, next| before.is_alphabetic() && next.is_alphabetic())
        || joins(word, '.', |before, next| {
            next.is_lowercase() || next.is_numeric() != before.is_numeric()
        });
    if is_code {
        return Manner::Code;
    }
    let is_verbatim = begins_word('-')
        || word.contains('%')
        || joins(word, '=', |_, _| true)
        || joins(word, '.', |_, next| next.is_uppercase())
        || word.contains('/') && !word.split('/').all(|it| is_known(index, it));
    if is_verbatim { Manner::Verbatim } else { Manner::Speech }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric()
}

/// Whether `sign` stands between two letters or digits that are like that.
fn joins(word: &str, sign: char, is_like: impl Fn(char, char) -> bool) -> bool {
    let next = word.chars().skip(2);
    let mut all = word.chars().zip(word.chars().skip(1)).zip(next);
    all.any(|((before, it), next)| {
        it == sign && is_word(before) && is_word(next) && is_like(before, next)
    })
}

/// Whether a part of `pcep/pcap` is a name or a word that we know, rather than a folder.
fn is_known(index: &Index, part: &str) -> bool {
    let pieces = fold(part);
    let first = pieces.first();
    index.keys.contains_key(joined(&pieces).as_str())
        || first.is_none_or(|it| index.vocabulary.word(&it.text).is_some())
        || pieces.iter().all(|it| it.text.bytes().all(|it| it.is_ascii_digit()))
}
