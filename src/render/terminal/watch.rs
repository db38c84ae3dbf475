//! Watching in the terminal: what is watched, how far each address has come, and events, one line each.
//!
//! It counts nothing: that is the report's.

use super::page::{Page, Run};
use super::style::Role;
use crate::report::{EventKind, WatchEvent, WatchStatusReport, WatchesReport, phrases};
use crate::story::Slug;

/// Prints the watches.
pub fn watches(page: &mut Page<'_>, report: &WatchesReport) {
    page.line(&[Run::ours(Role::Plain, report.headline())]);
    let rows: Vec<Vec<Run>> = report
        .watches
        .iter()
        .map(|row| {
            vec![
                Run::ours(Role::Plain, row.number.to_string()),
                Run::theirs(Role::Heading, &row.url),
                Run::ours(Role::Dim, row.what()),
                Run::ours(Role::Plain, row.pause()),
                Run::ours(Role::Plain, row.pages()),
                Run::ours(Role::Dim, row.due_at.map_or(String::new(), |due| page.time(due))),
                Run::theirs(Role::Plain, &row.asked()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["#", "address", "what", "every", "looked at", "next", "asked for"], &rows, 1);
    }
}

/// Prints how far each address has come.
pub fn status(page: &mut Page<'_>, report: &WatchStatusReport) {
    page.line(&[Run::ours(Role::Plain, report.headline())]);
    let rows: Vec<Vec<Run>> = report
        .targets
        .iter()
        .map(|target| {
            let [checked, changed, due] = [target.checked_at, target.changed_at, target.due_at]
                .map(|time| Run::ours(Role::Dim, time.map_or("–".to_owned(), |time| page.time(time))));
            let role = if target.failures > 0 { Role::Warning } else { Role::Dim };
            vec![
                Run::theirs(Role::Heading, &target.url),
                Run::theirs(Role::Plain, target.story.as_ref().map_or("", Slug::as_str)),
                checked,
                changed,
                due,
                Run::theirs(role, &WatchStatusReport::remark(target)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["address", "story", "answered", "changed", "next", "remark"], &rows, 5);
    }
}

/// Prints one event in one line, whatever the width: lines are what other programs read.
pub fn event(page: &mut Page<'_>, event: &WatchEvent) {
    let role = match event.kind {
        EventKind::New | EventKind::Found | EventKind::Added => Role::Added,
        EventKind::Changed => Role::Changed,
        EventKind::Failed | EventKind::Warning | EventKind::Undelivered | EventKind::Unarchived => Role::Warning,
        EventKind::Removed | EventKind::AtRest | EventKind::Delivered | EventKind::Archived | EventKind::Done => {
            Role::Dim
        }
    };
    let time = page.time(event.at);
    page.line(&[
        Run::ours(Role::Dim, format!("{time}  ")),
        Run::ours(role, format!("{:<11}  ", phrases::label(event.kind.name()))),
        Run::theirs(Role::Plain, &event.text),
    ]);
}
