//! The check of a history, in JSON: `onrecord.verification.v1`.

use serde::Serialize;

use crate::report::VerificationReport;
use crate::stored::Problem;

#[derive(Serialize)]
pub struct VerificationShape<'a> {
    format: &'static str,
    path: String,
    /// The story that was checked; null for the whole history.
    story: Option<&'a str>,
    sound: bool,
    versions: u64,
    recaptures: u64,
    extractions: u64,
    decisions: u64,
    unchecked: &'static [&'static str],
    /// The hash of the last version; null in an empty history, and where one story was checked.
    head: Option<&'a str>,
    problems: Vec<ProblemShape<'a>>,
}

#[derive(Serialize)]
pub struct ProblemShape<'a> {
    place: &'a str,
    message: &'a str,
}

/// Shapes the check of a history.
pub fn verification(report: &VerificationReport) -> VerificationShape<'_> {
    let found = &report.verification;
    VerificationShape {
        format: "onrecord.verification.v1",
        path: report.path.display().to_string(),
        story: report.story.as_ref().map(|story| story.as_str()),
        sound: found.is_sound(),
        versions: found.versions,
        recaptures: found.recaptures,
        extractions: found.extractions,
        decisions: found.decisions,
        unchecked: report.unchecked(),
        head: found.head.as_deref(),
        problems: problems(&found.problems),
    }
}

/// Shapes what is wrong.
pub fn problems(problems: &[Problem]) -> Vec<ProblemShape<'_>> {
    problems.iter().map(|problem| ProblemShape { place: &problem.place, message: &problem.message }).collect()
}
