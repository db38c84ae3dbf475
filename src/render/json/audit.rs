//! One speaker over time in JSON: `onrecord.audit.v1`.
//!
//! Each claim's spans count code points of the last version that held it.

use chrono::NaiveDate;
use serde::Serialize;

use super::claim::{ClaimShape, claim};
use super::time;
use crate::audit::Entry;
use crate::render::code_points::CodePoints;
use crate::report::AuditReport;

#[derive(Serialize)]
pub struct AuditShape<'a> {
    format: &'static str,
    speaker: SpeakerShape<'a>,
    topic: Option<&'a str>,
    entries: Vec<EntryShape<'a>>,
    shifts: Vec<ShiftShape<'a>>,
}

#[derive(Serialize)]
struct SpeakerShape<'a> {
    name: &'a str,
    aliases: &'a [String],
}

#[derive(Serialize)]
struct EntryShape<'a> {
    said_on: Option<NaiveDate>,
    precision: Option<&'static str>,
    published_at: Option<String>,
    story: &'a str,
    outlet: Option<&'a str>,
    first_version: u32,
    last_version: u32,
    status: &'static str,
    claim: ClaimShape<'a>,
    earlier: Vec<EarlierShape<'a>>,
}

#[derive(Serialize)]
struct EarlierShape<'a> {
    version: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct ShiftShape<'a> {
    kind: &'static str,
    from: usize,
    to: usize,
    topic: &'a str,
    why: &'a str,
}

/// Shapes an audit.
pub fn audit(report: &AuditReport) -> AuditShape<'_> {
    let audit = &report.audit;
    let shifts = audit.shifts.iter().map(|shift| ShiftShape {
        kind: shift.kind.name(),
        from: shift.from,
        to: shift.to,
        topic: &shift.topic,
        why: &shift.why,
    });
    AuditShape {
        format: "onrecord.audit.v1",
        speaker: SpeakerShape { name: &audit.name, aliases: &audit.aliases },
        topic: audit.topic.as_deref(),
        entries: audit.entries.iter().map(|of| entry(of, &audit.name)).collect(),
        shifts: shifts.collect(),
    }
}

fn entry<'a>(entry: &'a Entry, name: &'a str) -> EntryShape<'a> {
    let earlier = entry.earlier.iter().map(|(version, text)| EarlierShape { version: *version, text });
    EntryShape {
        said_on: entry.said_on.map(|(date, _)| date),
        precision: entry.said_on.map(|(_, precision)| precision.name()),
        published_at: entry.published_at.map(time),
        story: entry.story.as_str(),
        outlet: entry.outlet.as_deref(),
        first_version: entry.first_version,
        last_version: entry.last_version,
        status: entry.status.name(),
        claim: claim(&entry.claim, Some(name), &entry.body, &CodePoints::new(&entry.body)),
        earlier: earlier.collect(),
    }
}
