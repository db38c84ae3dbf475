//! Looks speakers up in a history: what its texts say, with who is who as its decisions have it.
//!
//! The store finds, curation says who is meant; this joins the two. It writes nothing.
//!
//! # Errors
//! Every function fails when the history cannot be read, or is damaged.

use crate::curation::{Census, KnownSpeaker, People, SpeakerRow, spellings};
use crate::sighting::Appearance;
use crate::store::{Error, History};

/// Replays the decisions about who is who.
pub fn people(history: &History) -> Result<People, Error> {
    Ok(People::new(&history.decisions()?))
}

/// Lists where the speakers appear that `name` fits: a whole name or alias, or a surname, compared without case and
/// diacritics, or any name that was decided to be theirs. By story, version and speaker, also where nothing is said.
/// Where a decision says who the speaker is, that is the first of the names.
pub fn appearances(history: &History, name: &str) -> Result<Vec<Appearance>, Error> {
    let people = people(history)?;
    let lookup = people.lookup(name);
    Ok(people.meant(&lookup, history.candidates(&lookup.asked, &lookup.keys)?))
}

/// Lists the full names of the speakers that `name` fits, as [`appearances`] does, in alphabetical order: "Smith" may
/// fit "Jane Smith" and "John Smith". Of names that differ in case and diacritics only, the commonest spelling stands.
pub fn names(history: &History, name: &str) -> Result<Vec<String>, Error> {
    Ok(spellings(appearances(history, name)?.into_iter().filter_map(|one| one.names.into_iter().next())))
}

/// Lists the speakers of all stories by number of claims, most first, then by name. Names that differ in case and
/// diacritics only are one speaker's.
pub fn speakers(history: &History) -> Result<Vec<SpeakerRow>, Error> {
    let people = people(history)?;
    Ok(census(history, &people)?.rows())
}

/// Lists what is known of each speaker across stories, by name.
pub fn known_speakers(history: &History) -> Result<Vec<KnownSpeaker>, Error> {
    let people = people(history)?;
    Ok(census(history, &people)?.known())
}

fn census<'a>(history: &History, people: &'a People) -> Result<Census<'a>, Error> {
    let mut census = Census::new(people);
    history.each_speaker(|speaker| census.add(speaker))?;
    Ok(census)
}
