//! `onrecord report`: an answer as one page that can be mailed, printed and kept.
//!
//! It makes the page of a whole story itself; of other answers their own commands do.

use super::Answer;
use super::args::{PageArgs, story};
use super::context::Context;
use super::failure::Failure;
use crate::ask::{self, reference};
use crate::render::Report;
use crate::story::Slug;

/// Write one HTML page of a story, a comparison, an audit or a search, to mail, print or keep
///
/// The page of a story has what was changed without a note, a timeline of its versions, every edit in the order of the
/// text, the text as it stands with who said what in its margin, and where each version is from. The page is one file:
/// it asks no server for anything, reads on a phone and in print, and needs no script but for its filter.
///
/// Where standard output is a terminal, the page is written to a file that is named after what it shows; a file there
/// that is no page of onrecord's is not touched.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  onrecord report harbour-fire -o harbour-fire.html
  onrecord report harbour-fire --open                       in the browser
  onrecord report diff v1 v5 --story harbour-fire -o what-changed.html
  onrecord report audit Harrowick --topic \"night shift\"
  onrecord report search '\"grain terminal\"' | lynx -stdin

A story that is called diff, show, audit, search or quotes: onrecord report --story diff"
)]
pub struct Args {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = story, conflicts_with = "named")]
    story: Option<Slug>,
    /// The story, whatever it is called
    #[arg(id = "named", long = "story", value_name = "NAME", value_parser = story)]
    named: Option<Slug>,
    #[command(flatten)]
    pub page: PageArgs,
    #[command(subcommand)]
    pub of: Option<Answer>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let named = args.story.as_ref().or(args.named.as_ref());
    let story = reference::choose_story(&history, named, "onrecord report STORY")?;
    context.show(&Report::Story(ask::story(&history, story)?))?;
    Ok(0)
}
