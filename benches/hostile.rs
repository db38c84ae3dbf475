//! How the time for a text grows with its length where the text is meant to make it grow: each kind from 1 kB to 1 MB,
//! with each method that is named, in seconds of one run.
//!
//! `cargo bench --bench hostile -- rules fast` takes these methods; without a name it takes the rules. That the steps of
//! reading grow no faster than the text is held by a test (`extract::linear`); this shows what a step costs.

#[path = "hostile/texts.rs"]
mod texts;

use std::hint::black_box;
use std::time::Instant;

use onrecord::extract::{Method, extract_with};
use onrecord::story::Metadata;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for method in Method::ALL.into_iter().filter(|method| match asked.is_empty() {
        true => *method == Method::Rules,
        false => asked.iter().any(|name| name == method.name()),
    }) {
        println!("{:<40}{}", method.name(), SIZES.map(|size| format!("{size:>12}")).concat());
        for (name, unit, gap) in texts::KINDS {
            let times = SIZES.map(|size| {
                let text = texts::text(unit, gap, size);
                let start = Instant::now();
                black_box(extract_with(&text, &Metadata::default(), method));
                format!("{:>12.4}", start.elapsed().as_secs_f64())
            });
            println!("{name:<40}{}", times.concat());
        }
    }
}
