//! What the history holds in the terminal: a story's versions, the stories, the speakers, the database, one ingest.
//!
//! It prints lists and counts; it reads no version.

use super::page::{Page, Run, cut};
use super::style::Role;
use crate::diff::EditKind;
use crate::report::{InfoReport, LogEdit, LogReport, RecordedInput, SpeakersReport, StoriesReport, phrases};

/// Prints the versions of a story, oldest first.
pub fn log(page: &mut Page<'_>, report: &LogReport) {
    let story = &report.story;
    let count = phrases::count(report.versions.len(), "version", "versions");
    let mut runs = vec![Run::theirs(Role::Heading, story.slug.as_str()), Run::ours(Role::Plain, format!(": {count}"))];
    if story.title != story.slug.as_str() {
        runs.push(Run::theirs(Role::Plain, &format!(" of “{}”", story.title)));
    }
    page.paragraph(&[], &runs);
    page.blank();
    let mut headline = None;
    for entry in &report.versions {
        let time = page.time(entry.captured_at);
        page.paragraph(
            &[Run::ours(Role::Heading, format!("v{:<3} ", entry.number)), Run::ours(Role::Dim, format!("{time}  "))],
            &[Run::ours(Role::Plain, entry.headline())],
        );
        if entry.metadata.headline.is_some() && entry.metadata.headline != headline {
            headline.clone_from(&entry.metadata.headline);
            let text = format!("“{}”", entry.metadata.headline.as_deref().unwrap_or_default());
            page.paragraph(&[Run::ours(Role::Plain, " ".repeat(23))], &[Run::theirs(Role::Dim, &text)]);
        }
        for edit in entry.shown() {
            self::edit(page, edit);
        }
        if let Some(more) = entry.more(&report.story) {
            page.paragraph(&[Run::ours(Role::Plain, "     ")], &[Run::theirs(Role::Dim, &more)]);
        }
    }
}

/// Prints one edit of a version in one line, which is cut to the width.
fn edit(page: &mut Page<'_>, edit: &LogEdit) {
    let (sign, role) = match edit.kind {
        EditKind::Added => ("+", Role::Added),
        EditKind::Removed => ("-", Role::Removed),
        EditKind::Changed | EditKind::Unchanged => ("~", Role::Changed),
    };
    let (sign, id) = (format!("     {sign} "), format!("{} ", edit.id.short()));
    let labels = cut(&edit.labels(), page.width.saturating_sub(sign.len() + id.len()));
    let rest = Run::theirs(Role::Plain, &format!(", {}: {}", edit.who, edit.note()));
    let left = page.width.saturating_sub(sign.len() + id.len() + labels.len());
    let rest = Run { text: if left > 3 { cut(&rest.text, left) } else { String::new() }, ..rest };
    let labels = Run::ours(super::diff::severity_role(edit.severity), labels);
    page.line(&[Run::ours(role, sign), Run::ours(Role::Dim, id), labels, rest]);
    if let Some(ruling) = &edit.ruling {
        page.paragraph(&[Run::ours(Role::Dim, "       ! ")], &[Run::theirs(Role::Warning, &ruling.line())]);
    }
}

/// Prints the stories.
pub fn stories(page: &mut Page<'_>, report: &StoriesReport) {
    page.line(&[Run::ours(Role::Plain, phrases::count(report.stories.len(), "story", "stories"))]);
    let rows: Vec<Vec<Run>> = report
        .stories
        .iter()
        .map(|row| {
            vec![
                Run::theirs(Role::Heading, row.story.slug.as_str()),
                Run::ours(Role::Plain, row.story.versions.to_string()),
                Run::ours(Role::Dim, page.time(row.first_captured_at)),
                Run::ours(Role::Dim, page.time(row.last_captured_at)),
                Run::theirs(Role::Plain, row.outlet.as_deref().unwrap_or_default()),
                Run::theirs(Role::Plain, &row.story.title),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["story", "versions", "first", "latest", "outlet", "title"], &rows, 5);
    }
}

/// Prints the speakers.
pub fn speakers(page: &mut Page<'_>, report: &SpeakersReport) {
    page.line(&[Run::ours(Role::Plain, phrases::count(report.speakers.len(), "speaker", "speakers"))]);
    let rows: Vec<Vec<Run>> = report
        .speakers
        .iter()
        .map(|row| {
            vec![
                Run::theirs(Role::Speaker, &row.name),
                Run::ours(Role::Plain, format!("{:>6}", row.claims)),
                Run::ours(Role::Plain, format!("{:>7}", row.stories)),
                Run::ours(Role::Dim, row.kind.name()),
                Run::theirs(Role::Dim, &row.aliases.join(", ")),
                Run::theirs(Role::Plain, row.role.as_deref().unwrap_or_default()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["speaker", "claims", "stories", "kind", "also", "role"], &rows, 5);
    }
}

/// Prints where the history is and what it holds.
pub fn info(page: &mut Page<'_>, report: &InfoReport) {
    for (name, value) in report.lines() {
        page.paragraph(&[Run::ours(Role::Dim, format!("{name:<10} "))], &[Run::theirs(Role::Plain, &value)]);
    }
}

/// Prints what became of one input.
pub fn ingest(page: &mut Page<'_>, report: &RecordedInput) {
    page.paragraph(&[], &[Run::theirs(Role::Plain, &report.headline())]);
}
