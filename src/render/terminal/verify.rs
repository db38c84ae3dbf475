//! The check of a history in the terminal: `verify`.

use super::page::{Page, Run};
use super::style::Role;
use crate::report::VerificationReport;

/// Prints what was checked, and what is wrong.
pub fn verification(page: &mut Page<'_>, report: &VerificationReport) {
    for (name, value) in report.lines() {
        page.paragraph(&[Run::ours(Role::Dim, format!("{name:<10} "))], &[Run::theirs(Role::Plain, &value)]);
    }
    if !report.verification.is_sound() {
        page.blank();
    }
    for problem in &report.verification.problems {
        let place = Run::theirs(Role::Heading, &problem.place);
        let message = Run::theirs(Role::Plain, &format!(": {}", problem.message));
        page.paragraph(&[Run::ours(Role::Warning, "! ")], &[place, message]);
    }
}
