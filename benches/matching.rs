//! How long a look-up takes, and how that grows with the catalogue. Names are made up.

#![allow(missing_docs, clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]

use std::collections::HashSet;
use std::hint::black_box;

use certguide::knowledge::{CertificationId, Words};
use certguide::matching::{Entry, Index, Name, NameKind, Standing};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const SIZES: [usize; 4] = [19, 1_000, 10_000, 100_000];

const LEVELS: [&str; 5] = ["Entry-Level", "Associate", "Professional", "Expert", "Specialist"];
const ROLES: [&str; 8] = [
    "Programmer",
    "Tester",
    "Administrator",
    "Architect",
    "Data Analyst",
    "Security Engineer",
    "Developer",
    "Consultant",
];

/// Numbers that look random and are the same in every run.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn word(&mut self, syllables: usize) -> String {
        const SYLLABLES: [&str; 16] = [
            "ka", "to", "mi", "ren", "sol", "vex", "lu", "dar", "pi", "gon", "sta", "bel", "nor",
            "qui", "fas", "tem",
        ];
        (0..syllables).map(|_| SYLLABLES[self.next(SYLLABLES.len())]).collect()
    }
}

/// As many certifications as wanted: one issuer and subject for each fifty, three technologies
/// for each hundred.
fn entries(count: usize) -> Vec<Entry> {
    let mut sequence = Sequence(7);
    let issuers: Vec<String> = (0..=count / 50).map(|_| sequence.word(3)).collect();
    let technologies: Vec<String> = (0..3 + count * 3 / 100).map(|_| sequence.word(4)).collect();
    (0..count).map(|number| entry(&mut sequence, number, &issuers, &technologies)).collect()
}

fn entry(
    sequence: &mut Sequence,
    number: usize,
    issuers: &[String],
    technologies: &[String],
) -> Entry {
    let issuer = &issuers[number % issuers.len()];
    let technology = &technologies[sequence.next(technologies.len())];
    let level = LEVELS[sequence.next(LEVELS.len())];
    let role = ROLES[sequence.next(ROLES.len())];
    let letters: String =
        (0..4).map(|_| char::from(b'A' + u8::try_from(sequence.next(26)).unwrap())).collect();
    let name = |kind, text: String| Name { kind, text };
    Entry {
        id: CertificationId::parse(&format!("certification-{number}")).unwrap(),
        names: vec![
            name(NameKind::ShortName, format!("{letters}{}", number % 7)),
            name(NameKind::ExamCode, format!("{letters}-{}-0{}", 30 + number % 10, number % 4)),
            name(NameKind::Name, format!("Certified {level} {technology} {role} {}", number % 5)),
            name(NameKind::Alias, format!("{technology} {role} {level} {}", number % 5)),
        ],
        issuer: vec![format!("{issuer} Institute")],
        subjects: vec![issuer.clone()],
        level: vec![level.to_owned()],
        track: vec![role.to_owned()],
        standing: Standing { step: u32::try_from(number).unwrap(), ..Standing::default() },
    }
}

fn words() -> Words {
    let all = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
    Words {
        filler: all(&["certified", "exam", "the", "is", "for", "a", "what", "how", "much", "of"]),
        synonyms: vec![all(&["tester", "testing", "qa"])],
        ..Words::default()
    }
}

/// The name with two neighbouring letters swapped in its third word and one missing in the last.
fn misspelt(name: &str) -> String {
    let mut words: Vec<Vec<char>> = name.split(' ').map(|it| it.chars().collect()).collect();
    words[2].swap(2, 3);
    words[3].remove(3);
    words.iter().map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A short name with two letters swapped that is nobody's own: in a large catalogue many are.
fn misspelt_code(entries: &[Entry]) -> String {
    let codes: HashSet<&str> = entries.iter().map(|it| it.names[0].text.as_str()).collect();
    let swapped = entries.iter().skip(entries.len() / 2).map(|it| {
        let mut letters: Vec<char> = it.names[0].text.chars().collect();
        letters.swap(1, 2);
        letters.into_iter().collect::<String>()
    });
    swapped.into_iter().find(|it| !codes.contains(it.as_str())).unwrap()
}

/// What somebody may write in 4,000 characters: talk, with a code in some sentences and a name in
/// others.
fn message(entries: &[Entry]) -> String {
    let mut text = String::new();
    for it in entries.iter().cycle() {
        let (code, name) = (&it.names[0].text, &it.names[2].text);
        text.push_str("yesterday I finally passed it, ten weeks of evenings; next month is ");
        text.push_str(if text.len().is_multiple_of(2) { code } else { name });
        text.push_str(", see https://example.org/exams?id=7 and ask me anything! ");
        if text.chars().count() >= 4_000 {
            break;
        }
    }
    text.chars().take(4_000).collect()
}

/// The first words of a name, over and over: each may begin one.
fn beginnings(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let text = format!("{} ", words[..words.len() - 1].join(" "));
    text.chars().cycle().take(4_000).collect()
}

fn look_ups(criterion: &mut Criterion) {
    for size in SIZES {
        let entries = entries(size);
        let middle = &entries[size / 2].names;
        let (code, name) = (middle[0].text.clone(), middle[2].text.clone());
        let swapped = misspelt_code(&entries);
        let messages = [("message", message(&entries)), ("beginnings", beginnings(&name))];
        let index = Index::from_entries(entries, &words());
        let queries = [
            ("exact", code.clone()),
            ("name", name.clone()),
            ("misspelt code", swapped),
            ("misspelt name", misspelt(&name)),
            (
                "sentence",
                format!("how much is the exam for the {code} of my cousin, please tell me"),
            ),
            ("nothing", "professional cloud architect of nothing in particular".to_owned()),
        ];
        let mut group = criterion.benchmark_group("decide");
        for (what, query) in queries {
            group.bench_with_input(BenchmarkId::new(what, size), &query, |bencher, query| {
                bencher.iter(|| index.decide(black_box(query)));
            });
        }
        group.finish();
        let mut group = criterion.benchmark_group("mentions");
        for (what, message) in messages {
            group.bench_with_input(BenchmarkId::new(what, size), &message, |bencher, message| {
                bencher.iter(|| index.mentions(black_box(message)));
            });
        }
        group.finish();
        let beginning: String = name.chars().take(18).collect();
        let typed = [
            ("empty", String::new()),
            ("letter", "c".to_owned()),
            ("beginning", beginning),
            ("code", code),
        ];
        let mut group = criterion.benchmark_group("complete");
        for (what, typed) in typed {
            group.bench_with_input(BenchmarkId::new(what, size), &typed, |bencher, typed| {
                bencher.iter(|| index.complete(black_box(typed), 25));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, look_ups);
criterion_main!(benches);
