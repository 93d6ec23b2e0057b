//! How long a roadmap takes to be drawn.

#![allow(missing_docs, clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]

use std::hint::black_box;

use certguide::call::Call;
use certguide::files;
use certguide::knowledge::{Date, load};
use certguide::render::roadmap::{Theme, chat_width, png, svg};
use certguide::service::Service;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn today() -> Date {
    Date::constant(2026, 11, 23)
}

fn roadmaps(criterion: &mut Criterion) {
    let service = Service::new(load(&files::embedded(), today()).0, today);
    let mut group = criterion.benchmark_group("roadmap");
    for line in ["roadmap", "roadmap general", "roadmap to:pcpp2 from:pcep"] {
        let call = Call::parse(line).unwrap();
        let picture = service.respond(&call).answer.picture.unwrap();
        let width = chat_width(&picture);
        group.bench_function(BenchmarkId::new("words", line), |bench| {
            bench.iter(|| service.respond(black_box(&call)));
        });
        group.bench_function(BenchmarkId::new("svg", line), |bench| {
            bench.iter(|| svg(black_box(&picture), Theme::Dark, width));
        });
        group.bench_function(BenchmarkId::new("png", line), |bench| {
            bench.iter(|| png(black_box(&picture), Theme::Dark, width, 2));
        });
    }
    group.finish();
}

criterion_group!(benches, roadmaps);
criterion_main!(benches);
