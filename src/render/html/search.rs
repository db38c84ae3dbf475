//! What a search found, in a page: each statement with the words that were looked for, and where it stands.
//!
//! It ranks nothing: the order is the report's.

use maud::{Markup, html};

use super::Page;
use super::site::Site;
use super::text::Theirs;
use crate::report::SearchReport;
use crate::sighting::Sighting;

/// Makes the page of a search.
pub fn page(report: &SearchReport) -> String {
    let content = content(report, Site::ALONE);
    Page { title: report.subject(), kicker: "What was said", summary: &report.headline() }.around(&content)
}

/// Writes what was found.
pub fn content(report: &SearchReport, site: Site<'_>) -> Markup {
    html! {
        ol.hits start=(report.skipped + 1) {
            @for hit in &report.hits {
                li {
                    p.words {
                        @for stretch in hit.stretches() {
                            @if stretch.is_hit { mark.hit { (Theirs(&stretch.text)) } } @else { (Theirs(&stretch.text)) }
                        }
                    }
                    p.cited {
                        span.who { (voice(&hit.sighting, site)) } ", " (hit.sighting.claim.kind.name()) ", "
                        (hit.sighting.dated()) " · " code { (cited(&hit.sighting, site)) } " · "
                        (hit.standing())
                        @if let Some(outlet) = &hit.sighting.outlet { " · " (Theirs(outlet)) }
                    }
                }
            }
        }
        @if let Some(line) = report.held_back().filter(|_| !site.in_app) { p.held-back { (line) } }
    }
}

/// Writes who says what was found.
pub fn voice(sighting: &Sighting, site: Site<'_>) -> Markup {
    match sighting.names.first() {
        Some(name) => site.speaker(name),
        None => html! { (Theirs(sighting.voice())) },
    }
}

/// Writes where it stands.
pub fn cited(sighting: &Sighting, site: Site<'_>) -> Markup {
    let Sighting { story, version, claim, .. } = sighting;
    site.version(story, *version, Some(claim.id.0), &sighting.citation())
}
