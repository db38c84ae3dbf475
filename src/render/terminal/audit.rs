//! One speaker over time in the terminal: a dated timeline, then the shifts.
//!
//! It judges nothing: status, order and shifts are the audit's.

use super::page::{Page, Run};
use super::style::Role;
use crate::audit::{Entry, Shift, Status};
use crate::claim::ClaimKind;
use crate::report::{AuditReport, CAVEAT, Spark, TopicsReport, words};

/// Prints an audit.
pub fn audit(page: &mut Page<'_>, report: &AuditReport) {
    let audit = &report.audit;
    page.paragraph(
        &[],
        &[Run::theirs(Role::Heading, &audit.name), Run::ours(Role::Plain, format!(": {}", report.headline()))],
    );
    if !audit.aliases.is_empty() {
        let aliases: Vec<String> = audit.aliases.iter().map(|alias| format!("“{alias}”")).collect();
        page.paragraph(&[Run::ours(Role::Dim, "  also ")], &[Run::theirs(Role::Dim, &aliases.join(", "))]);
    }
    for asked in report.asked() {
        page.paragraph(&[Run::ours(Role::Dim, "  ")], &[Run::theirs(Role::Dim, &asked)]);
    }
    if let Some(Spark { first, last, bars, unit, most }) = report.spark() {
        let scale = format!("  {last} (by {unit}, up to {most})");
        page.line(&[
            Run::ours(Role::Dim, format!("  {first}  ")),
            Run::ours(Role::Plain, bars),
            Run::ours(Role::Dim, scale),
        ]);
    }
    if let Some(held_back) = report.held_back() {
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::ours(Role::Heading, held_back)]);
    }
    for month in report.months() {
        page.blank();
        let count = month.count();
        page.line(&[Run::ours(Role::Heading, month.name), Run::ours(Role::Dim, format!("  {count}"))]);
        for entry in month.entries {
            self::entry(page, report, entry);
        }
    }
    if !audit.shifts.is_empty() {
        page.blank();
        page.line(&[Run::ours(Role::Heading, "Shifts")]);
        page.paragraph(&[Run::ours(Role::Plain, "  ")], &[Run::ours(Role::Dim, CAVEAT)]);
        for shift in &audit.shifts {
            self::shift(page, report, shift);
        }
    }
}

/// Prints the topics of a speaker.
pub fn topics(page: &mut Page<'_>, report: &TopicsReport) {
    page.paragraph(
        &[],
        &[Run::theirs(Role::Heading, &report.name), Run::ours(Role::Plain, format!(": {}", report.headline()))],
    );
    if report.topics.is_empty() {
        return;
    }
    page.blank();
    let rows: Vec<Vec<Run>> = report
        .topics
        .iter()
        .map(|topic| {
            vec![
                Run::theirs(Role::Plain, &topic.phrase),
                Run::ours(Role::Plain, topic.statements.to_string()),
                Run::ours(Role::Plain, topic.stories.to_string()),
                Run::ours(Role::Dim, topic.days()),
            ]
        })
        .collect();
    page.table(&["topic", "statements", "stories", "said"], &rows, 0);
}

fn entry(page: &mut Page<'_>, report: &AuditReport, entry: &Entry) {
    page.paragraph(&[Run::ours(Role::Dim, format!("  {}  ", entry.date()))], &[words_of(entry)]);
    let mut runs = vec![Run::theirs(Role::Dim, &entry.place())];
    if let Some(outlet) = &entry.outlet {
        runs.push(Run::theirs(Role::Dim, &format!(" · {outlet}")));
    }
    if entry.claim.kind != ClaimKind::Quote {
        runs.push(Run::ours(Role::Dim, format!(" · {}", entry.claim.kind.name())));
    }
    runs.extend(entry.dated_by().map(|by| Run::ours(Role::Dim, format!(" · {by}"))));
    runs.extend(report.original(entry).map(|place| Run::theirs(Role::Dim, &format!(" · {place}"))));
    match entry.status {
        Status::Standing => {}
        Status::Altered => runs.push(Run::ours(Role::Changed, " · altered")),
        Status::Withdrawn => {
            runs.push(Run::ours(Role::Removed, format!(" · withdrawn after v{}", entry.last_version)));
        }
    }
    page.paragraph(&[Run::ours(Role::Plain, "    ")], &runs);
    for (version, text) in &entry.earlier {
        page.paragraph(&[Run::ours(Role::Changed, format!("    v{version}: "))], &[Run::theirs(Role::Plain, text)]);
    }
}

fn shift(page: &mut Page<'_>, report: &AuditReport, shift: &Shift) {
    let mut runs = vec![Run::ours(Role::Substantive, shift.kind.name())];
    if !shift.topic.is_empty() {
        runs.push(Run::theirs(Role::Plain, &format!(" on {}", shift.topic)));
    }
    runs.extend(report.id(shift).map(|id| Run::ours(Role::Dim, format!("  {}", id.short()))));
    page.paragraph(&[Run::ours(Role::Dim, "  · ")], &runs);
    if let Some(ruling) = report.ruling(shift) {
        page.paragraph(&[Run::ours(Role::Dim, "    ! ")], &[Run::theirs(Role::Warning, &ruling.line())]);
    }
    for (entry, beside) in report.ends(shift) {
        page.paragraph(&[Run::ours(Role::Dim, format!("    {}  ", entry.date()))], &[words_of(entry)]);
        if let Some(words) = beside {
            page.paragraph(&[Run::ours(Role::Dim, "      rests on: ")], &[Run::theirs(Role::Plain, words)]);
        }
        page.paragraph(&[Run::ours(Role::Plain, "      ")], &[Run::theirs(Role::Dim, &entry.cited())]);
    }
    if !shift.why.is_empty() {
        let why = [
            Run::theirs(Role::Plain, &shift.why),
            Run::ours(Role::Dim, format!(" · confidence {:.2}", shift.confidence)),
        ];
        page.paragraph(&[Run::ours(Role::Dim, "    why: ")], &why);
    }
}

fn words_of(entry: &Entry) -> Run {
    let role = if entry.claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
    Run::theirs(role, &words::content(&entry.body, &entry.claim))
}
