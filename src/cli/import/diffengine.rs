//! `onrecord import diffengine`.

use std::path::PathBuf;

use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::{Intake, each};
use crate::import::diffengine;

/// diffengine's database (diffengine.db)
///
/// Each row of entryversion is a version, dated by its `created` (UTC); the feed's name is the outlet.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import diffengine ~/diffengine/diffengine.db
  onrecord import diffengine *.db --model fast --jobs 2")]
pub struct Args {
    /// Databases in SQLite; they are only read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let intake = Intake { source: "diffengine", common: &args.common, story: None, is_slow: false };
    intake.run(context, |sink| each(&args.files, sink, |file, sink| diffengine::read_file(file, sink)))
}
