//! Looks speakers up in a history: what its texts say, with who is who as its decisions have it.
//!
//! The store finds, curation says who is meant; this joins the two, and the initials to the full name of a body where a
//! text gives both. It writes nothing.
//!
//! # Errors
//! Every function fails when the history cannot be read, or is damaged.

use std::collections::{BTreeMap, BTreeSet};

use crate::curation::{Census, KnownSpeaker, Lookup, People, Place, SpeakerRow, spellings};
use crate::name::{is_short_for, name_key};
use crate::sighting::{Appearance, Candidate, Sighting};
use crate::store::{Error, History};

/// Replays the decisions about who is who.
pub fn people(history: &History) -> Result<People, Error> {
    let mut journal = history.decisions()?;
    history.story_names()?.apply(&mut journal);
    Ok(People::new(&journal))
}

/// Lists where the speakers appear that `name` fits: a whole name or alias, or a surname, compared without case and
/// diacritics, or any name that was decided to be theirs. By story, version and speaker, also where nothing is said.
/// Where a decision says who the speaker is, that is the first of the names.
pub fn appearances(history: &History, name: &str) -> Result<Vec<Appearance>, Error> {
    let people = people(history)?;
    let lookup = people.lookup(name);
    let found = history.candidates(&lookup.asked, &lookup.keys)?;
    let found = match short_and_full(&found) {
        Some(pair) => with_both(history, &lookup, found, &pair)?,
        None => found,
    };
    Ok(people.meant(&lookup, found))
}

/// Returns the initials and the full name by which texts call the speaker who was found, where they give both and no
/// other pair: "NHB" and "National Harbour Board".
fn short_and_full(found: &[Candidate]) -> Option<[String; 2]> {
    let mut all: BTreeMap<[String; 2], [String; 2]> = BTreeMap::new();
    for Candidate { appearance: Appearance { names, .. }, .. } in found {
        for short in names {
            for full in names.iter().filter(|full| is_short_for(short, full)) {
                all.insert([name_key(short), name_key(full)], [short.clone(), full.clone()]);
            }
        }
    }
    let mut all = all.into_values();
    all.next().filter(|_| all.next().is_none())
}

/// Adds where the texts give only one of the two names, which one text has joined; not where the initials are another
/// one's too.
fn with_both(
    history: &History,
    lookup: &Lookup,
    found: Vec<Candidate>,
    pair: &[String; 2],
) -> Result<Vec<Candidate>, Error> {
    let keys: BTreeSet<String> = pair.iter().map(|name| name_key(name)).chain(lookup.keys.clone()).collect();
    let mut all = history.candidates(&lookup.asked, &keys)?;
    if short_and_full(&all).as_ref() != Some(pair) {
        return Ok(found);
    }
    for one in &mut all {
        let names = &mut one.appearance.names;
        if pair.iter().any(|name| names.iter().any(|own| name_key(own) == name_key(name))) {
            one.is_named = true;
            names.extend(pair.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
        }
    }
    Ok(all)
}

/// Lists the full names of the speakers that `name` fits, as [`appearances`] does, in alphabetical order: "Smith" may
/// fit "Jane Smith" and "John Smith". Of names that differ in case and diacritics only, the commonest spelling stands.
pub fn names(history: &History, name: &str) -> Result<Vec<String>, Error> {
    Ok(spellings(appearances(history, name)?.into_iter().filter_map(|one| one.names.into_iter().next())))
}

/// Finds statements as [`History::alike`] does, each with what decisions call its speaker as the first of the names.
pub fn alike(history: &History, words: &[String], limit: usize) -> Result<Vec<Sighting>, Error> {
    let people = people(history)?;
    let mut found = history.alike(words, limit)?;
    for sighting in &mut found {
        let date = sighting.date.day();
        let place = Place { story: sighting.story.as_str(), outlet: sighting.outlet.as_deref(), date };
        let called = sighting.names.first().and_then(|name| people.who(name, &place)).map(str::to_owned);
        if let Some(called) = called {
            sighting.names.retain(|name| *name != called);
            sighting.names.insert(0, called);
        }
    }
    Ok(found)
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
