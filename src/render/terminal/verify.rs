//! The check of a history in the terminal: `verify`.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::VerificationReport;

/// Prints what was checked, and what is wrong.
pub fn verification(page: &mut TerminalPage<'_>, report: &VerificationReport) {
    for (name, value) in report.lines() {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, format!("{name:<10} "))],
            &[StyledText::theirs(Meaning::Plain, &value)],
        );
    }
    if !report.verification.is_sound() {
        page.blank();
    }
    for problem in &report.verification.problems {
        let place = StyledText::theirs(Meaning::Heading, &problem.place);
        let message = StyledText::theirs(Meaning::Plain, &format!(": {}", problem.message));
        page.paragraph(&[StyledText::ours(Meaning::Warning, "! ")], &[place, message]);
    }
}
