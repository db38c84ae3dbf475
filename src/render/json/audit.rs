//! One speaker over time in JSON: `onrecord.audit.v1`.
//!
//! Each claim's spans count code points of the last version that held it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::claim::{ClaimShape, Range, claim};
use super::curation::{RulingShape, ruling};
use super::time;
use crate::audit::{Point, Shift, Standpoint, TimelineEntry};
use crate::claim::{Excerpt, Side};
use crate::render::code_points::CodePoints;
use crate::report::{AuditReport, CAVEAT, TopicsReport};

#[derive(Serialize)]
pub struct AuditShape<'a> {
    format: &'static str,
    speaker: AuditedSpeakerShape<'a>,
    topic: Option<&'a str>,
    query: QueryShape<'a>,
    entries: Vec<EntryShape<'a>>,
    /// How many claims are no entries, since the texts do not report them as said.
    left_out: usize,
    standpoints: Vec<StandpointShape<'a>>,
    shifts: Vec<ShiftShape<'a>>,
    caveat: &'static str,
}

#[derive(Serialize)]
struct QueryShape<'a> {
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    as_of: Option<String>,
    kinds: Vec<&'static str>,
    outlet: Option<&'a str>,
}

#[derive(Serialize)]
struct AuditedSpeakerShape<'a> {
    name: &'a str,
    aliases: &'a [String],
}

#[derive(Serialize)]
struct EntryShape<'a> {
    said_on: NaiveDate,
    precision: &'static str,
    /// Who dates it: text, publication, update, capture.
    dated_by: &'static str,
    published_at: Option<String>,
    story: &'a str,
    outlet: Option<&'a str>,
    first_version: u32,
    last_version: u32,
    status: &'static str,
    claim: ClaimShape<'a>,
    wordings: Vec<WordingShape<'a>>,
    /// How many wordings the dates asked for leave out.
    more_wordings: usize,
    original: Option<usize>,
    /// The entry that reports the same utterance in another story.
    same: Option<usize>,
    topic_match: Option<MatchShape<'a>>,
}

#[derive(Serialize)]
struct MatchShape<'a> {
    grade: &'static str,
    words: &'a str,
}

#[derive(Serialize)]
struct WordingShape<'a> {
    text: &'a str,
    first_version: u32,
    last_version: u32,
    /// When the version came that brought it, and the one that no longer has it.
    from: String,
    to: Option<String>,
    said_on: NaiveDate,
}

#[derive(Serialize)]
struct StandpointShape<'a> {
    topic: &'a str,
    points: Vec<PointShape>,
}

#[derive(Serialize)]
struct PointShape {
    /// Indexes into the entries, and into the positions of the entry's claim.
    entry: usize,
    position: usize,
    side: Option<&'static str>,
}

#[derive(Serialize)]
struct ShiftShape<'a> {
    kind: &'static str,
    from: usize,
    to: usize,
    topic: &'a str,
    why: &'a str,
    confidence: f64,
    evidence: EvidenceShape<'a>,
    id: Option<String>,
    ruling: Option<RulingShape<'a>>,
}

#[derive(Serialize)]
struct EvidenceShape<'a> {
    from: WordsShape<'a>,
    to: WordsShape<'a>,
}

#[derive(Serialize)]
struct WordsShape<'a> {
    spans: Vec<Range>,
    text: &'a str,
}

#[derive(Serialize)]
pub struct TopicsShape<'a> {
    format: &'static str,
    speaker: &'a str,
    statements: usize,
    topics: Vec<TopicShape<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct TopicShape<'a> {
    phrase: &'a str,
    also: &'a [String],
    statements: usize,
    stories: usize,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

