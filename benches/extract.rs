//! How long it takes to read an article of the length of PolNeAR's (about 800 words) with each method, on all cores,
//! nothing kept.
//!
//! The text is made up.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use onrecord::extract::{Method, extract_with};
use onrecord::story::Metadata;

const PARAGRAPHS: [&str; 4] = [
    "\u{201c}We will not close the bridge before the spring,\u{201d} said Ana Holt, who runs the port, adding that \
     the board had been told in writing.",
    "The ministry denied on Tuesday that it had promised money for the repairs, which engineers expect to cost 4.3 \
     million and to take two years.",
    "Residents say that they were never asked. Some fear that shops on the north bank will not outlast the works.",
    "The bridge was opened in 1961 and has been closed twice, but nobody has counted the lorries that use it by night.",
];

fn reading(criterion: &mut Criterion) {
    let body: Vec<&str> = PARAGRAPHS.iter().cycle().take(34).copied().collect();
    let body = body.join("\n\n");
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Elements(1)).sample_size(20);
    for method in Method::ALL {
        group.bench_function(format!("{method:?}").to_lowercase(), |bencher| {
            bencher.iter(|| black_box(extract_with(black_box(&body), &Metadata::default(), method)));
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
