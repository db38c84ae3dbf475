//! The check of a history in Markdown: `verify`.

use super::{MarkdownPage, esc};
use crate::report::VerificationReport;

/// Writes what was checked, and what is wrong.
pub(super) fn verification(page: &mut MarkdownPage, report: &VerificationReport) {
    for (name, value) in report.lines() {
        page.item(&format!("{name}: {}", esc(&value)));
    }
    if !report.verification.is_sound() {
        page.block("### Problems");
        page.tight = false;
    }
    for problem in &report.verification.problems {
        page.item(&format!("**{}**: {}", esc(&problem.place), esc(&problem.message)));
    }
}
