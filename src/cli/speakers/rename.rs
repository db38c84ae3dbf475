//! `onrecord speakers rename`: what a speaker is called.
//!
//! The old name continues finding the speaker.

use crate::ask::speaker_named;
use crate::cli::args::{AuthorArgs, some_name};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;
use crate::lookup;

/// Call a speaker by another name; the old one continues finding him or her
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers rename \"Sergey Marsk\" \"Sergei Marsk\"")]
pub struct Args {
    /// The speaker
    #[arg(value_name = "NAME", value_parser = some_name)]
    name: String,
    /// What to call him or her
    #[arg(value_name = "NEW NAME", value_parser = some_name)]
    to: String,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let (name, to) = (speaker_named(&history, &args.name)?, args.to.clone());
    let is_taken = lookup::names(&history, &to)?.iter().any(|known| decide::is_called(known, &to));
    if is_taken && !lookup::people(&history)?.are_one(&name, &to) {
        return Err(Failure::new(format!("\"{to}\" is another speaker on record"))
            .hint(format!("if the two are one: onrecord speakers merge \"{to}\" \"{name}\"")));
    }
    decide::decide(context, &mut history, &args.author, Decision::Rename { name, to })
}
