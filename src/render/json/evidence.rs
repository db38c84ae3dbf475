//! What is kept beside versions, and what was taken out, in JSON: `onrecord.exhibits.v1`, `onrecord.withheld.v1`.

use serde::Serialize;

use super::time;
use crate::report::{ExhibitsReport, WithheldReport, WithholdStage};
use crate::stored::{Exhibit, Withheld, Withholding};
use crate::story::VersionNumber;

#[derive(Serialize)]
pub struct ExhibitsShape<'a> {
    format: &'static str,
    version: &'a str,
    exhibits: Vec<ExhibitShape<'a>>,
}

#[derive(Serialize)]
pub struct ExhibitShape<'a> {
    name: &'a str,
    bytes: u64,
    sha256: &'a str,
    tool: &'a str,
    stored_at: String,
}

#[derive(Serialize)]
pub struct WithheldReportShape<'a> {
    format: &'static str,
    /// Whether it was taken out; `false` where it was only tried.
    done: bool,
    withheld: Vec<WithheldShape<'a>>,
}

#[derive(Serialize)]
pub struct WithheldShape<'a> {
    /// "version" or "capture".
    what: &'static str,
    /// Null for a capture.
    story: Option<&'a str>,
    version: Option<VersionNumber>,
    /// Of the text, or of the capture's bytes.
    sha256: &'a str,
    author: &'a str,
    reason: &'a str,
    withheld_at: String,
}

/// Shapes the exhibits of a version.
pub fn exhibits(report: &ExhibitsReport) -> ExhibitsShape<'_> {
    let exhibits = report.exhibits.iter().map(exhibit).collect();
    ExhibitsShape { format: "onrecord.exhibits.v1", version: &report.version, exhibits }
}

/// Shapes one exhibit.
pub fn exhibit(exhibit: &Exhibit) -> ExhibitShape<'_> {
    let Exhibit { name, sha256, size, tool, stored_at } = exhibit;
    ExhibitShape { name, bytes: *size, sha256, tool, stored_at: time(*stored_at) }
}

/// Shapes what was taken out.
pub fn report(report: &WithheldReport) -> WithheldReportShape<'_> {
    let done = report.stage != WithholdStage::Planned;
    WithheldReportShape { format: "onrecord.withheld.v1", done, withheld: withheld(&report.rows) }
}

/// Shapes withholdings.
pub fn withheld(rows: &[Withholding]) -> Vec<WithheldShape<'_>> {
    rows.iter().map(withholding).collect()
}

fn withholding(row: &Withholding) -> WithheldShape<'_> {
    let Withholding { what, sha256, author, reason, withheld_at } = row;
    let (what, story, version) = match what {
        Withheld::Version(slug, number) => ("version", Some(slug.as_str()), Some(*number)),
        Withheld::Capture => ("capture", None, None),
    };
    WithheldShape { what, story, version, sha256, author, reason, withheld_at: time(*withheld_at) }
}
