//! The page of a whole story: what was changed without a note, the versions, every step, the text, and where it is from.
//!
//! It decides nothing: what is unnoted, counted and shown is the report's.

use maud::{Markup, html};

use super::site::Site;
use super::text::{Theirs, address, time};
use super::timeline::timeline;
use super::{Page, article, diff};
use crate::report::{DiffReport, LogEntry, StoryEdit, StoryReport, phrases};
use crate::story::Slug;

/// Makes the page of a story.
pub fn page(report: &StoryReport) -> String {
    let outlet = report.latest.as_ref().and_then(|latest| latest.version.metadata.outlet.as_deref());
    let kicker = "The record of a story";
    let content = html! {
        @if let Some(outlet) = outlet { p.outlet { (Theirs(outlet)) " · " code { (report.log.story.slug) } } }
        nav.contents aria-label="Contents" {
            @if !report.steps.is_empty() { a href="#unnoted" { "Without a note" } }
            a href="#versions" { "Versions" }
            @if !report.steps.is_empty() { a href="#edits" { "Edits" } }
            a href="#text" { "The text" }
            a href="#provenance" { "Provenance" }
        }
        @if !report.steps.is_empty() { (unnoted(report, Site::ALONE)) }
        section #versions { h2 { "Versions" } (timeline(report)) (versions(report, Site::ALONE)) }
        @if !report.steps.is_empty() {
            section #edits {
                h2 { "Edits" }
                (diff::controls())
                @for step in &report.steps { (self::step(step)) }
            }
        }
        @if let Some(latest) = &report.latest {
            section #text {
                h2 { "The text of " (Theirs(&latest.version.reference)) }
                @if let Some(headline) = &latest.version.metadata.headline { p.headline { (Theirs(headline)) } }
                (article::article(latest, Site::ALONE))
            }
        }
        section #provenance { h2 { "Provenance" } (provenance(report)) }
    };
    Page { title: &report.log.story.title, kicker, summary: &report.headline() }.around(&content)
}

/// Returns how the anchors of a step begin: with the version that it leads to.
fn name(step: &DiffReport) -> String {
    // The name of a version within its story; whatever else it were, it is one word.
    step.new.reference.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Writes the substantive edits that no correction note owns up to.
pub fn unnoted(report: &StoryReport, site: Site<'_>) -> Markup {
    let unnoted = report.unnoted();
    html! {
        section #unnoted {
            h2 { "Changed without a note" }
            @if unnoted.is_empty() {
                p { "No edit that is surely substantive stands without a correction note." }
            } @else {
                p.explain {
                    "Substantive edits of which the program is sure, and for which it found no correction note in the text. "
                    "An outlet may keep its corrections on another page."
                }
                ol.unnoted { @for StoryEdit { step, index } in unnoted { (line(step, index, site)) } }
            }
        }
    }
}

/// Writes an edit in one line that leads to it.
fn line(step: &DiffReport, index: usize, site: Site<'_>) -> Markup {
    let edit = &step.diff.edits[index];
    let told = match edit.changes.is_empty() {
        true => format!("{}: {}", edit.kind.name(), step.words(edit)),
        false => phrases::labelled(&edit.changes),
    };
    html! {
        li {
            a href=(target(step, index, site)) { (Theirs(&step.new.reference)) } " "
            span.who { (Theirs(&step.who(edit))) } " " (Theirs(&told))
        }
    }
}

/// Returns where an edit stands in full: on this page, or in the web app on that of its step.
fn target(step: &DiffReport, index: usize, site: Site<'_>) -> String {
    match &step.story {
        Some(story) if site.in_app => {
            let anchor = diff::anchor(step, index, "e");
            format!("/stories/{}/{}..{}#{anchor}", story.slug, step.old.reference, step.new.reference)
        }
        _ => format!("#{}", diff::anchor(step, index, &name(step))),
    }
}

