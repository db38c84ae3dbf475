//! Claims, edits and audits as rows: JSON lines for programs, CSV for spreadsheets.
//!
//! A row is exactly what `claims`, `diff` and `audit` print of the thing: both have one renderer.

use std::collections::BTreeSet;
use std::io::Write;

use super::{Error, Scope};
use crate::ask::{self, AuditQuestion};
use crate::lookup;
use crate::render::{Report, csv, json};
use crate::report::{ClaimFilter, ClaimsReport};
use crate::store::History;
use crate::story::Slug;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    Jsonl,
    Csv,
}

/// Writes the claims of all versions in the scope.
pub fn claims(history: &History, scope: &Scope, format: RowFormat, out: &mut dyn Write) -> Result<(), Error> {
    let mut rows = Rows::new(format, out);
    scope.each_version(history, |version| {
        let report = ClaimsReport::new(ask::report_of(version, false), &ClaimFilter::default());
        rows.add(&Report::Claims(report))
    })
}

/// Writes the edits from each version in the scope to the next.
pub fn edits(history: &History, scope: &Scope, format: RowFormat, out: &mut dyn Write) -> Result<(), Error> {
    let mut rows = Rows::new(format, out);
    // Where nothing was ever edited, the names of the columns are there all the same.
    rows.add(&Report::Diffs(Vec::new()))?;
    scope.each_step(history, |step| rows.add(&Report::Diff(step)))
}

/// Writes the audit of one speaker, or of each who says something in the named stories, or anywhere. An audit is whole,
/// whichever stories are named.
///
/// Returns the names that several people bear, who were left out.
pub fn audits(
    history: &History,
    stories: &[Slug],
    speaker: Option<&str>,
    format: RowFormat,
    out: &mut dyn Write,
) -> Result<Vec<String>, Error> {
    let mut rows = Rows::new(format, out);
    let question = |name: &str| AuditQuestion { name: name.to_owned(), ..AuditQuestion::default() };
    if let Some(name) = speaker {
        rows.add(&Report::Audit(ask::audit(history, &question(name))?.0))?;
        return Ok(Vec::new());
    }
    let scope = Scope::new(history, stories, None)?;
    let (mut done, mut left_out) = (BTreeSet::new(), Vec::new());
    for name in lookup::speakers(history)?.into_iter().map(|row| row.name) {
        let appearances = lookup::appearances(history, &name)?;
        let is_meant = |slug: &Slug| scope.stories().iter().any(|story| story.slug == *slug);
        if !appearances.iter().any(|one| one.claims > 0 && is_meant(&one.story)) {
            continue;
        }
        match ask::audit(history, &question(&name)) {
            Ok((report, _)) if !done.insert(report.audit.name.clone()) => {}
            Ok((report, _)) => rows.add(&Report::Audit(report))?,
            Err(ask::Error::Question { .. }) => left_out.push(name),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(left_out)
}

/// Rows under way.
struct Rows<'a> {
    format: RowFormat,
    out: &'a mut dyn Write,
    /// Whether the names of the columns are written.
    is_begun: bool,
}

impl<'a> Rows<'a> {
    fn new(format: RowFormat, out: &'a mut dyn Write) -> Self {
        Self { format, out, is_begun: false }
    }

    /// Writes the rows of a report.
    fn add(&mut self, report: &Report) -> Result<(), Error> {
        let text = match self.format {
            RowFormat::Jsonl => json::lines(report),
            RowFormat::Csv => csv::render(report),
        };
        // No cell holds a line break, so that the first line is the names.
        let rows = match text.split_once('\n') {
            Some((_, rows)) if self.format == RowFormat::Csv && self.is_begun => rows,
            _ => &text,
        };
        self.is_begun = true;
        Ok(self.out.write_all(rows.as_bytes())?)
    }
}
