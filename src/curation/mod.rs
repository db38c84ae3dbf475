//! What users have decided about the history: who is who across stories, what stories are called and which versions stand
//! in them, and what an edit is. Replayed at reading time, never baked in.
//!
//! It does no I/O, reads no clock and changes nothing that was stored. Decisions are a journal: one is taken back by
//! another one.
//!
//! # Laws
//!
//! - With every decision taken back, the view is that of a history without any.
//! - Decisions count in the order in which they were made, in whatever order they came into a file; so two files with
//!   the same journal give the same view.
//! - A number that a version was given in a story is given to no other there while the decisions before it stand.
//! - A decision is about the full name that a text gives a person: what the text itself resolves is left to it.

mod census;
mod choose;
mod people;
mod ruling;
mod story_names;
mod story_places;
mod suggest;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use crate::decision::{Decision, Entry, Ruling, Scope, StoryEnd, Subject, Verdict};
pub use census::{Census, SpeakerRow, spellings};
pub use choose::{Choice, choose};
pub use people::{Lookup, People, Place};
pub use ruling::{FindingId, Ruled, ShiftEnd};
pub use story_names::StoryNames;
pub use suggest::{KnownSpeaker, Suggestion, suggest};

/// Returns those of a journal's entries that stand, in the order in which they were made.
///
/// An entry that is taken back no longer stands; an undo that is taken back undoes nothing. An undo counts for what was
/// made before it.
pub fn standing(journal: &[Entry]) -> Vec<&Entry> {
    let undone = undone(journal);
    in_order(journal).into_iter().filter(|entry| !undone.contains_key(entry.id.as_str())).collect()
}

/// Returns which entries are taken back, by their ids, and by which.
pub fn undone(journal: &[Entry]) -> BTreeMap<&str, &str> {
    let mut undone: BTreeMap<&str, &str> = BTreeMap::new();
    let mut later: BTreeSet<&str> = BTreeSet::new();
    // From the last to the first: when an entry is met, all that could take it back is known.
    for entry in in_order(journal).into_iter().rev() {
        if let Decision::Undo { decision } = &entry.decision
            && !undone.contains_key(entry.id.as_str())
            && !later.contains(decision.as_str())
        {
            undone.insert(decision, &entry.id);
        }
        later.insert(&entry.id);
    }
    undone
}

fn in_order(journal: &[Entry]) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = journal.iter().collect();
    entries.sort_by_key(|entry| (entry.made_at, &entry.id));
    entries
}
