//! A comparison in the terminal: counts, metadata, the edits by severity, the correction notes.
//!
//! It prints what the report shows, in the report's order and under its numbers.

use super::page::{Page, Run, wrap};
use super::style::Role;
use crate::diff::{Change, Edit, EditKind, Severity, SideName, Wording, WordingOp, rule_of};
use crate::report::{DiffReport, Order, VersionInfo, phrases, words};

/// Prints a comparison.
pub fn diff(page: &mut Page<'_>, report: &DiffReport) {
    head(page, report);
    metadata(page, report);
    if page.layout.side_by_side && !report.shown.is_empty() {
        page.blank();
        let names = [&report.old, &report.new].map(|side| vec![Run::theirs(Role::Heading, &side.reference)]);
        columns(page, &names[0], &names[1]);
    }
    for group in report.groups() {
        page.blank();
        let name = match group.severity {
            Some(severity) => Run::ours(severity_role(severity), phrases::capital(severity.name())),
            None => Run::ours(Role::Heading, "In the order of the text"),
        };
        page.line(&[name, Run::ours(Role::Dim, format!("  {}", group.count()))]);
        for (number, index) in group.edits {
            page.blank();
            edit(page, report, number, index);
        }
    }
    corrections(page, report);
    noise(page, report);
    held_back(page, report);
}

/// Prints several comparisons, one below the other.
pub fn each(page: &mut Page<'_>, reports: &[DiffReport], print: fn(&mut Page<'_>, &DiffReport)) {
    for (nth, report) in reports.iter().enumerate() {
        if nth > 0 {
            page.blank();
            page.blank();
        }
        print(page, report);
    }
}

/// Prints the counts of a comparison, one line a kind of change.
pub fn stat(page: &mut Page<'_>, report: &DiffReport) {
    head(page, report);
    let (rows, headline) = (report.stat(), report.headline_kinds());
    if !rows.is_empty() || !headline.is_empty() {
        page.blank();
    }
    for kind in headline {
        page.line(&[
            Run::ours(severity_role(kind.severity()), format!("{:<12}", kind.severity().name())),
            Run::ours(Role::Plain, format!("      headline: {}", phrases::label(kind.name()))),
        ]);
    }
    for row in rows {
        page.line(&[
            Run::ours(severity_role(row.severity), format!("{:<12}", row.severity.name())),
            Run::ours(Role::Plain, format!("{:>4}  {}", row.count, phrases::label(row.kind))),
        ]);
    }
    if let Some(line) = report.noise_line() {
        page.blank();
        page.line(&[Run::ours(Role::Dim, line)]);
    }
    held_back(page, report);
}

fn head(page: &mut Page<'_>, report: &DiffReport) {
    let runs =
        [Run::theirs(Role::Heading, &report.title()), Run::ours(Role::Plain, format!(": {}", report.headline()))];
    page.paragraph(&[], &runs);
    for side in [&report.old, &report.new] {
        if let Some(line) = version_line(page, side) {
            page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::theirs(Role::Dim, &line)]);
        }
    }
}

fn version_line(page: &Page<'_>, side: &VersionInfo) -> Option<String> {
    let (what, time) = side.dated()?;
    let outlet = side.metadata.outlet.as_ref().map(|outlet| format!(", {outlet}")).unwrap_or_default();
    Some(format!("{} {what} {}{outlet}", side.reference, page.time(time)))
}

fn metadata(page: &mut Page<'_>, report: &DiffReport) {
    if report.diff.metadata.is_empty() {
        return;
    }
    page.blank();
    for change in &report.diff.metadata {
        let value = |value: &Option<String>, role| match value {
            Some(text) => Run::theirs(role, &format!("“{text}”")),
            None => Run::ours(Role::Dim, "none"),
        };
        page.paragraph(
            &[Run::ours(Role::Changed, "~ "), Run::ours(Role::Plain, format!("{}  ", phrases::label(change.field)))],
            &[value(&change.old, Role::Removed), Run::ours(Role::Dim, " → "), value(&change.new, Role::Added)],
        );
        for change in change.edit.iter().flat_map(|edit| &edit.changes) {
            reason(page, report, change);
        }
        if let Some(mark) = report.headline_mark().filter(|_| change.edit.is_some()) {
            page.paragraph(&[Run::ours(Role::Dim, "    · ")], &[Run::ours(Role::Dim, mark)]);
        }
    }
}

