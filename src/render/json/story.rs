//! A whole story in JSON, `onrecord.story.v1`: its log, and each version compared with the one before.
//!
//! It shapes nothing anew: both parts are as `log` and `diff` print them.

use serde::Serialize;

use super::diff::{DiffShape, diff};
use super::history::{LogShape, log};
use crate::report::StoryReport;

#[derive(Serialize)]
pub struct StoryShape<'a> {
    format: &'static str,
    log: LogShape<'a>,
    /// Each version against the one before, oldest first.
    steps: Vec<DiffShape<'a>>,
}

/// Shapes a story.
pub fn story(report: &StoryReport) -> StoryShape<'_> {
    StoryShape { format: "onrecord.story.v1", log: log(&report.log), steps: report.steps.iter().map(diff).collect() }
}
