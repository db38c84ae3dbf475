//! What is kept beside versions, and what was taken out, in Markdown: `exhibits`, `withhold`.

use super::{MarkdownPage, esc, time};
use crate::report::{ExhibitsReport, WithheldReport};

/// Writes the exhibits of a version.
pub(super) fn exhibits(page: &mut MarkdownPage, report: &ExhibitsReport) {
    page.block(&esc(&report.headline()));
    page.header(&["name", "bytes", "SHA-256", "stored", "by"]);
    for exhibit in &report.exhibits {
        page.row(&[
            esc(&exhibit.name),
            exhibit.size.to_string(),
            esc(&exhibit.sha256),
            time(exhibit.stored_at),
            esc(&exhibit.tool),
        ]);
    }
}

/// Writes what was taken out.
pub(super) fn withheld(page: &mut MarkdownPage, report: &WithheldReport) {
    page.block(&report.headline());
    page.header(&["what", "went", "SHA-256", "when", "who", "why"]);
    for row in &report.rows {
        page.row(&[
            esc(&row.name()),
            row.went().to_owned(),
            esc(&row.sha256),
            time(row.withheld_at),
            esc(&row.author),
            esc(&row.reason),
        ]);
    }
}