fn edit(page: &mut Page<'_>, report: &DiffReport, number: usize, index: usize) {
    let edit = &report.diff.edits[index];
    let (sign, role) = match edit.kind {
        EditKind::Added => ("+", Role::Added),
        EditKind::Removed => ("-", Role::Removed),
        EditKind::Changed => ("~", Role::Changed),
        EditKind::Unchanged => ("=", Role::Dim),
    };
    let mut title = vec![
        Run::theirs(Role::Speaker, &report.who(edit)),
        Run::ours(Role::Dim, format!(", {} {}", report.what(edit), edit.kind.name())),
    ];
    if let Some(severity) = edit.severity().filter(|_| report.order == Order::Text) {
        title.push(Run::ours(Role::Dim, ", "));
        title.push(Run::ours(severity_role(severity), severity.name()));
    }
    if let Some(mark) = report.note_mark(index) {
        title.push(Run::ours(Role::Dim, format!("  [{mark}]")));
    }
    if let Some(id) = report.id(index) {
        title.push(Run::ours(Role::Dim, format!("  {}", id.short())));
    }
    page.paragraph(&[Run::ours(role, format!("{sign} ")), Run::ours(Role::Dim, format!("{number}. "))], &title);
    if page.layout.side_by_side {
        let [old, new] = [side(report, edit, WordingOp::Delete, page), side(report, edit, WordingOp::Insert, page)];
        columns(page, &old, &new);
    } else {
        let runs = match edit.kind {
            EditKind::Changed => wording_runs(&report.wording(edit), None, page.layout.color),
            _ => vec![Run::theirs(role, &whole(report, edit))],
        };
        page.paragraph(&[Run::ours(Role::Plain, "    ")], &runs);
    }
    for change in &edit.changes {
        reason(page, report, change);
    }
    if let Some(ruling) = report.ruling(index) {
        page.paragraph(&[Run::ours(Role::Dim, "    ! ")], &[Run::theirs(Role::Warning, &ruling.line())]);
    }
    for line in report.reasons(index) {
        page.paragraph(&[Run::ours(Role::Dim, "    ? ")], &[Run::theirs(Role::Dim, &line)]);
    }
}

/// Prints why an edit bears a label.
fn reason(page: &mut Page<'_>, report: &DiffReport, change: &Change) {
    let mut runs = vec![Run::ours(severity_role(change.kind.severity()), phrases::label(change.kind.name()))];
    let why = phrases::why(change);
    if !why.is_empty() {
        runs.push(Run::theirs(Role::Plain, &format!(": {why}")));
    }
    page.paragraph(&[Run::ours(Role::Dim, "    · ")], &runs);
    if !report.whys.is_empty() {
        page.paragraph(&[Run::ours(Role::Plain, "      ")], &[Run::ours(Role::Dim, rule_of(change.kind))]);
    }
}

/// Returns the words of an added, removed or unchanged edit.
fn whole(report: &DiffReport, edit: &Edit) -> String {
    let (claims, body) =
        if edit.new.is_empty() { (&edit.old, &report.old.body) } else { (&edit.new, &report.new.body) };
    words::sentence(body, claims)
}

/// Returns one side of an edit: all words that stand there, with `op` marked.
fn side(report: &DiffReport, edit: &Edit, op: WordingOp, page: &Page<'_>) -> Vec<Run> {
    match (edit.kind, op) {
        (EditKind::Changed, _) => wording_runs(&report.wording(edit), Some(op), page.layout.color),
        (EditKind::Added, WordingOp::Insert) => vec![Run::theirs(Role::Added, &whole(report, edit))],
        (EditKind::Removed, WordingOp::Delete) => vec![Run::theirs(Role::Removed, &whole(report, edit))],
        (EditKind::Unchanged, _) => vec![Run::theirs(Role::Plain, &whole(report, edit))],
        _ => Vec::new(),
    }
}

