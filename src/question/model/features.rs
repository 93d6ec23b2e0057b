//! A question as what the model weighs: words, pairs of words, and pieces of words.
//!
//! Pieces of words make a typo cost little and carry over from one form of a word to another, in
//! languages of which the model has seen a few dozen sentences.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::question::concepts::{Concept, concepts};

/// Stands in a text for the name of a certification that we know.
pub const NAME: char = '\u{e000}';
/// Stands in a text for the name of an issuer or a certification that we do not know.
pub const ELSEWHERE: char = '\u{e001}';

/// Features are numbered by hashing; so many numbers there are.
pub const BUCKETS: usize = 1 << 16;

/// No more words of a text are read: the time to answer must not grow with it.
const WORDS_MAX: usize = 80;
/// Nor more letters of a word.
const LETTERS_MAX: usize = 24;

/// Words that ask nicely, and nothing else.
const POLITE: &[&str] =
    &["please", "pls", "plz", "plss", "plis", "bitte", "prosze", "svp", "stp", "kindly"];

const WORD: f32 = 1.0;
const PAIR: f32 = 0.8;
const PIECE: f32 = 0.3;
const CONCEPT: f32 = 1.5;
const CONCEPTS_TOGETHER: f32 = 0.6;

/// The features of a text, each a number below [`BUCKETS`] and its share; the shares' squares sum
/// to one. Empty for a text without letters and digits.
pub fn features(text: &str) -> Vec<(u32, f32)> {
    let words = words(text);
    let mut found: Vec<(u32, f32)> = Vec::new();
    let mut before = "^";
    for word in &words {
        found.push((number('w', &[word]), WORD));
        found.push((number('p', &[before, word]), PAIR));
        before = word;
        pieces(word, |piece| found.push((number('c', &[piece]), PIECE)));
    }
    if words.is_empty() {
        return found;
    }
    found.push((number('p', &[before, "$"]), PAIR));
    together(&words, |sort, texts, share| found.push((number(sort, texts), share)));
    let names = words.iter().filter(|it| it.starts_with(NAME)).count().min(3);
    found.push((number('n', &[["0", "1", "2", "3"][names]]), WORD));
    found.sort_by_key(|it| it.0);
    // Said twice is hardly more than said once.
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        kept.1 = if is_same { kept.1.max(next.1) } else { kept.1 };
        is_same
    });
    let length = found.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt();
    for it in &mut found {
        it.1 /= length;
    }
    found
}

/// The concepts of a question, alone and each with each other one.
fn together(words: &[String], mut add: impl FnMut(char, &[&str], f32)) {
    let all: BTreeSet<Concept> = concepts().of(words).into_iter().flatten().collect();
    let names: Vec<&str> = all.iter().map(|it| concepts().name(*it)).collect();
    for (place, name) in names.iter().enumerate() {
        add('k', &[name], CONCEPT);
        for other in names.iter().skip(place + 1) {
            add('j', &[name, other], CONCEPTS_TOGETHER);
        }
    }
}

/// Lower case, without accents, split at everything but letters and digits; a stand-in is a word
/// of its own. Words that only ask nicely are left out.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let plain = text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase);
    for letter in plain.chain([' ']) {
        let is_seam =
            word.chars().next_back().is_some_and(|it| is_unspaced(it) != is_unspaced(letter));
        if is_seam && letter.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() || letter == '#' || letter == '+' {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if words.last().is_some_and(|it| POLITE.contains(&it.as_str())) {
            words.pop();
        }
        // Signs that are words.
        if let Some(sign) = sign(letter) {
            words.push(sign.to_owned());
        }
        if matches!(letter, NAME | ELSEWHERE) {
            words.push(letter.to_string());
        }
        if words.len() >= WORDS_MAX {
            break;
        }
    }
    words
}

/// A sign that asks as a word does.
fn sign(letter: char) -> Option<&'static str> {
    match letter {
        '%' => Some("percent"),
        '$' | '€' | '£' => Some("dollars"),
        _ => None,
    }
}

/// Whether a letter is of a script without blanks between words: Chinese, Japanese.
pub(in crate::question) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Runs of three to five letters of a word, whose ends count as letters; of two to three in
/// scripts where a letter says more.
fn pieces(word: &str, mut add: impl FnMut(&str)) {
    let framed: String = std::iter::once('_')
        .chain(word.chars().take(LETTERS_MAX))
        .chain(std::iter::once('_'))
        .collect();
    let is_latin = word.chars().all(|it| it.is_ascii() || ('a'..='\u{24f}').contains(&it));
    let lengths = if is_latin { 3..=5 } else { 2..=3 };
    let starts: Vec<usize> = framed.char_indices().map(|(place, _)| place).collect();
    let end = |number: usize| starts.get(number).copied().unwrap_or(framed.len());
    for length in lengths {
        for first in 0..(starts.len() + 1).saturating_sub(length) {
            add(framed.get(end(first)..end(first + length)).unwrap_or_default());
        }
    }
}

/// FNV-1a, folded: the same on every machine, for the weights are filed by it.
fn number(sort: char, texts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut mix = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    mix(u8::try_from(sort).unwrap_or_default());
    for text in texts {
        mix(0);
        text.bytes().for_each(&mut mix);
    }
    let buckets = u32::try_from(BUCKETS).unwrap_or(u32::MAX);
    (hash ^ (hash >> 15) ^ (hash >> 23)) % buckets
}
