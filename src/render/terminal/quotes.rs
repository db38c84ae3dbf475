//! Utterances in the terminal: the fullest wording, then each of the others with what went and came.

use super::diff::wording_runs;
use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::ClaimKind;
use crate::quotes::{Relation, Wording};
use crate::report::{QuotesReport, words};

/// Prints utterances.
pub fn quotes(page: &mut TerminalPage<'_>, report: &QuotesReport) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Heading, &report.headline())]);
    for (nth, utterance) in (1..).zip(&report.utterances) {
        page.blank();
        page.paragraph(
            &[StyledText::ours(Meaning::Heading, format!("{nth}. "))],
            &[StyledText::ours(Meaning::Heading, utterance.headline())],
        );
        for wording in &utterance.wordings {
            self::wording(page, wording);
        }
    }
}

fn wording(page: &mut TerminalPage<'_>, wording: &Wording) {
    let sighting = &wording.sighting;
    let meaning = match wording.relations.iter().min() {
        Some(Relation::Fullest) => Meaning::Heading,
        Some(Relation::NotSaid | Relation::Altered | Relation::OtherSpeaker) => Meaning::Substantive,
        Some(Relation::Same) => Meaning::Dim,
        _ => Meaning::Framing,
    };
    page.blank();
    let mut runs = vec![
        StyledText::ours(meaning, wording.label()),
        StyledText::theirs(Meaning::Plain, &format!(" · {}", sighting.voice())),
        StyledText::theirs(Meaning::Dim, &format!(" · {} · {}", sighting.dated(), sighting.citation())),
    ];
    runs.extend(sighting.outlet.as_ref().map(|outlet| StyledText::theirs(Meaning::Dim, &format!(" · {outlet}"))));
    page.paragraph(&[StyledText::ours(Meaning::Plain, "   ")], &runs);
    let indent = [StyledText::ours(Meaning::Plain, "     ")];
    if wording.shows_words() {
        let meaning = if sighting.claim.kind == ClaimKind::Quote { Meaning::Quote } else { Meaning::Plain };
        page.paragraph(&indent, &[StyledText::theirs(meaning, &words::content(&sighting.body, &sighting.claim))]);
    } else if !wording.words.is_empty() {
        let runs = wording_runs(&wording.words, None);
        page.paragraph(&indent, &runs);
    }
}
