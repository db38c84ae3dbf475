//! The one model that every output format prints: what readers see.
//!
//! It decides what is shown, held back, counted and called what; renderers only lay it out. Spans are still bytes; the
//! bodies that they were measured on travel with them. It does no I/O, reads no clock and cannot fail.

mod audit;
mod bundle;
mod card;
mod changes;
mod claims;
mod curation;
mod diff;
mod evidence;
mod explain;
mod import;
mod lineage;
mod listing;
mod log;
mod margin;
mod notice;
pub mod phrases;
mod quotes;
mod search;
mod settings;
pub mod standalone;
mod story;
mod verify;
mod watch;
pub mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::audit::topics::Topic;
use crate::audit::{Audit, Rest};
use crate::claim::{ClaimKind, Extraction};
use crate::curation::{Ruled, SpeakerRow, StoryNames};
use crate::diff::Summary;
use crate::furniture::Furniture;
use crate::language;
use crate::stored::Facts;
pub use crate::stored::StoryRow;
use crate::story::{Metadata, VersionNumber};
use crate::text;

pub use audit::{CAVEAT, ListedEntry, Month, Spark, StretchLine, shift_id, told_again};
pub use bundle::BundleReport;
pub use card::CardReport;
pub use changes::{ChangesReport, Followed, ListedChange, encoded};
pub use claims::{ClaimFilter, ClaimsReport};
pub use curation::{DecisionRow, DecisionsReport, ImportedDecisions, SuggestionsReport};
pub use diff::{Covered, DiffReport, Filter, Group, Order, StatRow};
pub use evidence::{ExhibitsReport, WithheldReport, WithholdStage};
pub use explain::{
    ExplainReport, ExplainScope, LabelledPart, ShownChange, ShownClaim, ShownLabel, ShownReading, ShownReason,
    ShownSentence, ShownWord,
};
pub use import::{ImportSummary, ReextractReport, ReextractedVersion};
pub use lineage::{BlameReport, HistoryReport};
pub use listing::{LastChange, Listing, ListingQuery, ROWS, StoryLine, StoryOrder};
pub use log::{LogEdit, LogEntry, LogReport, MovedVersion};
pub use margin::MarginNote;
pub use notice::{Notice, NoticeEdit};
pub use quotes::QuotesReport;
pub use search::{MarkedText, SearchReport};
pub use settings::{SetBy, SettingRow, SettingsReport};
pub use story::{StoryEdit, StoryReport};
pub use verify::{SealCheck, SignatureCheck, StampCheck, VerificationReport};
pub use watch::{EventKind, WatchEvent, WatchRow, WatchStatusReport, WatchesReport};

/// Which version something was read off.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionInfo {
    /// "v2", "kremlin-talks@v2", or a file's name.
    pub reference: String,
    pub metadata: Metadata,
    pub body: String,
    /// SHA-256 of the body.
    pub sha256: String,
}

impl VersionInfo {
    /// Returns the time that tells this version from others, and what it is: "captured", else "modified", else
    /// "published".
    pub fn dated(&self) -> Option<(&'static str, DateTime<Utc>)> {
        let Metadata { captured_at, modified_at, published_at, .. } = &self.metadata;
        let outlets = [("modified", modified_at), ("published", published_at)];
        let theirs = || outlets.iter().find_map(|(what, time)| Some((*what, time.as_ref()?.to_utc())));
        captured_at.map(|time| ("captured", time)).or_else(theirs)
    }

    /// Says why the text may not be all that was published: "v2: its text breaks off"; `None` where nothing is doubtful.
    pub fn doubts_line(&self) -> Option<String> {
        let doubts: Vec<&str> = self.metadata.doubts.iter().map(|doubt| doubt.words()).collect();
        (!doubts.is_empty()).then(|| format!("{}: {}", self.reference, doubts.join("; ")))
    }

    /// Returns the tag of the language that the text is in (BCP 47: "de"); `None` where nobody knows, as of short texts.
    pub fn language(&self) -> Option<&'static str> {
        language::of(&self.body).map(|language| language.tag)
    }
}

/// `extract`, `show` and `claims`: one version with its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionReport {
    pub version: VersionInfo,
    pub extraction: Extraction,
    /// Whether JSON carries the body (`--with-text`).
    pub with_text: bool,
}

/// `audit`: one speaker over time.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditReport {
    pub audit: Audit,
    /// The time as of which it was asked; `None` for now.
    pub as_of: Option<DateTime<Utc>>,
    /// The rulings that stand, by the ids of what they are on.
    pub rulings: BTreeMap<String, Ruled>,
    /// What is not listed; `None` where all is.
    pub rest: Option<Rest>,
    /// What stories are called, and under which names they were recorded, of which the ids of shifts are made.
    pub names: StoryNames,
}

/// `topics`: what one speaker talks about.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicsReport {
    /// The speaker's name.
    pub name: String,
    /// How many statements they were read from.
    pub statements: usize,
    /// The main ones first.
    pub topics: Vec<Topic>,
    /// How many more there are.
    pub more: usize,
}

/// `stories`: all stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoriesReport {
    pub stories: Vec<StoryRow>,
}

/// `speakers`: all speakers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakersReport {
    pub speakers: Vec<SpeakerRow>,
}

