//! What the commands that decide something share: the entry in the journal, and the one that takes it back.
//!
//! It never changes the history.

use super::args::AuthorArgs;
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::curation::Decision;
use crate::name::name_key;
use crate::render::Report;
use crate::report::{DecisionRow, DecisionsReport};
use crate::store::History;

/// Opens the history for a decision; it never creates one.
pub fn open(context: &Context) -> Result<History, Failure> {
    drop(context.open()?);
    context.open_or_create()
}

/// Adds a decision to the journal, prints it and says how to take it back.
pub fn decide(
    context: &Context,
    history: &mut History,
    author: &AuthorArgs,
    decision: Decision,
) -> Result<u8, Failure> {
    let (number, entry) = history.decide(&author.name()?, context.now(), decision)?;
    let journal = history.decisions()?;
    let rows = DecisionRow::list(&journal).into_iter().filter(|row| row.entry.id == entry.id).collect();
    context.show(&Report::Decisions(DecisionsReport { decisions: rows, made: true }))?;
    context.note(&format!("take it back with: onrecord decisions undo {number}"));
    Ok(0)
}

/// Returns whether two names are the same, without case, diacritics and edge punctuation.
pub fn is_called(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}

/// Takes a decision back: the one of a number, or the last one that stands and is of the wanted sort.
pub(super) fn take_back(
    context: &Context,
    number: Option<usize>,
    author: &AuthorArgs,
    wanted: fn(&Decision) -> bool,
) -> Result<u8, Failure> {
    let mut history = open(context)?;
    let decision = ask::taking_back(&history.decisions()?, number, wanted)?;
    decide(context, &mut history, author, decision)
}
