//! A version's claims in the terminal, as a table.
//!
//! Nothing is cut: what has no room is wrapped.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::{Claim, ClaimKind};
use crate::report::{ClaimsReport, VersionInfo, VersionReport, phrases, standalone, words};

/// Prints the claims of a text that is not stored.
pub fn extract(page: &mut TerminalPage<'_>, report: &VersionReport) {
    head(page, &report.version, &report.headline());
    table(page, report);
    warnings(page, report);
}

/// Prints the claims of a version that the filter lets through.
pub fn claims(page: &mut TerminalPage<'_>, report: &ClaimsReport) {
    head(page, &report.version.version, &report.headline);
    table(page, &report.version);
    warnings(page, &report.version);
    if let Some(line) = report.held_back_line() {
        page.blank();
        page.line(&[StyledText::ours(Meaning::Warning, line)]);
    }
}

fn table(page: &mut TerminalPage<'_>, report: &VersionReport) {
    let body = &report.version.body;
    let claims = &report.extraction.claims;
    let row = |claim: &Claim| {
        let meaning = if claim.kind == ClaimKind::Quote { Meaning::Quote } else { Meaning::Plain };
        let said_on = claim.said_on.as_ref().map(|on| phrases::said_on(on.date, on.precision)).unwrap_or_default();
        [
            StyledText::ours(Meaning::Dim, claim.id.to_string()),
            StyledText::ours(Meaning::Plain, claim.kind.name()),
            StyledText::theirs(
                Meaning::Speaker,
                if claim.kind == ClaimKind::Fact { "" } else { words::voice(claim, &report.extraction.speakers) },
            ),
            StyledText::theirs(meaning, &standalone::beside_name(body, claim)),
            StyledText::ours(Meaning::Plain, said_on),
            StyledText::ours(Meaning::Plain, words::flags(claim).join(", ")),
        ]
    };
    if !claims.is_empty() {
        page.blank();
        page.table(&["id", "kind", "speaker", "claim", "said on", "flags"], claims.iter().map(row), 3);
    }
}

/// Prints what was found in a version, and its headline.
pub fn head(page: &mut TerminalPage<'_>, info: &VersionInfo, headline: &str) {
    page.paragraph(
        &[],
        &[
            StyledText::theirs(Meaning::Heading, &info.reference),
            StyledText::ours(Meaning::Plain, format!(": {headline}")),
        ],
    );
    if let Some(headline) = &info.metadata.headline {
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "  ")],
            &[StyledText::theirs(Meaning::Plain, &format!("“{headline}”"))],
        );
    }
    let mut beside: Vec<String> = info.metadata.outlet.iter().chain(&info.metadata.byline).cloned().collect();
    beside.extend(info.dated().map(|(what, time)| format!("{what} {}", page.time(time))));
    if !beside.is_empty() {
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "  ")],
            &[StyledText::theirs(Meaning::Dim, &beside.join(", "))],
        );
    }
    for doubt in &info.metadata.doubts {
        page.paragraph(&[StyledText::ours(Meaning::Warning, "! ")], &[StyledText::ours(Meaning::Plain, doubt.words())]);
    }
}

/// Prints what is odd about a version's text.
pub fn warnings(page: &mut TerminalPage<'_>, report: &VersionReport) {
    if report.extraction.warnings.is_empty() {
        return;
    }
    page.blank();
    for warning in &report.extraction.warnings {
        page.paragraph(
            &[StyledText::ours(Meaning::Warning, "! ")],
            &[StyledText::theirs(Meaning::Plain, &warning.message)],
        );
    }
}
