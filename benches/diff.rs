//! How the time for a comparison grows with the number of claims, from 100 to 10,000 a side.
//!
//! The stories are made up: sentences of drawn words, every tenth of which changes between the versions.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use onrecord::diff::{Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::story::Metadata;

/// A made-up body of so many sentences, and the same with edits.
fn versions(sentences: usize) -> [String; 2] {
    let mut state = 7u64;
    let mut draw = |below: u64| {
        // A linear congruential generator: the same story on every run.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut bodies = [String::new(), String::new()];
    for nth in 0..sentences {
        let words: Vec<String> = (0..12).map(|_| format!("w{}", draw(3000))).collect();
        let number = draw(90) + 10;
        let sentence = |number: u64, first: &str| format!("The {first} {} left {number} homes dark.", words.join(" "));
        let old = sentence(number, "mill");
        let new = match nth % 10 {
            3 => sentence(number + 1, "mill"),
            7 => sentence(number, "weir"),
            _ => old.clone(),
        };
        let gap = if nth % 3 == 2 { "\n\n" } else { " " };
        bodies[0] += &format!("{old}{gap}");
        if nth % 50 != 49 {
            bodies[1] += &format!("{new}{gap}");
        }
    }
    bodies
}

fn curve(criterion: &mut Criterion) {
    let metadata = Metadata::default();
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for claims in [100, 300, 1_000, 2_000, 3_000, 10_000] {
        let bodies = versions(claims);
        let analyses = bodies.each_ref().map(|body| analyse(body, &metadata, Method::default()));
        let side = |nth: usize| Side::new(&metadata, &bodies[nth], &analyses[nth]);
        group.throughput(Throughput::Elements(claims as u64));
        group.bench_with_input(BenchmarkId::from_parameter(claims), &claims, |bencher, _| {
            bencher.iter(|| black_box(diff(side(0), side(1))));
        });
    }
    group.finish();
}

criterion_group!(benches, curve);
criterion_main!(benches);
