//! What a search found, in a page: each statement with the words that were looked for, and where it stands.
//!
//! It ranks nothing: the order is the report's.

use maud::html;

use super::Page;
use super::text::Theirs;
use crate::report::SearchReport;

/// Makes the page of a search.
pub fn page(report: &SearchReport) -> String {
    let content = html! {
        ol.hits start=(report.skipped + 1) {
            @for hit in &report.hits {
                li {
                    p.words {
                        @for stretch in hit.stretches() {
                            @if stretch.is_hit { mark.hit { (Theirs(&stretch.text)) } } @else { (Theirs(&stretch.text)) }
                        }
                    }
                    p.cited {
                        span.who { (Theirs(hit.sighting.voice())) } ", " (hit.sighting.claim.kind.name()) ", "
                        (hit.sighting.dated()) " · " code { (Theirs(&hit.sighting.citation())) } " · "
                        (hit.standing())
                        @if let Some(outlet) = &hit.sighting.outlet { " · " (Theirs(outlet)) }
                    }
                }
            }
        }
        @if let Some(line) = report.held_back() { p.held-back { (line) } }
    };
    Page { title: report.subject(), kicker: "What was said", summary: &report.headline() }.around(&content)
}
