//! One utterance in several stories.
//!
//! It does not say which wording is right.

use super::Error;
use crate::lookup;
use crate::quotes::{self, Utterance};
use crate::report::QuotesReport;
use crate::sighting::{Appearance, Sighting};
use crate::store::History;

/// How many claims are compared.
const REACH: usize = 400;

/// Finds the wordings of what was said in some words.
pub fn quotes(history: &History, words: &str) -> Result<QuotesReport, Error> {
    let asked = sightings(history, words)?;
    let found: Vec<Utterance> = quotes::with_words(quotes::utterances(asked), words);
    // What is found by the words asked for may be a part: the fullest one finds the parts that these words are not in.
    let fullest = found.iter().map(|of| quotes::quoted(&of.wordings[0].sighting)).max_by_key(String::len);
    let Some(fullest) = fullest else {
        return Err(Error::new(format!("no quotation on record has words like \"{words}\""))
            .hint("give more of its words, or look for them: onrecord search"));
    };
    let mut all: Vec<Sighting> = found.into_iter().flat_map(|of| of.wordings).map(|wording| wording.sighting).collect();
    all.extend(sightings(history, &fullest)?);
    let utterances = quotes::with_words(quotes::utterances(all), words);
    Ok(QuotesReport { asked: format!("“{words}”"), utterances })
}

/// Finds what a speaker said in more than one story, with its wordings.
pub fn in_more_than_one_story(
    history: &History,
    name: &str,
    appearances: &[Appearance],
) -> Result<QuotesReport, Error> {
    let mut utterances = quotes::utterances(history.said(appearances)?);
    utterances.retain(|utterance| utterance.stories() > 1);
    Ok(QuotesReport { asked: format!("{name} in more than one story"), utterances })
}

/// Reads the claims that may be wordings of some words.
fn sightings(history: &History, words: &str) -> Result<Vec<Sighting>, Error> {
    let mut found = lookup::alike(history, &quotes::telling(words), REACH)?;
    found.retain(|sighting| quotes::may_be(sighting, words));
    Ok(found)
}
