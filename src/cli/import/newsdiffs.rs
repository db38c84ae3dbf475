//! `onrecord import newsdiffs`.

use std::path::PathBuf;

use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::Intake;
use crate::import::newsdiffs;

/// newsdiffs' database and its git repositories of articles
///
/// The database must be in SQLite (one in MySQL has to be converted first). The texts are read from the repositories,
/// and each version is dated by its commit. What newsdiffs marked as boring is passed over, as it is there.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import newsdiffs newsdiffs.db articles/")]
pub struct Args {
    /// The database, with the tables Articles and version; it is only read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder with the repositories, or the one repository
    #[arg(value_name = "FOLDER")]
    articles: PathBuf,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let intake = Intake { source: "newsdiffs", common: &args.common, story: None, is_slow: false };
    intake.run(context, |sink| {
        let _ = newsdiffs::read_file(&args.file, &args.articles, sink)?;
        Ok(())
    })
}
