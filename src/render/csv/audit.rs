//! What one speaker said, and on what: a row for each wording of a statement, a row for each topic.

use super::{CsvSheet, joined, or_empty};
use crate::render::json::time;
use crate::report::{AuditReport, TopicsReport, words};

const STATEMENT: [&str; 19] = [
    "number",
    "wording",
    "said_on",
    "precision",
    "dated_by",
    "published_at",
    "speaker",
    "kind",
    "statement",
    "story",
    "outlet",
    "first_version",
    "last_version",
    "stood_from",
    "stood_to",
    "status",
    "topic_words",
    "repeats",
    "shifts",
];

pub fn audit(sheet: &mut CsvSheet, report: &AuditReport) {
    sheet.row(STATEMENT);
    for (index, entry) in report.audit.entries.iter().enumerate() {
        for (nth, wording) in (1..).zip(&entry.wordings) {
            let is_last = nth == entry.wordings.len();
            let text = if is_last { words::content(&entry.body, &entry.claim) } else { wording.text.clone() };
            sheet.row([
                (index + 1).to_string(),
                format!("{nth} of {}", entry.wordings.len()),
                wording.said.day.to_string(),
                wording.said.precision.name().to_owned(),
                wording.said.dated_by().to_owned(),
                or_empty(entry.published_at.map(time)),
                report.audit.name.clone(),
                entry.claim.kind.name().to_owned(),
                text,
                entry.story.to_string(),
                entry.outlet.clone().unwrap_or_default(),
                wording.first_version.to_string(),
                wording.last_version.to_string(),
                time(wording.from.at),
                or_empty(wording.to.map(|to| time(to.at))),
                entry.status.name().to_owned(),
                or_empty(entry.topic.as_ref().map(|found| &found.words)),
                or_empty(entry.original.or(entry.same).map(|index| index + 1)),
                if is_last { joined(report.shifts_of(index)) } else { String::new() },
            ]);
        }
    }
}

pub fn topics(sheet: &mut CsvSheet, report: &TopicsReport) {
    sheet.row(["topic", "also", "statements", "stories", "first", "last"]);
    for topic in &report.topics {
        sheet.row([
            topic.phrase.clone(),
            joined(&topic.also),
            topic.statements.to_string(),
            topic.stories.to_string(),
            or_empty(topic.first),
            or_empty(topic.last),
        ]);
    }
}
