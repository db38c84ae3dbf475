//! Settings in the terminal: the file, then a table.
//!
//! It computes nothing.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::SettingsReport;

/// Prints the settings.
pub fn settings(page: &mut TerminalPage<'_>, report: &SettingsReport) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Plain, &report.headline())]);
    page.blank();
    let row = |row: &crate::report::SettingRow| {
        vec![
            StyledText::ours(Meaning::Heading, row.name),
            StyledText::theirs(Meaning::Plain, &row.value()),
            StyledText::ours(Meaning::Dim, row.set_by.told()),
        ]
    };
    let rows: Vec<Vec<StyledText>> = report.settings.iter().map(row).collect();
    page.table(&["setting", "value", "from"], rows.iter(), 1);
}
