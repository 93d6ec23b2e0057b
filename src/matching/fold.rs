//! Text as it is compared: without case, accents and marks, and cut where a letter meets a digit.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

// Longer than any name with a sentence around it, and short enough that a wall of text costs
// nothing. Counted in characters, before and after folding, since one sign may unfold to eighteen.
const CHARACTERS_MAX: usize = 200;

/// What makes a sign of the digit before it: `1️⃣`.
const KEYCAP: char = '\u{20e3}';

/// A run of letters or of digits. `PCPP-32-201` has three, `pcpp2` two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lowercase, never empty.
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Whether something other than a letter or digit stands before it.
    pub(super) starts_word: bool,
    /// Whether a sign that parts phrases stands before it: `1` in `PCPP, 1`, but not in `PCPP-1`.
    pub(super) starts_phrase: bool,
    /// The bytes of the text that it is read from.
    pub(super) place: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters that stand between blanks in a sentence; also `c++` and `c)csa`.
    Letters,
    /// Chinese, Japanese or Korean: letters that need no blanks between words.
    Unspaced,
    /// Digits, of which the last may be `x`, meaning any.
    Digits,
}

/// The pieces of the first 200 characters of `text`, in order.
pub(super) fn fold(text: &str) -> Vec<Piece> {
    let mut pieces = pieces(&plain(text, CHARACTERS_MAX));
    read_numerals(&mut pieces, |_| false);
    pieces
}

/// The pieces of the first `characters` of a text that holds more than a name. A number may end
/// with each of its phrases: `PCPP I, then PCPP II`.
pub(super) fn fold_long(text: &str, characters: usize) -> Vec<Piece> {
    let mut pieces = pieces(&plain(text, characters));
    read_numerals(&mut pieces, |next| next.starts_phrase);
    pieces
}

fn pieces(signs: &[Sign]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut starts_word, mut starts_phrase) = (true, true);
    let mut open_brackets = 0_usize;
    for (number, sign) in signs.iter().enumerate() {
        let Some(kind) = kind(sign.character) else {
            if !starts_word
                && let Some(last) = pieces.last_mut()
                && is_kept(signs, number, &last.text, open_brackets)
            {
                last.text.push(sign.character);
                last.place.end = sign.place.end;
                continue;
            }
            match sign.character {
                '(' | '[' => open_brackets += 1,
                ')' | ']' => open_brackets = open_brackets.saturating_sub(1),
                _ => {}
            }
            starts_word = true;
            starts_phrase |= parts_phrases(signs, number);
            continue;
        };
        match pieces.last_mut() {
            Some(last) if !starts_word && last.kind == kind => {
                last.text.push(sign.character);
                last.place.end = sign.place.end;
            }
            _ => pieces.push(Piece {
                text: sign.character.into(),
                kind,
                starts_word,
                starts_phrase,
                place: sign.place.clone(),
            }),
        }
        (starts_word, starts_phrase) = (false, false);
    }
    read_any_digit(&mut pieces);
    pieces
}

/// All pieces with nothing between them: `pcpp32201`.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|it| it.text.as_str()).collect()
}

/// All pieces with a blank before each that starts a word: `pcpp 32 201`, `pcpp2`.
pub(super) fn spaced(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if piece.starts_word && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// A character as it is compared, and the bytes of the one that it is read from.
struct Sign {
    character: char,
    place: Range<usize>,
}

/// Whether letters are plain ones but for their shape: those of `ＰＣＡＰ`, not those of `clé`.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(|it| {
        let mut is_plain = it == KEYCAP || is_unseen(it) || !is_combining_mark(it);
        if it.is_alphabetic() {
            decompose_compatible(it, |part| is_plain &= part.is_ascii());
        }
        is_plain
    })
}

/// Without case, accents, marks and what cannot be seen; full-width letters as plain ones. Reads so
/// many characters, and gives no more.
fn plain(text: &str, characters: usize) -> Vec<Sign> {
    let mut signs = Vec::new();
    for (start, character) in text.char_indices().take(characters) {
        if is_unseen(character) || is_mark(character) {
            continue;
        }
        let place = start..start + character.len_utf8();
        decompose_compatible(character, |part| {
            // Lowercase of `İ` is an `i` and a dot above it.
            for letter in part.to_lowercase().filter(|it| !is_combining_mark(*it)) {
                let mut add = |character| signs.push(Sign { character, place: place.clone() });
                match unligatured(letter) {
                    "" => add(letter),
                    letters => letters.chars().for_each(add),
                }
            }
        });
    }
    signs.truncate(characters);
    signs
}

/// Letters that are accented to the eye but not to Unicode; empty for all others.
fn unligatured(character: char) -> &'static str {
    match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        _ => "",
    }
}

/// Signs that unfold to letters but are none: `PCAP™` is not `PCAPTM`.
fn is_mark(character: char) -> bool {
    matches!(character, '™' | '®' | '©' | '℠' | 'ª' | 'º')
}

/// Zero-width and direction signs, and control characters other than blanks.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
        || (character.is_control() && !character.is_whitespace())
}

