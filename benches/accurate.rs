//! How fast the accurate model reads, with each kernel of this machine on one core, and how long it takes to be ready.
//!
//! The text is made up. Divide the pieces a second by 1,065 for articles of the length of PolNeAR's.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use onrecord::lang::accurate;
use onrecord::lang::encoder::{Encoder, Kernel};
use onrecord::lang::windows::windows;
use onrecord::text::parse;

const PARAGRAPHS: [&str; 3] = [
    "\u{201c}We will not close the bridge before the spring,\u{201d} said Ana Holt, who runs the port, adding that \
     the board had been told in writing.",
    "The ministry denied on Tuesday that it had promised money for the repairs, which engineers expect to cost 4.3 \
     million and to take two years.",
    "Residents say that they were never asked. Some fear that shops on the north bank will not outlast the works.",
];

fn reading(criterion: &mut Criterion) {
    let encoder = accurate::embedded();
    let body: Vec<&str> = PARAGRAPHS.iter().cycle().take(24).copied().collect();
    let body = body.join("\n\n");
    let document = parse(&body);
    let windows = windows(&document, encoder.vocabulary());
    let windows: Vec<_> = windows.iter().collect();
    let pieces: usize = windows.iter().map(|window| window.pieces.len()).sum();
    let mut group = criterion.benchmark_group("accurate");
    group.throughput(Throughput::Elements(pieces as u64)).sample_size(10);
    for kernel in Kernel::available() {
        group.bench_function(kernel.name(), |bencher| {
            bencher.iter(|| black_box(encoder.analyse(black_box(&windows), kernel, 1)));
        });
    }
    group.finish();
    criterion.bench_function("accurate/ready", |bencher| {
        bencher.iter(|| Encoder::from_bytes(black_box(accurate::file())).map(|encoder| black_box(encoder.hash())));
    });
}

criterion_group!(benches, reading);
criterion_main!(benches);
