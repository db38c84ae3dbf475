//! The report of a check of a bundle of evidence.
//!
//! It judges nothing: what is wrong, and where, is the check's finding.

use std::path::PathBuf;

use super::phrases;
use crate::stored::BundleCheck;

/// `verify FILE`: whether a bundle is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleReport {
    pub path: PathBuf,
    pub check: BundleCheck,
}

impl BundleReport {
    /// Returns the outcome, in words.
    pub fn outcome(&self) -> String {
        match self.check.problems.len() {
            0 => "sound: nothing was changed since it was made".to_owned(),
            problems => phrases::count(problems, "problem", "problems"),
        }
    }

    /// Returns what is known, a name and a value a line; the problems apart.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let BundleCheck { story, files, versions, head, .. } = &self.check;
        let mut lines = vec![("result", self.outcome()), ("bundle", self.path.display().to_string())];
        lines.extend(story.iter().map(|story| ("story", story.clone())));
        let (files, versions) =
            (phrases::count(*files, "file", "files"), phrases::count(*versions, "version", "versions"));
        lines.push(("checked", format!("{files}, {versions}, each with its chain")));
        lines.push(("unchecked", "who made it: compare the head with one that was noted before".to_owned()));
        lines.extend(head.iter().map(|head| ("head", head.clone())));
        lines
    }
}
