//! What users decided, in the terminal: the journal, what an import added, who is likely one.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::report::{DecisionsReport, ImportedDecisions, SuggestionsReport};

/// Prints decisions.
pub fn decisions(page: &mut TerminalPage<'_>, report: &DecisionsReport) {
    if !report.made {
        page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    }
    for row in &report.decisions {
        let is_undone = row.undone_by.is_some();
        let mut runs = vec![StyledText::theirs(if is_undone { Meaning::Dim } else { Meaning::Plain }, &row.words())];
        runs.push(StyledText::theirs(
            Meaning::Dim,
            &format!(" · {}, {}", row.entry.author, page.time(row.entry.made_at)),
        ));
        if let Some(mark) = row.mark() {
            runs.push(StyledText::ours(Meaning::Changed, format!("  [{mark}]")));
        }
        page.paragraph(&[StyledText::ours(Meaning::Heading, format!("{:>3}. ", row.number))], &runs);
    }
}

/// Prints what became of an import.
pub fn imported(page: &mut TerminalPage<'_>, report: &ImportedDecisions) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
}

/// Prints pairs of names, each with the command that accepts it.
pub fn suggestions(page: &mut TerminalPage<'_>, report: &SuggestionsReport) {
    page.line(&[StyledText::ours(Meaning::Plain, report.headline())]);
    for pair in &report.suggestions {
        page.blank();
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, format!("{:.2}  ", pair.score))],
            &[
                StyledText::theirs(Meaning::Speaker, &pair.name),
                StyledText::ours(Meaning::Dim, " = "),
                StyledText::theirs(Meaning::Speaker, &pair.other),
                StyledText::ours(Meaning::Dim, " ?"),
            ],
        );
        for (sign, meaning, reasons) in
            [("+", Meaning::Added, &pair.speaks_for), ("-", Meaning::Removed, &pair.against)]
        {
            for reason in reasons {
                page.paragraph(
                    &[StyledText::ours(meaning, format!("      {sign} "))],
                    &[StyledText::theirs(Meaning::Plain, reason)],
                );
            }
        }
        // As they are, to be copied.
        for command in [pair.accept(), pair.refuse()] {
            page.line(&[StyledText::ours(Meaning::Plain, "      "), StyledText::theirs(Meaning::Dim, &command)]);
        }
    }
}
