//! A claim and its parts in JSON.
//!
//! Every text stands beside the span that it was read from; spans count code points of the claim's own body.

use chrono::NaiveDate;
use serde::Serialize;

use crate::claim::{self, Claim, Excerpt};
use crate::render::code_points::CodePoints;
use crate::report::standalone;

/// A stretch in code points: `[start, end]`.
pub type Range = [usize; 2];

#[derive(Serialize)]
pub struct ExcerptShape<'a> {
    spans: Vec<Range>,
    text: &'a str,
}

#[derive(Serialize)]
pub struct ClaimShape<'a> {
    id: String,
    kind: &'static str,
    span: Range,
    content: ExcerptShape<'a>,
    standalone: String,
    cue: Option<ExcerptShape<'a>>,
    source: Option<ExcerptShape<'a>>,
    speaker: Option<String>,
    speaker_name: Option<&'a str>,
    speech: &'static str,
    speech_cue: Option<ExcerptShape<'a>>,
    outer: Vec<OuterShape<'a>>,
    quotes: Vec<Range>,
    said_on: Option<SaidOnShape<'a>>,
    position: Option<PositionShape<'a>>,
    positions: Vec<PositionShape<'a>>,
    polarity: &'static str,
    negations: Vec<CueShape<'a>>,
    certainty: CertaintyShape<'a>,
    figures: Vec<FigureShape<'a>>,
    confidence: f64,
    rule: &'static str,
}

#[derive(Serialize)]
struct OuterShape<'a> {
    cue: ExcerptShape<'a>,
    source: ExcerptShape<'a>,
    speaker: Option<String>,
}

#[derive(Serialize)]
struct SaidOnShape<'a> {
    date: NaiveDate,
    precision: &'static str,
    text: &'a str,
    spans: Vec<Range>,
}

#[derive(Serialize)]
struct PositionShape<'a> {
    stance: &'static str,
    topic: &'a str,
    topic_span: Range,
    side: Option<&'static str>,
    strength: &'static str,
    condition: Option<CueShape<'a>>,
    deadline: Option<CueShape<'a>>,
    cue: CueShape<'a>,
    objects: Vec<ObjectShape<'a>>,
}

/// What a position is on: `act` is what is done to it, `head` the word that the others of the thing belong to.
#[derive(Serialize)]
struct ObjectShape<'a> {
    act: Option<CueShape<'a>>,
    thing: CueShape<'a>,
    head: CueShape<'a>,
    negated: bool,
}

#[derive(Serialize)]
struct CueShape<'a> {
    span: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct CertaintyShape<'a> {
    level: &'static str,
    cues: Vec<&'a str>,
    spans: Vec<Range>,
}

#[derive(Serialize)]
struct FigureShape<'a> {
    span: Range,
    text: &'a str,
    value: Number,
    unit: Option<&'a str>,
}

/// A number that is written without a fraction where it has none.
#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Broken(f64),
}

/// Shapes a claim; `body` is the one that its spans were measured on, `index` its index.
pub fn claim<'a>(
    claim: &'a Claim,
    speaker_name: Option<&'a str>,
    body: &'a str,
    index: &CodePoints<'_>,
) -> ClaimShape<'a> {
    let cue = |span: claim::Span| CueShape { span: index.span(span), text: at(body, span) };
    let object = |object: &claim::Object| ObjectShape {
        act: object.act.map(cue),
        thing: cue(object.thing),
        head: cue(object.head),
        negated: object.is_negated,
    };
    let position = |position: &'a claim::Position| PositionShape {
        stance: position.stance.name(),
        topic: &position.topic,
        topic_span: index.span(position.about),
        side: position.side.map(|side| side.name()),
        strength: position.strength.name(),
        condition: position.condition.map(cue),
        deadline: position.deadline.map(cue),
        cue: cue(position.cue),
        objects: position.objects.iter().map(object).collect(),
    };
    ClaimShape {
        id: claim.id.to_string(),
        kind: claim.kind.name(),
        span: index.span(claim.span),
        content: words(&claim.content, index),
        standalone: standalone::standalone(body, claim, speaker_name),
        cue: claim.cue.as_ref().map(|cue| words(cue, index)),
        source: claim.source.as_ref().map(|source| words(source, index)),
        speaker: claim.speaker.map(|id| id.to_string()),
        speaker_name: claim.speaker.and(speaker_name),
        speech: claim.speech.name(),
        speech_cue: claim.speech_cue.as_ref().map(|cue| words(cue, index)),
        outer: claim.outer.iter().map(|outer| self::outer(outer, index)).collect(),
        quotes: index.spans(&claim.quotes),
        said_on: claim.said_on.as_ref().map(|said_on| SaidOnShape {
            date: said_on.date,
            precision: said_on.precision.name(),
            text: &said_on.words.text,
            spans: index.spans(&said_on.words.spans),
        }),
        position: claim.position().map(position),
        positions: claim.positions.iter().map(position).collect(),
        polarity: claim.polarity.name(),
        negations: claim.negations.iter().map(|&span| cue(span)).collect(),
        certainty: CertaintyShape {
            level: claim.certainty.level.name(),
            cues: claim.certainty.cues.iter().map(|&span| at(body, span)).collect(),
            spans: index.spans(&claim.certainty.cues),
        },
        figures: claim.figures.iter().map(|figure| self::figure(figure, index)).collect(),
        confidence: claim.confidence,
        rule: claim.rule.name(),
    }
}

/// Shapes an excerpt.
pub fn words<'a>(excerpt: &'a Excerpt, index: &CodePoints<'_>) -> ExcerptShape<'a> {
    ExcerptShape { spans: index.spans(&excerpt.spans), text: &excerpt.text }
}

fn outer<'a>(outer: &'a claim::Outer, index: &CodePoints<'_>) -> OuterShape<'a> {
    OuterShape {
        cue: words(&outer.cue, index),
        source: words(&outer.source, index),
        speaker: outer.speaker.map(|id| id.to_string()),
    }
}

fn figure<'a>(figure: &'a claim::Figure, index: &CodePoints<'_>) -> FigureShape<'a> {
    FigureShape {
        span: index.span(figure.span),
        text: &figure.text,
        value: number(figure.value),
        unit: figure.unit.as_deref(),
    }
}

fn number(value: f64) -> Number {
    // Up to 2^53 a float holds every whole number, so that the cast is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT { Number::Whole(value as i64) } else { Number::Broken(value) }
}

fn at(body: &str, span: claim::Span) -> &str {
    body.get(span.start..span.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let check = |value, expected| assert_eq!(serde_json::to_string(&number(value)).ok().as_deref(), Some(expected));
        check(12.0, "12");
        check(1_500_000.0, "1500000");
        check(2.5, "2.5");
        check(-3.0, "-3");
        check(f64::NAN, "null");
    }
}
