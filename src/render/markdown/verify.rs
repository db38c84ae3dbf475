//! The check of a history or of a bundle in Markdown: `verify`.

use super::{MarkdownPage, esc};
use crate::report::{BundleReport, VerificationReport};
use crate::stored::Problem;

/// Writes what was checked, and what is wrong.
pub(super) fn verification(page: &mut MarkdownPage, report: &VerificationReport) {
    checked(page, report.lines(), &report.verification.problems);
}

/// Writes what was checked of a bundle, and what is wrong.
pub(super) fn bundle(page: &mut MarkdownPage, report: &BundleReport) {
    checked(page, report.lines(), &report.check.problems);
}

fn checked(page: &mut MarkdownPage, lines: Vec<(&'static str, String)>, problems: &[Problem]) {
    for (name, value) in lines {
        page.item(&format!("{name}: {}", esc(&value)));
    }
    if !problems.is_empty() {
        page.block("### Problems");
        page.tight = false;
    }
    for problem in problems {
        page.item(&format!("**{}**: {}", esc(&problem.place), esc(&problem.message)));
    }
}
