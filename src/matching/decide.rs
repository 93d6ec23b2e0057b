//! When to answer, when to ask back, and when to say that we know no such thing.

use super::build::Owner;
use super::entry::NameKind;
use super::fold::{Kind, Piece, fold, joined, spaced};
use super::near::{Slip, budget, slip};
use super::reading::{Reading, other_spellings};
use super::weigh::{Fit, Fits, Place, fit, fits, has_all_digits, is_own};
use super::{Because, Decision, Index, Match};

// As many as a person compares at a glance, and as buttons fit in one row.
const OFFERED_MAX: usize = 5;

// A misspelt name is answered only if it has the words to make up for it.
const MISSPELT_NAME_WORDS_MIN: usize = 4;

// Below, two errors leave too little of a code to know it by.
const TWO_ERRORS_LETTERS_MIN: usize = 5;

// Shorter beginnings are those of too many words.
const PREFIX_LETTERS_MIN: usize = 3;

// A beginning of so many words is somebody's name and not a chance.
const PREFIX_WORDS_MIN: usize = 3;

// `PCEP-30-02` names its exam whatever stands around it; `PCEP` might be other people's word.
const EXAM_DIGITS_MIN: usize = 3;

pub(super) fn decide(index: &Index, query: &str) -> Decision {
    let pieces = fold(query);
    if pieces.is_empty() {
        return Decision::Unknown(Vec::new());
    }
    if let Some(decision) = by_whole(index, &pieces) {
        return decision;
    }
    let reading = Reading::new(index, &pieces);
    if !reading.codes.is_empty() {
        return by_code(index, &reading);
    }
    if !reading.stems.is_empty() {
        return by_stem(index, &reading);
    }
    by_words(index, &reading, &pieces)
}

/// Gathers matches: each certification once, with the reason it first came with.
struct Offer<'a> {
    index: &'a Index,
    matches: Vec<Match>,
    /// The first that nobody is led to.
    hidden: Option<Match>,
}

impl<'a> Offer<'a> {
    fn new(index: &'a Index) -> Self {
        Self { index, matches: Vec::new(), hidden: None }
    }

    fn add(&mut self, entry: u32, because: Because) {
        let found = self.index.found(entry, because);
        if self.index.entry(entry).is_hidden {
            self.hidden.get_or_insert(found);
            return;
        }
        let is_new = self.matches.iter().all(|it| it.id != found.id);
        if is_new && self.matches.len() < OFFERED_MAX {
            self.matches.push(found);
        }
    }

    fn add_all(&mut self, entries: impl IntoIterator<Item = u32>, because: Because) {
        for entry in entries {
            self.add(entry, because);
        }
    }

    /// Asks back if there is anything to ask about. A name of hidden ones alone means the first.
    fn unsure(self) -> Decision {
        match self.hidden.filter(|it| it.because <= Because::SharedName) {
            _ if !self.matches.is_empty() => Decision::Unsure(self.matches),
            Some(hidden) => Decision::Sure(hidden),
            None => Decision::Unknown(self.matches),
        }
    }

    fn unknown(self) -> Decision {
        Decision::Unknown(self.matches)
    }
}

fn sure(index: &Index, entry: u32, because: Because) -> Decision {
    Decision::Sure(index.found(entry, because))
}

fn by_standing(index: &Index, mut entries: Vec<u32>) -> Vec<u32> {
    entries.sort_by_key(|it| (index.entry(*it).standing, *it));
    entries.dedup();
    entries
}

/// The whole query as one name.
pub(super) fn by_whole(index: &Index, pieces: &[Piece]) -> Option<Decision> {
    let key = joined(pieces);
    let text = spaced(pieces);
    let find = |key: &str| index.keys.get(key);
    let owners = find(&key).or_else(|| other_spellings(&key).find_map(|it| find(&it)))?;
    // What is hidden has a name only where nothing else has it.
    let shown = |it: &&Owner| !index.entry(it.entry).is_hidden;
    let all_hidden = !owners.iter().any(|it| shown(&it));
    let owners: Vec<Owner> = owners.iter().filter(|it| all_hidden || shown(it)).copied().collect();
    let reason = |owner: &Owner| {
        let is_exact = *index.spelled[owner.name as usize].text == *text;
        match owner.kind {
            NameKind::FamilyName => Because::SharedName,
            NameKind::ShortName | NameKind::ExamCode if is_exact => Because::ExactCode,
            NameKind::ShortName | NameKind::ExamCode => Because::SameCode,
            _ if is_exact => Because::ExactName,
            _ => Because::SameName,
        }
    };
    let is_shared = owners.iter().any(|it| it.kind == NameKind::FamilyName);
    let best = owners.iter().map(reason).min()?;
    // Nobody's other name is answered where several share it; a short name outranks both.
    let best = if is_shared && best != Because::ExactCode { Because::SharedName } else { best };
    let owned = owners.iter().filter(|it| best == Because::SharedName || reason(it) == best);
    let entries = by_standing(index, owned.map(|it| it.entry).collect());
    if let ([entry], false) = (entries.as_slice(), best == Because::SharedName) {
        return Some(sure(index, *entry, best));
    }
    let mut offer = Offer::new(index);
    offer.add_all(entries, best);
    Some(offer.unsure())
}

