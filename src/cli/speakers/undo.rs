//! `onrecord speakers undo`: takes a decision about speakers back.
//!
//! Rulings are left to `onrecord decisions undo`.

use crate::cli::args::AuthorArgs;
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;

/// Take a decision about speakers back
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers undo                          the last one
  onrecord speakers undo 3                        number 3 of onrecord decisions")]
pub struct Args {
    /// The number of the decision [default: the last one about speakers that stands]
    #[arg(value_name = "NUMBER")]
    number: Option<usize>,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    decide::take_back(context, args.number, &args.author, Decision::is_about_speakers)
}
