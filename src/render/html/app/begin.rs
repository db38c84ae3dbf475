//! The first page of an app that has no history yet: how to begin.

use maud::html;

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::text::Theirs;

/// Makes the page that says how to begin; `path` is where a history would be.
pub fn begin(path: &str, site: Site<'_>) -> String {
    let content = html! {
        section {
            h2 { "See what it does" }
            p { "Five versions of an invented story come with the program." }
            form method="post" action="/example" { (site.token_field()) button.main { "Open the example" } }
            p.explain { "It is kept only while the app runs, and beside your own history, never in it." }
        }
        section {
            h2 { "Begin your own" }
            ol.begin {
                li { "Save a story, and save it again when it has changed, as a text, a web page, a PDF or a mail."
                    pre { code { "onrecord ingest story-1.txt story-2.txt --story my-story" } } }
                li { "Or let the program look at its page for you."
                    pre { code { "onrecord watch add https://…\nonrecord watch run" } } }
                li { "Or bring the versions that a web archive or another tool has kept."
                    pre { code { "onrecord import wayback https://…" } } }
            }
            p { "The history is made at " code { (Theirs(path)) } ". Then load this page anew." }
        }
    };
    AppPage::new("/", "Keeps news on the record", "No history yet", "There is no story on record so far.")
        .around(&content)
}
