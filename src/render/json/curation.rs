//! What users decided in JSON: `onrecord.decisions.v1`, `.imported.v1`, `.suggestions.v1`; and the journal itself, a
//! line a decision: `onrecord.decision.v1`.
//!
//! A decision looks the same in the list and in the journal.

use serde::Serialize;

use super::write;
use crate::curation::{Decision, Entry, Ruled};
use crate::report::{DecisionsReport, ImportedDecisions, SuggestionsReport};

#[derive(Serialize)]
pub struct DecisionsShape<'a> {
    format: &'static str,
    decisions: Vec<DecisionShape<'a>>,
}

#[derive(Serialize)]
struct DecisionShape<'a> {
    number: usize,
    /// The number of the decision that takes it back.
    undone_by: Option<usize>,
    words: String,
    #[serde(flatten)]
    entry: &'a Entry,
}

#[derive(Serialize)]
pub struct ImportedShape {
    format: &'static str,
    read: usize,
    added: usize,
}

#[derive(Serialize)]
pub struct SuggestionsShape<'a> {
    format: &'static str,
    suggestions: Vec<SuggestionShape<'a>>,
}

#[derive(Serialize)]
struct SuggestionShape<'a> {
    name: &'a str,
    other: &'a str,
    score: f64,
    #[serde(rename = "for")]
    speaks_for: &'a [String],
    against: &'a [String],
    decision: Decision,
}

#[derive(Serialize)]
struct LineShape<'a> {
    format: &'static str,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// A ruling beside what it is on.
#[derive(Serialize)]
pub struct RulingShape<'a> {
    verdict: &'static str,
    note: Option<&'a str>,
    author: &'a str,
    made_at: String,
}

/// Shapes decisions.
pub fn decisions(report: &DecisionsReport) -> DecisionsShape<'_> {
    let decisions = report.decisions.iter().map(|row| DecisionShape {
        number: row.number,
        undone_by: row.undone_by,
        words: row.words(),
        entry: &row.entry,
    });
    DecisionsShape { format: "onrecord.decisions.v1", decisions: decisions.collect() }
}

/// Shapes what became of an import.
pub fn imported(report: &ImportedDecisions) -> ImportedShape {
    ImportedShape { format: "onrecord.imported.v1", read: report.read, added: report.added }
}

/// Shapes pairs of names.
pub fn suggestions(report: &SuggestionsReport) -> SuggestionsShape<'_> {
    let suggestions = report.suggestions.iter().map(|pair| SuggestionShape {
        name: &pair.name,
        other: &pair.other,
        score: pair.score,
        speaks_for: &pair.speaks_for,
        against: &pair.against,
        decision: Decision::Merge { name: pair.name.clone(), other: pair.other.clone() },
    });
    SuggestionsShape { format: "onrecord.suggestions.v1", suggestions: suggestions.collect() }
}

/// Shapes a ruling.
pub fn ruling(ruled: &Ruled) -> RulingShape<'_> {
    RulingShape {
        verdict: ruled.ruling.verdict.name(),
        note: ruled.ruling.note.as_deref(),
        author: &ruled.author,
        made_at: super::time(ruled.made_at),
    }
}

/// Writes a journal, a line a decision.
pub fn exported(journal: &[Entry]) -> String {
    journal.iter().map(|entry| write(&LineShape { format: "onrecord.decision.v1", entry })).collect()
}
