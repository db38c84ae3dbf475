//! `onrecord verify`: whether the history is whole: nothing changed, nothing missing.
//!
//! It repairs nothing and changes nothing.

use std::collections::BTreeSet;

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use crate::ask::reference;
use crate::render::Report;
use crate::report::VerificationReport;
use crate::stored::Problem;
use crate::story::Slug;

/// Check that nothing in the history was changed and nothing is missing
///
/// Checks the file, its schema, the chain that links all versions, every text and the bytes that it was read from,
/// every claim, and every decision. With a STORY it checks the versions of that story alone, and says what it leaves
/// out. The exit code is 2 where something is wrong; the report names each place.
///
/// The head is a hash over all versions. It is the one thing to note elsewhere: the same head later proves that no
/// version was changed or taken away in between, even by somebody who made all the links anew.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord verify
  onrecord verify kremlin-talks
  onrecord verify --format json | jq -r .head >> heads.txt          note the head, on another disk if possible")]
pub struct Args {
    /// The story to check [default: the whole history]
    #[arg(value_name = "STORY", value_parser = story)]
    story: Option<Slug>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = match &args.story {
        Some(named) => Some(reference::choose_story(&history, Some(named), "")?.slug),
        None => None,
    };
    let mut progress: Option<Progress> = None;
    let verification = history.verify_with(story.as_ref(), |done, total| {
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let progress = progress.get_or_insert_with(|| Progress::of("versions and extractions", total));
        progress.show(usize::try_from(done).unwrap_or(usize::MAX));
    })?;
    progress.iter_mut().for_each(Progress::clear);
    let failure = failure(&verification.problems);
    let path = history.path().to_owned();
    context.show(&Report::Verification(VerificationReport { path, story, verification }))?;
    failure.map_or(Ok(0), Err)
}

/// Names the places where something is wrong; `None` where nothing is.
fn failure(problems: &[Problem]) -> Option<Failure> {
    let places: BTreeSet<&String> = problems.iter().map(|problem| &problem.place).collect();
    let places: Vec<String> = places.into_iter().cloned().collect();
    (!places.is_empty()).then(|| {
        Failure::new(format!("the history is not sound; something is wrong in: {}", reference::list(&places)))
            .hint("keep this file as evidence; continue with a backup whose `onrecord verify` is sound")
    })
}
