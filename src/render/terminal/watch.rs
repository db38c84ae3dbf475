//! Watching in the terminal: what is watched, how far each address has come, and events, one line each.
//!
//! It counts nothing: that is the report's.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{EventKind, WatchEvent, WatchStatusReport, WatchesReport, phrases};
use crate::story::Slug;

/// Prints the watches.
pub fn watches(page: &mut TerminalPage<'_>, report: &WatchesReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    let rows: Vec<Vec<StyledText>> = report
        .watches
        .iter()
        .map(|row| {
            vec![
                StyledText::ours(Meaning::Plain, row.number.to_string()),
                StyledText::theirs(Meaning::Heading, &row.url),
                StyledText::ours(Meaning::Dim, row.what()),
                StyledText::ours(Meaning::Plain, row.pause()),
                StyledText::ours(Meaning::Plain, row.pages()),
                StyledText::ours(Meaning::Dim, row.due_at.map_or(String::new(), |due| page.time(due))),
                StyledText::theirs(Meaning::Plain, &row.asked()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["#", "address", "what", "every", "looked at", "next", "asked for"], &rows, 1);
    }
}

/// Prints how far each address has come.
pub fn status(page: &mut TerminalPage<'_>, report: &WatchStatusReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    let rows: Vec<Vec<StyledText>> = report
        .targets
        .iter()
        .map(|target| {
            let [checked, changed, due] = [target.checked_at, target.changed_at, target.due_at]
                .map(|time| StyledText::ours(Meaning::Dim, time.map_or("–".to_owned(), |time| page.time(time))));
            let meaning = if target.failures > 0 { Meaning::Warning } else { Meaning::Dim };
            vec![
                StyledText::theirs(Meaning::Heading, &target.url),
                StyledText::theirs(Meaning::Plain, target.story.as_ref().map_or("", Slug::as_str)),
                checked,
                changed,
                due,
                StyledText::theirs(meaning, &WatchStatusReport::remark(target)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["address", "story", "answered", "changed", "next", "remark"], &rows, 5);
    }
}

/// Prints one event in one line, whatever the width: lines are what other programs read.
pub fn event(page: &mut TerminalPage<'_>, event: &WatchEvent) {
    let meaning = match event.kind {
        EventKind::New | EventKind::Found | EventKind::Added => Meaning::Added,
        EventKind::Changed => Meaning::Changed,
        EventKind::Failed | EventKind::Warning | EventKind::Undelivered | EventKind::Unarchived => Meaning::Warning,
        EventKind::Removed
        | EventKind::AtRest
        | EventKind::Delivered
        | EventKind::HeldBack
        | EventKind::Archived
        | EventKind::Done => Meaning::Dim,
    };
    let time = page.time(event.at);
    page.line(&[
        StyledText::ours(Meaning::Dim, format!("{time}  ")),
        StyledText::ours(meaning, format!("{:<11}  ", phrases::label(event.kind.name()))),
        StyledText::theirs(Meaning::Plain, &event.text),
    ]);
}
