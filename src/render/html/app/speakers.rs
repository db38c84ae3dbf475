//! Who speaks, page by page, and who is likely one.

use maud::html;

use super::{AppPage, pages};
use crate::curation::{SpeakerRow, Suggestion};
use crate::render::html::site::Site;
use crate::render::html::text::Theirs;
use crate::report::{Listing, encoded};

/// Makes the page of all speakers; `suggestions` are the pairs of names that are likely one speaker's.
pub fn speakers(listing: &Listing<SpeakerRow>, suggestions: &[Suggestion], site: Site<'_>) -> String {
    let content = html! {
        form.listing action="/speakers" {
            label {
                "Speakers with "
                input type="search" name="words" value=(Theirs(&listing.query.words)) autocomplete="off";
            }
            button { "Show" }
        }
        div.scroll tabindex="0" role="region" aria-label="Speakers" {
            table.speakers {
                thead { tr {
                    th scope="col" { "speaker" } th scope="col" { "claims" } th scope="col" { "stories" }
                    th scope="col" { "kind" } th scope="col" { "role" }
                } }
                tbody {
                    @for row in &listing.rows {
                        tr {
                            th scope="row" {
                                (site.speaker(&row.name))
                                @if !row.aliases.is_empty() {
                                    span.beside { "also " (Theirs(&row.aliases.join(", "))) }
                                }
                            }
                            td { (row.claims) }
                            td { (row.stories) }
                            td { (row.kind.name()) }
                            td { (Theirs(row.role.as_deref().unwrap_or_default())) }
                        }
                    }
                }
            }
        }
        (pages(listing, |page| format!("/speakers?words={}&page={page}", encoded(&listing.query.words))))
        @if !suggestions.is_empty() {
            section {
                h2 { "Likely one speaker" }
                @for pair in suggestions {
                    article.entry {
                        p {
                            (site.speaker(&pair.name)) " and " (site.speaker(&pair.other))
                            ", likeness " (format!("{:.2}", pair.score))
                        }
                        ul.wordings {
                            @for reason in &pair.speaks_for { li { "for it: " (Theirs(reason)) } }
                            @for reason in &pair.against { li { "against it: " (Theirs(reason)) } }
                        }
                        @if site.token.is_some() {
                            form.decide method="post" action="/people" {
                                (site.token_field())
                                input type="hidden" name="name" value=(Theirs(&pair.name));
                                input type="hidden" name="other" value=(Theirs(&pair.other));
                                button name="do" value="merge" { "They are one" }
                                button name="do" value="part" { "They are two" }
                            }
                        }
                    }
                }
            }
        }
    };
    let summary = listing.headline();
    AppPage::new("/speakers", "Who speaks", "Speakers", &summary).around(&content)
}
