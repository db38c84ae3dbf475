//! `onrecord log`: the versions of one story and what each changed.
//!
//! Changes are counted from the claims each time, never stored.

use std::collections::BTreeMap;

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use super::reference;
use super::versions;
use crate::compare::{Comparison, compare};
use crate::curation::Ruled;
use crate::render::Report;
use crate::report::{DiffReport, Filter, LogEdit, LogEntry, LogReport, claims_by_kind};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story};

/// How many edits a version shows, where nobody says.
const SHOWN: &str = "10";

/// List a story's versions, when each was captured and what it changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord log kremlin-talks
  onrecord log kremlin-talks --changes            with a line for each edit
  onrecord log kremlin-talks --changes=all --utc
  onrecord log --format json")]
pub struct Args {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = story)]
    story: Option<Slug>,
    /// Show under each version its edits, most serious first: so many, or all; JSON always has all
    /// [default with --changes: 10]
    #[arg(
        long,
        value_name = "COUNT|all",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = SHOWN,
        value_parser = shown
    )]
    changes: Option<usize>,
}

fn shown(text: &str) -> Result<usize, String> {
    if text.eq_ignore_ascii_case("all") {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| "a number, or all".to_owned())
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = reference::choose_story(&history, args.story.as_ref(), "onrecord log STORY")?;
    let versions = entries(&history, &story, args.changes)?;
    context.show(&Report::Log(LogReport { story, versions }))?;
    Ok(0)
}

fn entries(history: &History, story: &Story, shown: Option<usize>) -> Result<Vec<LogEntry>, Failure> {
    let mut entries = Vec::new();
    let rulings = Ruled::all(&history.decisions()?);
    let mut before: Option<StoredVersion> = None;
    for number in 1..=story.versions {
        let Some(version) = history.version(&story.slug, number)? else { continue };
        let report = before.as_ref().map(|before| report(history, before, &version, &rulings)).transpose()?;
        entries.push(LogEntry {
            number,
            captured_at: version.captured_at,
            metadata: version.metadata.clone(),
            sha256: version.sha256.clone(),
            claims: claims_by_kind(&version.extraction),
            speakers: version.extraction.speakers.len(),
            changes: report.as_ref().map(|report| report.summary),
            edits: report.filter(|_| shown.is_some()).map(|report| LogEdit::list(&report)),
            shown: shown.unwrap_or(0),
        });
        before = Some(version);
    }
    Ok(entries)
}

fn report(
    history: &History,
    old: &StoredVersion,
    new: &StoredVersion,
    rulings: &BTreeMap<String, Ruled>,
) -> Result<DiffReport, Failure> {
    let Comparison { diff, old_read, new_read } = compare(history, old, new)?;
    let side = |version: &StoredVersion, read| {
        let extraction = if let Some(read) = read { read } else { version.extraction.clone() };
        (versions::stored_info(version), extraction.speakers)
    };
    let (story, old, new) = (Some(new.story.clone()), side(old, old_read), side(new, new_read));
    Ok(DiffReport::new(story, old, new, diff, &Filter::default()).with_rulings(rulings, false))
}
