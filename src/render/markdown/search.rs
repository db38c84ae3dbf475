//! What a search found, in Markdown: one statement after the other, the words found in bold.

use super::{MarkdownPage, esc};
use crate::report::{SearchReport, words};

/// Writes what was found.
pub(super) fn search(page: &mut MarkdownPage, report: &SearchReport) {
    page.block(&format!("## {}", esc(&report.query)));
    page.block(&esc(&report.headline()));
    for (nth, hit) in (report.skipped + 1..).zip(&report.hits) {
        let sighting = &hit.sighting;
        page.block(&format!("**{nth}.** **{}**, {}", esc(sighting.voice()), sighting.dated()));
        let text: String = hit
            .stretches()
            .iter()
            .map(|stretch| {
                let (before, core, after) = words::edges(&stretch.text);
                let space = |text: &str| if text.is_empty() { "" } else { " " };
                let core = if stretch.is_hit { format!("**{}**", esc(core)) } else { esc(core) };
                format!("{}{core}{}", space(before), space(after))
            })
            .collect();
        page.block(&format!("> {text}"));
        let mut line = format!("{}, {}", esc(&sighting.citation()), sighting.claim.kind.name());
        if let Some(outlet) = &sighting.outlet {
            line = format!("{line}, {}", esc(outlet));
        }
        page.block(&format!("{line}, {}", hit.standing()));
    }
    if let Some(line) = report.held_back() {
        page.block(&line);
    }
}
