//! How long a server waits for its own layer: all files read, the layer on top, and an index made.

#![allow(missing_docs, clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]

use std::hint::black_box;

use certguide::files;
use certguide::guild::{Addition, house_file};
use certguide::knowledge::{CertificationId, Date, load, load_with_house};
use certguide::matching::Index;
use criterion::{Criterion, criterion_group, criterion_main};

const TODAY: Date = Date::constant(2026, 11, 23);

/// Two hundred additions: aliases and notes on every certification that ships, in turn.
fn additions(ids: &[CertificationId]) -> Vec<Addition> {
    let each = ids.iter().cycle().enumerate().take(200);
    let addition = |(number, id): (usize, &CertificationId)| match number % 3 {
        0 if number < 4 * ids.len() => Addition::note(id, &format!("Note {number}"), None),
        _ => Addition::alias(&format!("our very own name {number}"), id),
    };
    each.map(addition).collect()
}

fn layers(criterion: &mut Criterion) {
    let files = files::embedded();
    let (knowledge, _) = load(&files, TODAY);
    let ids: Vec<CertificationId> = knowledge.iter().map(|it| it.id.clone()).collect();
    let house = house_file(&additions(&ids));
    let (with, problems) = load_with_house(&files, &house, TODAY);
    assert!(!problems.of_file(files.len()).has_errors());
    let mut group = criterion.benchmark_group("layer");
    group.bench_function("the packs alone", |it| it.iter(|| load(black_box(&files), TODAY)));
    group.bench_function("with 200 additions", |it| {
        it.iter(|| load_with_house(black_box(&files), &house, TODAY));
    });
    group.bench_function("their index", |it| it.iter(|| Index::new(black_box(&with))));
    group.finish();
}

criterion_group!(benches, layers);
criterion_main!(benches);
