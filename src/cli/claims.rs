//! `onrecord claims`: a version's claims as a table.
//!
//! It leaves none out.

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::render::Report;
use crate::story::Slug;

/// List a version's claims: kind, speaker, words
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord claims kremlin-talks@v2
  onrecord claims v1 --format json | jq -r '.claims[].content.text'", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let report = ask::version_report(&context.open()?, &args.version, args.story.as_ref(), false)?;
    context.show(&Report::Claims(report))?;
    Ok(0)
}
