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

use chrono::{DateTime, SecondsFormat, TimeZone};
use serde::Serialize;

use super::{Report, escape};
pub use answer::{answer, refusal};
pub use claim::{ClaimShape, claim};
pub use curation::exported;
pub use lines::lines;

/// Renders a report as one line of JSON.
pub fn render(report: &Report) -> String {
    match report {
        Report::Extract(report) => write(&version::extraction(report, false)),
        Report::Explain(report) => write(&version::explained(report)),
        Report::Show(report) => write(&version::extraction(report, true)),
        Report::Claims(report) => write(&version::claims(report)),
        Report::Diff(report) => write(&diff::diff(report)),
        Report::DiffStat(report) => write(&diff::stat(report)),
        Report::Diffs(reports) => write(&diff::diffs(reports)),
        Report::DiffStats(reports) => write(&diff::stats(reports)),
        Report::Log(report) => write(&history::log(report)),
        Report::Story(report) => write(&story::story(report)),
        Report::Changes(report) => write(&changes::feed(report)),
        Report::Blame(report) => write(&lineage::blame(report)),
        Report::History(report) => write(&lineage::history(report)),
        Report::Audit(report) => write(&audit::audit(report)),
        Report::Topics(report) => write(&audit::topics(report)),
        Report::Search(report) => write(&search::search(report)),
        Report::Quotes(report) => write(&quotes::quotes(report)),
        Report::Stories(report) => write(&history::stories(report)),
        Report::Speakers(report) => write(&history::speakers(report)),
        Report::Suggestions(report) => write(&curation::suggestions(report)),
        Report::Decisions(report) => write(&curation::decisions(report)),
        Report::ImportedDecisions(report) => write(&curation::imported(report)),
        Report::Verification(report) => write(&verify::verification(report)),
        Report::Bundle(report) => write(&bundle::bundle(report)),
        Report::Exhibits(report) => write(&evidence::exhibits(report)),
        Report::Withheld(report) => write(&evidence::report(report)),
        Report::Info(report) => write(&history::info(report)),
        Report::Settings(report) => write(&settings::settings(report)),
        Report::RecordedInput(report) => write(&history::ingest(report)),
        Report::Recording(report) => write(&history::ingested(report)),
        Report::Watches(report) => write(&watch::watches(report)),
        Report::WatchStatus(report) => write(&watch::status(report)),
        Report::WatchEvent(event) => write(&watch::event(event)),
        Report::Import(report) => write(&import::import(report)),
        Report::Reextract(report) => write(&import::reextract(report)),
    }
}

fn write(shape: &impl Serialize) -> String {
    // Writing plain structs with string keys into memory has no way to fail.
    let mut text = escape::json(serde_json::to_string(shape).unwrap_or_default());
    text.push('\n');
    text
}

/// Writes a time as the contract does: "2025-08-20T14:05:00Z"; the outlet's own with its offset.
pub fn time<Z: TimeZone<Offset: Display>>(time: DateTime<Z>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
