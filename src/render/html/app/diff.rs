//! Two versions against each other, part by part, so that a long comparison is read while it is still on its way.

use maud::html;

use super::{AppPage, beside};
use crate::render::html::diff as shared;
use crate::render::html::site::Site;
use crate::report::{DiffReport, encoded};
use crate::story::{Story, VersionNumber};

/// Makes the page of a comparison, one part after the other; `numbers` are those of the story.
pub fn diff<'a>(
    report: &'a DiffReport,
    story: &'a Story,
    numbers: &'a [VersionNumber],
    [old, new]: [VersionNumber; 2],
    site: Site<'a>,
) -> impl Iterator<Item = String> + 'a {
    let address = format!("/stories/{}", encoded(story.slug.as_str()));
    let beside = |places| {
        let [old, new] = [old, new].map(|number| beside(numbers, number, places));
        old.zip(new).map(|(old, new)| format!("{address}/v{old}..v{new}"))
    };
    let (title, summary) = (report.title(), report.headline());
    let page = AppPage {
        // Steps as wide as this one.
        before: beside(-1),
        after: beside(1),
        ..AppPage::new("/", "What changed", &title, &summary)
    };
    let [head, tail] = page.frame();
    let begun = html! {
        nav.contents aria-label="Contents" {
            a href=(address) { "The story" }
            a href={ (address) "/v" (old) } { "The text of v" (old) }
            a href={ (address) "/v" (new) } { "The text of v" (new) }
            a href={ (address) "/v" (new) ".." "v" (old) } { "The other way round" }
        }
        (shared::controls())
        h2 { "Edits" }
    };
    let parts = shared::parts(report, "e", true, site).map(maud::Markup::into_string);
    let before = [head, begun.into_string(), "<section class=\"step\">".to_owned()];
    before.into_iter().chain(parts).chain(["</section>".to_owned(), tail])
}
