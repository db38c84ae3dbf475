//! The vocabulary of histories: what is stored, as plain data.
//!
//! The store fills it from its rows, and whoever reads a history works with it. It knows no SQL and no file.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::claim::Extraction;
use crate::reading::PackedReading;
use crate::story::{Metadata, Slug, Story, VersionNumber};

/// A version as the history holds it, with its present extraction.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredVersion {
    /// The story that it stands in, and its number there.
    pub story: Story,
    pub number: VersionNumber,
    /// The name under which it was recorded: that of its story, unless it was decided into another one.
    pub origin: Slug,
    pub metadata: Metadata,
    /// When this version was captured; when it was stored, where the draft did not say.
    pub captured_at: DateTime<Utc>,
    pub body: String,
    /// SHA-256 of the body, lower-case hexadecimal.
    pub sha256: String,
    pub extraction: Extraction,
    /// What its texts say, as it was read with the extraction; [`StoredVersion::reading`] unpacks it.
    pub reading: PackedReading,
    /// `lineages[i]` belongs to `extraction.claims[i]`.
    pub lineages: Vec<i64>,
    /// The extractor that made the extraction.
    pub extractor: String,
}

/// What a history holds, in numbers.
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
    /// The hash of the last version, which covers all versions before it; `None` in an empty history.
    pub head: Option<String>,
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
    /// Claims by kind, in the order of [`ClaimKind::ALL`](crate::claim::ClaimKind::ALL).
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
pub struct FoundLineage {
    pub lineage: i64,
    pub story: Slug,
    /// The last version that has the words.
    pub last_version: VersionNumber,
    /// What the claim asserts there.
    pub content: String,
}

/// Something that shows how a version looked, beside the bytes that it was read from: a picture or a whole copy of its
/// page, made by a tool of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// The file's name, as the tool gave it: without a path.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// The command that made it.
    pub tool: String,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
}

impl Exhibit {
    /// Returns a name for a file of its bytes that is safe on any system: "1-screenshot.png" for the first of a version.
    pub fn file_name(&self, nth: usize) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let name: String = self.name.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        // The end tells what sort of file it is.
        let from = name.len().saturating_sub(80);
        format!("{nth}-{}", &name[from..])
    }
}

/// A capture that brought no version: its story's latest version had its text already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recapture {
    /// The version whose text it has.
    pub number: VersionNumber,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// What the version says of itself, with the times that this capture declares.
    pub metadata: Metadata,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
}

impl Recapture {
    /// Returns the time at which it shows that the text stood: when it was captured, else stored.
    pub fn stood_at(&self) -> DateTime<Utc> {
        self.metadata.captured_at.unwrap_or(self.stored_at)
    }
}

/// What was taken out of a history, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withholding {
    pub what: Withheld,
    /// SHA-256 of what went: of a version's text, or of a capture's bytes.
    pub sha256: String,
    /// Who took it out.
    pub author: String,
    pub reason: String,
    pub withheld_at: DateTime<Utc>,
}

/// What is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The text, headline, byline and claims of a version.
    Version(Slug, VersionNumber),
    /// The bytes of a capture.
    Capture,
}

/// What a check of a history, or of one story in it, found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many versions were checked.
    pub versions: u64,
    /// How many recaptures were checked.
    pub recaptures: u64,
    /// How many extractions were checked, superseded ones with them.
    pub extractions: u64,
    /// How many decisions were checked.
    pub decisions: u64,
    /// How many exhibits were checked.
    pub exhibits: u64,
    /// What was withheld, and cannot be checked; of one story, its versions alone.
    pub withheld: Vec<Withholding>,
    /// The hash of the last version, which covers all versions before it; `None` in an empty history, and where one
    /// story alone was checked.
    pub head: Option<String>,
    /// What is wrong; empty in a sound history.
    pub problems: Vec<Problem>,
}

impl Verification {
    /// Returns whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// The last links of a history's chains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    pub versions: Link,
    pub recaptures: Link,
    pub extractions: Link,
    /// A hash over the ids of all decisions, in order: they are no chain.
    pub decisions: Link,
    pub exhibits: Link,
    pub withholdings: Link,
}

/// A link of a chain: how many rows it covers, and its hash; `None` where it covers none, or is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub count: u64,
    pub hash: Option<String>,
}

impl Heads {
    /// The names of the chains, in order.
    pub const NAMES: [&str; 6] = ["versions", "recaptures", "extractions", "decisions", "exhibits", "withholdings"];

    /// Lists the links, in the order of [`Heads::NAMES`].
    pub fn links(&self) -> [&Link; 6] {
        [&self.versions, &self.recaptures, &self.extractions, &self.decisions, &self.exhibits, &self.withholdings]
    }

    /// As [`Heads::links`], to be changed.
    pub fn links_mut(&mut self) -> [&mut Link; 6] {
        let Self { versions, recaptures, extractions, decisions, exhibits, withholdings } = self;
        [versions, recaptures, extractions, decisions, exhibits, withholdings]
    }
}

/// One thing that is wrong with a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: a version ("harbour-fire@v2"), a story ("harbour-fire"), or a part of the file ("schema").
    pub place: String,
    /// What is wrong, in words.
    pub message: String,
}

/// The fields of a version that its chain covers, as the history holds them, and the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainRow {
    /// Its number in the story as it stands, which its files go by.
    pub stands_as: VersionNumber,
    /// Its place in the whole history, from 1.
    pub place: i64,
    /// The chain of the version before it in the whole history; `None` for the first.
    pub before: Option<String>,
    /// The name under which the story was recorded.
    pub slug: String,
    /// The number under which it was recorded there.
    pub number: VersionNumber,
    pub headline: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub published_at: Option<String>,
    pub modified_at: Option<String>,
    pub captured_at: Option<String>,
    pub stored_at: String,
    /// SHA-256 of the body.
    pub body: String,
    /// SHA-256 of the capture.
    pub capture: String,
    pub speaker: Option<String>,
    /// Why the text may not be all, as JSON; null where nothing is doubtful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubts: Option<String>,
    pub chain: String,
}

/// What a check of a bundle of evidence found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BundleCheck {
    /// The story, as the bundle calls it; `None` where that cannot be read.
    pub story: Option<String>,
    /// How many files were checked.
    pub files: usize,
    /// How many versions were checked.
    pub versions: usize,
    /// The head of the history that it was made from.
    pub head: Option<String>,
    /// What is wrong; empty in a sound bundle.
    pub problems: Vec<Problem>,
}
