//! Claims followed through versions in the terminal: `blame` and `history`.
//!
//! Words are wrapped and never cut.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::{Claim, ClaimKind};
use crate::diff::Change;
use crate::lineage::{Blamed, LineageTurn, Moment, Stretch};
use crate::report::{BlameReport, HistoryReport, standalone, words};

/// Prints where each claim of a version comes from.
pub fn blame(page: &mut TerminalPage<'_>, report: &BlameReport) {
    let info = &report.version.version;
    page.paragraph(
        &[],
        &[
            StyledText::theirs(Meaning::Heading, &info.reference),
            StyledText::ours(Meaning::Plain, format!(": {}", report.headline())),
        ],
    );
    if let Some(readers) = report.readers() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::theirs(Meaning::Dim, &readers)]);
    }
    let width = report.blame.claims.iter().map(|claim| claim.lineage.to_string().len()).max().unwrap_or(0);
    let versions = info_width(report);
    for (claim, blamed) in report.rows() {
        page.blank();
        row(page, report, claim, blamed, width, versions);
    }
}

/// Returns how wide the versions' names are.
fn info_width(report: &BlameReport) -> usize {
    report.story.versions.to_string().len() + 1
}

fn row(
    page: &mut TerminalPage<'_>,
    report: &BlameReport,
    claim: &Claim,
    blamed: &Blamed,
    width: usize,
    versions: usize,
) {
    let indent = || [StyledText::ours(Meaning::Plain, " ".repeat(width + 2))];
    page.paragraph(
        &[StyledText::ours(Meaning::Heading, format!("{:>width$}  ", blamed.lineage))],
        &[
            StyledText::ours(Meaning::Added, "+ "),
            when(page, blamed.brought, versions),
            StyledText::theirs(Meaning::Speaker, words::voice(claim, &report.version.extraction.speakers)),
        ],
    );
    let meaning = if claim.kind == ClaimKind::Quote { Meaning::Quote } else { Meaning::Plain };
    let text = standalone::beside_name(&report.version.version.body, claim);
    page.paragraph(&indent(), &[StyledText::theirs(meaning, &text)]);
    if let Some(back) = blamed.returned {
        let runs = [
            StyledText::ours(Meaning::Added, "+ "),
            when(page, back, versions),
            StyledText::ours(Meaning::Plain, "returned"),
        ];
        page.paragraph(&indent(), &runs);
    }
    if let Some(touch) = &blamed.changed {
        let mut runs = vec![StyledText::ours(Meaning::Changed, "~ "), when(page, touch.by, versions)];
        runs.extend(labelled(&touch.changes));
        page.paragraph(&indent(), &runs);
    }
    for note in report.notes(blamed) {
        page.paragraph(&indent(), &[StyledText::ours(Meaning::Dim, note)]);
    }
}

/// Prints what one claim went through.
pub fn history(page: &mut TerminalPage<'_>, report: &HistoryReport) {
    page.paragraph(
        &[],
        &[
            StyledText::ours(Meaning::Heading, format!("claim {}", report.life.lineage)),
            StyledText::theirs(Meaning::Plain, &format!(" of {}: {}", report.story.slug, report.headline())),
        ],
    );
    if let Some(readers) = report.readers() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::theirs(Meaning::Dim, &readers)]);
    }
    for stretch in &report.life.stretches {
        page.blank();
        self::stretch(page, report, stretch);
    }
}

fn stretch(page: &mut TerminalPage<'_>, report: &HistoryReport, stretch: &Stretch) {
    let (sign, meaning) = match stretch.turn {
        LineageTurn::Brought | LineageTurn::Returned => ("+ ", Meaning::Added),
        LineageTurn::Changed | LineageTurn::Renumbered | LineageTurn::Resumed => ("~ ", Meaning::Changed),
        LineageTurn::Left => ("- ", Meaning::Removed),
    };
    page.paragraph(
        &[StyledText::ours(meaning, sign)],
        &[
            when(page, stretch.first, 0),
            StyledText::ours(meaning, stretch.turn.name()),
            StyledText::ours(Meaning::Dim, format!("  {}", report.dwell(stretch))),
        ],
    );
    let indent = [StyledText::ours(Meaning::Plain, "    ")];
    if !stretch.claims.is_empty() {
        let runs = [
            StyledText::theirs(Meaning::Speaker, &report.who(stretch)),
            StyledText::theirs(Meaning::Plain, &format!(": {}", report.words(stretch))),
        ];
        page.paragraph(&indent, &runs);
    }
    for change in &stretch.changes {
        page.paragraph(&[StyledText::ours(Meaning::Dim, "    · ")], &labelled(std::slice::from_ref(change)));
    }
    for note in report.notes(stretch) {
        page.paragraph(&[StyledText::ours(Meaning::Dim, "    · ")], &[StyledText::ours(Meaning::Dim, note)]);
    }
}

/// Names a version and its time, the version's name in so many columns.
fn when(page: &TerminalPage<'_>, moment: Moment, width: usize) -> StyledText {
    let version = format!("v{}", moment.version);
    StyledText::ours(Meaning::Dim, format!("{version:<width$}  {}  ", page.time(moment.captured_at)))
}

/// Names changes, each with the reason for its label.
fn labelled(changes: &[Change]) -> Vec<StyledText> {
    let mut runs = Vec::new();
    for (nth, change) in changes.iter().enumerate() {
        if nth > 0 {
            runs.push(StyledText::ours(Meaning::Plain, "; "));
        }
        runs.extend(super::diff::labelled(change));
    }
    runs
}
