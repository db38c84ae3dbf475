//! Comparisons: a row for each edit, or for each kind of change.
//!
//! What differs beside the claims, such as the headline, has rows too, without a number.

use super::{CsvSheet, joined, or_empty};
use crate::diff::{Change, Edit, EditKind, MetadataChange, Severity};
use crate::report::{DiffReport, phrases, words};

const EDIT: [&str; 16] = [
    "story",
    "old_version",
    "new_version",
    "number",
    "id",
    "edit",
    "kind",
    "speaker",
    "severity",
    "confidence",
    "changes",
    "why",
    "old",
    "new",
    "notes",
    "ruling",
];

/// Lists the shown edits of comparisons under the numbers that the other formats give them.
pub fn edits(sheet: &mut CsvSheet, reports: &[DiffReport]) {
    sheet.row(EDIT);
    for report in reports {
        for change in &report.diff.metadata {
            metadata(sheet, report, change);
        }
        for (number, index) in report.groups().into_iter().flat_map(|group| group.edits) {
            edit(sheet, report, number, index);
        }
    }
}

/// Counts the shown edits of comparisons by kind of change.
pub fn counts(sheet: &mut CsvSheet, reports: &[DiffReport]) {
    sheet.row(["story", "old_version", "new_version", "of", "severity", "change", "count"]);
    for report in reports {
        let mut row = |of: &str, severity: Severity, change: &str, count: usize| {
            let [story, old, new] = sides(report);
            sheet.row([&story, &old, &new, of, severity.name(), change, &count.to_string()]);
        };
        for kind in report.headline_kinds() {
            row("headline", kind.severity(), kind.name(), 1);
        }
        for counted in report.stat() {
            row("claims", counted.severity, counted.kind, counted.count);
        }
    }
}

/// Names what is compared.
fn sides(report: &DiffReport) -> [String; 3] {
    let story = or_empty(report.story.as_ref().map(|story| &story.slug));
    [story, report.old.reference.clone(), report.new.reference.clone()]
}

fn edit(sheet: &mut CsvSheet, report: &DiffReport, number: usize, index: usize) {
    let edit = &report.diff.edits[index];
    let [story, old, new] = sides(report);
    sheet.row([
        story,
        old,
        new,
        number.to_string(),
        or_empty(report.id(index).map(|id| id.as_str().to_owned())),
        edit.kind.name().to_owned(),
        report.what(edit),
        report.who(edit),
        or_empty(edit.severity().map(Severity::name)),
        or_empty(edit.confidence()),
        kinds(&edit.changes),
        whys(&edit.changes),
        words::sentence(&report.old.body, &edit.old),
        words::sentence(&report.new.body, &edit.new),
        joined(report.diff.notes_on(index).iter().map(|note| note + 1)),
        or_empty(report.ruling(index).map(|ruling| ruling.line())),
    ]);
}

fn metadata(sheet: &mut CsvSheet, report: &DiffReport, change: &MetadataChange) {
    let [story, old, new] = sides(report);
    let kind = match (&change.old, &change.new) {
        (None, _) => EditKind::Added,
        (_, None) => EditKind::Removed,
        _ => EditKind::Changed,
    };
    let edit = change.edit.as_ref();
    let changes: &[Change] = edit.map_or(&[], |edit| &edit.changes);
    let notes = if edit.is_some() { report.diff.notes_on_headline() } else { Vec::new() };
    sheet.row([
        story,
        old,
        new,
        String::new(),
        String::new(),
        kind.name().to_owned(),
        change.field.to_owned(),
        String::new(),
        or_empty(edit.and_then(Edit::severity).map(Severity::name)),
        or_empty(edit.and_then(Edit::confidence)),
        kinds(changes),
        whys(changes),
        or_empty(change.old.as_ref()),
        or_empty(change.new.as_ref()),
        joined(notes.iter().map(|note| note + 1)),
        String::new(),
    ]);
}

fn kinds(changes: &[Change]) -> String {
    joined(changes.iter().map(|change| change.kind.name()))
}

fn whys(changes: &[Change]) -> String {
    joined(changes.iter().map(phrases::why).filter(|why| !why.is_empty()))
}
