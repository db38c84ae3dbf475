//! A page that says why there is none.

use maud::html;

use super::AppPage;
use crate::render::html::text::Theirs;

/// Makes the page of a failure: what is wrong, and the next step where there is one.
pub fn failure(title: &str, message: &str, hint: Option<&str>) -> String {
    let content = html! {
        @if let Some(hint) = hint { p { (Theirs(hint)) } }
        p { a href="/" { "All stories" } }
    };
    AppPage::new("", "onrecord", title, message).around(&content)
}
