//! One version: its text with the claims in it.

use maud::html;

use super::{AppPage, beside};
use crate::render::html::article;
use crate::render::html::site::Site;
use crate::report::{VersionReport, encoded};
use crate::story::{Story, VersionNumber};

/// Makes the page of a version; `numbers` are those of its story.
pub fn version(
    report: &VersionReport,
    story: &Story,
    numbers: &[VersionNumber],
    number: VersionNumber,
    site: Site<'_>,
) -> String {
    let [before, after] = [-1, 1].map(|places| beside(numbers, number, places));
    let address = format!("/stories/{}", encoded(story.slug.as_str()));
    let content = html! {
        nav.contents aria-label="Contents" {
            a href=(address) { "The story" }
            a href={ (address) "/v" (number) "/blame" } { "Where its claims come from" }
            @if let Some(before) = before { a href={ (address) "/v" (before) "..v" (number) } { "What it changed" } }
            @if number < story.versions {
                a href={ (address) "/v" (number) "..v" (story.versions) } { "What changed since" }
            }
        }
        (article::facts(&report.version))
        (article::article(report, site))
    };
    let title = report.version.metadata.headline.as_deref().unwrap_or(&report.version.reference);
    let summary = report.headline();
    let page = AppPage {
        before: before.map(|number| format!("{address}/v{number}")),
        after: after.map(|number| format!("{address}/v{number}")),
        ..AppPage::new("/", "Who said what", title, &summary)
    };
    page.around(&content)
}
