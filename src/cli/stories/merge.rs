//! `onrecord stories merge`: two stories that are one.
//!
//! The history keeps under which name and number it recorded each version; an undo parts the two again.

use super::arriving::{self, Arriving};
use crate::ask::reference;
use crate::cli::args::{AuthorArgs, story};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;
use crate::story::Slug;

/// Let all versions of OTHER stand in STORY, after those that it has
///
/// The versions of STORY keep their numbers; those of OTHER are numbered after them in their own order, and what is
/// recorded later under either name comes after these. OTHER's names and addresses find STORY from then on, and a
/// number that was quoted goes on meaning what it meant: OTHER@v2 is followed to where it stands now. What the last
/// version of STORY and the first one of OTHER change is compared like any step.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord stories merge ferry-2 ferry
  onrecord stories merge ferry-2 ferry --dry-run  what each version would be
  onrecord decisions undo                         two stories again")]
pub struct Args {
    /// The story whose versions come, by any name that it has or had
    #[arg(value_name = "OTHER", value_parser = story)]
    other: Slug,
    /// The story that they come into
    #[arg(value_name = "STORY", value_parser = story)]
    story: Slug,
    /// Say what each version would be, and decide nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let chosen = |name| reference::choose_story(&history, Some(name), "");
    let (other, story) = (chosen(&args.other)?, chosen(&args.story)?);
    if other.recorded == story.recorded {
        let message = match args.other == args.story {
            true => format!("{} is one story already", story.slug),
            false => format!("{} and {} are one story already: {}", args.other, args.story, story.slug),
        };
        return Err(Failure::new(message).hint("list them: onrecord stories"));
    }
    let (other_end, end) = (history.story_end(&other.slug)?, history.story_end(&story.slug)?);
    let arriving: Vec<Arriving> =
        history.version_rows(&other.slug)?.iter().map(|row| Arriving::new(&other.slug, row)).collect();
    arriving::tell(context, &history, &arriving, &story.slug, end.after, args.dry_run)?;
    if args.dry_run {
        return Ok(0);
    }
    let decision =
        Decision::MergeStories { other: other.recorded, story: story.recorded, other_had: other_end.had, end };
    decide::decide(context, &mut history, &args.author, decision)
}
