//! Which words lie a slip of the finger apart, found without comparing with all of them.

use strsim::osa_distance;

/// How far two texts are apart, for those who type. Smaller is likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slip {
    cost: u8,
    is_first_letter: bool,
}

// The order in which fingers slip on short codes: letters swapped (`pcpe`), a letter struck twice
// (`pccep`), one left out or too many, a key beside the right one (`oced`), any other key. The
// numbers only order them; two errors are further away than any single one.
const SWAPPED: u8 = 1;
const DOUBLED: u8 = 2;
const LEFT_OUT_OR_EXTRA: u8 = 3;
const KEY_BESIDE: u8 = 4;
const OTHER_KEY: u8 = 5;
// A letter that came too early or too late (`phyton`). Two edits to strsim, one slip to a hand.
const MOVED: u8 = 6;
const TWO_ERRORS: u8 = 20;

impl Slip {
    /// How unlikely it is; for comparing.
    pub(crate) fn cost(self) -> u8 {
        self.cost
    }

    /// One or two.
    pub(crate) fn errors(self) -> usize {
        if self.cost < TWO_ERRORS { 1 } else { 2 }
    }

    /// Whether it is one edit: not a letter that came too early or too late.
    pub(crate) fn is_one_edit(self) -> bool {
        let cost = if self.is_first_letter { self.cost / 2 } else { self.cost };
        cost < MOVED
    }

    /// Whether two letters next to each other were swapped, and nothing else.
    pub(crate) fn is_swap(self) -> bool {
        self.cost == SWAPPED || (self.is_first_letter && self.cost == SWAPPED * 2)
    }

    /// Whether one letter was hit beside the right one, and nothing else.
    pub(crate) fn is_key_beside(self) -> bool {
        self.cost == KEY_BESIDE || (self.is_first_letter && self.cost == KEY_BESIDE * 2)
    }

    /// Whether a letter that lies elsewhere on the keyboard was struck instead of one.
    pub(super) fn is_other_letter(self) -> bool {
        self.cost == OTHER_KEY || (self.is_first_letter && self.cost == OTHER_KEY * 2)
    }

    /// Whether the first letter is right.
    pub(crate) fn keeps_first_letter(self) -> bool {
        !self.is_first_letter
    }
}

// Words longer than this are links, hashes or noise, and cost the square of their length.
const TYPED_MAX: usize = 24;

// So many words with one letter missing in common are noise, not neighbours; comparing goes on
// with the first ones, in order of their number.
const COMPARED_MAX: usize = 256;

/// How many errors a word of so many letters may hold: none up to three letters, where each
/// neighbour is a word of its own; two from nine on (Meilisearch's and Algolia's steps).
pub(crate) fn budget(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

/// How `typed` came out of `meant`, or `None` if they are more than two errors apart or equal.
pub(crate) fn slip(typed: &str, meant: &str) -> Option<Slip> {
    let cost = match osa_distance(typed, meant) {
        1 => one_error(typed, meant),
        2 if is_one_moved(typed, meant) => MOVED,
        2 => TWO_ERRORS,
        _ => return None,
    };
    let is_first_letter = typed.chars().next() != meant.chars().next();
    // The first letter is the one people get right.
    Some(Slip { cost: if is_first_letter { cost * 2 } else { cost }, is_first_letter })
}

fn one_error(typed: &str, meant: &str) -> u8 {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    let place = typed.iter().zip(&meant).take_while(|(one, other)| one == other).count();
    match typed.len().cmp(&meant.len()) {
        std::cmp::Ordering::Equal if typed.get(place + 1) == meant.get(place + 1) => {
            match (typed.get(place), meant.get(place)) {
                (Some(&one), Some(&other)) if is_beside(one, other) => KEY_BESIDE,
                _ => OTHER_KEY,
            }
        }
        std::cmp::Ordering::Equal => SWAPPED,
        std::cmp::Ordering::Greater => doubled_or(LEFT_OUT_OR_EXTRA, &typed, place),
        std::cmp::Ordering::Less => doubled_or(LEFT_OUT_OR_EXTRA, &meant, place),
    }
}

/// Whether the two are equal but for the place of one letter.
fn is_one_moved(typed: &str, meant: &str) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    let (Some(first), Some(last)) = (
        typed.iter().zip(&meant).position(|(one, other)| one != other),
        typed.iter().zip(&meant).rposition(|(one, other)| one != other),
    ) else {
        return false;
    };
    let (Some(typed), Some(meant)) = (typed.get(first..=last), meant.get(first..=last)) else {
        return false;
    };
    let moved_back = typed.split_first() == meant.split_last();
    let moved_forward = typed.split_last() == meant.split_first();
    moved_back || moved_forward
}

