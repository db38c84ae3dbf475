//! A comparison in JSON: `onrecord.diff.v1`, and its counts alone: `onrecord.diffstat.v1`.
//!
//! `edits` lists what the filter lets through, `held_back` says how many it does not; `summary` always counts all.
//! Several comparisons go into one list: `onrecord.diffs.v1`, `onrecord.diffstats.v1`.

use serde::Serialize;

use super::change::{ChangeShape, change};
use super::claim::{ClaimShape, Range, claim};
use super::curation::{RulingShape, ruling};
use super::version::{FurnitureShape, VersionShape, furniture, version};
use crate::claim::{Claim, Speaker};
use crate::diff::{ChangeKind, Correction, Edit, Joining, MetadataChange, SideName, Summary, Why, WordingOp, rule_of};
use crate::render::code_points::CodePoints;
use crate::report::{DiffReport, VersionInfo};
use crate::story::Story;

#[derive(Serialize)]
pub struct DiffShape<'a> {
    format: &'static str,
    pub story: Option<StoryShape<'a>>,
    pub old: VersionShape<'a>,
    pub new: VersionShape<'a>,
    summary: Summary,
    held_back: usize,
    pub metadata: Vec<MetadataShape<'a>>,
    pub edits: Vec<EditShape<'a>>,
    corrections: Vec<CorrectionShape<'a>>,
    /// All of it, whatever the filter.
    capture_noise: NoiseShape<'a>,
}

#[derive(Serialize)]
struct NoiseShape<'a> {
    old: Vec<FurnitureShape<'a>>,
    new: Vec<FurnitureShape<'a>>,
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
    /// The kinds of change of the headline.
    headline: Vec<&'static str>,
}

#[derive(Serialize)]
pub struct ListShape<T> {
    format: &'static str,
    diffs: Vec<T>,
}

#[derive(Serialize)]
pub struct StoryShape<'a> {
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
pub struct MetadataShape<'a> {
    field: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    /// Of a headline in both versions alone; offsets count its code points.
    #[serde(flatten)]
    claim: Option<HeadlineShape<'a>>,
}

#[derive(Serialize)]
struct HeadlineShape<'a> {
    changes: Vec<ChangeShape<'a>>,
    wording: Vec<WordingShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    noted: Option<bool>,
}

#[derive(Serialize)]
pub struct EditShape<'a> {
    /// Null between two files.
    id: Option<String>,
    edit: &'static str,
    old: Vec<ClaimShape<'a>>,
    new: Vec<ClaimShape<'a>>,
    changes: Vec<ChangeShape<'a>>,
    wording: Vec<WordingShape<'a>>,
    /// Of a substantive edit alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    noted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<RulingShape<'a>>,
}

#[derive(Serialize)]
struct WhyShape<'a> {
    rule: &'static str,
    words: &'static str,
    joined: Option<&'static str>,
    similarity: Option<f64>,
    runner_up: Option<RunnerUpShape<'a>>,
    /// One for each of `changes`.
    labels: Vec<&'static str>,
}

#[derive(Serialize)]
struct RunnerUpShape<'a> {
    side: &'static str,
    id: String,
    text: &'a str,
    similarity: f64,
}

#[derive(Serialize)]
pub struct WordingShape<'a> {
    pub op: WordingOp,
    pub text: &'a str,
}

#[derive(Serialize)]
struct CorrectionShape<'a> {
    side: &'static str,
    span: Range,
    text: &'a str,
    /// Places in `edits`.
    covers: Vec<usize>,
    covers_headline: bool,
    held_back: usize,
}

/// One side's body, index and speakers.
struct DiffSide<'a> {
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
        claim: change.edit.as_ref().map(|edit| headline(report, change, edit)),
    });
    DiffShape {
        format: "onrecord.diff.v1",
        story: report.story.as_ref().map(story),
        old: version(old.info, &old.index),
        new: version(new.info, &new.index),
        summary: report.summary,
        held_back: report.held_back,
        metadata: metadata.collect(),
        edits: report.shown.iter().map(|&index| edit(report, index, &old, &new)).collect(),
        corrections: report.diff.corrections.iter().map(|note| correction(report, note, &old, &new)).collect(),
        capture_noise: NoiseShape {
            old: furniture(&report.diff.noise.old, &report.old.body, &old.index),
            new: furniture(&report.diff.noise.new, &report.new.body, &new.index),
        },
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
        headline: report.headline_kinds().into_iter().map(ChangeKind::name).collect(),
    }
}

