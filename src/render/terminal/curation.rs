//! What users decided, in the terminal: the journal, what an import added, who is likely one.

use super::page::{Page, Run};
use super::style::Role;
use crate::report::{DecisionsReport, ImportedDecisions, SuggestionsReport};

/// Prints decisions.
pub fn decisions(page: &mut Page<'_>, report: &DecisionsReport) {
    if !report.made {
        page.line(&[Run::ours(Role::Plain, report.headline())]);
    }
    for row in &report.decisions {
        let is_undone = row.undone_by.is_some();
        let mut runs = vec![Run::theirs(if is_undone { Role::Dim } else { Role::Plain }, &row.words())];
        runs.push(Run::theirs(Role::Dim, &format!(" · {}, {}", row.entry.author, page.time(row.entry.made_at))));
        if let Some(mark) = row.mark() {
            runs.push(Run::ours(Role::Changed, format!("  [{mark}]")));
        }
        page.paragraph(&[Run::ours(Role::Heading, format!("{:>3}. ", row.number))], &runs);
    }
}

/// Prints what became of an import.
pub fn imported(page: &mut Page<'_>, report: &ImportedDecisions) {
    page.line(&[Run::ours(Role::Plain, report.headline())]);
}

/// Prints pairs of names, each with the command that accepts it.
pub fn suggestions(page: &mut Page<'_>, report: &SuggestionsReport) {
    page.line(&[Run::ours(Role::Plain, report.headline())]);
    for pair in &report.suggestions {
        page.blank();
        page.paragraph(
            &[Run::ours(Role::Dim, format!("{:.2}  ", pair.score))],
            &[
                Run::theirs(Role::Speaker, &pair.name),
                Run::ours(Role::Dim, " = "),
                Run::theirs(Role::Speaker, &pair.other),
                Run::ours(Role::Dim, " ?"),
            ],
        );
        for (sign, role, reasons) in [("+", Role::Added, &pair.speaks_for), ("-", Role::Removed, &pair.against)] {
            for reason in reasons {
                page.paragraph(&[Run::ours(role, format!("      {sign} "))], &[Run::theirs(Role::Plain, reason)]);
            }
        }
        // As they are, to be copied.
        for command in [pair.accept(), pair.refuse()] {
            page.line(&[Run::ours(Role::Plain, "      "), Run::theirs(Role::Dim, &command)]);
        }
    }
}
