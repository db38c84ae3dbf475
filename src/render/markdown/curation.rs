//! What users decided, in Markdown: the journal, what an import added, who is likely one.

use super::{MarkdownPage, esc, time};
use crate::report::{DecisionsReport, ImportedDecisions, SuggestionsReport};

/// Prints decisions.
pub fn decisions(page: &mut MarkdownPage, report: &DecisionsReport) {
    page.block(&report.headline());
    if !report.decisions.is_empty() {
        page.header(&["number", "decision", "author", "made", ""]);
    }
    for row in &report.decisions {
        page.row(&[
            row.number.to_string(),
            esc(&row.words()),
            esc(&row.entry.author),
            time(row.entry.made_at),
            row.mark().unwrap_or_default(),
        ]);
    }
}

/// Prints what became of an import.
pub fn imported(page: &mut MarkdownPage, report: &ImportedDecisions) {
    page.item(&report.headline());
}

/// Prints pairs of names.
pub fn suggestions(page: &mut MarkdownPage, report: &SuggestionsReport) {
    page.block(&report.headline());
    if !report.suggestions.is_empty() {
        page.header(&["score", "name", "other", "for", "against"]);
    }
    for pair in &report.suggestions {
        page.row(&[
            format!("{:.2}", pair.score),
            esc(&pair.name),
            esc(&pair.other),
            esc(&pair.speaks_for.join("; ")),
            esc(&pair.against.join("; ")),
        ]);
    }
}
