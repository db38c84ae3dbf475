//! Watching in the terminal: what is watched, how far each address has come, and events, one line each.
//!
//! It counts nothing: that is the report's.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{EventKind, WatchEvent, WatchStatusReport, WatchesReport, phrases};

/// Prints the watches, each under its address.
pub fn watches(page: &mut TerminalPage<'_>, report: &WatchesReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    for row in &report.watches {
        page.blank();
        page.line(&[
            StyledText::ours(Meaning::Dim, format!("{}. ", row.number)),
            StyledText::theirs(Meaning::Heading, &row.url),
        ]);
        let due = row.due_at.map(|due| format!("next {}", page.time(due)));
        let facts = [row.what().to_owned(), format!("every {}", row.pause()), format!("looked at: {}", row.pages())];
        beneath(page, Meaning::Dim, &facts.into_iter().chain(due).collect::<Vec<_>>().join(" · "));
        beneath(page, Meaning::Plain, &row.asked());
    }
}

/// Prints how far each address has come.
pub fn status(page: &mut TerminalPage<'_>, report: &WatchStatusReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    for target in &report.targets {
        page.blank();
        page.line(&[StyledText::theirs(Meaning::Heading, &target.url)]);
        let story = target.story.iter().map(|story| format!("story {story}"));
        let times =
            [("answered", target.checked_at), ("changed", target.changed_at), ("next", target.due_at)].into_iter();
        let times = times.filter_map(|(what, time)| Some(format!("{what} {}", page.time(time?))));
        beneath(page, Meaning::Dim, &story.chain(times).collect::<Vec<_>>().join(" · "));
        let meaning = if target.failures > 0 { Meaning::Warning } else { Meaning::Dim };
        beneath(page, meaning, &WatchStatusReport::remark(target));
    }
}

/// Prints what is to be said of an address. The address itself is never wrapped, so that it can be copied.
fn beneath(page: &mut TerminalPage<'_>, meaning: Meaning, text: &str) {
    if !text.is_empty() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "   ")], &[StyledText::theirs(meaning, text)]);
    }
}

/// Prints one event in one line, whatever the width: lines are what other programs read.
pub fn event(page: &mut TerminalPage<'_>, event: &WatchEvent) {
    let meaning = match event.kind {
        EventKind::New | EventKind::Found | EventKind::Back | EventKind::Added => Meaning::Added,
        EventKind::Changed => Meaning::Changed,
        EventKind::Gone => Meaning::Removed,
        EventKind::Failed
        | EventKind::Warning
        | EventKind::Undelivered
        | EventKind::Unarchived
        | EventKind::NoExhibit => Meaning::Warning,
        EventKind::Removed
        | EventKind::AtRest
        | EventKind::Delivered
        | EventKind::HeldBack
        | EventKind::Archived
        | EventKind::Exhibit
        | EventKind::Done => Meaning::Dim,
    };
    let time = page.time(event.at);
    page.line(&[
        StyledText::ours(Meaning::Dim, format!("{time}  ")),
        StyledText::ours(meaning, format!("{:<11}  ", phrases::label(event.kind.name()))),
        StyledText::theirs(Meaning::Plain, &event.text),
    ]);
}
