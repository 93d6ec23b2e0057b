//! A query taken apart: the codes in it, the words, the digits, and what we do not understand.

use super::Index;
use super::build::Owner;
use super::entry::NameKind;
use super::fold::{Kind, Piece, joined};
use super::near::Slip;
use super::vocabulary::{Sense, WordId};

/// What a query says, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Exact codes, in order.
    pub(super) codes: Vec<Vec<Owner>>,
    /// The letters of codes without their digits: numbers of stems, in order.
    pub(super) stems: Vec<u32>,
    /// Digits that belong to no exact code, in order.
    pub(super) digits: Vec<String>,
    /// Words that tell certifications apart.
    pub(super) words: Vec<Typed>,
    /// Words that we do not know.
    pub(super) unknown: Vec<String>,
    /// Issuers whose name or subject is there.
    pub(super) contexts: Vec<u32>,
    /// How many words say nothing.
    pub(super) fillers: usize,
    /// How many words are common in speech.
    pub(super) commons: usize,
    /// Slips in words that tell nothing apart, such as `certifed`.
    pub(super) slips: usize,
    /// Whether the last piece read was one word for an issuer or its subject.
    is_behind_subject: bool,
    /// Whether one of those slips leaves a doubt about the word.
    pub(super) has_doubt: bool,
}

/// A word that tells certifications apart.
#[derive(Debug)]
pub(super) struct Typed {
    /// What it may be: one word, or several that are equally near.
    pub(super) options: Vec<WordId>,
    /// How far it is from what was typed; none if it is that.
    pub(super) slip: Option<Slip>,
    pub(super) letters: usize,
}

// No code has more pieces (`PCAP-NP-31-02` has four, `GCP PCA 2024 v1.1` seven).
const CODE_PIECES_MAX: usize = 7;

// Whoever writes more words that we do not know does not write a name; looking for what each may
// be a misspelling of is what costs time.
const GUESSED_MAX: usize = 12;

// Below six letters another word is too easily one letter away (`entry` and `every`).
const SAFE_LETTERS_MIN: usize = 6;

impl Reading {
    pub(super) fn new(index: &Index, pieces: &[Piece]) -> Self {
        let mut reading = Self::default();
        let mut guessed = 0;
        let mut place = 0;
        while let Some(rest) = pieces.get(place..).filter(|it| !it.is_empty()) {
            let is_behind_subject = std::mem::take(&mut reading.is_behind_subject);
            let count = reading
                .read_code(index, rest)
                .or_else(|| reading.read_known(index, rest))
                .or_else(|| reading.read_stem(index, rest))
                .or_else(|| reading.read_digits(index, rest, is_behind_subject))
                .or_else(|| reading.read_split(index, rest))
                .unwrap_or_else(|| {
                    guessed += 1;
                    reading.read_unknown(index, &rest[0], guessed <= GUESSED_MAX);
                    1
                });
            place += count;
        }
        reading
    }

    /// The longest exact code that begins here with a word and ends with one, or before a digit.
    fn read_code(&mut self, index: &Index, rest: &[Piece]) -> Option<usize> {
        if !rest.first()?.starts_word {
            return None;
        }
        for count in (1..=rest.len().min(CODE_PIECES_MAX)).rev() {
            let (code, behind) = rest.split_at(count);
            let is_whole = behind.first().is_none_or(|it| {
                it.starts_word
                    || code.last().is_some_and(|last| last.kind != it.kind && is_seam(last, it))
            });
            if !is_whole {
                continue;
            }
            let Some(owners) = code_owners(index, code) else { continue };
            // An everyday word that is also somebody's other name stays a word.
            let is_word = count == 1 && owners.iter().all(|it| it.kind == NameKind::Alias);
            if is_word && index.vocabulary.word(&code[0].text).is_some() {
                continue;
            }
            self.codes.push(owners);
            return Some(count);
        }
        None
    }

    fn read_known(&mut self, index: &Index, rest: &[Piece]) -> Option<usize> {
        let first = rest.first()?;
        if first.kind == Kind::Digits {
            return None;
        }
        let is_code_with_digits = index.stem_numbers.contains_key(first.text.as_str())
            && rest.get(1).is_some_and(|it| it.kind == Kind::Digits);
        if is_code_with_digits {
            return None;
        }
        let (count, sense) = index.vocabulary.sense(rest)?;
        if let Some((sense, slip, letters)) = misspelt_phrase(index, rest).filter(|_| count == 1) {
            self.add(sense, Some(slip), letters);
            return Some(2);
        }
        self.has_doubt |= count == 1 && index.vocabulary.is_doubtful(&first.text);
        self.is_behind_subject = count == 1 && matches!(sense, Sense::Context(_));
        self.add(sense, None, first.text.chars().count());
        Some(count)
    }