/// A query with exact codes in it.
fn by_code(index: &Index, reading: &Reading) -> Decision {
    let mut named: Vec<u32> = Vec::new();
    for owners in &reading.codes {
        named.extend(by_standing(index, owners.iter().map(|it| it.entry).collect()));
    }
    let is_named_always = |entry: &u32| {
        reading.codes.iter().all(|it| it.iter().any(|it| it.entry == *entry))
            && reading.stems.iter().all(|it| index.stems[*it as usize].1.contains(entry))
    };
    let mut shared: Vec<u32> = named.iter().copied().filter(is_named_always).collect();
    shared = by_standing(index, shared);
    let equals = equal_names(index, reading);
    if shared.len() > 1 && equals.len() == 1 {
        shared.retain(|it| equals.contains(it));
    }
    let mut offer = Offer::new(index);
    let [entry] = shared.as_slice() else {
        offer.add_all(shared, Because::CodeInText);
        offer.add_all(named, Because::CodeInText);
        return offer.unsure();
    };
    let indexed = index.entry(*entry);
    if !has_all_digits(indexed, &reading.digits) {
        offer.add(*entry, Because::OtherNumber);
        return offer.unsure();
    }
    offer.add(*entry, Because::CodeInText);
    let agrees = equals.contains(entry);
    let has_its_words = fit(index, reading, *entry).is_complete;
    if !agrees && !has_its_words && !equals.is_empty() {
        // `PCAP – Certified Entry-Level Python Programmer`: one of the two is wrong.
        offer.add_all(equals, Because::WordsOfName);
        return offer.unsure();
    }
    let is_exam = reading.codes.iter().flatten().any(|it| {
        let digits = index.spelled[it.name as usize].text.chars().filter(char::is_ascii_digit);
        it.kind == NameKind::ExamCode && digits.count() >= EXAM_DIGITS_MIN
    });
    if is_exam || agrees || is_all_of_issuer(index, reading, *entry) {
        return sure(index, *entry, Because::CodeInText);
    }
    offer.unsure()
}

/// Whether every word is one that the issuer of `entry` uses.
fn is_all_of_issuer(index: &Index, reading: &Reading, entry: u32) -> bool {
    let issuer = index.entry(entry).issuer;
    let is_used = |word: &u32| index.vocabulary.is_of_issuer(*word, issuer);
    reading.is_understood()
        && reading.words.iter().all(|it| it.options.iter().any(is_used))
        && (reading.contexts.is_empty() || reading.contexts.contains(&issuer))
}

/// The certifications one of whose names has just the words of the query, all of them exact.
fn equal_names(index: &Index, reading: &Reading) -> Vec<u32> {
    if reading.words.is_empty() {
        return Vec::new();
    }
    let Some(bag) = reading.bag(index) else { return Vec::new() };
    let places = index.bags.get(bag.as_slice()).into_iter().flatten();
    let is_own_name =
        |it: &&(u32, u32)| index.entry(it.0).names[it.1 as usize].kind != NameKind::FamilyName;
    by_standing(index, places.filter(is_own_name).map(|it| it.0).collect())
}

/// A query with the letters of a code, but not with all of it: `PCPP`, `pcpp3`, `PCPP-32-2`.
fn by_stem(index: &Index, reading: &Reading) -> Decision {
    let mut owners: Vec<u32> = Vec::new();
    for stem in &reading.stems {
        owners.extend(&index.stems[*stem as usize].1);
    }
    let owners = by_standing(index, owners);
    let is_fitting = |it: &u32| has_all_digits(index.entry(*it), &reading.digits);
    let fitting: Vec<u32> = owners.iter().copied().filter(is_fitting).collect();
    let mut offer = Offer::new(index);
    if fitting.is_empty() {
        offer.add_all(owners, Because::OtherNumber);
        return offer.unsure();
    }
    if let [entry] = fitting.as_slice() {
        let has_number = !reading.digits.is_empty()
            && reading.digits.iter().all(|it| is_own(index.entry(*entry), it));
        if has_number && reading.stems.len() == 1 && is_all_of_issuer(index, reading, *entry) {
            return sure(index, *entry, Because::CodeInText);
        }
    }
    let equals = equal_names(index, reading);
    if let [entry] = equals.as_slice()
        && fitting.contains(entry)
        && reading.is_understood()
    {
        return sure(index, *entry, Because::WordsOfName);
    }
    let mut ranked: Vec<Fit> = fitting.iter().map(|it| fit(index, reading, *it)).collect();
    // Stable, so that those with as many words stay in order of standing.
    ranked.sort_by_key(|it| std::cmp::Reverse(it.matched));
    offer.add_all(ranked.iter().map(|it| it.entry), Because::SharedName);
    offer.add_all(near_codes(index, reading).into_iter().map(|it| it.1), Because::MisspeltCode);
    offer.unsure()
}

