//! Comparisons in a page: each edit with its whole sentences, in the order of the text.
//!
//! It shows what the report shows. What is struck out or underlined is so without colour too.

use maud::{Markup, html};

use super::Page;
use super::text::{Theirs, time, wording};
use crate::diff::{Change, Edit, EditKind, Severity, SideName, WordingOp, rule_of};
use crate::report::{DiffReport, phrases};

/// Makes the page of one comparison, or of several.
pub fn page(reports: &[DiffReport]) -> String {
    let content = html! {
        (controls())
        @for (nth, report) in reports.iter().enumerate() {
            section.step {
                @if reports.len() > 1 {
                    h2 { (Theirs(&report.title())) }
                    p.summary { (Theirs(&report.headline())) }
                } @else {
                    h2 { "Edits" }
                }
                (step(report, &format!("d{}", nth + 1), true))
            }
        }
    };
    around(reports, &content)
}

/// Makes the page of the counts of one comparison, or of several.
pub fn stats(reports: &[DiffReport]) -> String {
    let content = html! {
        @for report in reports {
            section.step {
                @if reports.len() > 1 { h2 { (Theirs(&report.title())) } p.summary { (Theirs(&report.headline())) } }
                table {
                    thead { tr { th scope="col" { "severity" } th scope="col" { "change" } th scope="col" { "edits" } } }
                    tbody {
                        @for row in report.stat() {
                            tr { td { (row.severity.name()) } td { (phrases::label(row.kind)) } td { (row.count) } }
                        }
                    }
                }
                @if let Some(line) = report.noise_line() { p.explain { (line) } }
                @if let Some(line) = report.held_back_line() { p.held-back { (line) } }
            }
        }
    };
    around(reports, &content)
}

fn around(reports: &[DiffReport], content: &Markup) -> String {
    let title = match reports {
        [only] => only.title(),
        _ => reports.first().zip(reports.last()).map_or_else(String::new, |(first, last)| {
            let story = first.story.as_ref().map(|story| format!("{} ", story.slug)).unwrap_or_default();
            format!("{story}{} → {}, step by step", first.old.reference, last.new.reference)
        }),
    };
    let summary = match reports {
        [only] => only.headline(),
        _ => phrases::count(reports.len(), "step", "steps"),
    };
    Page { title: &title, kicker: "What changed", summary: &summary }.around(content)
}

