//! A story: what was changed without a note, its versions, where each is from, and the way to any two of them.

use maud::{Markup, html};

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::story as shared;
use crate::render::html::text::Theirs;
use crate::render::html::timeline::timeline;
use crate::report::{StoryReport, encoded};
use crate::story::VersionNumber;

/// Makes the page of a story; `seen` is the latest version when the reader looked last.
pub fn story(report: &StoryReport, seen: Option<VersionNumber>, site: Site<'_>) -> String {
    let story = &report.log.story;
    let address = format!("/stories/{}", encoded(story.slug.as_str()));
    let outlet = report.latest.as_ref().and_then(|latest| latest.version.metadata.outlet.as_deref());
    let latest = story.versions;
    let numbers: Vec<VersionNumber> = report.log.versions.iter().map(|entry| entry.number).collect();
    let content = html! {
        @if let Some(seen) = seen.filter(|seen| *seen < latest) {
            p.notice {
                a href={ (address) "/v" (seen) "..v" (latest) } { "What changed since you last looked" }
                ", v" (seen) " to v" (latest)
            }
        }
        @if let Some(outlet) = outlet { p.outlet { (Theirs(outlet)) " · " code { (story.slug) } } }
        nav.contents aria-label="Contents" {
            a href={ (address) "/v" (latest) } { "The text as it stands" }
            a href={ (address) "/v" (latest) "/blame" } { "Where its claims come from" }
            @if let [first, .., last] = numbers[..] { a href={ (address) "/v" (first) "..v" (last) } { "First against last" } }
        }
        @if let [.., before, latest] = numbers[..] {
            form.listing action={ (address) "/compare" } {
                label { "Compare " (choice("old", before, &numbers)) }
                label { "with " (choice("new", latest, &numbers)) }
                button { "Compare" }
            }
        }
        @if !report.steps.is_empty() { (shared::unnoted(report, site)) }
        section #versions { h2 { "Versions" } (timeline(report)) (shared::versions(report, site)) }
        section #provenance { h2 { "Provenance" } (shared::provenance(report)) }
    };
    let (feed, summary) = (format!("/feeds/stories/{}", encoded(story.slug.as_str())), report.headline());
    AppPage { feed: Some(&feed), ..AppPage::new("/", "The record of a story", &story.title, &summary) }.around(&content)
}

/// Writes the choice of a version.
fn choice(name: &str, chosen: VersionNumber, numbers: &[VersionNumber]) -> Markup {
    html! {
        select name=(name) {
            @for number in numbers { option value=(number) selected[*number == chosen] { "v" (number) } }
        }
    }
}
