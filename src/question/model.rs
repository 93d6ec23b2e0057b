//! Which kind a question is of, by its words: one weight for each feature and kind, learnt from
//! the sentences in `src/question/sentences` by the package `tests/train`.
//!
//! A linear model, because it can be read: what made it decide is a list of words, it takes
//! microseconds, and the same sentences always give the same weights.

pub mod features;

use std::collections::HashSet;
use std::sync::LazyLock;

use self::features::{BUCKETS, features};
use super::Kind;
use super::concepts::concepts;
use crate::matching::near::{Neighbours, slip};

/// Number of kinds.
const KINDS: usize = Kind::ALL.len();

/// A score for each kind, in the order of [`Kind::ALL`].
pub type Scores = [f32; KINDS];

/// What was learnt.
#[derive(Debug)]
pub struct Model {
    /// What one step of each kind's weights is worth.
    scales: Scores,
    /// What each kind has without any words.
    biases: Scores,
    /// For each feature a row of one weight for each kind.
    weights: &'static [u8],
}

/// Bytes of the scales and biases, which stand before the weights.
const HEAD: usize = 2 * KINDS * size_of::<f32>();

/// Bytes of a file of weights.
pub const BYTES: usize = HEAD + BUCKETS * KINDS;

static WEIGHTS: &[u8; BYTES] = include_bytes!("model/weights.bin");

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(WEIGHTS));

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("model/words.txt")));

/// The words that the sentences of our own kinds have, a line each; not those of questions after a
/// topic, which may be anything.
#[derive(Debug)]
struct Words {
    all: HashSet<&'static str>,
    long: Vec<&'static str>,
    neighbours: Neighbours,
}

// A shorter word with a letter wrong is too often another one.
const LETTERS_MIN: usize = 5;

impl Words {
    fn read(text: &'static str) -> Self {
        let is_long = |it: &&str| it.chars().count() >= LETTERS_MIN;
        let long: Vec<&str> = text.lines().filter(is_long).collect();
        let numbered = long.iter().zip(0..).map(|(word, number)| (number, *word));
        let neighbours = Neighbours::new(numbered, LETTERS_MIN, usize::MAX);
        Self { all: text.lines().collect(), long, neighbours }
    }

    fn has(&self, word: &str) -> bool {
        self.all.contains(word)
            || word.chars().count() >= LETTERS_MIN
                && self.neighbours.candidates(word, 1).iter().any(|it| {
                    let known = self.long.get(*it as usize);
                    known.and_then(|it| slip(word, it)).is_some_and(|it| it.errors() == 1)
                })
    }
}

/// Whether people ask about certifications with this word, which is folded, as far as we have seen.
pub fn knows_word(word: &str) -> bool {
    WORDS.has(word) || !concepts().of(&[word.to_owned()]).iter().all(Vec::is_empty)
}

/// The model in this program.
pub fn model() -> &'static Model {
    &MODEL
}

impl Model {
    /// Reads weights as [`Model::write`] lays them out.
    pub fn read(bytes: &'static [u8; BYTES]) -> Self {
        let (head, weights) = bytes.split_at(HEAD);
        let number = |place: usize| {
            let bytes = head.get(place * 4..place * 4 + 4).and_then(|it| it.try_into().ok());
            f32::from_le_bytes(bytes.unwrap_or_default())
        };
        Self {
            scales: std::array::from_fn(number),
            biases: std::array::from_fn(|it| number(KINDS + it)),
            weights,
        }
    }

    /// Lays weights out, rounded to a byte each: scales, biases, then a row for each feature.
    pub fn write(weights: &[Scores], biases: &Scores) -> Vec<u8> {
        let largest: Scores = std::array::from_fn(|kind| {
            weights.iter().map(|it| it[kind].abs()).fold(f32::MIN_POSITIVE, f32::max)
        });
        let scales = largest.map(|it| it / 127.0);
        let mut bytes: Vec<u8> =
            scales.iter().chain(biases).flat_map(|it| it.to_le_bytes()).collect();
        for row in weights {
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
            bytes.extend(
                row.iter()
                    .zip(&scales)
                    .map(|(it, scale)| ((it / scale).round() as i8).to_le_bytes()[0]),
            );
        }
        bytes
    }

    /// How likely a text with stand-ins for names is of each kind; they sum to one.
    pub fn shares(&self, text: &str) -> Scores {
        let mut scores = self.biases;
        for (feature, share) in features(text) {
            for ((score, weight), scale) in
                scores.iter_mut().zip(self.row(feature)).zip(&self.scales)
            {
                *score += f32::from(i8::from_le_bytes([*weight])) * scale * share;
            }
        }
        softmax(scores)
    }

    fn row(&self, feature: u32) -> &[u8] {
        let start = feature as usize * KINDS;
        self.weights.get(start..start + KINDS).unwrap_or_default()
    }
}

/// Scores as shares of one.
pub fn softmax(scores: Scores) -> Scores {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|it| libm::expf(it - most));
    let sum: f32 = powers.iter().sum();
    powers.map(|it| it / sum)
}
