//! One speaker over time in Markdown, and what he or she talks about.
//!
//! It judges nothing: status, order and shifts are the audit's.

use super::{MarkdownPage, esc};
use crate::audit::TimelineEntry;
use crate::report::{AuditReport, CAVEAT, TopicsReport, standalone};

/// Prints an audit.
pub fn audit(page: &mut MarkdownPage, report: &AuditReport) {
    let audit = &report.audit;
    page.block(&format!("## {}", esc(&audit.name)));
    page.block(&report.headline());
    if !audit.aliases.is_empty() {
        page.item(&format!("also {}", esc(&audit.aliases.join(", "))));
    }
    for asked in report.asked() {
        page.item(&esc(&asked));
    }
    for line in [report.held_back(), report.left_out()].into_iter().flatten() {
        page.block(&line);
    }
    for month in report.months() {
        let count = month.count();
        page.block(&format!("### {}, {count}", month.name));
        for entry in month.entries {
            self::entry(page, report, entry);
        }
    }
    if !audit.shifts.is_empty() {
        page.block("### Shifts");
        page.block(CAVEAT);
    }
    for shift in &audit.shifts {
        let topic = if shift.topic.is_empty() { String::new() } else { format!(" on {}", esc(&shift.topic)) };
        let (kind, why) = (shift.kind.name(), esc(&shift.why));
        let id = report.id(shift).map(|id| format!(" `{}`", id.short())).unwrap_or_default();
        page.block(&format!("**{kind}**{topic}: {why} (confidence {:.2}){id}", shift.confidence));
        if let Some(ruling) = report.ruling(shift) {
            page.item(&format!("**{}**", esc(&ruling.line())));
        }
        for (end, beside) in report.ends(shift) {
            let words = esc(&standalone::beside_name(&end.body, &end.claim));
            let beside = beside.map(|words| format!(", rests on: {}", esc(words)));
            page.item(&format!("{}: {words} ({}){}", end.date(), esc(&end.cited()), beside.unwrap_or_default()));
        }
    }
}

/// Prints the topics of a speaker.
pub fn topics(page: &mut MarkdownPage, report: &TopicsReport) {
    page.block(&format!("## {}", esc(&report.name)));
    page.block(&report.headline());
    if !report.topics.is_empty() {
        page.header(&["topic", "statements", "stories", "said"]);
    }
    for topic in &report.topics {
        let (statements, stories) = (topic.statements.to_string(), topic.stories.to_string());
        page.row(&[esc(&topic.phrase), statements, stories, topic.days()]);
    }
}

fn entry(page: &mut MarkdownPage, report: &AuditReport, entry: &TimelineEntry) {
    page.block(&format!("> {}", esc(&standalone::beside_name(&entry.body, &entry.claim))));
    let mut line = format!("{}, {}, {}", entry.date(), esc(&entry.cited()), entry.claim.kind.name());
    for more in [entry.dated_by().map(str::to_owned), report.original(entry)].into_iter().flatten() {
        line = format!("{line}, {}", esc(&more));
    }
    page.block(&format!("{line}, **{}**", entry.status.name()));
    for (version, text) in &entry.earlier {
        page.item(&format!("v{version}: {}", esc(text)));
    }
}
