//! One version and its extraction in JSON: `onrecord.extraction.v1`.
//!
//! A version that was not stored carries no `ref`: a file's name is no part of what was read.

use serde::{Serialize, Serializer};

use super::claim::{ClaimShape, Range, claim};
use super::explain::{ExplainShape, explain};
use super::time;
use crate::claim::{Extraction, Speaker};
use crate::furniture::Furniture;
use crate::render::code_points::CodePoints;
use crate::report::{ClaimsReport, ExplainReport, VersionInfo, VersionReport};

#[derive(Serialize)]
pub struct VersionShape<'a> {
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published_at: Option<String>,
    modified_at: Option<String>,
    captured_at: Option<String>,
    sha256: &'a str,
    chars: usize,
    language: Option<&'static str>,
    /// Why the text may not be all that was published.
    quality: Vec<&'static str>,
}

#[derive(Serialize)]
pub struct ExtractionShape<'a> {
    format: &'static str,
    pub version: VersionShape<'a>,
    /// The body, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    speakers: Vec<SpeakerShape<'a>>,
    pub claims: ClaimList<'a>,
    warnings: Vec<WarningShape<'a>>,
    /// Lines that are the page's, of which no claim was read.
    furniture: Vec<FurnitureShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<ExplainShape<'a>>,
    /// How many claims a filter holds back, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_back: Option<usize>,
}

/// The claims of a version, shaped one after the other: all shapes together are larger than the text.
pub struct ClaimList<'a> {
    extraction: &'a Extraction,
    body: &'a str,
    index: CodePoints<'a>,
}

impl ClaimList<'_> {
    /// Shapes each claim.
    pub fn iter(&self) -> impl Iterator<Item = ClaimShape<'_>> {
        let name = |of| self.extraction.speaker_of(of).map(|speaker| speaker.name.as_str());
        self.extraction.claims.iter().map(move |of| claim(of, name(of), self.body, &self.index))
    }
}

impl Serialize for ClaimList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[derive(Serialize)]
pub struct SpeakerShape<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    aliases: &'a [String],
    mentions: Vec<Range>,
}

#[derive(Serialize)]
struct WarningShape<'a> {
    kind: &'static str,
    span: Range,
    message: &'a str,
}

#[derive(Serialize)]
pub struct FurnitureShape<'a> {
    kind: &'static str,
    span: Range,
    text: &'a str,
}

/// Shapes lines of a body that are the page's.
pub fn furniture<'a>(lines: &[Furniture], body: &'a str, index: &CodePoints<'_>) -> Vec<FurnitureShape<'a>> {
    let shape = |line: &Furniture| FurnitureShape {
        kind: line.kind.name(),
        span: index.span(line.span),
        text: body.get(line.span.start..line.span.end).unwrap_or_default(),
    };
    lines.iter().map(shape).collect()
}

/// Shapes a version with its claims; `stored` says whether its reference is a version's and not a file's name.
pub fn extraction(report: &VersionReport, stored: bool) -> ExtractionShape<'_> {
    let VersionReport { version: info, extraction, with_text } = report;
    let index = CodePoints::new(&info.body);
    let mut version = version(info, &index);
    version.reference = version.reference.filter(|_| stored);
    ExtractionShape {
        format: "onrecord.extraction.v1",
        version,
        text: with_text.then_some(&info.body),
        speakers: extraction.speakers.iter().map(|speaker| self::speaker(speaker, &index)).collect(),
        warnings: extraction
            .warnings
            .iter()
            .map(|warning| WarningShape {
                kind: warning.kind.name(),
                span: index.span(warning.span),
                message: &warning.message,
            })
            .collect(),
        furniture: furniture(&report.furniture(), &info.body, &index),
        claims: ClaimList { extraction, body: &info.body, index },
        explain: None,
        held_back: None,
    }
}

/// Shapes a stored version with the claims that a filter lets through.
pub fn claims(report: &ClaimsReport) -> ExtractionShape<'_> {
    let held_back = Some(report.held_back).filter(|count| *count > 0);
    ExtractionShape { held_back, ..extraction(&report.version, true) }
}

/// Shapes a version that was not stored, with the reasons for its claims.
pub fn explained(report: &ExplainReport) -> ExtractionShape<'_> {
    ExtractionShape { explain: Some(explain(report)), ..extraction(&report.version, false) }
}

/// Shapes a version, without its text.
pub fn version<'a>(info: &'a VersionInfo, index: &CodePoints<'_>) -> VersionShape<'a> {
    let VersionInfo { reference, metadata, sha256, .. } = info;
    VersionShape {
        reference: Some(reference),
        headline: metadata.headline.as_deref(),
        byline: metadata.byline.as_deref(),
        outlet: metadata.outlet.as_deref(),
        url: metadata.url.as_deref(),
        published_at: metadata.published_at.map(time),
        modified_at: metadata.modified_at.map(time),
        captured_at: metadata.captured_at.map(time),
        sha256,
        chars: index.total(),
        language: info.language(),
        quality: metadata.doubts.iter().map(|doubt| doubt.name()).collect(),
    }
}

fn speaker<'a>(speaker: &'a Speaker, index: &CodePoints<'_>) -> SpeakerShape<'a> {
    SpeakerShape {
        id: speaker.id.to_string(),
        name: &speaker.name,
        kind: speaker.kind.name(),
        role: speaker.role.as_deref(),
        aliases: &speaker.aliases,
        mentions: index.spans(&speaker.mentions),
    }
}
