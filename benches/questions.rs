//! How long a plain question takes, from its words to the message that is sent.

#![allow(missing_docs, clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]

use std::hint::black_box;

use certguide::call::Call;
use certguide::files;
use certguide::knowledge::{Date, load};
use certguide::question::understand;
use certguide::render;
use certguide::service::Service;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

/// As many characters as are read of a question, and some more, of words that look like words.
fn wall(word: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        text.push_str(&word(number));
        text.push(' ');
        if text.chars().count() > 500 {
            break;
        }
    }
    text
}

/// A word of `length` letters that nobody knows, another one for each number.
fn unknown(number: usize, length: usize) -> String {
    let letters = (0..length).map(|place| {
        let letter = (number * 31 + place * 17 + number * place * 7) % 26;
        char::from(b'a' + u8::try_from(letter).unwrap())
    });
    letters.collect()
}

fn questions() -> Vec<(&'static str, String)> {
    let names = ["pcap", "pcep", "pcpp1", "PCAD-31-02", "pcpa", "Certified Associate Tester"];
    vec![
        ("short", "pcep cost?".to_owned()),
        ("typical", "do i need pcep before pcap?".to_owned()),
        ("misspelt", "how mcuh is teh pcpa exma and hwo long dose it take".to_owned()),
        ("two clauses", "how long is pcap and what does it cost, im a student".to_owned()),
        ("topic", "which exam covers design patterns, sql and unit testing".to_owned()),
        ("not ours", "my for loop skips every second element when i remove stuff".to_owned()),
        (
            "story",
            "hi all, so i finished python essentials 1 two weeks ago and passed pcep with 88 \
             percent, now my boss says he pays one more exam until the end of the year. i do mostly \
             excel and a bit of pandas, some sql, no real programming. is pcad too much for me or \
             should i do pced first, and do i have to wait between two exams?"
                .to_owned(),
        ),
        ("unknown words", wall(|number| unknown(number, 5 + number % 5))),
        ("short unknown words", wall(|number| unknown(number, 4))),
        ("one long word", unknown(1, 500)),
        ("names", wall(|number| names[number % names.len()].to_owned())),
        ("slips of topics", wall(|number| ["databses", "excpetions", "clousres"][number % 3].to_owned())),
        ("unspaced", "認定試験の合格点は何点ですか".chars().cycle().take(500).collect()),
        ("six thousand", "what is pcap and ".chars().cycle().take(6_000).collect()),
    ]
}

fn answers(criterion: &mut Criterion) {
    let (knowledge, _) = load(&files::embedded(), today());
    let service = Service::new(knowledge, today);
    let mut group = criterion.benchmark_group("understand");
    for (what, question) in questions() {
        group.bench_with_input(
            BenchmarkId::from_parameter(what),
            &question,
            |bencher, question| {
                bencher.iter(|| {
                    understand(service.knowledge(), service.index(), today(), black_box(question))
                });
            },
        );
    }
    group.finish();
    let mut group = criterion.benchmark_group("ask");
    for (what, question) in questions() {
        let call = Call::new("ask").with("question", question);
        group.bench_with_input(BenchmarkId::from_parameter(what), &call, |bencher, call| {
            bencher.iter(|| {
                let reply = service.respond(black_box(call));
                render::message(&reply.answer, reply.visibility)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, answers);
criterion_main!(benches);
