//! The SQLite history: stories, versions, captures, extractions. Append-only, hash-chained.
//!
//! It alone speaks SQL. It analyses nothing: what it stores was read off a body elsewhere.
//!
//! The tables stand in `schema.sql`, with a comment beside each column. What is ground truth (story, body, capture,
//! version, exhibit) is never changed, though the words of it may be withheld; what is derived from it (extractions with their speakers and claims, and
//! the reading of the text) is kept by extractor, and the newest one counts. Beside the history it keeps what models have read, so that nothing is analysed
//! twice, and what is watched, so that watching continues after a kill: neither proves anything; and a journal of what
//! users have decided, which is replayed when speakers are looked up. Of it the store itself goes by what stories are
//! called and which versions stand in them: every name of a story finds it, it is read under the present one, and a
//! version where it was decided to stand.
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
mod backup;
mod chain;
mod changes;
mod create;
mod decisions;
mod deliveries;
mod error;
mod evidence;
mod exhibits;
mod heads;
mod held;
mod joins;
mod keys;
mod lineage;
mod names;
mod open;
mod places;
mod query;
mod read;
mod readings;
mod recaptures;
mod reread;
mod rows;
mod search;
mod speakers;
mod standing;
#[cfg(test)]
mod tests;
mod time;
mod verify;
mod waiting;
mod watch;
mod windows;
mod withholdings;
mod write;

use std::path::PathBuf;

pub use crate::sighting::Hit;
pub use crate::stored::{
    Exhibit, Facts, FoundLineage, Heads, Link, Problem, StoredVersion, StoryRow, Verification, VersionLineages,
    VersionRow, Withheld, Withholding,
};
pub use crate::target::{Target, TargetKind, Watch};

pub use answers::Answer;
pub use changes::{Places, RecordedStep};
pub use deliveries::{Delivery, Outcome};
pub use error::Error;
pub use evidence::chain_of;
pub use held::Held;
pub use joins::Comparer;
pub use open::SCHEMA;
pub use query::WordQuery;
pub use recaptures::KnownCapture;
pub use search::{Hits, Search};
pub use windows::ScoredWindow;
pub use write::Writer;

/// An open history.
#[derive(Debug)]
pub struct History {
    connection: rusqlite::Connection,
    path: PathBuf,
    writable: bool,
    notice: waiting::Notice,
    names: names::Names,
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