/// Shapes an audit.
pub fn audit(report: &AuditReport) -> AuditShape<'_> {
    let audit = &report.audit;
    let query = &audit.query;
    let mut bodies = Bodies::default();
    let entries = audit.entries.iter().map(|of| entry(of, &audit.name, &mut bodies)).collect();
    let shifts = audit.shifts.iter().map(|of| shift(report, of, &mut bodies)).collect();
    AuditShape {
        format: "onrecord.audit.v1",
        speaker: AuditedSpeakerShape { name: &audit.name, aliases: &audit.aliases },
        topic: query.topic.as_deref(),
        query: QueryShape {
            since: query.since,
            until: query.until,
            as_of: report.as_of.map(time),
            kinds: query.kinds.iter().map(|kind| kind.name()).collect(),
            outlet: query.outlet.as_deref(),
        },
        entries,
        left_out: audit.left_out,
        standpoints: audit.standpoints.iter().map(standpoint).collect(),
        shifts,
        caveat: CAVEAT,
    }
}

/// Shapes the topics of a speaker.
pub fn topics(report: &TopicsReport) -> TopicsShape<'_> {
    let topics = report.topics.iter().map(|topic| TopicShape {
        phrase: &topic.phrase,
        also: &topic.also,
        statements: topic.statements,
        stories: topic.stories,
        first: topic.first,
        last: topic.last,
    });
    TopicsShape {
        format: "onrecord.topics.v1",
        speaker: &report.name,
        statements: report.statements,
        topics: topics.collect(),
        more: report.more,
    }
}

/// The indexes of the bodies, each made once: entries of one version share theirs.
#[derive(Default)]
struct Bodies<'a>(HashMap<*const u8, CodePoints<'a>>);

impl<'a> Bodies<'a> {
    fn of(&mut self, entry: &'a TimelineEntry) -> &CodePoints<'a> {
        self.0.entry(entry.body.as_ptr()).or_insert_with(|| CodePoints::new(&entry.body))
    }
}

fn standpoint(of: &Standpoint) -> StandpointShape<'_> {
    let point =
        |point: &Point| PointShape { entry: point.entry, position: point.position, side: point.side.map(Side::name) };
    StandpointShape { topic: &of.topic, points: of.points.iter().map(point).collect() }
}

fn shift<'a>(report: &'a AuditReport, shift: &'a Shift, bodies: &mut Bodies<'a>) -> ShiftShape<'a> {
    let mut words = |at: usize, excerpt: &'a Excerpt| WordsShape {
        spans: report.audit.entries.get(at).map_or_else(Vec::new, |entry| bodies.of(entry).spans(&excerpt.spans)),
        text: &excerpt.text,
    };
    let [from, to] = &shift.evidence;
    ShiftShape {
        kind: shift.kind.name(),
        from: shift.from,
        to: shift.to,
        topic: &shift.topic,
        why: &shift.why,
        confidence: shift.confidence,
        evidence: EvidenceShape { from: words(shift.from, from), to: words(shift.to, to) },
        id: report.id(shift).map(|id| id.as_str().to_owned()),
        ruling: report.ruling(shift).map(ruling),
    }
}

fn entry<'a>(entry: &'a TimelineEntry, name: &'a str, bodies: &mut Bodies<'a>) -> EntryShape<'a> {
    let wordings = entry.wordings.iter().map(|wording| WordingShape {
        text: &wording.text,
        first_version: wording.first_version,
        last_version: wording.last_version,
        from: time(wording.from.at),
        to: wording.to.map(|to| time(to.at)),
        said_on: wording.said.day,
    });
    EntryShape {
        said_on: entry.said.day,
        precision: entry.said.precision.name(),
        dated_by: entry.said.dated_by(),
        published_at: entry.published_at.map(time),
        story: entry.story.as_str(),
        outlet: entry.outlet.as_deref(),
        first_version: entry.first_version,
        last_version: entry.last_version,
        status: entry.status.name(),
        claim: claim(&entry.claim, Some(name), &entry.body, bodies.of(entry)),
        wordings: wordings.collect(),
        more_wordings: entry.more_wordings,
        original: entry.original,
        same: entry.same,
        topic_match: entry.topic.as_ref().map(|found| MatchShape { grade: found.grade.name(), words: &found.words }),
    }
}
