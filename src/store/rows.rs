//! Claims, speakers and metadata as rows: columns for what is asked about, one JSON column for the rest.
//!
//! What goes in comes out, exactly. It decides nothing and runs no query of its own.

use chrono::{FixedOffset, NaiveDate};
use rusqlite::{Row, Statement, params};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

use crate::claim::{Certainty, Claim, ClaimId, Excerpt, Figure, Outer, Position, Referent, SaidOn, Span, SpeakerId};
use crate::story::Metadata;

use crate::version_date::{VersionDate, VersionTimes};

use super::error::Fault;
use super::time;

/// The columns that [`claim`] reads, in its order.
macro_rules! claim_columns {
    () => {
        "claim.number, claim.kind, claim.span_start, claim.span_end, claim.speaker, claim.content, claim.cue, \
         claim.source, claim.said_on, claim.precision, claim.stance, claim.topic, claim.polarity, claim.certainty, \
         claim.confidence, claim.rule, claim.detail, claim.lineage, claim.speech"
    };
}
pub(super) use claim_columns;

/// The columns that [`version_dates`] reads, in its order, of a version and its neighbours in the story;
/// [`neighbours`](super::places) joins these.
macro_rules! date_columns {
    () => {
        "version.published_at, version.modified_at, version.captured_at, version.stored_at, \
         before.published_at, before.modified_at, before.captured_at, before.stored_at, \
         after.published_at, after.modified_at, after.captured_at, after.stored_at"
    };
}
pub(super) use date_columns;

/// The rows of the claims of speakers given as a list of pairs, of extraction and number; read off the index alone.
macro_rules! claims_of_speakers {
    ($list:literal) => {
        concat!(
            "SELECT own.id FROM json_each(",
            $list,
            ") CROSS JOIN claim AS own INDEXED BY claim_by_speaker \
             WHERE own.extraction = json_each.value ->> 0 AND own.speaker = json_each.value ->> 1"
        )
    };
}
pub(super) use claims_of_speakers;

/// The columns that [`metadata`] reads, in its order.
macro_rules! metadata_columns {
    () => {
        "version.headline, version.byline, version.outlet, version.url, version.published_at, version.modified_at, \
         version.captured_at, version.speaker, version.doubts"
    };
}
pub(super) use metadata_columns;

pub(super) const INSERT_CLAIM: &str = "INSERT INTO claim (extraction, number, kind, span_start, span_end, speaker, \
    content, cue, source, said_on, precision, stance, topic, polarity, certainty, confidence, rule, detail, lineage, \
    speech) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";

/// What a claim holds beyond its columns: where its words stand.
#[derive(Serialize, Deserialize)]
struct ClaimDetail {
    content: Vec<Span>,
    cue: Option<Vec<Span>>,
    source: Option<Vec<Span>>,
    speech_cue: Option<Box<Excerpt>>,
    outer: Vec<Outer>,
    quotes: Vec<Span>,
    said_on: Option<Excerpt>,
    /// Missing, with the first one's cue in `position`, where an older program stored the claim.
    #[serde(default)]
    positions: Vec<Position>,
    #[serde(default, skip_serializing)]
    position: Option<Span>,
    negations: Vec<Span>,
    certainty: Vec<Span>,
    figures: Vec<FigureDetail>,
    /// Missing where an older program stored the claim.
    #[serde(default)]
    referents: Vec<Referent>,
}

#[derive(Serialize, Deserialize)]
struct FigureDetail {
    span: Span,
    text: String,
    /// As text: JSON numbers lose the last digit of some, and have no infinity.
    value: String,
    unit: Option<String>,
}

