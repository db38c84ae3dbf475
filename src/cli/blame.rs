//! `onrecord blame`: where each claim of a version comes from.
//!
//! It follows the claims back no further than is asked for, and stores nothing.

use super::args::{severity, story};
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::diff::Severity;
use crate::render::Report;
use crate::story::Slug;

/// Say which version brought each claim, and which last changed it and how
///
/// Lists the claims of a version in text order. + is the version that brought a claim (again, where it had gone), ~ the
/// one that last changed it. The number in front is the claim's through all versions: onrecord history takes it.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord blame kremlin-talks
  onrecord blame kremlin-talks@v3 --severity substantive
  onrecord blame --format json | jq '.claims[] | select(.changed) | .lineage'", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Look for the last change of these severities: substantive, framing, cosmetic [default: of any]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = severity)]
    severity: Vec<Severity>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let version = context.stored(&history, &args.version, args.story.as_ref())?;
    context.show(&Report::Blame(ask::blame(&history, version, &args.severity)?))?;
    Ok(0)
}
