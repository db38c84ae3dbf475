//! How many versions a second one core stores, their claims being read already: stories of ten versions, 256 a
//! transaction.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use onrecord::extract::{Method, analyse};
use onrecord::reading::Analysis;
use onrecord::store::{History, Origin};
use onrecord::story::{Draft, Metadata, Slug};

const STORIES: usize = 64;
const VERSIONS: usize = 10;

/// A story's versions: an article of some 400 words, of which each version changes a sentence.
fn versions() -> Vec<(Draft, Analysis, Vec<Origin>)> {
    let sentence = |n: usize, version: usize| {
        let crews = if n == version { n + 40 } else { n };
        format!(
            "The pier of quarter {n} will stay open until spring, the harbour office said. “We have {crews} crews on it,” said Ana Holt, who runs the port."
        )
    };
    let read = |version: usize| {
        let body = (0..14).map(|n| sentence(n, version)).collect::<Vec<_>>().join("\n\n");
        let captured_at = Some(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(version as i64));
        let metadata = Metadata { headline: Some("Piers stay open".into()), captured_at, ..Metadata::default() };
        let analysis = analyse(&body, &metadata, Method::Rules);
        let goes_on = |claim| if version == 0 { Origin::Enters } else { Origin::Continues(claim) };
        let origins = (0..analysis.extraction.claims.len()).map(goes_on).collect();
        (Draft { metadata, capture: body.clone().into_bytes(), body }, analysis, origins)
    };
    (0..VERSIONS).map(read).collect()
}

fn store(c: &mut Criterion) {
    let versions = versions();
    let mut group = c.benchmark_group("store");
    group.sample_size(10).throughput(Throughput::Elements((STORIES * VERSIONS) as u64));
    group.bench_function("versions", |b| {
        b.iter_custom(|rounds| {
            let folder = tempfile::tempdir().expect("a folder");
            let mut history = History::open(&folder.path().join("onrecord.db")).expect("a history");
            let started = Instant::now();
            for round in 0..rounds {
                let all: Vec<_> =
                    (0..STORIES).flat_map(|story| versions.iter().map(move |version| (story, version))).collect();
                for batch in all.chunks(256) {
                    let mut writer = history.write().expect("a write");
                    for (story, (draft, analysis, origins)) in batch {
                        let slug = Slug::from_text(&format!("pier {round} {story}")).expect("a slug");
                        // Each story has bodies of its own, as stories have.
                        let body = format!("{}\n\n{round} {story}\n", draft.body);
                        let draft = Draft { capture: body.clone().into_bytes(), body, ..draft.clone() };
                        writer.add(&slug, &draft, analysis, origins, "rules", Utc::now()).expect("a version");
                    }
                    writer.commit().expect("a commit");
                }
            }
            started.elapsed()
        });
    });
    group.finish();
}

criterion_group!(benches, store);
criterion_main!(benches);
