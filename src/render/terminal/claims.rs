//! A version's claims in the terminal, as a table.
//!
//! Contents are cut to the width, always with an ellipsis; `show` and the other formats have them in full.

use super::page::{Page, Run, cut};
use super::style::Role;
use crate::claim::ClaimKind;
use crate::report::{VersionReport, phrases, words};

/// The widest that a speaker's name or the flags get in the table, in columns.
const CELL: usize = 20;

/// Prints the claims of a version.
pub fn claims(page: &mut Page<'_>, report: &VersionReport) {
    head(page, report);
    let body = &report.version.body;
    let rows: Vec<Vec<Run>> = report
        .extraction
        .claims
        .iter()
        .map(|claim| {
            let role = if claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
            let said_on = claim.said_on.as_ref().map(|on| phrases::said_on(on.date, on.precision)).unwrap_or_default();
            let cell = |role, text: &str| {
                let run = Run::theirs(role, text);
                Run { text: cut(&run.text, CELL), ..run }
            };
            vec![
                Run::ours(Role::Dim, claim.id.to_string()),
                Run::ours(Role::Plain, claim.kind.name()),
                cell(
                    Role::Speaker,
                    if claim.kind == ClaimKind::Fact { "" } else { words::voice(claim, &report.extraction.speakers) },
                ),
                Run::theirs(role, &words::content(body, claim)),
                Run::ours(Role::Plain, said_on),
                cell(Role::Plain, &words::flags(claim).join(", ")),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.blank();
        page.table(&["id", "kind", "speaker", "content", "said on", "flags"], &rows, 3);
    }
    warnings(page, report);
}

/// Prints what was found in a version, and its headline.
pub fn head(page: &mut Page<'_>, report: &VersionReport) {
    let info = &report.version;
    page.paragraph(
        &[],
        &[Run::theirs(Role::Heading, &info.reference), Run::ours(Role::Plain, format!(": {}", report.headline()))],
    );
    if let Some(headline) = &info.metadata.headline {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Plain, &format!("“{headline}”"))]);
    }
    let mut beside: Vec<String> = info.metadata.outlet.iter().chain(&info.metadata.byline).cloned().collect();
    beside.extend(info.dated().map(|(what, time)| format!("{what} {}", page.time(time))));
    if !beside.is_empty() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Dim, &beside.join(", "))]);
    }
}

/// Prints what is odd about a version's text.
pub fn warnings(page: &mut Page<'_>, report: &VersionReport) {
    if report.extraction.warnings.is_empty() {
        return;
    }
    page.blank();
    for warning in &report.extraction.warnings {
        page.paragraph(&[Run::ours(Role::Warning, "! ")], &[Run::theirs(Role::Plain, &warning.message)]);
    }
}
