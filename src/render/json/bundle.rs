//! The check of a bundle of evidence, in JSON: `onrecord.bundle.v1`.

use serde::Serialize;

use super::verify::{ProblemShape, problems};
use crate::report::BundleReport;

#[derive(Serialize)]
pub struct BundleShape<'a> {
    format: &'static str,
    path: String,
    sound: bool,
    /// Null where the bundle does not say.
    story: Option<&'a str>,
    files: usize,
    versions: usize,
    /// The head of the history that it was made from.
    head: Option<&'a str>,
    problems: Vec<ProblemShape<'a>>,
}

/// Shapes the check of a bundle.
pub fn bundle(report: &BundleReport) -> BundleShape<'_> {
    let found = &report.check;
    BundleShape {
        format: "onrecord.bundle.v1",
        path: report.path.display().to_string(),
        sound: found.problems.is_empty(),
        story: found.story.as_deref(),
        files: found.files,
        versions: found.versions,
        head: found.head.as_deref(),
        problems: problems(&found.problems),
    }
}
