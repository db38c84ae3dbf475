//! One version: its text with the claims in it.

use maud::html;

use super::AppPage;
use crate::render::html::article;
use crate::render::html::site::Site;
use crate::report::{VersionReport, encoded};
use crate::story::{Story, VersionNumber};

/// Makes the page of a version.
pub fn version(report: &VersionReport, story: &Story, number: VersionNumber, site: Site<'_>) -> String {
    let address = format!("/stories/{}", encoded(story.slug.as_str()));
    let content = html! {
        nav.contents aria-label="Contents" {
            a href=(address) { "The story" }
            a href={ (address) "/v" (number) "/blame" } { "Where its claims come from" }
            @if number > 1 { a href={ (address) "/v" (number - 1) "..v" (number) } { "What it changed" } }
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
        before: (number > 1).then(|| format!("{address}/v{}", number - 1)),
        after: (number < story.versions).then(|| format!("{address}/v{}", number + 1)),
        ..AppPage::new("/", "Who said what", title, &summary)
    };
    page.around(&content)
}
