//! `onrecord speakers merge`: two names, one speaker.
//!
//! It never merges by itself.

use crate::ask;
use crate::cli::args::{AuthorArgs, some_name};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;

/// Count all that OTHER is on record with as NAME's
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers merge \"Sergei Marsk\" \"Sergey Marsk\"
  onrecord speakers merge Marsk \"Sergey Marsk\" --author \"Ines Aldana\"")]
pub struct Args {
    /// The speaker, by the name that stays: a whole name, or a surname that one speaker bears
    #[arg(value_name = "NAME", value_parser = some_name)]
    name: String,
    /// The other name
    #[arg(value_name = "OTHER", value_parser = some_name)]
    other: String,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let decision = ask::one_speaker(&history, &args.name, &args.other)?;
    decide::decide(context, &mut history, &args.author, decision)
}
