//! `onrecord quotes`: one utterance in several stories.
//!
//! It does not say which wording is right: it shows the fullest, and what the others make of it.

use super::context::Context;
use super::failure::Failure;
use crate::lookup;
use crate::quotes::{self, Utterance};
use crate::render::Report;
use crate::report::QuotesReport;
use crate::sighting::Sighting;
use crate::store::History;

/// How many claims are compared.
const REACH: usize = 400;

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
    let words = args.words.join(" ");
    let history = context.open()?;
    let asked = sightings(&history, &words)?;
    let found: Vec<Utterance> = quotes::with_words(quotes::utterances(asked), &words);
    // What is found by the words asked for may be a part: the fullest one finds the parts that these words are not in.
    let fullest = found.iter().map(|of| quotes::quoted(&of.wordings[0].sighting)).max_by_key(String::len);
    let Some(fullest) = fullest else {
        return Err(Failure::new(format!("no quotation on record has words like \"{words}\""))
            .hint("give more of its words, or look for them: onrecord search"));
    };
    let mut all: Vec<Sighting> = found.into_iter().flat_map(|of| of.wordings).map(|wording| wording.sighting).collect();
    all.extend(sightings(&history, &fullest)?);
    let utterances = quotes::with_words(quotes::utterances(all), &words);
    context.show(&Report::Quotes(QuotesReport { asked: format!("“{words}”"), utterances }))?;
    Ok(0)
}

/// Reads the claims that may be wordings of some words.
fn sightings(history: &History, words: &str) -> Result<Vec<Sighting>, Failure> {
    let mut found = lookup::alike(history, &quotes::telling(words), REACH)?;
    found.retain(|sighting| quotes::may_be(sighting, words));
    Ok(found)
}
