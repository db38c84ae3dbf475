//! The one model that every output format prints: what a reader is told.
//!
//! It decides what is shown, held back and counted; renderers only lay it out. Spans are still bytes; the bodies that they were
//! measured on travel with them.

use chrono::{DateTime, Utc};

use crate::audit::Audit;
use crate::claim::{ClaimKind, Extraction, Speaker};
use crate::diff::{ChangeKind, Diff, Edit, EditKind, Severity, Summary};
use crate::store::{Facts, SpeakerRow};
use crate::story::{Metadata, Story, VersionNumber};

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

/// `extract`, `show` and `claims`: one version with its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionReport {
    pub version: VersionInfo,
    pub extraction: Extraction,
    /// Whether JSON carries the body (`--with-text`).
    pub with_text: bool,
}

/// Which edits the reader asked for; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Show only edits of these severities.
    pub severities: Vec<Severity>,
    /// Show only edits with a change of these kinds.
    pub kinds: Vec<ChangeKind>,
    /// Show only edits with a claim of one of these speakers (any part of the name, without case).
    pub speakers: Vec<String>,
}

/// `diff`: two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffReport {
    /// `None` for two files.
    pub story: Option<Story>,
    pub old: VersionInfo,
    pub new: VersionInfo,
    pub old_speakers: Vec<Speaker>,
    pub new_speakers: Vec<Speaker>,
    pub diff: Diff,
    /// Counts over all edits, whatever the filter.
    pub summary: Summary,
    /// The edits that the filter lets through, as indexes into `diff.edits`. Unchanged edits pass only an empty filter.
    pub shown: Vec<usize>,
    /// How many edits that differ the filter holds back.
    pub held_back: usize,
}

/// `log`: the versions of one story.
#[derive(Clone, Debug, PartialEq)]
pub struct LogReport {
    pub story: Story,
    /// Oldest first.
    pub versions: Vec<LogEntry>,
}

/// One version in a log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    pub number: VersionNumber,
    pub captured_at: DateTime<Utc>,
    pub metadata: Metadata,
    pub sha256: String,
    /// Claims by kind, in the order of [`ClaimKind::ALL`].
    pub claims: [usize; 4],
    pub speakers: usize,
    /// Against the version before; `None` for the first.
    pub changes: Option<Summary>,
}

/// `audit`: one speaker over time.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditReport {
    pub audit: Audit,
}

/// `stories`: all stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoriesReport {
    pub stories: Vec<StoryRow>,
}

/// One story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryRow {
    pub story: Story,
    pub outlet: Option<String>,
    pub first_captured_at: DateTime<Utc>,
    pub last_captured_at: DateTime<Utc>,
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
    /// How the path was chosen: "--db", "ONRECORD_DB", "default".
    pub chosen_by: &'static str,
    /// `None` where there is no database yet.
    pub facts: Option<Facts>,
    /// The extractor of this program.
    pub extractor: String,
    /// The schema of this program.
    pub schema: u32,
}

/// `ingest`: what became of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestReport {
    pub slug: String,
    /// What the input was called.
    pub input: String,
    pub outcome: IngestOutcome,
}

/// What became of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestOutcome {
    /// The body is that of the latest version.
    Unchanged { latest: VersionNumber },
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

impl DiffReport {
    /// Builds the report of a comparison; `filter` says what is shown.
    pub fn new(
        story: Option<Story>,
        old: (VersionInfo, Vec<Speaker>),
        new: (VersionInfo, Vec<Speaker>),
        diff: Diff,
        filter: &Filter,
    ) -> Self {
        let ((old, old_speakers), (new, new_speakers)) = (old, new);
        let summary = diff.summary();
        let differing = diff.edits.iter().filter(|edit| edit.kind != EditKind::Unchanged).count();
        let shown: Vec<usize> = (0..diff.edits.len())
            .filter(|&index| filter.lets_through(&diff.edits[index], &old_speakers, &new_speakers))
            .collect();
        let shown_differing = shown.iter().filter(|&&index| diff.edits[index].kind != EditKind::Unchanged).count();
        Self {
            story,
            old,
            new,
            old_speakers,
            new_speakers,
            summary,
            shown,
            held_back: differing - shown_differing,
            diff,
        }
    }
}

impl Filter {
    /// Says whether everything is let through.
    pub fn is_empty(&self) -> bool {
        self.severities.is_empty() && self.kinds.is_empty() && self.speakers.is_empty()
    }

    fn lets_through(&self, edit: &Edit, old_speakers: &[Speaker], new_speakers: &[Speaker]) -> bool {
        if self.is_empty() {
            return true;
        }
        let Some(severity) = edit.severity() else { return false };
        let by_severity = self.severities.is_empty() || self.severities.contains(&severity);
        let by_kind = self.kinds.is_empty() || edit.changes.iter().any(|change| self.kinds.contains(&change.kind));
        let by_speaker = self.speakers.is_empty()
            || speakers_of(&edit.old, old_speakers).chain(speakers_of(&edit.new, new_speakers)).any(|speaker| {
                std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| {
                    let name = name.to_lowercase();
                    self.speakers.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                })
            });
        by_severity && by_kind && by_speaker
    }
}

fn speakers_of<'a>(claims: &'a [crate::claim::Claim], speakers: &'a [Speaker]) -> impl Iterator<Item = &'a Speaker> {
    claims.iter().filter_map(|claim| speakers.get(claim.speaker?.0 as usize))
}

/// Counts an extraction's claims by kind, in the order of [`ClaimKind::ALL`].
pub fn claims_by_kind(extraction: &Extraction) -> [usize; 4] {
    ClaimKind::ALL.map(|kind| extraction.count(kind))
}
