//! A comparison in JSON: `onrecord.diff.v1`, and its counts alone: `onrecord.diffstat.v1`.
//!
//! `edits` lists what the filter lets through, `held_back` says how many it does not; `summary` always counts all.

use serde::Serialize;

use super::claim::{ClaimShape, Range, Words, claim, words};
use super::version::{VersionShape, version};
use crate::claim::{Claim, Speaker};
use crate::diff::{Correction, Edit, SideName, Summary, WordingOp};
use crate::render::code_points::CodePoints;
use crate::report::{DiffReport, VersionInfo};
use crate::story::Story;

#[derive(Serialize)]
pub struct DiffShape<'a> {
    format: &'static str,
    story: Option<StoryShape<'a>>,
    old: VersionShape<'a>,
    new: VersionShape<'a>,
    summary: Summary,
    held_back: usize,
    metadata: Vec<MetadataShape<'a>>,
    edits: Vec<EditShape<'a>>,
    corrections: Vec<CorrectionShape<'a>>,
}

#[derive(Serialize)]
pub struct StatShape<'a> {
    format: &'static str,
    story: Option<StoryShape<'a>>,
    old: VersionShape<'a>,
    new: VersionShape<'a>,
    summary: Summary,
    held_back: usize,
    kinds: Vec<KindShape>,
}

#[derive(Serialize)]
struct StoryShape<'a> {
    slug: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct KindShape {
    kind: &'static str,
    severity: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct MetadataShape<'a> {
    field: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct EditShape<'a> {
    edit: &'static str,
    old: Vec<ClaimShape<'a>>,
    new: Vec<ClaimShape<'a>>,
    changes: Vec<ChangeShape<'a>>,
    wording: Vec<WordingShape<'a>>,
}

#[derive(Serialize)]
struct ChangeShape<'a> {
    kind: &'static str,
    severity: &'static str,
    old: Option<Words<'a>>,
    new: Option<Words<'a>>,
    note: &'a str,
}

#[derive(Serialize)]
struct WordingShape<'a> {
    op: WordingOp,
    text: &'a str,
}

#[derive(Serialize)]
struct CorrectionShape<'a> {
    side: &'static str,
    span: Range,
    text: &'a str,
    /// Places in `edits`.
    covers: Vec<usize>,
    held_back: usize,
}

/// One side's body, index and speakers.
struct Side<'a> {
    info: &'a VersionInfo,
    index: CodePoints<'a>,
    speakers: &'a [Speaker],
}

/// Shapes a comparison.
pub fn diff(report: &DiffReport) -> DiffShape<'_> {
    let [old, new] = sides(report);
    let metadata = report.diff.metadata.iter().map(|change| MetadataShape {
        field: change.field,
        old: change.old.as_deref(),
        new: change.new.as_deref(),
    });
    DiffShape {
        format: "onrecord.diff.v1",
        story: report.story.as_ref().map(story),
        old: version(old.info, &old.index),
        new: version(new.info, &new.index),
        summary: report.summary,
        held_back: report.held_back,
        metadata: metadata.collect(),
        edits: report.shown.iter().map(|&index| edit(&report.diff.edits[index], &old, &new)).collect(),
        corrections: report.diff.corrections.iter().map(|note| correction(report, note, &old, &new)).collect(),
    }
}

/// Shapes the counts of a comparison.
pub fn stat(report: &DiffReport) -> StatShape<'_> {
    let [old, new] = sides(report);
    let kind =
        |row: crate::report::StatRow| KindShape { kind: row.kind, severity: row.severity.name(), count: row.count };
    StatShape {
        format: "onrecord.diffstat.v1",
        story: report.story.as_ref().map(story),
        old: version(old.info, &old.index),
        new: version(new.info, &new.index),
        summary: report.summary,
        held_back: report.held_back,
        kinds: report.stat().into_iter().map(kind).collect(),
    }
}

fn sides(report: &DiffReport) -> [Side<'_>; 2] {
    [(&report.old, &report.old_speakers), (&report.new, &report.new_speakers)].map(|(info, speakers)| Side {
        info,
        index: CodePoints::new(&info.body),
        speakers,
    })
}

fn story(story: &Story) -> StoryShape<'_> {
    StoryShape { slug: story.slug.as_str(), title: &story.title }
}

fn edit<'a>(edit: &'a Edit, old: &Side<'a>, new: &Side<'a>) -> EditShape<'a> {
    let changes = edit.changes.iter().map(|change| ChangeShape {
        kind: change.kind.name(),
        severity: change.kind.severity().name(),
        old: change.old.as_ref().map(|excerpt| words(excerpt, &old.index)),
        new: change.new.as_ref().map(|excerpt| words(excerpt, &new.index)),
        note: &change.note,
    });
    EditShape {
        edit: edit.kind.name(),
        old: claims(&edit.old, old),
        new: claims(&edit.new, new),
        changes: changes.collect(),
        wording: edit.wording.iter().map(|run| WordingShape { op: run.op, text: &run.text }).collect(),
    }
}

fn claims<'a>(claims: &'a [Claim], side: &Side<'a>) -> Vec<ClaimShape<'a>> {
    let name = |of: &Claim| side.speakers.get(of.speaker?.0 as usize).map(|speaker| speaker.name.as_str());
    claims.iter().map(|of| claim(of, name(of), &side.info.body, &side.index)).collect()
}

fn correction<'a>(report: &DiffReport, note: &'a Correction, old: &Side<'_>, new: &Side<'_>) -> CorrectionShape<'a> {
    let (side, name) = match note.side {
        SideName::Old => (old, "old"),
        SideName::New => (new, "new"),
    };
    let covered = report.covered(note);
    CorrectionShape {
        side: name,
        span: side.index.span(note.span),
        text: &note.text,
        covers: covered.shown,
        held_back: covered.held_back,
    }
}
