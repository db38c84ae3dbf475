//! The pages of the web app: what stands in reports, with ways from one to the other, and forms where a reader may
//! decide things.
//!
//! They compute nothing; `serve` brings what they show. Style and script are files of the app's own, and nothing else
//! runs or is loaded.

mod begin;
mod blame;
mod claim;
mod decisions;
mod diff;
mod failure;
mod search;
mod speaker;
mod speakers;
mod stories;
mod story;
mod version;
mod watches;

use maud::{DOCTYPE, Markup, html};

use super::text::Theirs;
use crate::report::Listing;
use crate::story::VersionNumber;

pub use begin::begin;
pub use blame::blame;
pub use claim::claim;
pub use decisions::decisions;
pub use diff::diff;
pub use failure::failure;
pub use search::{found, quotes, search};
pub use speaker::speaker;
pub use speakers::speakers;
pub use stories::stories;
pub use story::story;
pub use version::version;
pub use watches::watches;

/// Where the style sheet and the script stand, each with its text.
pub const STYLE: (&str, &str) = ("/assets/page.css", concat!(include_str!("../page.css"), include_str!("app.css")));
pub const SCRIPT: (&str, &str) = ("/assets/page.js", concat!(include_str!("../page.js"), include_str!("app.js")));

/// Returns the number of the version so many places before or after another one of its story; some numbers are those of
/// versions that stand in another story.
fn beside(numbers: &[VersionNumber], number: VersionNumber, places: isize) -> Option<VersionNumber> {
    let at = numbers.iter().position(|one| *one == number)?;
    numbers.get(at.checked_add_signed(places)?).copied()
}

/// What stands around the content of a page of the web app.
struct AppPage<'a> {
    title: &'a str,
    kicker: &'a str,
    summary: &'a str,
    /// The part of the app that it belongs to: the address of one of [`PARTS`].
    part: &'a str,
    /// The words in the search field.
    query: &'a str,
    /// The feed of what the page shows, without its ending.
    feed: Option<&'a str>,
    /// The pages before and after.
    before: Option<String>,
    after: Option<String>,
}

/// The parts of the app, with their names.
const PARTS: [(&str, &str); 4] =
    [("/", "Stories"), ("/speakers", "Speakers"), ("/watches", "Watches"), ("/decisions", "Rulings")];

impl<'a> AppPage<'a> {
    fn new(part: &'a str, kicker: &'a str, title: &'a str, summary: &'a str) -> Self {
        Self { title, kicker, summary, part, query: "", feed: None, before: None, after: None }
    }

    fn around(&self, content: &Markup) -> String {
        let [head, tail] = self.frame();
        format!("{head}{}{tail}", content.0)
    }

    /// Returns what stands before the content and after it.
    fn frame(&self) -> [String; 2] {
        /// Stands where the content goes; no text from outside can hold it, since it is a control character.
        const CONTENT: &str = "\u{1}";
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (Theirs(self.title)) ", " (self.kicker) ", onrecord" }
                    link rel="stylesheet" href=(STYLE.0);
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    @if let Some(feed) = self.feed {
                        link rel="alternate" type="application/atom+xml" title="Changes" href={ (feed) ".atom" };
                        link rel="alternate" type="application/feed+json" title="Changes" href={ (feed) ".json" };
                    }
                    script src=(SCRIPT.0) defer {}
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    nav.site aria-label="Site" {
                        a.brand href="/" { "onrecord" }
                        @for (address, name) in PARTS {
                            a href=(address) aria-current=[(address == self.part).then_some("page")] { (name) }
                        }
                        form role="search" action="/search" {
                            label.unseen for="q" { "Search what was said" }
                            input #q type="search" name="q" value=(Theirs(self.query))
                                placeholder="Search what was said" autocomplete="off" spellcheck="false";
                            button { "Search" }
                        }
                    }
                    header.masthead {
                        p.kicker { (self.kicker) }
                        h1 { (Theirs(self.title)) }
                        p.summary { (Theirs(self.summary)) }
                        @if self.before.is_some() || self.after.is_some() {
                            nav.steps aria-label="Before and after" {
                                @if let Some(address) = &self.before { a rel="prev" href=(address) { "← before" } }
                                @if let Some(address) = &self.after { a rel="next" href=(address) { "after →" } }
                            }
                        }
                    }
                    main #content tabindex="-1" { (CONTENT) }
                    footer.colophon {
                        p {
                            "onrecord " (env!("CARGO_PKG_VERSION")) ". "
                            "It compares words and does not know what is true. A label is the program’s reading: read the words before you rely on it."
                        }
                        @if let Some(feed) = self.feed {
                            p { "Subscribe to these changes: " a href={ (feed) ".atom" } { "Atom" } ", "
                                a href={ (feed) ".json" } { "JSON Feed" } }
                        }
                    }
                }
            }
        };
        let page = page.into_string();
        let (head, tail) = page.split_once(CONTENT).unwrap_or((&page, ""));
        [head.to_owned(), tail.to_owned()]
    }
}

/// Writes the way to the pages of a list before and after this one; `address` says where a page stands.
fn pages<T>(listing: &Listing<T>, address: impl Fn(usize) -> String) -> Markup {
    let (before, after) = listing.beside();
    html! {
        @if let Some(here) = listing.here() {
            nav.pages aria-label="Pages" {
                @if let Some(page) = before { a rel="prev" href=(address(page)) { "← before" } }
                span { (here) }
                @if let Some(page) = after { a rel="next" href=(address(page)) { "after →" } }
            }
        }
    }
}
