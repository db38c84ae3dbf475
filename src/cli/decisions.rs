//! `onrecord decisions`: the journal of what users decided: listed, exported, imported, taken back.
//!
//! Nothing is ever taken out of it.

mod export;
mod import;
mod undo;

use super::context::Context;
use super::decide::{self, AuthorArgs};
use super::failure::Failure;
use crate::curation::{Decision, standing};
use crate::render::Report;
use crate::report::{DecisionRow, DecisionsReport};

/// List what users decided about speakers and edits; take back, export, import
///
/// The decisions of speakers merge, split, rename, alias and role, and of rule, in the order in which they came into
/// the database, each with its number, author and time. Nothing is ever taken out: one that is taken back is marked.
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

/// Takes a decision back: the one of a number, or the last one that stands and is of the wanted sort.
pub(super) fn take_back(
    context: &Context,
    number: Option<usize>,
    author: &AuthorArgs,
    wanted: fn(&Decision) -> bool,
) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let journal = history.decisions()?;
    let stands = standing(&journal);
    let entry =
        match number {
            Some(number) => number.checked_sub(1).and_then(|at| journal.get(at)).ok_or_else(|| {
                Failure::new(format!("there is no decision {number}")).hint("list them: onrecord decisions")
            })?,
            None => *stands.iter().rev().find(|entry| wanted(&entry.decision)).ok_or_else(|| {
                Failure::new("there is no decision to take back").hint("list them: onrecord decisions")
            })?,
        };
    if !stands.iter().any(|other| other.id == entry.id) {
        return Err(Failure::new("that decision is taken back already").hint("list them: onrecord decisions"));
    }
    let decision = Decision::Undo { decision: entry.id.clone() };
    decide::decide(context, &mut history, author, decision)
}
