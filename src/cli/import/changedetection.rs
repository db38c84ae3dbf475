//! `onrecord import changedetection`.

use std::path::PathBuf;

use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::{Intake, each};
use crate::import::changedetection;

/// changedetection.io's data folder
///
/// Each watch is a story, each snapshot a version, dated by its history. The snapshots are the texts that
/// changedetection.io filtered out of the pages; a brotli snapshot is unpacked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import changedetection /datastore")]
pub struct Args {
    /// Folders with url-watches.json and a folder for each watch; they are only read
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let intake = Intake { source: "changedetection", common: &args.common, story: None, is_slow: false };
    intake.run(context, |sink| each(&args.folders, sink, |folder, sink| changedetection::read_folder(folder, sink)))
}
