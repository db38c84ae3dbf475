//! Versions that come into a story by a decision: what they are numbered there, and what a reader should know.

use chrono::{DateTime, Utc};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::store::{History, VersionRow};
use crate::story::{Slug, VersionNumber};

/// A version that comes into a story.
pub struct Arriving {
    /// What it was: "ferry@v2".
    pub reference: String,
    pub captured_at: DateTime<Utc>,
}

impl Arriving {
    /// Names a version of a story.
    pub fn new(story: &Slug, row: &VersionRow) -> Self {
        Self { reference: format!("{story}@v{}", row.number), captured_at: row.captured_at }
    }
}

/// Says what versions are numbered that come into a story after a number, or would be; and that some are older than
/// what the story has, where they are.
pub fn tell(
    context: &Context,
    history: &History,
    arriving: &[Arriving],
    story: &Slug,
    after: VersionNumber,
    is_dry: bool,
) -> Result<(), Failure> {
    let stands = if is_dry { "would stand" } else { "stands" };
    for (Arriving { reference, captured_at }, number) in arriving.iter().zip(after + 1..) {
        let captured_at = captured_at.format("%Y-%m-%d %H:%M UTC");
        context.note(&format!("{reference}, captured {captured_at}, {stands} as {story}@v{number}"));
    }
    let last = history.version_rows(story)?.into_iter().map(|row| (row.captured_at, row.number)).max();
    let first = arriving.iter().min_by_key(|one| one.captured_at);
    if let (Some((last, number)), Some(first)) = (last, first)
        && first.captured_at < last
    {
        let reference = &first.reference;
        context.warn(&format!(
            "{reference} was captured before {story}@v{number}: versions are numbered in the order in which they came \
             into the story, and compared in that order"
        ));
    }
    Ok(())
}
