//! A version's text as its readers saw it, with its claims marked where they stand and, in the margin, who said what.
//!
//! It leaves no word of the text out.

use maud::{Markup, html};

use super::Page;
use super::text::{Theirs, address, time};
use crate::claim::{Claim, ClaimId, ClaimKind, Span};
use crate::report::words::{self, Part};
use crate::report::{VersionInfo, VersionReport};

/// Makes the page of one version.
pub fn page(report: &VersionReport) -> String {
    let title = report.version.metadata.headline.as_deref().unwrap_or(&report.version.reference);
    let content = html! { (facts(&report.version)) (article(report)) };
    Page { title, kicker: "Who said what", summary: &report.headline() }.around(&content)
}

/// Writes the text of a version with its claims.
pub fn article(report: &VersionReport) -> Markup {
    let VersionReport { version, extraction, .. } = report;
    let body = version.body.as_str();
    let parts = words::parts(body, Span::new(0, body.len()), &extraction.claims);
    // Where a claim ends, marks around it included, its number is shown.
    let mut ends: Vec<(usize, ClaimId)> =
        extraction.claims.iter().map(|claim| (words::widened(body, claim.span).end, claim.id)).collect();
    ends.sort_unstable();
    let mut start = 0;
    let mut paragraphs: Vec<Span> = Vec::new();
    for line in body.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        if !line.trim().is_empty() {
            paragraphs.push(span);
        }
    }
    html! {
        p.key {
            mark.quote { "quoted" } " " mark.content { "reported" } " " mark.source { "source" } " " mark.cue { "cue" }
            "; a number ends a claim, and stands in the margin with who makes it"
        }
        div.text {
            @for span in paragraphs {
                div.paragraph {
                    p { (runs(body, span, &parts, &ends)) }
                    (margin(report, &ends, span))
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
        }
    }
}

/// Writes one paragraph: its stretches marked by what they are, with the numbers of the claims that end in it.
fn runs(body: &str, span: Span, parts: &[(Span, Part)], ends: &[(usize, ClaimId)]) -> Markup {
    let first = parts.partition_point(|(part, _)| part.end <= span.start);
    html! {
        @for (part, what) in parts[first..].iter().take_while(|(part, _)| part.start < span.end) {
            @let (from, to) = (part.start.max(span.start), part.end.min(span.end));
            @let ended: Vec<&(usize, ClaimId)> = ends.iter().filter(|(end, _)| from < *end && *end <= to).collect();
            @let starts = std::iter::once(from).chain(ended.iter().map(|(end, _)| *end));
            @let stops = ended.iter().map(|(end, id)| (*end, Some(*id))).chain([(to, None)]);
            @for (start, (stop, id)) in starts.zip(stops) {
                (marked(body.get(start..stop).unwrap_or_default(), *what))
                @if let Some(id) = id { sup { a #{ "t" (id.0 + 1) } href={ "#" (id) } { (id.0 + 1) } } }
            }
        }
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

/// Writes who makes the claims that end in a paragraph; the outlet's own stand together in one line.
fn margin(report: &VersionReport, ends: &[(usize, ClaimId)], span: Span) -> Markup {
    let first = ends.partition_point(|(end, _)| *end <= span.start);
    let ended = ends[first..].iter().take_while(|(end, _)| *end <= span.end).map(|(_, id)| *id);
    let claims = ended.filter_map(|id| report.extraction.claims.get(id.0 as usize));
    let (own, others): (Vec<&Claim>, Vec<&Claim>) = claims.partition(|claim| claim.kind == ClaimKind::Fact);
    let back = |claim: &Claim| html! { a #(claim.id) href={ "#t" (claim.id.0 + 1) } { (claim.id.0 + 1) } };
    html! {
        @if !own.is_empty() || !others.is_empty() {
            ul.margin {
                @for claim in others {
                    li {
                        (back(claim)) " "
                        span.who { (Theirs(words::voice(claim, &report.extraction.speakers))) } " "
                        span.what { (claim.kind.name()) @for flag in words::flags(claim) { ", " (flag) } }
                    }
                }
                @if !own.is_empty() {
                    li.own { @for claim in own { (back(claim)) " " } span.what { "in the outlet’s own voice" } }
                }
            }
        }
    }
}
