//! A version's text as its readers saw it, with its claims marked where they stand and, in the margin, who said what.
//!
//! It leaves no word of the text out.

use maud::{Markup, html};

use super::Page;
use super::site::Site;
use super::text::{Theirs, address, time};
use crate::claim::ClaimId;
use crate::report::words::{MarkedBody, MarkedRun, Part};
use crate::report::{MarginNote, VersionInfo, VersionReport};

/// Makes the page of one version.
pub fn page(report: &VersionReport) -> String {
    let title = report.version.metadata.headline.as_deref().unwrap_or(&report.version.reference);
    let content = html! { (facts(&report.version)) (article(report, Site::ALONE)) };
    Page { title, kicker: "Who said what", summary: &report.headline() }.around(&content)
}

/// Writes the text of a version with its claims.
pub fn article(report: &VersionReport, site: Site<'_>) -> Markup {
    let VersionReport { version, extraction, .. } = report;
    let marked = MarkedBody::new(&version.body, &extraction.claims);
    html! {
        p.key {
            mark.quote { "quoted" } " " mark.content { "reported" } " " mark.source { "source" } " " mark.cue { "cue" }
            "; a number ends a claim, and stands in the margin with who makes it"
        }
        div.text {
            @for line in marked.lines().filter(|&line| !marked.is_blank(line)) {
                div.paragraph {
                    p { @for run in marked.runs(line) { (self::run(&run)) } }
                    (margin(report, marked.ended_in(line), site))
                }
            }
        }
        @if !extraction.warnings.is_empty() {
            ul.warnings { @for warning in &extraction.warnings { li { (Theirs(&warning.message)) } } }
        }
    }
}

/// Writes what is known of a version beside its text.
pub fn facts(version: &VersionInfo) -> Markup {
    let VersionInfo { reference, metadata, sha256, .. } = version;
    html! {
        dl.facts {
            dt { "version" } dd { (Theirs(reference)) }
            @if let Some(byline) = &metadata.byline { dt { "byline" } dd { (Theirs(byline)) } }
            @if let Some(outlet) = &metadata.outlet { dt { "outlet" } dd { (Theirs(outlet)) } }
            @if let Some(url) = &metadata.url { dt { "address" } dd { (address(url)) } }
            @if let Some(at) = metadata.published_at { dt { "published" } dd { (time(at.to_utc())) } }
            @if let Some(at) = metadata.modified_at { dt { "modified" } dd { (time(at.to_utc())) } }
            @if let Some(at) = metadata.captured_at { dt { "captured" } dd { (time(at)) } }
            dt { "SHA-256 of the text" } dd { code { (sha256) } }
            @for doubt in &metadata.doubts { dt { "doubtful" } dd { (doubt.words()) } }
        }
    }
}

/// Writes a stretch marked by what it is, and behind it the number of the claim that ends there.
fn run(MarkedRun { text, part, ends }: &MarkedRun<'_>) -> Markup {
    html! {
        (marked(text, *part))
        @if let Some(id) = ends { sup { a #{ "t" (id.0 + 1) } href={ "#" (id) } { (id.0 + 1) } } }
    }
}

fn marked(text: &str, part: Part) -> Markup {
    html! {
        @match part {
            _ if text.is_empty() => {}
            Part::Plain => (Theirs(text)),
            Part::Content => mark.content { (Theirs(text)) },
            Part::Quote => mark.quote { (Theirs(text)) },
            Part::Source => mark.source { (Theirs(text)) },
            Part::Cue => mark.cue { (Theirs(text)) },
        }
    }
}

/// Writes who makes the claims that end in a paragraph.
fn margin(report: &VersionReport, ended: impl Iterator<Item = ClaimId>, site: Site<'_>) -> Markup {
    let notes = report.margin(ended);
    html! {
        @if !notes.is_empty() {
            ul.margin {
                @for MarginNote { claims, who, is_speaker, what } in &notes {
                    li class=[who.is_none().then_some("own")] {
                        @for id in claims { a #(id) href={ "#t" (id.0 + 1) } { (id.0 + 1) } " " }
                        @match who {
                            Some(who) if *is_speaker => { span.who { (site.speaker(who)) } " " }
                            Some(who) => { span.who { (Theirs(who)) } " " }
                            None => {}
                        }
                        span.what { (what) }
                    }
                }
            }
        }
    }
}
