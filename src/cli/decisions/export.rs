//! `onrecord decisions export`: the journal as JSON, a line a decision.
//!
//! It is the same in every `--format`.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::render::json;

/// Print the journal as JSON, a line a decision, for another database
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord decisions export > decisions.jsonl
  onrecord decisions export | jq -r .author | sort | uniq -c")]
pub struct Args {}

pub fn run(context: &Context, _: &Args) -> Result<u8, Failure> {
    let journal = context.open()?.decisions()?;
    context.write(&json::exported(&journal))?;
    Ok(0)
}
