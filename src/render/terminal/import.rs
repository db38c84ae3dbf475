//! `import` and `reextract` in a terminal: the counts first, then what a reader should look at.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{ImportSummary, ReextractReport};

/// Prints what became of a source.
pub fn import(page: &mut TerminalPage<'_>, report: &ImportSummary) {
    page.paragraph(&[], &[StyledText::ours(Meaning::Heading, report.headline())]);
    for line in report.lines() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::theirs(Meaning::Plain, &line)]);
    }
}

/// Prints what was read anew.
pub fn reextract(page: &mut TerminalPage<'_>, report: &ReextractReport) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Heading, &report.headline())]);
    for read in report.listed() {
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "  ")],
            &[StyledText::theirs(Meaning::Plain, &read.headline())],
        );
    }
    for line in report.sum().into_iter().chain(report.other_texts()) {
        page.paragraph(&[], &[StyledText::theirs(Meaning::Plain, &line)]);
    }
}
