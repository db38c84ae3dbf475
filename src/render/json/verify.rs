//! The check of a history, in JSON: `onrecord.verification.v1`.

use serde::Serialize;

use super::evidence::{WithheldShape, withheld};
use crate::report::{SealCheck, SignatureCheck, StampCheck, VerificationReport};
use crate::stored::Problem;

#[derive(Serialize)]
pub struct VerificationShape<'a> {
    format: &'static str,
    path: String,
    /// The story that was checked; null for the whole history.
    story: Option<&'a str>,
    sound: bool,
    versions: u64,
    recaptures: u64,
    extractions: u64,
    decisions: u64,
    exhibits: u64,
    /// What was taken out, and could not be checked.
    withheld: Vec<WithheldShape<'a>>,
    unchecked: &'static [&'static str],
    /// The hash of the last version; null in an empty history, and where one story was checked.
    head: Option<&'a str>,
    seals: Vec<SealShape<'a>>,
    problems: Vec<ProblemShape<'a>>,
}

#[derive(Serialize)]
struct SealShape<'a> {
    file: &'a str,
    sealed_at: String,
    holds: bool,
    versions_since: u64,
    /// Whether the time stamp beside it is one of it; null where none lies there.
    time_stamp: Option<bool>,
    /// The time that it gives.
    stamped_at: Option<String>,
    /// "unchecked", "good" or "bad"; null where none lies there, and none was to be checked.
    signature: Option<&'static str>,
    /// What is signed with it: when, and of which file.
    signature_comment: Option<&'a str>,
}

#[derive(Serialize)]
pub struct ProblemShape<'a> {
    place: &'a str,
    message: &'a str,
}

/// Shapes the check of a history.
pub fn verification(report: &VerificationReport) -> VerificationShape<'_> {
    let found = &report.verification;
    VerificationShape {
        format: "onrecord.verification.v1",
        path: report.path.display().to_string(),
        story: report.story.as_ref().map(|story| story.as_str()),
        sound: found.is_sound(),
        versions: found.versions,
        recaptures: found.recaptures,
        extractions: found.extractions,
        decisions: found.decisions,
        exhibits: found.exhibits,
        withheld: withheld(&found.withheld),
        unchecked: report.unchecked(),
        head: found.head.as_deref(),
        seals: report.seals.iter().map(seal).collect(),
        problems: problems(&found.problems),
    }
}

/// Shapes what is wrong.
pub fn problems(problems: &[Problem]) -> Vec<ProblemShape<'_>> {
    problems.iter().map(|problem| ProblemShape { place: &problem.place, message: &problem.message }).collect()
}

fn seal(check: &SealCheck) -> SealShape<'_> {
    SealShape {
        file: &check.place,
        sealed_at: super::time(check.sealed_at),
        holds: check.holds,
        versions_since: check.since,
        time_stamp: check.stamp.map(|stamp| stamp != StampCheck::Bad),
        stamped_at: match check.stamp {
            Some(StampCheck::Good { time }) => Some(super::time(time)),
            _ => None,
        },
        signature: check.signature.as_ref().map(|signature| match signature {
            SignatureCheck::Unchecked => "unchecked",
            SignatureCheck::Good { .. } => "good",
            SignatureCheck::Bad => "bad",
        }),
        signature_comment: match &check.signature {
            Some(SignatureCheck::Good { comment }) => Some(comment),
            _ => None,
        },
    }
}
