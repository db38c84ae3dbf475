//! Watching in Markdown: two tables, and an item for each event. Times are UTC.

use super::{MarkdownPage, esc, time};
use crate::report::{WatchEvent, WatchStatusReport, WatchesReport, phrases};
use crate::story::Slug;

pub fn watches(page: &mut MarkdownPage, report: &WatchesReport) {
    page.block(&report.headline());
    if !report.watches.is_empty() {
        page.header(&["number", "address", "what", "every", "looked at", "next", "asked for"]);
    }
    for row in &report.watches {
        page.row(&[
            row.number.to_string(),
            esc(&row.url),
            row.what().to_owned(),
            row.pause(),
            row.pages(),
            row.due_at.map_or(String::new(), time),
            esc(&row.asked()),
        ]);
    }
}

pub fn status(page: &mut MarkdownPage, report: &WatchStatusReport) {
    page.block(&report.headline());
    if !report.targets.is_empty() {
        page.header(&["address", "story", "answered", "changed", "next", "remark"]);
    }
    for target in &report.targets {
        let [checked, changed, due] =
            [target.checked_at, target.changed_at, target.due_at].map(|instant| instant.map_or(String::new(), time));
        let story = esc(target.story.as_ref().map_or("", Slug::as_str));
        page.row(&[esc(&target.url), story, checked, changed, due, esc(&WatchStatusReport::remark(target))]);
    }
}

pub fn event(page: &mut MarkdownPage, event: &WatchEvent) {
    page.item(&format!("{} {}: {}", time(event.at), phrases::label(event.kind.name()), esc(&event.text)));
}
