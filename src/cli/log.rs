//! `onrecord log`: the versions of one story and what each changed.
//!
//! Changes are counted from the claims each time, never stored.

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use crate::ask::{self, reference};
use crate::render::Report;
use crate::story::Slug;

/// How many edits a version shows, where nobody says.
const SHOWN: &str = "10";

/// List a story's versions, when each was captured and what it changed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord log kremlin-talks
  onrecord log kremlin-talks --changes            with a line for each edit
  onrecord log kremlin-talks --changes=all --utc
  onrecord log --format json")]
pub struct Args {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = story)]
    story: Option<Slug>,
    /// Show under each version its edits, most serious first: so many, or all; JSON always has all
    /// [default with --changes: 10]
    #[arg(
        long,
        value_name = "COUNT|all",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = SHOWN,
        value_parser = shown
    )]
    changes: Option<usize>,
}

fn shown(text: &str) -> Result<usize, String> {
    if text.eq_ignore_ascii_case("all") {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| "a number, or all".to_owned())
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = reference::choose_story(&history, args.story.as_ref(), "onrecord log STORY")?;
    context.show(&Report::Log(ask::log(&history, story, args.changes)?))?;
    Ok(0)
}
