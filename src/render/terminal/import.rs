//! `import` and `reextract` in a terminal: the counts first, then what a reader should look at.

use super::page::{Page, Run};
use super::style::Role;
use crate::report::{ImportSummary, ReextractReport};

/// Prints what became of a source.
pub fn import(page: &mut Page<'_>, report: &ImportSummary) {
    page.paragraph(&[], &[Run::ours(Role::Heading, report.headline())]);
    for line in report.lines() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Plain, &line)]);
    }
}

/// Prints what was read anew.
pub fn reextract(page: &mut Page<'_>, report: &ReextractReport) {
    page.paragraph(&[], &[Run::theirs(Role::Heading, &report.headline())]);
    for read in report.listed() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Plain, &read.headline())]);
    }
    for line in report.sum().into_iter().chain(report.other_texts()) {
        page.paragraph(&[], &[Run::theirs(Role::Plain, &line)]);
    }
}
