//! `onrecord stories`: all stories of the history, what they are called, and which versions stand in them.

mod arriving;
mod merge;
mod move_one;
mod rename;

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::StoriesReport;

/// List all stories; rename one, merge two, move a version
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord stories
  onrecord stories --format markdown
  onrecord stories rename ferry ferry-returns
  onrecord stories merge ferry-2 ferry            two addresses, one story
  onrecord stories move ferry@v3 harbour          a version that stands in the wrong story"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Rename(rename::Args),
    Merge(merge::Args),
    Move(move_one::Args),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Some(Command::Rename(args)) => rename::run(context, args),
        Some(Command::Merge(args)) => merge::run(context, args),
        Some(Command::Move(args)) => move_one::run(context, args),
        None => {
            let history = context.open()?;
            context.show(&Report::Stories(StoriesReport { stories: history.story_rows()? }))?;
            Ok(0)
        }
    }
}