/// Writes the versions with what each changed.
pub fn versions(report: &StoryReport, site: Site<'_>) -> Markup {
    let slug = &report.log.story.slug;
    let notes = |nth: usize| nth.checked_sub(1).map_or(0, |step| report.steps[step].diff.corrections.len());
    html! {
        div.scroll tabindex="0" role="region" aria-label="Table of versions" {
            table.versions {
                thead { tr {
                    th scope="col" { "version" } th scope="col" { "captured" } th scope="col" { "what changed" }
                    th scope="col" { "note" } th scope="col" { "headline" }
                } }
                tbody {
                    @for (nth, entry) in report.log.versions.iter().enumerate() {
                        (row(entry, notes(nth), slug, site))
                    }
                }
            }
        }
        @for line in report.log.apart() { p.explain { (Theirs(&line)) } }
        @for LogEntry { number, exhibits, .. } in report.log.versions.iter().filter(|entry| !entry.exhibits.is_empty()) {
            p.explain {
                "With v" (number) " is kept: "
                @for (nth, exhibit) in (1..).zip(exhibits) {
                    @if nth > 1 { ", " }
                    @if site.in_app {
                        a href=(format!("/stories/{slug}/v{number}/exhibits/{nth}")) { (Theirs(&exhibit.line())) }
                    } @else {
                        (Theirs(&exhibit.line()))
                    }
                }
            }
        }
    }
}

fn row(entry: &LogEntry, notes: usize, slug: &Slug, site: Site<'_>) -> Markup {
    let step = entry.before.map(|before| match site.in_app {
        true => format!("/stories/{slug}/v{before}..v{}", entry.number),
        false => format!("#v{}", entry.number),
    });
    html! {
        tr {
            th scope="row" {
                @if site.in_app { (site.version(slug, entry.number, None, &format!("v{}", entry.number))) }
                @else if let Some(step) = &step { a href=(step) { "v" (entry.number) } }
                @else { "v" (entry.number) }
            }
            td { (time(entry.captured_at)) }
            td {
                @if let Some(step) = step.as_ref().filter(|_| site.in_app) { a href=(step) { (entry.headline()) } }
                @else { (entry.headline()) }
            }
            td { @if notes > 0 { (phrases::count(notes, "note", "notes")) } @else if step.is_some() { "none found" } }
            td { (Theirs(entry.metadata.headline.as_deref().unwrap_or_default())) }
        }
    }
}

fn step(step: &DiffReport) -> Markup {
    let name = name(step);
    html! {
        section.step #(name) {
            h3.between { (Theirs(&step.old.reference)) " → " (Theirs(&step.new.reference)) }
            p.summary { (Theirs(&step.headline())) }
            (diff::step(step, &name, false, Site::ALONE))
        }
    }
}

/// Writes where each version is from.
pub fn provenance(report: &StoryReport) -> Markup {
    html! {
        p.explain {
            "Each text is named by the SHA-256 of its UTF-8 bytes: whoever has the text can check that it is the one that "
            "was compared here. Times are UTC."
        }
        div.scroll tabindex="0" role="region" aria-label="Where each version is from" {
            table.provenance {
                thead { tr {
                    th scope="col" { "version" } th scope="col" { "address" } th scope="col" { "published, modified" }
                    th scope="col" { "captured" } th scope="col" { "SHA-256 of the text" } th scope="col" { "read by" }
                } }
                tbody {
                    @for (entry, extractor) in report.log.versions.iter().zip(&report.extractors) {
                        @let metadata = &entry.metadata;
                        tr {
                            th scope="row" { "v" (entry.number) }
                            td { @if let Some(url) = &metadata.url { (address(url)) } }
                            td {
                                @if let Some(at) = metadata.published_at { (time(at.to_utc())) }
                                @if let Some(at) = metadata.modified_at { ", " (time(at.to_utc())) }
                            }
                            td { (time(entry.captured_at)) }
                            td { code { (entry.sha256) } }
                            td { (Theirs(extractor)) }
                        }
                    }
                }
            }
        }
    }
}