    fn read_stem(&mut self, index: &Index, rest: &[Piece]) -> Option<usize> {
        let first = rest.first()?;
        let is_whole = rest.get(1).is_none_or(|it| it.starts_word || it.kind == Kind::Digits);
        if !first.starts_word || !is_whole {
            return None;
        }
        let number = index.stem_numbers.get(first.text.as_str())?;
        self.stems.push(*number);
        Some(1)
    }

    fn read_digits(
        &mut self,
        index: &Index,
        rest: &[Piece],
        is_behind_subject: bool,
    ) -> Option<usize> {
        let first = rest.first().filter(|it| it.kind == Kind::Digits)?;
        let is_alone = first.starts_word && rest.get(1).is_none_or(|it| it.starts_word);
        // `Python 3` is a language, unless some name has that number.
        let is_version = is_behind_subject
            && first.text.len() == 1
            && index.vocabulary.word(&first.text).is_none();
        if is_version {
            self.fillers += 1;
            let any = rest.get(1).filter(|it| it.kind == Kind::Digits && it.text == "x");
            return Some(1 + usize::from(any.is_some()));
        }
        if is_alone && is_year(&first.text) {
            self.fillers += 1;
        } else {
            self.digits.push(first.text.clone());
        }
        Some(1)
    }

    /// One word written as two (`py thon`) or two as one (`entrylevel`).
    fn read_split(&mut self, index: &Index, rest: &[Piece]) -> Option<usize> {
        let first = rest.first()?;
        if let Some(second) = rest.get(1).filter(|it| it.kind == first.kind) {
            let text = joined(&rest[..2]);
            let letters = text.chars().count();
            if letters >= SAFE_LETTERS_MIN
                && index.vocabulary.word(&second.text).is_none()
                && let Some(sense) = index.vocabulary.word(&text)
            {
                self.add(sense, None, letters);
                return Some(2);
            }
        }
        if let Some((owners, sense)) = glued_code(index, first) {
            self.codes.push(owners);
            self.add(sense, None, 0);
            return Some(1);
        }
        let senses = index.vocabulary.run_together(first)?;
        for sense in senses {
            self.add(sense, None, first.text.chars().count());
        }
        Some(1)
    }

    fn read_unknown(&mut self, index: &Index, piece: &Piece, may_guess: bool) {
        // `security+` is a name of its own.
        let is_word = piece.kind == Kind::Letters && piece.text.chars().all(char::is_alphabetic);
        let guesses =
            if may_guess && is_word { index.vocabulary.guesses(&piece.text) } else { Vec::new() };
        let letters = piece.text.chars().count();
        let Some(best) = guesses.first().cloned() else {
            self.unknown.push(piece.text.clone());
            return;
        };
        // If the nearest words tell different things, all of them may be meant.
        let options: Vec<WordId> = guesses.iter().filter_map(|it| it.sense.content()).collect();
        self.has_doubt |= guesses.len() > 1;
        if options.is_empty() {
            self.add(best.sense, Some(best.slip), letters);
        } else {
            self.words.push(Typed { options, slip: Some(best.slip), letters });
        }
    }

    fn add(&mut self, sense: Sense, slip: Option<Slip>, letters: usize) {
        if let (Some(slip), None) = (slip, sense.content()) {
            self.slips += 1;
            self.has_doubt |= !slip.keeps_first_letter() || letters <= 4;
        }
        match sense {
            Sense::Filler => self.fillers += 1,
            Sense::Common => self.commons += 1,
            Sense::Context(issuers) => self.contexts.extend(issuers),
            Sense::Content(word) => {
                if !self.words.iter().any(|it| it.options == [word]) {
                    self.words.push(Typed { options: vec![word], slip, letters });
                }
            }
        }
    }

    /// Whether nothing but names, numbers and words that say nothing is there.
    pub(super) fn is_understood(&self) -> bool {
        self.unknown.is_empty()
    }

    /// Whether anything was misspelt, in whatever word.
    pub(super) fn has_slips(&self) -> bool {
        self.slips > 0 || self.words.iter().any(|it| it.slip.is_some())
    }

