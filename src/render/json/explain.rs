//! Why a text was read as it was, in JSON: the field `explain` of `onrecord.extraction.v1`.

use serde::Serialize;

use super::claim::Range;
use crate::claim::Span;
use crate::render::code_points::CodePoints;
use crate::report::{ExplainReport, ShownChange, ShownClaim, ShownReason, ShownSentence, ShownWord};

#[derive(Serialize)]
pub struct ExplainShape<'a> {
    extractor: &'a str,
    sentences: Vec<SentenceShape<'a>>,
    claims: Vec<ClaimReasonsShape<'a>>,
}

#[derive(Serialize)]
struct SentenceShape<'a> {
    number: usize,
    span: Range,
    text: &'a str,
    claims: Vec<String>,
    tokens: Vec<TokenShape<'a>>,
    second: Option<SecondShape<'a>>,
    notes: Vec<ReasonShape<'a>>,
}

#[derive(Serialize)]
struct TokenShape<'a> {
    span: Range,
    text: &'a str,
    label: &'static str,
    margin: i32,
    second: &'static str,
}

#[derive(Serialize)]
struct SecondShape<'a> {
    margin: i32,
    changes: Vec<RelabelledShape<'a>>,
}

#[derive(Serialize)]
struct RelabelledShape<'a> {
    span: Range,
    text: &'a str,
    label: &'static str,
    second: &'static str,
}

#[derive(Serialize)]
struct ClaimReasonsShape<'a> {
    id: String,
    reasons: Vec<ReasonShape<'a>>,
}

#[derive(Serialize)]
struct ReasonShape<'a> {
    about: &'static str,
    by: &'static str,
    text: &'a str,
}

/// Shapes an explanation.
pub fn explain(report: &ExplainReport) -> ExplainShape<'_> {
    let body = report.version.version.body.as_str();
    let index = CodePoints::new(body);
    let sentences = report.sentences.iter().map(|sentence| self::sentence(sentence, body, &index));
    ExplainShape {
        extractor: &report.extractor,
        sentences: sentences.collect(),
        claims: report.claims.iter().map(claim).collect(),
    }
}

fn sentence<'a>(sentence: &'a ShownSentence, body: &'a str, index: &CodePoints<'_>) -> SentenceShape<'a> {
    let text = |span: Span| body.get(span.start..span.end).unwrap_or_default();
    let word = |ShownWord { span, label, margin, second }: &ShownWord| TokenShape {
        span: index.span(*span),
        text: text(*span),
        label: label.name,
        margin: *margin,
        second: second.name,
    };
    let change = |ShownChange { span, label, second }: &ShownChange| RelabelledShape {
        span: index.span(*span),
        text: text(*span),
        label: label.name,
        second: second.name,
    };
    SentenceShape {
        number: sentence.number,
        span: index.span(sentence.span),
        text: text(sentence.span),
        claims: sentence.claims.iter().map(ToString::to_string).collect(),
        tokens: sentence.words.iter().map(word).collect(),
        second: sentence
            .second
            .as_ref()
            .map(|second| SecondShape { margin: second.margin, changes: second.changes.iter().map(change).collect() }),
        notes: sentence.notes.iter().map(reason).collect(),
    }
}

fn claim(explained: &ShownClaim) -> ClaimReasonsShape<'_> {
    ClaimReasonsShape { id: explained.id.to_string(), reasons: explained.reasons.iter().map(reason).collect() }
}

fn reason(ShownReason { about, by, text }: &ShownReason) -> ReasonShape<'_> {
    ReasonShape { about, by, text }
}
