//! From entries to an index: every name folded and filed once.

use std::collections::HashMap;

use super::Index;
use super::entry::{Entry, Name, NameKind, Standing};
use super::fold::{Kind, Piece, fold, joined, spaced};
use super::mentions::Homonyms;
use super::near::Neighbours;
use super::vocabulary::{Sense, Vocabulary, WordId};
use crate::knowledge::{CertificationId, Words};

/// A certification with everything a look-up asks of it. Lists of words are in order.
#[derive(Debug, Clone)]
pub(super) struct Indexed {
    pub(super) id: CertificationId,
    pub(super) issuer: u32,
    pub(super) standing: Standing,
    /// Words of all its names, its level and its track.
    pub(super) words: Vec<WordId>,
    pub(super) level: Vec<WordId>,
    pub(super) track: Vec<WordId>,
    pub(super) names: Vec<NameWords>,
    /// Every run of digits in its names and codes.
    pub(super) digits: Vec<Box<str>>,
    /// The digits of each exam code, run together: its first group, its first two, and so on.
    pub(super) exam_digits: Vec<Box<str>>,
    /// Whether nobody is led to it.
    pub(super) is_hidden: bool,
}

/// What the words of one name tell.
#[derive(Debug, Clone)]
pub(super) struct NameWords {
    pub(super) content: Vec<WordId>,
    pub(super) kind: NameKind,
    /// Whether it says what the issuer's certifications are about, so that a query should too.
    pub(super) has_context: bool,
}

/// Who goes by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) entry: u32,
    pub(super) kind: NameKind,
    /// Place in the list of names as written.
    pub(super) name: u32,
    /// Whether it is found within a longer text: `PCAP` is, a name of words is not.
    pub(super) is_code: bool,
    /// Whether it is found so although it is made of words: `Certified Associate Tester` is the
    /// title of a certification, a `Python tester` may be anybody.
    pub(super) is_title: bool,
}

/// A name as it is spelled, for prefixes.
#[derive(Debug, Clone)]
pub(super) struct Spelled {
    pub(super) text: Box<str>,
    pub(super) entry: u32,
}

// The longest short form among some 480 real ones has seven letters (`CLOUDNP`, `COBIT`, `HCISPP`);
// longer single words in capitals are words.
const CODE_LETTERS_MAX: usize = 8;

// `PCEP-30-0x` and `PCPP-32-1xx` are written; what is shorter names no exam.
const ANY_DIGITS_MAX: usize = 2;

// Shorter words that say nothing, such as `with`, are in any name.
const TITLE_LETTERS_MIN: usize = 6;

pub(super) fn index(entries: impl IntoIterator<Item = Entry>, words: &Words) -> Index {
    let mut entries: Vec<Entry> = entries.into_iter().collect();
    entries.sort_by(|one, other| one.id.cmp(&other.id));
    let mut builder = Builder {
        index: Index {
            vocabulary: Vocabulary::new(words),
            homonyms: Homonyms::new(words),
            ..Index::default()
        },
        issuers: HashMap::new(),
        stems: HashMap::new(),
    };
    for entry in &entries {
        builder.learn_issuer(entry);
    }
    for entry in &entries {
        builder.file_codes(entry);
    }
    for (entry, number) in entries.iter().zip(0..) {
        builder.file_words(entry, number);
    }
    builder.finish(words)
}

struct Builder {
    index: Index,
    issuers: HashMap<String, u32>,
    stems: HashMap<Box<str>, u32>,
}

