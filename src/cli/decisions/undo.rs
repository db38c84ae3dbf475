//! `onrecord decisions undo`: takes a decision back, an undo too.
//!
//! The decision stays in the journal, with another one that takes it back.

use crate::cli::args::AuthorArgs;
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;

/// Take a decision back; to take an undo back makes the decision count again
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord decisions undo                         the last one
  onrecord decisions undo 3")]
pub struct Args {
    /// The number of the decision [default: the last one that stands and is no undo]
    #[arg(value_name = "NUMBER")]
    number: Option<usize>,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    decide::take_back(context, args.number, &args.author, |decision| !matches!(decision, Decision::Undo { .. }))
}
