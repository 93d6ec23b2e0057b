//! Learns the weights by which questions are told apart.
//!
//! `cargo run --release --manifest-path tests/train/Cargo.toml` reads `src/question/sentences/*.txt` and writes
//! `src/question/model/weights.bin`. `-- --check` writes nothing, and fails if the weights there are
//! not what the sentences give. `-- --folds` tells how well a fifth of the sentences is told apart
//! by what the others teach.
//!
//! One file for each kind, a sentence a line, as people type them. `{c}` stands for the name of a
//! certification that we know, `{x}` for one of an issuer that we do not know, `{t}` for a topic, in
//! whose place one of `src/question/topics.txt` is put. To teach a wording, add some sentences, also
//! such as sound alike and mean something else, and run this.
//!
//! Multinomial logistic regression by stochastic gradient descent. Everything is in a fixed order
//! and uses only arithmetic that is the same on every machine, so the weights are too.

#![allow(clippy::print_stdout, reason = "it is a program for the terminal")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::{fs, io};

use certguide::question::Kind;
use certguide::question::model::features::{BUCKETS, ELSEWHERE, NAME, features, words};
use certguide::question::model::{Model, Scores, softmax};

const SENTENCES: &str = "src/question/sentences";
const TOPICS: &str = "src/question/topics.txt";
const WEIGHTS: &str = "src/question/model/weights.bin";
const WORDS: &str = "src/question/model/words.txt";

const SEED: u64 = 20_261_128;
const EPOCHS: u32 = 24;
const FIRST_STEP: f32 = 1.2;
/// How strongly weights are drawn to zero: what one sentence alone taught should not weigh much.
const DECAY: f32 = 2e-5;
/// Each sentence is also learnt this often with slips of the finger.
const MISSPELT: usize = 1;

struct Example {
    kind: usize,
    text: String,
    features: Vec<(u32, f32)>,
}

fn main() -> io::Result<ExitCode> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let sentences = sentences()?;
    if mode == "--folds" {
        fold(&sentences);
        return Ok(ExitCode::SUCCESS);
    }
    let (weights, biases) = learn(&sentences.iter().collect::<Vec<_>>());
    let bytes = Model::write(&weights, &biases);
    let known = known_words(&sentences);
    if mode == "--check" {
        let is_same = fs::read(WEIGHTS)? == bytes && fs::read_to_string(WORDS)? == known;
        let word = if is_same { "are" } else { "are not" };
        println!("{WEIGHTS} {word} what {} sentences give", sentences.len());
        return Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    fs::write(WEIGHTS, bytes)?;
    fs::write(WORDS, known)?;
    println!("{WEIGHTS}: learnt from {} sentences", sentences.len());
    Ok(ExitCode::SUCCESS)
}

/// Every sentence with its kind, in the order of kinds and lines.
fn sentences() -> io::Result<Vec<(usize, String)>> {
    let mut sentences = Vec::new();
    for (number, kind) in Kind::ALL.iter().enumerate() {
        let text = fs::read_to_string(format!("{SENTENCES}/{kind}.txt"))?;
        let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
        sentences.extend(lines.map(|it| (number, stand_ins(it))));
    }
    fill_topics(&mut sentences)?;
    Ok(sentences)
}

/// Puts a topic in each `{t}`, one after the other from a list of all sorts: what is asked about a
/// topic must not hang on which one it is.
fn fill_topics(sentences: &mut [(usize, String)]) -> io::Result<()> {
    let topics = fs::read_to_string(TOPICS)?;
    let topics: Vec<&str> = topics.lines().filter(|it| !it.is_empty()).collect();
    let mut next = topics.iter().cycle();
    for (_, text) in sentences {
        while text.contains("{t}") {
            let topic = next.next().ok_or_else(|| io::Error::other("there are no topics"))?;
            *text = text.replacen("{t}", topic, 1);
        }
    }
    Ok(())
}

/// The words that more than one sentence of our own kinds has, and not mostly those of the others,
/// a line each, in order. What a topic or a job is called may be anything, so of sentences about
/// those more have to agree.
fn known_words(sentences: &[(usize, String)]) -> String {
    let mut counts = BTreeMap::<String, (usize, usize)>::new();
    for (kind, text) in sentences {
        let count = match Kind::ALL[*kind] {
            it if it.is_not_ours() => (0, 1),
            Kind::Topic | Kind::Recommend => (1, 0),
            _ => (2, 0),
        };
        let words: BTreeSet<String> = words(text).into_iter().collect();
        for word in words.into_iter().filter(|it| it.chars().all(char::is_alphabetic)) {
            let entry = counts.entry(word).or_default();
            *entry = (entry.0 + count.0, entry.1 + count.1);
        }
    }
    let known = counts.iter().filter(|(_, (ours, others))| *ours >= 4 && *ours >= *others);
    known.map(|(word, _)| format!("{word}\n")).collect()
}

