//! The report of a whole story: its versions, every step between them, and the text as it stands.
//!
//! It compares nothing: the steps are comparisons that were made.

use super::{DiffReport, LogReport, VersionReport, phrases};
use crate::diff::{Confidence, Severity};

/// `report`: a story with all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryReport {
    pub log: LogReport,
    /// Each version against the one before, oldest first.
    pub steps: Vec<DiffReport>,
    /// The latest version with its claims; `None` where the story has no version.
    pub latest: Option<VersionReport>,
    /// The extractors that read the versions, beside `log.versions`.
    pub extractors: Vec<String>,
}

/// An edit of a story: the step in which it was made, and its index into that step's edits.
#[derive(Clone, Copy, Debug)]
pub struct StoryEdit<'a> {
    pub step: &'a DiffReport,
    pub index: usize,
}

impl StoryReport {
    /// Lists the substantive edits that the program is sure of and that no correction note owns up to, oldest first.
    pub fn unnoted(&self) -> Vec<StoryEdit<'_>> {
        self.steps.iter().flat_map(unnoted_of).collect()
    }

    /// Returns the counts in words: "5 versions in 27 h, 9 substantive edits; for 7 of them, of which
    /// the program is sure, no note was found".
    pub fn headline(&self) -> String {
        let versions = phrases::count(self.log.versions.len(), "version", "versions");
        let [first, last] = [self.log.versions.first(), self.log.versions.last()];
        let time = first.zip(last).and_then(|(first, last)| phrases::duration(last.captured_at - first.captured_at));
        let versions = match time.filter(|_| self.log.versions.len() > 1) {
            Some(time) => format!("{versions} in {time}"),
            None => versions,
        };
        if self.steps.is_empty() {
            return versions;
        }
        let substantive = self.steps.iter().map(|step| step.by_severity()[0]).sum();
        let edits = phrases::count(substantive, "substantive edit", "substantive edits");
        let notes = match self.unnoted().len() {
            0 => String::new(),
            n => format!("; for {n} of them, of which the program is sure, no note was found"),
        };
        format!("{versions}, {edits}{notes}")
    }
}

impl DiffReport {
    /// Counts the substantive edits of which the program is sure, and those of them that no correction note owns up to.
    pub fn sure_and_unnoted(&self) -> (usize, usize) {
        let is_sure = |&&index: &&usize| {
            let edit = &self.diff.edits[index];
            edit.severity() == Some(Severity::Substantive) && edit.confidence().is_some_and(Confidence::is_sure)
        };
        (self.shown.iter().filter(is_sure).count(), unnoted_of(self).count())
    }
}

fn unnoted_of(step: &DiffReport) -> impl Iterator<Item = StoryEdit<'_>> {
    let is_unnoted = |&index: &usize| {
        let is_sure = step.diff.edits[index].confidence().is_some_and(Confidence::is_sure);
        is_sure && step.noted(index) == Some(false)
    };
    step.shown.iter().copied().filter(is_unnoted).map(move |index| StoryEdit { step, index })
}
