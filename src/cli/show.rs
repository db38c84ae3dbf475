//! `onrecord show`: a version's text with its claims marked.
//!
//! It changes no word of the text.

use super::context::Context;
use super::failure::Failure;
use super::reference::{self, Point, Reference};
use crate::render::Report;
use crate::report::VersionReport;
use crate::store::{History, StoredVersion};
use crate::story::Slug;

/// Show a version's text with claims, cues and sources marked
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord show kremlin-talks@v2
  onrecord show kremlin-talks", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = super::ingest::slug)]
    story: Option<Slug>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let report = version(context, &args.version, args.story.as_ref(), true)?;
    context.show(&Report::Show(report))?;
    Ok(0)
}

/// Reads the version that `text` names: a reference, or a story for its latest version.
pub(super) fn version(
    context: &Context,
    text: &str,
    story: Option<&Slug>,
    with_text: bool,
) -> Result<VersionReport, Failure> {
    let version = stored(&context.open()?, text, story)?;
    let info = super::diff::stored_info(&version);
    Ok(VersionReport { version: info, extraction: version.extraction, with_text })
}

/// Reads the version that `text` names, with all that the history holds of it.
pub(super) fn stored(history: &History, text: &str, story: Option<&Slug>) -> Result<StoredVersion, Failure> {
    let reference = Reference::parse(text)
        .or_else(|| {
            let is_name = !text.contains(['@', '/', '\\']);
            let slug = Slug::from_text(text).filter(|_| is_name)?;
            Some(Reference { story: Some(slug), point: Point::Latest })
        })
        .ok_or_else(|| {
            Failure::new(format!("\"{text}\" is not a version")).hint(
                "versions are v1, v-1, @latest, STORY@v1 or STORY@2025-08-20; a file is shown by onrecord extract FILE",
            )
        })?;
    let story = reference::choose_story(history, reference.story.as_ref().or(story), "STORY@latest, or --story STORY")?;
    reference::resolve(history, &story, reference.point)
}