/// A query without any code that we know.
fn by_words(index: &Index, reading: &Reading, pieces: &[Piece]) -> Decision {
    let fits = fits(index, reading);
    if let Some((entry, because)) = safe(index, reading, &fits) {
        return sure(index, entry, because);
    }
    let prefixed = super::complete::beginning_with(index, &spaced(pieces), OFFERED_MAX + 1);
    if let [entry] = prefixed.as_slice() {
        let words = pieces.iter().filter(|it| it.starts_word).count();
        let is_of_issuer = reading.contexts.contains(&index.entry(*entry).issuer);
        // Digits are never gone on from: `level 1` is not the beginning of `level 10`.
        let is_in_number = pieces.last().is_some_and(|it| it.kind == Kind::Digits);
        if words >= PREFIX_WORDS_MIN && is_of_issuer && !reading.has_slips() && !is_in_number {
            return sure(index, *entry, Because::Prefix);
        }
    }
    let codes = near_codes(index, reading);
    if let Some(entry) = agreed(reading, &fits, &codes) {
        return sure(index, entry, Because::WordsOfName);
    }
    let mut offer = Offer::new(index);
    if reading.words.is_empty() && reading.is_understood() {
        offer_context(&mut offer, reading);
        offer.add_all(prefixed, Because::Prefix);
        return if reading.commons == 0 { offer.unsure() } else { offer.unknown() };
    }
    let best = fits.list.first();
    let is_ours = best.is_some_and(|it| reading.contexts.contains(&index.entry(it.entry).issuer));
    let matched = best.map_or(0, |it| it.matched);
    // What is not understood must be outweighed by what is, or the query is about something else.
    let is_code_or_beginning = !codes.is_empty()
        || !prefixed.is_empty() && reading.unknown.iter().any(|it| it.len() >= PREFIX_LETTERS_MIN);
    // A number that nothing has is not understood either: `AI-901` is another issuer's.
    let unknown = reading.unknown.len() + usize::from(best.is_some_and(|it| !it.has_digits))
        - usize::from(is_code_or_beginning && !reading.is_understood());
    let is_asked = match unknown {
        0 => true,
        _ if is_ours => matched >= unknown,
        _ => matched > 2 * unknown,
    };
    if is_asked || is_ours {
        offer_words(&mut offer, reading, &fits, &codes);
    }
    offer.add_all(codes.iter().map(|it| it.1), Because::MisspeltCode);
    offer.add_all(prefixed, Because::Prefix);
    if is_asked { offer.unsure() } else { offer.unknown() }
}

/// What a query without a single telling word may be about: an exam by its number, or what the
/// issuer has.
fn offer_context(offer: &mut Offer<'_>, reading: &Reading) {
    let index = offer.index;
    if !reading.digits.is_empty() {
        let digits = reading.digits.concat();
        let owners = index.numbers.get(digits.as_str()).into_iter().flatten().copied();
        offer.add_all(by_standing(index, owners.collect()), Because::ExamNumber);
        return;
    }
    let of_issuer = |it: &&u32| {
        let entry = index.entry(**it);
        !entry.is_hidden && reading.contexts.contains(&entry.issuer)
    };
    let first = index.by_standing.iter().filter(of_issuer).take(OFFERED_MAX);
    offer.add_all(first.copied(), Because::Subject);
}

/// The certification whose name is there in full, with a second witness beside it: a code that is
/// its own but for a slip, or its issuer as well as its subject.
fn agreed(reading: &Reading, fits: &Fits, codes: &[(Slip, u32)]) -> Option<u32> {
    let best = fits.list.first().filter(|it| it.has_digits && it.equal.is_some())?;
    let rivals = fits.list.iter().filter(|it| it.equal.is_some()).count();
    let is_name = rivals == 1 && reading.understood() >= MISSPELT_NAME_WORDS_MIN;
    let has_code = codes.first().is_some_and(|(slip, entry)| {
        slip.errors() == 1 && *entry == best.entry && reading.unknown.len() == 1
    });
    let is_ours = reading.contexts.len() > 1
        && reading.contexts.iter().all(|it| reading.contexts.first() == Some(it));
    let is_own = best.equal.is_some_and(|it| it.kind != NameKind::FamilyName);
    let has_witness = has_code || (is_ours && reading.unknown.len() * 2 < reading.understood());
    (is_name && is_own && has_witness && !reading.has_slips()).then_some(best.entry)
}

