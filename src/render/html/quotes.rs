//! Utterances in a page: the fullest wording, then each of the others with what went and came.
//!
//! Which of the wordings was said, it does not know.

use maud::{Markup, html};

use super::Page;
use super::search::{cited, voice};
use super::site::Site;
use super::text::{Theirs, wording};
use crate::report::{QuotesReport, words};

/// Makes the page of utterances.
pub fn page(report: &QuotesReport) -> String {
    let content = content(report, Site::ALONE);
    Page { title: &report.asked, kicker: KICKER, summary: &report.headline() }.around(&content)
}

/// What sort of page it is.
pub const KICKER: &str = "One utterance, several wordings";

/// Writes utterances.
pub fn content(report: &QuotesReport, site: Site<'_>) -> Markup {
    html! {
        @for (nth, utterance) in (1..).zip(&report.utterances) {
            section {
                h2 { (nth) ". " (utterance.headline()) }
                @for told in &utterance.wordings {
                    article.entry {
                        @if told.shows_words() {
                            p.words { (Theirs(&words::content(&told.sighting.body, &told.sighting.claim))) }
                        } @else if !told.words.is_empty() {
                            p.words { (wording(&told.words, None)) }
                        }
                        p.cited {
                            strong.status { (told.label()) } ": " (voice(&told.sighting, site)) ", "
                            (told.sighting.dated()) " · " (cited(&told.sighting, site))
                            @if let Some(outlet) = &told.sighting.outlet { " · " (Theirs(outlet)) }
                        }
                    }
                }
            }
        }
    }
}
