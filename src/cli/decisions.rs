//! `onrecord decisions`: the journal of what users decided: listed, exported, imported, taken back.
//!
//! Nothing is ever taken out of it.

mod export;
mod import;
mod undo;

use super::context::Context;
use super::failure::Failure;
use crate::render::Report;
use crate::report::{DecisionRow, DecisionsReport};

/// List what users decided about speakers, stories and edits; take back, export, import
///
/// The decisions of speakers merge, split, rename, alias and role, of stories rename, merge and move, and of rule, in the
/// order in which they came into the database, each with its number, author and time. Nothing is ever taken out: one that
/// is taken back is marked.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord decisions
  onrecord decisions undo 3
  onrecord decisions export > decisions.jsonl
  onrecord decisions import decisions.jsonl       those that are there already are left out"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Undo(undo::Args),
    Export(export::Args),
    Import(import::Args),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Some(Command::Undo(args)) => undo::run(context, args),
        Some(Command::Export(args)) => export::run(context, args),
        Some(Command::Import(args)) => import::run(context, args),
        None => {
            let journal = context.open()?.decisions()?;
            let decisions = DecisionRow::list(&journal);
            context.show(&Report::Decisions(DecisionsReport { decisions, made: false }))?;
            Ok(0)
        }
    }
}
