//! A report → CSV for a spreadsheet: one row for each entry of a list, under names that do not change.
//!
//! Words are never cut, and no cell can act as a formula: one that begins like a formula gets an apostrophe in front,
//! which a spreadsheet does not show. Only the reports that are lists have this form; of the others nothing is written.
//! An empty list is its names alone. It computes nothing.

mod audit;
mod claims;
mod diff;
mod history;
mod search;

use super::Report;
use super::escape;

/// Renders a report as CSV; empty where a report has no such form.
pub fn render(report: &Report) -> String {
    let mut sheet = CsvSheet::default();
    match report {
        Report::Claims(report) => claims::claims(&mut sheet, &report.version),
        Report::Diff(report) => diff::edits(&mut sheet, std::slice::from_ref(report)),
        Report::Diffs(reports) => diff::edits(&mut sheet, reports),
        Report::DiffStat(report) => diff::counts(&mut sheet, std::slice::from_ref(report)),
        Report::DiffStats(reports) => diff::counts(&mut sheet, reports),
        Report::Log(report) => history::log(&mut sheet, report),
        Report::Audit(report) => audit::audit(&mut sheet, report),
        Report::Topics(report) => audit::topics(&mut sheet, report),
        Report::Search(report) => search::search(&mut sheet, report),
        Report::Stories(report) => history::stories(&mut sheet, report),
        Report::Speakers(report) => history::speakers(&mut sheet, report),
        _ => {}
    }
    sheet.finish()
}

/// Says what a list leaves out, which has no place among its rows.
pub fn held_back(report: &Report) -> Vec<String> {
    match report {
        Report::Diff(report) | Report::DiffStat(report) => report.held_back_line().into_iter().collect(),
        Report::Diffs(reports) | Report::DiffStats(reports) => {
            let line = |report: &crate::report::DiffReport| {
                report.held_back_line().map(|line| format!("{}: {line}", report.title()))
            };
            reports.iter().filter_map(line).collect()
        }
        Report::Claims(report) => report.held_back_line().into_iter().collect(),
        Report::Search(report) => report.held_back().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Several values in one cell.
fn joined(values: impl IntoIterator<Item = impl ToString>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join("; ")
}

/// A value that need not be there.
fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Rows under way, all of one length.
struct CsvSheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for CsvSheet {
    fn default() -> Self {
        Self { writer: csv::Writer::from_writer(Vec::new()) }
    }
}

impl CsvSheet {
    fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        // Writing rows of one length into memory has no way to fail.
        let _ = self.writer.write_record(cells.into_iter().map(|cell| safe(cell.as_ref())));
    }

    fn finish(self) -> String {
        self.writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
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
