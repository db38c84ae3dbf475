//! A report → JSON for other programs: one compact line, exactly as the contract fixes it.
//!
//! The shapes here are the contract: a field may be added, none renamed, retyped or dropped without a new `format`.
//! Offsets count code points of the body; times are UTC or, where the outlet gave
//! them, at its offset; the order of every list is the report's. It computes nothing
//! else.

mod answer;
mod audit;
mod bundle;
mod change;
mod changes;
mod claim;
mod curation;
mod diff;
mod evidence;
mod explain;
mod history;
mod import;
mod lineage;
mod lines;
mod quotes;
mod search;
mod settings;
mod story;
mod verify;
mod version;
mod watch;

use std::fmt::Display;
use std::io;

use chrono::{DateTime, SecondsFormat, TimeZone};
use serde::Serialize;

use super::{Report, escape};
pub use answer::{answer, refusal};
pub use claim::{ClaimShape, claim};
pub use curation::exported;
pub use lines::lines;

/// Renders a report as one line of JSON.
pub fn render(report: &Report) -> String {
    in_memory(|out| write_to(out, report))
}

/// Writes a report as one line of JSON, as it is made: that of a long text is many times as long.
///
/// # Errors
/// When it cannot be written.
pub fn write_to(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    match report {
        Report::Extract(report) => put(out, &version::extraction(report, false)),
        Report::Explain(report) => put(out, &version::explained(report)),
        Report::Show(report) => put(out, &version::extraction(report, true)),
        Report::Claims(report) => put(out, &version::claims(report)),
        Report::Diff(report) => put(out, &diff::diff(report)),
        Report::DiffStat(report) => put(out, &diff::stat(report)),
        Report::Diffs(reports) => put(out, &diff::diffs(reports)),
        Report::DiffStats(reports) => put(out, &diff::stats(reports)),
        Report::Log(report) => put(out, &history::log(report)),
        Report::Story(report) => put(out, &story::story(report)),
        Report::Changes(report) => put(out, &changes::feed(report)),
        Report::Blame(report) => put(out, &lineage::blame(report)),
        Report::History(report) => put(out, &lineage::history(report)),
        Report::Audit(report) => put(out, &audit::audit(report)),
        Report::Topics(report) => put(out, &audit::topics(report)),
        Report::Search(report) => put(out, &search::search(report)),
        Report::Quotes(report) => put(out, &quotes::quotes(report)),
        Report::Stories(report) => put(out, &history::stories(report)),
        Report::Speakers(report) => put(out, &history::speakers(report)),
        Report::Suggestions(report) => put(out, &curation::suggestions(report)),
        Report::Decisions(report) => put(out, &curation::decisions(report)),
        Report::ImportedDecisions(report) => put(out, &curation::imported(report)),
        Report::Verification(report) => put(out, &verify::verification(report)),
        Report::Bundle(report) => put(out, &bundle::bundle(report)),
        Report::Exhibits(report) => put(out, &evidence::exhibits(report)),
        Report::Withheld(report) => put(out, &evidence::report(report)),
        Report::Info(report) => put(out, &history::info(report)),
        Report::Settings(report) => put(out, &settings::settings(report)),
        Report::RecordedInput(report) => put(out, &history::ingest(report)),
        Report::Recording(report) => put(out, &history::ingested(report)),
        Report::Watches(report) => put(out, &watch::watches(report)),
        Report::WatchStatus(report) => put(out, &watch::status(report)),
        Report::WatchEvent(event) => put(out, &watch::event(event)),
        Report::Import(report) => put(out, &import::import(report)),
        Report::Reextract(report) => put(out, &import::reextract(report)),
    }
}

fn write(shape: &impl Serialize) -> String {
    in_memory(|out| put(out, shape))
}

fn put(out: &mut dyn io::Write, shape: &impl Serialize) -> io::Result<()> {
    shape.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, escape::JsonFormatter))?;
    out.write_all(b"\n")
}

fn in_memory(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // Writing plain structs with string keys into memory has no way to fail, and what is written is text.
    let _ = write(&mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes a time as the contract does: "2025-08-20T14:05:00Z"; the outlet's own with its offset.
pub fn time<Z: TimeZone<Offset: Display>>(time: DateTime<Z>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
