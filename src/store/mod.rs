//! The SQLite history: stories, versions, captures, extractions. Append-only, hash-chained.
//!
//! It alone speaks SQL. It analyses nothing: what it stores was read off a body elsewhere.
//!
//! The tables stand in `schema.sql`, with a comment beside each column. What is ground truth (story, body, capture,
//! version) is never changed; what is derived from it (extractions with their speakers and claims) is kept by
//! extractor, and the newest one counts. Beside the history it keeps what models have read, so that nothing is analysed
//! twice, and what is watched, so that watching continues after a kill: neither proves anything; and a journal of what
//! users have decided, which is replayed when speakers are looked up.
//!
//! # Promises
//!
//! - Nothing half-written: a version is there with all its claims, or not at all, also after a kill or a power cut.
//! - A version that is not a repeat of the latest one is stored, so that A→B→A is three versions. An earlier capture of
//!   its text is no repeat.
//! - What was stored reads back exactly, and a change or a gap made by another program is found by [`History::verify`].
//! - A file that is not ours, or newer than this program, is refused and left byte for byte as it was.

mod answers;
mod appearances;
mod chain;
mod decisions;
mod deliveries;
mod error;
mod fit;
mod keys;
mod lineage;
mod open;
mod query;
mod read;
mod recaptures;
mod reread;
mod rows;
mod search;
mod sightings;
#[cfg(test)]
mod tests;
mod time;
mod verify;
mod watch;
mod windows;
mod write;

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::claim::{Extraction, SpeakerKind};
use crate::story::{Metadata, Slug, Story, VersionNumber};

pub use answers::Answer;
pub use deliveries::{Delivery, Outcome};
pub use error::Error;
pub use open::SCHEMA;
pub use query::Query;
pub use recaptures::KnownCapture;
pub use search::{Hit, Hits, Search};
pub use verify::{Problem, Verification};
pub use watch::{Target, TargetKind, Watch};
pub use windows::ScoredWindow;
pub use write::{Held, Writer};

/// An open history.
#[derive(Debug)]
pub struct History {
    connection: rusqlite::Connection,
    path: PathBuf,
    writable: bool,
}

/// A version as the history holds it, with its present extraction.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredVersion {
    pub story: Story,
    pub number: VersionNumber,
    pub metadata: Metadata,
    /// When this version was captured; when it was stored, where the draft did not say.
    pub captured_at: DateTime<Utc>,
    pub body: String,
    /// SHA-256 of the body, lower-case hexadecimal.
    pub sha256: String,
    pub extraction: Extraction,
    /// `lineages[i]` belongs to `extraction.claims[i]`.
    pub lineages: Vec<i64>,
    /// The extractor that made the extraction.
    pub extractor: String,
}

/// What `info` tells about a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The file's schema.
    pub schema: u32,
    /// What the database takes, without what a write under way keeps beside it.
    pub bytes: u64,
    pub stories: u64,
    pub versions: u64,
    /// Claims of all versions, superseded extractions left out.
    pub claims: u64,
    /// The extractors whose results it holds, newest first.
    pub extractors: Vec<String>,
}

/// A speaker's name across the whole history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    pub name: String,
    /// The other names that were decided to be the same speaker's, as texts have them.
    pub aliases: Vec<String>,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub stories: u64,
    /// Claims in the latest version of each story.
    pub claims: u64,
}

/// A version in a list: all that can be said without its body and claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    pub number: VersionNumber,
    /// When this version was captured; when it was stored, where the draft did not say.
    pub captured_at: DateTime<Utc>,
    pub metadata: Metadata,
    /// SHA-256 of the body.
    pub sha256: String,
    /// Claims by kind, in the order of [`crate::claim::ClaimKind::ALL`].
    pub claims: [usize; 4],
    pub speakers: usize,
    /// The extractor that counted them.
    pub extractor: String,
}

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryRow {
    pub story: Story,
    /// The latest outlet named.
    pub outlet: Option<String>,
    pub first_captured_at: DateTime<Utc>,
    pub last_captured_at: DateTime<Utc>,
}

/// A version with the lineages of its claims, without their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLineages {
    pub number: VersionNumber,
    /// When this version was captured; when it was stored, where the draft did not say.
    pub captured_at: DateTime<Utc>,
    /// The extractor that read its claims.
    pub extractor: String,
    /// The lineage of each claim, in document order.
    pub lineages: Vec<i64>,
}

/// A lineage found by words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub lineage: i64,
    pub story: Slug,
    /// The last version that has the words.
    pub last_version: VersionNumber,
    /// What the claim asserts there.
    pub content: String,
}

/// Where a claim of a new version comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It continues the lineage of this claim of the version before (an index into its claims).
    Continues(usize),
    /// Nothing in the version before is this claim. The store looks whether an older version held the same words, and
    /// starts a lineage where none did.
    Enters,
}