/// Turns a wording into runs; `only` leaves out what is neither equal nor this. Without colour, marks stand around the
/// words.
pub(super) fn wording_runs(wording: &[Wording], only: Option<WordingOp>, color: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for Wording { op, text } in
        wording.iter().filter(|run| run.op == WordingOp::Equal || only.is_none_or(|op| op == run.op))
    {
        let (role, open, close) = match op {
            WordingOp::Equal => (Role::Plain, "", ""),
            WordingOp::Delete => (Role::Deleted, "[-", "-]"),
            WordingOp::Insert => (Role::Inserted, "{+", "+}"),
        };
        // The marks stand around the words, the white space outside of them.
        let (before, core, after) = words::edges(text);
        if core.is_empty() || *op == WordingOp::Equal {
            runs.push(Run::theirs(Role::Plain, text));
            continue;
        }
        runs.push(Run::theirs(Role::Plain, before));
        let words = Run::theirs(role, core);
        runs.push(if color { words } else { Run::ours(role, format!("{open}{}{close}", words.text)) });
        runs.push(Run::theirs(Role::Plain, after));
    }
    runs
}

/// Prints two texts beside each other.
fn columns(page: &mut Page<'_>, left: &[Run], right: &[Run]) {
    const MIDDLE: &str = " │ ";
    let width = (page.width.saturating_sub(MIDDLE.len())) / 2;
    let (left, right) = (wrap(left, width), wrap(right, width));
    for row in 0..left.len().max(right.len()) {
        let mut line = left.get(row).cloned().unwrap_or_default();
        let used: usize = line.iter().map(|run| textwrap::core::display_width(&run.text)).sum();
        line.push(Run::ours(Role::Plain, " ".repeat(width.saturating_sub(used))));
        line.push(Run::ours(Role::Dim, MIDDLE));
        line.extend(right.get(row).cloned().unwrap_or_default());
        page.line(&line);
    }
}

fn corrections(page: &mut Page<'_>, report: &DiffReport) {
    if report.diff.corrections.is_empty() {
        return;
    }
    page.blank();
    page.line(&[Run::ours(
        Role::Heading,
        phrases::count(report.diff.corrections.len(), "correction note", "correction notes"),
    )]);
    for (number, note) in (1..).zip(&report.diff.corrections) {
        let side = &report.version(note.side).reference;
        page.paragraph(
            &[
                Run::ours(Role::Dim, format!("  {number}. ")),
                Run::theirs(Role::Dim, side),
                Run::ours(Role::Plain, "  "),
            ],
            &[Run::theirs(Role::Plain, &format!("“{}”", note.text))],
        );
        page.paragraph(&[Run::ours(Role::Dim, "    · ")], &[Run::ours(Role::Dim, report.covered(note).phrase())]);
    }
}

/// Prints the lines of the page that differ.
fn noise(page: &mut Page<'_>, report: &DiffReport) {
    let Some(line) = report.noise_line() else { return };
    page.blank();
    page.line(&[Run::ours(Role::Dim, line)]);
    for (side, text) in report.noise() {
        let (sign, role) = if side == SideName::Old { ("  - ", Role::Removed) } else { ("  + ", Role::Added) };
        page.paragraph(&[Run::ours(role, sign)], &[Run::theirs(Role::Dim, text)]);
    }
}

fn held_back(page: &mut Page<'_>, report: &DiffReport) {
    if let Some(line) = report.held_back_line() {
        page.blank();
        page.line(&[Run::ours(Role::Warning, line)]);
    }
}

pub(super) fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Substantive => Role::Substantive,
        Severity::Framing => Role::Framing,
        Severity::Cosmetic => Role::Cosmetic,
    }
}
