//! Changes in the terminal: a line for each, and what differs beneath.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::ChangesReport;

/// Prints changes.
pub fn changes(page: &mut TerminalPage<'_>, report: &ChangesReport) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Heading, &report.title())]);
    for change in &report.changes {
        page.blank();
        let place = format!("{}  {}  ", page.time(change.at), change.place());
        page.paragraph(
            &[],
            &[StyledText::ours(Meaning::Dim, place), StyledText::theirs(Meaning::Plain, &change.title())],
        );
    }
}
