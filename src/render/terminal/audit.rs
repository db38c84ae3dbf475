//! One speaker over time in the terminal: a dated timeline, then the shifts.
//!
//! It judges nothing: status, order and shifts are the audit's.

use super::page::{StyledText, TerminalPage};
use super::style::Meaning;
use crate::audit::{Shift, Status, TimelineEntry};
use crate::claim::ClaimKind;
use crate::report::{self, AuditReport, CAVEAT, ListedEntry, Spark, TopicsReport, standalone};

/// Prints an audit.
pub fn audit(page: &mut TerminalPage<'_>, report: &AuditReport) {
    let audit = &report.audit;
    page.paragraph(
        &[],
        &[
            StyledText::theirs(Meaning::Heading, &audit.name),
            StyledText::ours(Meaning::Plain, format!(": {}", report.headline())),
        ],
    );
    if !audit.aliases.is_empty() {
        let aliases: Vec<String> = audit.aliases.iter().map(|alias| format!("“{alias}”")).collect();
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "  also ")],
            &[StyledText::theirs(Meaning::Dim, &aliases.join(", "))],
        );
    }
    for asked in report.asked() {
        page.paragraph(&[StyledText::ours(Meaning::Dim, "  ")], &[StyledText::theirs(Meaning::Dim, &asked)]);
    }
    if let Some(Spark { first, last, bars, unit, most }) = report.spark() {
        let scale = format!("  {last} (by {unit}, up to {most})");
        page.line(&[
            StyledText::ours(Meaning::Dim, format!("  {first}  ")),
            StyledText::ours(Meaning::Plain, bars),
            StyledText::ours(Meaning::Dim, scale),
        ]);
    }
    if let Some(held_back) = report.held_back() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::ours(Meaning::Heading, held_back)]);
    }
    for line in [report.left_out(), report.dated_by().map(str::to_owned)].into_iter().flatten() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::ours(Meaning::Dim, line)]);
    }
    standpoints(page, report);
    for month in report.months() {
        page.blank();
        let count = month.count();
        page.line(&[
            StyledText::ours(Meaning::Heading, month.name),
            StyledText::ours(Meaning::Dim, format!("  {count}")),
        ]);
        for listed in &month.entries {
            entry(page, report, listed);
        }
    }
    if !audit.shifts.is_empty() {
        page.blank();
        page.line(&[StyledText::ours(Meaning::Heading, "Shifts")]);
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::ours(Meaning::Dim, CAVEAT)]);
        for shift in &audit.shifts {
            self::shift(page, report, shift);
        }
    }
}

/// Prints the topics of a speaker.
pub fn topics(page: &mut TerminalPage<'_>, report: &TopicsReport) {
    page.paragraph(
        &[],
        &[
            StyledText::theirs(Meaning::Heading, &report.name),
            StyledText::ours(Meaning::Plain, format!(": {}", report.headline())),
        ],
    );
    if report.topics.is_empty() {
        return;
    }
    page.blank();
    let rows: Vec<Vec<StyledText>> = report
        .topics
        .iter()
        .map(|topic| {
            vec![
                StyledText::theirs(Meaning::Plain, &topic.phrase),
                StyledText::ours(Meaning::Plain, topic.statements.to_string()),
                StyledText::ours(Meaning::Plain, topic.stories.to_string()),
                StyledText::ours(Meaning::Dim, topic.days()),
                StyledText::theirs(Meaning::Dim, &topic.others()),
            ]
        })
        .collect();
    page.table(&["topic", "statements", "stories", "said", "also"], rows.iter(), 4);
}

/// Prints where the speaker stands, topic by topic.
fn standpoints(page: &mut TerminalPage<'_>, report: &AuditReport) {
    if report.audit.standpoints.is_empty() {
        return;
    }
    page.blank();
    page.line(&[
        StyledText::ours(Meaning::Heading, "By topic"),
        StyledText::ours(Meaning::Dim, "  a sign for each position: + for, − against, · neither"),
    ]);
    let (shown, more) = report.main_topics();
    for of in shown {
        let lines = report.stands(of);
        let now = lines.last().map(|last| format!("  now {}", last.stance())).unwrap_or_default();
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "  ")],
            &[
                StyledText::theirs(Meaning::Heading, &of.topic),
                StyledText::ours(Meaning::Plain, format!("  {}", of.chart())),
                StyledText::ours(Meaning::Dim, now),
            ],
        );
        for line in lines {
            let lead = format!("    {}  {}  ", line.when(), line.stance());
            page.paragraph(&[StyledText::ours(Meaning::Dim, lead)], &[words_of(line.entry)]);
        }
    }
    if let Some(more) = more {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "  ")], &[StyledText::ours(Meaning::Dim, more)]);
    }
}

