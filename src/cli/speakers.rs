//! `onrecord speakers`: everybody whom the history credits with a claim.

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::SpeakersReport;

/// List all speakers, those with the most claims first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers
  onrecord speakers --format json")]
pub struct Args {}

pub(super) fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let speakers = context.open()?.speakers()?;
    context.show(&Report::Speakers(SpeakersReport { speakers }))?;
    Ok(0)
}
