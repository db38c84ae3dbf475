//! A labelled difference, as every document that lists differences has it.

use serde::Serialize;

use super::claim::{ExcerptShape, words};
use crate::diff::Change;
use crate::render::code_points::CodePoints;

/// A labelled difference as the contract has it.
#[derive(Serialize)]
pub struct ChangeShape<'a> {
    kind: &'static str,
    severity: &'static str,
    old: Option<ExcerptShape<'a>>,
    new: Option<ExcerptShape<'a>>,
    note: &'a str,
    /// From 0 to 1.
    confidence: f64,
}

/// Shapes a labelled difference; the words of a side whose body is not at hand are left out.
pub fn change<'a>(change: &'a Change, old: Option<&CodePoints<'_>>, new: Option<&CodePoints<'_>>) -> ChangeShape<'a> {
    ChangeShape {
        kind: change.kind.name(),
        severity: change.kind.severity().name(),
        old: change.old.as_ref().zip(old).map(|(excerpt, index)| words(excerpt, index)),
        new: change.new.as_ref().zip(new).map(|(excerpt, index)| words(excerpt, index)),
        note: &change.note,
        confidence: change.confidence.as_f64(),
    }
}
