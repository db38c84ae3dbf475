//! `onrecord log`: the versions of one story and what each changed.
//!
//! Changes are counted from the claims each time, never stored.

use super::context::Context;
use super::failure::Failure;
use super::reference;
use crate::record;
use crate::render::Report;
use crate::report::{LogEntry, LogReport, claims_by_kind};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story};

/// List a story's versions, when each was captured and what it changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord log kremlin-talks
  onrecord log kremlin-talks --utc
  onrecord log --format json")]
pub struct Args {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = super::ingest::slug)]
    story: Option<Slug>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = reference::choose_story(&history, args.story.as_ref(), "onrecord log STORY")?;
    let versions = entries(&history, &story)?;
    context.show(&Report::Log(LogReport { story, versions }))?;
    Ok(0)
}

fn entries(history: &History, story: &Story) -> Result<Vec<LogEntry>, Failure> {
    let mut entries = Vec::new();
    let mut before: Option<StoredVersion> = None;
    for number in 1..=story.versions {
        let Some(version) = history.version(&story.slug, number)? else { continue };
        let diff = before.as_ref().map(|before| record::compare(history, before, &version)).transpose()?;
        entries.push(LogEntry {
            number,
            captured_at: version.captured_at,
            metadata: version.metadata.clone(),
            sha256: version.sha256.clone(),
            claims: claims_by_kind(&version.extraction),
            speakers: version.extraction.speakers.len(),
            changes: diff.map(|diff| diff.summary()),
        });
        before = Some(version);
    }
    Ok(entries)
}
