//! A text that names several certifications, taken apart: `pcep vs pcap`, `from pcep to pcpp2`.

use std::collections::BTreeSet;

use crate::knowledge::Knowledge;
use crate::matching::SEPARATORS;

/// A word between two names that is as often part of one: it separates single words only.
const WEAK_SEPARATOR: &str = "with";

/// Signs that separate also without blanks around them.
const SIGNS: &[char] = &[',', ';', '/', '&', '|'];

/// What names an option within a text.
const LABELS: &[(&str, &str)] = &[("from", "from"), ("to", "to"), ("->", "to"), ("→", "to")];

/// Longer than the words of any name.
const NAME_WORDS: usize = 16;

/// A text as units: names that we know, whatever they hold, and single words and signs.
pub(super) struct Text<'t> {
    units: Vec<Unit<'t>>,
}

#[derive(Debug, Clone, Copy)]
struct Unit<'t> {
    /// As typed.
    text: &'t str,
    /// The text from here to its end.
    rest: &'t str,
    is_name: bool,
}

/// A stretch of the text, and the option that it is said to be for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) option: Option<&'static str>,
    pub(super) text: String,
}

impl<'t> Text<'t> {
    pub(super) fn new(knowledge: &Knowledge, text: &'t str) -> Self {
        let names = names(knowledge);
        let words = words(text);
        let mut units = Vec::new();
        let mut next = 0;
        while let Some(first) = words.get(next) {
            let longest = words.len().min(next + NAME_WORDS);
            let name = (next..longest)
                .rev()
                .filter(|last| !is_sign(first.text) && !is_sign(words[*last].text))
                .map(|last| (last, span(first, &words[last])))
                .find(|(_, it)| names.contains(&key(it)));
            let (last, text) = name.unwrap_or((next, first.text));
            units.push(Unit { text, rest: first.rest, is_name: name.is_some() });
            next = last + 1;
        }
        Self { units }
    }

    /// What stands between separators, without blank parts; the whole where there are none.
    pub(super) fn parts(&self) -> Vec<Part<'t>> {
        let mut parts = self.split(&|it| is_separator(it.text));
        if parts.len() == 1 {
            let weakly = self.split(&|it| it.text.eq_ignore_ascii_case(WEAK_SEPARATOR));
            if weakly.iter().all(|it| it.units == 1) {
                parts = weakly;
            }
        }
        parts
    }

    /// All of it as one part.
    pub(super) fn whole(&self) -> Part<'t> {
        part(&self.units)
    }

    /// Each unit as a part of its own.
    pub(super) fn units(&self) -> Vec<Part<'t>> {
        self.units.iter().map(|it| part(std::slice::from_ref(it))).collect()
    }

    /// The text cut where it names one of `options`; nothing if it names none. Stretches that say
    /// nothing (`how do I get`) are left out.
    pub(super) fn labelled(&self, knowledge: &Knowledge, options: &[&str]) -> Vec<Labelled> {
        let label = |it: &Unit<'_>| {
            let label = LABELS.iter().find(|(word, _)| it.text.eq_ignore_ascii_case(word));
            label.map(|(_, option)| *option).filter(|it| options.contains(it))
        };
        let mut labelled: Vec<(Option<&'static str>, Vec<Unit<'t>>)> = vec![(None, Vec::new())];
        for unit in &self.units {
            match (label(unit).filter(|_| !unit.is_name), labelled.last_mut()) {
                (None, Some((_, units))) => units.push(*unit),
                (option, _) => labelled.push((option, Vec::new())),
            }
        }
        if labelled.len() == 1 {
            return Vec::new();
        }
        let filler: BTreeSet<String> = knowledge
            .words()
            .filler
            .iter()
            .chain(&knowledge.words().common)
            .map(|it| key(it))
            .collect();
        labelled.retain(|(_, units)| units.iter().any(|it| !filler.contains(&key(it.text))));
        let each = labelled.into_iter();
        each.map(|(option, units)| Labelled { option, text: part(&units).text.to_owned() })
            .collect()
    }

    fn split(&self, is_separator: &dyn Fn(&Unit<'_>) -> bool) -> Vec<Part<'t>> {
        let parts = self.units.split(|it| !it.is_name && is_separator(it));
        parts.filter(|it| !it.is_empty()).map(part).collect()
    }
}

/// A stretch of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    /// Whether it is a name that we know, and nothing else.
    pub(super) is_name: bool,
    units: usize,
}

fn part<'t>(units: &[Unit<'t>]) -> Part<'t> {
    let text = match units {
        [] => "",
        [first, .., last] => span(first, last),
        [only] => only.text,
    };
    Part {
        text,
        is_name: units.iter().all(|it| it.is_name) && units.len() == 1,
        units: units.len(),
    }
}

/// From the beginning of one unit to the end of a later one.
fn span<'t>(first: &Unit<'t>, last: &Unit<'t>) -> &'t str {
    let length = first.rest.len() - last.rest.len() + last.text.len();
    first.rest.get(..length).unwrap_or(first.text)
}

/// Splits at blanks, and at signs, which are words of their own. The address of a page is one
/// word.
fn words(text: &str) -> Vec<Unit<'_>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (whole, _) = rest.split_at(blank);
        let length = match whole.find(SIGNS) {
            Some(0) => first.len_utf8(),
            Some(sign) if !whole.contains("://") => sign,
            _ => blank,
        };
        let (text, after) = rest.split_at(length);
        words.push(Unit { text, rest, is_name: false });
        rest = after.trim_start();
    }
    words
}

/// Whether a name neither begins nor ends with it.
fn is_sign(text: &str) -> bool {
    key(text).chars().all(|it| SIGNS.contains(&it))
}

fn is_separator(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    SEPARATORS.contains(&word.as_str())
}

/// Every name that a certification goes by, as [`key`] gives it.
fn names(knowledge: &Knowledge) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for it in knowledge.all() {
        let codes = it.exam_versions().map(|it| it.code.as_str());
        let others = it.former_names.iter().chain(&it.aliases).chain(&it.family_names);
        let all = [it.id.as_str(), it.name.as_str()].into_iter();
        let all =
            all.chain(it.short_name.as_deref()).chain(others.map(String::as_str)).chain(codes);
        names.extend(all.map(key));
    }
    names.remove("");
    names
}

/// Lower case, without blanks and hyphens: `pcpp1` for `PCPP 1`. Signs that could separate stay.
fn key(text: &str) -> String {
    let is_kept = |it: &char| it.is_alphanumeric() || matches!(it, '+' | '#') || SIGNS.contains(it);
    text.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}
