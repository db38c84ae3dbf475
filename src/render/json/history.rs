//! What the history holds in JSON: `onrecord.log.v1`, `.stories.v1`, `.speakers.v1`, `.info.v1` and `.ingest.v1`.
//!
//! It shapes lists and counts; there are no spans here.

use serde::Serialize;

use super::curation::{RulingShape, ruling};
use super::evidence::{self, ExhibitShape, WithheldShape};
use super::time;
use crate::claim::ClaimKind;
use crate::diff::{Change, Summary};
use crate::report::{
    InfoReport, InputOutcome, LogEdit, LogReport, RecordedInput, RecordingSummary, SpeakersReport, StoriesReport,
};
use crate::story::Story;

#[derive(Serialize)]
pub struct LogShape<'a> {
    format: &'static str,
    story: LogStoryShape<'a>,
    versions: Vec<LogEntryShape<'a>>,
    moved: Vec<MovedShape<'a>>,
    /// The versions whose words were taken out.
    withheld: Vec<WithheldShape<'a>>,
}

#[derive(Serialize)]
struct MovedShape<'a> {
    version: u32,
    stands_as: &'a str,
}

#[derive(Serialize)]
pub struct LogStoryShape<'a> {
    slug: &'a str,
    title: &'a str,
    versions: u32,
}

#[derive(Serialize)]
struct LogEntryShape<'a> {
    version: u32,
    captured_at: String,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published_at: Option<String>,
    modified_at: Option<String>,
    sha256: &'a str,
    claims: CountsShape,
    speakers: usize,
    changes: Option<Summary>,
    /// Left out where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<LogEditShape<'a>>>,
    /// What is kept beside it.
    exhibits: Vec<ExhibitShape<'a>>,
}

#[derive(Serialize)]
struct LogEditShape<'a> {
    id: &'a str,
    edit: &'static str,
    severity: &'static str,
    who: &'a str,
    text: &'a str,
    changes: Vec<LogChangeShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<RulingShape<'a>>,
}

#[derive(Serialize)]
pub(super) struct LogChangeShape<'a> {
    kind: &'static str,
    severity: &'static str,
    note: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
pub struct StoriesShape<'a> {
    format: &'static str,
    stories: Vec<StoryRowShape<'a>>,
}

#[derive(Serialize)]
struct StoryRowShape<'a> {
    slug: &'a str,
    title: &'a str,
    versions: u32,
    outlet: Option<&'a str>,
    first_captured_at: String,
    last_captured_at: String,
}

#[derive(Serialize)]
pub struct SpeakersShape<'a> {
    format: &'static str,
    speakers: Vec<SpeakerRowShape<'a>>,
}

#[derive(Serialize)]
struct SpeakerRowShape<'a> {
    name: &'a str,
    /// The other names that were decided to be the same speaker's.
    aliases: &'a [String],
    kind: &'static str,
    role: Option<&'a str>,
    stories: u64,
    claims: u64,
}

#[derive(Serialize)]
pub struct InfoShape<'a> {
    format: &'static str,
    path: String,
    chosen_by: &'a str,
    settings: Option<String>,
    exists: bool,
    bytes: Option<u64>,
    stories: Option<u64>,
    versions: Option<u64>,
    claims: Option<u64>,
    schema: Option<u32>,
    extractors: Option<&'a [String]>,
    /// The hash of the last version, which covers all versions.
    head: Option<&'a str>,
    program: ProgramShape<'a>,
}

#[derive(Serialize)]
struct ProgramShape<'a> {
    schema: u32,
    extractor: &'a str,
}

#[derive(Serialize)]
pub struct IngestShape<'a> {
    format: &'static str,
    input: &'a str,
    story: &'a str,
    version: u32,
    stored: bool,
    claims: Option<CountsShape>,
    speakers: Option<usize>,
    warnings: Option<usize>,
    changes: Option<Summary>,
}

#[derive(Serialize)]
pub struct IngestedShape {
    format: &'static str,
    files: usize,
    stored: usize,
    claims: usize,
    unchanged: usize,
    failed: usize,
}

#[derive(Serialize)]
struct CountsShape {
    quote: usize,
    mixed: usize,
    statement: usize,
    fact: usize,
}

