//! What a search found, in JSON: `onrecord.search.v1`.
//!
//! The spans of a hit count code points of the body of its version.

use chrono::NaiveDate;
use serde::Serialize;

use super::claim::{ClaimShape, Range, claim};
use super::time;
use crate::render::code_points::CodePoints;
use crate::report::SearchReport;
use crate::sighting::{Hit, Sighting};

#[derive(Serialize)]
pub struct SearchShape<'a> {
    format: &'static str,
    query: &'a str,
    filters: Vec<FilterShape<'a>>,
    /// How many statements there are; `skipped` of them come before the first hit.
    total: usize,
    skipped: usize,
    hits: Vec<HitShape<'a>>,
}

#[derive(Serialize)]
struct FilterShape<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct HitShape<'a> {
    #[serde(flatten)]
    cited: CitedShape<'a>,
    headline: Option<&'a str>,
    url: Option<&'a str>,
    versions: &'a [u32],
    /// The words found.
    marks: Vec<Range>,
    snippet: Vec<StretchShape>,
    claim: ClaimShape<'a>,
}

#[derive(Serialize)]
struct StretchShape {
    text: String,
    hit: bool,
}

/// Where a statement stands.
#[derive(Serialize)]
pub struct CitedShape<'a> {
    /// As `history` takes it.
    #[serde(rename = "ref")]
    reference: String,
    story: &'a str,
    version: u32,
    latest: u32,
    outlet: Option<&'a str>,
    published_at: Option<String>,
    captured_at: String,
    said_on: NaiveDate,
    precision: &'static str,
    dated_by: &'static str,
    lineage: i64,
    speaker: Option<&'a str>,
}

/// Shapes what was found.
pub fn search(report: &SearchReport) -> SearchShape<'_> {
    SearchShape {
        format: "onrecord.search.v1",
        query: &report.query,
        filters: report.filters.iter().map(|(name, value)| FilterShape { name, value }).collect(),
        total: report.total,
        skipped: report.skipped,
        hits: report.hits.iter().map(hit).collect(),
    }
}

/// Shapes where a statement stands.
pub fn cited(sighting: &Sighting) -> CitedShape<'_> {
    let said = sighting.said();
    CitedShape {
        reference: sighting.citation(),
        story: sighting.story.as_str(),
        version: sighting.version,
        latest: sighting.latest,
        outlet: sighting.outlet.as_deref(),
        published_at: sighting.published_at.map(time),
        captured_at: time(sighting.captured_at),
        said_on: said.day,
        precision: said.precision.name(),
        dated_by: said.dated_by(),
        lineage: sighting.lineage,
        speaker: sighting.names.first().map(String::as_str),
    }
}

fn hit(hit: &Hit) -> HitShape<'_> {
    let sighting = &hit.sighting;
    let index = CodePoints::new(&sighting.body);
    let stretches = hit.stretches().into_iter();
    HitShape {
        cited: cited(sighting),
        headline: hit.headline.as_deref(),
        url: hit.url.as_deref(),
        versions: &hit.versions,
        marks: index.spans(&hit.marks),
        snippet: stretches.map(|stretch| StretchShape { text: stretch.text, hit: stretch.is_hit }).collect(),
        claim: claim(&sighting.claim, sighting.names.first().map(String::as_str), &sighting.body, &index),
    }
}
