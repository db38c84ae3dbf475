//! `onrecord verify`: whether the history, or a bundle of evidence, is whole: nothing changed, nothing missing.
//!
//! It repairs nothing and changes nothing.

use std::collections::BTreeSet;
use std::path::Path;

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use crate::ask::reference;
use crate::bundle;
use crate::render::Report;
use crate::report::{BundleReport, VerificationReport};
use crate::stored::Problem;

/// Check that nothing in the history or a bundle was changed and nothing is missing
///
/// Checks the file, its schema, the chain that links all versions, every text and the bytes that it was read from,
/// every claim, and every decision. With a STORY it checks the versions of that story alone, and says what it leaves
/// out. The exit code is 2 where something is wrong; the report names each place.
///
/// With a file or a folder that onrecord bundle made, it checks that instead: every file against its hash, every
/// version against the chain, every claim against its text.
///
/// The head is a hash over all versions. It is the one thing to note elsewhere: the same head later proves that no
/// version was changed or taken away in between, even by somebody who made all the links anew.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord verify
  onrecord verify kremlin-talks
  onrecord verify evidence.zip
  onrecord verify --format json | jq -r .head >> heads.txt          note the head, on another disk if possible")]
pub struct Args {
    /// The story to check, or the bundle, packed or unpacked [default: the whole history]
    #[arg(value_name = "STORY|BUNDLE")]
    story: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    // A folder may be called like a story.
    let is_bundle = |path: &&Path| path.is_file() || path.join("bagit.txt").is_file();
    if let Some(path) = args.story.as_ref().map(Path::new).filter(is_bundle) {
        return bundle(context, path);
    }
    let history = context.open()?;
    let story = match &args.story {
        Some(named) if named.contains(['/', '\\']) || named.ends_with(".zip") => {
            return Err(Failure::new(format!("there is no bundle {named}")).hint(
                "name a zip file, or the folder with bagit.txt in it; a story goes by its name: onrecord verify STORY",
            ));
        }
        Some(named) => {
            let named = story(named).map_err(Failure::new)?;
            Some(reference::choose_story(&history, Some(&named), "")?.slug)
        }
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

/// Checks a bundle of evidence.
fn bundle(context: &Context, path: &Path) -> Result<u8, Failure> {
    let check = bundle::check(path).map_err(|error| {
        Failure::new(format!("cannot read {}: {error}", path.display())).hint("check the path and its permissions")
    })?;
    let places: BTreeSet<String> = check.problems.iter().map(|problem| problem.place.clone()).collect();
    let places: Vec<String> = places.into_iter().collect();
    context.show(&Report::Bundle(BundleReport { path: path.to_owned(), check }))?;
    if places.is_empty() {
        return Ok(0);
    }
    Err(Failure::new(format!("the bundle is not sound; something is wrong in: {}", reference::list(&places)))
        .hint("keep it as it is, and ask whoever made it for another copy"))
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
