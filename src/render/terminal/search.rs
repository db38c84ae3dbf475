//! What a search found, in the terminal: one statement after the other, the words found between asterisks.
//!
//! It ranks nothing and leaves none out.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::claim::ClaimKind;
use crate::report::SearchReport;

/// Prints what was found.
pub fn search(page: &mut TerminalPage<'_>, report: &SearchReport) {
    page.paragraph(&[], &[StyledText::theirs(Meaning::Heading, &report.headline())]);
    for (nth, hit) in (report.skipped + 1..).zip(&report.hits) {
        let sighting = &hit.sighting;
        page.blank();
        let number = format!("{nth}. ");
        let indent = [StyledText::ours(Meaning::Plain, " ".repeat(number.len()))];
        page.paragraph(
            &[StyledText::ours(Meaning::Heading, number)],
            &[
                StyledText::theirs(Meaning::Speaker, sighting.voice()),
                StyledText::ours(Meaning::Dim, format!(" · {} · {}", sighting.dated(), sighting.claim.kind.name())),
            ],
        );
        let meaning = if sighting.claim.kind == ClaimKind::Quote { Meaning::Quote } else { Meaning::Plain };
        let runs: Vec<StyledText> = hit
            .stretches()
            .iter()
            .map(|stretch| match stretch.is_hit {
                true => StyledText::theirs(Meaning::Found, &format!("*{}*", stretch.text)),
                false => StyledText::theirs(meaning, &stretch.text),
            })
            .collect();
        page.paragraph(&indent, &runs);
        let mut runs = vec![StyledText::theirs(Meaning::Dim, &sighting.citation())];
        runs.extend(sighting.outlet.as_ref().map(|outlet| StyledText::theirs(Meaning::Dim, &format!(" · {outlet}"))));
        runs.push(StyledText::ours(Meaning::Dim, format!(" · {}", hit.standing())));
        page.paragraph(&indent, &runs);
    }
    if let Some(line) = report.held_back() {
        page.blank();
        page.line(&[StyledText::ours(Meaning::Dim, line)]);
    }
}
