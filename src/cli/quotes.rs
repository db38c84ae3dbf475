//! `onrecord quotes`: one utterance in several stories.
//!
//! It does not say which wording is right: it shows the fullest, and what the others make of it.

use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::render::Report;

/// Compare one utterance in several stories: who trimmed it, whose words differ, who credits somebody else
///
/// WORDS are some of what was said. The fullest wording on record comes first, then the others with what went and came
/// inside the marks. Style of marks, case, white space and what stands in square brackets are no difference. Of each
/// claim the last version counts; what changed within a story, onrecord history shows.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord quotes \"we will not sail before the spring tide\"
  onrecord quotes \"not sail before\" --format json
  onrecord audit Varn --compare-outlets             all that one speaker said in more than one story")]
pub struct Args {
    /// Some of what was said
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    context.show(&Report::Quotes(ask::quotes(&context.open()?, &args.words.join(" "))?))?;
    Ok(0)
}
