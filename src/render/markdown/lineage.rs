//! Claims followed through versions, in Markdown: `blame` as a table, `history` stretch by stretch.

use super::{MarkdownPage, esc, time};
use crate::lineage::Moment;
use crate::report::{BlameReport, HistoryReport, phrases, words};

/// Writes where each claim of a version comes from.
pub(super) fn blame(page: &mut MarkdownPage, report: &BlameReport) {
    let version = &report.version;
    page.block(&format!("## {}", esc(&version.version.reference)));
    page.block(&esc(&report.headline()));
    if let Some(readers) = report.readers() {
        page.block(&esc(&readers));
    }
    if !report.blame.claims.is_empty() {
        page.header(&["claim", "brought", "last changed", "what changed", "speaker", "words"]);
    }
    for (claim, blamed) in report.rows() {
        let mut brought = when(blamed.brought);
        if let Some(back) = blamed.returned {
            brought.push_str(&format!("; returned {}", when(back)));
        }
        for note in report.notes(blamed) {
            brought.push_str(&format!("; {}", esc(&note)));
        }
        let touch = blamed.changed.as_ref();
        page.row(&[
            blamed.lineage.to_string(),
            brought,
            touch.map_or(String::new(), |touch| when(touch.by)),
            touch.map_or(String::new(), |touch| esc(&phrases::labelled(&touch.changes))),
            esc(words::voice(claim, &version.extraction.speakers)),
            esc(&words::sentence(&version.version.body, std::slice::from_ref(claim))),
        ]);
    }
}

/// Writes what one claim went through.
pub(super) fn history(page: &mut MarkdownPage, report: &HistoryReport) {
    page.block(&format!("## Claim {} of {}", report.life.lineage, esc(report.story.slug.as_str())));
    page.block(&esc(&report.headline()));
    if let Some(readers) = report.readers() {
        page.block(&esc(&readers));
    }
    for stretch in &report.life.stretches {
        page.block(&format!("### {}: {}", when(stretch.first), stretch.turn.name()));
        page.block(&report.dwell(stretch));
        if !stretch.claims.is_empty() {
            page.block(&format!("> {}: {}", esc(&report.who(stretch)), esc(&report.words(stretch))));
        }
        page.tight = false;
        for change in &stretch.changes {
            page.item(&esc(&phrases::labelled(std::slice::from_ref(change))));
        }
        for note in report.notes(stretch) {
            page.item(&esc(&note));
        }
    }
}

fn when(moment: Moment) -> String {
    format!("v{} ({})", moment.version, time(moment.captured_at))
}