    /// Whether each misspelt word can mean but one.
    pub(super) fn is_beyond_doubt(&self) -> bool {
        !self.has_doubt && self.words.iter().all(Typed::is_beyond_doubt)
    }

    /// The words without doubt, digits included, in order, or `None` if one is not known.
    pub(super) fn bag(&self, index: &Index) -> Option<Vec<WordId>> {
        let mut bag = Vec::new();
        for typed in &self.words {
            let [word] = typed.options.as_slice() else { return None };
            bag.push(*word);
        }
        for digits in &self.digits {
            bag.push(index.vocabulary.word(digits)?.content()?);
        }
        bag.sort_unstable();
        bag.dedup();
        Some(bag)
    }

    /// How many words there are that mean anything to us.
    pub(super) fn understood(&self) -> usize {
        self.words.len() + self.contexts.len().min(1) + self.fillers
    }
}

impl Typed {
    fn is_beyond_doubt(&self) -> bool {
        match self.slip {
            None => self.options.len() == 1,
            Some(slip) => {
                self.options.len() == 1
                    && self.letters >= SAFE_LETTERS_MIN
                    && slip.keeps_first_letter()
            }
        }
    }
}

/// What two words tell together of which the second is misspelt: `data analitics`.
fn misspelt_phrase(index: &Index, rest: &[Piece]) -> Option<(Sense, Slip, usize)> {
    let [first, second, ..] = rest else { return None };
    let vocabulary = &index.vocabulary;
    if !vocabulary.begins_phrase(&first.text) || vocabulary.word(&second.text).is_some() {
        return None;
    }
    let [guess] = vocabulary.guesses(&second.text).try_into().ok()?;
    let meant = Piece { text: guess.text.into(), ..second.clone() };
    let (_, sense) = vocabulary.sense(&[first.clone(), meant]).filter(|(count, _)| *count == 2)?;
    Some((sense, guess.slip, second.text.chars().count()))
}

/// A code and a word around names that were written as one: `pcepexam`, `pythonpcap`. Words that
/// tell something, and short ones, may be part of another word: `pypcap` is a program.
fn glued_code(index: &Index, piece: &Piece) -> Option<(Vec<Owner>, Sense)> {
    const LETTERS_MIN: usize = 4;
    let letters: Vec<char> = piece.text.chars().collect();
    let places = LETTERS_MIN..=letters.len().checked_sub(LETTERS_MIN)?;
    places.into_iter().find_map(|place| {
        let (start, end) = letters.split_at(place);
        let (start, end): (String, String) = (start.iter().collect(), end.iter().collect());
        [(&start, &end), (&end, &start)].into_iter().find_map(|(code, word)| {
            let sense = index.vocabulary.word(word)?;
            let is_around = matches!(sense, Sense::Filler | Sense::Context(_));
            let owners = index.keys.get(code.as_str()).filter(|_| is_around)?;
            let own = |it: &&Owner| it.kind == NameKind::ShortName;
            let owners: Vec<Owner> = owners.iter().filter(own).copied().collect();
            (!owners.is_empty()).then_some((owners, sense))
        })
    })
}

/// Whether a code may end between two pieces of one word: letters, then the digits of an exam.
fn is_seam(last: &Piece, next: &Piece) -> bool {
    next.kind == Kind::Unspaced
        || last.kind == Kind::Unspaced
        || (last.kind == Kind::Letters && next.kind == Kind::Digits)
}

/// The owners of a code, also of one written `pcppii` or `secplus`.
fn code_owners(index: &Index, code: &[Piece]) -> Option<Vec<Owner>> {
    let key = joined(code);
    let find = |key: &str| {
        let owners: Vec<Owner> = index
            .keys
            .get(key)?
            .iter()
            .filter(|it| it.is_code && it.kind != NameKind::FamilyName)
            .copied()
            .collect();
        (!owners.is_empty()).then_some(owners)
    };
    find(&key).or_else(|| other_spellings(&key).find_map(|it| find(&it)))
}

/// The same key with a number for a roman one at its end, and with `+` for `plus`.
pub(super) fn other_spellings(key: &str) -> impl Iterator<Item = String> {
    let roman = [("iii", "3"), ("ii", "2"), ("i", "1")].into_iter().filter_map(|(roman, digit)| {
        let stem = key.strip_suffix(roman)?;
        (stem.chars().count() >= 3).then(|| format!("{stem}{digit}"))
    });
    let plus = key.contains("plus").then(|| key.replace("plus", "+"));
    roman.chain(plus)
}

/// Years are when something was, not what: `PCEP 2024`.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"))
}
