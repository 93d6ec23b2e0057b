//! Text as it is compared: without case, accents and marks, and cut where a letter meets a digit.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

// Longer than any name with a sentence around it, and short enough that a wall of text costs
// nothing. Counted in characters, before and after folding, since one sign may unfold to eighteen.
const CHARACTERS_MAX: usize = 200;

/// A run of letters or of digits. `PCPP-32-201` has three, `pcpp2` two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lowercase, never empty.
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Whether something other than a letter or digit stands before it.
    pub(super) starts_word: bool,
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
    let characters: Vec<char> = plain(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut starts_word = true;
    let mut open_brackets = 0_usize;
    for (place, &character) in characters.iter().enumerate() {
        let Some(kind) = kind(character) else {
            if !starts_word
                && is_kept(&characters, place, open_brackets)
                && let Some(last) = pieces.last_mut()
            {
                last.text.push(character);
                continue;
            }
            match character {
                '(' | '[' => open_brackets += 1,
                ')' | ']' => open_brackets = open_brackets.saturating_sub(1),
                _ => {}
            }
            starts_word = true;
            continue;
        };
        match pieces.last_mut() {
            Some(last) if !starts_word && last.kind == kind => last.text.push(character),
            _ => pieces.push(Piece { text: character.into(), kind, starts_word }),
        }
        starts_word = false;
    }
    read_any_digit(&mut pieces);
    read_numerals(&mut pieces);
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

/// Without case, accents, marks and what cannot be seen; full-width letters as plain ones.
fn plain(text: &str) -> Vec<char> {
    text.chars()
        .take(CHARACTERS_MAX)
        .filter(|it| !is_unseen(*it) && !is_mark(*it))
        .nfkd()
        .filter(|it| !is_combining_mark(*it))
        .flat_map(char::to_lowercase)
        // Lowercase of `İ` is an `i` and a dot above it.
        .filter(|it| !is_combining_mark(*it))
        .flat_map(|it| unligatured(it).chars().chain(unligatured(it).is_empty().then_some(it)))
        .take(CHARACTERS_MAX)
        .collect()
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
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
        || (character.is_control() && !character.is_whitespace())
}

fn kind(character: char) -> Option<Kind> {
    match character {
        '0'..='9' => Some(Kind::Digits),
        '\u{2e80}'.. if character.is_alphabetic() => Some(Kind::Unspaced),
        _ if character.is_alphanumeric() => Some(Kind::Letters),
        _ => None,
    }
}

/// Whether a sign within or behind a word is part of it: the pluses of `A+` and `C++`, the sharp
/// of `C#`, the bracket of `C)CSA`. Not the plus of `pcep+pcap`, which stands for "and".
fn is_kept(characters: &[char], place: usize, open_brackets: usize) -> bool {
    let next_is_word =
        |place: usize| characters.get(place + 1).is_some_and(|it| kind(*it).is_some());
    match characters[place] {
        '+' => {
            let behind = characters[place..].iter().take_while(|it| **it == '+').count();
            !next_is_word(place + behind - 1)
        }
        '#' => !next_is_word(place),
        ')' => open_brackets == 0 && next_is_word(place),
        _ => false,
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
                }
            }
            _ => read.push(piece),
        }
    }
    *pieces = read;
}

/// Makes `PSM II`, `Level I` and `PCPP two` end in digits. A lone `i` elsewhere is a person
/// speaking, and `one` may stand for anything.
fn read_numerals(pieces: &mut [Piece]) {
    let count = pieces.len();
    for place in 1..count {
        let is_whole =
            pieces[place].starts_word && pieces.get(place + 1).is_none_or(|it| it.starts_word);
        let is_last = place + 1 == count;
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
