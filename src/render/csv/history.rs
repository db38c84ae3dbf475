//! What the history holds: a row for each story, each speaker, each version of a story.
//!
//! Where the edits of the versions are asked for, each has a row, in which what is said of its version is repeated.

use super::{CsvSheet, joined, or_empty};
use crate::diff::Summary;
use crate::render::json::time;
use crate::report::{LogEdit, LogEntry, LogReport, SpeakersReport, StoriesReport, phrases};

const VERSION: [&str; 22] = [
    "story",
    "version",
    "captured_at",
    "published_at",
    "modified_at",
    "outlet",
    "byline",
    "headline",
    "url",
    "quotes",
    "mixed",
    "statements",
    "facts",
    "speakers",
    "added",
    "removed",
    "changed",
    "unchanged",
    "substantive",
    "framing",
    "cosmetic",
    "sha256",
];

const EDIT: [&str; 9] = ["id", "edit", "speaker", "severity", "confidence", "changes", "why", "statement", "ruling"];

pub fn log(sheet: &mut CsvSheet, report: &LogReport) {
    sheet.row(VERSION.iter().chain(&EDIT));
    for entry in &report.versions {
        let version = version(report, entry);
        let edits = entry.edits.as_deref().unwrap_or_default();
        if edits.is_empty() {
            sheet.row(version.iter().chain(&EDIT.map(|_| String::new())));
        }
        for edit in edits {
            sheet.row(version.iter().chain(&self::edit(edit)));
        }
    }
}

fn version(report: &LogReport, entry: &LogEntry) -> [String; 22] {
    let metadata = &entry.metadata;
    let [quotes, mixed, statements, facts] = entry.claims.map(|count| count.to_string());
    let counted = |count: fn(&Summary) -> usize| or_empty(entry.changes.as_ref().map(count));
    [
        report.story.slug.to_string(),
        entry.number.to_string(),
        time(entry.captured_at),
        or_empty(metadata.published_at.map(time)),
        or_empty(metadata.modified_at.map(time)),
        or_empty(metadata.outlet.as_ref()),
        or_empty(metadata.byline.as_ref()),
        or_empty(metadata.headline.as_ref()),
        or_empty(metadata.url.as_ref()),
        quotes,
        mixed,
        statements,
        facts,
        entry.speakers.to_string(),
        counted(|changes| changes.added),
        counted(|changes| changes.removed),
        counted(|changes| changes.changed),
        counted(|changes| changes.unchanged),
        counted(|changes| changes.substantive),
        counted(|changes| changes.framing),
        counted(|changes| changes.cosmetic),
        entry.sha256.clone(),
    ]
}

fn edit(edit: &LogEdit) -> [String; 9] {
    [
        edit.id.as_str().to_owned(),
        edit.kind.name().to_owned(),
        edit.who.clone(),
        edit.severity.name().to_owned(),
        edit.confidence.to_string(),
        joined(edit.changes.iter().map(|change| change.kind.name())),
        joined(edit.changes.iter().map(phrases::why).filter(|why| !why.is_empty())),
        edit.text.clone(),
        or_empty(edit.ruling.as_ref().map(|ruling| ruling.line())),
    ]
}

pub fn stories(sheet: &mut CsvSheet, report: &StoriesReport) {
    sheet.row(["story", "title", "outlet", "versions", "first_captured_at", "last_captured_at"]);
    for row in &report.stories {
        sheet.row([
            row.story.slug.to_string(),
            row.story.title.clone(),
            or_empty(row.outlet.as_ref()),
            row.story.versions.to_string(),
            time(row.first_captured_at),
            time(row.last_captured_at),
        ]);
    }
}

pub fn speakers(sheet: &mut CsvSheet, report: &SpeakersReport) {
    sheet.row(["speaker", "also", "kind", "role", "claims", "stories"]);
    for row in &report.speakers {
        sheet.row([
            row.name.clone(),
            joined(&row.aliases),
            row.kind.name().to_owned(),
            or_empty(row.role.as_ref()),
            row.claims.to_string(),
            row.stories.to_string(),
        ]);
    }
}
