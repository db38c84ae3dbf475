//! `onrecord claims`: a version's claims as a table.
//!
//! It leaves none out silently.

use super::args::{claim_kind, story};
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::claim::ClaimKind;
use crate::lookup;
use crate::render::Report;
use crate::report::{ClaimFilter, ClaimsReport};
use crate::story::Slug;

/// List a version's claims: kind, speaker, words
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord claims kremlin-talks@v2
  onrecord claims v1 --speaker Lavrov --kind quote,mixed
  onrecord claims kremlin-talks --format csv > claims.csv
  onrecord claims v1 --format json | jq -r '.claims[].content.text'", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Show only claims of this speaker: any part of the name, or whatever onrecord speakers has joined to it
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
    /// Show only claims of this kind: quote, mixed, statement or fact; may be given more than once
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = claim_kind)]
    kind: Vec<ClaimKind>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let version = context.stored(&history, &args.version, args.story.as_ref())?;
    let (slug, people) = (version.story.slug.clone(), lookup::people(&history)?);
    let version = ask::report_of(version, false);
    let speakers = ask::with_joined(&people, [(&slug, &version.version, &version.extraction)], &args.speaker);
    let filter = ClaimFilter { speakers, kinds: args.kind.clone() };
    context.show(&Report::Claims(ClaimsReport::new(version, &filter)))?;
    Ok(0)
}
