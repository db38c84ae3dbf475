//! `onrecord show`: a version's text with its claims marked.
//!
//! It changes no word of the text.

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::render::Report;
use crate::story::Slug;

/// Show a version's text with claims, cues and sources marked
///
/// A number in square brackets ends each claim; who makes it stands in the margin, or beneath the paragraph where the
/// terminal has fewer than 100 columns.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord show kremlin-talks@v2
  onrecord show kremlin-talks
  onrecord show kremlin-talks --marks             every part of every claim", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Print beneath each line of the text rows of marks: the content, the source and the cue of each claim, and all
    /// that was read off it
    #[arg(long)]
    marks: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let version = context.stored(&context.open()?, &args.version, args.story.as_ref())?;
    context.show_marked(&Report::Show(ask::report_of(version, true)), args.marks)?;
    Ok(0)
}
