//! `onrecord speakers alias`: a further name of a speaker.
//!
//! Unlike a merge, the name need not be on record.

use crate::ask::speaker_named;
use crate::cli::args::{AuthorArgs, ScopeArgs, some_name};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;
use crate::lookup;

/// Give a speaker a further name, in all texts or in some
///
/// It counts where a text calls somebody ALIAS and nothing fuller; where the text itself says who that is, the text is
/// followed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers alias \"Mara Lindqvist\" \"the iron lady of Port Ansel\"
  onrecord speakers alias \"Tomas Lindqvist\" Lindqvist --story pier-plan")]
pub struct Args {
    /// The speaker
    #[arg(value_name = "NAME", value_parser = some_name)]
    name: String,
    /// The further name, whole
    #[arg(value_name = "ALIAS", value_parser = some_name)]
    alias: String,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let (name, alias) = (speaker_named(&history, &args.name)?, args.alias.clone());
    let scope = args.scope.scope(&history)?;
    let people = lookup::people(&history)?;
    if decide::is_called(&name, &alias) || scope.is_all() && people.are_one(&name, &alias) {
        return Err(Failure::new(format!("\"{name}\" has the name \"{alias}\" already"))
            .hint("see what was decided: onrecord decisions"));
    }
    decide::decide(context, &mut history, &args.author, Decision::Alias { name, alias, scope })
}
