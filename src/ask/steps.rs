//! The versions of a story one after the other, each compared with the one before.
//!
//! Edits are found in the stored claims each time, never stored.

use std::collections::BTreeMap;

use super::Error;
use super::version::stored_info;
use crate::compare::{Comparison, compare};
use crate::curation::Ruled;
use crate::report::{DiffReport, Filter};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story};

/// Reads a story's versions, oldest first, and hands each to `take` with what it changed; with `None` the first.
pub fn each_step(
    history: &History,
    story: &Story,
    mut take: impl FnMut(&StoredVersion, Option<DiffReport>),
) -> Result<Option<StoredVersion>, Error> {
    let rulings = Ruled::all(&history.decisions()?);
    let mut before: Option<StoredVersion> = None;
    for number in history.version_numbers(&story.slug)? {
        let Some(version) = history.version(&story.slug, number)? else { continue };
        let step =
            before.as_ref().map(|before| step(history, before, &version, &rulings, &Filter::default())).transpose()?;
        take(&version, step);
        before = Some(version);
    }
    Ok(before)
}

/// Compares two versions of one story, and sets the rulings beside their edits.
pub fn step(
    history: &History,
    old: &StoredVersion,
    new: &StoredVersion,
    rulings: &BTreeMap<String, Ruled>,
    filter: &Filter,
) -> Result<DiffReport, Error> {
    let Comparison { diff, old_read, new_read } = compare(history, old, new)?;
    let side = |version: &StoredVersion, read| {
        let extraction = if let Some(read) = read { read } else { version.extraction.clone() };
        (stored_info(version), extraction.speakers)
    };
    let story = Some(compared_story(&new.story, [&old.origin, &new.origin]));
    let (old, new) = (side(old, old_read), side(new, new_read));
    Ok(DiffReport::new(story, old, new, diff, filter).with_rulings(rulings, false))
}

/// Returns the story of two versions that are compared, by the names under which these were recorded: the ids of their
/// edits stay what they are, whatever story the two are decided into.
pub fn compared_story(story: &Story, origins: [&Slug; 2]) -> Story {
    let [old, new] = origins;
    Story { recorded: if old == new { new } else { &story.recorded }.clone(), ..story.clone() }
}
