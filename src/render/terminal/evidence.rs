//! What is kept beside versions, and what was taken out, in the terminal: `exhibits`, `withhold`.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{ExhibitsReport, WithheldReport};

/// Prints the exhibits of a version.
pub fn exhibits(page: &mut TerminalPage<'_>, report: &ExhibitsReport) {
    page.line(&[StyledText::theirs(Meaning::Plain, &report.headline())]);
    for (number, exhibit) in (1..).zip(&report.exhibits) {
        let made = format!(" · {}, by {}", page.time(exhibit.stored_at), exhibit.tool);
        page.paragraph(
            &[StyledText::ours(Meaning::Heading, format!("{number:>3}. "))],
            &[StyledText::theirs(Meaning::Plain, &exhibit.line()), StyledText::theirs(Meaning::Dim, &made)],
        );
        page.line(&[StyledText::ours(Meaning::Dim, "     sha256 "), StyledText::theirs(Meaning::Dim, &exhibit.sha256)]);
    }
}

/// Prints what was taken out.
pub fn withheld(page: &mut TerminalPage<'_>, report: &WithheldReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    for row in &report.rows {
        let noted = format!(" · {}, {}: {}", page.time(row.withheld_at), row.author, row.reason);
        page.paragraph(
            &[StyledText::ours(Meaning::Removed, "  - ")],
            &[
                StyledText::theirs(Meaning::Heading, &row.name()),
                StyledText::ours(Meaning::Plain, format!(": {}", row.went())),
                StyledText::theirs(Meaning::Dim, &noted),
            ],
        );
        page.line(&[StyledText::ours(Meaning::Dim, "    sha256 "), StyledText::theirs(Meaning::Dim, &row.sha256)]);
    }
}
