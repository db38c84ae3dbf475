//! A report → CSV for a spreadsheet: one row for each entry of a list; of a statement, one for each wording.
//!
//! No cell can act as a formula: one that begins like a formula gets an apostrophe in front, which a spreadsheet does
//! not show. Only the reports that are one list have this form; of the others nothing is written. It computes nothing.

use super::Report;
use super::escape;
use super::json::time;
use crate::report::{AuditReport, TopicsReport, words};

/// Renders a report as CSV; empty where a report has no such form.
pub fn render(report: &Report) -> String {
    let rows = match report {
        Report::Audit(report) => audit(report),
        Report::Topics(report) => topics(report),
        _ => Vec::new(),
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing rows of one length into memory has no way to fail.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn audit(report: &AuditReport) -> Vec<Vec<String>> {
    let names = [
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
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for (index, entry) in report.audit.entries.iter().enumerate() {
        for (nth, wording) in (1..).zip(&entry.wordings) {
            let is_last = nth == entry.wordings.len();
            let text = if is_last { words::content(&entry.body, &entry.claim) } else { wording.text.clone() };
            rows.push(vec![
                (index + 1).to_string(),
                format!("{nth} of {}", entry.wordings.len()),
                wording.said.day.to_string(),
                wording.said.precision.name().to_owned(),
                wording.said.dated_by().to_owned(),
                entry.published_at.map(time).unwrap_or_default(),
                report.audit.name.clone(),
                entry.claim.kind.name().to_owned(),
                text,
                entry.story.to_string(),
                entry.outlet.clone().unwrap_or_default(),
                wording.first_version.to_string(),
                wording.last_version.to_string(),
                time(wording.from.at),
                wording.to.map(|to| time(to.at)).unwrap_or_default(),
                entry.status.name().to_owned(),
                entry.topic.as_ref().map(|found| found.words.clone()).unwrap_or_default(),
                entry.original.or(entry.same).map(|index| (index + 1).to_string()).unwrap_or_default(),
                if is_last { report.shifts_of(index).join("; ") } else { String::new() },
            ]);
        }
    }
    rows
}

fn topics(report: &TopicsReport) -> Vec<Vec<String>> {
    let mut rows = vec![["topic", "also", "statements", "stories", "first", "last"].map(str::to_owned).to_vec()];
    rows.extend(report.topics.iter().map(|topic| {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        vec![
            topic.phrase.clone(),
            topic.also.join("; "),
            topic.statements.to_string(),
            topic.stories.to_string(),
            day(topic.first),
            day(topic.last),
        ]
    }));
    rows
}

/// Makes a cell one line that can do no harm.
fn safe(cell: &str) -> String {
    let line = escape::line(cell);
    let acts = line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if acts { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        assert_eq!(safe("=HYPERLINK(\"https://evil.example\")"), "'=HYPERLINK(\"https://evil.example\")");
        assert_eq!(safe(" @SUM(A1)"), "' @SUM(A1)");
        assert_eq!(safe("\t-1+1"), "' -1+1");
        assert_eq!(safe("We will, he said"), "We will, he said");
    }

    proptest! {
        #[test]
        fn no_cell_begins_like_a_formula(text in any::<String>()) {
            let cell = safe(&text);
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
            prop_assert!(!cell.contains(['\n', '\r', '\t']));
        }
    }
}
