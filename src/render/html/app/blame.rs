//! Which version brought each claim of a version, and which last changed it.

use maud::html;

use super::{AppPage, beside};
use crate::lineage::Moment;
use crate::render::html::site::Site;
use crate::render::html::text::{Theirs, time};
use crate::report::{BlameReport, encoded, phrases, standalone, words};
use crate::story::VersionNumber;

/// Makes the page of where the claims of a version come from; `numbers` are those of its story.
pub fn blame(report: &BlameReport, numbers: &[VersionNumber], number: VersionNumber, site: Site<'_>) -> String {
    let slug = &report.story.slug;
    let address = format!("/stories/{}", encoded(slug.as_str()));
    let when = |moment: Moment| {
        html! {
            (site.version(slug, moment.version, None, &format!("v{}", moment.version)))
            ", " (time(moment.captured_at))
        }
    };
    let version = &report.version;
    let content = html! {
        nav.contents aria-label="Contents" {
            a href=(address) { "The story" }
            a href={ (address) "/v" (number) } { "The text" }
        }
        @if let Some(readers) = report.readers() { p.explain { (Theirs(&readers)) } }
        @for (claim, blamed) in report.rows() {
            article.entry {
                p.words {
                    span.who {
                        @match version.extraction.speaker_of(claim) {
                            Some(speaker) => (site.speaker(&speaker.name)),
                            None => (Theirs(words::voice(claim, &version.extraction.speakers))),
                        }
                    }
                    ": " (Theirs(&standalone::beside_name(&version.version.body, claim)))
                }
                p.cited {
                    a href={ "/claims/" (blamed.lineage) } { "claim " (blamed.lineage) }
                    " · brought by " (when(blamed.brought))
                    @if let Some(back) = blamed.returned { " · returned with " (when(back)) }
                }
                @if let Some(touch) = &blamed.changed {
                    p.cited { "last changed by " (when(touch.by)) ": " (Theirs(&phrases::labelled(&touch.changes))) }
                }
                @for note in report.notes(blamed) { p.explain { (Theirs(&note)) } }
            }
        }
    };
    let summary = report.headline();
    let page = AppPage {
        before: beside(numbers, number, -1).map(|number| format!("{address}/v{number}/blame")),
        after: beside(numbers, number, 1).map(|number| format!("{address}/v{number}/blame")),
        ..AppPage::new("/", "Where its claims come from", &version.version.reference, &summary)
    };
    page.around(&content)
}
