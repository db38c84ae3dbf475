//! What a search found, in the terminal: one statement after the other, the words found between asterisks.
//!
//! It ranks nothing and leaves none out.

use super::page::{Page, Run};
use super::style::Role;
use crate::claim::ClaimKind;
use crate::report::SearchReport;

/// Prints what was found.
pub fn search(page: &mut Page<'_>, report: &SearchReport) {
    page.paragraph(&[], &[Run::theirs(Role::Heading, &report.headline())]);
    for (nth, hit) in (report.skipped + 1..).zip(&report.hits) {
        let sighting = &hit.sighting;
        page.blank();
        let number = format!("{nth}. ");
        let indent = [Run::ours(Role::Plain, " ".repeat(number.len()))];
        page.paragraph(
            &[Run::ours(Role::Heading, number)],
            &[
                Run::theirs(Role::Speaker, sighting.voice()),
                Run::ours(Role::Dim, format!(" · {} · {}", sighting.dated(), sighting.claim.kind.name())),
            ],
        );
        let role = if sighting.claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
        let runs: Vec<Run> = hit
            .stretches()
            .iter()
            .map(|stretch| match stretch.is_hit {
                true => Run::theirs(Role::Found, &format!("*{}*", stretch.text)),
                false => Run::theirs(role, &stretch.text),
            })
            .collect();
        page.paragraph(&indent, &runs);
        let mut runs = vec![Run::theirs(Role::Dim, &sighting.citation())];
        runs.extend(sighting.outlet.as_ref().map(|outlet| Run::theirs(Role::Dim, &format!(" · {outlet}"))));
        runs.push(Run::ours(Role::Dim, format!(" · {}", hit.standing())));
        page.paragraph(&indent, &runs);
    }
    if let Some(line) = report.held_back() {
        page.blank();
        page.line(&[Run::ours(Role::Dim, line)]);
    }
}
