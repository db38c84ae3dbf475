//! What the correction notes of the new version own up to.

use super::DiffReport;
use crate::diff::{Correction, Severity};
use crate::report::phrases;

/// Which edits a correction note owns up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Their numbers for the reader.
    pub numbers: Vec<usize>,
    /// Their places among the shown edits, from 0.
    pub shown: Vec<usize>,
    /// How many the filter holds back.
    pub held_back: usize,
    /// Whether it owns up to the change of the headline.
    pub headline: bool,
}

impl DiffReport {
    /// Returns which of the edits a correction note covers, for the reader.
    pub fn covered(&self, correction: &Correction) -> Covered {
        let numbers = self.numbers();
        let mut covered = Covered { headline: correction.covers_headline, ..Covered::default() };
        for &index in &correction.covers {
            covered.numbers.extend(numbers.get(index).copied().flatten());
            match self.shown.binary_search(&index) {
                Ok(place) => covered.shown.push(place),
                Err(_) => covered.held_back += 1,
            }
        }
        covered
    }

    /// Returns for a substantive edit whether the outlet owned up to it.
    pub fn noted(&self, index: usize) -> Option<bool> {
        (self.diff.edits[index].severity() == Some(Severity::Substantive))
            .then(|| !self.diff.notes_on(index).is_empty())
    }

    /// Returns for a substantive change of the headline whether the outlet owned up to it.
    pub fn headline_noted(&self) -> Option<bool> {
        let substantive = self.diff.headline().is_some_and(|edit| edit.severity() == Some(Severity::Substantive));
        substantive.then(|| !self.diff.notes_on_headline().is_empty())
    }

    /// Marks an edit with the notes that cover it: "note 1", "notes 1 and 2".
    pub fn note_mark(&self, index: usize) -> Option<String> {
        mark(&self.diff.notes_on(index))
    }

    /// Marks the headline with the notes that cover its change.
    pub fn headline_mark(&self) -> Option<String> {
        mark(&self.diff.notes_on_headline())
    }
}

impl Covered {
    /// Returns in words what a note covers: "owns up to edits 1 and 4 and the headline (1 held back by the filter)".
    pub fn phrase(&self) -> String {
        let noun = if self.numbers.len() == 1 { "edit" } else { "edits" };
        let held_back = match self.held_back {
            0 => String::new(),
            n => format!(" ({n} held back by the filter)"),
        };
        match (self.numbers.is_empty(), self.headline) {
            (true, false) => "owns up to no edit between these versions".to_owned(),
            (true, true) => "owns up to the new headline".to_owned(),
            (false, false) => format!("owns up to {noun} {}{held_back}", phrases::list(&self.numbers)),
            (false, true) => {
                format!("owns up to {noun} {}{held_back}, and to the new headline", phrases::list(&self.numbers))
            }
        }
    }
}

/// Names notes by their numbers.
fn mark(notes: &[usize]) -> Option<String> {
    let numbers: Vec<usize> = notes.iter().map(|nth| nth + 1).collect();
    let noun = if numbers.len() == 1 { "note" } else { "notes" };
    (!numbers.is_empty()).then(|| format!("{noun} {}", phrases::list(&numbers)))
}
