//! `onrecord backup`: a copy of the history, checked.

use std::path::PathBuf;

use super::checking::{check, copy, failure};
use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::VerificationReport;
use crate::store::History;

/// Copy the history into a new file, while others read and write, and check the copy
///
/// The copy holds what stood in the history at one moment: stories, versions, captures, decisions, what is watched. It
/// is one file, for its owner's eyes alone, and a history like any other: --db FILE reads it. It is there whole or not
/// at all. A file that is there already is never replaced.
///
/// Where the copy is not sound it stays, since it may hold what the original will lose; the exit code is 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord backup /media/desk/onrecord-2031-05-06.db
  onrecord backup \"onrecord-$(date +%F).db\" --format json | jq -r .head >> heads.txt
  onrecord --db onrecord-2031-05-06.db stories                       a backup is a history")]
pub struct Args {
    /// The file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    copy(&context.open()?, &args.file)?;
    let copied = History::open_read_only(&args.file)?;
    let verification = check(&copied, None)?;
    let failure = failure(&verification.problems);
    let report = VerificationReport { path: args.file.clone(), story: None, verification, seals: Vec::new() };
    context.show(&Report::Verification(report))?;
    failure.map_or(Ok(0), Err)
}