/// `info`: where the history is and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoReport {
    pub path: std::path::PathBuf,
    /// How the path was chosen: "--db", "ONRECORD_DB", "settings", "default".
    pub chosen_by: &'static str,
    /// The file of settings that was read; `None` where there is none.
    pub settings: Option<std::path::PathBuf>,
    /// `None` where there is no database yet.
    pub facts: Option<Facts>,
    /// The extractor of this program.
    pub extractor: String,
    /// The schema of this program.
    pub schema: u32,
}

/// `ingest`: what became of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedInput {
    pub slug: String,
    /// What the input was called.
    pub input: String,
    pub outcome: InputOutcome,
}

/// What became of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputOutcome {
    /// The body is that of the latest version.
    Unchanged { latest: VersionNumber },
    /// An earlier version was read from the same bytes.
    Held { number: VersionNumber },
    Stored {
        number: VersionNumber,
        /// Claims by kind, in the order of [`ClaimKind::ALL`].
        claims: [usize; 4],
        speakers: usize,
        warnings: usize,
        /// Against the version before; `None` for the first.
        changes: Option<Summary>,
    },
}

/// `ingest` of many inputs: what became of them all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordingSummary {
    pub files: usize,
    /// Those that are new versions.
    pub stored: usize,
    /// The claims of these.
    pub claims: usize,
    /// Those that were stored before.
    pub unchanged: usize,
    pub failed: usize,
}

impl VersionReport {
    /// Returns what was found, in words: "41 claims (9 quotes, 16 facts), 6 speakers, 1 warning, 2 lines of page
    /// furniture".
    pub fn headline(&self) -> String {
        let Extraction { speakers, warnings, .. } = &self.extraction;
        let found = found(&claims_by_kind(&self.extraction), speakers.len(), warnings.len());
        match self.furniture().len() {
            0 => found,
            lines => format!("{found}, {}", phrases::furniture(lines)),
        }
    }

    /// Lists the lines that are the page's and not the story's, of which no claim was read.
    pub fn furniture(&self) -> Vec<Furniture> {
        text::furniture(&self.version.body)
    }
}

impl InfoReport {
    /// Returns what is known, a name and a value a line.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("database", format!("{} (chosen by {})", self.path.display(), self.chosen_by))];
        lines.extend(self.settings.iter().map(|path| ("settings", path.display().to_string())));
        let program = format!("schema {}, extractor {}", self.schema, self.extractor);
        let Some(facts) = &self.facts else {
            lines.push(("holds", "nothing yet: the first ingest creates it".to_owned()));
            lines.push(("program", program));
            return lines;
        };
        let count = |n: u64, one, many| phrases::count(usize::try_from(n).unwrap_or(usize::MAX), one, many);
        lines.push(("size", phrases::size(facts.bytes)));
        lines.push((
            "holds",
            format!(
                "{}, {}, {}",
                count(facts.stories, "story", "stories"),
                count(facts.versions, "version", "versions"),
                count(facts.claims, "claim", "claims")
            ),
        ));
        lines.push(("schema", facts.schema.to_string()));
        if !facts.extractors.is_empty() {
            lines.push(("extractors", facts.extractors.join(", ")));
        }
        lines.extend(facts.head.iter().map(|head| ("head", head.clone())));
        lines.push(("program", program));
        lines
    }
}

impl RecordedInput {
    /// Returns what became of the input, in words: "kremlin-talks v2: 3 claims added, 2 removed".
    pub fn headline(&self) -> String {
        let slug = &self.slug;
        match &self.outcome {
            InputOutcome::Unchanged { latest } => format!("{slug}: unchanged since v{latest}"),
            InputOutcome::Held { number } => format!("{slug}: stored already as v{number} (--again stores it anew)"),
            InputOutcome::Stored { number, claims, speakers, warnings, changes: None } => {
                format!("{slug} v{number}, {}", found(claims, *speakers, *warnings))
            }
            InputOutcome::Stored { number, warnings, changes: Some(changes), .. } => {
                format!("{slug} v{number}: {}{}", phrases::changes_and_noise(changes), warned(*warnings))
            }
        }
    }
}

impl RecordingSummary {
    /// Returns the counts in words: "2238 files: 2230 stored (151000 claims), 6 unchanged, 2 failed".
    pub fn headline(&self) -> String {
        let Self { files, stored, claims, unchanged, failed } = *self;
        let claims = phrases::count(claims, "claim", "claims");
        let parts =
            [(stored, format!(" stored ({claims})")), (unchanged, " unchanged".into()), (failed, " failed".into())];
        let told: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count}{what}")).collect();
        format!("{}: {}", phrases::count(files, "file", "files"), told.join(", "))
    }
}

fn found(claims: &[usize; 4], speakers: usize, warnings: usize) -> String {
    let speakers = phrases::count(speakers, "speaker", "speakers");
    format!("{}, {speakers}{}", phrases::claims(claims), warned(warnings))
}

fn warned(warnings: usize) -> String {
    if warnings == 0 { String::new() } else { format!(", {}", phrases::count(warnings, "warning", "warnings")) }
}

/// Counts an extraction's claims by kind, in the order of [`ClaimKind::ALL`].
pub fn claims_by_kind(extraction: &Extraction) -> [usize; 4] {
    ClaimKind::ALL.map(|kind| extraction.count(kind))
}
