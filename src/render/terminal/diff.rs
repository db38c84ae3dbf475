//! A comparison in the terminal: counts, metadata, the edits by severity, the correction notes.
//!
//! It prints what the report shows, in the report's order and under its numbers.

use super::page::{StyledText, TerminalPage, wrap};
use super::style::Meaning;
use crate::diff::{Change, Edit, EditKind, Severity, SideName, WordingOp, WordingPart};
use crate::report::{DiffReport, Order, VersionInfo, phrases, words};

/// Prints a comparison.
pub fn diff(page: &mut TerminalPage<'_>, report: &DiffReport) {
    head(page, report);
    metadata(page, report);
    if page.layout.side_by_side && !report.shown.is_empty() {
        page.blank();
        let names = [&report.old, &report.new].map(|side| vec![StyledText::theirs(Meaning::Heading, &side.reference)]);
        columns(page, &names[0], &names[1]);
    }
    for group in report.groups() {
        page.blank();
        let name = match group.severity {
            Some(severity) => StyledText::ours(severity_meaning(severity), phrases::capital(severity.name())),
            None => StyledText::ours(Meaning::Heading, "In the order of the text"),
        };
        page.line(&[name, StyledText::ours(Meaning::Dim, format!("  {}", group.count()))]);
        for &(number, index) in &group.edits {
            if report.is_folded(index) {
                folded(page, report, number, index);
            } else {
                page.blank();
                edit(page, report, number, index);
            }
        }
        if let Some(line) = report.unfolding(&group) {
            page.line(&[StyledText::ours(Meaning::Plain, "  "), StyledText::ours(Meaning::Dim, line)]);
        }
    }
    corrections(page, report);
    noise(page, report);
    held_back(page, report);
}

/// Prints several comparisons, one below the other.
pub fn each(page: &mut TerminalPage<'_>, reports: &[DiffReport], print: fn(&mut TerminalPage<'_>, &DiffReport)) {
    for (nth, report) in reports.iter().enumerate() {
        if nth > 0 {
            page.blank();
            page.blank();
        }
        print(page, report);
    }
}

/// Prints the counts of a comparison, one line a kind of change.
pub fn stat(page: &mut TerminalPage<'_>, report: &DiffReport) {
    head(page, report);
    let (rows, headline) = (report.stat(), report.headline_kinds());
    if !rows.is_empty() || !headline.is_empty() {
        page.blank();
    }
    for kind in headline {
        page.line(&[
            StyledText::ours(severity_meaning(kind.severity()), format!("{:<12}", kind.severity().name())),
            StyledText::ours(Meaning::Plain, format!("      headline: {}", phrases::label(kind.name()))),
        ]);
    }
    for row in rows {
        page.line(&[
            StyledText::ours(severity_meaning(row.severity), format!("{:<12}", row.severity.name())),
            StyledText::ours(Meaning::Plain, format!("{:>4}  {}", row.count, phrases::label(row.kind))),
        ]);
    }
    if let Some(line) = report.noise_line() {
        page.blank();
        page.line(&[StyledText::ours(Meaning::Dim, line)]);
    }
    held_back(page, report);
}

fn head(page: &mut TerminalPage<'_>, report: &DiffReport) {
    let severities = report.severities();
    let found = severities.as_ref().map_or_else(|| report.headline(), String::clone);
    let runs =
        [StyledText::theirs(Meaning::Heading, &report.title()), StyledText::ours(Meaning::Plain, format!(": {found}"))];
    page.paragraph(&[], &runs);
    if severities.is_some() {
        let turns = phrases::turns(&report.summary);
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::ours(Meaning::Plain, turns)]);
    }
    for side in [&report.old, &report.new] {
        if let Some(line) = version_line(page, side) {
            page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::theirs(Meaning::Dim, &line)]);
        }
        if let Some(line) = side.doubts_line() {
            page.paragraph(&[StyledText::ours(Meaning::Warning, "! ")], &[StyledText::theirs(Meaning::Plain, &line)]);
        }
    }
}

fn version_line(page: &TerminalPage<'_>, side: &VersionInfo) -> Option<String> {
    let (what, time) = side.dated()?;
    let outlet = side.metadata.outlet.as_ref().map(|outlet| format!(", {outlet}")).unwrap_or_default();
    Some(format!("{} {what} {}{outlet}", side.reference, page.time(time)))
}

