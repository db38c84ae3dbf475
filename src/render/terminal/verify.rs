//! The check of a history or of a bundle in the terminal: `verify`.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{BundleReport, VerificationReport};
use crate::stored::Problem;

/// Prints what was checked, and what is wrong.
pub fn verification(page: &mut TerminalPage<'_>, report: &VerificationReport) {
    checked(page, report.lines(), &report.verification.problems);
}

/// Prints what was checked of a bundle, and what is wrong.
pub fn bundle(page: &mut TerminalPage<'_>, report: &BundleReport) {
    checked(page, report.lines(), &report.check.problems);
}

fn checked(page: &mut TerminalPage<'_>, lines: Vec<(&'static str, String)>, problems: &[Problem]) {
    for (name, value) in lines {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, format!("{name:<10} "))],
            &[StyledText::theirs(Meaning::Plain, &value)],
        );
    }
    if !problems.is_empty() {
        page.blank();
    }
    for problem in problems {
        let place = StyledText::theirs(Meaning::Heading, &problem.place);
        let message = StyledText::theirs(Meaning::Plain, &format!(": {}", problem.message));
        page.paragraph(&[StyledText::ours(Meaning::Warning, "! ")], &[place, message]);
    }
}
