//! One speaker over time in the terminal: a dated timeline, then the shifts.
//!
//! It judges nothing: status, order and shifts are the audit's.

use super::page::{Page, Run};
use super::style::Role;
use crate::audit::{Entry, Shift, Status};
use crate::claim::ClaimKind;
use crate::report::{AuditReport, words};

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
    if let Some(topic) = &audit.topic {
        page.paragraph(&[Run::ours(Role::Dim, "  on ")], &[Run::theirs(Role::Dim, topic)]);
    }
    for day in report.days() {
        page.blank();
        page.line(&[Run::ours(Role::Heading, day.name)]);
        for entry in day.entries {
            self::entry(page, entry);
        }
    }
    if !audit.shifts.is_empty() {
        page.blank();
        page.line(&[Run::ours(Role::Heading, "Shifts")]);
        for shift in &audit.shifts {
            self::shift(page, report, shift);
        }
    }
}

fn entry(page: &mut Page<'_>, entry: &Entry) {
    page.paragraph(&[Run::ours(Role::Plain, "  ")], &[words_of(entry)]);
    let mut runs = vec![Run::theirs(Role::Dim, &entry.place())];
    if let Some(outlet) = &entry.outlet {
        runs.push(Run::theirs(Role::Dim, &format!(" · {outlet}")));
    }
    if entry.claim.kind != ClaimKind::Quote {
        runs.push(Run::ours(Role::Dim, format!(" · {}", entry.claim.kind.name())));
    }
    runs.extend(entry.dated_by().map(|by| Run::ours(Role::Dim, format!(" · {by}"))));
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
    page.paragraph(&[Run::ours(Role::Dim, "  · ")], &runs);
    for entry in report.ends(shift) {
        page.paragraph(&[Run::ours(Role::Dim, format!("    {}  ", entry.date()))], &[words_of(entry)]);
    }
    if !shift.why.is_empty() {
        page.paragraph(&[Run::ours(Role::Dim, "    why: ")], &[Run::theirs(Role::Plain, &shift.why)]);
    }
}

fn words_of(entry: &Entry) -> Run {
    let role = if entry.claim.kind == ClaimKind::Quote { Role::Quote } else { Role::Plain };
    Run::theirs(role, &words::content(&entry.body, &entry.claim))
}
