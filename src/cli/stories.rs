//! `onrecord stories`: all stories of the history.

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::StoriesReport;

/// List all stories
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord stories
  onrecord stories --format markdown")]
pub struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    context.show(&Report::Stories(StoriesReport { stories: history.story_rows()? }))?;
    Ok(0)
}
