//! `onrecord restore`: a backup becomes the history.

use std::path::PathBuf;

use super::checking::{check, copy, failure};
use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::VerificationReport;
use crate::store::History;

/// Make a backup the history, where there is none
///
/// The backup is checked first and copied only where it is sound. A history that is there already is never replaced:
/// move its file away, or take in what it lacks with onrecord merge.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord restore /media/desk/onrecord-2031-05-06.db
  onrecord restore onrecord-2031-05-06.db --db desk.db")]
pub struct Args {
    /// A file that onrecord backup has made, or any other history
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let path = context.database()?.path;
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("there is a history at {} already", path.display())).hint(format!(
            "move it away first, name another file with --db, or take in what it lacks: onrecord merge {}",
            args.file.display()
        )));
    }
    let history = History::open_read_only(&args.file)?;
    let verification = check(&history, None)?;
    if let Some(failure) = failure(&verification.problems) {
        let hint = "nothing was restored; onrecord verify with --db names each place";
        return Err(Failure::new(format!("{}: {}", args.file.display(), failure.message)).hint(hint));
    }
    copy(&history, &path)?;
    context.show(&Report::Verification(VerificationReport { path, story: None, verification, seals: Vec::new() }))?;
    Ok(0)
}