fn metadata(page: &mut TerminalPage<'_>, report: &DiffReport) {
    if report.diff.metadata.is_empty() {
        return;
    }
    page.blank();
    for change in &report.diff.metadata {
        let value = |value: &Option<String>, meaning| match value {
            Some(text) => StyledText::theirs(meaning, &format!("“{text}”")),
            None => StyledText::ours(Meaning::Dim, "none"),
        };
        page.paragraph(
            &[
                StyledText::ours(Meaning::Changed, "~ "),
                StyledText::ours(Meaning::Plain, format!("{}  ", phrases::label(change.field))),
            ],
            &[
                value(&change.old, Meaning::Removed),
                StyledText::ours(Meaning::Dim, " → "),
                value(&change.new, Meaning::Added),
            ],
        );
        for change in change.edit.iter().flat_map(|edit| &edit.changes) {
            reason(page, report, change);
        }
        if let Some(mark) = report.headline_mark().filter(|_| change.edit.is_some()) {
            page.paragraph(&[StyledText::ours(Meaning::Dim, "    · ")], &[StyledText::ours(Meaning::Dim, mark)]);
        }
    }
}

/// Prints in one line what differs in a small edit.
fn folded(page: &mut TerminalPage<'_>, report: &DiffReport, number: usize, index: usize) {
    let edit = &report.diff.edits[index];
    let mut runs = vec![StyledText::theirs(Meaning::Speaker, &report.who(edit))];
    for (nth, change) in edit.changes.iter().enumerate() {
        runs.push(StyledText::ours(Meaning::Dim, if nth == 0 { ", " } else { "; " }));
        runs.extend(labelled(change));
    }
    runs.extend(marks(report, index));
    page.paragraph(&sign(edit, number), &runs);
}

/// Returns what stands before an edit: its sign and its number.
fn sign(edit: &Edit, number: usize) -> [StyledText; 2] {
    let (sign, meaning) = match edit.kind {
        EditKind::Added => ("+ ", Meaning::Added),
        EditKind::Removed => ("- ", Meaning::Removed),
        EditKind::Changed => ("~ ", Meaning::Changed),
        EditKind::Unchanged => ("= ", Meaning::Dim),
    };
    [StyledText::ours(meaning, sign), StyledText::ours(Meaning::Dim, format!("{number}. "))]
}

/// Returns what stands behind an edit's title: the notes that cover it, and its id.
fn marks(report: &DiffReport, index: usize) -> Vec<StyledText> {
    let notes = report.note_mark(index).map(|mark| format!("  [{mark}]"));
    let id = report.id(index).map(|id| format!("  {}", id.short()));
    notes.into_iter().chain(id).map(|text| StyledText::ours(Meaning::Dim, text)).collect()
}

fn edit(page: &mut TerminalPage<'_>, report: &DiffReport, number: usize, index: usize) {
    let edit = &report.diff.edits[index];
    let mut title = vec![
        StyledText::theirs(Meaning::Speaker, &report.who(edit)),
        StyledText::ours(Meaning::Dim, format!(", {} {}", report.what(edit), edit.kind.name())),
    ];
    if let Some(severity) = edit.severity().filter(|_| report.order == Order::Text) {
        title.push(StyledText::ours(Meaning::Dim, ", "));
        title.push(StyledText::ours(severity_meaning(severity), severity.name()));
    }
    title.extend(marks(report, index));
    page.paragraph(&sign(edit, number), &title);
    if page.layout.side_by_side {
        let [old, new] = [side(report, edit, WordingOp::Delete), side(report, edit, WordingOp::Insert)];
        columns(page, &old, &new);
    } else {
        let runs = match edit.kind {
            EditKind::Changed => wording_runs(&report.wording(edit), None),
            EditKind::Added => vec![StyledText::theirs(Meaning::Added, &report.words(edit))],
            EditKind::Removed => vec![StyledText::theirs(Meaning::Removed, &report.words(edit))],
            EditKind::Unchanged => vec![StyledText::theirs(Meaning::Dim, &report.words(edit))],
        };
        page.paragraph(&[StyledText::ours(Meaning::Plain, "    ")], &runs);
    }
    for change in &edit.changes {
        reason(page, report, change);
    }
    if let Some(ruling) = report.ruling(index) {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "    ! ")],
            &[StyledText::theirs(Meaning::Warning, &ruling.line())],
        );
    }
    for line in report.reasons(index) {
        page.paragraph(&[StyledText::ours(Meaning::Dim, "    ? ")], &[StyledText::theirs(Meaning::Dim, &line)]);
    }
}

/// Prints why an edit bears a label.
fn reason(page: &mut TerminalPage<'_>, report: &DiffReport, change: &Change) {
    page.paragraph(&[StyledText::ours(Meaning::Dim, "    · ")], &labelled(change));
    if !report.whys.is_empty() {
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "      ")],
            &[StyledText::ours(Meaning::Dim, phrases::rule(change))],
        );
    }
}