/// Writes a claim.
pub(super) fn insert_claim(
    statement: &mut Statement<'_>,
    extraction: i64,
    lineage: i64,
    claim: &Claim,
) -> Result<(), Fault> {
    // Taken apart field by field, so that a new field cannot be forgotten here.
    #[rustfmt::skip]
    let Claim {
        id, kind, span, content, cue, source, speaker, speech, speech_cue, outer, quotes, said_on, positions, polarity,
        negations, certainty, figures, referents, confidence, rule,
    } = claim;
    let detail = ClaimDetail {
        content: content.spans.clone(),
        cue: cue.as_ref().map(|cue| cue.spans.clone()),
        source: source.as_ref().map(|source| source.spans.clone()),
        speech_cue: speech_cue.clone(),
        outer: outer.clone(),
        quotes: quotes.clone(),
        said_on: said_on.as_ref().map(|said_on| said_on.words.clone()),
        positions: positions.clone(),
        position: None,
        negations: negations.clone(),
        certainty: certainty.cues.clone(),
        figures: figures.iter().map(FigureDetail::from).collect(),
        referents: referents.clone(),
    };
    statement.execute(params![
        extraction,
        id.0,
        kind.name(),
        span.start,
        span.end,
        speaker.map(|speaker| speaker.0),
        content.text,
        cue.as_ref().map(|cue| &cue.text),
        source.as_ref().map(|source| &source.text),
        said_on.as_ref().map(|said_on| said_on.date.to_string()),
        said_on.as_ref().map(|said_on| said_on.precision.name()),
        positions.first().map(|position| position.stance.name()),
        positions.first().map(|position| &position.topic),
        polarity.name(),
        certainty.level.name(),
        confidence,
        rule.name(),
        to_json(&detail),
        lineage,
        speech.name(),
    ])?;
    Ok(())
}

/// Reads a claim and its lineage off the columns of [`claim_columns`], which start at column `at`.
pub(super) fn claim(row: &Row<'_>, at: usize) -> Result<(Claim, i64), Fault> {
    let detail: ClaimDetail = from_json(row, at + 16)?;
    let excerpt = |spans: Option<Vec<Span>>, column| -> Result<Option<Excerpt>, Fault> {
        Ok(match (spans, row.get(at + column)?) {
            (Some(spans), Some(text)) => Some(Excerpt { spans, text }),
            _ => None,
        })
    };
    let said_on = match (row.get::<_, Option<String>>(at + 8)?, detail.said_on) {
        (Some(date), Some(words)) => Some(Box::new(SaidOn { date: day(&date)?, precision: word(row, at + 9)?, words })),
        _ => None,
    };
    let mut positions = detail.positions;
    if let (Some(topic), Some(cue)) = (row.get::<_, Option<String>>(at + 11)?, detail.position) {
        positions.push(Position::of_stance(word(row, at + 10)?, topic, cue));
    }
    let claim = Claim {
        id: ClaimId(row.get(at)?),
        kind: word(row, at + 1)?,
        span: Span::new(row.get(at + 2)?, row.get(at + 3)?),
        speaker: row.get::<_, Option<u32>>(at + 4)?.map(SpeakerId),
        content: Excerpt { spans: detail.content, text: row.get(at + 5)? },
        cue: excerpt(detail.cue, 6)?,
        source: excerpt(detail.source, 7)?,
        speech: word(row, at + 18)?,
        speech_cue: detail.speech_cue,
        outer: detail.outer,
        quotes: detail.quotes,
        said_on,
        positions,
        polarity: word(row, at + 12)?,
        negations: detail.negations,
        certainty: Certainty { level: word(row, at + 13)?, cues: detail.certainty },
        figures: detail.figures.into_iter().map(Figure::try_from).collect::<Result<_, _>>()?,
        referents: detail.referents,
        confidence: row.get::<_, Option<f64>>(at + 14)?.unwrap_or(f64::NAN),
        rule: word(row, at + 15)?,
    };
    Ok((claim, row.get(at + 17)?))
}

