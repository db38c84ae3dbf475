//! Claims followed through versions in the terminal: `blame` and `history`.
//!
//! Words are wrapped and never cut.

use super::page::{Page, Run};
use super::style::Role;
use crate::claim::{Claim, ClaimKind};
use crate::diff::Change;
use crate::lineage::{Blamed, Moment, Stretch, Turn};
use crate::report::{BlameReport, HistoryReport, phrases, words};

/// Prints where each claim of a version comes from.
pub fn blame(page: &mut Page<'_>, report: &BlameReport) {
    let info = &report.version.version;
    page.paragraph(
        &[],
        &[Run::theirs(Role::Heading, &info.reference), Run::ours(Role::Plain, format!(": {}", report.headline()))],
    );
    if let Some(readers) = report.readers() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Dim, &readers)]);
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

fn row(page: &mut Page<'_>, report: &BlameReport, claim: &Claim, blamed: &Blamed, width: usize, versions: usize) {
    let indent = || [Run::ours(Role::Plain, " ".repeat(width + 2))];
    page.paragraph(
        &[Run::ours(Role::Heading, format!("{:>width$}  ", blamed.lineage))],
        &[
            Run::ours(Role::Added, "+ "),
            when(page, blamed.brought, versions),
            Run::theirs(Role::Speaker, words::voice(claim, &report.version.extraction.speakers)),
        ],
    );
    let role = if claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
    let text = words::sentence(&report.version.version.body, std::slice::from_ref(claim));
    page.paragraph(&indent(), &[Run::theirs(role, &text)]);
    if let Some(back) = blamed.returned {
        let runs = [Run::ours(Role::Added, "+ "), when(page, back, versions), Run::ours(Role::Plain, "returned")];
        page.paragraph(&indent(), &runs);
    }
    if let Some(touch) = &blamed.changed {
        let mut runs = vec![Run::ours(Role::Changed, "~ "), when(page, touch.by, versions)];
        runs.extend(labelled(&touch.changes));
        page.paragraph(&indent(), &runs);
    }
    for note in report.notes(blamed) {
        page.paragraph(&indent(), &[Run::ours(Role::Dim, note)]);
    }
}

/// Prints what one claim went through.
pub fn history(page: &mut Page<'_>, report: &HistoryReport) {
    page.paragraph(
        &[],
        &[
            Run::ours(Role::Heading, format!("claim {}", report.life.lineage)),
            Run::theirs(Role::Plain, &format!(" of {}: {}", report.story.slug, report.headline())),
        ],
    );
    if let Some(readers) = report.readers() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Dim, &readers)]);
    }
    for stretch in &report.life.stretches {
        page.blank();
        self::stretch(page, report, stretch);
    }
}

fn stretch(page: &mut Page<'_>, report: &HistoryReport, stretch: &Stretch) {
    let (sign, role) = match stretch.turn {
        Turn::Brought | Turn::Returned => ("+ ", Role::Added),
        Turn::Changed | Turn::Renumbered | Turn::Resumed => ("~ ", Role::Changed),
        Turn::Left => ("- ", Role::Removed),
    };
    page.paragraph(
        &[Run::ours(role, sign)],
        &[
            when(page, stretch.first, 0),
            Run::ours(role, stretch.turn.name()),
            Run::ours(Role::Dim, format!("  {}", report.dwell(stretch))),
        ],
    );
    let indent = [Run::ours(Role::Plain, "    ")];
    if !stretch.claims.is_empty() {
        let runs = [
            Run::theirs(Role::Speaker, &report.who(stretch)),
            Run::theirs(Role::Plain, &format!(": {}", report.words(stretch))),
        ];
        page.paragraph(&indent, &runs);
    }
    for change in &stretch.changes {
        page.paragraph(&[Run::ours(Role::Dim, "    · ")], &labelled(std::slice::from_ref(change)));
    }
    for note in report.notes(stretch) {
        page.paragraph(&[Run::ours(Role::Dim, "    · ")], &[Run::ours(Role::Dim, note)]);
    }
}

/// Names a version and its time, the version's name in so many columns.
fn when(page: &Page<'_>, moment: Moment, width: usize) -> Run {
    let version = format!("v{}", moment.version);
    Run::ours(Role::Dim, format!("{version:<width$}  {}  ", page.time(moment.captured_at)))
}

/// Names changes, each with the reason for its label.
fn labelled(changes: &[Change]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (nth, change) in changes.iter().enumerate() {
        if nth > 0 {
            runs.push(Run::ours(Role::Plain, "; "));
        }
        runs.push(Run::ours(super::diff::severity_role(change.kind.severity()), phrases::label(change.kind.name())));
        let why = phrases::why(change);
        if !why.is_empty() {
            runs.push(Run::theirs(Role::Plain, &format!(": {why}")));
        }
    }
    runs
}
