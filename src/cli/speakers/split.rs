//! `onrecord speakers split`: two people whom something took for one.
//!
//! It takes no decision back: what joined the two stays in the journal, and this one goes before it.

use crate::ask;
use crate::cli::args::{AuthorArgs, ScopeArgs, some_name};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::{Decision, Scope};
use crate::lookup;

/// Keep two people apart
///
/// With OTHER: that is somebody else than NAME, whatever joined the two, a merge or the likeness of their names. With
/// --story or --outlet: whom these texts call NAME is somebody else than whom all others call so.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers split \"Mara Lindqvist\" Lindqvist
  onrecord speakers split \"John Smith\" --story harbour-fire
                                                  now called \"John Smith (harbour-fire)\"
  onrecord speakers split \"John Smith\" --outlet \"The Courier\" --as \"John Smith, the baker\"")]
pub struct Args {
    /// The speaker
    #[arg(value_name = "NAME", value_parser = some_name)]
    name: String,
    /// A name that is somebody else's
    #[arg(value_name = "OTHER", value_parser = some_name, conflicts_with_all = ["story", "outlet", "called"])]
    other: Option<String>,
    #[command(flatten)]
    scope: ScopeArgs,
    /// What the one in these texts is called [default: NAME with the story or outlet in brackets]
    #[arg(long = "as", id = "called", value_name = "NEW NAME", value_parser = some_name)]
    called: Option<String>,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let decision = match &args.other {
        Some(other) => ask::two_speakers(&history, &args.name, other)?,
        None => {
            let name = ask::speaker_named(&history, &args.name)?;
            let scope = args.scope.scope(&history)?;
            let Some(texts) = texts(&scope) else {
                return Err(Failure::new(format!("who is somebody else than \"{name}\"?"))
                    .hint("give the other name, or say in which texts: --story STORY or --outlet NAME"));
            };
            let appearances = lookup::appearances(&history, &name)?;
            if !appearances.iter().any(|one| one.claims > 0 && scope.holds(one.story.as_str(), one.outlet.as_deref())) {
                context.warn(&format!("nobody called \"{name}\" is on record in {texts} yet"));
            }
            let called = args.called.clone().unwrap_or_else(|| format!("{name} ({texts})"));
            Decision::Split { name, called, scope }
        }
    };
    decide::decide(context, &mut history, &args.author, decision)
}

/// Names the texts of a scope in short; `None` where it is all.
fn texts(scope: &Scope) -> Option<String> {
    let parts: Vec<&str> = scope.story.iter().map(|story| story.as_str()).chain(scope.outlet.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
