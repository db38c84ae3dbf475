//! Comparisons in a page: each edit with its whole sentences, in the order of the text.
//!
//! It shows what the report shows. What is struck out or underlined is so without colour too.

use maud::{Markup, html};

use super::Page;
use super::site::Site;
use super::text::{Theirs, time, wording};
use crate::curation::Verdict;
use crate::diff::{Change, Edit, EditKind, Severity, SideName, WordingOp, rule_of};
use crate::report::{DiffReport, VersionInfo, encoded, phrases};

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
                (step(report, &format!("d{}", nth + 1), true, Site::ALONE))
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
pub fn step(report: &DiffReport, name: &str, with_unchanged: bool, site: Site<'_>) -> Markup {
    html! { @for part in parts(report, name, with_unchanged, site) { (part) } }
}

/// As [`step()`], one part at a time, for a page that is sent while it is made.
pub fn parts<'a>(
    report: &'a DiffReport,
    name: &'a str,
    with_unchanged: bool,
    site: Site<'a>,
) -> impl Iterator<Item = Markup> + 'a {
    let numbers = report.numbers();
    let differs: Vec<bool> = numbers.iter().map(Option::is_some).collect();
    // Runs of edits that differ, and of such that do not.
    let runs = report.shown.chunk_by(move |&one, &next| differs[one] == differs[next]);
    let edits = runs.flat_map(move |run| match numbers[run[0]] {
        Some(_) => run.iter().map(|&index| edit(report, index, numbers[index], name, site)).collect::<Vec<_>>(),
        None if with_unchanged => vec![unchanged(report, run)],
        None => Vec::new(),
    });
    std::iter::once_with(|| head(report, name)).chain(edits).chain(std::iter::once_with(|| tail(report)))
}

fn head(report: &DiffReport, name: &str) -> Markup {
    html! {
        dl.sides-compared {
            @for side in [&report.old, &report.new] {
                @if let Some((what, at)) = side.dated() {
                    dt { (Theirs(&side.reference)) }
                    dd { (what) " " (time(at)) @if let Some(outlet) = &side.metadata.outlet { ", " (Theirs(outlet)) } }
                }
            }
        }
        @for line in [&report.old, &report.new].into_iter().filter_map(VersionInfo::doubts_line) {
            p.explain { (Theirs(&line)) }
        }
        (metadata(report, name))
    }
}

fn tail(report: &DiffReport) -> Markup {
    html! {
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

fn metadata(report: &DiffReport, name: &str) -> Markup {
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
                    @let id = report.headline_id().filter(|_| change.edit.is_some());
                    @let anchor = id.map(|id| format!("{name}-{}", id.short()));
                    li id=[anchor] {
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

fn edit(report: &DiffReport, index: usize, number: Option<usize>, name: &str, site: Site<'_>) -> Markup {
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
            h3 { span.who { (speaker(report, &who, site)) } ", " (report.what(edit)) " " (edit.kind.name()) }
            (edit_words(report, edit))
            (labels(report, &edit.changes))
            @if let Some(ruling) = report.ruling(index) { p.ruling { (Theirs(&ruling.line())) } }
            @for line in report.reasons(index) { p.reason { (Theirs(&line)) } }
            (rule_form(report, index, site))
            (picture(report, index, site))
        }
    }
}

/// Writes who speaks in an edit; one speaker's name may lead on.
fn speaker(report: &DiffReport, who: &str, site: Site<'_>) -> Markup {
    let is_one = report.old_speakers.iter().chain(&report.new_speakers).any(|speaker| speaker.name == who);
    if is_one {
        site.speaker(who)
    } else {
        html! { (Theirs(who)) }
    }
}

/// Leads to the picture of an edit.
fn picture(report: &DiffReport, index: usize, site: Site<'_>) -> Markup {
    let place = report.story.as_ref().zip(report.id(index)).filter(|_| site.in_app);
    html! {
        @if let Some((story, id)) = place {
            @let (old, new) = (&report.old.reference, &report.new.reference);
            @let address = format!("/stories/{}/{old}..{new}/cards", encoded(story.slug.as_str()));
            a.picture href={ (address) "/" (id.as_str()) ".png" } { "As a picture" }
        }
    }
}

/// Writes the form by which a reader says what an edit is.
fn rule_form(report: &DiffReport, index: usize, site: Site<'_>) -> Markup {
    let (Some(id), Some(story), true) = (report.id(index), &report.story, site.token.is_some()) else {
        return html! {};
    };
    html! {
        details.decide {
            summary { "Rule on it" }
            form method="post" action="/rulings" {
                (site.token_field())
                input type="hidden" name="story" value=(story.slug);
                input type="hidden" name="versions" value={ (report.old.reference) ".." (report.new.reference) };
                input type="hidden" name="edit" value=(id.as_str());
                label {
                    "It is " select name="verdict" {
                        @for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::NotAShift) {
                            option value=(verdict.name()) { (verdict.name().replace('-', " ")) }
                        }
                    }
                }
                label { "because " input type="text" name="note" maxlength="2000" autocomplete="off"; }
                button { "Rule" }
            }
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
        EditKind::Removed | EditKind::Added | EditKind::Unchanged => {
            html! { p.words { (wording(&report.marked_words(edit), None)) } }
        }
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
