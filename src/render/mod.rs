//! A report → bytes: one file a format.
//!
//! It computes nothing that a reader sees: `report` does that. It escapes everything once, and turns byte spans into
//! code points.

mod atom;
pub mod card;
pub mod code_points;
pub mod csv;
pub mod escape;
pub mod html;
pub mod json;
pub mod markdown;
pub mod notice;
pub mod terminal;

#[cfg(test)]
mod tests;

use std::io;

use chrono::{DateTime, Utc};

use crate::report::{
    AuditReport, BlameReport, BundleReport, ChangesReport, ClaimsReport, DecisionsReport, DiffReport, ExhibitsReport,
    ExplainReport, HistoryReport, ImportSummary, ImportedDecisions, InfoReport, LogReport, QuotesReport, RecordedInput,
    RecordingSummary, ReextractReport, SearchReport, SettingsReport, SpeakersReport, StoriesReport, StoryReport,
    SuggestionsReport, TopicsReport, VerificationReport, VersionReport, WatchEvent, WatchStatusReport, WatchesReport,
    WithheldReport,
};

/// Anything that can be printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    Extract(VersionReport),
    /// `extract --explain`.
    Explain(ExplainReport),
    Show(VersionReport),
    Claims(ClaimsReport),
    Diff(DiffReport),
    /// `diff --stat`: counts only.
    DiffStat(DiffReport),
    /// `diff --each`: step by step.
    Diffs(Vec<DiffReport>),
    /// `diff --each --stat`.
    DiffStats(Vec<DiffReport>),
    Log(LogReport),
    /// `report`: a whole story.
    Story(StoryReport),
    /// `feed`: edits to subscribe to.
    Changes(ChangesReport),
    Blame(BlameReport),
    History(HistoryReport),
    Audit(AuditReport),
    Topics(TopicsReport),
    Search(SearchReport),
    Quotes(QuotesReport),
    Stories(StoriesReport),
    Speakers(SpeakersReport),
    Suggestions(SuggestionsReport),
    Decisions(DecisionsReport),
    ImportedDecisions(ImportedDecisions),
    Verification(VerificationReport),
    /// `verify FILE`: a bundle of evidence.
    Bundle(BundleReport),
    /// `exhibits`: what is kept beside a version.
    Exhibits(ExhibitsReport),
    /// `withhold`: what was taken out.
    Withheld(WithheldReport),
    Info(InfoReport),
    /// `config`.
    Settings(SettingsReport),
    RecordedInput(RecordedInput),
    /// `ingest` of many files, in sum.
    Recording(RecordingSummary),
    /// `watch list`.
    Watches(WatchesReport),
    WatchStatus(WatchStatusReport),
    /// One thing that happened while watching.
    WatchEvent(WatchEvent),
    Import(ImportSummary),
    Reextract(ReextractReport),
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For reading in a terminal.
    #[default]
    Terminal,
    /// For other programs, as the contract fixes it.
    Json,
    /// For an issue tracker or a content management system.
    Markdown,
    /// For a spreadsheet: one row for each entry of a list.
    Csv,
    /// For a feed reader: edits to subscribe to.
    Atom,
    /// For a browser: one page that brings all it needs.
    Html,
}

/// How the terminal format is laid out. JSON and Markdown do without: their times are always UTC.
#[derive(Clone, Copy, Debug)]
pub struct TerminalLayout {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
    /// Whether `diff` shows old and new side by side.
    pub side_by_side: bool,
    /// Whether `show` prints rows of marks beneath the lines.
    pub marks: bool,
    /// The offset from UTC at which a time is shown: a function, since a zone's offset depends on the time.
    pub offset: fn(DateTime<Utc>) -> chrono::FixedOffset,
}

impl Default for TerminalLayout {
    /// Plain, 100 columns wide, with times in UTC.
    fn default() -> Self {
        let offset = |_| chrono::Offset::fix(&Utc);
        Self { width: 100, color: false, side_by_side: false, marks: false, offset }
    }
}

/// Writes a report as [`render`] renders it, JSON as it is made.
///
/// # Errors
/// When it cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report, format: Format, layout: &TerminalLayout) -> io::Result<()> {
    match format {
        Format::Json => json::write_to(out, report),
        _ => out.write_all(render(report, format, layout).as_bytes()),
    }
}

/// Renders a report; the text ends with a line break. Empty where a report has no such form: only some have CSV, HTML
/// or Atom.
pub fn render(report: &Report, format: Format, layout: &TerminalLayout) -> String {
    match format {
        Format::Terminal => terminal::render(report, layout),
        Format::Json => json::render(report),
        Format::Markdown => markdown::render(report),
        Format::Csv => csv::render(report),
        Format::Html => html::render(report),
        Format::Atom => match report {
            Report::Changes(report) => atom::feed(report),
            _ => String::new(),
        },
    }
}
