//! The stories on record: searched, in an order, page by page.

use maud::{Markup, html};

use super::{AppPage, pages};
use crate::render::html::text::{Theirs, time};
use crate::report::{LastChange, Listing, StoryLine, StoryOrder, encoded};

/// Makes the page of all stories; `is_example` says whether they are the example that comes with the program.
pub fn stories(listing: &Listing<StoryLine>, is_example: bool) -> String {
    let content = html! {
        @if is_example {
            p.notice { "This is the example that comes with the program. It is gone when the app stops." }
        }
        form.listing action="/" {
            label {
                "Stories with "
                input type="search" name="words" value=(Theirs(&listing.query.words)) autocomplete="off";
            }
            label {
                "by " select name="order" {
                    @for order in StoryOrder::ALL {
                        option value=(order.name()) selected[order == listing.query.order] { (order.words()) }
                    }
                }
            }
            button { "Show" }
        }
        @if listing.unknown > 0 {
            p.explain { "Still comparing versions: " (listing.unknown) " of " (listing.total) " stories are to come. "
                "Until then they stand after the others." }
        }
        div.scroll tabindex="0" role="region" aria-label="Stories" {
            table.stories {
                thead { tr {
                    th scope="col" { "story" } th scope="col" { "versions" }
                    th scope="col" { "last substantive change" } th scope="col" { "last captured" }
                } }
                tbody { @for line in &listing.rows { (row(line)) } }
            }
        }
        (pages(listing, |page| {
            format!("/?words={}&order={}&page={page}", encoded(&listing.query.words), listing.query.order.name())
        }))
    };
    let summary = listing.headline();
    let page = AppPage { feed: Some("/feeds/all"), ..AppPage::new("/", "On record", "Stories", &summary) };
    page.around(&content)
}

fn row(line: &StoryLine) -> Markup {
    let story = &line.row.story;
    let address = format!("/stories/{}", encoded(story.slug.as_str()));
    html! {
        tr {
            th scope="row" {
                a href=(address) { (Theirs(&story.title)) }
                span.beside {
                    @if let Some(outlet) = &line.row.outlet { (Theirs(outlet)) " · " }
                    code { (story.slug) }
                }
            }
            td { (story.versions) }
            td {
                @if let LastChange::Made { by, at, .. } = line.last {
                    (time(at))
                    span.beside { a href={ (address) "/v" (by - 1) "..v" (by) } { (line.last.words()) } }
                } @else { span.none { (line.last.words()) } }
            }
            td { (time(line.row.last_captured_at)) }
        }
    }
}
