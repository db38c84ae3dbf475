//! Utterances in JSON: `onrecord.quotes.v1`.
//!
//! The spans of a claim count code points of the body of its version.

use serde::Serialize;

use super::claim::{ClaimShape, claim};
use super::diff::WordingShape;
use super::search::{CitedShape, cited};
use crate::quotes::{Relation, Wording};
use crate::render::code_points::CodePoints;
use crate::report::QuotesReport;

#[derive(Serialize)]
pub struct QuotesShape<'a> {
    format: &'static str,
    asked: &'a str,
    utterances: Vec<UtteranceShape<'a>>,
}

#[derive(Serialize)]
struct UtteranceShape<'a> {
    stories: usize,
    /// The fullest first.
    wordings: Vec<WordedShape<'a>>,
}

#[derive(Serialize)]
struct WordedShape<'a> {
    #[serde(flatten)]
    cited: CitedShape<'a>,
    /// What it is beside the fullest one.
    relations: Vec<&'static str>,
    /// The quoted words against the fullest one's; empty where they are the same, or nothing is quoted.
    wording: Vec<WordingShape<'a>>,
    claim: ClaimShape<'a>,
}

/// Shapes utterances.
pub fn quotes(report: &QuotesReport) -> QuotesShape<'_> {
    QuotesShape {
        format: "onrecord.quotes.v1",
        asked: &report.asked,
        utterances: report
            .utterances
            .iter()
            .map(|of| UtteranceShape { stories: of.stories(), wordings: of.wordings.iter().map(worded).collect() })
            .collect(),
    }
}

fn worded(wording: &Wording) -> WordedShape<'_> {
    let sighting = &wording.sighting;
    let name = sighting.names.first().map(String::as_str);
    WordedShape {
        cited: cited(sighting),
        relations: wording.relations.iter().map(|relation: &Relation| relation.name()).collect(),
        wording: wording.words.iter().map(|run| WordingShape { op: run.op, text: &run.text }).collect(),
        claim: claim(&sighting.claim, name, &sighting.body, &CodePoints::new(&sighting.body)),
    }
}
