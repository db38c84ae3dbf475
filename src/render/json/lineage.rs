//! Claims followed through versions in JSON: `onrecord.blame.v1` and `onrecord.history.v1`.
//!
//! The spans of a change's `old` and `new` count code points of the bodies of the versions `from` and `version`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::change::{ChangeShape, change};
use super::claim::{ClaimShape, claim};
use super::history::LogStoryShape;
use super::time;
use super::version::{VersionShape, version};
use crate::claim::{Claim, Extraction};
use crate::diff::Change;
use crate::lineage::{ExtractorRun, Moment, Stretch, Touch, Versions};
use crate::render::code_points::CodePoints;
use crate::report::{BlameReport, HistoryReport};
use crate::story::VersionNumber;

#[derive(Serialize)]
pub struct BlameShape<'a> {
    format: &'static str,
    story: LogStoryShape<'a>,
    version: VersionShape<'a>,
    readers: Vec<ReaderShape<'a>>,
    claims: Vec<BlamedShape<'a>>,
}

#[derive(Serialize)]
struct BlamedShape<'a> {
    lineage: i64,
    brought: MomentShape,
    is_older: bool,
    earlier: &'a [i64],
    returned: Option<MomentShape>,
    changed: Option<TouchShape<'a>>,
    claim: ClaimShape<'a>,
}

#[derive(Serialize)]
pub struct HistoryShape<'a> {
    format: &'static str,
    lineage: i64,
    story: LogStoryShape<'a>,
    readers: Vec<ReaderShape<'a>>,
    states: Vec<StateShape<'a>>,
}

#[derive(Serialize)]
struct StateShape<'a> {
    turn: &'static str,
    version: VersionNumber,
    captured_at: String,
    last_version: VersionNumber,
    until: Option<String>,
    /// How long it lasted, up to the latest version for the last one; null where the captures are out of order.
    seconds: Option<u64>,
    claims: Vec<ClaimShape<'a>>,
    from: Option<VersionNumber>,
    changes: Vec<ChangeShape<'a>>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct ReaderShape<'a> {
    extractor: &'a str,
    first_version: VersionNumber,
    last_version: VersionNumber,
}

#[derive(Serialize)]
struct MomentShape {
    version: VersionNumber,
    captured_at: String,
}

#[derive(Serialize)]
struct TouchShape<'a> {
    version: VersionNumber,
    captured_at: String,
    from: VersionNumber,
    changes: Vec<ChangeShape<'a>>,
}

/// The bodies' indexes, by version.
type Indexes<'a> = BTreeMap<VersionNumber, CodePoints<'a>>;

/// Shapes where each claim of a version comes from.
pub fn blame(report: &BlameReport) -> BlameShape<'_> {
    let (info, extraction) = (&report.version.version, &report.version.extraction);
    let index = CodePoints::new(&info.body);
    let indexes = indexes(&report.blame.versions);
    BlameShape {
        format: "onrecord.blame.v1",
        story: super::history::story(&report.story),
        version: version(info, &index),
        readers: readers(&report.blame.readers),
        claims: report
            .rows()
            .map(|(of, blamed)| BlamedShape {
                lineage: blamed.lineage,
                brought: moment(blamed.brought),
                is_older: blamed.is_older,
                earlier: &blamed.earlier,
                returned: blamed.returned.map(moment),
                changed: blamed.changed.as_ref().map(|of| touch(of, &indexes)),
                claim: claim(of, name(extraction, of), &info.body, &index),
            })
            .collect(),
    }
}

/// Shapes what one claim went through.
pub fn history(report: &HistoryReport) -> HistoryShape<'_> {
    let life = &report.life;
    let indexes = indexes(&life.versions);
    HistoryShape {
        format: "onrecord.history.v1",
        lineage: life.lineage,
        story: super::history::story(&report.story),
        readers: readers(&life.readers),
        states: life.stretches.iter().map(|stretch| state(report, stretch, &indexes)).collect(),
    }
}

fn state<'a>(report: &'a HistoryReport, stretch: &'a Stretch, indexes: &Indexes<'a>) -> StateShape<'a> {
    let version = report.life.versions.get(&stretch.first.version).zip(indexes.get(&stretch.first.version));
    let claims = version.into_iter().flat_map(|(version, index)| {
        let of = move |of| claim(of, name(&version.extraction, of), &version.body, index);
        stretch.claims.iter().map(of)
    });
    StateShape {
        turn: stretch.turn.name(),
        version: stretch.first.version,
        captured_at: time(stretch.first.captured_at),
        last_version: stretch.last.version,
        until: stretch.until.map(time),
        seconds: u64::try_from(stretch.dwell(report.life.latest).num_seconds()).ok(),
        claims: claims.collect(),
        from: stretch.from,
        changes: changes(&stretch.changes, stretch.from, stretch.first.version, indexes),
        notes: report.notes(stretch),
    }
}

fn touch<'a>(touch: &'a Touch, indexes: &Indexes<'a>) -> TouchShape<'a> {
    let Touch { by, from, changes: of } = touch;
    TouchShape {
        version: by.version,
        captured_at: time(by.captured_at),
        from: *from,
        changes: changes(of, Some(*from), by.version, indexes),
    }
}

fn changes<'a>(
    changes: &'a [Change],
    from: Option<VersionNumber>,
    to: VersionNumber,
    indexes: &Indexes<'a>,
) -> Vec<ChangeShape<'a>> {
    let (old, new) = (from.and_then(|from| indexes.get(&from)), indexes.get(&to));
    changes.iter().map(|one| change(one, old, new)).collect()
}

fn indexes(versions: &Versions) -> Indexes<'_> {
    versions.iter().map(|(&number, version)| (number, CodePoints::new(&version.body))).collect()
}

fn readers(readers: &[ExtractorRun]) -> Vec<ReaderShape<'_>> {
    readers.iter().map(reader).collect()
}

fn reader(ExtractorRun { extractor, first, last }: &ExtractorRun) -> ReaderShape<'_> {
    ReaderShape { extractor, first_version: *first, last_version: *last }
}

fn moment(Moment { version, captured_at }: Moment) -> MomentShape {
    MomentShape { version, captured_at: time(captured_at) }
}

fn name<'a>(extraction: &'a Extraction, claim: &Claim) -> Option<&'a str> {
    extraction.speaker_of(claim).map(|speaker| speaker.name.as_str())
}
