//! `onrecord stories`: all stories of the history, and what they are called.

mod rename;

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::StoriesReport;

/// List all stories; rename one
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord stories
  onrecord stories --format markdown
  onrecord stories rename ferry ferry-returns"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Rename(rename::Args),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Some(Command::Rename(args)) => rename::run(context, args),
        None => {
            let history = context.open()?;
            context.show(&Report::Stories(StoriesReport { stories: history.story_rows()? }))?;
            Ok(0)
        }
    }
}
