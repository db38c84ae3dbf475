//! `onrecord speakers`: everybody whom the history credits with a claim; and below it the commands that say who is who.
//!
//! What is decided is written into a journal and replayed; the history stays as it is.

mod alias;
mod merge;
mod rename;
mod role;
mod split;
mod undo;

use super::context::Context;
use super::failure::Failure;
use crate::curation::suggest;
use crate::lookup;
use crate::render::Report;
use crate::report::{SpeakersReport, SuggestionsReport};

/// List all speakers, those with the most claims first; say who is who
///
/// One person under several names is one speaker once you say so: merge, alias and role join names, split keeps them
/// apart, rename says what the speaker is called. Each decision is kept in a journal with its author and time and
/// counts from then on in speakers and audit; the texts and what was read off them stay as they are. onrecord decisions
/// lists the journal.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord speakers
  onrecord speakers --suggest                     who is likely one, why, and how to say so
  onrecord speakers merge \"Sergei Marsk\" \"Sergey Marsk\"
  onrecord speakers --format json"
)]
pub struct Args {
    /// List speakers of two names who are likely one, with what speaks for it and against it
    #[arg(long)]
    suggest: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Merge(merge::Args),
    Split(split::Args),
    Rename(rename::Args),
    Alias(alias::Args),
    Role(role::Args),
    Undo(undo::Args),
}

impl Args {
    /// Returns whether all speakers are asked for, and nothing else.
    pub(super) fn lists_all(&self) -> bool {
        !self.suggest && self.command.is_none()
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Some(Command::Merge(args)) => merge::run(context, args),
        Some(Command::Split(args)) => split::run(context, args),
        Some(Command::Rename(args)) => rename::run(context, args),
        Some(Command::Alias(args)) => alias::run(context, args),
        Some(Command::Role(args)) => role::run(context, args),
        Some(Command::Undo(args)) => undo::run(context, args),
        None if args.suggest => {
            let history = context.open()?;
            let suggestions = suggest(&lookup::known_speakers(&history)?, &lookup::people(&history)?);
            context.show(&Report::Suggestions(SuggestionsReport { suggestions }))?;
            Ok(0)
        }
        None => {
            let speakers = lookup::speakers(&context.open()?)?;
            context.show(&Report::Speakers(SpeakersReport { speakers }))?;
            Ok(0)
        }
    }
}