/// Writes how the edits of a page are looked at: inline or side by side, and which of them.
pub fn controls() -> Markup {
    html! {
        form.controls aria-label="How the edits are shown" {
            fieldset.views {
                legend { "Changed words" }
                label { input type="radio" name="view" value="inline" checked; " in one text" }
                label { input #sides type="radio" name="view" value="sides"; " side by side" }
            }
            fieldset.filter hidden {
                legend { "Show" }
                @for severity in Severity::ALL {
                    label { input type="checkbox" name="severity" value=(severity.name()) checked; " " (severity.name()) }
                }
                label { input type="checkbox" name="unnoted"; " only without a note" }
                label { "by " select name="speaker" { option value="" { "every speaker" } } }
                label { "of " select name="kind" { option value="" { "every kind" } } }
                output aria-live="polite" {}
            }
        }
    }
}

/// Writes one comparison; `name` begins the anchors of its edits, and `with_unchanged` says whether the claims that
/// stayed can be read between them.
pub fn step(report: &DiffReport, name: &str, with_unchanged: bool) -> Markup {
    let numbers = report.numbers();
    // Runs of edits that differ, and of such that do not.
    let runs = report.shown.chunk_by(|&one, &next| numbers[one].is_some() == numbers[next].is_some());
    html! {
        dl.sides-compared {
            @for side in [&report.old, &report.new] {
                @if let Some((what, at)) = side.dated() {
                    dt { (Theirs(&side.reference)) }
                    dd { (what) " " (time(at)) @if let Some(outlet) = &side.metadata.outlet { ", " (Theirs(outlet)) } }
                }
            }
        }
        (metadata(report))
        @for run in runs {
            @match numbers[run[0]] {
                Some(_) => @for &index in run { (edit(report, index, numbers[index], name)) },
                None if with_unchanged => (unchanged(report, run)),
                None => {}
            }
        }
        (corrections(report))
        @if let Some(line) = report.noise_line() {
            details.noise {
                summary { (line) }
                ul { @for (side, text) in report.noise() {
                    li { @if side == SideName::Old { del { (Theirs(text)) } } @else { ins { (Theirs(text)) } } }
                } }
            }
        }
        @if let Some(line) = report.held_back_line() { p.held-back { (line) } }
    }
}

/// Returns the anchor of an edit in the comparison called `name`.
pub fn anchor(report: &DiffReport, index: usize, name: &str) -> String {
    match report.id(index) {
        Some(id) => format!("{name}-{}", id.short()),
        None => format!("{name}-{index}"),
    }
}

fn metadata(report: &DiffReport) -> Markup {
    let value = |value: &Option<String>, op: WordingOp| {
        html! {
            @match (value, op) {
                (None, _) => span.none { "none" },
                (Some(text), WordingOp::Delete) => del { (Theirs(text)) },
                (Some(text), _) => ins { (Theirs(text)) },
            }
        }
    };
    html! {
        @if !report.diff.metadata.is_empty() {
            ul.metadata {
                @for change in &report.diff.metadata {
                    li {
                        span.field { (phrases::label(change.field)) } " "
                        (value(&change.old, WordingOp::Delete)) " → " (value(&change.new, WordingOp::Insert))
                        @if let Some(mark) = report.headline_mark().filter(|_| change.edit.is_some()) {
                            " " span.mark { (mark) }
                        }
                        @if let Some(edit) = &change.edit { (labels(report, &edit.changes)) }
                    }
                }
            }
        }
    }
}

fn edit(report: &DiffReport, index: usize, number: Option<usize>, name: &str) -> Markup {
    let edit = &report.diff.edits[index];
    let severity = edit.severity().map_or("", Severity::name);
    let kinds: Vec<&str> = match edit.changes.is_empty() {
        true => vec![edit.kind.name()],
        false => edit.changes.iter().map(|change| change.kind.name()).collect(),
    };
    let is_sure = edit.confidence().is_some_and(|confidence| confidence.is_sure());
    let anchor = anchor(report, index, name);
    let who = report.who(edit);
    html! {
        article.edit.(severity) #(anchor) data-severity=(severity) data-kinds=(kinds.join(" ")) data-speaker=(Theirs(&who))
            data-noted=[report.noted(index).map(|noted| if noted { "yes" } else { "no" })]
        {
            header {
                a.number href={ "#" (anchor) } title="A link to this edit" { (number.unwrap_or(0)) }
                span.severity { @if !is_sure { "possibly " } (severity) }
                span.note {
                    @match (report.note_mark(index), report.noted(index)) {
                        (Some(mark), _) => (mark),
                        (None, Some(false)) => "no note found",
                        _ => {}
                    }
                }
                @if let Some(id) = report.id(index) { code { (id.short()) } }
            }
            h3 { span.who { (Theirs(&who)) } ", " (report.what(edit)) " " (edit.kind.name()) }
            (edit_words(report, edit))
            (labels(report, &edit.changes))
            @if let Some(ruling) = report.ruling(index) { p.ruling { (Theirs(&ruling.line())) } }
            @for line in report.reasons(index) { p.reason { (Theirs(&line)) } }
        }
    }
}

fn edit_words(report: &DiffReport, edit: &Edit) -> Markup {
    match edit.kind {
        EditKind::Changed => {
            let words = report.wording(edit);
            html! {
                p.words.inline { (wording(&words, None)) }
                div.words.sides {
                    p { (wording(&words, Some(WordingOp::Delete))) }
                    p { (wording(&words, Some(WordingOp::Insert))) }
                }
            }
        }
        EditKind::Removed => html! { p.words { del { (Theirs(&report.words(edit))) } } },
        EditKind::Added => html! { p.words { ins { (Theirs(&report.words(edit))) } } },
        EditKind::Unchanged => html! { p.words { (Theirs(&report.words(edit))) } },
    }
}

/// Writes the labels of an edit; what each means stands beneath it on demand.
fn labels(report: &DiffReport, changes: &[Change]) -> Markup {
    html! {
        @if !changes.is_empty() {
            ul.labels {
                @for change in changes {
                    @let why = phrases::why(change);
                    li.(change.kind.severity().name()) {
                        details open[!report.whys.is_empty()] {
                            summary {
                                span.label { (phrases::change_label(change)) }
                                @if !why.is_empty() { ": " (Theirs(&why)) }
                            }
                            p {
                                (phrases::capital(rule_of(change.kind))) ". How likely a careful editor would sign it: "
                                (change.confidence) "."
                            }
                        }
                    }
                }
            }
        }
    }
}

fn unchanged(report: &DiffReport, run: &[usize]) -> Markup {
    let claims = run.iter().map(|&index| &report.diff.edits[index]);
    html! {
        details.unchanged {
            summary { (phrases::count(run.len(), "claim", "claims")) " unchanged" }
            @for edit in claims { (edit_words(report, edit)) }
        }
    }
}

fn corrections(report: &DiffReport) -> Markup {
    html! {
        @for (number, note) in (1..).zip(&report.diff.corrections) {
            figure.correction {
                figcaption {
                    "Correction note " (number) ", " (Theirs(&report.version(note.side).reference)) ": "
                    (report.covered(note).phrase())
                }
                blockquote { (Theirs(&note.text)) }
            }
        }
    }
}
