//! `onrecord stories rename`: what a story is called.
//!
//! The history keeps the name under which it recorded the story; that one and all others it had continue finding it.

use crate::ask::reference;
use crate::cli::args::{AuthorArgs, story};
use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::curation::Decision;
use crate::story::Slug;

/// Call a story by another name; the old one continues finding it
///
/// The story's versions, their numbers and the ids of its edits stay as they are. What is ingested under either name
/// goes into the story. A name that another story has or had is refused: stories merge makes two stories one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord stories rename fery ferry")]
pub struct Args {
    /// The story, by any name that it has or had
    #[arg(value_name = "NAME", value_parser = story)]
    story: Slug,
    /// What to call it
    #[arg(value_name = "NEW NAME", value_parser = story)]
    to: Slug,
    #[command(flatten)]
    author: AuthorArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = decide::open(context)?;
    let (story, to) = (reference::choose_story(&history, Some(&args.story), "")?, args.to.clone());
    if story.slug == to {
        return Err(Failure::new(format!("the story is called {to} already")).hint("list them: onrecord stories"));
    }
    let names = history.story_names()?;
    if names.is_merged(&to) {
        let message = format!("{to} was the name of another story, whose versions stand in {} now", names.called(&to));
        return Err(Failure::new(message).hint(format!("choose another name: {to}@v1 would mean two versions")));
    }
    let holder = names.recorded(&to);
    if *holder != story.recorded && (*holder != to || history.story(&to)?.is_some()) {
        let message = match names.called(&to) {
            called if *called == to => format!("{to} is another story"),
            called => format!("{to} was the name of another story, {called}"),
        };
        return Err(Failure::new(message).hint(format!(
            "choose another name; if the two are one story: onrecord stories merge {} {}",
            names.called(&to),
            story.slug
        )));
    }
    decide::decide(context, &mut history, &args.author, Decision::RenameStory { story: story.recorded, to })
}
