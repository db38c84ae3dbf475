//! Which person a name on the command line means, among those whom the history credits with a claim.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use super::Error;
use super::nearest::hint_nearest;
use super::reference::list;
use crate::claim::Extraction;
use crate::curation::{Choice, People, Place, choose};
use crate::lookup;
use crate::name::name_key;
use crate::report::VersionInfo;
use crate::sighting::Appearance;
use crate::store::History;
use crate::story::Slug;

/// Lists where one person appears who says something there; `how` is what a name stands behind on the command line.
///
/// # Errors
/// When nobody bears the name, or several do.
pub fn one_person(history: &History, name: &str, how: &str) -> Result<Vec<Appearance>, Error> {
    let mut appearances = lookup::appearances(history, name)?;
    appearances.retain(|one| one.claims > 0);
    if appearances.is_empty() {
        return Err(unknown(history, name)?);
    }
    match choose(name, appearances, &lookup::people(history)?) {
        Choice::One(appearances) => Ok(appearances),
        Choice::Several(people) => {
            let count = |(name, appearances): (String, Vec<Appearance>)| Ok((name, history.statements(&appearances)?));
            Err(several(name, how, &people.into_iter().map(count).collect::<Result<Vec<_>, Error>>()?))
        }
    }
}

/// Finds the speaker that a name means, and returns the name as the history has it: a whole name, or a surname that one
/// speaker bears.
///
/// # Errors
/// When nobody is called so, or several are.
pub fn speaker_named(history: &History, asked: &str) -> Result<String, Error> {
    let names = lookup::names(history, asked)?;
    if let Some(exact) = names.iter().find(|name| name_key(name) == name_key(asked)) {
        return Ok(exact.clone());
    }
    if lookup::people(history)?.knows(asked) {
        return Ok(asked.to_owned());
    }
    match names.as_slice() {
        [] => Err(unknown(history, asked)?),
        [only] => Ok(only.clone()),
        several => Err(Error::new(format!("\"{asked}\" fits {} speakers: {}", several.len(), list(several)))
            .hint("give the whole name, in quotation marks")),
    }
}

/// Adds to names of speakers what some versions of stories call whoever was decided to be so called.
pub fn with_joined<'a>(
    people: &People,
    versions: impl IntoIterator<Item = (&'a Slug, &'a VersionInfo, &'a Extraction)>,
    names: &[String],
) -> Vec<String> {
    let mut all = names.to_vec();
    for (story, VersionInfo { metadata, .. }, extraction) in versions {
        let captured_at = metadata.captured_at.map(|time| time.fixed_offset());
        let Some(at) = metadata.published_at.or(captured_at) else { continue };
        let place = Place { story: story.as_str(), outlet: metadata.outlet.as_deref(), date: at.date_naive() };
        for speaker in &extraction.speakers {
            let called = people.who(&speaker.name, &place);
            let is_meant = |name: &String| people.is_meant(&people.lookup(name), called, false);
            if names.iter().any(is_meant) && !all.contains(&speaker.name) {
                all.push(speaker.name.clone());
            }
        }
    }
    all
}

fn unknown(history: &History, name: &str) -> Result<Error, Error> {
    let names: Vec<String> = lookup::speakers(history)?.into_iter().map(|speaker| speaker.name).collect();
    let error = Error::new(format!("nobody called \"{name}\" is on record"));
    Ok(error.hint(hint_nearest(name, &names, "list everybody: onrecord speakers")))
}

/// Says that a name fits several people, and how to name one.
fn several(asked: &str, how: &str, people: &[(String, usize)]) -> Error {
    let label = |(name, statements): &(String, usize)| match statements {
        1 => format!("{name} (1 statement)"),
        statements => format!("{name} ({statements} statements)"),
    };
    let labels: Vec<String> = people.iter().map(label).collect();
    let names = people.iter().map(|(name, _)| name.as_str());
    let example = names.max_by_key(|name| name.split_whitespace().count()).unwrap_or(asked);
    Error::new(format!("\"{asked}\" fits {} speakers: {}", people.len(), list(&labels))).hint(format!(
        "give the whole name: {how} \"{example}\"; if two of them are one: onrecord speakers merge NAME OTHER"
    ))
}
