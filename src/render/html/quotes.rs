//! Utterances in a page: the fullest wording, then each of the others with what went and came.
//!
//! Which of the wordings was said, it does not know.

use maud::html;

use super::Page;
use super::text::{Theirs, wording};
use crate::report::{QuotesReport, words};

/// Makes the page of utterances.
pub fn page(report: &QuotesReport) -> String {
    let content = html! {
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
                            strong.status { (told.label()) } ": " (Theirs(told.sighting.voice())) ", "
                            (told.sighting.dated()) " · " (Theirs(&told.sighting.citation()))
                            @if let Some(outlet) = &told.sighting.outlet { " · " (Theirs(outlet)) }
                        }
                    }
                }
            }
        }
    };
    Page { title: &report.asked, kicker: "One utterance, several wordings", summary: &report.headline() }
        .around(&content)
}
