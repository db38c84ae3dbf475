//! Changes in Markdown: a list, for a digest.

use super::{MarkdownPage, esc};
use crate::render::json::time;
use crate::report::ChangesReport;

/// Writes changes.
pub(super) fn changes(page: &mut MarkdownPage, report: &ChangesReport) {
    page.block(&format!("## {}", esc(&report.title())));
    page.block(&esc(&report.about()));
    for change in &report.changes {
        page.item(&format!("{}, {}: {}", time(change.at), esc(&change.place()), esc(&change.title())));
    }
}
