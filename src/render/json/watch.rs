//! Watching in JSON: `onrecord.watches.v1`, `onrecord.watch_status.v1` and, a line each, `onrecord.watch_event.v1`.
//!
//! It shapes lists and times; there are no spans here.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::time;
use crate::report::{WatchEvent, WatchStatusReport, WatchesReport};
use crate::story::Slug;
use crate::target::{Target, TargetKind};

#[derive(Serialize)]
pub struct WatchesShape<'a> {
    format: &'static str,
    watches: Vec<WatchShape<'a>>,
}

#[derive(Serialize)]
struct WatchShape<'a> {
    number: i64,
    url: &'a str,
    kind: Option<&'static str>,
    every_seconds: u64,
    #[serde(rename = "match")]
    patterns: &'a [String],
    story: Option<&'a str>,
    looked_at: usize,
    at_rest: usize,
    failing: usize,
    due_at: Option<String>,
}

#[derive(Serialize)]
pub struct StatusShape<'a> {
    format: &'static str,
    addresses: Vec<AddressShape<'a>>,
    deliveries: DeliveriesShape,
}

#[derive(Serialize)]
struct AddressShape<'a> {
    url: &'a str,
    kind: Option<&'static str>,
    story: Option<&'a str>,
    noted_at: String,
    checked_at: Option<String>,
    changed_at: Option<String>,
    due_at: Option<String>,
    failures: u32,
    problem: Option<&'a str>,
}

#[derive(Serialize)]
struct DeliveriesShape {
    waiting: u64,
    given_up: u64,
}

#[derive(Serialize)]
pub struct EventShape<'a> {
    format: &'static str,
    at: String,
    event: &'static str,
    url: Option<&'a str>,
    story: Option<&'a str>,
    version: Option<u32>,
    text: &'a str,
}

/// Shapes `watch list`.
pub fn watches(report: &WatchesReport) -> WatchesShape<'_> {
    let watches = report.watches.iter().map(|row| WatchShape {
        number: row.number,
        url: &row.url,
        kind: row.kind.map(kind),
        every_seconds: row.every.as_secs(),
        patterns: &row.patterns,
        story: row.story.as_ref().map(Slug::as_str),
        looked_at: row.looked_at,
        at_rest: row.at_rest,
        failing: row.failing,
        due_at: row.due_at.map(time),
    });
    WatchesShape { format: "onrecord.watches.v1", watches: watches.collect() }
}

/// Shapes `watch status`.
pub fn status(report: &WatchStatusReport) -> StatusShape<'_> {
    let when = |instant: Option<DateTime<Utc>>| instant.map(time);
    let addresses = report.targets.iter().map(|target: &Target| AddressShape {
        url: &target.url,
        kind: target.kind.map(kind),
        story: target.story.as_ref().map(Slug::as_str),
        noted_at: time(target.noted_at),
        checked_at: when(target.checked_at),
        changed_at: when(target.changed_at),
        due_at: when(target.due_at),
        failures: target.failures,
        problem: target.problem.as_deref(),
    });
    StatusShape {
        format: "onrecord.watch_status.v1",
        addresses: addresses.collect(),
        deliveries: DeliveriesShape { waiting: report.waiting, given_up: report.given_up },
    }
}

/// Shapes one event.
pub fn event(event: &WatchEvent) -> EventShape<'_> {
    EventShape {
        format: "onrecord.watch_event.v1",
        at: time(event.at),
        event: event.kind.name(),
        url: event.url.as_deref(),
        story: event.version.as_ref().map(|(story, _)| story.as_str()),
        version: event.version.as_ref().map(|(_, number)| *number),
        text: &event.text,
    }
}

fn kind(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Page => "page",
        TargetKind::List => "list",
    }
}