fn stand_ins(line: &str) -> String {
    line.replace("{c}", &NAME.to_string())
        .replace("{x}", &ELSEWHERE.to_string())
}

fn learn(sentences: &[&(usize, String)]) -> (Vec<Scores>, Scores) {
    let mut random = Random(SEED);
    let mut examples: Vec<Example> = Vec::new();
    for (kind, text) in sentences {
        let misspelt = (0..MISSPELT).map(|_| misspelt(text, &mut random)).collect::<Vec<_>>();
        examples.extend(std::iter::once(text.clone()).chain(misspelt).map(|text| {
            let features = features(&text);
            Example { kind: *kind, text, features }
        }));
    }
    examples.retain(|it| !it.features.is_empty() && !it.text.is_empty());
    let mut weights: Vec<Scores> = vec![[0.0; Kind::ALL.len()]; BUCKETS];
    let mut biases: Scores = [0.0; Kind::ALL.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let step = FIRST_STEP * (1.0 - epoch as f32 / EPOCHS as f32).max(0.02);
        for number in &order {
            let example = &examples[*number];
            let mut scores = biases;
            for (feature, share) in &example.features {
                let row = &weights[*feature as usize];
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += weight * share;
                }
            }
            let mut errors = softmax(scores);
            errors[example.kind] -= 1.0;
            for (feature, share) in &example.features {
                let row = &mut weights[*feature as usize];
                for (weight, error) in row.iter_mut().zip(&errors) {
                    *weight -= step * (error * share + DECAY * *weight);
                }
            }
            for (bias, error) in biases.iter_mut().zip(&errors) {
                *bias -= step * 0.01 * error;
            }
        }
    }
    (weights, biases)
}

/// Trains on four fifths and tells apart the rest, five times.
fn fold(sentences: &[(usize, String)]) {
    let mut right = BTreeMap::<&str, (u32, u32)>::new();
    let mut mixed = BTreeMap::<(&str, &str), Vec<&str>>::new();
    let (mut total, mut hits, mut sure, mut sure_hits) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut sides = [0_u32; 4];
    for part in 0..5 {
        let rest: Vec<_> =
            sentences.iter().enumerate().filter(|(it, _)| it % 5 != part).map(|it| it.1).collect();
        let (weights, biases) = learn(&rest);
        let bytes: Box<[u8]> = Model::write(&weights, &biases).into();
        let bytes: &'static [u8] = Box::leak(bytes);
        let model = Model::read(bytes.try_into().expect("as long as it is written"));
        for (kind, text) in sentences.iter().skip(part).step_by(5) {
            let shares = model.shares(text);
            let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b])).unwrap_or(0);
            let is_right = best == *kind;
            let name = |it: usize| Kind::ALL[it].name();
            let count = right.entry(name(*kind)).or_default();
            count.0 += u32::from(is_right);
            count.1 += 1;
            total += 1;
            hits += u32::from(is_right);
            let not_ours: f32 = Kind::ALL
                .iter()
                .zip(&shares)
                .filter(|(it, _)| it.is_not_ours())
                .map(|(_, share)| share)
                .sum();
            let side = usize::from(Kind::ALL[*kind].is_not_ours()) * 2;
            sides[side + usize::from(not_ours > 0.5)] += 1;
            if shares[best] > 0.6 {
                sure += 1;
                sure_hits += u32::from(is_right);
            }
            if !is_right {
                mixed.entry((name(*kind), name(best))).or_default().push(text);
            }
        }
    }
    for (kind, (right, all)) in right {
        println!("{kind:14} {right:4}/{all}");
    }
    let mut mixed: Vec<_> = mixed.into_iter().collect();
    mixed.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    for ((kind, taken), texts) in mixed.iter().take(25) {
        println!("{kind} taken for {taken}: {}  e.g. {}", texts.len(), texts[0]);
    }
    println!("ours: {}, taken for not ours: {}; not ours: {}, taken for ours: {}", sides[0] + sides[1], sides[1], sides[2] + sides[3], sides[2]);
    println!("told apart {hits}/{total}; where the share is above 0.6: {sure_hits}/{sure}");
}

/// One slip in about every fourth word of four letters or more.
fn misspelt(text: &str, random: &mut Random) -> String {
    let words = text.split(' ').map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        let is_word = letters.len() >= 4 && letters.iter().all(|it| it.is_alphabetic());
        if !is_word || random.below(4) > 0 {
            return word.to_owned();
        }
        let place = 1 + random.below(letters.len() - 2);
        match random.below(4) {
            0 => letters.swap(place, place + 1),
            1 => drop(letters.remove(place)),
            2 => letters.insert(place, letters[place]),
            _ => letters[place] = char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0)),
        }
        letters.into_iter().collect()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `SplitMix64`, spelled out: the numbers of a library may change with its version.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, self.below(last + 1));
        }
    }
}
