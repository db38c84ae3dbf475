//! `onrecord import git`: the history of files in a git repository.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::super::args::{NewStoryArgs, story};
use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::Intake;
use crate::import::git::Repository;
use crate::story::Slug;

/// Files in a git repository: each commit that changed one is a version
///
/// A version is dated by its commit's author date, which says when the text was saved and which a rebase keeps. Renames
/// are followed. A folder, or a pattern as git reads it, names many files, each a story of its own, those that were
/// deleted too.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Which story: a file's path from the top of the repository, without its extension: stories/ferry.html is
stories-ferry, wherever it is asked for from.

Examples:
  onrecord import git ~/scrapes stories/ferry.html
  onrecord import git ~/scrapes stories/ 'live/*.txt' --model fast
  onrecord import git ~/scrapes ferry.txt --story ferry-returns --rev main")]
pub struct Args {
    /// The repository, or a folder in it
    #[arg(value_name = "REPO")]
    repository: PathBuf,
    /// Files, folders or patterns in it, from there
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// The commit up to which its history is read
    #[arg(long, value_name = "REVISION", default_value = "HEAD")]
    rev: String,
    /// The story that all of them are versions of [default: from each file's path]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: NewStoryArgs,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let repository = Repository::open(&args.repository)?;
    let commit = repository.commit(&args.rev)?;
    let files = repository.files(&commit, &args.paths)?;
    if files.is_empty() {
        let paths = args.paths.join(", ");
        return Err(Failure::new(format!("{} has no history of {paths}", args.repository.display()))
            .hint("name files from that folder, as git log does"));
    }
    let story = args.new.chosen(context, args.story.as_ref())?;
    let intake = Intake { source: "git", common: &args.common, story, is_slow: false };
    intake.run(context, |sink| {
        for file in &files {
            if repository.versions(&commit, file, sink)? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    })
}
