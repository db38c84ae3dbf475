//! `onrecord stories`: all stories of the history.

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::{StoriesReport, StoryRow};

/// List all stories
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord stories
  onrecord stories --format markdown")]
pub struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let rows = history.story_rows()?.into_iter().map(|row| StoryRow {
        story: row.story,
        outlet: row.outlet,
        first_captured_at: row.first_captured_at,
        last_captured_at: row.last_captured_at,
    });
    context.show(&Report::Stories(StoriesReport { stories: rows.collect() }))?;
    Ok(0)
}
