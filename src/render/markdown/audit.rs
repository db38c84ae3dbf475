//! One speaker over time in Markdown, and what he or she talks about.
//!
//! It judges nothing: status, order and shifts are the audit's.

use super::{MarkdownPage, esc};
use crate::report::{self, AuditReport, CAVEAT, ListedEntry, TopicsReport, standalone};

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
    for line in [report.held_back(), report.left_out(), report.dated_by().map(str::to_owned)].into_iter().flatten() {
        page.block(&line);
    }
    standpoints(page, report);
    for month in report.months() {
        let count = month.count();
        page.block(&format!("### {}, {count}", month.name));
        for listed in &month.entries {
            entry(page, report, listed);
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
        page.header(&["topic", "statements", "stories", "said", "also"]);
    }
    for topic in &report.topics {
        let (statements, stories) = (topic.statements.to_string(), topic.stories.to_string());
        page.row(&[esc(&topic.phrase), statements, stories, topic.days(), esc(&topic.others())]);
    }
}

/// Prints where the speaker stands, topic by topic.
fn standpoints(page: &mut MarkdownPage, report: &AuditReport) {
    if report.audit.standpoints.is_empty() {
        return;
    }
    page.block("### By topic");
    page.block("A sign for each position: + for, − against, · neither.");
    for of in &report.audit.standpoints {
        page.block(&format!("**{}** {}", esc(&of.topic), esc(&of.chart())));
        for line in report.stands(of) {
            let words = esc(&standalone::beside_name(&line.entry.body, &line.entry.claim));
            page.item(&format!("{}: {}: {words} ({})", line.when(), line.stance(), esc(&line.entry.cited())));
        }
    }
}

fn entry(page: &mut MarkdownPage, report: &AuditReport, listed: &ListedEntry<'_>) {
    let entry = listed.entry;
    page.block(&format!("> {}", esc(&standalone::beside_name(&entry.body, &entry.claim))));
    let mut line = format!("{}, {}, {}", entry.date(), esc(&entry.cited()), entry.claim.kind.name());
    for more in [entry.dated_otherwise().map(str::to_owned), report.original(entry)].into_iter().flatten() {
        line = format!("{line}, {}", esc(&more));
    }
    page.block(&format!("{line}, **{}**", entry.status.name()));
    for other in &listed.repeated {
        page.item(&format!("also {}", esc(&report::told_again(entry, other))));
    }
    for wording in entry.earlier() {
        page.item(&format!("{}: {}", wording.stood(), esc(&wording.text)));
    }
    if let Some(more) = entry.more_wordings() {
        page.item(&more);
    }
}
