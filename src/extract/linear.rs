//! Reading a text takes steps in proportion to its length, whatever it is made of.

use super::*;
use crate::work;

#[path = "../../benches/hostile/texts.rs"]
mod texts;

/// Bytes of the shorter text; the longer one has [`TIMES`] as many.
const BYTES: usize = 6_000;

const TIMES: usize = 8;

/// How much faster than the text the steps may grow, in percent: what happens once for all makes short texts dearer.
const SLACK: u64 = 130;

fn grows_with_the_text(method: Method) {
    let steps = |unit: &str, gap: &str, bytes: usize| {
        let text = texts::text(unit, gap, bytes);
        work::steps_of(|| drop(analyse(&text, &Metadata::default(), method)))
    };
    let wrong: Vec<String> = texts::KINDS
        .into_iter()
        .filter_map(|(name, unit, gap)| {
            let (short, long) = (steps(unit, gap, BYTES), steps(unit, gap, BYTES * TIMES));
            (long * 100 > short.max(100) * TIMES as u64 * SLACK).then(|| format!("{name}: {short} → {long}"))
        })
        .collect();
    assert!(wrong.is_empty(), "steps for {BYTES} bytes and {TIMES} times as many:\n{}", wrong.join("\n"));
}

#[test]
fn rules_read_in_steps_that_grow_with_the_text() {
    grows_with_the_text(Method::Rules);
}

#[test]
fn the_small_model_reads_in_steps_that_grow_with_the_text() {
    grows_with_the_text(Method::Fast);
}
