//! The SQLite history: stories, versions, captures, extractions. Append-only, hash-chained.
//!
//! It alone speaks SQL. It analyses nothing: what it stores was read off a body elsewhere.

mod error;

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::audit::Sighting;
use crate::claim::Extraction;
use crate::story::{Draft, Metadata, Slug, Story, VersionNumber};

pub use error::Error;

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
    pub schema: u32,
    pub bytes: u64,
    pub stories: u64,
    pub versions: u64,
    pub claims: u64,
    /// The extractors whose results it holds, newest first.
    pub extractors: Vec<String>,
}

/// A speaker's name across the whole history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    pub name: String,
    pub kind: crate::claim::SpeakerKind,
    pub role: Option<String>,
    pub stories: u64,
    /// Claims in the latest version of each story.
    pub claims: u64,
}

/// An open history.
#[derive(Debug)]
pub struct History {
    _private: (),
}

/// Where a claim of a new version comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It goes on the lineage of this claim of the version before (an index into its claims).
    Continues(usize),
    /// Nothing in the version before is this claim. The store looks whether an older version held the same words, and starts a
    /// lineage where none did.
    Enters,
}

impl History {
    /// Opens the history at `path`, and creates it (with its folder) where there is none.
    ///
    /// # Errors
    /// When the file is not a history of ours, is newer than this program, is locked, or cannot be read or written.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let _ = path;
        todo!()
    }

    /// Opens the history at `path` for reading only.
    ///
    /// # Errors
    /// As [`History::open`], and when there is none.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        let _ = path;
        todo!()
    }

    /// Starts a write: one immediate transaction, so that nobody else writes in between; dropped without a commit, it leaves nothing.
    ///
    /// # Errors
    /// When the database is locked by another writer, or cannot be written.
    pub fn write(&mut self) -> Result<Writer<'_>, Error> {
        todo!()
    }

    /// Lists the stories by slug.
    pub fn stories(&self) -> Result<Vec<Story>, Error> {
        todo!()
    }

    /// Finds a story.
    pub fn story(&self, slug: &Slug) -> Result<Option<Story>, Error> {
        let _ = slug;
        todo!()
    }

    /// Reads one version with its present extraction.
    pub fn version(&self, slug: &Slug, number: VersionNumber) -> Result<Option<StoredVersion>, Error> {
        let _ = (slug, number);
        todo!()
    }

    /// Returns the number of the version that stood at a time: the last one captured at or before it.
    pub fn version_as_of(&self, slug: &Slug, time: DateTime<Utc>) -> Result<Option<VersionNumber>, Error> {
        let _ = (slug, time);
        todo!()
    }

    /// Lists the speakers of all stories by number of claims, most first, then by name.
    pub fn speakers(&self) -> Result<Vec<SpeakerRow>, Error> {
        todo!()
    }

    /// Reads every claim, in every version, of the speakers that `name` fits: a whole name or alias, or a surname, compared without
    /// case and diacritics.
    pub fn sightings(&self, name: &str) -> Result<Vec<Sighting>, Error> {
        let _ = name;
        todo!()
    }

    /// Tells what `info` shows.
    pub fn facts(&self) -> Result<Facts, Error> {
        todo!()
    }
}

/// A write under way.
#[derive(Debug)]
pub struct Writer<'a> {
    _history: &'a mut History,
}

impl Writer<'_> {
    /// Reads the latest version of a story; `None` where the story is new.
    pub fn latest(&self, slug: &Slug) -> Result<Option<StoredVersion>, Error> {
        let _ = slug;
        todo!()
    }

    /// Adds a version after the latest one and returns its number. `origins[i]` belongs to `extraction.claims[i]`;
    /// `stored_at` is the time of this write.
    pub fn add(
        &mut self,
        slug: &Slug,
        draft: &Draft,
        extraction: &Extraction,
        origins: &[Origin],
        extractor: &str,
        stored_at: DateTime<Utc>,
    ) -> Result<VersionNumber, Error> {
        let _ = (slug, draft, extraction, origins, extractor, stored_at);
        todo!()
    }

    /// Makes all of it durable.
    pub fn commit(self) -> Result<(), Error> {
        todo!()
    }
}