/// Names a change, with the reason for its label.
pub(super) fn labelled(change: &Change) -> Vec<StyledText> {
    let mut runs = Vec::new();
    let reserve = phrases::reserve(change);
    if !reserve.is_empty() {
        runs.push(StyledText::ours(Meaning::Dim, reserve));
    }
    runs.push(StyledText::ours(severity_meaning(change.kind.severity()), phrases::label(change.kind.name())));
    let why = phrases::why(change);
    if !why.is_empty() {
        runs.push(StyledText::theirs(Meaning::Plain, &format!(": {why}")));
    }
    runs
}

/// Returns one side of an edit: all words that stand there, with `op` marked.
fn side(report: &DiffReport, edit: &Edit, op: WordingOp) -> Vec<StyledText> {
    match (edit.kind, op) {
        (EditKind::Changed, _) => wording_runs(&report.wording(edit), Some(op)),
        (EditKind::Added, WordingOp::Insert) => vec![StyledText::theirs(Meaning::Added, &report.words(edit))],
        (EditKind::Removed, WordingOp::Delete) => vec![StyledText::theirs(Meaning::Removed, &report.words(edit))],
        (EditKind::Unchanged, _) => vec![StyledText::theirs(Meaning::Plain, &report.words(edit))],
        _ => Vec::new(),
    }
}

/// Turns a wording into runs; `only` leaves out what is neither equal nor this.
///
/// Marks stand around the words in colour too, and dimmed: many terminals do not strike words through, not everybody
/// tells red from green, and what is copied has no colour.
pub(super) fn wording_runs(wording: &[WordingPart], only: Option<WordingOp>) -> Vec<StyledText> {
    let mut runs = Vec::new();
    for WordingPart { op, text } in
        wording.iter().filter(|run| run.op == WordingOp::Equal || only.is_none_or(|op| op == run.op))
    {
        let (meaning, open, close) = match op {
            WordingOp::Equal => (Meaning::Plain, "", ""),
            WordingOp::Delete => (Meaning::Deleted, "[-", "-]"),
            WordingOp::Insert => (Meaning::Inserted, "{+", "+}"),
        };
        // The marks stand around the words, the white space outside of them.
        let (before, core, after) = words::edges(text);
        if core.is_empty() || *op == WordingOp::Equal {
            runs.push(StyledText::theirs(Meaning::Plain, text));
            continue;
        }
        runs.push(StyledText::theirs(Meaning::Plain, before));
        runs.push(StyledText::ours(Meaning::Dim, open));
        runs.push(StyledText::theirs(meaning, core));
        runs.push(StyledText::ours(Meaning::Dim, close));
        runs.push(StyledText::theirs(Meaning::Plain, after));
    }
    runs
}

/// Prints two texts beside each other.
fn columns(page: &mut TerminalPage<'_>, left: &[StyledText], right: &[StyledText]) {
    const MIDDLE: &str = " │ ";
    let width = (page.width.saturating_sub(MIDDLE.len())) / 2;
    page.beside(&wrap(left, width), width, MIDDLE, &wrap(right, width));
}

fn corrections(page: &mut TerminalPage<'_>, report: &DiffReport) {
    if report.diff.corrections.is_empty() {
        return;
    }
    page.blank();
    page.line(&[StyledText::ours(
        Meaning::Heading,
        phrases::count(report.diff.corrections.len(), "correction note", "correction notes"),
    )]);
    for (number, note) in (1..).zip(&report.diff.corrections) {
        let side = &report.version(note.side).reference;
        page.paragraph(
            &[
                StyledText::ours(Meaning::Dim, format!("  {number}. ")),
                StyledText::theirs(Meaning::Dim, side),
                StyledText::ours(Meaning::Plain, "  "),
            ],
            &[StyledText::theirs(Meaning::Plain, &format!("“{}”", note.text))],
        );
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "    · ")],
            &[StyledText::ours(Meaning::Dim, report.covered(note).phrase())],
        );
    }
}

/// Prints the lines of the page that differ.
fn noise(page: &mut TerminalPage<'_>, report: &DiffReport) {
    let Some(line) = report.noise_line() else { return };
    page.blank();
    page.line(&[StyledText::ours(Meaning::Dim, line)]);
    for (side, text) in report.noise() {
        let (sign, meaning) = if side == SideName::Old { ("  - ", Meaning::Removed) } else { ("  + ", Meaning::Added) };
        page.paragraph(&[StyledText::ours(meaning, sign)], &[StyledText::theirs(Meaning::Dim, text)]);
    }
}

fn held_back(page: &mut TerminalPage<'_>, report: &DiffReport) {
    if let Some(line) = report.held_back_line() {
        page.blank();
        page.line(&[StyledText::ours(Meaning::Warning, line)]);
    }
}

pub(super) fn severity_meaning(severity: Severity) -> Meaning {
    match severity {
        Severity::Substantive => Meaning::Substantive,
        Severity::Framing => Meaning::Framing,
        Severity::Cosmetic => Meaning::Cosmetic,
    }
}
