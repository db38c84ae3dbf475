//! Where a page stands: alone, or in the web app, where names lead to other pages and a reader may decide things.

use maud::{Markup, html};

use super::text::Theirs;
use crate::report::encoded;
use crate::story::{Slug, VersionNumber};

/// Where a page stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Site<'a> {
    /// Whether the other pages of the web app are there to lead to.
    pub in_app: bool,
    /// What a form must bring to be heard; `None` where nothing may be written.
    pub token: Option<&'a str>,
}

impl Site<'_> {
    /// A page that leads nowhere.
    pub const ALONE: Site<'static> = Site { in_app: false, token: None };

    /// Writes a speaker's name; in the web app it leads to what he or she has said.
    pub fn speaker(self, name: &str) -> Markup {
        html! {
            @if self.in_app { a.speaker href={ "/speakers/" (encoded(name)) } { (Theirs(name)) } }
            @else { (Theirs(name)) }
        }
    }

    /// Writes words that name a version; in the web app they lead to it, and there to a claim.
    pub fn version(self, story: &Slug, number: VersionNumber, claim: Option<u32>, words: &str) -> Markup {
        html! {
            @if self.in_app {
                @let anchor = claim.map(|claim| format!("#t{}", claim + 1)).unwrap_or_default();
                a href={ "/stories/" (encoded(story.as_str())) "/v" (number) (anchor) } { (Theirs(words)) }
            } @else { (Theirs(words)) }
        }
    }

    /// Writes the hidden field by which a form is heard.
    pub fn token_field(self) -> Markup {
        html! { @if let Some(token) = self.token { input type="hidden" name="token" value=(token); } }
    }
}