/// Shapes several comparisons.
pub fn diffs(reports: &[DiffReport]) -> ListShape<DiffShape<'_>> {
    ListShape { format: "onrecord.diffs.v1", diffs: reports.iter().map(diff).collect() }
}

/// Shapes the counts of several comparisons.
pub fn stats(reports: &[DiffReport]) -> ListShape<StatShape<'_>> {
    ListShape { format: "onrecord.diffstats.v1", diffs: reports.iter().map(stat).collect() }
}

fn headline<'a>(report: &DiffReport, change: &'a MetadataChange, edit: &'a Edit) -> HeadlineShape<'a> {
    let index = |headline: &'a Option<String>| CodePoints::new(headline.as_deref().unwrap_or_default());
    let (old, new) = (index(&change.old), index(&change.new));
    HeadlineShape { changes: changes(edit, &old, &new), wording: wording(edit), noted: report.headline_noted() }
}

fn sides(report: &DiffReport) -> [DiffSide<'_>; 2] {
    [(&report.old, &report.old_speakers), (&report.new, &report.new_speakers)].map(|(info, speakers)| DiffSide {
        info,
        index: CodePoints::new(&info.body),
        speakers,
    })
}

fn story(story: &Story) -> StoryShape<'_> {
    StoryShape { slug: story.slug.as_str(), title: &story.title }
}

fn edit<'a>(report: &'a DiffReport, index: usize, old: &DiffSide<'a>, new: &DiffSide<'a>) -> EditShape<'a> {
    let edit = &report.diff.edits[index];
    EditShape {
        id: report.id(index).map(|id| id.as_str().to_owned()),
        edit: edit.kind.name(),
        old: claims(&edit.old, old),
        new: claims(&edit.new, new),
        changes: changes(edit, &old.index, &new.index),
        wording: wording(edit),
        noted: report.noted(index),
        why: report.whys.get(index).map(|why| self::why(why, edit)),
        ruling: report.ruling(index).map(ruling),
    }
}

fn changes<'a>(edit: &'a Edit, old: &CodePoints<'_>, new: &CodePoints<'_>) -> Vec<ChangeShape<'a>> {
    edit.changes.iter().map(|one| change(one, Some(old), Some(new))).collect()
}

fn wording(edit: &Edit) -> Vec<WordingShape<'_>> {
    edit.wording.iter().map(|run| WordingShape { op: run.op, text: &run.text }).collect()
}

fn why<'a>(why: &'a Why, edit: &Edit) -> WhyShape<'a> {
    let runner_up = why.runner_up.as_ref().map(|second| RunnerUpShape {
        side: side_name(second.side),
        id: second.claim.id.to_string(),
        text: &second.claim.content.text,
        similarity: second.similarity,
    });
    WhyShape {
        rule: why.linking.name(),
        words: why.linking.words(),
        joined: why.joining.map(Joining::name),
        similarity: why.similarity,
        runner_up,
        labels: edit.changes.iter().map(|change| rule_of(change.kind)).collect(),
    }
}

const fn side_name(side: SideName) -> &'static str {
    match side {
        SideName::Old => "old",
        SideName::New => "new",
    }
}

fn claims<'a>(claims: &'a [Claim], side: &DiffSide<'a>) -> Vec<ClaimShape<'a>> {
    let name = |of: &Claim| side.speakers.get(of.speaker?.0 as usize).map(|speaker| speaker.name.as_str());
    claims.iter().map(|of| claim(of, name(of), &side.info.body, &side.index)).collect()
}

fn correction<'a>(
    report: &DiffReport,
    note: &'a Correction,
    old: &DiffSide<'_>,
    new: &DiffSide<'_>,
) -> CorrectionShape<'a> {
    let side = if note.side == SideName::Old { old } else { new };
    let covered = report.covered(note);
    CorrectionShape {
        side: side_name(note.side),
        span: side.index.span(note.span),
        text: &note.text,
        covers: covered.shown,
        covers_headline: covered.headline,
        held_back: covered.held_back,
    }
}
