//! Utterances in the terminal: the fullest wording, then each of the others with what went and came.

use super::diff::wording_runs;
use super::page::{Page, Run};
use super::style::Role;
use crate::claim::ClaimKind;
use crate::quotes::{Relation, Wording};
use crate::report::{QuotesReport, words};

/// Prints utterances.
pub fn quotes(page: &mut Page<'_>, report: &QuotesReport) {
    page.paragraph(&[], &[Run::theirs(Role::Heading, &report.headline())]);
    for (nth, utterance) in (1..).zip(&report.utterances) {
        page.blank();
        page.paragraph(
            &[Run::ours(Role::Heading, format!("{nth}. "))],
            &[Run::ours(Role::Heading, utterance.headline())],
        );
        for wording in &utterance.wordings {
            self::wording(page, wording);
        }
    }
}

fn wording(page: &mut Page<'_>, wording: &Wording) {
    let sighting = &wording.sighting;
    let role = match wording.relations.iter().min() {
        Some(Relation::Fullest) => Role::Heading,
        Some(Relation::Altered | Relation::OtherSpeaker) => Role::Substantive,
        Some(Relation::Same) => Role::Dim,
        _ => Role::Framing,
    };
    page.blank();
    let mut runs = vec![
        Run::ours(role, wording.label()),
        Run::theirs(Role::Plain, &format!(" · {}", sighting.voice())),
        Run::theirs(Role::Dim, &format!(" · {} · {}", sighting.dated(), sighting.citation())),
    ];
    runs.extend(sighting.outlet.as_ref().map(|outlet| Run::theirs(Role::Dim, &format!(" · {outlet}"))));
    page.paragraph(&[Run::ours(Role::Plain, "   ")], &runs);
    let indent = [Run::ours(Role::Plain, "     ")];
    if wording.shows_words() {
        let role = if sighting.claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
        page.paragraph(&indent, &[Run::theirs(role, &words::content(&sighting.body, &sighting.claim))]);
    } else if !wording.words.is_empty() {
        let runs = wording_runs(&wording.words, None, page.layout.color);
        page.paragraph(&indent, &runs);
    }
}
