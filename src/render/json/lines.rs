//! Claims, edits and audits as JSON lines: each in the shape in which `claims`, `diff` and `audit` print it, with the
//! version or the pair of versions that it is of, so that a line stands by itself.

use serde::Serialize;

use super::claim::ClaimShape;
use super::diff::{DiffShape, EditShape, MetadataShape, StoryShape, diff};
use super::version::{ExtractionShape, VersionShape, claims};
use super::{audit, write};
use crate::render::Report;

#[derive(Serialize)]
struct ClaimLine<'a> {
    format: &'static str,
    version: &'a VersionShape<'a>,
    claim: ClaimShape<'a>,
}

#[derive(Serialize)]
struct EditLine<'a> {
    format: &'static str,
    story: Option<&'a StoryShape<'a>>,
    old: &'a VersionShape<'a>,
    new: &'a VersionShape<'a>,
    /// What differs beside the claims; then there is no `edit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<&'a MetadataShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<&'a EditShape<'a>>,
}

/// Renders the entries of a report, a line each; empty where a report has no such form.
pub fn lines(report: &Report) -> String {
    match report {
        Report::Claims(report) => claim_lines(&claims(report)),
        Report::Diff(report) => edit_lines(&diff(report)),
        Report::Audit(report) => write(&audit::audit(report)),
        _ => String::new(),
    }
}

fn claim_lines(of: &ExtractionShape<'_>) -> String {
    let line = |claim| write(&ClaimLine { format: "onrecord.claim.v1", version: &of.version, claim });
    of.claims.iter().map(line).collect()
}

fn edit_lines(of: &DiffShape<'_>) -> String {
    let line = |metadata, edit| {
        let (story, old, new) = (of.story.as_ref(), &of.old, &of.new);
        write(&EditLine { format: "onrecord.edit.v1", story, old, new, metadata, edit })
    };
    let metadata = of.metadata.iter().map(|change| line(Some(change), None));
    metadata.chain(of.edits.iter().map(|edit| line(None, Some(edit)))).collect()
}
