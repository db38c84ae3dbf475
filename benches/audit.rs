//! How long an audit takes as a history grows: of the whole record as the terminal lists it, and of one topic.
//!
//! All statements are one invented speaker's, a hundred to a story, so that nothing of the history is left out by the
//! name.

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use onrecord::audit::{AuditQuery, audit_of, page_of};
use onrecord::extract::{Method, analyse};
use onrecord::lookup;
use onrecord::store::{History, Origin};
use onrecord::story::{Draft, Metadata, Slug};

const STATEMENTS: usize = 100;
const THINGS: [&str; 10] =
    ["pier", "ferry", "lock", "crane", "quay", "dredger", "lighthouse", "harbour toll", "slipway", "boat yard"];

/// Stores so many statements.
fn history(folder: &std::path::Path, statements: usize) -> History {
    let mut history = History::open(&folder.join("onrecord.db")).expect("a history");
    let mut writer = history.write().expect("a write");
    for story in 0..statements / STATEMENTS {
        let sentences = (0..STATEMENTS).map(|nth| {
            let thing = THINGS[(story + nth * 7) % THINGS.len()];
            let will = if (story * STATEMENTS + nth).is_multiple_of(37) { "will not close" } else { "will look after" };
            format!("Ana Holt said that the council {will} the {thing} of quarter {}.", (story * 13 + nth) % 90)
        });
        let body = sentences.collect::<Vec<_>>().join(" ");
        let day = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(story as i64);
        let published_at = Some(day.fixed_offset());
        let metadata = Metadata { published_at, captured_at: Some(day), ..Metadata::default() };
        let analysis = analyse(&body, &metadata, Method::Rules);
        let origins: Vec<Origin> = analysis.extraction.claims.iter().map(|_| Origin::Enters).collect();
        let draft = Draft { capture: body.clone().into_bytes(), body, metadata };
        let slug = Slug::from_text(&format!("quarter {story}")).expect("a slug");
        writer.add(&slug, &draft, &analysis, &origins, "rules", Utc::now()).expect("a version");
    }
    writer.commit().expect("a commit");
    drop(history);
    History::open_read_only(&folder.join("onrecord.db")).expect("a history")
}

fn audit(c: &mut Criterion) {
    let mut group = c.benchmark_group("audit");
    group.sample_size(10);
    for statements in [1_000, 10_000, 100_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let history = history(folder.path(), statements);
        group.bench_function(BenchmarkId::new("newest", statements), |b| {
            b.iter(|| {
                let query = AuditQuery::default();
                let appearances = lookup::appearances(&history, "Ana Holt").expect("a speaker");
                let reading = query.reading(&appearances, true);
                let read = history.said_or_dated(&reading.said, &reading.dated, false).expect("statements");
                page_of(&appearances, &reading, read, &query, |one| history.body_of(one)).expect("bodies")
            });
        });
        group.bench_function(BenchmarkId::new("topic", statements), |b| {
            b.iter(|| {
                let query = AuditQuery { topic: Some("harbour toll of quarter 7".to_owned()), ..AuditQuery::default() };
                let appearances = lookup::appearances(&history, "Ana Holt").expect("a speaker");
                let read = history.said_with(&appearances, &query.beginnings(), true).expect("statements");
                audit_of(&appearances, read, &query)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, audit);
criterion_main!(benches);