fn kind(character: char) -> Option<Kind> {
    match character {
        '0'..='9' => Some(Kind::Digits),
        // The parts of Korean syllables, which are written together with what they follow.
        '\u{1100}'..='\u{11ff}' => Some(Kind::Unspaced),
        '\u{2e80}'.. if character.is_alphabetic() => Some(Kind::Unspaced),
        _ if character.is_alphanumeric() => Some(Kind::Letters),
        _ => None,
    }
}

/// Whether a sign within or behind `word` is part of it: the pluses of `A+` and `C++`, the sharp of
/// `C#`, the bracket of `C)CSA`. Not the plus of `pcep+pcap`, which stands for "and".
fn is_kept(signs: &[Sign], number: usize, word: &str, open_brackets: usize) -> bool {
    let next_is_word =
        |number: usize| signs.get(number + 1).is_some_and(|it| kind(it.character).is_some());
    match signs[number].character {
        // All of a row are kept or none.
        '+' if word.ends_with('+') => true,
        '+' => {
            let row = signs[number..].iter().take_while(|it| it.character == '+').count();
            !next_is_word(number + row - 1)
        }
        '#' => !next_is_word(number),
        ')' => open_brackets == 0 && next_is_word(number),
        _ => false,
    }
}

/// Whether what stands before a sign is another phrase than what stands behind it. Not for blanks,
/// hyphens, apostrophes and the marks of Discord's markdown; nor for the point in `31.03`.
fn parts_phrases(signs: &[Sign], number: usize) -> bool {
    match signs[number].character {
        '\n' => true,
        '-' | '\u{2010}'..='\u{2015}' | '_' | '*' | '~' | '#' | '\'' | '\u{2019}' => false,
        '.' => signs.get(number + 1).is_none_or(|it| kind(it.character).is_none()),
        other => !other.is_whitespace(),
    }
}

/// Makes `30-0x` and `30-xx` digits: issuers write `x` for any version of an exam.
fn read_any_digit(pieces: &mut Vec<Piece>) {
    let mut read: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let is_any = piece.kind == Kind::Letters && piece.text.bytes().all(|it| it == b'x');
        match read.last_mut() {
            Some(last) if is_any && last.kind == Kind::Digits => {
                if piece.starts_word {
                    read.push(Piece { kind: Kind::Digits, ..piece });
                } else {
                    last.text.push_str(&piece.text);
                    last.place.end = piece.place.end;
                }
            }
            _ => read.push(piece),
        }
    }
    *pieces = read;
}

/// Makes `PSM II`, `Level I` and `PCPP two` end in digits. A lone `i` elsewhere is a person
/// speaking, and `one` may stand for anything. A name ends with the text, and before a piece that
/// `begins_more`.
fn read_numerals(pieces: &mut [Piece], begins_more: fn(&Piece) -> bool) {
    let count = pieces.len();
    for place in 1..count {
        let is_whole =
            pieces[place].starts_word && pieces.get(place + 1).is_none_or(|it| it.starts_word);
        let is_last = pieces.get(place + 1).is_none_or(begins_more);
        let digits = match pieces[place].text.as_str() {
            "i" if is_last => "1",
            "one" if is_last && pieces[place - 1].text == "level" => "1",
            "two" if is_last => "2",
            "three" if is_last => "3",
            "ii" => "2",
            "iii" => "3",
            "iv" => "4",
            _ => continue,
        };
        if is_whole {
            digits.clone_into(&mut pieces[place].text);
            pieces[place].kind = Kind::Digits;
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{fold, joined, spaced};

    fn check(text: &str, expected: &Expect) {
        let pieces = fold(text);
        expected.assert_eq(&format!("{} | {}", spaced(&pieces), joined(&pieces)));
    }

    #[test]
    fn a_code_is_the_same_with_any_sign_between_its_parts() {
        check("PCAP-31-03", &expect!["pcap 31 03 | pcap3103"]);
        check("ｐｃａｐ＿３１‑03", &expect!["pcap 31 03 | pcap3103"]);
        check("pcap3103", &expect!["pcap3103 | pcap3103"]);
        check("PCEP-30-0x", &expect!["pcep 30 0x | pcep300x"]);
    }

    #[test]
    fn accents_marks_and_unseen_signs_go() {
        check("Certificación PCAP™", &expect!["certificacion pcap | certificacionpcap"]);
        check("P\u{200b}C\u{202e}E\u{0301}P", &expect!["pcep | pcep"]);
    }

    #[test]
    fn signs_that_tell_names_apart_stay() {
        check("C)CSA", &expect!["c)csa | c)csa"]);
        check("(CCSA)", &expect!["ccsa | ccsa"]);
        check("Security+ and C++", &expect!["security+ and c++ | security+andc++"]);
        check("pcep+pcap", &expect!["pcep pcap | pceppcap"]);
    }

    #[test]
    fn roman_numerals_are_numbers_where_they_end_a_name() {
        check("PSM II", &expect!["psm 2 | psm2"]);
        check("Level I", &expect!["level 1 | level1"]);
        check("pcpp level two", &expect!["pcpp level 2 | pcpplevel2"]);
        check("which one", &expect!["which one | whichone"]);
        check("can i take it", &expect!["can i take it | canitakeit"]);
    }

    #[test]
    fn scripts_without_blanks_end_where_latin_letters_begin() {
        check("PCAP認定試験", &expect!["pcap認定試験 | pcap認定試験"]);
    }
}
