//! `onrecord topics`: what one speaker talks about, without a list of topics.
//!
//! It counts words; it knows no subject by a name without a word in common.

use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::render::Report;

/// List what a speaker talks about: key phrases with counts and dates
///
/// Topics are read off the speaker's own words: phrases that end in a noun, and names, by how many statements and
/// stories have them and how rare their words are; other wordings of one ("a toll on the harbour") stand beside it.
/// There is no list of topics behind it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord topics Lavrov
  onrecord topics \"Sergei Lavrov\" -n 50
  onrecord audit Lavrov --topic \"security guarantees\"     what was said on one of them")]
pub struct Args {
    /// The speaker: a whole name, or a surname
    #[arg(value_name = "NAME")]
    name: String,
    /// How many to list, the main ones first
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 20)]
    limit: usize,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    context.show(&Report::Topics(ask::topics(&context.open()?, &args.name, args.limit)?))?;
    Ok(0)
}