/// Whether the letter that one of the two has more, at `place`, repeats the one before it.
fn doubled_or(otherwise: u8, longer: &[char], place: usize) -> u8 {
    let is_doubled = place > 0 && longer.get(place) == longer.get(place - 1);
    if is_doubled { DOUBLED } else { otherwise }
}

/// Whether two letters lie side by side on the usual keyboards.
fn is_beside(one: char, other: char) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let place = |letter: char| {
        ROWS.iter()
            .enumerate()
            .find_map(|(row, it)| Some((row, it.chars().position(|it| it == letter)?)))
    };
    match (place(one), place(other)) {
        (Some((row, column)), Some((other_row, other_column))) => {
            row.abs_diff(other_row) <= 1 && column.abs_diff(other_column) <= 1
        }
        _ => false,
    }
}

/// Words filed under what is left of them when letters are taken out: two words within a distance
/// have such a rest in common, so a look-up touches only words that are likely neighbours.
#[derive(Debug, Default, Clone)]
pub(crate) struct Neighbours {
    /// Hash of a rest, and the number of a word; sorted.
    rests: Vec<(u32, u32)>,
}

impl Neighbours {
    /// Files each word under its number; one error is found in words of at least `least` letters,
    /// two in those of at least `least_for_two`.
    pub(crate) fn new<'a>(
        words: impl Iterator<Item = (u32, &'a str)>,
        least: usize,
        least_for_two: usize,
    ) -> Self {
        let mut rests = Vec::new();
        for (number, word) in words {
            let letters: Vec<char> = word.chars().collect();
            if letters.len() < least || letters.len() > TYPED_MAX {
                continue;
            }
            let errors = if letters.len() >= least_for_two { 2 } else { 1 };
            each_rest(&letters, errors, |rest| rests.push((rest, number)));
        }
        rests.sort_unstable();
        rests.dedup();
        rests.shrink_to_fit();
        Self { rests }
    }

    /// Numbers of the words that may be within `errors` of `typed`, in order, each once. They
    /// still have to be compared.
    pub(crate) fn candidates(&self, typed: &str, errors: usize) -> Vec<u32> {
        let letters: Vec<char> = typed.chars().collect();
        let mut found = Vec::new();
        if letters.len() > TYPED_MAX || errors == 0 {
            return found;
        }
        each_rest(&letters, errors, |rest| {
            let start = self.rests.partition_point(|it| it.0 < rest);
            let same = self.rests[start..].iter().take(COMPARED_MAX);
            found.extend(same.take_while(|it| it.0 == rest).map(|it| it.1));
        });
        found.sort_unstable();
        found.dedup();
        found.truncate(COMPARED_MAX);
        found
    }
}

/// Hashes of `letters` with none, one, and if `errors` is two, two letters taken out.
fn each_rest(letters: &[char], errors: usize, mut add: impl FnMut(u32)) {
    let none = letters.len();
    add(hash_without(letters, none, none));
    for first in 0..letters.len() {
        add(hash_without(letters, first, none));
        if errors >= 2 {
            for second in first + 1..letters.len() {
                add(hash_without(letters, first, second));
            }
        }
    }
}

/// FNV-1a over what is left. Collisions cost a comparison, nothing more.
fn hash_without(letters: &[char], first: usize, second: usize) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for (place, &letter) in letters.iter().enumerate() {
        if place != first && place != second {
            hash = (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}
