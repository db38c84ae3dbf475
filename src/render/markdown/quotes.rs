//! Utterances in Markdown: the fullest wording, then each of the others with what went and came.

use super::{MarkdownPage, esc};
use crate::report::{QuotesReport, words};

/// Writes utterances.
pub(super) fn quotes(page: &mut MarkdownPage, report: &QuotesReport) {
    page.block(&format!("## {}", esc(&report.headline())));
    for (nth, utterance) in (1..).zip(&report.utterances) {
        page.block(&format!("### {nth}. {}", utterance.headline()));
        for wording in &utterance.wordings {
            let sighting = &wording.sighting;
            let outlet = sighting.outlet.as_ref().map(|outlet| format!(", {}", esc(outlet))).unwrap_or_default();
            page.block(&format!(
                "**{}**: {}, {}, {}{outlet}",
                wording.label(),
                esc(sighting.voice()),
                sighting.dated(),
                esc(&sighting.citation())
            ));
            if wording.shows_words() {
                page.block(&format!("> {}", esc(&words::content(&sighting.body, &sighting.claim))));
            } else if !wording.words.is_empty() {
                page.block(&format!("> {}", wording.words.iter().map(super::wording).collect::<String>()));
            }
        }
    }
}
