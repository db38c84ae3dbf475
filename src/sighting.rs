//! The vocabulary of looking things up in a history: where a speaker appears, and what is said there. Plain data.
//!
//! The store fills it from its rows; audit, quotes and reports work with it.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::claim::{Claim, Span, SpeakerKind};
use crate::story::{Slug, VersionNumber};

/// One speaker in one version of one story, before what he or she says there is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    pub story: Slug,
    pub outlet: Option<String>,
    pub version: VersionNumber,
    /// The number of the story's latest version.
    pub latest: VersionNumber,
    pub published_at: Option<DateTime<FixedOffset>>,
    pub captured_at: DateTime<Utc>,
    /// The speaker's name in that version, with aliases.
    pub names: Vec<String>,
    /// How many claims there are that the speaker is reported to have made.
    pub claims: usize,
    /// How many there are beside these: what was not said, or not surely.
    pub unsaid: usize,
    /// SHA-256 of the body.
    pub body: String,
    /// Where the history has the speaker: what was read off the version, and the number therein.
    pub extraction: i64,
    pub speaker: u32,
}

impl Appearance {
    /// Returns whether the story has no other version, so that each claim here is a statement by itself.
    pub fn is_alone(&self) -> bool {
        self.version == 1 && self.latest == 1
    }

    /// Returns the day on which was said what the text does not date.
    pub fn day(&self) -> NaiveDate {
        self.published_at.unwrap_or(self.captured_at.fixed_offset()).date_naive()
    }
}

/// One claim of the speaker in one version of one story, as the history holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    pub story: Slug,
    pub outlet: Option<String>,
    pub version: VersionNumber,
    /// The number of the story's latest version.
    pub latest: VersionNumber,
    pub published_at: Option<DateTime<FixedOffset>>,
    pub captured_at: DateTime<Utc>,
    /// The claim's lineage through its story: the same number, the same claim.
    pub lineage: i64,
    /// The speaker's name in that version, with aliases.
    pub names: Vec<String>,
    pub claim: Claim,
    /// The body that the claim's spans were measured on.
    pub body: Arc<str>,
}

/// Somebody who may be the speaker that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub appearance: Appearance,
    /// Whether the text itself gives the name that was asked for, whole or as a surname.
    pub is_named: bool,
}

/// One speaker in one version, as its text names him or her, with the number of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSpeaker {
    pub name: String,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub story: Slug,
    pub outlet: Option<String>,
    /// The day of publication, else of capture.
    pub date: NaiveDate,
    /// The version's place in the whole history.
    pub version: i64,
    /// Whether the story has no later version.
    pub is_latest: bool,
    pub claims: u64,
}

/// A statement that was found, as the last version with the words has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub sighting: Sighting,
    pub headline: Option<String>,
    pub url: Option<String>,
    /// The versions that have the words, oldest first.
    pub versions: Vec<VersionNumber>,
    /// The words found, as spans of the body.
    pub marks: Vec<Span>,
}