/// The certification that the words can only mean, if there is one.
fn safe(index: &Index, reading: &Reading, fits: &Fits) -> Option<(u32, Because)> {
    if !reading.is_understood() || !reading.is_beyond_doubt() {
        return None;
    }
    let best = fits.list.first().filter(|it| it.has_digits && it.is_complete)?;
    let issuer = index.entry(best.entry).issuer;
    let is_ours = reading.contexts.contains(&issuer);
    if !reading.contexts.is_empty() && !is_ours {
        return None;
    }
    if let Some(equal) = best.equal {
        let rivals = fits.list.iter().filter(|it| it.equal.is_some()).count();
        let words = reading.understood();
        let is_long = !reading.has_slips() || words >= MISSPELT_NAME_WORDS_MIN && !fits.is_cut;
        let is_own = equal.kind != NameKind::FamilyName && (is_ours || !equal.has_context);
        let reason = if reading.has_slips() { Because::MisspeltName } else { Because::WordsOfName };
        return (rivals == 1 && is_own && is_long).then_some((best.entry, reason));
    }
    let rivals = fits.list.iter().filter(|it| it.is_complete && it.has_digits).count();
    let is_only = rivals == 1 && !fits.is_cut && !reading.has_slips();
    (is_only && is_ours && best.place == Place::LevelAndTrack)
        .then_some((best.entry, Because::LevelAndTrack))
}

/// Offers what fits the words best, and before it what also lies near a code in the query.
fn offer_words(offer: &mut Offer<'_>, reading: &Reading, fits: &Fits, codes: &[(Slip, u32)]) {
    let best = fits.list.first();
    let is_best = |it: &&Fit| {
        best.is_some_and(|best| {
            it.matched == best.matched
                && (it.place == Place::Other) == (best.place == Place::Other)
                && it.has_digits == best.has_digits
                && (best.equal.is_none() || it.equal.is_some())
        })
    };
    let fitting: Vec<u32> = fits.list.iter().filter(is_best).map(|it| it.entry).collect();
    let agreed = codes.iter().map(|it| it.1).filter(|it| fitting.contains(it));
    offer.add_all(agreed, Because::MisspeltCode);
    let because = match best {
        Some(best) if !best.has_digits => Because::OtherNumber,
        Some(_) if !reading.is_understood() => Because::SomeWords,
        Some(best) if best.equal.is_some() && reading.has_slips() => Because::MisspeltName,
        Some(best) if best.equal.is_some() => Because::WordsOfName,
        _ => Because::SomeWords,
    };
    if because == Because::SomeWords {
        offer.add_all(codes.iter().map(|it| it.1), Because::MisspeltCode);
    }
    offer.add_all(fitting, because);
}

/// Certifications whose code is a slip away from a word that we do not know, the likeliest first.
fn near_codes(index: &Index, reading: &Reading) -> Vec<(Slip, u32)> {
    // A second unknown word makes it unlikely that either is a code; further ones are speech.
    const LOOKED_AT_MAX: usize = 3;
    let mut found: Vec<(Slip, u32)> = Vec::new();
    for typed in reading.unknown.iter().take(LOOKED_AT_MAX) {
        // Digits are exact, so they make up for a letter: `pcp1` has four signs to know it by.
        let digits = reading.digits.first().map_or(0, String::len).min(1);
        let letters = typed.chars().count() + digits;
        let errors = if letters >= TWO_ERRORS_LETTERS_MIN { 2 } else { budget(letters) };
        for number in index.stem_neighbours.candidates(typed, errors) {
            let (stem, owners) = &index.stems[number as usize];
            let Some(slip) = slip(typed, stem) else { continue };
            let is_near = slip.errors() == 1 && budget(letters) > 0
                || slip.errors() == 2 && errors == 2 && slip.keeps_first_letter();
            if !is_near {
                continue;
            }
            let fitting =
                owners.iter().filter(|it| has_all_digits(index.entry(**it), &reading.digits));
            found.extend(fitting.map(|it| (slip, *it)));
        }
    }
    found.sort_by_key(|(slip, entry)| (*slip, index.entry(*entry).standing, *entry));
    // One error explains more than two.
    let errors = found.first().map_or(0, |it| it.0.errors());
    found.retain(|it| it.0.errors() == errors);
    found
}
