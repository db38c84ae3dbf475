//! `onrecord stories move`: a version that stands in the wrong story.
//!
//! It leaves a gap: the numbers of the versions around it stay as they are.

use super::arriving::{self, Arriving};
use crate::ask::{self, reference};
use crate::cli::args::{AuthorArgs, story};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;
use crate::story::Slug;

/// Let one version stand in another story, after those that it has
///
/// No other version gets another number, and the one that the version had is given to no other: it is followed to where
/// the version stands now. In the story that it leaves, the versions before and after it are compared with each other.
/// The only version of a story is not moved: merge the two stories.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord stories move ferry@v3 harbour
  onrecord stories move ferry@v3 harbour --dry-run
  onrecord decisions undo                         where it was")]
pub struct Args {
    /// The version: STORY@v3
    #[arg(value_name = "VERSION")]
    version: String,
    /// The story that it comes into
    #[arg(value_name = "STORY", value_parser = story)]
    story: Slug,
    /// Say what the version would be, and decide nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let (version, _) = ask::stored(&history, &args.version, None)?;
    let story = reference::choose_story(&history, Some(&args.story), "")?;
    let (slug, number) = (&version.story.slug, version.number);
    if *slug == story.slug {
        let message = format!("{slug}@v{number} stands in {slug} already");
        return Err(Failure::new(message).hint(format!("see its versions: onrecord log {slug}")));
    }
    if history.version_numbers(slug)?.len() == 1 {
        let message = format!("{slug}@v{number} is the only version of {slug}");
        return Err(
            Failure::new(message).hint(format!("merge the two stories: onrecord stories merge {slug} {}", story.slug))
        );
    }
    let end = history.story_end(&story.slug)?;
    let arriving = Arriving { reference: format!("{slug}@v{number}"), captured_at: version.captured_at };
    arriving::tell(context, &history, &[arriving], &story.slug, end.after, args.dry_run)?;
    if args.dry_run {
        return Ok(0);
    }
    let (from, number) = history.recorded_as(slug, number)?;
    let decision = Decision::MoveVersion { from, number, story: story.recorded, end };
    decide::decide(context, &mut history, &args.author, decision)
}
