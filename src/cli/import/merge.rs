//! `onrecord merge`: what another history holds, into this one.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::progress::Progress;
use super::intake::Intake;
use super::{Common, beside};
use crate::address::identity;
use crate::import::{Form, Item, Sink, Skipped, StoryKey};
use crate::store::{self, History};
use crate::story::Story;

/// Take in what another history holds: a colleague's, or an old one of yours
///
/// Each version that this history lacks becomes one of its story here, with its capture, its text and its own time; its
/// claims are read anew by this program. Captures that only showed a text again, and exhibits, go with the version of
/// that text. What is here already is not stored twice, so that a merge can be made again at any time. Decisions (who is
/// who, what stories are called, rulings) are taken in with their authors and times, and count in the order of these
/// times. The other history is only read.
///
/// A story that has the name of one here and another address is left out and named: rename one of the two with onrecord
/// stories rename, and merge again. What the other watches stays there. A text that is withheld here is not taken in,
/// nor a version whose capture is withheld there.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord merge colleague.db
  onrecord --db desk.db merge ana.db && onrecord --db desk.db merge ben.db
  onrecord merge onrecord-2031-05-06.db --format json | jq .held")]
pub struct Args {
    /// The other history; it is only read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    common: Common,
}

pub(in crate::cli) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let other = History::open_read_only(&args.file)?;
    let path = context.database()?.path;
    if is_one_file(&path, other.path()) {
        return Err(Failure::new(format!("{} is this history itself", args.file.display()))
            .hint("name another file, or another history with --db"));
    }
    let ours = context.open_if_there()?;
    let stories = other.stories()?;
    let mut taken = Vec::new();
    for story in &stories {
        taken.push(match &ours {
            Some(ours) => conflict(ours, &other, story)?,
            None => None,
        });
    }
    drop(ours);
    let decisions = other.decisions()?;
    let shared: Vec<Story> =
        stories.iter().zip(&taken).filter(|(_, conflict)| conflict.is_none()).map(|(story, _)| story.clone()).collect();
    let total = stories.iter().map(|story| story.versions as usize).sum();
    let intake = Intake { source: "history", common: &args.common, story: None, is_slow: false };
    let code = intake.run_counted(context, Progress::of("versions", total), move |sink| {
        for (story, conflict) in stories.iter().zip(taken) {
            let flow = match conflict {
                Some(why) => sink(Err(Skipped::fault(story.slug.as_str(), why))),
                None => hand_over(&other, story, sink)?,
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    })?;
    let mut ours = context.open_or_create()?;
    let added = ours.adopt(&decisions)?;
    if added > 0 {
        let read = decisions.len();
        context.note(&format!("{added} of its {read} decisions are new here; onrecord decisions lists them"));
    }
    // The reader above went with its thread.
    beside::take(context, &mut ours, &History::open_read_only(&args.file)?, &shared)?;
    Ok(code)
}

/// Hands over the versions of a story, as they were read.
fn hand_over(other: &History, story: &Story, sink: Sink<'_>) -> Result<ControlFlow<()>, Failure> {
    for row in other.version_rows(&story.slug)? {
        let version = other.listed_version(&story.slug, row.number)?;
        let origin = format!("{}@v{}", story.slug, row.number);
        let Some(bytes) = other.capture(&story.slug, row.number)? else {
            if sink(Err(Skipped::other(&origin, "its capture is withheld in the other history"))).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            continue;
        };
        let mut metadata = version.metadata;
        // Here it would stand for the time of the merge.
        metadata.captured_at.get_or_insert(version.captured_at);
        let form = Form::Known(version.body);
        let item = Item { origin, story: StoryKey::Name(story.recorded.to_string()), bytes, form, metadata };
        if sink(Ok(item)).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Returns why a story cannot go into the one of its name here: both have addresses, and none in common.
fn conflict(ours: &History, other: &History, story: &Story) -> Result<Option<String>, store::Error> {
    let addresses = |history: &History| -> Result<BTreeSet<String>, store::Error> {
        let rows = history.version_rows(&story.slug)?;
        Ok(rows.iter().filter_map(|row| row.metadata.url.as_deref()).map(identity).collect())
    };
    let (here, there) = (addresses(ours)?, addresses(other)?);
    let (Some(one), Some(two)) = (here.first(), there.first()) else { return Ok(None) };
    Ok(here.is_disjoint(&there).then(|| {
        format!("another story has this name here ({one} here, {two} there); rename one with onrecord stories rename")
    }))
}

fn is_one_file(one: &std::path::Path, other: &std::path::Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