fn entry(page: &mut TerminalPage<'_>, report: &AuditReport, listed: &ListedEntry<'_>) {
    let entry = listed.entry;
    page.paragraph(&[StyledText::ours(Meaning::Dim, format!("  {}  ", entry.date()))], &[words_of(entry)]);
    let mut runs = vec![StyledText::theirs(Meaning::Dim, &entry.place())];
    if let Some(outlet) = &entry.outlet {
        runs.push(StyledText::theirs(Meaning::Dim, &format!(" · {outlet}")));
    }
    if entry.claim.kind != ClaimKind::Quote {
        runs.push(StyledText::ours(Meaning::Dim, format!(" · {}", entry.claim.kind.name())));
    }
    runs.extend(entry.dated_otherwise().map(|by| StyledText::ours(Meaning::Dim, format!(" · {by}"))));
    runs.extend(report.original(entry).map(|place| StyledText::theirs(Meaning::Dim, &format!(" · {place}"))));
    match entry.status {
        Status::Standing => {}
        Status::Altered => runs.push(StyledText::ours(Meaning::Changed, " · altered")),
        Status::Withdrawn => {
            runs.push(StyledText::ours(Meaning::Removed, format!(" · withdrawn after v{}", entry.last_version)));
        }
    }
    page.paragraph(&[StyledText::ours(Meaning::Plain, "    ")], &runs);
    for other in &listed.repeated {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "    also ")],
            &[StyledText::theirs(Meaning::Dim, &report::told_again(entry, other))],
        );
    }
    for wording in entry.earlier() {
        page.paragraph(
            &[StyledText::ours(Meaning::Changed, format!("    {}: ", wording.stood()))],
            &[StyledText::theirs(Meaning::Plain, &wording.text)],
        );
    }
    if let Some(more) = entry.more_wordings() {
        page.paragraph(&[StyledText::ours(Meaning::Plain, "    ")], &[StyledText::ours(Meaning::Dim, more)]);
    }
}

fn shift(page: &mut TerminalPage<'_>, report: &AuditReport, shift: &Shift) {
    let mut runs = vec![StyledText::ours(Meaning::Substantive, shift.kind.name())];
    if !shift.topic.is_empty() {
        runs.push(StyledText::theirs(Meaning::Plain, &format!(" on {}", shift.topic)));
    }
    runs.extend(report.id(shift).map(|id| StyledText::ours(Meaning::Dim, format!("  {}", id.short()))));
    page.paragraph(&[StyledText::ours(Meaning::Dim, "  · ")], &runs);
    if let Some(ruling) = report.ruling(shift) {
        page.paragraph(
            &[StyledText::ours(Meaning::Dim, "    ! ")],
            &[StyledText::theirs(Meaning::Warning, &ruling.line())],
        );
    }
    for (entry, beside) in report.ends(shift) {
        page.paragraph(&[StyledText::ours(Meaning::Dim, format!("    {}  ", entry.date()))], &[words_of(entry)]);
        if let Some(words) = beside {
            page.paragraph(
                &[StyledText::ours(Meaning::Dim, "      rests on: ")],
                &[StyledText::theirs(Meaning::Plain, words)],
            );
        }
        page.paragraph(
            &[StyledText::ours(Meaning::Plain, "      ")],
            &[StyledText::theirs(Meaning::Dim, &entry.cited())],
        );
    }
    if !shift.why.is_empty() {
        let why = [
            StyledText::theirs(Meaning::Plain, &shift.why),
            StyledText::ours(Meaning::Dim, format!(" · confidence {:.2}", shift.confidence)),
        ];
        page.paragraph(&[StyledText::ours(Meaning::Dim, "    why: ")], &why);
    }
}

fn words_of(entry: &TimelineEntry) -> StyledText {
    let meaning = if entry.claim.kind == ClaimKind::Quote { Meaning::Quote } else { Meaning::Plain };
    StyledText::theirs(meaning, &standalone::beside_name(&entry.body, &entry.claim))
}