/// Metadata as the columns hold it, in the order of [`metadata_columns`].
pub(super) fn metadata_texts(metadata: &Metadata) -> Result<[Option<String>; 9], Fault> {
    let Metadata { headline, byline, speaker, outlet, url, published_at, modified_at, captured_at, doubts } = metadata;
    let zoned = |time: &Option<_>| time.map(time::to_text::<FixedOffset>).transpose();
    Ok([
        headline.clone(),
        byline.clone(),
        outlet.clone(),
        url.clone(),
        zoned(published_at)?,
        zoned(modified_at)?,
        captured_at.map(time::to_text).transpose()?,
        speaker.clone(),
        (!doubts.is_empty()).then(|| to_json(doubts)),
    ])
}

/// Reads metadata off the columns of [`metadata_columns`], which start at column `at`.
pub(super) fn metadata(row: &Row<'_>, at: usize) -> Result<Metadata, Fault> {
    let text = |column| row.get::<_, Option<String>>(column);
    let zoned = |column| text(column)?.map(|text| time::zoned(&text)).transpose();
    Ok(Metadata {
        headline: row.get(at)?,
        byline: row.get(at + 1)?,
        outlet: row.get(at + 2)?,
        url: row.get(at + 3)?,
        published_at: zoned(at + 4)?,
        modified_at: zoned(at + 5)?,
        captured_at: text(at + 6)?.map(|text| time::from_text(&text)).transpose()?,
        speaker: row.get(at + 7)?,
        doubts: match text(at + 8)? {
            Some(_) => from_json(row, at + 8)?,
            None => Vec::new(),
        },
    })
}

/// Reads a day: `2025-08-19`.
pub(super) fn day(text: &str) -> Result<NaiveDate, Fault> {
    text.parse().map_err(|error| Fault::Damaged(format!("{text:?} is no date ({error})")))
}

/// Reads when a version came to be, and the next one of its story, off the columns of [`date_columns`], which start at
/// column `at`.
pub(super) fn version_dates(row: &Row<'_>, at: usize) -> Result<(VersionDate, Option<VersionDate>), Fault> {
    let zoned = |column| row.get::<_, Option<String>>(column)?.map(|text| time::zoned(&text)).transpose();
    let times = |at: usize| -> Result<Option<VersionTimes>, Fault> {
        let Some(stored_at) = zoned(at + 3)? else { return Ok(None) };
        Ok(Some(VersionTimes {
            published_at: zoned(at)?,
            modified_at: zoned(at + 1)?,
            captured_at: zoned(at + 2)?.map(|at| at.to_utc()),
            stored_at: stored_at.to_utc(),
        }))
    };
    let (before, after) = (times(at + 4)?, times(at + 8)?);
    let times = times(at)?.ok_or_else(|| Fault::Damaged("a version has no time".to_owned()))?;
    let next = after.map(|after| VersionDate::new(&after, Some(&times)));
    Ok((VersionDate::new(&times, before.as_ref()), next))
}

/// Reads a column that holds one word of the vocabulary, or one of its names.
pub(super) fn word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, Fault> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    T::deserialize(IntoDeserializer::<serde::de::value::Error>::into_deserializer(text)).map_err(|error| {
        let name = row.as_ref().column_name(column).unwrap_or_default();
        Fault::Damaged(format!("{name}: {error}"))
    })
}

/// Reads a column that holds JSON.
pub(super) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, Fault> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    serde_json::from_str(text).map_err(|error| Fault::Damaged(format!("a JSON column cannot be read: {error}")))
}

/// Writes what a JSON column holds.
pub(super) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("lists, texts and spans can be written as JSON")
}

impl From<&Figure> for FigureDetail {
    fn from(Figure { span, text, value, unit }: &Figure) -> Self {
        Self { span: *span, text: text.clone(), value: value.to_string(), unit: unit.clone() }
    }
}

impl TryFrom<FigureDetail> for Figure {
    type Error = Fault;

    fn try_from(FigureDetail { span, text, value, unit }: FigureDetail) -> Result<Self, Fault> {
        let value = value.parse().map_err(|_| Fault::Damaged(format!("{value:?} is no number")))?;
        Ok(Self { span, text, value, unit })
    }
}
