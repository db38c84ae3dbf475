//! `onrecord import newsedits`.

use std::path::{Path, PathBuf};

use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::{Intake, each};
use crate::import::{newsedits, table};

/// NewsEdits' dumps: SQLite or CSV with a version a row
///
/// A database has a table entryversion; a CSV file has the same columns, and may be gzipped. An article is a story,
/// named by the address of its first version.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import newsedits newssniffer-bbc.db --model fast
  onrecord import newsedits ap.csv.gz")]
pub struct Args {
    /// Databases in SQLite, or files that end in .csv or .csv.gz; they are only read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let intake = Intake { source: "newsedits", common: &args.common, story: None, is_slow: false };
    intake.run(context, |sink| {
        each(&args.files, sink, |file, sink| match is_table(file) {
            true => table::read_file(file, table::Map::default(), &mut |_| {}, sink),
            false => newsedits::read_file(file, sink),
        })
    })
}

fn is_table(file: &Path) -> bool {
    let name = file.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".csv", ".tsv", ".jsonl"].iter().any(|end| name.ends_with(end))
}
