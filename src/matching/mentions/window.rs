//! Whether a row of pieces is a name, written so that it can be nothing else.

use std::ops::Range;

use super::Message;
use super::speech::Manner;
use crate::matching::build::Owner;
use crate::matching::decide::by_whole;
use crate::matching::entry::NameKind;
use crate::matching::fold::{Kind, Piece, fold, is_plain, joined};
use crate::matching::reading::{is_year, other_spellings};
use crate::matching::vocabulary::Sense;
use crate::matching::weigh::{has_all_digits, is_own};
use crate::matching::{Because, Decision, Match, SEPARATORS};

// A name of fewer words may be plain speech (`azure fundamentals`), unless it has its capitals.
const PLAIN_WORDS_MIN: usize = 3;

// Run together, shorter names are parts of other words.
const RUN_TOGETHER_MIN: usize = 12;

// `A+` is a grade and `350-401` a sum, unless the message names whose they are.
const CODE_LETTERS_MIN: usize = 3;

// `PCPP 2` may be followed by `weeks`; `PCPP 32 201` is an exam.
const COUNT_DIGITS_MAX: usize = 2;

// Between `PCAP` and `31` in bold are more signs than between two words: `**PCAP**-31-03`.
const GAP_MAX: usize = 6;

impl Message<'_> {
    /// The longest name that begins with the piece `first`, and what it means.
    pub(super) fn name_at(&self, first: usize) -> Option<(Range<usize>, Decision)> {
        if !self.is_start(first) {
            return None;
        }
        self.ends_of_known(first).into_iter().rev().find_map(|end| {
            let window = first..end;
            let decision = self.certain(&window)?;
            let with_number = self.with_number(&window, &decision);
            Some(with_number.unwrap_or((window, decision)))
        })
    }

    /// A name that several go by, with the number behind it that only one of them has, maybe after
    /// a word for their level: `PCPP level 1`.
    fn with_number(
        &self,
        name: &Range<usize>,
        meant: &Decision,
    ) -> Option<(Range<usize>, Decision)> {
        let Decision::Unsure(candidates) = meant else { return None };
        let next = self.pieces.get(name.end)?;
        let level = match self.index.vocabulary.word(&next.text) {
            Some(Sense::Content(word)) if next.kind != Kind::Digits => Some(word),
            _ => None,
        };
        let range = name.start..name.end + 1 + usize::from(level.is_some());
        let number = self.pieces.get(range.end - 1)?;
        let is_number = number.kind == Kind::Digits && number.text.len() <= COUNT_DIGITS_MAX;
        let is_whole = self.is_end(range.end) && self.is_tight(&(name.end - 1..range.end));
        if !is_number || !is_whole || level.is_none() && self.is_count(&range) {
            return None;
        }
        let mut fitting = candidates.iter().filter(|candidate| {
            let entries = &self.index.entries;
            let place = entries.binary_search_by(|it| it.id.cmp(&candidate.id));
            place.ok().and_then(|it| entries.get(it)).is_some_and(|it| {
                is_own(it, &number.text) && level.is_none_or(|level| it.words.contains(&level))
            })
        });
        let (Some(only), None) = (fitting.next(), fitting.next()) else { return None };
        let found = Match { id: only.id.clone(), because: Because::CodeInText };
        Some((range, Decision::Sure(found)))
    }

    /// What follows a name with a number for the same with another: `/2` of `PCPP1/2`, `or II` of
    /// `PCPP I or II`. A number in digits may count what follows: `PCPP1 and 2 days`.
    pub(super) fn next_number(
        &self,
        name: &Range<usize>,
        place: usize,
    ) -> Option<(Range<usize>, Decision)> {
        let [stem, last] = self.pieces.get(name.clone())? else { return None };
        let first = self.pieces.get(place).filter(|_| self.manners[place].may_name())?;
        let is_word = !first.starts_phrase && SEPARATORS.contains(&&*first.text);
        let end = place + 1 + usize::from(is_word);
        let number = self.pieces.get(end - 1).filter(|it| it.kind == Kind::Digits)?;
        let sign = self.gap(place);
        let is_listed = if is_word {
            !number.starts_phrase
        } else {
            SEPARATORS.contains(&sign.trim_matches(' '))
        };
        let is_tied = !is_word && !sign.contains(char::is_whitespace);
        let is_parted = self.pieces.get(end).is_none_or(|it| it.starts_phrase);
        let is_certain = is_tied || is_parted || !self.is_figure(number);
        if last.kind != Kind::Digits || !is_listed || !is_certain || !self.is_end(end) {
            return None;
        }
        let decision = by_whole(self.index, &[stem.clone(), number.clone()])?;
        matches!(decision, Decision::Sure(_)).then_some((place..end, decision))
    }

    /// Where the names that we know end that begin with a piece, the shortest first.
    fn ends_of_known(&self, first: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut key = String::new();
        let row = self.pieces.iter().enumerate().skip(first).take(self.index.most_pieces);
        for (number, piece) in row {
            if number > first && !self.is_joined(number) || !self.manners[number].may_name() {
                break;
            }
            key.push_str(&piece.text);
            if key.len() > self.index.longest_key {
                break;
            }
            if self.owners(&key, number + 1 - first).is_some() {
                ends.push(number + 1);
            }
        }
        ends
    }

    /// Who goes by a key, and whether by another spelling of it.
    fn owners(&self, key: &str, pieces: usize) -> Option<(&[Owner], bool)> {
        let find = |key: &str| self.index.keys.get(key).map(Vec::as_slice);
        // `secplus` and `sec plus`; but `PCPP I` may go on with `think`.
        let other = || {
            let mut spellings = other_spellings(key);
            spellings.find_map(|it| {
                find(&it).filter(|_| pieces == 1 || pieces == 2 && it.ends_with('+'))
            })
        };
        find(key).map(|it| (it, false)).or_else(|| Some((other()?, true)))
    }

    /// What a row of pieces means, if it is certainly meant as a name.
    fn certain(&self, window: &Range<usize>) -> Option<Decision> {
        let pieces = self.pieces.get(window.clone())?;
        let (owners, is_spelled_otherwise) = self.owners(&joined(pieces), window.len())?;
        if !self.is_end(window.end) || self.is_count(window) {
            return None;
        }
        let has_number = !self.tied_digits(window).is_empty();
        let is_certain = |it: &Owner| match (it.is_code, is_spelled_otherwise) {
            _ if it.kind == NameKind::Nickname => self.has_letters_of(window, it),
            (false, _) => it.is_title && self.is_title(window, it),
            (true, false) => self.has_letters_of(window, it) && self.is_code(window, it),
            // `pcppi1` has two numbers.
            (true, true) => !has_number && self.is_code(window, it),
        };
        if !owners.iter().any(is_certain) || self.is_beside_a_homonym(window) {
            return None;
        }
        by_whole(self.index, pieces)
    }

    /// Whether a row of pieces is written as a code.
    fn is_code(&self, window: &Range<usize>, owner: &Owner) -> bool {
        let words = self.words(window);
        let is_shouted = !words.chars().any(char::is_lowercase);
        let has_manner = self.is_spoken(window) || is_shouted;
        // `clé` is no `CLE`, and `PCAs` are several `PCA`.
        let is_plural = words.strip_suffix('s').is_some_and(|it| {
            it.chars().any(char::is_uppercase) && !it.chars().any(char::is_lowercase)
        });
        // `pcap(…)` calls a function.
        let is_called = !is_shouted && self.gap(window.end).starts_with('(');
        if !has_manner || !is_plain(words) || is_plural || is_called || !self.is_tight(window) {
            return false;
        }
        self.has_own_number(window, owner)
            && !self.is_plain_speech(window)
            && (self.is_long_enough(window) || self.is_issuer_named(owner))
    }

    /// Whether a row of pieces is written as the name of a certification.
    fn is_title(&self, window: &Range<usize>, owner: &Owner) -> bool {
        let Some(pieces) = self.pieces.get(window.clone()) else { return false };
        let words = pieces.iter().filter(|it| it.kind != Kind::Digits);
        let is_capital = |it: &Piece| {
            self.text.get(it.place.start..).is_some_and(|it| it.starts_with(char::is_uppercase))
        };
        let is_name = words.clone().count() >= PLAIN_WORDS_MIN || words.clone().all(is_capital);
        let letters: usize = words.map(|it| it.text.chars().count()).sum();
        is_name && (letters >= RUN_TOGETHER_MIN || self.has_letters_of(window, owner))
    }

    /// Whether letters stand together as in the name: `my pc as a server` has no `PCAS`.
    fn has_letters_of(&self, window: &Range<usize>, owner: &Owner) -> bool {
        let name = fold(&self.index.spelled[owner.name as usize].text);
        let letters = |pieces: &[Piece]| -> Vec<String> {
            let words = pieces.iter().filter(|it| it.kind != Kind::Digits);
            words.map(|it| it.text.clone()).collect()
        };
        self.pieces.get(window.clone()).is_some_and(|it| letters(it) == letters(&name))
    }

    /// Whether the digits that are tied to a code are its own: not in `PCAP7` or `PCAP-99`.
    fn has_own_number(&self, window: &Range<usize>, owner: &Owner) -> bool {
        let digits = self.tied_digits(window);
        let is_year = matches!(digits.as_slice(), [only] if is_year(only));
        digits.is_empty() || is_year || has_all_digits(self.index.entry(owner.entry), &digits)
    }

    /// The digits behind a name with no blank between.
    fn tied_digits(&self, window: &Range<usize>) -> Vec<String> {
        let behind = self.pieces.iter().enumerate().skip(window.end);
        let tied = behind.take_while(|(number, it)| {
            it.kind == Kind::Digits
                && !self.gap(*number).contains(char::is_whitespace)
                && !it.starts_phrase
        });
        tied.map(|(_, it)| it.text.clone()).collect()
    }

    /// Whether it is a word of speech that is somebody's short name too.
    fn is_plain_speech(&self, window: &Range<usize>) -> bool {
        let Some(pieces) = self.pieces.get(window.clone()) else { return false };
        let is_word = |it: &Piece| self.index.vocabulary.word(&it.text).is_some();
        match pieces {
            [only] => is_word(only),
            _ => {
                pieces.iter().all(is_word)
                    && pieces.len() < PLAIN_WORDS_MIN
                    && !self.words(window).starts_with(char::is_uppercase)
            }
        }
    }

    fn is_long_enough(&self, window: &Range<usize>) -> bool {
        let pieces = self.pieces.get(window.clone()).unwrap_or_default();
        let signs = pieces.iter().flat_map(|it| it.text.chars()).filter(|it| it.is_alphanumeric());
        signs.count() >= CODE_LETTERS_MIN && pieces.iter().any(|it| it.kind != Kind::Digits)
    }

    fn is_issuer_named(&self, owner: &Owner) -> bool {
        let issuers = self.issuers.get_or_init(|| {
            let rests = (0..self.pieces.len()).filter_map(|it| self.pieces.get(it..));
            let senses = rests.filter_map(|it| self.index.vocabulary.sense(it));
            let issuers = senses.filter_map(|(_, sense)| match sense {
                Sense::Context(issuers) => Some(issuers),
                _ => None,
            });
            issuers.flatten().collect()
        });
        issuers.contains(&self.index.entry(owner.entry).issuer)
    }

    /// Whether the number at the end of a name, written apart from it, may count what follows:
    /// `PCPP 2 weeks ago`.
    fn is_count(&self, window: &Range<usize>) -> bool {
        let last = window.end - 1;
        let Some(piece) = self.pieces.get(last).filter(|it| it.kind == Kind::Digits) else {
            return false;
        };
        let is_apart = last > window.start && self.gap(last).contains(char::is_whitespace);
        let is_small = piece.text.len() <= COUNT_DIGITS_MAX
            && self.is_figure(piece)
            && self.pieces.get(last - 1).is_none_or(|it| it.kind != Kind::Digits);
        let Some(next) = self.pieces.get(window.end).filter(|it| !it.starts_phrase) else {
            return false;
        };
        let is_name = self.index.keys.contains_key(next.text.as_str())
            || self.index.stem_numbers.contains_key(next.text.as_str());
        let says_nothing = matches!(
            self.index.vocabulary.word(&next.text),
            Some(Sense::Filler | Sense::Context(_))
        );
        let is_free = self.gap(window.end).contains(char::is_whitespace)
            || next.kind == Kind::Unspaced && !next.starts_word;
        is_apart && is_small && !(is_free && (is_name || says_nothing))
    }

    /// Whether a number is written in digits rather than as `II` or `two`.
    fn is_figure(&self, piece: &Piece) -> bool {
        let written = self.text.get(piece.place.clone());
        written.is_some_and(|it| it.starts_with(|it: char| it.is_numeric()))
    }

    /// Whether a name may begin with a piece.
    fn is_start(&self, number: usize) -> bool {
        let is_behind_unspaced =
            |number: usize| self.pieces.get(number).is_some_and(|it| it.kind == Kind::Unspaced);
        self.manners[number].may_name()
            && (self.pieces[number].starts_word || number > 0 && is_behind_unspaced(number - 1))
    }

    /// Whether a name may end before a piece: where a word does, and before the digits of an exam.
    fn is_end(&self, number: usize) -> bool {
        let (Some(next), Some(last)) = (self.pieces.get(number), self.pieces.get(number - 1))
        else {
            return true;
        };
        let is_seam = last.kind == Kind::Letters && next.kind == Kind::Digits;
        next.starts_word || is_seam || Kind::Unspaced == next.kind || last.kind == Kind::Unspaced
    }

    /// Whether a piece goes on from the one before it, in one sentence.
    fn is_joined(&self, number: usize) -> bool {
        self.gap(number).chars().count() <= GAP_MAX && !self.starts_sentence(number)
    }

    /// Whether between the pieces are blanks or one hyphen, as within a code: not ` - ` or `, `.
    fn is_tight(&self, range: &Range<usize>) -> bool {
        (range.start + 1..range.end).all(|it| {
            let gap = self.gap(it).trim_matches(['*', '_', '™', '®']);
            let is_blank = gap.chars().all(|it| it == ' ' || it == '\u{a0}');
            is_blank || gap.chars().count() == 1 && !self.pieces[it].starts_phrase || gap == " #"
        })
    }

    fn is_spoken(&self, range: &Range<usize>) -> bool {
        self.manners.get(range.clone()).is_some_and(|it| it.iter().all(|it| *it == Manner::Speech))
    }
}
