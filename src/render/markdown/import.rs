//! `import` and `reextract` in Markdown: the counts, then a list.

use super::{MarkdownPage, esc};
use crate::report::{ImportSummary, ReextractReport};

/// Writes what became of a source.
pub(super) fn import(page: &mut MarkdownPage, report: &ImportSummary) {
    page.block(&report.headline());
    report.lines().iter().for_each(|line| page.item(&esc(line)));
}

/// Writes what was read anew.
pub(super) fn reextract(page: &mut MarkdownPage, report: &ReextractReport) {
    page.block(&esc(&report.headline()));
    report.listed().iter().for_each(|read| page.item(&esc(&read.headline())));
    report.sum().into_iter().chain(report.other_texts()).for_each(|line| page.block(&esc(&line)));
}