impl Builder {
    fn issuer(&mut self, entry: &Entry) -> u32 {
        let count = self.issuers.len();
        let name = entry.issuer.first().cloned().unwrap_or_default();
        *self.issuers.entry(name).or_insert_with(|| u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn learn_issuer(&mut self, entry: &Entry) {
        let count = self.issuers.len();
        let issuer = self.issuer(entry);
        if self.issuers.len() == count {
            return;
        }
        for text in entry.issuer.iter().chain(&entry.subjects) {
            self.index.vocabulary.learn_context(text, issuer);
        }
    }

    /// Files the codes of an entry and makes room for it; its words follow when all codes are
    /// known.
    fn file_codes(&mut self, entry: &Entry) {
        let number = u32::try_from(self.index.entries.len()).unwrap_or(u32::MAX);
        let issuer = self.issuer(entry);
        let mut indexed = Indexed {
            id: entry.id.clone(),
            issuer,
            standing: entry.standing,
            words: Vec::new(),
            level: Vec::new(),
            track: Vec::new(),
            names: Vec::new(),
            digits: Vec::new(),
            exam_digits: Vec::new(),
            is_hidden: false,
        };
        for name in &entry.names {
            let pieces = fold(&name.text);
            if pieces.is_empty() {
                continue;
            }
            let is_code = is_code(name, &pieces);
            let key = joined(&pieces);
            let is_title = !is_code && self.is_title(entry, name, &pieces);
            let owner = self.spell(number, (name.kind, is_code, is_title), &pieces);
            self.own(&key, owner);
            if !is_code {
                continue;
            }
            // Only in a code of the issuer's own does `x` stand for any digit.
            let is_own = |it: &&Piece| name.kind == NameKind::ExamCode || !it.text.contains('x');
            indexed.digits.extend(digits(&pieces).filter(is_own).map(|it| it.text.as_str().into()));
            if let Some(stem) = stem(&pieces) {
                self.file_stem(stem, number);
            }
            if name.kind == NameKind::ExamCode {
                let mut run = String::new();
                for group in digits(&pieces) {
                    run.push_str(&group.text);
                    indexed.exam_digits.push(run.as_str().into());
                }
                self.file_number(&run, number);
                for key in with_any_digits(&key) {
                    self.own(&key, owner);
                }
            }
        }
        indexed.digits.sort();
        indexed.digits.dedup();
        self.index.entries.push(indexed);
    }

    /// Whether a name of words is the title of a certification: its name now or before, or one that
    /// says so with a word of its name that says nothing else, such as `certified`.
    fn is_title(&self, entry: &Entry, name: &Name, pieces: &[Piece]) -> bool {
        if name.kind != NameKind::Alias {
            return true;
        }
        let own = entry.names.iter().find(|it| it.kind == NameKind::Name);
        let own = own.map(|it| fold(&it.text)).unwrap_or_default();
        pieces.iter().any(|it| {
            it.text.chars().count() >= TITLE_LETTERS_MIN
                && self.index.vocabulary.word(&it.text) == Some(Sense::Filler)
                && own.iter().any(|own| own.text == it.text)
        })
    }

    fn spell(
        &mut self,
        entry: u32,
        (kind, is_code, is_title): (NameKind, bool, bool),
        pieces: &[Piece],
    ) -> Owner {
        self.index.most_pieces = self.index.most_pieces.max(pieces.len());
        let name = u32::try_from(self.index.spelled.len()).unwrap_or(u32::MAX);
        self.index.spelled.push(Spelled { text: spaced(pieces).into(), entry });
        Owner { entry, kind, name, is_code, is_title }
    }

    fn own(&mut self, key: &str, owner: Owner) {
        let owners = self.index.keys.entry(key.into()).or_default();
        if !owners.iter().any(|it| it.entry == owner.entry && it.kind == owner.kind) {
            owners.push(owner);
        }
    }

    fn file_stem(&mut self, stem: &str, entry: u32) {
        let index = &mut self.index;
        let number = *self.stems.entry(stem.into()).or_insert_with(|| {
            index.stems.push((stem.into(), Vec::new()));
            u32::try_from(index.stems.len() - 1).unwrap_or(u32::MAX)
        });
        let owners = &mut index.stems[number as usize].1;
        if owners.last() != Some(&entry) {
            owners.push(entry);
        }
    }

    fn file_number(&mut self, digits: &str, entry: u32) {
        let owners = self.index.numbers.entry(digits.into()).or_default();
        if owners.last() != Some(&entry) {
            owners.push(entry);
        }
    }

    fn file_words(&mut self, entry: &Entry, number: u32) {
        let issuer = self.issuer(entry);
        let mut words = Vec::new();
        let mut names = Vec::new();
        for name in &entry.names {
            let pieces = fold(&name.text);
            // `Python PCAP` is a name with a code in it; its code is not a word.
            let has_code = pieces.iter().any(|it| self.stems.contains_key(it.text.as_str()));
            if is_code(name, &pieces) || has_code {
                continue;
            }
            let senses = self.index.vocabulary.learn_name(&pieces);
            let digits = digits(&pieces).map(|it| it.text.as_str().into());
            self.index.entries[number as usize].digits.extend::<Vec<Box<str>>>(digits.collect());
            let content = content(&senses);
            if content.is_empty() {
                continue;
            }
            words.extend_from_slice(&content);
            let has_context = senses.iter().any(|it| matches!(it, Sense::Context(_)));
            let place = (number, u32::try_from(names.len()).unwrap_or(u32::MAX));
            self.index.bags.entry(content.clone().into()).or_default().push(place);
            names.push(NameWords { content, kind: name.kind, has_context });
        }
        let level = self.described(&entry.level);
        let track = self.described(&entry.track);
        words.extend(level.iter().chain(&track));
        words.sort_unstable();
        words.dedup();
        for &word in &words {
            self.index.vocabulary.note(word, number, issuer);
        }
        let indexed = &mut self.index.entries[number as usize];
        indexed.words = words;
        indexed.level = level;
        indexed.track = track;
        indexed.names = names;
        indexed.digits.sort();
        indexed.digits.dedup();
    }

    /// The words that stand for a level or a track alone: `security`, but neither of those in
    /// `test automation`, the second of which is another track.
    fn described(&mut self, texts: &[String]) -> Vec<WordId> {
        let mut words = Vec::new();
        for text in texts {
            let senses = self.index.vocabulary.learn_name(&fold(text));
            if let [Sense::Content(word)] = senses.as_slice() {
                words.push(*word);
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    fn finish(mut self, words: &Words) -> Index {
        self.index.vocabulary.learn_common(words);
        self.index.vocabulary.finish();
        let index = &mut self.index;
        for owners in index.keys.values_mut() {
            let is_nickname = |it: &Owner| it.kind == NameKind::Nickname;
            if !owners.iter().all(is_nickname) {
                owners.retain(|it| !is_nickname(it));
            }
        }
        let stems = index.stems.iter().zip(0..).map(|((text, _), number)| (number, &**text));
        index.stem_neighbours = Neighbours::new(stems, 3, 4);
        index.stem_numbers = self.stems;
        let mut order: Vec<u32> = (0..).take(index.entries.len()).collect();
        order.sort_by_key(|it| (index.entries[*it as usize].standing, *it));
        index.by_standing = order;
        index.prefixes = prefixes(&index.spelled);
        index.longest_key = index.keys.keys().map(|it| it.len()).max().unwrap_or(0);
        self.index
    }
}

/// Whether a name is a code, which is found within a longer text: an issuer's own code always, any
/// other name if it is one run of letters with digits, or one written in capitals.
fn is_code(name: &Name, pieces: &[Piece]) -> bool {
    if matches!(name.kind, NameKind::ShortName | NameKind::ExamCode) {
        return true;
    }
    // What one server calls it is found in a text anyway, and must not stand for codes of others.
    if name.kind == NameKind::Nickname {
        return false;
    }
    let mut letters = pieces.iter().filter(|it| it.kind != Kind::Digits);
    let (Some(first), None) = (letters.next(), letters.next()) else { return false };
    let is_short = first.text.chars().count() <= CODE_LETTERS_MAX;
    is_short && (pieces.len() > 1 || !name.text.chars().any(char::is_lowercase))
}

/// The letters of a code that begins with its only run of letters: `pcpp` of `PCPP-32-201`.
fn stem(pieces: &[Piece]) -> Option<&str> {
    let (first, rest) = pieces.split_first()?;
    let is_stem = first.kind == Kind::Letters && rest.iter().all(|it| it.kind == Kind::Digits);
    is_stem.then_some(first.text.as_str())
}

fn digits(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    pieces.iter().filter(|it| it.kind == Kind::Digits)
}

pub(super) fn content(senses: &[Sense]) -> Vec<WordId> {
    let mut words: Vec<WordId> = senses.iter().filter_map(Sense::content).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Other ways to write an exam code: with `x` for its last digits, and, if it is filed with an `x`
/// for any digit, with each digit.
fn with_any_digits(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut keys = Vec::new();
    for count in 1..=ANY_DIGITS_MAX {
        let kept = letters.len().saturating_sub(count);
        let (start, end) = letters.split_at(kept);
        let is_number = start.last().is_some_and(char::is_ascii_digit)
            && end.iter().all(|it| it.is_ascii_digit() || *it == 'x');
        if is_number {
            keys.push(start.iter().copied().chain(end.iter().map(|_| 'x')).collect());
        }
    }
    let tail = letters.iter().rev().take_while(|it| **it == 'x').count();
    let is_open = (1..=ANY_DIGITS_MAX).contains(&tail)
        && letters.iter().rev().nth(tail).is_some_and(char::is_ascii_digit);
    if is_open {
        let start: String = letters.iter().take(letters.len() - tail).collect();
        let count = 10_usize.pow(u32::try_from(tail).unwrap_or(1));
        keys.extend((0..count).map(|it| format!("{start}{it:0tail$}")));
    }
    keys
}

/// Each place where a word of a name begins, ordered by what follows.
fn prefixes(spelled: &[Spelled]) -> Vec<(u32, u16)> {
    let mut places = Vec::new();
    for (name, number) in spelled.iter().zip(0_u32..) {
        places.push((number, 0));
        for (place, _) in name.text.match_indices(' ') {
            if let Ok(place) = u16::try_from(place + 1) {
                places.push((number, place));
            }
        }
    }
    places.sort_by(|one, other| {
        tail(spelled, *one).cmp(tail(spelled, *other)).then_with(|| one.cmp(other))
    });
    places
}

/// What a name spells from one of its words on.
pub(super) fn tail(spelled: &[Spelled], place: (u32, u16)) -> &str {
    spelled.get(place.0 as usize).and_then(|it| it.text.get(place.1.into()..)).unwrap_or_default()
}
