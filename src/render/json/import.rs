//! `import` and `reextract` as JSON.

use serde::Serialize;

use crate::diff::Summary;
use crate::report::{ImportSummary, ReextractReport};
use crate::story::VersionNumber;

#[derive(Serialize)]
pub struct ImportShape<'a> {
    format: &'static str,
    source: &'static str,
    stored: usize,
    stories: usize,
    held: usize,
    late: Vec<Late<'a>>,
    passed: Vec<Passed<'a>>,
    failed: usize,
}

#[derive(Serialize)]
struct Late<'a> {
    story: &'a str,
    version: VersionNumber,
}

#[derive(Serialize)]
struct Passed<'a> {
    why: &'a str,
    count: usize,
}

#[derive(Serialize)]
pub struct ReextractShape<'a> {
    format: &'static str,
    extractor: &'a str,
    dry_run: bool,
    current: usize,
    versions: Vec<RereadShape<'a>>,
}

#[derive(Serialize)]
struct RereadShape<'a> {
    r#ref: &'a str,
    extractor_before: &'a str,
    /// "extractor": it made the differences, not the outlet.
    cause: &'static str,
    changes: Summary,
    other_text: bool,
}

/// Shapes what became of a source.
pub fn import(report: &ImportSummary) -> ImportShape<'_> {
    let ImportSummary { source, stored, stories, held, late, passed, failed } = report;
    ImportShape {
        format: "onrecord.import.v1",
        source,
        stored: *stored,
        stories: *stories,
        held: *held,
        late: late.iter().map(|(story, version)| Late { story, version: *version }).collect(),
        passed: passed.iter().map(|(why, count)| Passed { why, count: *count }).collect(),
        failed: *failed,
    }
}

/// Shapes what was read anew.
pub fn reextract(report: &ReextractReport) -> ReextractShape<'_> {
    let versions = report.versions.iter().map(|read| RereadShape {
        r#ref: &read.reference,
        extractor_before: &read.before,
        cause: "extractor",
        changes: read.changes,
        other_text: read.other_text,
    });
    ReextractShape {
        format: "onrecord.reextract.v1",
        extractor: &report.extractor,
        dry_run: report.is_dry,
        current: report.current,
        versions: versions.collect(),
    }
}
