//! One claim through the versions of its story.

use maud::html;

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::text::{Theirs, time};
use crate::report::{HistoryReport, encoded, phrases};

/// Makes the page of a claim.
pub fn claim(report: &HistoryReport, site: Site<'_>) -> String {
    let slug = &report.story.slug;
    let content = html! {
        nav.contents aria-label="Contents" { a href={ "/stories/" (encoded(slug.as_str())) } { "The story" } }
        @if let Some(readers) = report.readers() { p.explain { (Theirs(&readers)) } }
        @for stretch in &report.life.stretches {
            article.entry {
                h2.turn {
                    strong { (phrases::capital(stretch.turn.name())) } " with "
                    (site.version(slug, stretch.first.version, None, &format!("v{}", stretch.first.version)))
                    ", " (time(stretch.first.captured_at))
                }
                @if !stretch.claims.is_empty() {
                    p.words { span.who { (Theirs(&report.who(stretch))) } ": " (Theirs(&report.words(stretch))) }
                }
                @if !stretch.changes.is_empty() { p.cited { (Theirs(&phrases::labelled(&stretch.changes))) } }
                p.cited { (report.dwell(stretch)) }
                @for note in report.notes(stretch) { p.explain { (Theirs(&note)) } }
            }
        }
    };
    let (title, summary) = (format!("Claim {} of {slug}", report.life.lineage), report.headline());
    AppPage::new("/", "One claim through all versions", &title, &summary).around(&content)
}