/// Shapes a story's versions.
pub fn log(report: &LogReport) -> LogShape<'_> {
    let versions = report.versions.iter().map(|entry| LogEntryShape {
        version: entry.number,
        captured_at: time(entry.captured_at),
        headline: entry.metadata.headline.as_deref(),
        byline: entry.metadata.byline.as_deref(),
        outlet: entry.metadata.outlet.as_deref(),
        url: entry.metadata.url.as_deref(),
        published_at: entry.metadata.published_at.map(time),
        modified_at: entry.metadata.modified_at.map(time),
        sha256: &entry.sha256,
        claims: counts(entry.claims),
        speakers: entry.speakers,
        changes: entry.changes,
        edits: entry.edits.as_ref().map(|edits| edits.iter().map(edit).collect()),
        exhibits: entry.exhibits.iter().map(evidence::exhibit).collect(),
    });
    let moved = report.moved.iter().map(|moved| MovedShape { version: moved.number, stands_as: &moved.stands_as });
    let (versions, moved) = (versions.collect(), moved.collect());
    let withheld = evidence::withheld(&report.withheld);
    LogShape { format: "onrecord.log.v1", story: story(&report.story), versions, moved, withheld }
}

/// Shapes a story.
pub fn story(story: &Story) -> LogStoryShape<'_> {
    LogStoryShape { slug: story.slug.as_str(), title: &story.title, versions: story.versions }
}

pub(super) fn change(Change { kind, note, confidence, .. }: &Change) -> LogChangeShape<'_> {
    LogChangeShape { kind: kind.name(), severity: kind.severity().name(), note, confidence: confidence.as_f64() }
}

fn edit(edit: &LogEdit) -> LogEditShape<'_> {
    LogEditShape {
        id: edit.id.as_str(),
        edit: edit.kind.name(),
        severity: edit.severity.name(),
        who: &edit.who,
        text: &edit.text,
        changes: edit.changes.iter().map(change).collect(),
        ruling: edit.ruling.as_ref().map(ruling),
    }
}

/// Shapes the stories.
pub fn stories(report: &StoriesReport) -> StoriesShape<'_> {
    let stories = report.stories.iter().map(|row| StoryRowShape {
        slug: row.story.slug.as_str(),
        title: &row.story.title,
        versions: row.story.versions,
        outlet: row.outlet.as_deref(),
        first_captured_at: time(row.first_captured_at),
        last_captured_at: time(row.last_captured_at),
    });
    StoriesShape { format: "onrecord.stories.v1", stories: stories.collect() }
}

/// Shapes the speakers.
pub fn speakers(report: &SpeakersReport) -> SpeakersShape<'_> {
    let speakers = report.speakers.iter().map(|row| SpeakerRowShape {
        name: &row.name,
        aliases: &row.aliases,
        kind: row.kind.name(),
        role: row.role.as_deref(),
        stories: row.stories,
        claims: row.claims,
    });
    SpeakersShape { format: "onrecord.speakers.v1", speakers: speakers.collect() }
}

/// Shapes what is known about the history itself.
pub fn info(report: &InfoReport) -> InfoShape<'_> {
    let facts = report.facts.as_ref();
    InfoShape {
        format: "onrecord.info.v1",
        path: report.path.display().to_string(),
        chosen_by: report.chosen_by,
        settings: report.settings.as_ref().map(|path| path.display().to_string()),
        exists: facts.is_some(),
        bytes: facts.map(|facts| facts.bytes),
        stories: facts.map(|facts| facts.stories),
        versions: facts.map(|facts| facts.versions),
        claims: facts.map(|facts| facts.claims),
        schema: facts.map(|facts| facts.schema),
        extractors: facts.map(|facts| facts.extractors.as_slice()),
        head: facts.and_then(|facts| facts.head.as_deref()),
        program: ProgramShape { schema: report.schema, extractor: &report.extractor },
    }
}

/// Shapes what became of one input.
pub fn ingest(report: &RecordedInput) -> IngestShape<'_> {
    let shape = IngestShape {
        format: "onrecord.ingest.v1",
        input: &report.input,
        story: &report.slug,
        version: 0,
        stored: false,
        claims: None,
        speakers: None,
        warnings: None,
        changes: None,
    };
    match report.outcome {
        InputOutcome::Unchanged { latest: number } | InputOutcome::Held { number } => {
            IngestShape { version: number, ..shape }
        }
        InputOutcome::Stored { number, claims, speakers, warnings, changes } => IngestShape {
            version: number,
            stored: true,
            claims: Some(counts(claims)),
            speakers: Some(speakers),
            warnings: Some(warnings),
            changes,
            ..shape
        },
    }
}

/// Shapes what became of many inputs.
pub fn ingested(report: &RecordingSummary) -> IngestedShape {
    let RecordingSummary { files, stored, claims, unchanged, failed } = *report;
    IngestedShape { format: "onrecord.ingested.v1", files, stored, claims, unchanged, failed }
}

/// Names the counts, which come in the order of [`ClaimKind::ALL`].
fn counts([quote, mixed, statement, fact]: [usize; ClaimKind::ALL.len()]) -> CountsShape {
    CountsShape { quote, mixed, statement, fact }
}
