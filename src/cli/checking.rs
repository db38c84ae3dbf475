//! A history is checked or copied while a user waits.
//!
//! It says how far it is, and what a command says where something is wrong.

use std::collections::BTreeSet;
use std::path::Path;

use super::failure::Failure;
use super::progress::Progress;
use crate::ask::reference;
use crate::store::History;
use crate::stored::{Problem, Verification};
use crate::story::Slug;

/// Checks a history, or one story of it, and shows how far it is.
pub(super) fn check(history: &History, story: Option<&Slug>) -> Result<Verification, Failure> {
    let mut progress: Option<Progress> = None;
    let verification = history.verify_with(story, |done, total| {
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let progress = progress.get_or_insert_with(|| Progress::of("versions and extractions", total));
        progress.show(usize::try_from(done).unwrap_or(usize::MAX));
    })?;
    progress.iter_mut().for_each(Progress::clear);
    Ok(verification)
}

/// Lists the places where something is wrong, each once.
pub(super) fn places(problems: &[Problem]) -> Vec<String> {
    let places: BTreeSet<&String> = problems.iter().map(|problem| &problem.place).collect();
    places.into_iter().cloned().collect()
}

/// Says that something is wrong with a history, and where; `None` where nothing is.
pub(super) fn failure(problems: &[Problem]) -> Option<Failure> {
    let places = places(problems);
    (!places.is_empty()).then(|| {
        Failure::new(format!("the history is not sound; something is wrong in: {}", reference::list(&places)))
            .hint("keep this file as evidence; continue with a backup whose `onrecord verify` is sound")
    })
}

/// Copies a history, and shows how far it is.
pub(super) fn copy(history: &History, to: &Path) -> Result<(), Failure> {
    let count = |pages: u64| usize::try_from(pages).unwrap_or(usize::MAX);
    let mut progress: Option<Progress> = None;
    history.back_up(to, |done, total| {
        progress.get_or_insert_with(|| Progress::of("pages", count(total))).show(count(done));
    })?;
    progress.iter_mut().for_each(Progress::clear);
    Ok(())
}
